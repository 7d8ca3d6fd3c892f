"""What a ballot may say: what is typed off a sheet, what is chosen on a phone, and the same read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tejido.engines.allocation.election import Vote
from tejido.stages.funding.choices import BadChoices, Rules, given_by, line_of, read, read_line
from tejido.stages.funding.vocabulary.voting import CUMULATIVE_POINTS


@st.composite
def ballots(draw):
    """Rules, and what somebody may choose under them."""
    vote = draw(st.sampled_from(list(Vote)))
    numbers = tuple(sorted(draw(st.sets(st.integers(1, 60), min_size=1, max_size=12))))
    most = 1 if vote is Vote.CHOOSE_ONE else draw(st.integers(1, len(numbers)))
    rules = Rules(vote, numbers, most)
    chosen = draw(st.lists(st.sampled_from(numbers), unique=True, max_size=most))
    if vote is Vote.ORDINAL:
        return rules, {number: place for place, number in enumerate(chosen, start=1)}
    if vote is Vote.SCORING:
        return rules, {number: draw(st.integers(1, rules.highest)) for number in chosen}
    if vote is Vote.CUMULATIVE:
        share = CUMULATIVE_POINTS // max(1, len(chosen))
        return rules, {number: draw(st.integers(1, share)) for number in chosen if share}
    return rules, dict.fromkeys(chosen, 1)


@given(ballots())
def test_ballot_that_holds_reads_the_same_from_phone_and_paper(case):
    rules, given_ = case
    choices = read(rules, given_)
    assert [number for number, _points in choices] == sorted(given_)
    assert given_by(rules, choices) == given_
    assert read_line(rules, line_of(rules, choices)) == choices


@given(ballots(), st.dictionaries(st.integers(-5, 70), st.integers(-5, 30), max_size=8))
def test_whatever_is_chosen_is_a_ballot_within_the_rules_or_is_refused(case, wild):
    rules, _given = case
    try:
        choices = read(rules, wild)
    except BadChoices:
        return
    assert len(choices) <= rules.most
    assert {number for number, _points in choices} <= set(rules.numbers)
    if rules.vote is Vote.CUMULATIVE:
        assert sum(points for _number, points in choices) <= CUMULATIVE_POINTS
    if rules.vote is Vote.ORDINAL:
        best = len(rules.numbers) - 1
        assert sorted((points for _n, points in choices), reverse=True) == list(range(best, best - len(choices), -1))


@given(ballots(), st.text(max_size=40))
def test_whatever_is_typed_is_a_ballot_or_is_refused(case, typed):
    rules, _given = case
    try:
        choices = read_line(rules, typed)
    except BadChoices:
        return
    assert read_line(rules, line_of(rules, choices)) == choices


APPROVAL = Rules(Vote.APPROVAL, (1, 2, 3, 12), 2)


@pytest.mark.parametrize("typed", ["1 1", "1 2 3", "4", "uno", "1:2", "1.5.9"])
def test_line_that_cannot_be_read_is_refused(typed):
    with pytest.raises(BadChoices):
        read_line(APPROVAL, typed)


@pytest.mark.parametrize("typed", ["3,12", "12 3", " 3;12 ", "3-12"])
def test_line_is_read_with_any_sign_between(typed):
    assert read_line(APPROVAL, typed) == [[3, 1], [12, 1]]


def test_points_are_those_that_the_allocation_gives_to_ranks():
    rules = Rules(Vote.ORDINAL, (1, 2, 3, 4), 3)
    assert read_line(rules, "4 1") == [[1, 2], [4, 3]]
