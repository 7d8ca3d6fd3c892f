"""The past call of the example is voted on with codes, closed and decided; the ballots follow fixed patterns."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from tejido.portal.demo.funding_calls import OFFERS, PAST, REQUESTS
from tejido.stages.funding.actions import allocation, ballot_codes, voting
from tejido.stages.funding.models import Application, Call

if TYPE_CHECKING:
    from tejido.portal.demo.seed import Happening, World

HOLDERS = (("vecinas", "vecina", 100), ("observatorio", "observadora", 90))
"""Who hands out codes, through whom, and how many: more than are used."""
PATTERNS = (
    (("campo", "vecinos:1"), 44),
    (("oficio", "vecinos:7"), 31),
    (("campo", "oficio", "vecinos:7"), 28),
    (("vecinos:2",), 26),
    (("campo", "vecinos:1", "vecinos:2"), 17),
    (("oficio",), 12),
    (("vecinos:1", "vecinos:7", "oficio", "campo"), 6),
    ((), 4),
)
"""Whose applications are marked on how many ballots: 168, for 31 ways to mark up to four of five."""


def vote_events(world: "World") -> "Iterator[Happening]":
    """Hand out codes, vote, close and decide; each on its day."""
    past = OFFERS[0]
    begins, ends = (past.opens + day for day in past.votes)
    codes: list[str] = []
    yield begins - 4, partial(_draw, world, begins - 4, codes)
    yield begins + 3, partial(_cast, world, begins + 3, codes)
    yield ends + 2, partial(_close, world, ends + 2)
    yield ends + 5, partial(_decide, world, ends + 5)


def _draw(world: "World", day: int, codes: list[str]) -> None:
    now, call = world.on(day), world.calls[PAST]
    for holder, who, number in HOLDERS:
        body, by = world.bodies[holder], world.people["financiadora"]
        holding = ballot_codes.allot_codes(call, holder=body, number=number, by=by, now=now)
        drawn = ballot_codes.draw_codes(holding, number=number, by=world.people[who], now=now)
        ballot_codes.account_codes(holding, handed_out=number, returned=0, by=world.people[who], now=now)
        codes.extend(drawn.codes)


def _cast(world: "World", day: int, codes: list[str]) -> None:
    now, call = world.on(day), world.calls[PAST]
    numbers = {
        request.by: Application.objects.values_list("number", flat=True).get(pk=world.applications[request.key].pk)
        for request in REQUESTS
        if request.call == PAST
    }
    left = iter(codes)
    for marked, times in PATTERNS:
        given = {number: 1 for one in marked if (number := numbers[one]) is not None}
        for _time in range(times):
            voting.cast_ballot(call, code=next(left), given=given, now=now)
    codes.clear()


def _close(world: "World", day: int) -> None:
    voting.close_ballot(world.calls[PAST], by=world.people["financiadora"], now=world.on(day))


def _decide(world: "World", day: int) -> None:
    allocation.decide_call(world.calls[PAST], by=world.people["financiadora"], now=world.on(day))
    world.calls[PAST] = Call.objects.get(pk=world.calls[PAST].pk)
    for request in (it for it in REQUESTS if it.call == PAST):
        world.applications[request.key] = Application.objects.get(pk=world.applications[request.key].pk)
