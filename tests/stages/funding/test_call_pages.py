"""Calls and applications through the door: from a funder's form to the ballot's numbers, and what the pages refuse."""

import re
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from tejido.ground.ledger.models import Leaf
from tejido.ground.organisations.vocabulary import Profile, Role
from tejido.stages.funding.models import Application, Call
from tejido.stages.funding.vocabulary.calls import ApplicationState, CallState, Decision
from tests.factories import ground
from tests.factories.funding import PESOS, application, call, coordinator, days, funder, juror, old_initiative, reviewed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _spanish():
    with translation.override("es"):
        yield


@pytest.fixture(autouse=True)
def _no_second_factor(monkeypatch):
    """Who coordinates a funder needs a second step to sign in; that is tested on its own."""
    monkeypatch.setattr("tejido.ground.people.second_factor.is_required_of", lambda _person: False)


def today():
    return timezone.localdate()


def open_call(of=None, **kwargs):
    """A call that takes applications today, whatever day it is."""
    about = days(today() - timedelta(days=5), kwargs.get("decision", Decision.BALLOT))
    return call(CallState.OPEN, of, **(about | kwargs))


def in_review(of=None, **kwargs):
    return call(CallState.REVIEW, of, reviewed_by=today() + timedelta(9), closes_on=today() - timedelta(2), **kwargs)


def signed_in(client, who):
    client.force_login(who)
    return who


def typed(**kwargs):
    """What a funder types into the form of a call."""
    day = today()
    values = {
        "title": "Lo que ya hacemos",
        "about": "Para lo que vecinas y vecinos ya hacen.",
        "places": "Juárez, Chihuahua (08037)",
        "currency": "MXN",
        "total": "300,000",
        "least": "5,000",
        "most": "$120,000",
        "opens_on": day + timedelta(7),
        "closes_on": day + timedelta(37),
        "reviewed_by": day + timedelta(51),
        "decision": "ballot",
        "votes_from": day + timedelta(55),
        "votes_until": day + timedelta(62),
        "decided_by": day + timedelta(70),
        "months_existed": "6",
        "needs_verified": "on",
        "takes_online": "on",
        "vote": "approval",
        "rule": "mes",
        "utility": "cost",
        "completion": "add1u",
        "stop": "exhaustive",
        "ties": "cost-votes-lot",
        "groups": "",
    }
    return values | kwargs


def test_funder_drafts_previews_and_announces(client):
    of = funder()
    signed_in(client, coordinator(of))
    ground.place()
    sent = client.post(reverse("call-draft"), typed(funder=str(of.pk), groups="Muy alto; 50,000"))
    made = Call.objects.get()
    assert sent.url == made.get_absolute_url()
    assert (made.total, made.most, made.state) == (300_000 * PESOS, 120_000 * PESOS, CallState.DRAFT)
    assert [(one.of, one.key, one.least) for one in made.constraints] == [("grade", "5", 50_000 * PESOS)]
    preview = client.get(reverse("call-announce", args=[made.pk])).content.decode()
    assert "al menos $50,000" in preview
    client.post(reverse("call-announce", args=[made.pk]))
    made.refresh_from_db()
    assert made.state == CallState.ANNOUNCED and made.seed is not None
    leaf = Leaf.objects.get(subject=made.record_name, verb="call.announced")
    assert leaf.fields["rule"] == "mes" and leaf.fields["seed"] == made.seed
    client.logout()
    page = client.get(made.get_absolute_url())
    assert page.status_code == 200 and not page.cookies
    assert str(made.seed) in page.content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("total", "0"),
        ("most", "900,000"),
        ("least", "400,000"),
        ("closes_on", "2020-01-01"),
        ("reviewed_by", "2020-01-01"),
        ("votes_from", "2020-01-01"),
        ("votes_until", ""),
        ("decided_by", "2020-01-01"),
        ("utility", "borda"),
        ("groups", "Muy alto; 900,000"),
        ("places", "Nowhere at all"),
    ],
)
def test_terms_that_cannot_be_are_said_at_the_field_and_stay_typed(client, field, value):
    of = funder()
    signed_in(client, coordinator(of))
    ground.place()
    answer = client.post(reverse("call-draft"), typed(funder=str(of.pk), **{field: value}))
    assert answer.status_code == 200 and not Call.objects.exists()
    assert field in answer.context["form"].errors
    assert "Para lo que vecinas y vecinos ya hacen." in answer.content.decode()


