"""Proposing initiatives."""

from datetime import datetime

from django.utils.timezone import localdate

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.people.models import Person
from tejido.ground.web.acting import action
from tejido.ground.web.searching import folded
from tejido.stages.initiatives import policies
from tejido.stages.initiatives.actions.needs import state_need
from tejido.stages.initiatives.models import Initiative
from tejido.stages.initiatives.outline import BadOutline, Outline, checked
from tejido.stages.initiatives.vocabulary import State


@action
def propose_initiative(
    outline: Outline,
    *,
    organisation: Organisation,
    profile: str = Profile.DISCREET,
    first_need: str = "",
    by: Person,
    now: datetime,
    is_example: bool = False,
) -> Initiative:
    """Write down an initiative as a draft that only its organisation sees; a coordinator publishes it.

    Any member of a civil society organisation may. Raises NotAllowed, BadOutline, BadNeed.
    """
    policies.check_may_propose(by, organisation)
    if profile not in Profile.values:
        raise BadOutline(field="profile")
    today = localdate(now)
    initiative = Initiative(
        organisation=organisation, profile=profile, state=State.DRAFT, drafted_on=today, is_example=is_example
    )
    fill(initiative, checked(outline, today))
    initiative.save(force_insert=True)
    if first_need.strip():
        state_need(initiative, text=first_need, by=by, now=now)
    return initiative


def fill(initiative: Initiative, made: Outline) -> None:
    """Set the columns that hold the outline."""
    for name in ("title", "kind", "place", "causes", "story", "began_on"):
        setattr(initiative, name, getattr(made, name))
    initiative.searchable = folded(made.title)[:160]
