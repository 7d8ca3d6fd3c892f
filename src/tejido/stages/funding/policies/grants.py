"""Who may do what to a grant: the funder's side, the initiative's side, and citizens who look at it."""

from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.policies import is_host
from tejido.ground.people.models import Person
from tejido.ground.web.acting import NotAllowed
from tejido.stages.funding.call_transitions import Who as CallWho
from tejido.stages.funding.grant_transitions import Move, Who, who_ever, who_may
from tejido.stages.funding.models import Grant
from tejido.stages.funding.policies.applications import has_part_in
from tejido.stages.funding.policies.calls import parts_in
from tejido.stages.funding.vocabulary.grants import Side
from tejido.stages.initiatives import policies as initiatives
from tejido.stages.initiatives.models import Initiative

_NOT_YOURS = _("Only the side of the grant that this belongs to can do it.")
_CONFLICT = _("You have a part in this initiative, so others of the funder decide on its money.")


def funds_for(person: Person | None, funder: Organisation, initiative: Initiative) -> frozenset[Who]:
    """Return as whom the person may act for the funder: not at all where they have a part in the initiative."""
    parts = parts_in(person, funder)
    if person is None or not parts or has_part_in(person, initiative):
        return frozenset()
    mine = {Who.FUNDER_MEMBER}
    return frozenset(mine | {Who.FUNDER} if CallWho.RUNNER in parts else mine)


def parts_of(person: Person | None, grant: Grant) -> frozenset[Who]:
    """Return as whom the person may act on the grant; a visitor costs no query."""
    if person is None or not person.is_active:
        return frozenset()
    held = initiatives.standing(person, grant.initiative)
    if held.belongs:
        return frozenset({Who.INITIATIVE_MEMBER, Who.INITIATIVE} if held.coordinates else {Who.INITIATIVE_MEMBER})
    return funds_for(person, grant.funder, grant.initiative)


def is_inside(person: Person | None, grant: Grant) -> bool:
    """Say whether the person sees all of the grant: of a draft the funder's side only."""
    parts = parts_of(person, grant)
    if grant.state == "draft":
        parts &= {Who.FUNDER, Who.FUNDER_MEMBER}
    return bool(parts)


def check_may(person: Person | None, grant: Grant, move: Move) -> frozenset[Who]:
    """Return as whom the person acts. Raises NotAllowed unless they may make the move, now or in some other state."""
    allowed = who_may(grant.state, move) or who_ever(move)
    parts = parts_of(person, grant) & allowed
    if not parts:
        raise NotAllowed(_NOT_YOURS)
    return parts


def moves_of(person: Person | None, grant: Grant) -> set[Move]:
    """Return the moves that the person may make now; for buttons."""
    parts = parts_of(person, grant)
    return {move for move in Move if parts & who_may(grant.state, move)} if parts else set()


def side_of(parts: frozenset[Who]) -> Side:
    """Return the side for which somebody acts."""
    return Side.FUNDER if parts & {Who.FUNDER, Who.FUNDER_MEMBER} else Side.INITIATIVE


def check_may_draft(person: Person | None, funder: Organisation, initiative: Initiative) -> None:
    """Raise NotAllowed unless the person may draft a grant of this funder to this initiative."""
    if funder.closed_on or not parts_in(person, funder):
        raise NotAllowed(_NOT_YOURS)
    if not funds_for(person, funder, initiative):
        raise NotAllowed(_CONFLICT)


def check_may_choose_profile(person: Person | None, grant: Grant, *, is_tighter: bool) -> None:
    """Raise NotAllowed unless the person may: both sides and the host a tighter one, the initiative a wider one."""
    parts = parts_of(person, grant)
    if Who.INITIATIVE in parts or (is_tighter and (Who.FUNDER in parts or is_host(person))):
        return
    raise NotAllowed(_NOT_YOURS)


def check_may_look(person: Person | None, grant: Grant) -> Person:
    """Return the person. Raises NotAllowed for visitors without an account and for the two sides themselves."""
    if person is None or not person.is_active or parts_of(person, grant) or has_part_in(person, grant.initiative):
        raise NotAllowed(_("Whoever gives or gets the money does not look after themselves."))
    if parts_in(person, grant.funder):
        raise NotAllowed(_("Whoever gives or gets the money does not look after themselves."))
    return person


def may_look(person: Person | None, grant: Grant) -> bool:
    """Say whether the person may tell of a visit, and raise a doubt."""
    try:
        check_may_look(person, grant)
    except NotAllowed:
        return False
    return True
