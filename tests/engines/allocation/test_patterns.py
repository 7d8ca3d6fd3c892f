"""Patterns counted against all ballots written out."""

from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tejido.engines.allocation.election import Vote
from tejido.engines.allocation.patterns import may_be_published, possible_patterns

SMALL = st.integers(0, 5)


def written_out(vote, projects, most, points):
    """Every different ballot, as a set."""
    most = projects if most is None else most
    if vote is Vote.ORDINAL:
        return {order for length in range(min(most, projects) + 1) for order in permutations(range(projects), length)}
    most = 1 if vote is Vote.CHOOSE_ONE else most
    values = range(points + 1) if vote in (Vote.CUMULATIVE, Vote.SCORING) else range(2)
    ballots = set(product(values, repeat=projects))
    if vote is Vote.CUMULATIVE:
        ballots = {one for one in ballots if sum(one) <= points}
    return {one for one in ballots if sum(value > 0 for value in one) <= most}


@given(st.sampled_from(Vote), SMALL, st.none() | SMALL, st.integers(1, 3))
def test_patterns_are_as_many_as_there_are_ballots_to_fill_in(vote, projects, most, points):
    found = possible_patterns(vote, projects, most, points=points)
    assert found == len(written_out(vote, projects, most, points))


@pytest.mark.parametrize(("voters", "published"), [(39, False), (40, True), (41, True), (0, False)])
def test_three_projects_to_approve_make_eight_patterns_and_need_forty_ballots(voters, published):
    assert may_be_published(Vote.APPROVAL, 3, None, voters) is published


def test_ten_thousand_projects_are_not_counted_to_the_end():
    assert possible_patterns(Vote.ORDINAL, 10_000, at_most=20_000) > 20_000
    assert not may_be_published(Vote.APPROVAL, 10_000, None, 100_000)
    assert may_be_published(Vote.CHOOSE_ONE, 10_000, None, 100_000)


@given(st.sampled_from(Vote), SMALL, st.none() | SMALL, st.integers(0, 400))
def test_an_early_end_changes_no_answer(vote, projects, most, voters):
    whole = possible_patterns(vote, projects, most, points=2)
    assert may_be_published(vote, projects, most, voters, points=2) is (whole * 5 <= voters)
