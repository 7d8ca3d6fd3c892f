"""Making the example story: every row through the project's own actions, day by day, so that it obeys its rules."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import partial

import click
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from tejido.engines.sealing import Pair
from tejido.ground.organisations.models import Organisation, Post
from tejido.ground.people.models import Person
from tejido.ground.vault.threads import Opened
from tejido.portal.demo.answering import answering_events
from tejido.portal.demo.diagnosing import diagnosis_events
from tejido.portal.demo.efforts import effort_events
from tejido.portal.demo.founding import found_bodies, found_initiatives, open_accounts
from tejido.portal.demo.funding_calls import call_events
from tejido.portal.demo.funding_grants import grant_events
from tejido.portal.demo.funding_votes import vote_events
from tejido.portal.demo.joining import ask_and_answer, make_keys
from tejido.portal.demo.listening import listening_events
from tejido.portal.demo.meeting import hold_meetings, open_table
from tejido.portal.demo.neighbours import neighbour_events
from tejido.portal.demo.promising import pledge_events
from tejido.portal.demo.telling import telling_events
from tejido.stages.funding.actions.call_clock import turn_calls
from tejido.stages.funding.actions.grant_clock import turn_grants
from tejido.stages.funding.models import Application, Call, Grant
from tejido.stages.initiatives.actions import show_updates
from tejido.stages.initiatives.models import Initiative, Need
from tejido.stages.roundtables.actions.clock import mark_late, mark_unanswered, mark_unconfirmed
from tejido.stages.roundtables.actions.meetings import record_held_meetings
from tejido.stages.roundtables.actions.minutes import adopt_silent_minutes
from tejido.stages.roundtables.models import Commitment, Meeting, Roundtable

CLOCKS = (
    mark_late,
    mark_unconfirmed,
    mark_unanswered,
    record_held_meetings,
    adopt_silent_minutes,
    turn_calls,
    turn_grants,
)
HOUR = time(11)
FIRST_DAY = -780


@dataclass
class World:
    """What the story has made so far, by the keys of the cast and the story."""

    today: datetime
    people: dict[str, Person] = field(default_factory=dict)
    bodies: dict[str, Organisation] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    initiatives: dict[str, Initiative] = field(default_factory=dict)
    needs: dict[str, Need] = field(default_factory=dict)
    meetings: dict[int, Meeting] = field(default_factory=dict)
    commitments: dict[str, Commitment] = field(default_factory=dict)
    calls: dict[str, Call] = field(default_factory=dict)
    applications: dict[str, Application] = field(default_factory=dict)
    grants: dict[str, Grant] = field(default_factory=dict)
    pairs: dict[str, Pair] = field(default_factory=dict, repr=False)
    told: dict[int, Opened] = field(default_factory=dict, repr=False)
    table: Roundtable | None = None

    def on(self, day: int) -> datetime:
        """Return the moment `day` days after the set-up, at eleven in the morning."""
        local = timezone.localtime(self.today) + timedelta(days=day)
        return datetime.combine(local.date(), HOUR, tzinfo=local.tzinfo)


Happening = tuple[int, Callable[[], object]]


def holds_others() -> bool:
    """Say whether the database holds people who are not of the example: then it is no place for a demo."""
    return Person.objects.exists() and not Organisation.objects.filter(is_example=True).exists()


@transaction.atomic
def ensure_story() -> None:
    """Make the story where the database holds none, whole or not at all; takes some seconds."""
    if Organisation.objects.filter(is_example=True).exists():
        return
    world = World(timezone.now())
    happenings = sorted(_happenings(world), key=lambda it: it[0])
    with click.progressbar(happenings, label="  " + gettext("the example story"), file=sys.stderr) as bar:
        clock = FIRST_DAY
        for day, happen in bar:
            clock = _let_days_pass(world, clock, min(day, 0))
            happen()
    _let_days_pass(world, clock, 0)
    show_updates(now=world.on(0))


def _happenings(world: World) -> Iterator[Happening]:
    yield FIRST_DAY, partial(open_accounts, world)
    yield FIRST_DAY, partial(found_bodies, world)
    yield from found_initiatives(world)
    yield from effort_events(world)
    yield from neighbour_events(world)
    yield FIRST_DAY + 70, partial(open_table, world)
    yield from hold_meetings(world)
    yield from pledge_events(world)
    yield from diagnosis_events(world)
    yield from call_events(world)
    yield from vote_events(world)
    yield from grant_events(world)
    yield 0, partial(make_keys, world)
    yield 0, partial(ask_and_answer, world)
    yield from listening_events(world)
    yield from telling_events(world)
    yield from answering_events(world)


def _let_days_pass(world: World, since: int, until: int) -> int:
    """Run the clock of the roundtables for every day in between, as a running site would have done."""
    for day in range(since, until + 1):
        for run in CLOCKS:
            run(world.on(day))
    return max(since, until + 1)
