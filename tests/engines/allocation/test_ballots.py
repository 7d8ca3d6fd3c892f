"""Ballots as arrays say what the tuples said, in an order that knows nothing of who voted when."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tejido.engines.allocation import ballots
from tejido.engines.allocation.election import BadElection, canonical

VOTERS = st.lists(st.dictionaries(st.integers(0, 9), st.integers(0, 3), max_size=6), max_size=12)


def counted(voters):
    return Counter(tuple(sorted((at, given) for at, given in one.items() if given)) for one in voters)


@settings(max_examples=60)
@given(voters=VOTERS, order=st.randoms(use_true_random=False))
def test_every_ballot_is_there_as_often_as_it_was_cast_whatever_the_order(voters, order):
    found = canonical((one.items(), 1) for one in voters)
    assert dict(found) == counted(voters)
    assert len(found) == len(counted(voters))
    order.shuffle(voters)
    again = canonical((reversed(one.items()), 1) for one in voters)
    assert again == found and list(again) == list(found)


@settings(max_examples=50)
@given(voters=VOTERS)
def test_ballots_of_the_same_mark_are_not_taken_for_equal(voters):
    """Marks so short that different ballots share them: another salt is tried until each has its own."""
    real_marks, salts = ballots._marks, []

    def short(found, salt):
        salts.append(salt)
        return real_marks(found, salt) % np.uint64(1 if salt < 2 else 2**40)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ballots, "_marks", short)
        assert dict(canonical((one.items(), 1) for one in voters)) == counted(voters)
    assert salts == ([0, 1, 2] if len(counted(voters)) > 1 else [0])


@pytest.mark.parametrize(
    ("ballot", "said"),
    [
        ([(1, 1), (1, 2)], "a ballot names a project twice"),
        ([(1, -1)], "a ballot gives negative points"),
        ([(1, 10**9 + 1)], "a ballot gives more than 1000000000 points"),
        ([(1, 10**30)], "a ballot gives more than 1000000000 points"),
    ],
)
def test_ballot_that_cannot_be_counted_is_refused(ballot, said):
    with pytest.raises(BadElection) as refused:
        canonical([(ballot, 1)])
    assert str(refused.value) == said
