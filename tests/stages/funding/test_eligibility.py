"""Who can apply, and what would mend it where they cannot."""

from datetime import date, timedelta

import pytest

from tejido.ground.organisations.vocabulary import Profile
from tejido.stages.funding.eligibility import lies_in, months_before, obstacles
from tejido.stages.funding.queries.calls import calls_shown, for_place
from tejido.stages.funding.vocabulary.calls import CallState, Decision
from tejido.stages.initiatives.vocabulary import State
from tests.factories import ground
from tests.factories.funding import call, old_initiative
from tests.factories.ground import TODAY
from tests.factories.initiatives import group

pytestmark = pytest.mark.django_db


def codes(to, of):
    return [one.code for one in obstacles(to, of, TODAY)]


def test_nothing_stands_in_the_way_of_what_fits():
    assert codes(call(), old_initiative()) == []


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"state": State.FINISHED}, "finished"),
        ({"state": State.HANDED_ON}, "finished"),
        ({"state": State.DRAFT}, "unpublished"),
        ({"began_on": TODAY - timedelta(days=30)}, "too_young"),
        ({"profile": Profile.PROTECTED}, "protected"),
    ],
)
def test_what_the_initiative_lacks_is_named(values, code):
    assert codes(call(), old_initiative(**values)) == [code]


def test_other_place_and_other_cause():
    elsewhere = ground.place("08019", "Chihuahua")
    assert codes(call(causes=["weapons"]), old_initiative(place=elsewhere)) == ["place", "cause"]
    works_there_too = old_initiative(place=elsewhere)
    works_there_too.places.add(ground.place())
    assert codes(call(), works_there_too) == []


def test_organisation_is_needed_and_verified_unless_the_call_says_otherwise():
    assert codes(call(), group(began_on=date(2020, 1, 1))) == ["no_organisation"]
    assert codes(call(needs_verified=False), group(began_on=date(2020, 1, 1))) == []
    assert codes(call(), old_initiative(ground.organisation(verified_on=None))) == ["not_verified"]
    assert codes(call(), old_initiative(ground.organisation(closed_on=TODAY))) == ["organisation_ended"]


def test_nobody_applies_to_their_own_call():
    house = ground.organisation()
    assert codes(call(of=house), old_initiative(house)) == ["own_call"]


@pytest.mark.parametrize(
    ("decision", "found"),
    [
        (Decision.PANEL, []),
        (Decision.BALLOT, ["protected"]),
        (Decision.BOTH, ["protected"]),
        (Decision.LOT, ["protected"]),
    ],
)
def test_protected_initiatives_apply_only_where_a_panel_decides(decision, found):
    assert codes(call(decision=decision), old_initiative(profile=Profile.PROTECTED)) == found


@pytest.mark.parametrize(("state", "code"), [(CallState.ANNOUNCED, "not_yet"), (CallState.REVIEW, "closed")])
def test_calls_take_applications_only_while_they_are_open(state, code):
    assert codes(call(state), old_initiative()) == [code]


def test_last_day_belongs_to_the_call_and_the_next_one_does_not():
    to, of = call(closes_on=TODAY), old_initiative()
    assert obstacles(to, of, TODAY) == []
    assert [one.code for one in obstacles(to, of, TODAY + timedelta(1))] == ["closed"]


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 8, 31), 6, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 5, 31), 0, date(2026, 5, 31)),
    ],
)
def test_months_before(day, months, before):
    assert months_before(day, months) == before


@pytest.mark.parametrize(
    ("key", "places", "lies"),
    [("08037", ["08"], True), ("08037", ["00"], True), ("08037", ["08019", "08037"], True), ("08037", ["09"], False)],
)
def test_lies_in(key, places, lies):
    assert lies_in(key, places) is lies


def test_calls_for_a_place_are_those_of_its_state_its_country_and_what_lies_in_it():
    here, other = ground.place(), ground.place("08019", "Chihuahua")
    state, country = here.parent, here.parent.parent
    wide, narrow, elsewhere, of_state = call(place=country), call(place=here), call(place=other), call(place=state)
    several = call(place=state)
    several.places.set([other])

    def found(place):
        return set(for_place(calls_shown("list"), place))

    assert found(here) == {wide, narrow, of_state}
    assert found(other) == {wide, elsewhere, of_state, several}
    assert found(state) == found(country) == {wide, narrow, elsewhere, of_state, several}
