"""Two organisations of opposed sides recompute a result whose ballots are not published, and sign what they found."""

import hashlib
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.models import Organisation
from tejido.ground.people.models import Person
from tejido.ground.web.acting import action
from tejido.stages.funding.actions.allocation_entries import enter_allocation, enter_count, locked_allocation
from tejido.stages.funding.actions.allocation_refusals import (
    CannotScrutinise,
    FetchedAlready,
    NoSeat,
    NotFetched,
    ReasonMissing,
)
from tejido.stages.funding.actions.call_rows import locked_call, said
from tejido.stages.funding.models import Allocation, Call, Scrutineer
from tejido.stages.funding.models.allocation import SEATS
from tejido.stages.funding.policies import allocations as policies
from tejido.stages.funding.vocabulary.allocations import AllocationAct, CountAct
from tejido.stages.funding.vocabulary.calls import ApplicationState, CallState

OPEN_TO_THEM = frozenset({CallState.REVIEW, CallState.VOTING, CallState.COUNTING, CallState.DECIDED})
_NOT_SUITED = _(
    "Only verified organisations of civil society that are shown openly can do this, and never the funder: both names "
    "stand on the page."
)


@action
def put_forward(call: Call, *, organisation: Organisation, by: Person, now: datetime) -> Scrutineer:
    """Put an organisation forward to recompute the result, through somebody who coordinates it.

    Before the result is computed all of them wait; two are drawn by lot then. Afterwards it takes a seat that is free.
    Raises NotAllowed, CannotScrutinise.
    """
    found, day = locked_call(call), localdate(now)
    policies.check_puts_forward(by, organisation, found)
    if not policies.may_scrutinise(organisation, found):
        raise CannotScrutinise(_NOT_SUITED)
    _check_needed(found)
    if Scrutineer.objects.filter(call=found, person=by, left_on=None).exists():
        raise CannotScrutinise(_("You do this for another organisation already: two people have to."))
    made = Scrutineer(call=found, organisation=organisation, person=by, put_forward_on=day)
    made.applied = has_applied(organisation, found)
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as problem:
        raise CannotScrutinise(_("This organisation has put itself forward before.")) from problem
    enter_count(CountAct.PUT_FORWARD, found, by=organisation, day=day)
    if found.state == CallState.DECIDED:
        fill_seats(found, day)
        made.refresh_from_db()
    return made


@action
def fetch_ballots(scrutineer: Scrutineer, *, by: Person, now: datetime) -> bytes:
    """Return the file of ballots, once. Raises NotAllowed, NoSeat, FetchedAlready."""
    found, allocation = _in_seat(scrutineer, by)
    if found.fetched_on:
        raise FetchedAlready
    found.fetched_on = localdate(now)
    found.save(update_fields=["fetched_on"])
    enter_allocation(AllocationAct.FETCHED, allocation, by=found.organisation, day=found.fetched_on)
    return allocation.ballots_file


@action
def sign_recount(scrutineer: Scrutineer, *, holds: bool, reason: str = "", by: Person, now: datetime) -> Scrutineer:
    """Say for an organisation that the result holds, or that it does not and why. It stands for good.

    Raises NotAllowed, NoSeat, NotFetched, ReasonMissing.
    """
    found, allocation = _in_seat(scrutineer, by)
    if not found.fetched_on:
        raise NotFetched
    words = reason.replace("\x00", " ").strip()[:600] if holds else said(reason, "reason", problem=ReasonMissing)
    found.holds, found.reason, found.signed_on = holds, words, localdate(now)
    found.save()
    column = "confirmed" if holds else "disputed"
    setattr(allocation, column, getattr(allocation, column) + 1)
    allocation.save(update_fields=[column])
    act = AllocationAct.CONFIRMED if holds else AllocationAct.DISPUTED
    enter_allocation(
        act, allocation, by=found.organisation, day=found.signed_on, text=words, columns=(column,), tells=True
    )
    return found


@action
def give_back_seat(scrutineer: Scrutineer, *, by: Person, now: datetime) -> None:
    """Give back a place before signing; the next who waits takes it. Raises NotAllowed, NoSeat."""
    call, day = locked_call(scrutineer.call), localdate(now)
    found = _locked(scrutineer, by)
    if found.signed_on or found.left_on:
        raise NoSeat
    found.left_on = day
    found.save(update_fields=["left_on"])
    allocation = Allocation.objects.filter(pk=call.pk).defer("result", "ballots").first()
    if allocation is not None and found.seat:
        allocation.call = call
        enter_allocation(AllocationAct.LEFT, allocation, by=found.organisation, day=day)
        fill_seats(call, day)


def fill_seats(call: Call, day: date) -> None:
    """Give free seats to those who wait, of opposed sides where there are both; part of the locked call's action.

    The order is that of a lot: SHA-256 of `seed:id` of the organisation.
    """
    allocation = Allocation.objects.filter(pk=call.pk).only("is_published").first()
    if allocation is None or allocation.is_published:
        return
    rows = Scrutineer.objects.select_for_update(of=("self",)).filter(call=call, left_on=None)
    standing = list(rows.select_related("organisation"))
    seated = [one for one in standing if one.seat]
    waiting = sorted((one for one in standing if not one.seat), key=lambda one: _drawn(call, one))
    for seat in SEATS:
        if not waiting or any(one.seat == seat for one in seated):
            continue
        sides = {one.applied for one in seated}
        chosen = next((one for one in waiting if one.applied not in sides), waiting[0])
        waiting.remove(chosen)
        seated.append(chosen)
        chosen.seat = seat
        chosen.save(update_fields=["seat"])
        enter_count(CountAct.SEATED, call, by=chosen.organisation, day=day)


def has_applied(organisation: Organisation, call: Call) -> bool:
    """Say whether an initiative of the organisation applied to the call."""
    sent = call.applications.exclude(state=ApplicationState.DRAFT)
    return sent.filter(initiative__organisation=organisation).exists()


def _check_needed(call: Call) -> None:
    allocation = Allocation.objects.filter(pk=call.pk).defer("result", "ballots").first()
    if not call.has_ballot or call.state not in OPEN_TO_THEM:
        raise CannotScrutinise(_("Nobody has to recompute this result now."))
    if allocation is not None and allocation.is_published:
        raise CannotScrutinise(_("The ballots of this call are published: anybody can recompute the result."))


def _drawn(call: Call, scrutineer: Scrutineer) -> bytes:
    return hashlib.sha256(f"{call.seed or 0}:{scrutineer.organisation_id}".encode()).digest()


def _locked(scrutineer: Scrutineer, by: Person) -> Scrutineer:
    rows = Scrutineer.objects.select_for_update(of=("self",)).select_related("organisation")
    found = rows.get(pk=scrutineer.pk)
    policies.check_is_scrutineer(by, found)
    return found


def _in_seat(scrutineer: Scrutineer, by: Person) -> tuple[Scrutineer, Allocation]:
    """Return both, locked. Raises NotAllowed, NoSeat."""
    call = locked_call(scrutineer.call)
    found = _locked(scrutineer, by)
    if not found.seat or found.left_on or found.signed_on or call.state != CallState.DECIDED:
        raise NoSeat
    return found, locked_allocation(call)
