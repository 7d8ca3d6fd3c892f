"""Who sits at a roundtable, who runs it, and its working groups."""

from collections.abc import Collection
from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.models import Organisation, Post
from tejido.ground.organisations.vocabulary import Kind
from tejido.ground.people.models import Person
from tejido.ground.web.acting import Refused, action
from tejido.stages.roundtables.actions.commitments import enter_commitments_of
from tejido.stages.roundtables.actions.editing import WrongMoment, line
from tejido.stages.roundtables.actions.recording import GROUP, SEAT, enter_group, enter_seat
from tejido.stages.roundtables.actions.roundtables import locked_roundtable
from tejido.stages.roundtables.models import Roundtable, Seat, Staff, WorkingGroup
from tejido.stages.roundtables.policies.roundtables import check_facilitates, check_manages
from tejido.stages.roundtables.vocabulary import RoundtableAct, SeatRole, StaffRole

SIDES = {
    Kind.CIVIL_SOCIETY: {SeatRole.CITIZENS, SeatRole.OBSERVER},
    Kind.INSTITUTION: {SeatRole.STATE, SeatRole.OBSERVER},
    Kind.FUNDER: {SeatRole.OBSERVER},
}
"""On which side each kind of organisation may sit."""


class AlreadySeated(Refused):
    """The organisation sits there already."""

    message = _("This organisation already sits at the roundtable.")
    field = "organisation"


class WrongSide(Refused):
    """The kind of organisation does not belong on this side."""

    message = _("Citizens' organisations sit on the citizens' side, institutions on that of the State, others observe.")
    field = "role"


class PostNeeded(Refused):
    """An institution sits through a post of its own that still exists; others have none."""

    message = _("An institution sits through one of its posts that still exists; other organisations have none.")
    field = "post"


class AlreadyRuns(Refused):
    """The person runs the roundtable already."""

    message = _("This person already runs the roundtable.")
    field = "person"


class LastFacilitator(Refused):
    """A roundtable is never without a facilitator."""

    message = _("Name another facilitator first: a roundtable is never without one.")


class EmptyGroup(Refused):
    """A working group has no seats of this roundtable."""

    message = _("Choose at least two organisations that sit at this roundtable.")
    field = "seats"


class NameTaken(Refused):
    """A working group of this name works already."""

    message = _("There is already a working group of this name.")
    field = "name"


@action
def add_seat(
    roundtable: Roundtable,
    *,
    organisation: Organisation,
    post: Post | None = None,
    role: str,
    by: Person,
    now: datetime,
) -> Seat:
    """Give an organisation a seat; an institution sits through a post.

    Raises NotAllowed, RoundtableClosed, AlreadySeated, WrongSide, PostNeeded.
    """
    check_facilitates(by, roundtable)
    roundtable = locked_roundtable(roundtable)
    if SeatRole(role) not in SIDES[Kind(organisation.kind)]:
        raise WrongSide
    is_ours = post is not None and post.organisation_id == organisation.pk and post.ended_on is None
    if (organisation.kind == Kind.INSTITUTION) != is_ours or (post is not None and not is_ours):
        raise PostNeeded
    if organisation.closed_on is not None:
        raise WrongMoment(field="organisation")
    if Seat.objects.filter(roundtable=roundtable, organisation=organisation, ended_on=None).exists():
        raise AlreadySeated
    seat = Seat.objects.create(
        roundtable=roundtable, organisation=organisation, post=post, role=role, began_on=localdate(now)
    )
    enter_seat(RoundtableAct.SEAT_ADDED, seat, *SEAT, day=seat.began_on)
    return seat


@action
def end_seat(seat: Seat, *, by: Person, now: datetime) -> Seat:
    """End an organisation's seat; what it promised stays its own. Raises NotAllowed, WrongMoment."""
    check_facilitates(by, seat.roundtable)
    roundtable = locked_roundtable(seat.roundtable)
    locked = Seat.objects.select_for_update(of=("self",)).select_related("organisation", "post").get(pk=seat.pk)
    if locked.ended_on is not None:
        raise WrongMoment
    locked.roundtable, locked.ended_on = roundtable, localdate(now)
    locked.save(update_fields=["ended_on"])
    for group in WorkingGroup.objects.filter(seats=locked, ended_on=None):
        group.seats.remove(locked)
    enter_seat(RoundtableAct.SEAT_ENDED, locked, "ended_on", day=locked.ended_on)
    return locked


