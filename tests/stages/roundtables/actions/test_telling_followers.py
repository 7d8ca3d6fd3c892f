from datetime import timedelta

import pytest

from tejido.ground.notices.actions import follow
from tejido.ground.notices.models import Notice
from tejido.ground.organisations.vocabulary import Profile
from tejido.stages.roundtables.actions.clock import mark_late, tell_later
from tejido.stages.roundtables.actions.work import move_due_date
from tejido.stages.roundtables.vocabulary import CommitmentState as State
from tests.factories.commitments import DUE, noon, table
from tests.factories.ground import place

pytestmark = pytest.mark.django_db
LATE = DUE + timedelta(days=1)


def _heard():
    return list(Notice.objects.order_by("pk").values_list("verb", flat=True))


@pytest.mark.parametrize("what", ["commitment", "place", "organisation"])
def test_followers_hear_of_each_step(django_capture_on_commit_callbacks, what):
    at = table()
    it = at.commitment(State.ACCEPTED)
    followed = {"commitment": it, "place": place(), "organisation": at.police}[what]
    follow(subject=followed.record_name, by=at.stranger, now=noon(DUE))
    with django_capture_on_commit_callbacks(execute=True):
        mark_late(noon(LATE))
        move_due_date(it, to=DUE + timedelta(days=30), reason="Faltó dinero", by=at.liaison, now=noon(LATE))
    assert _heard() == ["commitment.late", "commitment.date.moved"]


def test_followers_of_a_discreet_roundtable_hear_four_days_later_and_once(django_capture_on_commit_callbacks):
    at = table(Profile.DISCREET)
    it = at.commitment(State.ACCEPTED)
    follow(subject=it.record_name, by=at.stranger, now=noon(DUE))
    with django_capture_on_commit_callbacks(execute=True):
        mark_late(noon(LATE))
    assert (tell_later(noon(LATE + timedelta(days=3))), _heard()) == (0, [])
    assert (tell_later(noon(LATE + timedelta(days=4))), _heard()) == (1, ["commitment.late"])
    assert tell_later(noon(LATE + timedelta(days=5))) == 0


def test_nobody_hears_of_a_protected_roundtable(django_capture_on_commit_callbacks):
    at = table(Profile.PROTECTED)
    it = at.commitment(State.ACCEPTED)
    follow(subject=place().record_name, by=at.stranger, now=noon(DUE))
    with django_capture_on_commit_callbacks(execute=True):
        move_due_date(it, to=DUE + timedelta(days=30), reason="Faltó dinero", by=at.liaison, now=noon(DUE))
    assert tell_later(noon(DUE + timedelta(days=5))) == 0
    assert _heard() == []
