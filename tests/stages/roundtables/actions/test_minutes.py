from datetime import timedelta

import pytest

from tejido.ground.ledger.models import Leaf, LeafText
from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.web.acting import NotAllowed
from tejido.stages.roundtables.actions import meetings, minutes
from tejido.stages.roundtables.actions.editing import ChangedMeanwhile, Missing, TooLong, WrongMoment
from tejido.stages.roundtables.models import Minutes
from tejido.stages.roundtables.vocabulary import MeetingState, MinutesState
from tests.factories.meetings import TEXT, room
from tests.factories.moments import later

pytestmark = pytest.mark.django_db


def leaves(subject):
    return list(Leaf.objects.filter(subject=subject.record_name).order_by("index"))


def test_minutes_adopted_by_the_next_meeting_are_in_the_record_with_their_text():
    it = room()
    meeting = it.held()
    adopted = it.adopted(meeting)
    meeting.refresh_from_db()
    (leaf,) = leaves(adopted)
    assert (adopted.state, meeting.state, leaf.verb) == (MinutesState.ADOPTED, MeetingState.ADOPTED, "minutes.adopted")
    assert leaf.fields == {
        "meeting": str(meeting.pk),
        "version": 1,
        "state": "adopted",
        "adopted_on": adopted.adopted_on.isoformat(),
    }
    assert LeafText.objects.get(leaf=leaf).text == TEXT


def test_adopted_minutes_never_change():
    it = room()
    adopted = it.adopted(it.held())
    with pytest.raises(WrongMoment):
        minutes.write_minutes(adopted, text="Otra", edition=adopted.edition, by=it.secretary, now=later(days=60))


def test_correction_is_a_new_version_and_the_old_one_stays():
    it = room()
    meeting = it.held()
    adopted = it.adopted(meeting)
    now = later(days=50)
    second = minutes.correct_minutes(meeting, reason="Faltó un acuerdo", by=it.facilitator, now=now)
    assert (second.version, second.text, second.state) == (2, TEXT, MinutesState.OPEN)
    with pytest.raises(minutes.OpenVersion):
        minutes.correct_minutes(meeting, reason="Otra vez", by=it.facilitator, now=now)
    written = minutes.write_minutes(second, text="Acuerdo: dos", edition=1, by=it.secretary, now=now)
    minutes.propose_minutes(written, by=it.secretary, now=now)
    assert minutes.adopt_silent_minutes(now + timedelta(days=30)) == 1
    assert [(it.version, it.text) for it in Minutes.objects.filter(meeting=meeting)] == [
        (1, TEXT),
        (2, "Acuerdo: dos"),
    ]
    assert [leaf.verb for leaf in leaves(second)] == ["minutes.corrected"]
    assert len(leaves(adopted)) == 1


def test_silence_adopts_after_ten_business_days():
    it = room()
    meeting = it.held()  # Monday 9 November; the 16th is a holiday
    proposed = it.proposed(meeting)
    assert proposed.silent_on.isoformat() == "2026-11-24"
    assert minutes.adopt_silent_minutes(later(days=22)) == 0
    assert minutes.adopt_silent_minutes(later(days=23)) == 1
    assert minutes.adopt_silent_minutes(later(days=23)) == 0


def test_objection_stops_silence_until_a_meeting_decides():
    it = room()
    meeting = it.held()
    proposed = it.proposed(meeting)
    objection = minutes.object_to_minutes(
        proposed, organisation=it.mothers, text="No fue así", by=it.mother, now=later(days=8)
    )
    assert minutes.adopt_silent_minutes(later(days=60)) == 0
    after = it.held(later(days=40))
    with pytest.raises(minutes.OpenObjections):
        minutes.adopt_minutes(proposed, at=after, by=it.facilitator, now=later(days=41))
    minutes.answer_objection(objection, answer="Se corrigió", by=it.secretary, now=later(days=41))
    assert minutes.adopt_silent_minutes(later(days=60)) == 0
    adopted = minutes.adopt_minutes(proposed, at=after, by=it.facilitator, now=later(days=41))
    assert adopted.adopted_at == after


