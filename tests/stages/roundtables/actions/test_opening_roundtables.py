import pytest

from tejido.ground.ledger.models import Leaf, LeafText
from tejido.ground.organisations.vocabulary import Kind, Profile
from tejido.ground.web.acting import NotAllowed
from tejido.stages.roundtables.actions import roundtables, seats
from tejido.stages.roundtables.actions.editing import ChangedMeanwhile, Missing, RoundtableClosed
from tejido.stages.roundtables.actions.roundtables import Outline
from tejido.stages.roundtables.models import Roundtable, Seat, Staff, WorkingGroup
from tejido.stages.roundtables.vocabulary import SeatRole, StaffRole
from tests.factories.ground import institution, organisation, person, place, post
from tests.factories.meetings import room
from tests.factories.moments import NOW, later

pytestmark = pytest.mark.django_db


def verbs(subject):
    return [leaf.verb for leaf in Leaf.objects.filter(subject=subject.record_name).order_by("index")]


def test_opening_enters_what_is_public_and_names_no_person():
    made = room(causes=["poverty"], terms="Las minutas").roundtable
    assert verbs(made) == ["roundtable.opened", "roundtable.purpose.stated", "roundtable.terms.stated"]
    opened = Leaf.objects.filter(subject=made.record_name).order_by("index").first()
    assert opened.fields == {
        "place": "08037",
        "profile": "open",
        "causes": ["poverty"],
        "quorum": 2,
        "secretariat": None,
        "opened_on": "2026-11-02",
        "closed_on": None,
    }
    assert made.zone == "America/Ciudad_Juarez"
    texts = LeafText.objects.filter(leaf__subject=made.record_name).order_by("leaf")
    assert [it.text for it in texts] == ["Mesa del parque", "Que el parque sea de todas", "Las minutas"]


def test_opening_by_another_than_the_host_is_not_allowed():
    with pytest.raises(NotAllowed):
        roundtables.open_roundtable(Outline("Mesa"), place=place(), facilitator=person(), by=person(), now=NOW)
    assert not Roundtable.objects.exists()


@pytest.mark.parametrize(("quorum", "name", "refusal"), [(1, "Mesa", roundtables.BadQuorum), (3, " ", Missing)])
def test_opening_with_bad_values_opens_nothing(quorum, name, refusal):
    with pytest.raises(refusal):
        roundtables.open_roundtable(
            Outline(name, quorum=quorum), place=place(), facilitator=person(), by=person(is_host=True), now=NOW
        )
    assert not Roundtable.objects.exists()


def test_protected_roundtable_leaves_nothing_in_the_record():
    it = room(Profile.PROTECTED)
    it.called()
    kinds = {leaf.subject.partition(":")[0] for leaf in Leaf.objects.all()}
    assert kinds & {"roundtable", "seat", "meeting", "minutes", "group"} == set()


def test_showing_a_protected_roundtable_enters_it_as_it_is():
    it = room(Profile.PROTECTED)
    roundtables.change_profile(it.roundtable, to=Profile.OPEN, by=it.facilitator, now=NOW)
    assert verbs(it.roundtable) == ["roundtable.shown", "roundtable.purpose.stated"]
    assert [verbs(seat) for seat in it.seats] == [["seat.shown"]] * 3


def test_host_shows_less_and_never_more():
    it = room(Profile.DISCREET)
    with pytest.raises(roundtables.OnlyTighter):
        roundtables.change_profile(it.roundtable, to=Profile.OPEN, by=it.host, now=NOW)
    made = roundtables.change_profile(it.roundtable, to=Profile.PROTECTED, by=it.host, now=NOW)
    assert made.profile == Profile.PROTECTED


def test_changing_enters_each_text_that_changed():
    it = room()
    outline = Outline("Mesa del parque", purpose="Otra cosa", quorum=3)
    changed = roundtables.change_roundtable(it.roundtable, outline, version=1, by=it.facilitator, now=NOW)
    assert (changed.purpose, changed.quorum, changed.version) == ("Otra cosa", 3, 2)
    assert verbs(changed)[2:] == ["roundtable.purpose.stated", "roundtable.changed"]


