from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from http import HTTPStatus

import pytest
from django.db import connection
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from tejido.ground.notices import subjects
from tejido.ground.notices.actions import follow, forget_old, tell, unfollow
from tejido.ground.notices.models import Follow, Notice, NoticeSubject
from tejido.ground.notices.queries import followed_by, notices_of, unread_count
from tejido.ground.notices.subjects import Subject
from tests.factories.ground import person, place
from tests.ground.people.entering import NAME, sign_in

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 2, 18, 0, tzinfo=UTC)
DAY = date(2026, 11, 2)


@dataclass(frozen=True)
class Thing:
    """Something that can be followed."""

    key: str

    @property
    def record_name(self) -> str:
        return f"thing:{self.key}"


@pytest.fixture(autouse=True)
def hidden(monkeypatch):
    """Things are known to the register; those whose key is put in here are not shown."""
    hidden: set[str] = set()
    monkeypatch.setattr(subjects, "_kinds", dict(subjects._kinds))
    subjects.register("thing", lambda keys, reader: {k: Subject(f"Cosa {k}", f"/cosas/{k}/") for k in keys - hidden})
    return hidden


@pytest.fixture
def neighbour(client):
    them = person(NAME)
    sign_in(client)
    return them


def told(thing="1", *, day=DAY, **more):
    return tell("thing.done", subject=Thing(thing), day=day, url=f"/cosas/{thing}/", **more)


def test_follower_hears_once_of_what_is_about_several_things_they_follow():
    them = person()
    for key in "12":
        follow(subject=f"thing:{key}", by=them, now=NOW)
    told("1", also=[Thing("2"), Thing("1")], line="12 de marzo")
    assert [notice.line for notice in notices_of(them)] == ["12 de marzo"]


def test_follower_of_the_place_hears_of_what_lies_in_it_and_nobody_else_does():
    juarez, them, other = place(), person(), person()
    follow(subject="place:08037", by=them, now=NOW)
    follow(subject="thing:2", by=other, now=NOW)
    told("1", also=[juarez])
    assert notices_of(them).count() == 1
    assert notices_of(other).count() == 0


def test_telling_costs_the_same_whoever_follows(django_assert_num_queries):
    for number in range(30):
        follow(subject="thing:1", by=person(f"vecina que sigue {number}"), now=NOW)
    told()
    with django_assert_num_queries(5):  # who follows, the notice, what it is about, and the savepoint around them
        told()


def test_nothing_is_kept_where_nobody_follows():
    assert told() is None
    assert not Notice.objects.exists()


def test_what_happened_before_following_is_not_told():
    them = person()
    follow(subject="thing:2", by=person(), now=NOW)
    told("1", also=[Thing("2")], day=DAY - timedelta(days=1))
    follow(subject="thing:1", by=them, now=NOW)
    assert not notices_of(them).exists()


def test_following_twice_and_no_longer():
    them = person()
    for _number in range(2):
        follow(subject="thing:1", by=them, now=NOW)
    assert Follow.objects.count() == 1
    unfollow(subject="thing:1", by=them, now=NOW)
    unfollow(subject="thing:1", by=them, now=NOW)
    assert not Follow.objects.exists()


def test_notices_of_a_thing_that_was_hidden_since_are_not_shown(client, neighbour, hidden):
    follow(subject="thing:1", by=neighbour, now=NOW)
    told(line="12 de marzo")
    assert "12 de marzo" in client.get("/avisos/").content.decode()
    hidden.add("1")
    assert "12 de marzo" not in client.get("/avisos/").content.decode()
    assert [it.title for it in followed_by(neighbour)] == [""]
    assert "Cosa 1" not in client.get("/avisos/siguiendo/").content.decode()


def test_hidden_or_unknown_things_cannot_be_followed(client, neighbour, hidden):
    hidden.add("1")
    for subject in ("thing:1", "nothing:1", "", "x" * 500):
        client.post("/avisos/seguir/", {"subject": subject})
    assert not Follow.objects.exists()


def test_page_shows_notices_in_the_readers_language_newest_first(client, neighbour):
    follow(subject="thing:1", by=neighbour, now=NOW)
    for number in range(40):
        told(line=f"renglón {number}")
    first = client.get("/avisos/").content.decode()
    assert first.index("renglón 39") < first.index("renglón 38")
    assert "renglón 0<" not in first
    assert "renglón 0<" in client.get("/avisos/?pagina=2").content.decode()
    assert client.get("/en/avisos/").status_code == HTTPStatus.OK


def test_page_costs_the_same_for_one_notice_and_twenty(client, neighbour):
    follow(subject="thing:1", by=neighbour, now=NOW)
    told()
    with CaptureQueriesContext(connection) as one:
        client.get("/avisos/")
    for _number in range(19):
        told()
    with CaptureQueriesContext(connection) as twenty:
        client.get("/avisos/")
    assert len(one) == len(twenty)


def test_notices_are_marked_as_read(client, neighbour):
    follow(subject="thing:1", by=neighbour, now=NOW)
    told()
    told()
    assert unread_count(neighbour) == 2
    assert client.post("/avisos/leidos/")["Location"] == "/avisos/"
    assert unread_count(neighbour) == 0
    told()
    assert unread_count(neighbour) == 1


def test_notices_are_forgotten_after_60_days():
    follow(subject="thing:1", by=person(), now=NOW - timedelta(days=90))
    told(day=DAY - timedelta(days=61))
    told(day=DAY - timedelta(days=60))
    assert forget_old(now=NOW) == 1
    assert Notice.objects.count() == NoticeSubject.objects.count() == 1


def test_one_tap_follows_and_goes_back_but_never_elsewhere(client, neighbour):
    answer = client.post("/avisos/seguir/", {"subject": "thing:1", "next": "/cosas/1/"})
    assert answer["Location"] == "/cosas/1/"
    assert Follow.objects.get().subject == "thing:1"
    answer = client.post("/avisos/dejar/", {"subject": "thing:1", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/avisos/siguiendo/"
    assert not Follow.objects.exists()


def button(for_whom):
    request = RequestFactory().get("/cosas/1/")
    template = Template("{% load notices %}{% follow_button thing feed='/cosas/1/?formato=atom' %}")
    return template.render(
        Context({"request": request, "person": for_whom, "thing": Thing("1"), "csrf_token": "x" * 64})
    )


def test_button_is_plain_links_for_visitors_and_a_form_for_people():
    visitor = button(None)
    assert "<form" not in visitor
    assert "csrf" not in visitor
    assert "/cosas/1/?formato=atom" in visitor
    them = person()
    assert 'action="/avisos/seguir/"' in button(them)
    follow(subject="thing:1", by=them, now=NOW)
    assert 'action="/avisos/dejar/"' in button(them)


def test_visitors_are_sent_to_sign_in_and_strangers_forms_are_refused():
    for path in ("", "siguiendo/", "correo/"):
        assert Client().get(f"/avisos/{path}")["Location"].startswith("/cuenta/entrar/")
    strict = Client(enforce_csrf_checks=True)
    for path in ("seguir/", "dejar/", "leidos/", "correo/"):
        assert strict.post(f"/avisos/{path}").status_code == HTTPStatus.FORBIDDEN
    assert not Follow.objects.exists()
