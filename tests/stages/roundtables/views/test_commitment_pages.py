from datetime import date, timedelta
from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from tejido.ground.ledger.models import Leaf
from tejido.ground.organisations.vocabulary import Profile
from tejido.stages.roundtables.actions.clock import mark_late
from tejido.stages.roundtables.actions.commitments import Details
from tejido.stages.roundtables.actions.steps import add_step
from tejido.stages.roundtables.models import Commitment, Evidence
from tejido.stages.roundtables.views.moves import TASKS
from tejido.stages.roundtables.vocabulary import CommitmentState as State
from tests.factories.commitments import DUE, HELD, noon, table

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return table()


@pytest.fixture(autouse=True)
def _spanish():
    with translation.override("es"):
        yield


@pytest.fixture(autouse=True)
def _no_second_factor(monkeypatch):
    """Liaisons need a second step to sign in; that is tested where it lives."""
    monkeypatch.setattr("tejido.ground.people.second_factor.is_required_of", lambda _person: False)


def _signed_in(client, person):
    client.force_login(person)
    return client


def _move(it, slug):
    return reverse("commitment-move", args=[it.pk, slug])


def test_page_says_who_promised_what_and_sets_no_cookie(client, at):
    it = at.commitment(State.ACCEPTED)
    answer = client.get(it.get_absolute_url())
    assert answer.status_code == HTTPStatus.OK
    assert not answer.cookies
    text = answer.content.decode()
    assert "Dirección de Prevención, Policía Municipal (ejemplo) lo prometió el 12 de enero de 2026" in text
    assert "csrfmiddlewaretoken" not in text


def test_list_sets_no_cookie_and_names_the_commitment(client, at):
    at.commitment(State.ACCEPTED)
    answer = client.get(reverse("commitment-list"))
    assert answer.status_code == HTTPStatus.OK
    assert not answer.cookies
    assert "Encender las luminarias del parque" in answer.content.decode()


@pytest.mark.parametrize("number", [1, 30])
def test_list_costs_the_same_for_one_and_for_thirty(client, at, django_assert_num_queries, number):
    for _ in range(number):
        at.commitment(State.ACCEPTED)
    with django_assert_num_queries(4):
        client.get(reverse("commitment-list"), headers={"Cookie": "x=1"})


@pytest.mark.parametrize("number", [1, 30])
def test_owed_page_costs_the_same_for_one_and_for_thirty(client, at, django_assert_num_queries, number):
    for _ in range(number):
        at.commitment(State.ACCEPTED)
    _signed_in(client, at.liaison)
    with django_assert_num_queries(6):
        client.get(reverse("commitment-owed"))


@pytest.mark.parametrize("number", [1, 10])
def test_page_costs_the_same_whatever_hangs_on_it(client, at, django_assert_max_num_queries, number):
    it = at.commitment(State.ACCEPTED)
    for _ in range(number):
        it = add_step(it, text="Comprar focos", due_on=DUE, by=at.liaison, now=noon(HELD)).commitment
    with django_assert_max_num_queries(17):
        client.get(it.get_absolute_url(), headers={"Cookie": "x=1"})


def test_late_commitment_says_so_to_everybody(client, at):
    it = at.commitment(State.ACCEPTED)
    mark_late(noon(DUE + timedelta(days=2)))
    text = client.get(it.get_absolute_url()).content.decode()
    assert "Atrasado desde" in text
    assert "1 de julio de 2026" in text


def test_protected_roundtable_has_no_page_for_outsiders(client):
    at = table(Profile.PROTECTED)
    it = at.commitment(State.ACCEPTED)
    assert client.get(it.get_absolute_url()).status_code == HTTPStatus.NOT_FOUND
    assert "luminarias" not in client.get(reverse("commitment-list")).content.decode()
    assert _signed_in(client, at.mother).get(it.get_absolute_url()).status_code == HTTPStatus.OK


def test_discreet_roundtable_tells_no_coming_date_to_outsiders(client):
    at = table(Profile.DISCREET)
    it = at.commitment(State.ACCEPTED, due_on=date(2027, 6, 30), details=Details(cost=123_456_78))
    csv = b"".join(client.get(reverse("commitment-list"), {"formato": "csv"})).decode()
    texts = [
        client.get(it.get_absolute_url()).content.decode(),
        client.get(reverse("commitment-list")).content.decode(),
        client.get(reverse("commitment-list"), {"formato": "atom"}).content.decode(),
        csv,
    ]
    for text in texts:
        assert "2027" not in text.replace("compromisos", "")
        assert "123,456" not in text
    inside = _signed_in(client, at.mother).get(it.get_absolute_url()).content.decode()
    assert "30 de junio de 2027" in inside


