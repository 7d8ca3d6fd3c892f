"""Who may do what to an application: who applies, who runs the call, who reviews, who says whether it can be done."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.models import Post
from tejido.ground.organisations.queries import memberships_of
from tejido.ground.organisations.vocabulary import Role
from tejido.ground.people.models import Person
from tejido.ground.web.acting import NotAllowed
from tejido.stages.funding.application_transitions import JURY, TABLE, Move, Who, who_may
from tejido.stages.funding.models import Application, Juror
from tejido.stages.funding.policies import calls
from tejido.stages.funding.vocabulary.calls import ApplicationState
from tejido.stages.initiatives import policies as initiatives
from tejido.stages.initiatives.models import Coordinator, Initiative, Participation, Partnership

_NOT_YOURS = _("This application is not yours to change.")
_CONFLICT = _("You have a part in this initiative, so others review it.")


def applies_for(person: Person | None, initiative: Initiative) -> bool:
    """Say whether the person may apply for the initiative: who coordinates its organisation or its group."""
    return person is not None and initiatives.standing(person, initiative).coordinates


def has_part_in(person: Person, initiative: Initiative) -> bool:
    """Say whether the site knows of a conflict of interest of the person with an initiative.

    Who belongs to its organisation or to one that works with it, coordinates its group or takes part in it.
    """
    houses = set(memberships_of(person).values_list("organisation", flat=True))
    if initiative.organisation_id in houses:
        return True
    partners = Partnership.objects.filter(initiative=initiative, organisation__in=houses)
    mine = Q(initiative=initiative, person=person)
    return (
        Coordinator.objects.filter(mine).exists()
        or Participation.objects.filter(mine).exists()
        or bool(houses and partners.exists())
    )


def is_juror(person: Person | None, application: Application) -> bool:
    """Say whether the person reviews for the call and has no part in the initiative that the site knows of."""
    if person is None or not person.is_active or application.call.state not in JURY:
        return False
    named = Juror.objects.filter(call=application.call_id, person=person).exists()
    return named and not has_part_in(person, application.initiative)


def answering_post(person: Person | None, application: Application) -> Post | None:
    """Return the post of the institution that must take part for which the person speaks; None where there is none."""
    if person is None or application.institution_id is None:
        return None
    held = memberships_of(person).filter(organisation=application.institution_id, role=Role.LIAISON)
    found = held.filter(post__ended_on=None).first()
    return found.post if found else None


def parts_of(person: Person | None, application: Application) -> frozenset[Who]:
    """Return as whom the person may act on the application."""
    if person is None or not person.is_active:
        return frozenset()
    parts = set()
    if applies_for(person, application.initiative):
        parts.add(Who.APPLICANT)
    if calls.runs(person, application.call) and not has_part_in(person, application.initiative):
        parts.add(Who.RUNNER)
    if is_juror(person, application):
        parts.add(Who.JUROR)
    if answering_post(person, application) is not None:
        parts.add(Who.INSTITUTION)
    return frozenset(parts)


def check_may(person: Person | None, application: Application, move: Move) -> None:
    """Raise NotAllowed unless the person may make the move, now or at some other time."""
    parts = parts_of(person, application)
    if parts & (who_may(application.state, move, application.call.state) or _who_ever(move)):
        return
    if move is Move.REVIEW and person and has_part_in(person, application.initiative):
        raise NotAllowed(_CONFLICT)
    raise NotAllowed(_NOT_YOURS)


def check_may_apply(person: Person | None, initiative: Initiative) -> None:
    """Raise NotAllowed unless the person may apply for the initiative."""
    if not applies_for(person, initiative):
        raise NotAllowed


def moves_of(person: Person | None, application: Application) -> set[Move]:
    """Return the moves that the person may make now; for buttons."""
    parts = parts_of(person, application)
    return {move for move in Move if parts & who_may(application.state, move, application.call.state)}


def may_read(person: Person | None, application: Application) -> bool:
    """Say whether the person reads all of it once it was sent: applicants, funder, jurors, who speaks for the State."""
    if application.state == ApplicationState.DRAFT:
        return applies_for(person, application.initiative)
    return bool(parts_of(person, application)) or calls.belongs(person, application.call)


def _who_ever(move: Move) -> frozenset[Who]:
    return frozenset(who for (_state, its), (_then, whos, _while) in TABLE.items() if its is move for who in whos)