@action
def name_staff(roundtable: Roundtable, *, person: Person, role: str, by: Person, now: datetime) -> Staff:
    """Let a person run the roundtable as facilitator or secretary; private, so no act of the record.

    The facilitator may, and the host. Raises NotAllowed, RoundtableClosed, AlreadyRuns.
    """
    check_manages(by, roundtable)
    roundtable = locked_roundtable(roundtable)
    if Staff.objects.filter(roundtable=roundtable, person=person, ended_on=None).exists():
        raise AlreadyRuns
    return Staff.objects.create(roundtable=roundtable, person=person, role=StaffRole(role), began_on=localdate(now))


@action
def end_staff(staff: Staff, *, by: Person, now: datetime) -> Staff:
    """End somebody's part in running a roundtable. Raises NotAllowed, LastFacilitator, WrongMoment."""
    check_manages(by, staff.roundtable)
    locked_roundtable(staff.roundtable)
    locked = Staff.objects.get(pk=staff.pk)
    if locked.ended_on is not None:
        raise WrongMoment
    others = Staff.objects.filter(roundtable=staff.roundtable, role=StaffRole.FACILITATOR, ended_on=None)
    if locked.role == StaffRole.FACILITATOR and not others.exclude(pk=locked.pk).exists():
        raise LastFacilitator
    locked.ended_on = localdate(now)
    locked.save(update_fields=["ended_on"])
    return locked


@action
def make_group(
    roundtable: Roundtable, *, name: str, seats: Collection[Seat], is_public: bool, by: Person, now: datetime
) -> WorkingGroup:
    """Let some seats work on one matter as a group. Raises NotAllowed, RoundtableClosed, EmptyGroup, NameTaken."""
    check_facilitates(by, roundtable)
    roundtable = locked_roundtable(roundtable)
    if len(seats) < 2 or any(seat.roundtable_id != roundtable.pk or seat.ended_on for seat in seats):
        raise EmptyGroup
    name = line(name, "name", longest=120, at_least=3)
    if WorkingGroup.objects.filter(roundtable=roundtable, name=name, ended_on=None).exists():
        raise NameTaken
    group = WorkingGroup.objects.create(roundtable=roundtable, name=name, is_public=is_public, began_on=localdate(now))
    group.seats.set(seats)
    enter_group(RoundtableAct.GROUP_MADE, group, *GROUP, day=group.began_on)
    return group


@action
def change_group(
    group: WorkingGroup, *, seats: Collection[Seat], is_public: bool, by: Person, now: datetime
) -> WorkingGroup:
    """Change who works in a group, and whether what it does is public. Raises NotAllowed, EmptyGroup, WrongMoment."""
    check_facilitates(by, group.roundtable)
    roundtable = locked_roundtable(group.roundtable)
    locked = WorkingGroup.objects.select_for_update().get(pk=group.pk)
    if locked.ended_on is not None:
        raise WrongMoment
    if len(seats) < 2 or any(seat.roundtable_id != roundtable.pk or seat.ended_on for seat in seats):
        raise EmptyGroup
    was_public, locked.is_public, locked.roundtable = locked.is_public, is_public, roundtable
    locked.save(update_fields=["is_public"])
    locked.seats.set(seats)
    if is_public and not was_public:
        enter_group(RoundtableAct.GROUP_MADE, locked, *GROUP, day=localdate(now))
        enter_commitments_of(roundtable, by=roundtable.secretariat, now=now, group=locked)
    return locked


@action
def end_group(group: WorkingGroup, *, by: Person, now: datetime) -> WorkingGroup:
    """End the work of a group. Raises NotAllowed, WrongMoment."""
    check_facilitates(by, group.roundtable)
    roundtable = locked_roundtable(group.roundtable)
    locked = WorkingGroup.objects.select_for_update().get(pk=group.pk)
    if locked.ended_on is not None:
        raise WrongMoment
    locked.ended_on, locked.roundtable = localdate(now), roundtable
    locked.save(update_fields=["ended_on"])
    enter_group(RoundtableAct.GROUP_ENDED, locked, "ended_on", day=locked.ended_on)
    return locked
