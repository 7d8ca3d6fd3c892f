"""Who may do what to a call: those who belong to the funder, and those who run it."""

from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations import policies as organisations
from tejido.ground.organisations.models import Organisation, Post
from tejido.ground.organisations.queries import memberships_of
from tejido.ground.organisations.vocabulary import Kind, Role
from tejido.ground.people.models import Person
from tejido.ground.web.acting import NotAllowed
from tejido.stages.funding.call_transitions import TABLE, Move, Who, who_may
from tejido.stages.funding.models import Call

FUNDING_KINDS = (Kind.FUNDER, Kind.INSTITUTION)
"""Organisations that can open a call: funders, and public institutions."""
_NOT_YOURS = _("Only those who coordinate the funder can do this.")


def parts_in(person: Person | None, funder: Organisation) -> frozenset[Who]:
    """Return as whom the person may act for a funder; one query."""
    if person is None or funder.kind not in FUNDING_KINDS:
        return frozenset()
    held = organisations.standing(person, funder)
    if funder.kind == Kind.INSTITUTION:
        return frozenset({Who.MEMBER, Who.RUNNER}) if held.speaks else frozenset()
    if held.coordinates:
        return frozenset({Who.MEMBER, Who.RUNNER})
    return frozenset({Who.MEMBER}) if held.belongs else frozenset()


def actor_for(person: Person, funder: Organisation) -> Organisation | Post | None:
    """Return as what the person acts for the funder in the public record: the organisation, or the post."""
    return organisations.standing(person, funder).actor


def funders_of(person: Person | None) -> list[Organisation]:
    """Return the organisations for which the person may draft a call."""
    held = memberships_of(person).filter(organisation__kind__in=FUNDING_KINDS)
    return [
        it.organisation
        for it in held
        if it.organisation.kind == Kind.FUNDER or (it.post is not None and it.post.ended_on is None)
    ]


def belongs(person: Person | None, call: Call) -> bool:
    """Say whether the person may see all of the call: its drafts, and whatever was sent to it."""
    return bool(parts_in(person, call.funder))


def runs(person: Person | None, call: Call) -> bool:
    """Say whether the person runs the call."""
    return Who.RUNNER in parts_in(person, call.funder)


def check_may_draft(person: Person | None, funder: Organisation) -> None:
    """Raise NotAllowed unless the person may draft calls for this organisation."""
    if not parts_in(person, funder) or funder.closed_on:
        raise NotAllowed


def check_runs(person: Person | None, call: Call) -> None:
    """Raise NotAllowed unless the person runs the call."""
    if not runs(person, call):
        raise NotAllowed(_NOT_YOURS)


def check_may(person: Person | None, call: Call, move: Move) -> None:
    """Raise NotAllowed unless the person may make the move, now or in some other state of the call."""
    allowed = who_may(call.state, move) or _who_ever(move)
    if not parts_in(person, call.funder) & allowed:
        raise NotAllowed(_NOT_YOURS)


def moves_of(person: Person | None, call: Call) -> set[Move]:
    """Return the moves that the person may make now; for buttons."""
    parts = parts_in(person, call.funder)
    return {move for move in Move if parts & who_may(call.state, move)} if parts else set()


def coordinates_a_funder(person: Person) -> bool:
    """Say whether the person coordinates any funder; who does must have a second factor."""
    return memberships_of(person).filter(role=Role.COORDINATOR, organisation__kind=Kind.FUNDER).exists()


def _who_ever(move: Move) -> frozenset[Who]:
    return frozenset(who for (_state, its), (_then, whos) in TABLE.items() if its is move for who in whos)