def test_discreet_roundtable_is_not_found_by_a_coming_date(client):
    at = table(Profile.DISCREET)
    at.commitment(State.ACCEPTED, due_on=date(2027, 6, 30))
    found = client.get(reverse("commitment-list"), {"vence_desde": "2027-06-01"}).content.decode()
    assert "luminarias" not in found


def test_filters_narrow_the_list(client, at):
    at.commitment(State.ACCEPTED, text="Encender el parque", details=Details(causes=["poverty"]))
    at.commitment(State.BROKEN, text="Pintar la barda")
    for query, there in (
        ({"estado": "broken"}, "Pintar"),
        ({"causa": "poverty"}, "Encender"),
        ({"q": "PARQUÉ"}, "Encender"),
        ({"responsable": str(at.police.pk), "estado": "broken"}, "Pintar"),
        ({"vence_hasta": "2026-07-01", "estado": "accepted"}, "Encender"),
    ):
        text = client.get(reverse("commitment-list"), query).content.decode()
        assert there in text
        assert ("Pintar" in text) != ("Encender" in text)


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.slug)
def test_visitor_who_posts_is_sent_to_sign_in_and_changes_nothing(client, at, task):
    it = at.commitment(State.DONE)
    leaves = Leaf.objects.count()
    answer = client.post(_move(it, task.slug), {"reason": "Porque sí", "note": "Listo", "to": "2027-01-01"})
    assert answer.status_code == HTTPStatus.FOUND
    assert answer.url.startswith("/cuenta/entrar/")
    it.refresh_from_db()
    assert (it.state, Leaf.objects.count()) == (State.DONE, leaves)


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.slug)
def test_stranger_who_opens_or_posts_a_form_is_refused(client, at, task):
    it = at.commitment(State.ACCEPTED)
    _signed_in(client, at.stranger)
    assert client.get(_move(it, task.slug)).status_code == HTTPStatus.FORBIDDEN
    assert client.post(_move(it, task.slug), {"reason": "Porque sí"}).status_code == HTTPStatus.FORBIDDEN


def test_owner_who_verifies_its_own_commitment_is_refused(client, at):
    it = at.commitment(State.DONE, owner=at.youth, owner_post=None)
    _signed_in(client, at.young)
    answer = client.post(_move(it, "verificar"), {"organisation": at.youth.pk, "evidence": "La hicimos"})
    assert answer.status_code == HTTPStatus.FORBIDDEN
    it.refresh_from_db()
    assert it.state == State.DONE


def test_two_citizens_verify_through_the_page(client, at):
    it = at.commitment(State.DONE)
    for who, organisation in ((at.neighbour, at.neighbours), (at.mother, at.mothers)):
        _signed_in(client, who)
        assert client.get(_move(it, "verificar")).status_code == HTTPStatus.OK
        answer = client.post(_move(it, "verificar"), {"organisation": organisation.pk, "evidence": "La vimos"})
        assert answer.status_code == HTTPStatus.FOUND
    it.refresh_from_db()
    assert it.state == State.VERIFIED


def test_date_before_the_meeting_keeps_what_was_typed(client, at):
    it = at.commitment(State.ACCEPTED)
    _signed_in(client, at.liaison)
    answer = client.post(_move(it, "fecha"), {"to": "2026-01-01", "reason": "Una razón muy larga"})
    text = answer.content.decode()
    assert answer.status_code == HTTPStatus.OK
    assert "Una razón muy larga" in text
    assert "antes de la sesión" in text


def test_evidence_of_40_megabytes_is_refused_and_the_words_are_kept(client, at):
    it = at.commitment(State.ACCEPTED)
    _signed_in(client, at.neighbour)
    upload = SimpleUploadedFile("foto.jpg", b"\xff" * (40 * 2**20), "image/jpeg")
    answer = client.post(_move(it, "evidencia"), {"text": "La foto del parque", "upload": upload})
    text = answer.content.decode()
    assert "La foto del parque" in text
    assert "25 MB" in text
    assert not Evidence.objects.exists()


