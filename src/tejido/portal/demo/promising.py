"""Commitments of the example and what becomes of them."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from tejido.ground.people.models import Person
from tejido.portal.demo.cast import PEOPLE
from tejido.portal.demo.story import MEETINGS, MINUTES, PLEDGES, Event, Pledge
from tejido.stages.roundtables.actions.answers import confirm_commitment
from tejido.stages.roundtables.actions.commitments import Details, Promise, propose_commitment, record_commitment
from tejido.stages.roundtables.actions.steps import add_step, report_step
from tejido.stages.roundtables.actions.verification import object_to_commitment, verify_commitment
from tejido.stages.roundtables.actions.work import (
    call_done,
    carry_over,
    declare_broken,
    move_due_date,
    report_progress,
    withdraw_commitment,
)

if TYPE_CHECKING:
    from tejido.portal.demo.seed import Happening, World


def pledge_events(world: "World") -> "Iterator[Happening]":
    """Make each commitment on the day of its meeting, then let happen what the story says."""
    for pledge in PLEDGES:
        yield MEETINGS[pledge.meeting - 1], partial(_make, world, pledge)
        for words, day, progress in pledge.steps:
            yield min(day, 0), partial(_report_step, world, pledge, words, progress, min(day, 0))
        for event in pledge.events:
            yield event.day, partial(_happen, world, pledge, event)


def _make(world: "World", pledge: Pledge) -> None:
    assert world.table is not None
    now = world.on(MEETINGS[pledge.meeting - 1]) + timedelta(hours=9)
    promise = Promise(
        meeting=world.meetings[pledge.meeting],
        text=pledge.text,
        owner=world.bodies[pledge.owner],
        owner_post=world.posts.get(pledge.owner),
        due_on=world.on(pledge.due).date(),
        details=Details(
            co_owners=[world.bodies[key] for key in pledge.co_owners],
            needs=[world.needs[key] for key in pledge.answers],
            causes=pledge.causes,
            indicator=pledge.indicator,
            unit=pledge.unit,
            baseline=None if pledge.baseline is None else Decimal(pledge.baseline),
            target=None if pledge.target is None else Decimal(pledge.target),
        ),
    )
    secretary = world.people["secretaria"]
    if pledge.recorded:
        source = f"{MINUTES} {pledge.meeting}"
        made = record_commitment(world.table, promise, source=source, by=secretary, now=now)
    else:
        owner = _speaker(world, pledge) if pledge.owner not in world.posts else world.people["facilitadora"]
        made = propose_commitment(world.table, promise, by=owner, now=now)
    world.commitments[pledge.key] = made
    for words, day, _progress in pledge.steps:
        step_by = world.people["facilitadora"]
        add_step(made, text=words, due_on=max(world.on(day).date(), made.made_on), by=step_by, now=now)


def _happen(world: "World", pledge: Pledge, event: Event) -> None:
    commitment, now = world.commitments[pledge.key], world.on(event.day) + timedelta(hours=5)
    commitment.refresh_from_db()
    facilitator, owner = world.people["facilitadora"], _speaker(world, pledge)
    source = "" if pledge.owner not in world.posts or owner is not world.people["secretaria"] else f"{MINUTES}"
    match event.what:
        case "confirm":
            confirm_commitment(commitment, by=owner, now=now)
        case "progress":
            report_progress(commitment, progress=event.number, note=event.text, source=source, by=owner, now=now)
        case "done":
            call_done(commitment, note=event.text, source=source, by=owner, now=now)
        case "postpone":
            move_due_date(commitment, to=world.on(event.number).date(), reason=event.text, by=owner, now=now)
        case "broken":
            declare_broken(commitment, reason=event.text, by=facilitator, now=now)
        case "withdraw":
            withdraw_commitment(commitment, reason=event.text, by=facilitator, now=now)
        case "carry":
            carry_over(commitment, to=world.meetings[event.number], by=facilitator, now=now)
        case "verify":
            body, by = world.bodies[event.who], _coordinator(world, event.who)
            verify_commitment(commitment, organisation=body, evidence=event.text, by=by, now=now)
        case "object":
            body, by = world.bodies[event.who], _coordinator(world, event.who)
            object_to_commitment(commitment, organisation=body, reason=event.text, by=by, now=now)
        case other:
            raise ValueError(f"the story knows no {other}")


def _report_step(world: "World", pledge: Pledge, words: str, progress: int, day: int) -> None:
    step = world.commitments[pledge.key].steps.get(text=words)
    speaker = _speaker(world, pledge)
    report_step(step, progress=progress, by=speaker, now=world.on(day) + timedelta(hours=4))


def _speaker(world: "World", pledge: Pledge) -> Person:
    """Return who speaks for the owner: its liaison, its coordinator, or the secretary where it never signs in."""
    for who in PEOPLE:
        if pledge.owner in {who.post, who.coordinates}:
            return world.people[who.name]
    return world.people["secretaria"]


def _coordinator(world: "World", body: str) -> Person:
    return next(world.people[who.name] for who in PEOPLE if who.coordinates == body)
