"""What a person is to a roundtable, and what follows from it. No writes; nothing here names a person to anybody."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.models import Membership, Organisation
from tejido.ground.organisations.policies import is_host
from tejido.ground.organisations.queries import memberships_of
from tejido.ground.organisations.vocabulary import Kind, Role
from tejido.ground.people.models import Person
from tejido.ground.web.acting import NotAllowed
from tejido.stages.roundtables.models import Roundtable, Seat, Staff
from tejido.stages.roundtables.vocabulary import SeatRole, StaffRole

_NOT_STAFF = _("Only those who run the roundtable can do this.")
_NOT_FACILITATOR = _("Only the facilitator of the roundtable can do this.")
_NOT_SEATED = _("Only organisations that sit at the roundtable can do this.")
_NOT_CITIZENS = _("This room is only for the organisations on the citizens' side.")


@dataclass(frozen=True)
class Part:
    """What one person is to one roundtable now. Costs three queries; pages ask it for all their buttons.

    `memberships` are those in organisations with a live seat, `seats` these seats.
    """

    person: Person | None
    roundtable: Roundtable
    staff_role: str
    memberships: tuple[Membership, ...]
    seats: tuple[Seat, ...]
    is_liaison: bool
    is_host: bool

    @property
    def runs(self) -> bool:
        """Whether the person is facilitator or technical secretary."""
        return self.staff_role != ""

    @property
    def facilitates(self) -> bool:
        """Whether the person is the facilitator."""
        return self.staff_role == StaffRole.FACILITATOR

    @property
    def sits(self) -> bool:
        """Whether the person belongs to an organisation that sits here."""
        return bool(self.seats)

    @property
    def is_inside(self) -> bool:
        """Whether the person sees what the roundtable keeps for itself: dates to come, open minutes, its groups."""
        return self.runs or self.sits

    @property
    def manages(self) -> bool:
        """Whether the person may name who runs it: its facilitator, or the host."""
        return self.facilitates or self.is_host

    @property
    def prepares_for(self) -> list[Organisation]:
        """The citizens' organisations for which the person may enter their preparation room.

        None for hosts and for anybody who is the liaison of an institution, whatever else they are.
        """
        if self.is_host or self.is_liaison:
            return []
        citizens = {seat.organisation_id for seat in self.seats if seat.role == SeatRole.CITIZENS}
        return [
            it.organisation
            for it in self.memberships
            if it.organisation_id in citizens and it.organisation.kind == Kind.CIVIL_SOCIETY
        ]


def part_of(person: Person | None, roundtable: Roundtable) -> Part:
    """Return what the person is to the roundtable now."""
    if person is None or not person.is_active:
        return Part(None, roundtable, "", (), (), False, False)
    roles = Staff.objects.filter(roundtable=roundtable, person=person, ended_on=None).values_list("role", flat=True)
    memberships = list(memberships_of(person))
    organisations = [it.organisation_id for it in memberships]
    seats = Seat.objects.filter(roundtable=roundtable, organisation__in=organisations, ended_on=None)
    seated = tuple(seats.select_related("organisation", "post")) if memberships else ()
    seated_ids = {seat.organisation_id for seat in seated}
    return Part(
        person=person,
        roundtable=roundtable,
        staff_role=next(iter(roles), ""),
        memberships=tuple(it for it in memberships if it.organisation_id in seated_ids),
        seats=seated,
        is_liaison=any(it.role == Role.LIAISON for it in memberships),
        is_host=is_host(person),
    )


def facilitates(person: Person | None, roundtable: Roundtable) -> bool:
    """Say whether the person runs the roundtable, as facilitator or technical secretary."""
    return part_of(person, roundtable).runs


def sits_at(person: Person | None, roundtable: Roundtable) -> bool:
    """Say whether the person belongs to an organisation that sits at the roundtable."""
    return part_of(person, roundtable).sits


def citizens_side(person: Person | None, roundtable: Roundtable) -> bool:
    """Say whether the person may enter the citizens' preparation room; never a liaison, never the host."""
    return bool(part_of(person, roundtable).prepares_for)


def check_is_host(person: Person | None) -> None:
    """Raise NotAllowed unless the person runs this instance."""
    if not is_host(person):
        raise NotAllowed(_("Only the host of this site can do this."))


def check_runs(person: Person | None, roundtable: Roundtable) -> Part:
    """Return the person's part. Raises NotAllowed unless they are facilitator or technical secretary."""
    part = part_of(person, roundtable)
    if not part.runs:
        raise NotAllowed(_NOT_STAFF)
    return part


def check_facilitates(person: Person | None, roundtable: Roundtable) -> Part:
    """Return the person's part. Raises NotAllowed unless they are its facilitator."""
    part = part_of(person, roundtable)
    if not part.facilitates:
        raise NotAllowed(_NOT_FACILITATOR)
    return part


def check_manages(person: Person | None, roundtable: Roundtable) -> Part:
    """Return the person's part. Raises NotAllowed unless they are its facilitator or the host."""
    part = part_of(person, roundtable)
    if not part.manages:
        raise NotAllowed(_NOT_FACILITATOR)
    return part


def check_sits_for(person: Person | None, roundtable: Roundtable, organisation: Organisation) -> Part:
    """Return the person's part. Raises NotAllowed unless they belong to this organisation and it sits here."""
    part = part_of(person, roundtable)
    if not any(seat.organisation_id == organisation.pk for seat in part.seats):
        raise NotAllowed(_NOT_SEATED)
    return part


def check_prepares_for(person: Person | None, roundtable: Roundtable, organisation: Organisation) -> Part:
    """Return the person's part. Raises NotAllowed unless they may enter the citizens' room for this organisation."""
    part = part_of(person, roundtable)
    if all(mine.pk != organisation.pk for mine in part.prepares_for):
        raise NotAllowed(_NOT_CITIZENS)
    return part


def check_is_inside(person: Person | None, roundtable: Roundtable) -> Part:
    """Return the person's part. Raises NotAllowed unless they run the roundtable or sit at it."""
    part = part_of(person, roundtable)
    if not part.is_inside:
        raise NotAllowed(_NOT_SEATED)
    return part