def test_call_cannot_be_announced_too_late_to_be_heard_of(client):
    of = funder()
    signed_in(client, coordinator(of))
    made = call(CallState.DRAFT, of, **days(today() + timedelta(2)))
    answer = client.post(reverse("call-announce", args=[made.pk]), follow=True)
    made.refresh_from_db()
    assert made.state == CallState.DRAFT
    assert "tres días" in answer.content.decode()


def test_initiative_applies_part_by_part_without_losing_anything(client):
    house = ground.organisation()
    of = old_initiative(house)
    to = open_call()
    signed_in(client, coordinator(house))
    client.post(reverse("application-start", args=[to.pk]), {"initiative": str(of.pk)})
    it = Application.objects.get()
    part = lambda slug: reverse("application-part", args=[it.pk, slug])  # noqa: E731
    version = it.version

    def post(slug, **data):
        nonlocal version
        answer = client.post(part(slug), data | {"version": version, "next": ""})
        it.refresh_from_db()
        version = it.version
        return answer

    assert post("para-que", title="Luz", summary="Para entrenar de noche.").url == part("costos")
    rows = {"r-TOTAL_FORMS": "3", "r-INITIAL_FORMS": "0", "r-MIN_NUM_FORMS": "0", "r-MAX_NUM_FORMS": "1000"}
    lines = {"r-0-what": "Lámparas", "r-0-kind": "materials", "r-0-amount": "40,000", "r-1-kind": "materials"}
    half = rows | lines | {"r-2-what": "Sin monto", "r-2-kind": "work", "r-2-amount": "mucho"}
    wrong = client.post(part("costos"), half | {"version": version, "next": ""})
    assert wrong.status_code == 200 and "Lámparas" in wrong.content.decode() and "mucho" in wrong.content.decode()
    assert not it.lines.exists()
    assert post("costos", **rows, **lines).url == part("etapas")
    assert it.amount == 40_000 * PESOS
    steps = {"r-0-what": "Encendida", "r-0-due_on": to.decided_by + timedelta(30), "r-0-amount": "30,000"}
    post("etapas", **rows, **steps)
    post("resultados", **rows, **{"r-0-what": "jóvenes que entrenan", "r-0-figure": "60", "r-0-unit": "jóvenes"})
    post("institucion", institution="", institution_part="")
    missing = client.get(reverse("application-send", args=[it.pk])).content.decode()
    assert "$30,000" in missing and "$40,000" in missing and "$10,000" in missing
    client.post(reverse("application-send", args=[it.pk]), {"declares": "on"})
    it.refresh_from_db()
    assert it.state == ApplicationState.DRAFT
    post("etapas", **rows, **(steps | {"r-0-amount": "40,000"}))
    client.post(reverse("application-send", args=[it.pk]), {})
    it.refresh_from_db()
    assert it.state == ApplicationState.DRAFT  # without the declaration
    client.post(reverse("application-send", args=[it.pk]), {"declares": "on"})
    it.refresh_from_db()
    assert it.state == ApplicationState.SENT
    client.logout()
    assert "Luz" in client.get(to.get_absolute_url()).content.decode()


def test_two_who_write_at_once_do_not_overwrite_each_other(client):
    house = ground.organisation()
    it = application(open_call(), old_initiative(house), ApplicationState.DRAFT)
    signed_in(client, coordinator(house))
    address = reverse("application-part", args=[it.pk, "para-que"])
    first = {"title": "Una", "summary": "Una.", "version": it.version, "next": ""}
    client.post(address, first)
    answer = client.post(address, first | {"title": "Otra"})
    it.refresh_from_db()
    assert it.title == "Una"
    assert answer.status_code == 200 and 'value="Otra"' in answer.content.decode()
    again = int(re.search(r'name="version" value="(\d+)"', answer.content.decode())[1])
    client.post(address, first | {"title": "Otra", "version": again})
    it.refresh_from_db()
    assert it.title == "Otra"


