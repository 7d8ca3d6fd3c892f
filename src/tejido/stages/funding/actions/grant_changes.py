"""Changes of an agreement that both sides say yes to, suspension, and the end."""

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tejido.ground.people.models import Person
from tejido.ground.web.acting import NotAllowed, action
from tejido.stages.funding.actions.grant_refusals import (
    AmendmentWaits,
    GrantWrongTime,
    NothingChanges,
    StillOpen,
    UnderPaid,
)
from tejido.stages.funding.actions.grant_rows import happened, locked_grant, said, saved_grant, turn_grant
from tejido.stages.funding.grant_terms import BadTerms, Change, checked_steps, kept_change
from tejido.stages.funding.grant_transitions import Move
from tejido.stages.funding.models import Amendment, Grant, GrantReport, Instalment
from tejido.stages.funding.money import written
from tejido.stages.funding.policies.grants import check_may, side_of
from tejido.stages.funding.queries.balances import balance_of
from tejido.stages.funding.vocabulary.grants import GrantAct, GrantState, InstalmentState, Side

OPEN_STEPS = (InstalmentState.PLANNED, InstalmentState.CLAIMED, InstalmentState.DUE)


@action
def propose_amendment(grant: Grant, change: Change, *, reason: str, by: Person, now: datetime) -> Amendment:
    """Propose for one's side to change the agreement; it holds once the other side says yes.

    Raises NotAllowed, GrantWrongTime, AmendmentWaits, NothingChanges, BadTerms, UnderPaid, GrantTextMissing.
    """
    today = localdate(now)
    found = locked_grant(grant, today)
    parts = check_may(by, found, Move.AMEND)
    turn_grant(found, Move.AMEND)
    if found.amendments.filter(agreed_on=None, declined_on=None).exists():
        raise AmendmentWaits
    before, after = kept_change(found), _checked(found, change)
    if after.as_json() == before.as_json():
        raise NothingChanges
    saved_grant(found, today)
    return Amendment.objects.create(
        grant=found,
        side=side_of(parts),
        before=before.as_json(),
        after=after.as_json(),
        reason=said(reason, "reason"),
        proposed_on=today,
    )


@action
def answer_amendment(amendment: Amendment, *, accepted: bool, answer: str = "", by: Person, now: datetime) -> Amendment:
    """Say yes or no for the other side. Yes: it holds, and the record says what was before and after, and why.

    What was paid meanwhile stays paid: then it has to be proposed anew.
    Raises NotAllowed, GrantWrongTime, UnderPaid, BadTerms, GrantTextMissing.
    """
    today = localdate(now)
    grant = locked_grant(amendment.grant, today)
    parts = check_may(by, grant, Move.AMEND)
    turn_grant(grant, Move.AMEND)
    row = Amendment.objects.select_for_update(of=("self",)).get(pk=amendment.pk)
    if side_of(parts) == row.side:
        raise NotAllowed(_("The other side answers what yours proposed."))
    if row.agreed_on or row.declined_on:
        raise GrantWrongTime
    if not accepted:
        row.declined_on, row.answer = today, said(answer, "answer")
        row.save(update_fields=["declined_on", "answer"])
        saved_grant(grant, today)
        return row
    if kept_change(grant).as_json() != row.before:
        raise GrantWrongTime(_("The grant changed since this was proposed. Decline it, and propose it anew."))
    after = _checked(grant, Change.of_json(row.after))
    row.agreed_on, row.answer = today, answer.strip()[:600]
    row.save(update_fields=["agreed_on", "answer"])
    _apply(grant, after, today)
    _enter(grant, row, today)
    return row


@action
def withdraw_amendment(amendment: Amendment, *, by: Person, now: datetime) -> None:
    """Take back what one's own side proposed, before it is answered. Raises NotAllowed, GrantWrongTime."""
    today = localdate(now)
    grant = locked_grant(amendment.grant, today)
    parts = check_may(by, grant, Move.AMEND)
    row = Amendment.objects.select_for_update(of=("self",)).get(pk=amendment.pk)
    if side_of(parts) != row.side:
        raise NotAllowed
    if row.agreed_on or row.declined_on:
        raise GrantWrongTime
    row.delete()
    saved_grant(grant, today)


@action
def suspend_grant(grant: Grant, *, reason: str, by: Person, now: datetime) -> Grant:
    """Stop the payments for the funder, with the reason. Raises NotAllowed, GrantWrongTime, GrantTextMissing."""
    return _turn(grant, Move.SUSPEND, GrantAct.SUSPENDED, reason, by, now)


@action
def resume_grant(grant: Grant, *, reason: str, by: Person, now: datetime) -> Grant:
    """Go on with a suspended grant, and say why. Raises NotAllowed, GrantWrongTime, GrantTextMissing."""
    return _turn(grant, Move.RESUME, GrantAct.RESUMED, reason, by, now)


@action
def end_grant(grant: Grant, *, reason: str, by: Person, now: datetime) -> Grant:
    """End a grant before its time, for either side, with the reason: what was not paid is called off.

    What was paid is still to be accounted for. Raises NotAllowed, GrantWrongTime, GrantTextMissing.
    """
    return _turn(grant, Move.END, GrantAct.ENDED, reason, by, now)