def test_changing_proposed_minutes_opens_them_again():
    it = room()
    proposed = it.proposed(it.held())
    written = minutes.write_minutes(proposed, text="Otra", edition=proposed.edition, by=it.secretary, now=later(days=8))
    assert (written.state, written.silent_on) == (MinutesState.OPEN, None)


def test_adoption_by_a_meeting_without_quorum_is_refused():
    it = room()
    proposed = it.proposed(it.held())
    called = it.called(later(days=40), now=later(days=8))
    empty = meetings.hold_meeting(called, present=it.seats[:1], treated=[], by=it.facilitator, now=later(days=41))
    with pytest.raises(minutes.NotAtMeeting):
        minutes.adopt_minutes(proposed, at=empty, by=it.facilitator, now=later(days=41))


def test_adoption_by_the_meeting_itself_is_refused():
    it = room()
    meeting = it.held()
    with pytest.raises(minutes.NotAtMeeting):
        minutes.adopt_minutes(it.proposed(meeting), at=meeting, by=it.facilitator, now=later(days=8))


def test_minutes_of_a_discreet_meeting_wait_for_the_fourth_day():
    it = room(Profile.DISCREET)
    meeting = it.held()
    proposed = it.proposed(meeting)
    after = it.held(meeting.starts_at + timedelta(days=1))
    with pytest.raises(minutes.TooSoon):
        minutes.adopt_minutes(proposed, at=after, by=it.facilitator, now=after.starts_at + timedelta(hours=3))
    adopted = minutes.adopt_minutes(proposed, at=after, by=it.facilitator, now=meeting.starts_at + timedelta(days=4))
    assert [leaf.verb for leaf in leaves(adopted)] == ["minutes.adopted"]


def test_minutes_of_a_protected_meeting_are_adopted_and_not_in_the_record():
    it = room(Profile.PROTECTED)
    adopted = it.adopted(it.held())
    assert (adopted.state, leaves(adopted)) == (MinutesState.ADOPTED, [])


def test_three_who_write_at_once_lose_nothing():
    it = room()
    opened = it.held().minutes.get()
    first = minutes.write_minutes(opened, text="Acuerdo: uno", edition=1, by=it.secretary, now=later(days=8))
    with pytest.raises(ChangedMeanwhile) as second:
        minutes.write_minutes(opened, text="Acuerdo: dos", edition=1, by=it.facilitator, now=later(days=8))
    assert (second.value.theirs, second.value.version) == ("Acuerdo: uno", first.edition)
    both = minutes.write_minutes(
        opened, text="Acuerdo: uno\nAcuerdo: dos", edition=2, by=it.facilitator, now=later(days=8)
    )
    with pytest.raises(ChangedMeanwhile) as third:
        minutes.write_minutes(opened, text="Acuerdo: tres", edition=2, by=it.secretary, now=later(days=8))
    assert third.value.theirs == both.text


def test_fifty_thousand_characters_are_kept_and_seventy_thousand_refused():
    it = room()
    opened = it.held().minutes.get()
    long = "Acuerdo: " + "á" * 50_000
    kept = minutes.write_minutes(opened, text=long, edition=1, by=it.secretary, now=later(days=8))
    kept.refresh_from_db()
    assert kept.text == long
    with pytest.raises(TooLong):
        minutes.write_minutes(opened, text="á" * 70_000, edition=2, by=it.secretary, now=later(days=8))
    minutes.propose_minutes(kept, by=it.secretary, now=later(days=8))
    assert minutes.adopt_silent_minutes(later(days=60)) == 1
    assert LeafText.objects.get(leaf__subject=kept.record_name).text == long


def test_empty_minutes_are_not_proposed():
    it = room()
    with pytest.raises(Missing):
        minutes.propose_minutes(it.held().minutes.get(), by=it.secretary, now=later(days=8))


@pytest.mark.parametrize("who", ["stranger", "host", "neighbour"])
def test_objecting_for_an_organisation_of_others_is_not_allowed(who):
    it = room()
    proposed = it.proposed(it.held())
    with pytest.raises(NotAllowed):
        minutes.object_to_minutes(
            proposed, organisation=it.mothers, text="No fue así", by=getattr(it, who), now=later(days=8)
        )
