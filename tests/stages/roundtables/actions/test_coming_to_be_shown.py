import pytest

from tejido.ground.ledger.auditing import audit_site
from tejido.ground.ledger.models import Leaf
from tejido.ground.organisations.vocabulary import Profile
from tejido.stages.roundtables.actions.roundtables import change_profile
from tejido.stages.roundtables.actions.seats import change_group
from tejido.stages.roundtables.models import Commitment, WorkingGroup
from tejido.stages.roundtables.vocabulary import CommitmentState as State
from tests.factories.commitments import DUE, HELD, noon, table

pytestmark = pytest.mark.django_db


def _said_of(it):
    return [str(one) for one in audit_site(DUE).problems if str(one.values.get("subject")) == it.record_name]


def test_commitments_of_a_roundtable_that_stops_being_protected_are_entered():
    at = table(Profile.PROTECTED)
    it = at.commitment(State.ACCEPTED)
    change_profile(at.roundtable, to=Profile.OPEN, by=at.facilitator, now=noon(HELD))
    assert Leaf.objects.get(verb="commitment.shown").fields["state"] == "accepted"
    assert _said_of(it) == []


def test_dates_that_were_withheld_are_entered_once_the_roundtable_is_open():
    at = table(Profile.DISCREET)
    it = at.commitment(State.ACCEPTED)
    Commitment.objects.update(state=State.PROPOSED)
    change_profile(at.roundtable, to=Profile.OPEN, by=at.facilitator, now=noon(HELD))
    assert Leaf.objects.get(verb="commitment.shown").fields["due_on"] == DUE.isoformat()
    assert _said_of(it) == []


def test_commitments_of_a_group_that_becomes_public_are_entered():
    at = table()
    group = WorkingGroup.objects.create(roundtable=at.roundtable, name="Luz", began_on=HELD)
    at.meeting.group = group
    at.meeting.save()
    it = at.commitment()
    assert not Leaf.objects.filter(subject=it.record_name).exists()
    seats = list(at.roundtable.seats.all())
    change_group(group, seats=seats, is_public=True, by=at.facilitator, now=noon(HELD))
    assert Leaf.objects.filter(subject=it.record_name, verb="commitment.shown").count() == 1
    assert _said_of(it) == []
