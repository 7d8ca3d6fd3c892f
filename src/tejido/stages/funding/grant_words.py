"""What pages, lists and feeds say of a grant in words."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tejido.ground.organisations.vocabulary import Profile
from tejido.stages.funding.disclosure import profile_of
from tejido.stages.funding.grant_terms import Change
from tejido.stages.funding.models import Amendment, Grant
from tejido.stages.funding.money import written
from tejido.stages.funding.queries.balances import Balance
from tejido.stages.funding.queries.published_grants import Payment, PublishedGrant
from tejido.stages.funding.vocabulary.grants import GrantState, InstalmentState


def in_short(row: PublishedGrant) -> str:
    """Say in a sentence who was given how much, and by whom where that is told."""
    words = {"initiative": row.initiative.title, "paid": row.paid, "agreed": row.agreed, "funder": row.funder}
    if row.funder and row.agreed:
        return _("%(funder)s gives %(initiative)s %(agreed)s; %(paid)s was paid so far.") % words
    if row.agreed:
        return _("%(initiative)s is given %(agreed)s; %(paid)s was paid so far.") % words
    return _("%(initiative)s was paid %(paid)s.") % words


def when_paid(payment: Payment) -> str:
    """Say when an instalment was paid: the day, or the quarter where no more is told."""
    return date_format(payment.paid_on) if payment.paid_on else payment.quarter.words


def next_step(grant: Grant) -> str:
    """Say in a sentence what is next in a grant; for its two sides."""
    if grant.state == GrantState.DRAFT:
        return _("The funder writes down what is agreed.")
    if grant.state == GrantState.OFFERED:
        return _("The initiative says whether it agrees.")
    if grant.state == GrantState.SUSPENDED:
        return _("It is suspended: nothing is paid until the funder takes it up again.")
    if grant.state in {GrantState.FINISHED, GrantState.ENDED}:
        return _("It is over.")
    return _next_of_running(grant)


def _next_of_running(grant: Grant) -> str:
    rows = sorted(grant.instalments.all(), key=lambda it: it.number)
    for state, words in (
        (InstalmentState.DUE, _("The funder pays for: %(what)s")),
        (InstalmentState.CLAIMED, _("The funder checks whether it was reached: %(what)s")),
    ):
        found = next((it for it in rows if it.state == state), None)
        if found:
            return words % {"what": found.milestone}
    waiting = next((it for it in rows if it.state == InstalmentState.PLANNED), None)
    if waiting:
        said = {"what": waiting.milestone, "day": date_format(waiting.due_on)}
        return _("The initiative reaches by %(day)s: %(what)s") % said
    report = next((it for it in grant.reports.all() if it.sent_on is None), None)
    if report:
        return _("The initiative reports by %(day)s.") % {"day": date_format(report.due_on)}
    return _("All is paid and reported: the funder finishes it.")


def facts(row: PublishedGrant) -> list[tuple[str, object]]:
    """Return the facts that one wants to know first."""
    found: list[tuple[str, object]] = []
    if row.agreed:
        found.append((_("Agreed"), row.agreed))
    found.append((_("Paid so far"), row.paid))
    if row.accounted is not None:
        found.append((_("Accounted for with invoices"), row.accounted))
    if row.begins_on and row.ends_on:
        days = {"first": date_format(row.begins_on), "last": date_format(row.ends_on)}
        found.append((_("From when until when"), _("%(first)s to %(last)s") % days))
    return found


def balance_facts(balance: Balance, currency: str) -> list[tuple[str, str]]:
    """Return the sums of a grant for its two sides."""
    return [
        (_("Agreed"), written(balance.agreed, currency)),
        (_("Paid so far"), written(balance.paid, currency)),
        (_("Accounted for with invoices"), written(balance.accounted, currency)),
        (_("Given back"), written(balance.returned, currency)),
        (_("Still to be accounted for"), written(balance.unaccounted, currency)),
        (_("Left to be paid"), written(balance.left, currency)),
    ]


@dataclass(frozen=True)
class ChangeLine:
    """What a change of the agreement changes: before and after, in words."""

    what: str
    before: str
    after: str


def change_lines(amendment: Amendment, currency: str) -> list[ChangeLine]:
    """Return what is different; for the two sides, since it names what is coming."""
    before, after = Change.of_json(amendment.before), Change.of_json(amendment.after)
    lines = [
        ChangeLine(_("Amount in all"), written(before.amount, currency), written(after.amount, currency)),
        ChangeLine(_("Ends on"), date_format(before.ends_on), date_format(after.ends_on)),
        ChangeLine(_("What is still to be paid"), _steps(before, currency), _steps(after, currency)),
        ChangeLine(_("Days of reports"), _days(before), _days(after)),
    ]
    return [line for line in lines if line.before != line.after]


def what_others_will_see(grant: Grant) -> str:
    """Say what others will read once both sides said yes."""
    profile = profile_of(grant)
    if profile == Profile.OPEN:
        return _(
            "It will be public at once: who gives how much to whom and for what, and each payment on its day. What is "
            "still to be paid is never public."
        )
    if profile == Profile.DISCREET:
        return _(
            "Nobody else hears of it now. Each payment is public 90 days after its quarter has ended, as a band and "
            "without a day, and without the name of the funder."
        )
    return _("Nobody else hears of it. It counts only in the totals of the state.")


def _steps(change: Change, currency: str) -> str:
    rows = [f"{it.milestone}, {date_format(it.due_on)}: {written(it.amount, currency)}" for it in change.steps]
    return "; ".join(rows) or _("nothing")


def _days(change: Change) -> str:
    return "; ".join(date_format(day) for day in change.reports) or _("none")
