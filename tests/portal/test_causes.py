"""Pages of causes: what is done about each, and how to hear of it."""

from http import HTTPStatus

import pytest

from tejido.ground.organisations.vocabulary import Profile
from tests.factories.ground import person
from tests.factories.initiatives import initiative

pytestmark = pytest.mark.django_db


def test_cause_counts_what_is_public_and_leads_to_its_feeds(client):
    initiative(causes=["corruption"])
    initiative(causes=["corruption"], profile=Profile.PROTECTED)
    initiative(causes=["poverty"])
    answer = client.get("/causas/corruption/")
    assert [row.number for row in answer.context["rows"]] == [1, 0, 0, 0]
    assert ("/iniciativas/?causa=corruption&amp;formato=atom" in answer.content.decode(), dict(answer.cookies)) == (
        True,
        {},
    )


def test_cause_is_followed_with_an_account_in_one_tap(client):
    client.force_login(person())
    client.post("/avisos/seguir/", {"subject": "cause:corruption", "next": "/causas/corruption/"})
    assert "Dejar de seguir" in client.get("/causas/corruption/").content.decode()
    assert '<a href="/causas/corruption/">Corrupción</a>' in client.get("/avisos/siguiendo/").content.decode()


def test_cause_that_is_none_is_not_found(client):
    assert client.get("/causas/other/").status_code == HTTPStatus.NOT_FOUND
    assert "/causas/weapons/" in client.get("/causas/").content.decode()
