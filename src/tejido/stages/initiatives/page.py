"""What the page of an initiative shows, decided before it is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.profiles import Field, Output, Shown, linked, shown
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.stages.initiatives.models import (
    Gathering,
    Guide,
    Handover,
    Initiative,
    Need,
    Offer,
    Partnership,
    Update,
)
from tejido.stages.initiatives.policies import Standing, coordinated_by, is_abandoned, may_change, standing
from tejido.stages.initiatives.queries import (
    Activity,
    MilestoneShown,
    ResultShown,
    activity_of,
    gatherings_of,
    guides_shown,
    inspiration_of,
    inspired_by,
    milestones_of,
    needs_of,
    needs_shown,
    offers_shown,
    partners_of,
    results_of,
    updates_of,
)
from tejido.stages.initiatives.transitions import next_states
from tejido.stages.initiatives.vocabulary import State

UPDATES = 6


@dataclass(frozen=True)
class Learning:
    """What others can take from it, and what it took from others."""

    guide: Guide | None
    offer: Offer | None
    inspiration: Initiative | None
    inspired: Sequence[Initiative]


@dataclass(frozen=True)
class Inside:
    """What only those who run it see."""

    handover: Handover | None = None
    partnerships: Sequence[Partnership] = ()


@dataclass(frozen=True)
class Declaring:
    """An organisation that the person coordinates and that does not run it: what it said of working with it."""

    organisation: Organisation
    partnership: Partnership | None

    @property
    def has_said_so(self) -> bool:
        """Whether the organisation declared that they work together."""
        return self.partnership is not None and self.partnership.by_organisation_on is not None


@dataclass(frozen=True)
class InitiativePage:
    """An initiative as one person sees it: the public part, and what they may do there.

    `organisation` and `confirmed_by` are None where the profiles allow no link. Who runs it sees all, others what may
    be public by now; `need.end_shown_on` is the day on which others heard that one ended.
    """

    initiative: Initiative
    standing: Standing
    organisation: Organisation | None
    confirmed_by: Organisation | None
    places: Sequence[Place]
    open_needs: Sequence[Need]
    met_needs: Sequence[Need]
    updates: Sequence[Update]
    more_updates: bool
    activity: Activity | None
    milestones: Sequence[MilestoneShown]
    results: Sequence[ResultShown]
    gatherings: Sequence[Gathering]
    partners: Sequence[Organisation]
    learning: Learning
    may_change: bool
    turns: Sequence[State]
    inside: Inside = field(default_factory=Inside)
    declaring: Sequence[Declaring] = ()

    @property
    def is_draft(self) -> bool:
        """Whether only those who run it see it, and whom they asked."""
        return self.initiative.is_unpublished

    @property
    def chooses_profile(self) -> bool:
        """Whether the person may choose how much is shown."""
        return self.standing.coordinates or self.standing.is_host

    @property
    def may_find_somebody(self) -> bool:
        """Whether the person is the host and nobody coordinates it any more."""
        return self.standing.is_host and not self.standing.coordinates and is_abandoned(self.initiative)

    @property
    def reached(self) -> int:
        """How many milestones are reached."""
        return sum(one.reached_on is not None for one in self.milestones)

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude, where the profile shows a point."""
        it = self.initiative
        if it.latitude is None or it.longitude is None:
            return None
        return (it.latitude, it.longitude) if shown(it.profile, Field.POINT, Output.PAGE) is Shown.FULL else None

    @property
    def calendar(self) -> bool:
        """Whether there are dates that somebody can take into a calendar."""
        return bool(self.gatherings)


def page_of(initiative: Initiative, person: Person | None, today: date) -> InitiativePage:
    """Return the page; `initiative` comes from `queries.initiatives_visible_to`."""
    held = standing(person, initiative)
    inside = held.belongs
    waiting, met = _needs(initiative, today, inside=inside)
    updates = list(updates_of(initiative, Output.PAGE, today, inside=inside)[: UPDATES + 1])
    return InitiativePage(
        initiative=initiative,
        standing=held,
        organisation=_linked(initiative, initiative.organisation, inside=inside),
        confirmed_by=_linked(initiative, initiative.asked, inside=inside) if initiative.confirmed_on else None,
        places=list(initiative.places.defer("figures").order_by("key")),
        open_needs=waiting,
        met_needs=met,
        updates=updates[:UPDATES],
        more_updates=len(updates) > UPDATES,
        activity=activity_of(initiative, Output.PAGE, today, inside=inside),
        milestones=milestones_of(initiative, today, inside=inside),
        results=results_of(initiative, Output.PAGE, today, inside=inside),
        gatherings=gatherings_of(initiative, Output.PAGE, today, inside=inside),
        partners=partners_of(initiative, Output.PAGE, today),
        learning=_learning(initiative, today, inside=inside),
        may_change=may_change(held),
        turns=[to for to in next_states(initiative.state, held.who) if to not in _ELSEWHERE],
        inside=_inside(initiative) if inside else Inside(),
        declaring=[] if inside or initiative.is_unpublished else _declaring(initiative, person),
    )


_ELSEWHERE = {State.PROPOSED, State.HANDED_ON}
"""States that have pages of their own to lead there."""


def _needs(initiative: Initiative, today: date, *, inside: bool) -> tuple[list[Need], list[Need]]:
    if inside:
        needs = list(needs_of(initiative))
        return [need for need in needs if need.is_open], [need for need in needs if need.met_on]
    needs = list(needs_shown(Output.PAGE, today).filter(initiative=initiative))
    return [need for need in needs if need.end_shown_on is None], [need for need in needs if need.end_shown_on]


def _linked(initiative: Initiative, other: Organisation | None, *, inside: bool) -> Organisation | None:
    return other if other and (inside or linked(initiative.profile, other.profile, Output.PAGE)) else None


def _learning(initiative: Initiative, today: date, *, inside: bool) -> Learning:
    guides = Guide.objects.all() if inside else guides_shown(Output.PAGE, today)
    offers = initiative.offers.filter(ended_on=None) if inside else offers_shown(Output.PAGE)
    return Learning(
        guide=guides.filter(initiative=initiative).first(),
        offer=offers.filter(initiative=initiative).first(),
        inspiration=initiative.inspired_by if inside else inspiration_of(initiative, Output.PAGE),
        inspired=list(inspired_by(initiative, Output.PAGE)[:UPDATES]),
    )


def _inside(initiative: Initiative) -> Inside:
    return Inside(
        handover=initiative.handovers.filter(to__isnull=False).select_related("to").first(),
        partnerships=list(initiative.partnerships.select_related("organisation").order_by("organisation__name")),
    )


def _declaring(initiative: Initiative, person: Person | None) -> list[Declaring]:
    ours = coordinated_by(person) if person else []
    if not ours:
        return []
    said = {one.organisation_id: one for one in initiative.partnerships.filter(organisation__in=ours)}
    return [Declaring(one, said.get(one.pk)) for one in ours]