def test_rows_are_added_without_scripts(client):
    house = ground.organisation()
    it = application(open_call(), old_initiative(house), ApplicationState.DRAFT)
    signed_in(client, coordinator(house))
    address = reverse("application-part", args=[it.pk, "costos"])
    page = client.get(address).content.decode()
    more = client.get(address + "?filas=4").content.decode()
    assert (page.count("<fieldset"), more.count("<fieldset")) == (4, 6)


def test_amount_above_the_most_is_named_before_sending(client):
    house = ground.organisation()
    it = application(open_call(), old_initiative(house), ApplicationState.DRAFT, amount=130_000 * PESOS)
    signed_in(client, coordinator(house))
    assert "$130,000" in client.get(reverse("application-send", args=[it.pk])).content.decode()
    client.post(reverse("application-send", args=[it.pk]), {"declares": "on"})
    it.refresh_from_db()
    assert it.state == ApplicationState.DRAFT


def test_nothing_is_taken_once_the_last_day_is_over_though_the_clock_has_not_come_by(client):
    house = ground.organisation()
    to = open_call(opens_on=today() - timedelta(20), closes_on=today() - timedelta(1))
    it = application(to, old_initiative(house), ApplicationState.DRAFT)
    signed_in(client, coordinator(house))
    client.post(reverse("application-send", args=[it.pk]), {"declares": "on"})
    it.refresh_from_db()
    assert it.state == ApplicationState.DRAFT


def test_discreet_initiative_agrees_before_its_amount_stands_on_a_ballot(client):
    house = ground.organisation(profile=Profile.DISCREET)
    it = application(
        open_call(), old_initiative(house, profile=Profile.DISCREET), ApplicationState.DRAFT, amount=61_700 * PESOS
    )
    signed_in(client, coordinator(house))
    client.post(reverse("application-send", args=[it.pk]), {"declares": "on"})
    it.refresh_from_db()
    assert it.state == ApplicationState.DRAFT
    client.post(reverse("application-send", args=[it.pk]), {"declares": "on", "agrees": "on"})
    it.refresh_from_db()
    assert it.state == ApplicationState.SENT
    client.logout()
    page = client.get(it.get_absolute_url()).content.decode()
    assert "61,700" not in page and house.name not in page
    assert Leaf.objects.get(subject=it.record_name, verb="application.sent").fields["amount"] == "withheld"


def test_protected_initiative_is_read_by_the_two_sides_alone(client):
    house, of = ground.organisation(), funder()
    it = application(open_call(of, decision=Decision.PANEL), old_initiative(house, profile=Profile.PROTECTED))
    assert client.get(it.get_absolute_url()).status_code == 404
    assert it.title not in client.get(it.call.get_absolute_url()).content.decode()
    signed_in(client, ground.person())
    assert client.get(it.get_absolute_url()).status_code == 404
    signed_in(client, coordinator(of))
    assert client.get(it.get_absolute_url()).status_code == 200


def test_funder_reads_initiatives_and_houses_and_no_names_of_people(client):
    house, of = ground.organisation(), funder()
    who = ground.membership(ground.person("Bugambilia Marcada"), house, Role.COORDINATOR).person
    it = application(open_call(of), old_initiative(house))
    signed_in(client, coordinator(of))
    for address in (it.get_absolute_url(), reverse("call-desk", args=[it.call_id])):
        page = client.get(address)
        assert page.status_code == 200
        assert who.name not in page.content.decode()


def test_two_reviews_decide_and_the_reasons_reach_who_applied_without_names(client):
    house, of = ground.organisation(), funder()
    it = application(in_review(of), old_initiative(house))
    reviewers = [juror(it.call), juror(it.call)]
    for who, why in zip(reviewers, ("Está muy claro.", "Cuesta lo que cuesta."), strict=True):
        signed_in(client, who)
        assert it.title in client.get(reverse("call-reviews", args=[it.call_id])).content.decode()
        client.post(reverse("application-review", args=[it.pk]), {"admits": "yes", "reasons": why})
    signed_in(client, coordinator(of))
    client.post(reverse("call-admit", args=[it.call_id]))
    it.refresh_from_db()
    assert (it.state, it.number) == (ApplicationState.ADMITTED, 1)
    signed_in(client, coordinator(house))
    page = client.get(it.get_absolute_url()).content.decode()
    assert "Está muy claro." in page and "Cuesta lo que cuesta." in page
    assert not any(who.name in page for who in reviewers)
    client.logout()
    assert "Está muy claro." not in client.get(it.get_absolute_url()).content.decode()


