"""What the two sides agree on, checked before it is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from tejido.ground.web.acting import Refused
from tejido.stages.funding.models import Application, Grant, GrantReport, Instalment, Target
from tejido.stages.funding.vocabulary.calls import Currency
from tejido.stages.funding.vocabulary.grants import InstalmentState

MOST_STEPS = 24
MOST_TARGETS = 12
MOST_REPORTS = 24
LARGEST = 10**14
LARGEST_FIGURE = Decimal(10) ** 10
LONGEST = timedelta(days=366 * 10)
TITLE, MILESTONE, PURPOSE, REFERENCE, UNIT = 140, 160, 3000, 60, 40


class BadTerms(Refused):
    """A part of the agreement cannot be; `field` tells which."""

    message = _("Say what the money is for, in at most 140 characters.")
    field = "title"


@dataclass(frozen=True)
class Step:
    """An instalment: what must be reached, by when it is thought to be, and how many hundredths are paid then."""

    milestone: str
    amount: int
    due_on: date


@dataclass(frozen=True)
class Goal:
    """A result that is expected: so many of a unit, of what."""

    what: str
    figure: Decimal
    unit: str


@dataclass(frozen=True)
class Terms:
    """All that the two sides agree on. Instalments add up to `amount` (hundredths); `reports` are days."""

    title: str
    amount: int
    begins_on: date
    ends_on: date
    steps: Sequence[Step]
    goals: Sequence[Goal] = ()
    reports: Sequence[date] = ()
    purpose: str = ""
    reference: str = ""
    foreign_programme: str = ""
    currency: str = Currency.MXN


@dataclass(frozen=True)
class Change:
    """What an amendment changes: the amount, the last day, instalments not yet paid, days of reports not yet sent."""

    amount: int
    ends_on: date
    steps: Sequence[Step] = field(default_factory=tuple)
    reports: Sequence[date] = field(default_factory=tuple)

    def as_json(self) -> dict[str, Any]:
        """Return it as an amendment keeps it."""
        return {
            "amount": self.amount,
            "ends_on": self.ends_on.isoformat(),
            "steps": [[it.milestone, it.amount, it.due_on.isoformat()] for it in self.steps],
            "reports": [day.isoformat() for day in self.reports],
        }

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> "Change":
        """Return what an amendment keeps."""
        return cls(
            amount=kept["amount"],
            ends_on=date.fromisoformat(kept["ends_on"]),
            steps=[Step(what, amount, date.fromisoformat(day)) for what, amount, day in kept["steps"]],
            reports=[date.fromisoformat(day) for day in kept["reports"]],
        )


def checked(terms: Terms) -> Terms:
    """Return the terms with their texts cleaned. Raises BadTerms."""
    title, reference = one_line(terms.title), one_line(terms.reference)
    purpose = terms.purpose.replace("\x00", " ").strip()
    if not 3 <= len(title) <= TITLE:
        raise BadTerms
    if len(purpose) > PURPOSE:
        raise BadTerms(_("Three thousand characters are enough for what it is for."), field="purpose")
    if len(reference) > REFERENCE:
        raise BadTerms(_("The number of an agreement has at most 60 characters."), field="reference")
    if terms.currency not in Currency.values:
        raise BadTerms(_("Choose one of the currencies."), field="currency")
    _check_days(terms.begins_on, terms.ends_on)
    steps = checked_steps(terms.steps, terms.amount)
    if len(terms.reports) > MOST_REPORTS or len(set(terms.reports)) < len(terms.reports):
        raise BadTerms(_("At most 24 reports, each due on a day of its own."), field="reports")
    if any(day < terms.begins_on for day in terms.reports):
        raise BadTerms(_("A report is due after the grant begins."), field="reports")
    return replace(
        terms,
        title=title,
        reference=reference,
        purpose=purpose,
        foreign_programme=one_line(terms.foreign_programme)[:80],
        steps=steps,
        goals=_checked_goals(terms.goals),
        reports=sorted(terms.reports),
    )


def checked_steps(steps: Sequence[Step], amount: int) -> list[Step]:
    """Return instalments with their texts cleaned. Raises BadTerms unless they add up to `amount`."""
    if not 0 < amount <= LARGEST:
        raise BadTerms(_("An amount above zero."), field="amount")
    if not 0 < len(steps) <= MOST_STEPS:
        raise BadTerms(_("Between one and 24 instalments, each with its milestone."), field="steps")
    made = [replace(step, milestone=one_line(step.milestone)) for step in steps]
    if any(not 3 <= len(step.milestone) <= MILESTONE for step in made):
        raise BadTerms(_("Say what must be reached before it is paid, in at most 160 characters."), field="steps")
    if any(step.amount <= 0 for step in made):
        raise BadTerms(_("Each instalment pays something."), field="steps")
    if sum(step.amount for step in made) != amount:
        raise BadTerms(_("The instalments do not add up to the amount. Change one or the other."), field="steps")
    return made


def one_line(text: str) -> str:
    """Return text as one line."""
    return " ".join(text.replace("\x00", " ").split())


def terms_of(application: Application, *, begins_on: date, ends_on: date) -> Terms:
    """Return the terms that follow from what was applied for and chosen; the two sides may still change them."""
    goals = [Goal(it.what, it.figure, it.unit) for it in application.expected.all()]
    steps = _steps_of(application, ends_on)
    last = max([ends_on, *(step.due_on for step in steps)])
    return Terms(
        title=application.title,
        purpose=application.summary,
        amount=application.amount,
        currency=application.call.currency,
        foreign_programme=application.call.foreign_programme,
        begins_on=begins_on,
        ends_on=last,
        steps=steps,
        goals=goals,
        reports=[last],
    )


def kept_terms(grant: Grant) -> Terms:
    """Return the terms as they stand; for a form."""
    return Terms(
        title=grant.title,
        purpose=grant.purpose,
        reference=grant.reference,
        foreign_programme=grant.foreign_programme,
        currency=grant.currency,
        amount=grant.amount,
        begins_on=grant.begins_on,
        ends_on=grant.ends_on,
        steps=[Step(it.milestone, it.amount, it.due_on) for it in grant.instalments.all()],
        goals=[Goal(it.what, it.figure, it.unit) for it in grant.targets.all()],
        reports=[it.due_on for it in grant.reports.all()],
    )


def kept_change(grant: Grant) -> Change:
    """Return what an amendment could change, as it stands."""
    steps = grant.instalments.exclude(state__in=(InstalmentState.PAID, InstalmentState.CANCELLED))
    return Change(
        amount=grant.amount,
        ends_on=grant.ends_on,
        steps=[Step(it.milestone, it.amount, it.due_on) for it in steps],
        reports=[it.due_on for it in grant.reports.filter(sent_on=None)],
    )


def write_parts(grant: Grant, terms: Terms) -> None:
    """Write instalments, expected results and days of reports anew; of a draft, where nothing hangs on them."""
    grant.instalments.all().delete()
    grant.targets.all().delete()
    grant.reports.all().delete()
    Instalment.objects.bulk_create(
        Instalment(grant=grant, number=at, milestone=it.milestone, amount=it.amount, due_on=it.due_on)
        for at, it in enumerate(terms.steps, 1)
    )
    Target.objects.bulk_create(
        Target(grant=grant, number=at, what=it.what, figure=it.figure, unit=it.unit)
        for at, it in enumerate(terms.goals, 1)
    )
    GrantReport.objects.bulk_create(
        GrantReport(grant=grant, number=at, due_on=day) for at, day in enumerate(terms.reports, 1)
    )


def _steps_of(application: Application, last: date) -> list[Step]:
    """Instalments of the planned steps; a step without money is reached with the next one that has some."""
    made: list[Step] = []
    before: list[str] = []
    for it in application.steps.all():
        before.append(it.what)
        if it.amount > 0:
            made.append(Step("; ".join(before)[:MILESTONE], it.amount, it.due_on))
            before = []
    left = application.amount - sum(step.amount for step in made)
    if left > 0:
        made.append(Step("; ".join(before)[:MILESTONE] or application.title, left, last))
    return made


def _checked_goals(goals: Sequence[Goal]) -> list[Goal]:
    if len(goals) > MOST_TARGETS:
        raise BadTerms(_("At most twelve expected results."), field="goals")
    made = [Goal(one_line(it.what), it.figure, one_line(it.unit)) for it in goals]
    for it in made:
        if not 3 <= len(it.what) <= MILESTONE or not 0 < len(it.unit) <= UNIT:
            raise BadTerms(_("Say what is counted and in which unit."), field="goals")
        if not it.figure.is_finite() or not 0 < it.figure < LARGEST_FIGURE:
            raise BadTerms(_("A number above zero, with at most two decimals."), field="goals")
    return made


def _check_days(begins_on: date, ends_on: date) -> None:
    if ends_on < begins_on:
        raise BadTerms(_("The last day comes after the first."), field="ends_on")
    if ends_on - begins_on > LONGEST:
        raise BadTerms(_("A grant lasts at most ten years."), field="ends_on")
