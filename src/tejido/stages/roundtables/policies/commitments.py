"""Who may do what to a commitment."""

from collections.abc import Set

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.models import Membership, Organisation, Post
from tejido.ground.organisations.queries import memberships_of
from tejido.ground.organisations.vocabulary import Kind, Role
from tejido.ground.people.models import Person
from tejido.ground.web.acting import NotAllowed
from tejido.stages.roundtables.models import Commitment, Roundtable, Seat, Staff
from tejido.stages.roundtables.transitions import CITIZENS, STAFF, TABLE, Move, Who, who_may
from tejido.stages.roundtables.vocabulary import SeatRole

_STAFF_ROLES = {"facilitator": Who.FACILITATOR, "secretary": Who.SECRETARY}
_NOT_YOURS = _("This commitment is not yours to change: its owner and those who run the roundtable can.")
_NOT_STAFF = _("Only those who run the roundtable can do this.")


def staff_roles(person: Person | None, roundtable: Roundtable) -> frozenset[Who]:
    """Return the part that the person has in running the roundtable now."""
    if person is None or not person.is_active:
        return frozenset()
    roles = Staff.objects.filter(roundtable=roundtable, person=person, ended_on=None).values_list("role", flat=True)
    return frozenset(_STAFF_ROLES[role] for role in roles)


def check_runs(person: Person | None, roundtable: Roundtable) -> Who:
    """Return the person's part in running the roundtable. Raises NotAllowed where there is none."""
    roles = staff_roles(person, roundtable)
    if not roles:
        raise NotAllowed(_NOT_STAFF)
    return min(roles)


def speaks_for(membership: Membership, owner: Organisation, post: Post | None) -> bool:
    """Say whether the membership lets somebody speak for the owner: as its liaison, or as its coordinator."""
    if membership.organisation_id != owner.pk:
        return False
    if owner.kind == Kind.INSTITUTION:
        return membership.role == Role.LIAISON and post is not None and membership.post_id == post.pk
    return membership.role == Role.COORDINATOR


def roles_of(person: Person | None, commitment: Commitment) -> frozenset[Who]:
    """Return as whom the person may act on the commitment; costs four queries."""
    if person is None or not person.is_active:
        return frozenset()
    memberships = list(memberships_of(person))
    roles = set(staff_roles(person, commitment.roundtable))
    if any(speaks_for(membership, commitment.owner, commitment.owner_post) for membership in memberships):
        roles.add(Who.OWNER)
    co_owners = {owner.pk for owner in commitment.co_owners.all()}
    if any(it.organisation_id in co_owners and it.role in {Role.COORDINATOR, Role.LIAISON} for it in memberships):
        roles.add(Who.CO_OWNER)
    if not roles & STAFF and citizens_of(person, commitment, memberships, co_owners):
        roles.add(Who.CITIZENS)
    return frozenset(roles)


def citizens_of(
    person: Person | None,
    commitment: Commitment,
    memberships: list[Membership] | None = None,
    co_owners: Set[object] | None = None,
) -> list[Organisation]:
    """Return the citizens' organisations of the roundtable for which the person may judge the commitment.

    None where the person belongs to the owner or to a co-owner: nobody judges what their own house promised.
    """
    mine = memberships if memberships is not None else list(memberships_of(person))
    owners = co_owners if co_owners is not None else {owner.pk for owner in commitment.co_owners.all()}
    if not mine or any(it.organisation_id in owners | {commitment.owner_id} for it in mine):
        return []
    seats = Seat.objects.filter(roundtable=commitment.roundtable_id, role=SeatRole.CITIZENS, ended_on=None).values_list(
        "organisation_id", flat=True
    )
    seated = set(seats)
    return [it.organisation for it in mine if it.organisation_id in seated]


def check_may(person: Person | None, commitment: Commitment, move: Move) -> Who:
    """Return as whom the person makes the move: the owner before others. Raises NotAllowed.

    Whether the move is possible in the present state is another question: where it is not, it is asked who may make it
    in any state.
    """
    return _check(roles_of(person, commitment), commitment, move)


def _check(roles: frozenset[Who], commitment: Commitment, move: Move) -> Who:
    allowed = who_may(commitment.state, move) or _who_ever(move)
    may = roles & allowed
    if not may:
        if allowed == CITIZENS:
            raise NotAllowed(
                _(
                    "Only citizens' organisations of the roundtable can say whether a commitment was kept, and none "
                    "of those that own it, nor anybody who belongs to one of them or runs the roundtable."
                )
            )
        raise NotAllowed(_NOT_STAFF if allowed <= STAFF else _NOT_YOURS)
    return next(who for who in Who if who in may)


def _who_ever(move: Move) -> frozenset[Who]:
    return frozenset(who for (_state, its), (_then, whos) in TABLE.items() if its is move for who in whos)


def moves_of(person: Person | None, commitment: Commitment) -> set[Move]:
    """Return the moves that the person may make now; for buttons."""
    roles = roles_of(person, commitment)
    return {move for move in Move if roles & who_may(commitment.state, move)}


def check_may_propose(person: Person | None, roundtable: Roundtable, owner: Organisation, post: Post | None) -> Who:
    """Return as whom the person brings a commitment before the roundtable: its staff, or who will own it.

    Raises NotAllowed.
    """
    if person is not None and any(speaks_for(it, owner, post) for it in memberships_of(person)):
        return Who.OWNER
    roles = staff_roles(person, roundtable)
    if not roles:
        raise NotAllowed(
            _("Only those who run the roundtable can enter a commitment here, or who speaks for its owner.")
        )
    return min(roles)


def may_propose(person: Person | None, roundtable: Roundtable) -> bool:
    """Say whether the person may enter commitments of anybody at this roundtable; for the button."""
    return bool(staff_roles(person, roundtable))


def is_inside(person: Person | None, roundtable: Roundtable) -> bool:
    """Say whether the person runs the roundtable or belongs to an organisation that sits at it, and sees all of it."""
    if person is None or not person.is_active:
        return False
    organisations = memberships_of(person).values("organisation")
    seated = Q(seats__organisation__in=organisations, seats__ended_on=None)
    staffed = Q(staff__person=person, staff__ended_on=None)
    return Roundtable.objects.filter(seated | staffed, pk=roundtable.pk).exists()
