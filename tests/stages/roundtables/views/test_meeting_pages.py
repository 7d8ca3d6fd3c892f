"""Pages of roundtables and meetings, for everybody who may and may not see them."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.core.cache import caches
from django.urls import reverse

from tejido.ground.organisations.vocabulary import Profile
from tejido.stages.roundtables.actions import meetings, seats
from tejido.stages.roundtables.models import CalendarKey, Meeting, Minutes, Note, Roundtable, Seat
from tests.factories.ground import institution, person, post
from tests.factories.meetings import AGENDA, room
from tests.factories.moments import NOW, later
from tests.stages.roundtables.views.asking import errors, post_form, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_the_moment_of_the_factories(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    caches["pages"].clear()


def when(moment):
    local = moment.astimezone(NOW.tzinfo) - timedelta(hours=1)  # Ciudad Juárez, an hour behind the site in November
    return {"starts_at_0": f"{local:%Y-%m-%d}", "starts_at_1": f"{local:%H:%M}"}


# -- reading


def test_visitor_sees_an_open_roundtable_without_a_cookie(client):
    it = room()
    it.called()
    answer = client.get(it.roundtable.get_absolute_url())
    page = answer.content.decode()
    assert (answer.status_code, bool(answer.cookies)) == (HTTPStatus.OK, False)
    assert "Salón de usos múltiples" in page
    assert "Policía Municipal (ejemplo)" in page
    assert "9 de noviembre de 2026, 11:00" in page


def test_visitor_sees_a_discreet_roundtable_without_where_when_and_whom(client):
    it = room(Profile.DISCREET)
    meeting = it.called()
    page = client.get(it.roundtable.get_absolute_url()).content.decode()
    for hidden in ("Salón de usos múltiples", "9 de noviembre", "Vecinas (ejemplo)", "Madres (ejemplo)"):
        assert hidden not in page
    assert client.get(meeting.get_absolute_url()).status_code == HTTPStatus.NOT_FOUND
    assert client.get(reverse("roundtable-calendar", args=[it.roundtable.pk])).status_code == HTTPStatus.NOT_FOUND
    assert client.get(reverse("meeting-invitation", args=[meeting.pk])).status_code == HTTPStatus.NOT_FOUND


def test_visitor_sees_a_held_discreet_meeting_once_its_day_has_passed(client, monkeypatch):
    it = room(Profile.DISCREET)
    meeting = it.held(later(days=1))
    url = meeting.get_absolute_url()
    monkeypatch.setattr("django.utils.timezone.now", lambda: meeting.starts_at + timedelta(hours=3))
    assert client.get(url).status_code == HTTPStatus.NOT_FOUND
    next_day = meeting.starts_at + timedelta(days=1)
    meetings.record_held_meetings(next_day)
    monkeypatch.setattr("django.utils.timezone.now", lambda: next_day)
    caches["pages"].clear()
    page = client.get(url).content.decode()
    assert "Salón de usos múltiples" in page
    assert "Vecinas (ejemplo)" not in page
    assert "Policía Municipal (ejemplo)" in page


def test_protected_roundtable_is_found_by_those_inside_and_the_host_only(client):
    it = room(Profile.PROTECTED)
    found = {}
    for who in ("stranger", "neighbour", "liaison", "facilitator", "secretary", "host"):
        answer = signed_in(client, getattr(it, who)).get(it.roundtable.get_absolute_url())
        found[who] = answer.status_code == HTTPStatus.OK
    assert found == {
        "stranger": False,
        "neighbour": True,
        "liaison": True,
        "facilitator": True,
        "secretary": True,
        "host": True,
    }


def test_meeting_of_a_quiet_group_is_not_found_by_visitors(client):
    it = room()
    group = seats.make_group(
        it.roundtable, name="Búsqueda", seats=it.seats, is_public=False, by=it.facilitator, now=NOW
    )
    meeting = it.called(group=group)
    assert client.get(meeting.get_absolute_url()).status_code == HTTPStatus.NOT_FOUND
    assert "Búsqueda" not in client.get(it.roundtable.get_absolute_url()).content.decode()
    assert signed_in(client, it.liaison).get(meeting.get_absolute_url()).status_code == HTTPStatus.OK


def test_no_page_names_a_person(client):
    it = room()
    meeting = it.held(later(days=-60))
    it.adopted(meeting)
    for who in ("liaison", "neighbour", "facilitator"):
        signed_in(client, getattr(it, who))
        for url in (it.roundtable.get_absolute_url(), meeting.get_absolute_url()):
            page = client.get(url).content.decode()
            for other in (it.facilitator, it.secretary, it.neighbour, it.mother, it.liaison):
                assert other.name not in page
                assert str(other.pk) not in page


@pytest.mark.parametrize("who", ["neighbour", "stranger", "liaison"])
def test_pages_of_the_staff_are_closed_to_others(client, who):
    it = room()
    meeting = it.held(later(days=-1))
    signed_in(client, getattr(it, who))
    names = {
        "roundtable-change": it.roundtable,
        "roundtable-seats": it.roundtable,
        "roundtable-staff": it.roundtable,
        "roundtable-groups": it.roundtable,
        "meeting-plan": it.roundtable,
        "meeting-prepare": meeting,
        "meeting-hold": meeting,
        "minutes-write": meeting.minutes.get(),
    }
    answers = {name: client.get(reverse(name, args=[thing.pk])).status_code for name, thing in names.items()}
    assert set(answers.values()) <= {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}


# -- writing


def test_meeting_is_planned_prepared_and_called_on_three_pages(client):
    it = room()
    signed_in(client, it.secretary)
    plan = reverse("meeting-plan", args=[it.roundtable.pk])
    assert "Revisión de compromisos anteriores | 20 min" in client.get(plan).content.decode()
    answer = client.post(
        plan, when(later(days=7)) | {"venue": "Parque", "duration": 60, "agenda": AGENDA, "pasted": ""}
    )
    meeting = Meeting.objects.get()
    assert (answer.status_code, answer.url) == (HTTPStatus.FOUND, meeting.get_absolute_url())
    assert (meeting.starts_at, meeting.duration, meeting.agenda.count()) == (later(days=7), 60, 3)
    post_form(client, "meeting-call", meeting.pk)
    meeting.refresh_from_db()
    assert meeting.called_on == NOW.date()


def test_planning_before_the_previous_meeting_says_so_and_keeps_what_was_typed(client):
    it = room()
    it.called(later(days=7))
    signed_in(client, it.facilitator)
    data = when(later(days=3)) | {"venue": "Parque", "duration": 60, "agenda": "Punto escrito", "pasted": ""}
    answer = post_form(client, "meeting-plan", it.roundtable.pk, **data)
    page = answer.content.decode()
    assert "Punto escrito" in page
    assert "9 de noviembre de 2026" in errors(answer)
    assert Meeting.objects.count() == 1


def test_two_who_prepare_at_once_see_both_agendas(client):
    it = room()
    meeting = it.planned()
    signed_in(client, it.secretary)
    data = when(meeting.starts_at) | {"venue": "", "duration": 90, "pasted": "", "version": meeting.version}
    post_form(client, "meeting-prepare", meeting.pk, **(data | {"agenda": "Lo primero"}))
    answer = post_form(client, "meeting-prepare", meeting.pk, **(data | {"agenda": "Lo segundo"}))
    page = answer.content.decode()
    assert "Lo primero" in page
    assert "Lo segundo" in page
    assert [item.title for item in meeting.agenda.all()] == ["Lo primero"]
    version = answer.context["form"]["version"].value()
    post_form(
        client, "meeting-prepare", meeting.pk, **(data | {"agenda": "Lo primero\nLo segundo", "version": version})
    )
    assert [item.title for item in meeting.agenda.all()] == ["Lo primero", "Lo segundo"]


CHAT = (
    "2/11/26, 10:15 p. m. - Ana Pérez: Tema: las bancas del parque\n"
    "2/11/26, 10:16 p. m. - Luis: Compromiso: podar los árboles antes del 15 de diciembre\n"
    "2/11/26, 10:17 p. m. - Luis: gracias"
)


def pasted(client, it, meeting):
    data = when(meeting.starts_at) | {"venue": "", "duration": 90, "agenda": "Uno", "version": meeting.version}
    return post_form(client, "meeting-prepare", meeting.pk, **(data | {"pasted": CHAT}))


def test_pasted_chat_is_reviewed_and_nothing_of_it_is_kept(client):
    it = room()
    meeting = it.planned()
    signed_in(client, it.secretary)
    answer = pasted(client, it, meeting)
    proposed = [row.initial for row in answer.context["rows"]]
    assert [(row["keep"], row["kind"], row["text"]) for row in proposed] == [
        (True, "topic", "las bancas del parque"),
        (True, "commitment", "podar los árboles antes del 15 de diciembre"),
    ]
    assert [item.title for item in meeting.agenda.all()] == ["Uno"]
    assert "Ana" not in answer.content.decode()


def test_accepted_proposals_come_to_the_agenda(client):
    it = room()
    meeting = it.planned()
    signed_in(client, it.secretary)
    rows = {
        "form-TOTAL_FORMS": 2,
        "form-INITIAL_FORMS": 2,
        "form-0-keep": "on",
        "form-0-kind": "topic",
        "form-0-text": "las bancas | del parque",
        "form-1-kind": "topic",
        "form-1-text": "no esto",
    }
    post_form(client, "meeting-accept", meeting.pk, **rows)
    assert [item.title for item in meeting.agenda.all()][-1] == "las bancas / del parque"


def test_room_is_found_by_the_citizens_side_only(client):
    it = room()
    meeting = it.called()
    url = reverse("room", args=[meeting.pk])
    signed_in(client, it.neighbour)
    client.post(url, {"organisation": it.neighbours.pk, "text": "Pidamos las luminarias"})
    assert Note.objects.count() == 1
    answer = client.get(url)
    assert "no-store" in answer.headers["Cache-Control"]
    found = {}
    for who in ("mother", "neighbour", "liaison", "facilitator", "secretary", "host", "stranger"):
        answer = signed_in(client, getattr(it, who)).get(url)
        found[who] = answer.status_code == HTTPStatus.OK and "Pidamos las luminarias" in answer.content.decode()
    assert [who for who, sees in found.items() if sees] == ["mother", "neighbour"]


POSTS = {
    "meeting-plan": "roundtable",
    "roundtable-open": "",
    "roundtable-change": "roundtable",
    "roundtable-profile": "roundtable",
    "roundtable-close": "roundtable",
    "roundtable-seats": "roundtable",
    "roundtable-staff": "roundtable",
    "roundtable-groups": "roundtable",
    "calendar-key": "roundtable",
    "calendar-revoke": "roundtable",
    "meeting-prepare": "meeting",
    "meeting-accept": "meeting",
    "meeting-call": "meeting",
    "meeting-move": "meeting",
    "meeting-cancel": "meeting",
    "meeting-hold": "meeting",
    "minutes-correct": "meeting",
    "room": "meeting",
    "minutes-write": "minutes",
    "minutes-propose": "minutes",
    "minutes-object": "minutes",
    "minutes-adopt": "minutes",
}


@pytest.mark.parametrize("name", POSTS)
def test_visitor_who_posts_is_sent_to_sign_in_and_changes_nothing(client, name):
    it = room()
    meeting = it.held(later(days=-1))
    things = {"roundtable": it.roundtable, "meeting": meeting, "minutes": meeting.minutes.get()}
    args = [things[POSTS[name]].pk] if POSTS[name] else []
    before = [Roundtable.objects.count(), Meeting.objects.count(), Seat.objects.count(), Minutes.objects.count()]
    answer = client.post(reverse(name, args=args), {"text": "x", "reason": "xxx"})
    assert answer.status_code == HTTPStatus.FOUND
    assert answer.url.startswith(reverse("account_login"))
    after = [Roundtable.objects.count(), Meeting.objects.count(), Seat.objects.count(), Minutes.objects.count()]
    assert after == before


def test_seat_is_given_by_the_name_of_organisation_and_post(client):
    it = room()
    court = institution(name="Juzgado Cívico (ejemplo)", searchable="juzgado civico (ejemplo)")
    post(court, "Dirección de Justicia Cívica")
    signed_in(client, it.facilitator)
    data = {"organisation": "juzgado civico", "role": "state", "post": "justicia"}
    post_form(client, "roundtable-seats", it.roundtable.pk, **data)
    seat = Seat.objects.get(organisation=court)
    assert (seat.post.title, seat.role) == ("Dirección de Justicia Cívica", "state")


def test_staff_is_named_by_account_and_shown_without_a_name(client):
    it = room()
    other = person("tía Lupe")
    signed_in(client, it.facilitator)
    post_form(client, "roundtable-staff", it.roundtable.pk, person="tía lupe", role="secretary")
    page = client.get(reverse("roundtable-staff", args=[it.roundtable.pk])).content.decode()
    assert other.staffs.count() == 1
    assert "Lupe" not in page


def test_private_calendar_address_works_until_it_is_ended(client):
    it = room(Profile.DISCREET)
    it.called()
    signed_in(client, it.neighbour)
    address = post_form(client, "calendar-key", it.roundtable.pk).context["address"]
    path = address.removeprefix("http://testserver")
    client.logout()
    assert b"Sal\xc3\xb3n de usos" in client.get(path).content
    assert path.rsplit("/", 1)[1].removesuffix(".ics") not in CalendarKey.objects.get().digest
    signed_in(client, it.neighbour)
    post_form(client, "calendar-revoke", it.roundtable.pk)
    client.logout()
    assert client.get(path).status_code == HTTPStatus.NOT_FOUND


def test_private_calendar_address_ends_with_the_membership(client):
    it = room()
    signed_in(client, it.neighbour)
    path = post_form(client, "calendar-key", it.roundtable.pk).context["address"].removeprefix("http://testserver")
    assert client.get(path).status_code == HTTPStatus.OK
    it.neighbour.memberships.update(ended_on=NOW.date())
    assert client.get(path).status_code == HTTPStatus.NOT_FOUND


# -- how much it costs


@pytest.mark.parametrize("name", ["roundtable", "meeting", "roundtable-list"])
def test_page_costs_the_same_for_one_and_for_thirty(client, django_assert_max_num_queries, name):
    it = room()
    first = it.held(later(days=-400))
    args = {"roundtable": [it.roundtable.pk], "meeting": [first.pk], "roundtable-list": []}[name]
    url = reverse(name, args=args)

    def cost():
        caches["pages"].clear()
        with django_assert_max_num_queries(60) as counted:
            assert client.get(url).status_code == HTTPStatus.OK
        return len(counted.captured_queries)

    one = cost()
    for number in range(1, 12):
        it.held(later(days=-400 + number * 30))
    if name == "roundtable-list":
        for number in range(29):
            room(name=f"Mesa {number}")
    assert cost() <= one
