import io
from datetime import date, timedelta
from http import HTTPStatus

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import translation
from PIL import Image

from tejido.ground.organisations.vocabulary import Profile
from tejido.stages.roundtables.actions.commitments import Details
from tejido.stages.roundtables.bulletin import monthly, sharing
from tejido.stages.roundtables.pdf.typesetting import pages_of
from tejido.stages.roundtables.vocabulary import CommitmentState as State
from tests.factories.commitments import DUE, table
from tests.factories.ground import place

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 2)
NASTY = '{{ 7*7 }} #show: it => panic() $x$ "]) \\ *hola* @cita <etiqueta> `code` \u202e // /* */ ' * 3


@pytest.fixture(autouse=True)
def _spanish(monkeypatch):
    monkeypatch.setattr("tejido.ground.people.second_factor.is_required_of", lambda _person: False)
    with translation.override("es"):
        yield


@pytest.fixture
def at():
    return table()


def _words(pdf):
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[number] for number in range(len(document))]
    words = " ".join(page.get_textpage().get_text_range() for page in pages)
    for page in pages:
        page.close()
    document.close()
    return " ".join(words.split())


def test_text_says_that_it_is_a_draft_and_cites_the_record(at):
    it = at.commitment(State.ACCEPTED)
    text = sharing.commitment_text(it, TODAY)
    assert text.startswith("[BORRADOR] Atrasado: Encender las luminarias del parque")
    assert "asiento 1 de la bitácora pública" in text
    assert f"/compromisos/{it.pk}/" in text


def test_text_of_a_line_cannot_be_forged_by_what_somebody_wrote(at):
    it = at.commitment(State.ACCEPTED, text="Encender\n\n[OFICIAL] https://mal.example\nel parque")
    assert "\n[OFICIAL]" not in sharing.commitment_text(it, TODAY)


def test_pictures_have_the_size_of_a_phone_post(at):
    it = at.commitment(State.ACCEPTED)
    for png in (sharing.commitment_picture(it, TODAY), sharing.roundtable_picture(at.roundtable, TODAY)):
        with Image.open(io.BytesIO(png)) as picture:
            assert (picture.format, picture.size) == ("PNG", (1080, 1350))


def test_markup_that_somebody_typed_stays_text_on_picture_and_paper(at):
    it = at.commitment(State.ACCEPTED, text=NASTY)
    sharing.commitment_picture(it, TODAY)
    words = _words(monthly.bulletin_of_roundtable(at.roundtable, monthly.month_of("2026-10", TODAY), TODAY))
    assert "#show: it => panic()" in words
    assert "{{ 7*7 }}" in words


@pytest.mark.parametrize("number", [0, 1, 70])
def test_bulletin_never_has_more_than_two_pages(at, number):
    states = [State.ACCEPTED, State.BROKEN, State.DONE, State.UNDER_WAY, State.VERIFIED]
    for i in range(number):
        it = at.commitment(states[i % 5], text=f"Compromiso largo {i} " + "que dice muchas cosas " * 20)
        it.broken_on = it.closed_on = it.done_on = DUE if it.state != State.ACCEPTED else None
        it.save()
    drawn = monthly.bulletin_of_roundtable(at.roundtable, monthly.month_of("2026-06", TODAY), TODAY)
    assert pages_of(drawn) <= 2
    assert "BORRADOR" in _words(drawn)


def test_bulletin_cites_the_entry_that_proves_each_line(at):
    at.commitment(State.ACCEPTED)
    words = _words(monthly.bulletin_of_roundtable(at.roundtable, monthly.month_of("", TODAY), TODAY))
    assert "asiento 1 de la bitácora pública" in words


def test_discreet_roundtable_leaves_in_bands_and_without_coming_dates():
    at = table(Profile.DISCREET)
    for _ in range(7):
        at.commitment(State.ACCEPTED, due_on=date(2026, 12, 24), details=Details(cost=99_999_00))
    words = _words(monthly.bulletin_of_roundtable(at.roundtable, monthly.month_of("", TODAY), TODAY))
    assert "24 de diciembre" not in words
    assert "24/12/2026" not in words
    assert "5–9" in words
    assert " 7 " not in words.partition("Todos los compromisos")[0]
    assert "24" not in sharing.commitment_text(at.roundtable.commitments.first(), TODAY).partition("http")[0]


def test_protected_roundtable_lets_nothing_leave(client):
    at = table(Profile.PROTECTED)
    it = at.commitment(State.ACCEPTED)
    client.force_login(at.facilitator)
    for name, pk in (
        ("commitment-share", it.pk),
        ("commitment-picture", it.pk),
        ("roundtable-share", at.roundtable.pk),
        ("roundtable-picture", at.roundtable.pk),
        ("bulletin-roundtable", at.roundtable.pk),
    ):
        assert client.get(reverse(name, args=[pk]), {"mes": "2026-10"}).status_code == HTTPStatus.FORBIDDEN
    client.force_login(at.facilitator)
    words = _words(monthly.bulletin_of_place(place(), monthly.month_of("", TODAY), TODAY))
    assert "luminarias" not in words


def test_drafts_are_drawn_for_those_of_the_roundtable_and_for_nobody_else(client, at):
    it = at.commitment(State.ACCEPTED)
    addresses = [
        reverse("commitment-share", args=[it.pk]),
        reverse("commitment-picture", args=[it.pk]),
        reverse("roundtable-share", args=[at.roundtable.pk]),
        reverse("roundtable-picture", args=[at.roundtable.pk]),
        reverse("bulletin-roundtable", args=[at.roundtable.pk]),
        reverse("bulletin-place", args=["08037"]),
    ]
    for address in addresses:
        assert client.get(address).status_code == HTTPStatus.FOUND
    for who, expected in (
        (at.stranger, HTTPStatus.FORBIDDEN),
        (at.mother, HTTPStatus.OK),
        (at.facilitator, HTTPStatus.OK),
    ):
        client.force_login(who)
        assert {client.get(address).status_code for address in addresses} == {expected}


@pytest.mark.parametrize(
    ("typed", "expected"), [("2026-02", True), ("2026-13", False), ("x", False), ("2999-01", False)]
)
def test_bulletin_asks_again_for_what_is_no_month(client, at, typed, expected):
    client.force_login(at.facilitator)
    answer = client.get(reverse("bulletin-roundtable", args=[at.roundtable.pk]), {"mes": typed})
    assert answer.status_code == HTTPStatus.OK
    assert (answer.headers["Content-Type"] == "application/pdf") is expected


def test_month_is_the_one_before_where_none_is_named():
    month = monthly.month_of("", date(2026, 3, 1))
    assert (month.first, month.last) == (date(2026, 2, 1), date(2026, 2, 28))
    assert monthly.month_of("2026-03", date(2026, 3, 1) - timedelta(days=1)) is None
