"""What the page of an initiative shows, decided before it is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.profiles import Output, linked
from tejido.ground.people.models import Person
from tejido.stages.initiatives.models import Initiative, Need
from tejido.stages.initiatives.policies import Standing, may_change, standing
from tejido.stages.initiatives.queries import needs_of, needs_shown
from tejido.stages.initiatives.transitions import next_states
from tejido.stages.initiatives.vocabulary import State


@dataclass(frozen=True)
class InitiativePage:
    """An initiative as one person sees it: the public part, and what they may do there.

    `organisation` is None where the profiles allow no link. Its own organisation sees all needs, others those that may
    be public by now; `need.end_shown_on` is the day on which others heard that one ended.
    """

    initiative: Initiative
    organisation: Organisation | None
    open_needs: Sequence[Need]
    met_needs: Sequence[Need]
    standing: Standing
    may_change: bool
    turns: Sequence[State]

    @property
    def is_draft(self) -> bool:
        """Whether only its organisation sees it."""
        return self.initiative.state == State.DRAFT

    @property
    def chooses_profile(self) -> bool:
        """Whether the person may choose how much is shown."""
        return self.standing.coordinates or self.standing.is_host


def page_of(initiative: Initiative, person: Person | None, today: date) -> InitiativePage:
    """Return the page; `initiative` comes from `queries.initiatives_visible_to`. Costs two queries."""
    held = standing(person, initiative)
    if held.belongs:
        needs = list(needs_of(initiative))
        waiting, met = [need for need in needs if need.is_open], [need for need in needs if need.met_on]
    else:
        needs = list(needs_shown(Output.PAGE, today).filter(initiative=initiative))
        waiting = [need for need in needs if need.end_shown_on is None]
        met = [need for need in needs if need.end_shown_on]
    of = initiative.organisation
    shows = held.belongs or bool(of and linked(initiative.profile, of.profile, Output.PAGE))
    return InitiativePage(
        initiative=initiative,
        organisation=of if shows else None,
        open_needs=waiting,
        met_needs=met,
        standing=held,
        may_change=may_change(held),
        turns=next_states(initiative.state, held.who) if held.coordinates else [],
    )