def test_where_two_differ_nothing_is_admitted_before_a_third_spoke(client):
    of = funder()
    it = reviewed(reviewed(application(in_review(of)), by=1), admits=False, by=1)
    signed_in(client, coordinator(of))
    client.post(reverse("call-admit", args=[it.call_id]))
    it.refresh_from_db()
    assert it.state == ApplicationState.SENT
    signed_in(client, juror(it.call))
    client.post(reverse("application-review", args=[it.pk]), {"admits": "no", "reasons": "No alcanza."})
    signed_in(client, coordinator(of))
    client.post(reverse("call-admit", args=[it.call_id]))
    it.refresh_from_db()
    assert it.state == ApplicationState.REFUSED


def test_nobody_reviews_what_their_own_house_applies_for(client):
    house = ground.organisation()
    it = application(in_review(), old_initiative(house))
    signed_in(client, juror(it.call, ground.membership(ground.person(), house).person))
    answer = client.post(reverse("application-review", args=[it.pk]), {"admits": "yes", "reasons": "Somos buenas."})
    assert answer.status_code == 403
    assert not it.reviews.exists()


def test_code_makes_somebody_a_juror_once(client):
    of = funder()
    it = open_call(of)
    signed_in(client, coordinator(of))
    page = client.post(reverse("juror-invite", args=[it.pk])).content.decode()
    code = re.search(r"(?<![\w-])[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}(?![\w-])", page)[0]
    signed_in(client, ground.person())
    assert client.post(reverse("jury-accept"), {"code": code}).status_code == 302
    signed_in(client, ground.person())
    again = client.post(reverse("jury-accept"), {"code": code})
    assert again.status_code == 200 and "code" in again.context["form"].errors
    assert it.jurors.filter(person__isnull=False).count() == 1


def test_institution_answers_in_public_and_silence_is_unconfirmed(client):
    police = ground.institution()
    liaison = ground.membership(ground.person(), police, Role.LIAISON, ground.post(police)).person
    it = application(open_call(), institution=police, institution_part="Prestar el camión")
    Application.objects.filter(pk=it.pk).update(sent_on=today() - timedelta(30))
    assert "Sin confirmar" in client.get(it.get_absolute_url()).content.decode()
    signed_in(client, liaison)
    assert "Prestar el camión" in client.get(reverse("application-answer", args=[it.pk])).content.decode()
    said = {"feasible": "yes", "reason": "Los martes hay camión."}
    client.post(reverse("application-answer", args=[it.pk]), said)
    client.logout()
    caches["pages"].clear()
    page = client.get(it.get_absolute_url()).content.decode()
    assert "Los martes hay camión." in page and "Sin confirmar" not in page


def test_letters_pass_between_the_two_sides_and_nobody_else(client):
    house, of = ground.organisation(), funder()
    it = application(open_call(of), old_initiative(house))
    signed_in(client, coordinator(of))
    client.post(reverse("application-write", args=[it.pk]), {"text": "¿Cuántas lámparas son?"})
    signed_in(client, coordinator(house))
    assert "¿Cuántas lámparas son?" in client.get(it.get_absolute_url()).content.decode()
    assert str(it) in client.get(reverse("pending")).content.decode()
    for other in (ground.person(), juror(it.call)):
        signed_in(client, other)
        assert "lámparas son" not in client.get(it.get_absolute_url()).content.decode()


@pytest.mark.parametrize("name", ["fund", "call-list"])
def test_front_and_list_say_what_would_be_there_and_show_what_is(client, name):
    assert client.get(reverse(name)).status_code == 200
    it = open_call()
    caches["pages"].clear()
    page = client.get(reverse(name)).content.decode()
    assert it.title in page and "$300,000" in page


def test_list_costs_the_same_for_one_call_and_for_many(client):
    open_call()
    counts = []
    for _ in range(2):
        caches["pages"].clear()
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("call-list"))
        counts.append(len(seen))
        for _number in range(12):
            open_call()
    assert counts[0] == counts[1]


def test_who_coordinates_a_funder_needs_a_second_factor(client, monkeypatch):
    monkeypatch.undo()
    of = funder()
    signed_in(client, coordinator(of))
    assert client.get(reverse("call-list")).url == reverse("mfa_index")