def test_file_that_is_not_what_it_says_is_refused(client, at):
    it = at.commitment(State.ACCEPTED)
    _signed_in(client, at.neighbour)
    upload = SimpleUploadedFile("foto.jpg", b"#!/bin/sh\necho", "image/jpeg")
    answer = client.post(_move(it, "evidencia"), {"text": "La foto del parque", "upload": upload})
    assert "La foto del parque" in answer.content.decode()
    assert not Evidence.objects.exists()


def test_commitment_is_entered_through_the_page_and_on_behalf(client, at):
    _signed_in(client, at.secretary)
    address = reverse("commitment-propose", args=[at.roundtable.pk])
    page = client.get(address)
    seat = at.roundtable.seats.get(organisation=at.police)
    said = {
        "text": "Encender el parque",
        "seat": seat.pk,
        "due_on": "2027-03-01",
        "meeting": at.meeting.pk,
        "source": "Minuta 1",
        "causes": ["poverty"],
        "cost": "1500.50",
    }
    assert page.status_code == HTTPStatus.OK
    answer = client.post(address, said)
    it = Commitment.objects.get()
    assert answer.url == it.get_absolute_url()
    assert (it.recorded_source, it.owner_post, it.cost, it.causes) == ("Minuta 1", at.chief, 150050, ["poverty"])
    wrong = client.post(address, said | {"due_on": "2025-01-01"})
    assert "Encender el parque" in wrong.content.decode()
    assert Commitment.objects.count() == 1


def test_second_save_shows_both_versions_and_loses_nothing(client, at):
    it = at.commitment(State.ACCEPTED)
    address = reverse("commitment-edit", args=[it.pk])
    for who, unit, expected in (
        (at.facilitator, "lámparas", HTTPStatus.FOUND),
        (at.secretary, "postes", HTTPStatus.OK),
        (at.liaison, "focos", HTTPStatus.OK),
    ):
        _signed_in(client, who)
        answer = client.post(address, {"version": 1, "unit": unit, "indicator": f"Cuántas {unit}"})
        assert answer.status_code == expected
        if expected == HTTPStatus.OK:
            text = answer.content.decode()
            assert "lámparas" in text
            assert unit in text
            assert f'name="version" value="{it.version + 1}"' in text
    it.refresh_from_db()
    assert it.unit == "lámparas"
    again = client.post(address, {"version": it.version, "unit": "focos", "indicator": "Cuántas focos"})
    assert again.status_code == HTTPStatus.FOUND
    it.refresh_from_db()
    assert it.unit == "focos"


def test_owner_updates_with_one_button_in_an_opened_row(client, at):
    it = at.commitment(State.ACCEPTED)
    _signed_in(client, at.liaison)
    address = reverse("commitment-owed")
    assert "Encender las luminarias" in client.get(address).content.decode()
    client.post(address, {"commitment": it.pk, "act": "50", f"c{it.number}-note": "Vamos a la mitad"})
    it.refresh_from_db()
    assert (it.state, it.progress, it.updates.get().text) == (State.UNDER_WAY, 50, "Vamos a la mitad")


def test_owner_who_calls_it_done_without_words_keeps_the_row_open(client, at):
    it = at.commitment(State.ACCEPTED)
    _signed_in(client, at.liaison)
    text = client.post(reverse("commitment-owed"), {"commitment": it.pk, "act": "hecho"}).content.decode()
    assert "<details open>" in text
    it.refresh_from_db()
    assert it.state == State.ACCEPTED


def test_commitment_of_others_cannot_be_updated_from_the_owners_page(client, at):
    it = at.commitment(State.ACCEPTED)
    _signed_in(client, at.young)
    client.post(reverse("commitment-owed"), {"commitment": it.pk, "act": "50"})
    it.refresh_from_db()
    assert it.progress == 0


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("state", State)
def test_page_of_every_state_is_drawn_in_both_languages(client, at, state, language):
    it = at.commitment(state)
    address = language + it.get_absolute_url()
    for who in (None, at.facilitator, at.liaison, at.neighbour):
        if who:
            _signed_in(client, who)
        assert client.get(address).status_code == HTTPStatus.OK
