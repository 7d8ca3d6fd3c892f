from itertools import chain, combinations

import pytest

from tejido.ground.organisations.risk import Risk, suggest_profile
from tejido.ground.organisations.vocabulary import Profile


@pytest.mark.parametrize(
    ("answers", "profile"),
    [
        ((), Profile.DISCREET),
        ((Risk.PUBLIC_ALREADY,), Profile.OPEN),
        ((Risk.PUBLIC_ALREADY, Risk.FINDABLE), Profile.DISCREET),
        ((Risk.PUBLIC_ALREADY, Risk.CHILDREN_OR_VICTIMS), Profile.DISCREET),
        ((Risk.ARMED_GROUP,), Profile.DISCREET),
        ((Risk.ACCUSES,), Profile.DISCREET),
        ((Risk.ARMED_GROUP, Risk.ACCUSES), Profile.PROTECTED),
        ((Risk.THREATENED, Risk.PUBLIC_ALREADY), Profile.PROTECTED),
    ],
)
def test_profile_suggested_for_these_answers(answers, profile):
    assert suggest_profile(answers) == profile


def test_profile_suggested_never_opens_when_one_more_danger_is_named():
    openness = [Profile.PROTECTED, Profile.DISCREET, Profile.OPEN]
    dangers = [risk for risk in Risk if risk != Risk.PUBLIC_ALREADY]
    every = list(chain.from_iterable(combinations(Risk, size) for size in range(len(Risk) + 1)))
    for answers in every:
        for danger in dangers:
            before, after = suggest_profile(answers), suggest_profile((*answers, danger))
            assert openness.index(after) <= openness.index(before), (answers, danger)