def test_second_of_two_who_change_at_once_gets_the_text_of_the_first():
    it = room()
    first = Outline("Mesa del parque", purpose="Lo de la primera")
    roundtables.change_roundtable(it.roundtable, first, version=1, by=it.facilitator, now=NOW)
    with pytest.raises(ChangedMeanwhile) as refused:
        roundtables.change_roundtable(
            it.roundtable, Outline("Mesa del parque", purpose="Lo de la segunda"), version=1, by=it.facilitator, now=NOW
        )
    assert (refused.value.theirs, refused.value.version) == ("Mesa del parque\n\nLo de la primera", 2)


def test_closing_with_a_meeting_to_come_is_refused():
    it = room()
    it.called()
    with pytest.raises(roundtables.MeetingsToCome):
        roundtables.close_roundtable(it.roundtable, reason="Ya está", by=it.facilitator, now=NOW)
    closed = roundtables.close_roundtable(it.roundtable, reason="Ya está", by=it.facilitator, now=later(days=8))
    assert closed.closed_on == later(days=8).date()
    with pytest.raises(RoundtableClosed):
        it.planned(later(days=20), now=later(days=9))


@pytest.mark.parametrize(
    ("kind", "role", "refusal"),
    [
        (Kind.CIVIL_SOCIETY, SeatRole.STATE, seats.WrongSide),
        (Kind.INSTITUTION, SeatRole.CITIZENS, seats.WrongSide),
        (Kind.FUNDER, SeatRole.CITIZENS, seats.WrongSide),
        (Kind.INSTITUTION, SeatRole.STATE, seats.PostNeeded),
    ],
)
def test_seat_on_the_wrong_side_is_refused(kind, role, refusal):
    it = room()
    with pytest.raises(refusal):
        seats.add_seat(it.roundtable, organisation=organisation(kind), role=role, by=it.facilitator, now=NOW)


def test_seat_through_the_post_of_another_institution_is_refused():
    it = room()
    with pytest.raises(seats.PostNeeded):
        seats.add_seat(
            it.roundtable, organisation=institution(), post=post(), role=SeatRole.STATE, by=it.facilitator, now=NOW
        )


def test_seat_twice_is_refused_and_after_its_end_allowed():
    it = room()
    with pytest.raises(seats.AlreadySeated):
        seats.add_seat(it.roundtable, organisation=it.mothers, role=SeatRole.CITIZENS, by=it.facilitator, now=NOW)
    seats.end_seat(it.roundtable.seats.get(organisation=it.mothers), by=it.facilitator, now=NOW)
    seats.add_seat(it.roundtable, organisation=it.mothers, role=SeatRole.CITIZENS, by=it.facilitator, now=NOW)
    assert Seat.objects.filter(organisation=it.mothers).count() == 2


def test_seats_of_a_discreet_roundtable_name_institutions_only():
    it = room(Profile.DISCREET)
    said = {leaf.fields["role"]: leaf.fields for leaf in Leaf.objects.filter(verb="seat.added").order_by("index")}
    assert (said["citizens"]["organisation"], said["citizens"]["post"]) == ("withheld", "withheld")
    assert (said["state"]["organisation"], said["state"]["post"]) == (str(it.police.pk), str(it.chief.pk))


def test_last_facilitator_stays():
    it = room()
    with pytest.raises(seats.LastFacilitator):
        seats.end_staff(Staff.objects.get(person=it.facilitator), by=it.facilitator, now=NOW)
    seats.name_staff(it.roundtable, person=it.stranger, role=StaffRole.FACILITATOR, by=it.host, now=NOW)
    seats.end_staff(Staff.objects.get(person=it.facilitator), by=it.host, now=NOW)
    assert Staff.objects.get(ended_on=None, role=StaffRole.FACILITATOR).person == it.stranger


def test_groups_are_in_the_record_while_public():
    it = room()
    quiet = seats.make_group(
        it.roundtable, name="Búsqueda", seats=it.seats[:2], is_public=False, by=it.facilitator, now=NOW
    )
    assert verbs(quiet) == []
    seats.change_group(quiet, seats=it.seats, is_public=True, by=it.facilitator, now=NOW)
    seats.end_group(WorkingGroup.objects.get(), by=it.facilitator, now=NOW)
    assert verbs(quiet) == ["group.made", "group.ended"]


def test_group_of_one_is_refused():
    it = room()
    with pytest.raises(seats.EmptyGroup):
        seats.make_group(it.roundtable, name="Sola", seats=it.seats[:1], is_public=True, by=it.facilitator, now=NOW)
