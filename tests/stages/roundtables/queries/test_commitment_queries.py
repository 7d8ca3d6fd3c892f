from datetime import date, timedelta

import pytest
from django.test import RequestFactory

from tejido.ground.organisations.profiles import Output
from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.web.panels import drawn
from tejido.stages.roundtables.actions.answers import propose_change
from tejido.stages.roundtables.actions.commitments import Details, record_commitment
from tejido.stages.roundtables.actions.handover import begin_handover
from tejido.stages.roundtables.actions.verification import verify_commitment
from tejido.stages.roundtables.disclosure import disclosed
from tejido.stages.roundtables.models import WorkingGroup
from tejido.stages.roundtables.queries import commitments as queries
from tejido.stages.roundtables.queries.pending import pending_of
from tejido.stages.roundtables.vocabulary import CommitmentState as State
from tests.factories.commitments import DUE, HELD, noon, table
from tests.factories.ground import membership, person, place
from tests.factories.initiatives import initiative, need

pytestmark = pytest.mark.django_db
AFTER = DUE + timedelta(days=5)


def _titles(who, today):
    return [row.title for row in pending_of(who, today)]


def test_owner_has_what_waits_for_its_word():
    at = table()
    it = record_commitment(at.roundtable, at.promise(), source="Minuta 1", by=at.secretary, now=noon(HELD))
    rows = pending_of(at.liaison, HELD)
    assert [(row.title, row.due) for row in rows] == [
        ("Confirma o corrige: Encender las luminarias del parque", it.answer_by)
    ]


@pytest.mark.parametrize(
    ("day", "title"),
    [
        (HELD + timedelta(days=10), None),
        (HELD + timedelta(days=70), "Decir cómo va"),
        (DUE - timedelta(days=3), "Vence pronto"),
        (DUE, "Vence pronto"),
        (AFTER, "Atrasado"),
    ],
)
def test_owner_is_reminded_as_the_date_comes_closer(day, title):
    at = table()
    at.commitment(State.ACCEPTED)
    assert _titles(at.liaison, day) == ([f"{title}: Encender las luminarias del parque"] if title else [])


def test_citizens_are_asked_to_verify_until_they_have_spoken():
    at = table()
    it = at.commitment(State.DONE)
    ask = "Di si se cumplió: Encender las luminarias del parque"
    assert _titles(at.mother, AFTER) == _titles(at.neighbour, AFTER) == [ask]
    verify_commitment(it, organisation=at.mothers, evidence="La vimos", by=at.mother, now=noon(AFTER))
    assert (_titles(at.mother, AFTER), _titles(at.neighbour, AFTER)) == ([], [ask])


def test_nobody_else_is_asked_to_verify():
    at = table()
    at.commitment(State.DONE, owner=at.youth, owner_post=None)
    outsider = person()
    membership(outsider, at.youth)
    for who in (at.young, outsider, at.facilitator, at.stranger, at.liaison):
        assert _titles(who, AFTER) == []


def test_staff_has_the_changes_and_the_liaison_the_handover():
    at = table()
    propose_change(at.commitment(), reason="Más claro", text="Otras palabras", by=at.liaison, now=noon(HELD))
    assert _titles(at.facilitator, HELD) == ["Un cambio que propone quien responde: Encender las luminarias del parque"]
    begin_handover(at.chief, on=HELD, by=at.facilitator, now=noon(HELD))
    assert "Responder por los compromisos del cargo" in _titles(at.liaison, HELD)


@pytest.mark.parametrize("number", [1, 30])
def test_pending_costs_the_same_for_one_and_for_thirty(django_assert_max_num_queries, number):
    at = table()
    for _ in range(number):
        at.commitment(State.ACCEPTED)
        at.commitment(State.DONE)
    for who in (at.liaison, at.mother, at.facilitator):
        with django_assert_max_num_queries(11):
            pending_of(who, AFTER)


@pytest.mark.parametrize(
    ("profile", "visitor"), [(Profile.OPEN, True), (Profile.DISCREET, True), (Profile.PROTECTED, False)]
)
def test_commitments_are_visible_as_their_roundtable_is(profile, visitor):
    at = table(profile)
    at.commitment()
    for who, sees in (
        (None, visitor),
        (at.stranger, visitor),
        (at.mother, True),
        (at.secretary, True),
        (at.liaison, True),
    ):
        assert queries.commitments_visible_to(who, HELD).exists() is sees