@action
def finish_grant(grant: Grant, *, by: Person, now: datetime) -> Grant:
    """Finish a grant for the funder once its accounts are closed. Raises NotAllowed, GrantWrongTime, StillOpen."""
    today = localdate(now)
    found = locked_grant(grant, today)
    check_may(by, found, Move.FINISH)
    then = turn_grant(found, Move.FINISH)
    still = what_is_open(found)
    if still:
        raise StillOpen(" ".join([str(StillOpen.message), *still]))
    saved_grant(found, today, state=then, finished_on=today, reason="")
    fields = {"state": found.state, "finished_on": today}
    happened(GrantAct.FINISHED, found, day=today, today=today, side=Side.FUNDER, fields=fields)
    return found


def what_is_open(grant: Grant) -> list[str]:
    """Return in sentences what stands in the way of finishing a grant; nothing where its accounts are closed."""
    unpaid = grant.instalments.filter(state__in=OPEN_STEPS).count()
    unsent = grant.reports.filter(sent_on=None).count()
    left = balance_of(grant).unaccounted
    waits = grant.amendments.filter(agreed_on=None, declined_on=None).exists()
    found = []
    if unpaid:
        found.append(ngettext("%d instalment is not paid.", "%d instalments are not paid.", unpaid) % unpaid)
    if unsent:
        found.append(ngettext("%d report was not sent.", "%d reports were not sent.", unsent) % unsent)
    if left:
        words = _("%(amount)s that was paid has no invoice and was not given back.")
        found.append(words % {"amount": written(left, grant.currency)})
    if waits:
        found.append(_("A change of the agreement waits for its answer."))
    return found


def _turn(grant: Grant, move: Move, act: GrantAct, reason: str, by: Person, now: datetime) -> Grant:
    today = localdate(now)
    found = locked_grant(grant, today)
    parts = check_may(by, found, move)
    then = turn_grant(found, move)
    reason = said(reason, "reason")
    changes: dict[str, Any] = {"state": then, "reason": reason}
    if then == GrantState.ENDED:
        changes["finished_on"] = today
        found.instalments.filter(state__in=OPEN_STEPS).update(state=InstalmentState.CANCELLED, late_since=None)
        found.amendments.filter(agreed_on=None, declined_on=None).delete()
    saved_grant(found, today, **changes)
    fields = {"state": found.state} | ({"finished_on": today} if then == GrantState.ENDED else {})
    happened(act, found, day=today, today=today, side=side_of(parts), text=reason, fields=fields)
    return found


def _checked(grant: Grant, change: Change) -> Change:
    paid = balance_of(grant).paid
    if change.amount < paid:
        raise UnderPaid
    if change.ends_on < grant.begins_on:
        raise BadTerms(_("The last day comes after the first."), field="ends_on")
    if change.amount == paid and not change.steps:
        return change
    steps = checked_steps(change.steps, change.amount - paid)
    if any(day < grant.begins_on for day in change.reports) or len(set(change.reports)) < len(change.reports):
        raise BadTerms(_("Each report is due on a day of its own, after the grant begins."), field="reports")
    return Change(change.amount, change.ends_on, steps, sorted(change.reports))


def _apply(grant: Grant, after: Change, today: date) -> None:
    """Write what was agreed: instalments that stand as they were keep what was said of them."""
    kept: set[Any] = set()
    waiting = list(grant.instalments.filter(state__in=OPEN_STEPS))
    last = grant.instalments.order_by("-number").values_list("number", flat=True).first() or 0
    for step in after.steps:
        as_is = next((it for it in waiting if it.pk not in kept and _is(it, step)), None)
        if as_is is not None:
            kept.add(as_is.pk)
            continue
        last += 1
        made = Instalment.objects.create(
            grant=grant, number=last, milestone=step.milestone, amount=step.amount, due_on=step.due_on
        )
        kept.add(made.pk)
    gone = grant.instalments.filter(state__in=OPEN_STEPS).exclude(pk__in=kept)
    gone.update(state=InstalmentState.CANCELLED, late_since=None)
    _apply_reports(grant, after)
    saved_grant(grant, today, amount=after.amount, ends_on=after.ends_on)


def _is(instalment: Instalment, step: Any) -> bool:
    mine = (instalment.milestone, instalment.amount, instalment.due_on)
    return mine == (step.milestone, step.amount, step.due_on)


def _apply_reports(grant: Grant, after: Change) -> None:
    unsent = {it.due_on: it for it in grant.reports.filter(sent_on=None)}
    last = grant.reports.order_by("-number").values_list("number", flat=True).first() or 0  # no number is used again
    for day in unsent.keys() - set(after.reports):
        unsent[day].delete()
    for at, day in enumerate(sorted(set(after.reports) - unsent.keys()), last + 1):
        GrantReport.objects.create(grant=grant, number=at, due_on=day)


def _enter(grant: Grant, amendment: Amendment, today: date) -> None:
    """Into the record: the sums and last days before and after, and why; never a coming instalment."""
    fields: dict[str, Any] = {"amount": grant.amount, "ends_on": grant.ends_on}
    fields |= {"amount_before": amendment.before["amount"], "ends_on_before": amendment.before["ends_on"]}
    side = Side(amendment.side)
    happened(GrantAct.AMENDED, grant, day=today, today=today, side=side, text=amendment.reason, fields=fields)
