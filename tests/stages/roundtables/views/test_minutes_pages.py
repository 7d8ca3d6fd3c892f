"""Pages of minutes: written, proposed, objected to, adopted, printed."""

from http import HTTPStatus

import pytest
from django.core.cache import caches
from django.urls import reverse

from tejido.stages.roundtables.models import Minutes
from tests.factories.meetings import TEXT, room
from tests.factories.moments import NOW, later
from tests.stages.roundtables.views.asking import post_form, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_the_moment_of_the_factories(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    caches["pages"].clear()


def test_open_minutes_are_read_inside_and_adopted_ones_by_all(client):
    it = room()
    meeting = it.held(later(days=-60))
    proposed = it.proposed(meeting)
    assert client.get(proposed.get_absolute_url()).status_code == HTTPStatus.NOT_FOUND
    assert "sesionar cada mes" not in client.get(meeting.get_absolute_url()).content.decode()
    assert signed_in(client, it.liaison).get(proposed.get_absolute_url()).status_code == HTTPStatus.OK


def test_adopted_minutes_are_read_by_visitors_and_printed(client):
    it = room()
    meeting = it.held(later(days=-60))
    adopted = it.adopted(meeting)
    assert "sesionar cada mes" in client.get(meeting.get_absolute_url()).content.decode()
    assert client.get(adopted.get_absolute_url()).status_code == HTTPStatus.OK
    printed = client.get(reverse("minutes-pdf", args=[adopted.pk]))
    assert (printed.status_code, printed.content[:5]) == (HTTPStatus.OK, b"%PDF-")


def test_minutes_are_written_proposed_and_objected_to(client):
    it = room()
    meeting = it.held(later(days=-1))
    minutes = meeting.minutes.get()
    signed_in(client, it.secretary)
    post_form(client, "minutes-write", minutes.pk, text=TEXT, edition=minutes.edition, pasted="")
    post_form(client, "minutes-propose", minutes.pk)
    signed_in(client, it.neighbour)
    post_form(client, "minutes-object", minutes.pk, organisation=it.neighbours.pk, text="No fue así")
    minutes.refresh_from_db()
    assert (minutes.text, minutes.state, minutes.objections.get().organisation) == (TEXT, "proposed", it.neighbours)


def test_two_who_write_minutes_at_once_see_both_texts(client):
    it = room()
    minutes = it.held(later(days=-1)).minutes.get()
    signed_in(client, it.secretary)
    post_form(client, "minutes-write", minutes.pk, text="Acuerdo: uno", edition=1, pasted="")
    answer = post_form(client, "minutes-write", minutes.pk, text="Acuerdo: dos", edition=1, pasted="")
    page = answer.content.decode()
    assert "Acuerdo: uno" in page
    assert "Acuerdo: dos" in page
    assert Minutes.objects.get().text == "Acuerdo: uno"


def test_minutes_with_fifty_thousand_characters_come_back_whole(client):
    it = room()
    minutes = it.held(later(days=-1)).minutes.get()
    signed_in(client, it.secretary)
    text = "\n\n".join(f"Acuerdo: {number} {'palabra ' * 60}".strip() for number in range(100))
    answer = post_form(client, "minutes-write", minutes.pk, text=text, edition=1, pasted="")
    assert answer.status_code == HTTPStatus.FOUND
    assert Minutes.objects.get().text == text
    assert client.get(reverse("minutes-pdf", args=[minutes.pk])).status_code == HTTPStatus.OK
