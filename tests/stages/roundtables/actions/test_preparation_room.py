from datetime import timedelta

import pytest
from django.db import connection

from tejido.ground.organisations.vocabulary import Role
from tejido.ground.people.names import CannotOpen
from tejido.ground.web.acting import NotAllowed
from tejido.stages.roundtables.actions import meetings, room
from tejido.stages.roundtables.actions.editing import WrongMoment
from tejido.stages.roundtables.models import Note
from tejido.stages.roundtables.policies.roundtables import citizens_side, part_of
from tejido.stages.roundtables.queries.room import notes_for
from tests.factories import meetings as factory
from tests.factories.ground import institution, membership, post
from tests.factories.moments import NOW, later

pytestmark = pytest.mark.django_db
SECRET = "Pidamos primero las luminarias"


def write(it, meeting, now=NOW):
    return room.write_note(meeting, organisation=it.neighbours, text=SECRET, by=it.neighbour, now=now)


def test_note_is_read_by_the_citizens_side_and_by_nobody_else():
    it = factory.room()
    meeting = it.called()
    write(it, meeting)
    people = ["neighbour", "mother", "liaison", "facilitator", "secretary", "host", "stranger"]
    reads = {who: notes_for(meeting, part_of(getattr(it, who), it.roundtable).prepares_for) for who in people}
    assert [who for who, notes in reads.items() if notes] == ["neighbour", "mother"]
    assert (reads["mother"][0].text, reads["mother"][0].organisation) == (SECRET, "Vecinas (ejemplo)")
    assert (reads["mother"][0].is_ours, reads["neighbour"][0].is_ours) == (False, True)


@pytest.mark.parametrize("who", ["liaison", "facilitator", "secretary", "host", "stranger", "mother"])
def test_note_in_the_name_of_others_is_not_allowed(who):
    it = factory.room()
    with pytest.raises(NotAllowed):
        room.write_note(it.called(), organisation=it.neighbours, text=SECRET, by=getattr(it, who), now=NOW)


def test_liaison_who_is_also_a_neighbour_stays_outside():
    it = factory.room()
    other = institution()
    membership(it.neighbour, other, Role.LIAISON, post(other))
    assert not citizens_side(it.neighbour, it.roundtable)


def test_host_who_is_also_a_neighbour_stays_outside():
    it = factory.room()
    membership(it.host, it.neighbours)
    assert not citizens_side(it.host, it.roundtable)


def test_facilitator_who_is_also_a_neighbour_enters():
    it = factory.room()
    membership(it.facilitator, it.neighbours)
    assert citizens_side(it.facilitator, it.roundtable)


def test_note_lies_sealed_in_the_database():
    it = factory.room()
    note = write(it, it.called())
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM roundtables_note")
        stored = bytes(cursor.fetchone()[0])
    assert SECRET.encode() not in stored
    other = it.called(later(days=20))
    Note.objects.filter(pk=note.pk).update(meeting=other)
    with pytest.raises(CannotOpen):
        notes_for(other, [it.neighbours])


def test_notes_are_erased_two_weeks_after_the_meeting():
    it = factory.room()
    meeting = it.called(later(days=7))
    write(it, meeting)
    assert room.erase_old_notes(later(days=20)) == 0
    assert room.erase_old_notes(later(days=21)) == 1
    with pytest.raises(WrongMoment):
        write(it, meeting, now=later(days=21))


def test_notes_go_with_a_meeting_that_is_moved_or_cancelled():
    it = factory.room()
    meeting = it.called(later(days=7))
    write(it, meeting)
    meetings.move_meeting(meeting, starts_at=later(days=30), venue="", reason="Lluvia", by=it.facilitator, now=NOW)
    assert Note.objects.get().erase_on == later(days=44).date()
    meetings.cancel_meeting(meeting, reason="Lluvia", by=it.facilitator, now=later(days=1))
    assert Note.objects.get().erase_on == later(days=15).date()


def test_organisation_erases_its_own_note_and_no_other():
    it = factory.room()
    note = write(it, it.called())
    with pytest.raises(NotAllowed):
        room.erase_note(note, by=it.mother, now=NOW)
    room.erase_note(note, by=it.neighbour, now=NOW)
    assert not Note.objects.exists()


def test_member_whose_membership_ended_reads_nothing():
    it = factory.room()
    write(it, it.called())
    it.mother.memberships.update(ended_on=NOW.date() - timedelta(days=1))
    assert not citizens_side(it.mother, it.roundtable)