def test_commitments_of_a_closed_working_group_are_seen_inside_only():
    at = table()
    it = at.commitment()
    it.meeting.group = WorkingGroup.objects.create(roundtable=at.roundtable, name="Luz", began_on=HELD)
    it.meeting.save()
    assert not queries.commitments_visible_to(None, HELD).exists()
    assert queries.commitments_visible_to(at.mother, HELD).exists()
    assert queries.commitments_told([str(it.pk)], HELD) == set()


def test_dates_that_may_not_be_told_sort_last_and_match_nothing():
    at = table(Profile.DISCREET)
    at.commitment(State.ACCEPTED, due_on=date(2027, 1, 1))
    past = at.commitment(State.ACCEPTED, due_on=HELD)
    rows = queries.commitments_shown(Output.LIST, AFTER).order_by(*queries.NEAREST)
    assert [row.told_due_on for row in rows] == [past.due_on, None]


def test_totals_of_a_municipality_leave_out_what_is_protected():
    protected = table(Profile.PROTECTED)
    protected.commitment()
    table().commitment()
    juarez = place()
    assert queries.totals(juarez, HELD).total == 1
    assert queries.totals(juarez.parent, HELD).total == 2


def test_owner_that_is_not_open_is_not_named_outside():
    at = table()
    at.youth.profile = Profile.DISCREET
    at.youth.save()
    it = at.commitment(State.ACCEPTED, owner=at.youth, owner_post=None)
    outside, inside = (disclosed(it, Output.PAGE, HELD, inside=seat) for seat in (False, True))
    assert (outside.owner, outside.owner_name) == (None, "una organización de la mesa")
    assert inside.owner_name == at.youth.name
    assert not queries.owned_by(queries.commitments_shown(Output.PAGE, HELD), at.youth.pk, Output.PAGE).exists()
    assert queries.owners_named(queries.commitments_shown(Output.LIST, HELD), Output.LIST) == []


@pytest.mark.parametrize("output", [Output.PAGE, Output.LIST, Output.FEED, Output.EXPORT, Output.BULLETIN])
@pytest.mark.parametrize(("profile", "exact"), [(Profile.OPEN, True), (Profile.DISCREET, False)])
def test_numbers_and_coming_dates_are_told_as_the_profile_has_it(profile, exact, output):
    at = table(profile)
    it = at.commitment(State.ACCEPTED)
    it.cost, it.progress = 123_456_00, 33
    it.save()
    shown = disclosed(it, output, HELD)
    assert (shown.due_on == DUE, shown.is_exact) == (exact, exact)
    assert (shown.progress, shown.cost) == (("33", "123,456.00") if exact else ("20 a 49", "10,000 o más"))
    assert disclosed(it, output, AFTER).due_on == DUE


@pytest.mark.parametrize("page", ["place", "roundtable", "organisation"])
@pytest.mark.parametrize("number", [1, 30])
def test_panels_cost_the_same_for_one_and_for_thirty(django_assert_max_num_queries, page, number):
    at = table()
    for _ in range(number):
        at.commitment(State.ACCEPTED)
    subject = {"place": place(), "roundtable": at.roundtable, "organisation": at.police}[page]
    request = RequestFactory().get("/")
    request.person, request.now = None, noon(HELD)
    with django_assert_max_num_queries(18):
        panel = next(it for it in drawn(page, request, subject) if "commitments" in it.template)
    assert panel.context["counts"].total == number


@pytest.fixture(autouse=True)
def _spanish():
    from django.utils import translation

    with translation.override("es"):
        yield


def test_initiative_shows_the_commitments_that_answer_its_needs():
    at = table()
    wanted = need(initiative(at.youth))
    request = RequestFactory().get("/")
    request.person, request.now = None, noon(HELD)
    assert not [it for it in drawn("initiative", request, wanted.initiative) if "commitments" in it.template]
    made = at.commitment(State.ACCEPTED, details=Details(needs=[wanted]))
    [panel] = [it for it in drawn("initiative", request, wanted.initiative) if "commitments" in it.template]
    assert panel.context["rows"] == [made]
