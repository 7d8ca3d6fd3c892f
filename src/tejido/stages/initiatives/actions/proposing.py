"""Proposing initiatives: for an organisation, or by a group of neighbours without one."""

from datetime import date, datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.people.models import Person
from tejido.ground.people.quotas import PROPOSALS, spend
from tejido.ground.web.acting import Refused, action
from tejido.stages.initiatives import policies
from tejido.stages.initiatives.actions.finding import make_findable, searchable_of
from tejido.stages.initiatives.actions.needs import state_need
from tejido.stages.initiatives.models import Coordinator, Initiative
from tejido.stages.initiatives.models.initiative import UNPUBLISHED
from tejido.stages.initiatives.outline import BadOutline, Outline, checked
from tejido.stages.initiatives.vocabulary import NeedKind, State

MOST_WAITING = 3


class TooManyWaiting(Refused):
    """The person coordinates as many groups' initiatives that nobody has confirmed as one may."""

    message = _(
        "Three initiatives that you proposed without an organisation are not confirmed yet. Propose more afterwards, "
        "or delete one of these drafts."
    )


@action
def propose_initiative(
    outline: Outline,
    *,
    organisation: Organisation | None,
    profile: str = Profile.DISCREET,
    first_need: str = "",
    need_kind: str = NeedKind.THINGS,
    by: Person,
    now: datetime,
    is_example: bool = False,
) -> Initiative:
    """Write down an initiative as a draft that only its organisation, or the group's coordinators, see.

    Any member of a civil society organisation may, and for a group without an organisation whoever has an account, who
    becomes its coordinator. Raises NotAllowed, BadOutline, BadNeed, TooManyWaiting, Enough.
    """
    policies.check_may_propose(by, organisation)
    spend(PROPOSALS, by, now)
    if profile not in Profile.values:
        raise BadOutline(field="profile")
    today = localdate(now)
    if organisation is None and _waiting(by) >= MOST_WAITING:
        raise TooManyWaiting
    initiative = Initiative(
        organisation=organisation,
        profile=profile,
        state=State.DRAFT,
        state_since=today,
        drafted_on=today,
        is_example=is_example,
    )
    made = checked(outline, today, profile=profile)
    fill(initiative, made)
    initiative.save(force_insert=True)
    initiative.places.set(made.places)
    make_findable(initiative)
    if organisation is None:
        Coordinator.objects.create(initiative=initiative, person=by, began_on=today)
    if first_need.strip():
        state_need(initiative, text=first_need, kind=need_kind, by=by, now=now)
    return initiative


def fill(initiative: Initiative, made: Outline) -> None:
    """Set the columns (not the other places) that hold the outline."""
    for name in ("title", "kind", "place", "causes", "story", "began_on", "ways", "how_to_join", "inspired_by"):
        setattr(initiative, name, getattr(made, name))
    initiative.latitude, initiative.longitude = made.point or (None, None)
    initiative.searchable = searchable_of(made.title)


def turned(initiative: Initiative, to: str, today: date) -> Initiative:
    """Bring the initiative into another state, with the days that belong to it."""
    initiative.state = to
    initiative.state_since = today
    initiative.finished_on = today if to == State.FINISHED else None
    if to not in UNPUBLISHED and initiative.published_on is None:
        initiative.published_on = today
    initiative.save(update_fields=["state", "state_since", "finished_on", "published_on"])
    return initiative


def _waiting(person: Person) -> int:
    return Coordinator.objects.filter(person=person, initiative__state__in=UNPUBLISHED).count()
