"""A code counts once, what cannot be counted uses up nothing, and what was cast comes out of the box."""

from collections import Counter

import pytest

from tejido.ground.codes.models import Code
from tejido.stages.funding import box
from tejido.stages.funding.actions import voting
from tejido.stages.funding.actions.voting_refusals import (
    AlreadyClosed,
    BadBallot,
    BoxIsShut,
    CodeDoesNotCount,
    NotOver,
    NotVotingNow,
)
from tejido.stages.funding.models import CastBallot, SetAside, Shuffled
from tests.factories import voting as factory
from tests.factories.moments import NOW, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return factory.call()


@pytest.fixture
def codes(call):
    return factory.codes(call)


def cast_choices(call):
    return Counter(str(one) for one in CastBallot.objects.filter(call=call).values_list("choices", flat=True))


def test_ballots_lie_sealed_until_the_voting_closes_and_then_all_are_there(call, codes):
    factory.cast(call, codes[0], 1, 3)
    factory.cast(call, codes[1], 2)
    factory.cast(call, codes[2])
    assert (SetAside.objects.count(), CastBallot.objects.count()) == (3, 0)
    closed = factory.closed(call)
    assert cast_choices(call) == Counter({"[[1, 1], [3, 1]]": 1, "[[2, 1]]": 1, "[]": 1})
    assert (closed.online, closed.on_paper, closed.slips, closed.spoiled) == (3, 0, 0, 0)
    assert (SetAside.objects.count(), Code.objects.count()) == (0, 0)
    call.refresh_from_db()
    assert call.state == "counting"


def test_code_counts_once(call, codes):
    factory.cast(call, codes[0], 1)
    with pytest.raises(CodeDoesNotCount):
        factory.cast(call, codes[0], 2)
    assert SetAside.objects.count() == 1


def test_code_is_forgiven_how_it_is_typed(call, codes):
    factory.cast(call, f" {codes[0].lower().replace('-', ' ').replace('0', 'o')} ", 1)
    assert SetAside.objects.count() == 1


def test_code_of_another_call_does_not_count(call, codes):
    other = factory.call(projects=2)
    factory.codes(other)
    with pytest.raises(CodeDoesNotCount):
        factory.cast(other, codes[0], 1)
    factory.cast(call, codes[0], 1)


@pytest.mark.parametrize("given", [{9: 1}, {1: 2}, {1: 1, 2: 1}])
def test_ballot_that_cannot_be_counted_uses_up_nothing(given):
    call = factory.call(most_choices=1)
    code = factory.codes(call)[0]
    with pytest.raises(BadBallot):
        voting.cast_ballot(call, code=code, given=given, now=NOW)
    factory.cast(call, code, 1)


@pytest.mark.parametrize("days", [-1, 2])
def test_nobody_votes_before_the_first_day_or_after_the_last(call, codes, days):
    with pytest.raises(NotVotingNow):
        factory.cast(call, codes[0], 1, now=later(days=days))


def test_nobody_votes_online_where_there_are_urns_only():
    call = factory.call(takes_online=False)
    with pytest.raises(NotVotingNow):
        factory.cast(call, factory.codes(call)[0], 1)


def test_voting_closes_once_and_not_before_its_end(call, codes):
    with pytest.raises(NotOver):
        factory.closed(call, now=later(days=1))
    factory.closed(call)
    with pytest.raises(AlreadyClosed):
        factory.closed(call)
    with pytest.raises(NotVotingNow):
        factory.cast(call, codes[0], 1)


def test_clock_closes_what_is_due_and_shuffles_what_waits(call, codes):
    for code in codes:
        factory.cast(call, code, 1, 2)
    assert voting.close_due(now=later(days=1)) == 0
    assert voting.shuffle_boxes(now=NOW) == 20
    assert (SetAside.objects.count(), Shuffled.objects.get().ballots) == (0, 20)
    with pytest.raises(CodeDoesNotCount):
        factory.cast(call, codes[0], 1)
    assert voting.close_due(now=later(days=2)) == 1
    assert voting.close_due(now=later(days=2)) == 0
    assert cast_choices(call) == Counter({"[[1, 1], [2, 1]]": 20})


def test_few_ballots_wait_until_there_are_enough_to_be_shuffled(call, codes):
    for code in codes[:19]:
        factory.cast(call, code, 1)
    assert (voting.shuffle_boxes(now=NOW), SetAside.objects.count()) == (0, 19)


def test_code_is_not_used_up_while_the_key_of_the_box_is_missing(call, codes):
    factory.cast(call, codes[0], 1)
    kept = box._path(call.pk).read_bytes()
    box._path(call.pk).unlink()
    with pytest.raises(BoxIsShut):
        factory.cast(call, codes[1], 1)
    assert voting.close_due(now=later(days=2)) == 0
    box._path(call.pk).write_bytes(kept)
    factory.cast(call, codes[1], 1)
    assert voting.close_due(now=later(days=2)) == 1
    assert CastBallot.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_key_of_the_box_is_gone_once_it_is_closed(call, codes):
    factory.cast(call, codes[0], 1)
    assert call.pk in box.existing()
    factory.closed(call)
    assert call.pk not in box.existing()


def test_box_of_a_cancelled_call_is_destroyed_unopened(call, codes):
    factory.cast(call, codes[0], 1)
    assert voting.drop_cancelled(now=NOW) == 0
    type(call).objects.update(state="cancelled")
    assert voting.drop_cancelled(now=NOW) == 1
    assert (SetAside.objects.count(), Code.objects.count(), CastBallot.objects.count()) == (0, 0, 0)
    assert voting.drop_cancelled(now=NOW) == 0


def test_clock_destroys_a_key_that_a_crash_left(call, codes):
    factory.closed(call)  # inside this test's transaction nothing is done on commit, as after a crash
    assert call.pk in box.existing()
    assert voting.destroy_old_keys(now=NOW) == 1
    assert call.pk not in box.existing()


@pytest.mark.parametrize(
    ("vote", "given", "kept"),
    [
        ("choose-1", {2: 1}, [[2, 1]]),
        ("ordinal", {3: 1, 1: 2}, [[1, 1], [3, 2]]),
        ("cumulative", {1: 7, 2: 3}, [[1, 7], [2, 3]]),
        ("scoring", {1: 5, 3: 1}, [[1, 5], [3, 1]]),
    ],
)
def test_every_kind_of_vote_is_kept_as_the_allocation_takes_it(vote, given, kept):
    call = factory.call(vote=vote)
    voting.cast_ballot(call, code=factory.codes(call)[0], given=given, now=NOW)
    factory.closed(call)
    assert CastBallot.objects.get().choices == kept


@pytest.mark.parametrize(
    ("vote", "given"),
    [
        ("choose-1", {1: 1, 2: 1}),
        ("ordinal", {1: 1, 2: 1}),
        ("ordinal", {1: 2}),
        ("cumulative", {1: 6, 2: 5}),
        ("scoring", {1: 6}),
    ],
)
def test_every_kind_of_vote_has_its_limits(vote, given):
    call = factory.call(vote=vote)
    with pytest.raises(BadBallot):
        voting.cast_ballot(call, code=factory.codes(call)[0], given=given, now=NOW)
