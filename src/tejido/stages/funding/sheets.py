"""An application as somebody writes it, part by part, and what of it cannot be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.vocabulary import Kind
from tejido.ground.web.acting import Refused
from tejido.stages.funding.models import Application
from tejido.stages.funding.money import written
from tejido.stages.funding.vocabulary.calls import CostKind

TITLE_LENGTH = 120
SUMMARY_LENGTH = 3000
WHAT_LENGTH = 160
PART_LENGTH = 600
UNIT_LENGTH = 40
MOST_LINES = 40
MOST_STEPS = 12
MOST_RESULTS = 8
MOST_MONEY = 10**13
"""Hundredths that one line can hold: a hundred thousand million."""
MOST_FIGURE = Decimal(10) ** 10


class BadAnswer(Refused):
    """Something that was written cannot be; `field` tells what."""

    message = gettext_lazy("Choose one of the list.")


@dataclass(frozen=True)
class Line:
    """One line of what it would cost, in hundredths."""

    what: str
    amount: int
    kind: str = CostKind.MATERIALS


@dataclass(frozen=True)
class Step:
    """A milestone: what is reached by when, and how much is paid once it is, in hundredths."""

    what: str
    due_on: date
    amount: int


@dataclass(frozen=True)
class Expected:
    """What is to come of it, in a number."""

    what: str
    figure: Decimal
    unit: str


@dataclass(frozen=True)
class Partner:
    """The institution that would have to take part, and with what; None where nobody has to."""

    institution: Organisation | None
    part: str = ""


@dataclass(frozen=True)
class Sheet:
    """What somebody wrote; parts that are None stay as they are. A draft may be far from complete."""

    title: str | None = None
    summary: str | None = None
    lines: Sequence[Line] | None = None
    steps: Sequence[Step] | None = None
    expected: Sequence[Expected] | None = None
    partner: Partner | None = None


T = TypeVar("T", Line, Step, Expected)


def check_sheet(sheet: Sheet) -> None:
    """Raise BadAnswer where something that was written cannot be kept, even in a draft."""
    _check_length(sheet.title or "", TITLE_LENGTH, "title")
    _check_length(sheet.summary or "", SUMMARY_LENGTH, "summary")
    _check_rows(sheet.lines or (), MOST_LINES, "lines", _check_line)
    _check_rows(sheet.steps or (), MOST_STEPS, "steps", _check_step)
    _check_rows(sheet.expected or (), MOST_RESULTS, "expected", _check_expected)
    if sheet.partner and sheet.partner.institution:
        _check_length(sheet.partner.part, PART_LENGTH, "institution_part")
        of = sheet.partner.institution
        if of.kind != Kind.INSTITUTION or of.closed_on:
            raise BadAnswer(_("Choose a public institution of the list."), field="institution")


def gaps(application: Application) -> list[tuple[str, str | Promise]]:
    """Return what keeps an application from being sent: the part of the form it belongs to, and the words.

    Amounts that do not fit each other are named with both sums.
    """
    call, found = application.call, list[tuple[str, str | Promise]]()
    if not application.title or not application.summary:
        found.append(("purpose", _("Say in a few words what the money is for.")))
    lines, steps = list(application.lines.all()), list(application.steps.all())
    if not lines:
        found.append(("costs", _("Write at least one line of what it costs.")))
    amounts = {"asked": written(application.amount, call.currency)}
    if call.most is not None and application.amount > call.most:
        amounts["most"] = written(call.most, call.currency)
        found.append(("costs", _("You ask for %(asked)s; the most here is %(most)s.") % amounts))
    elif application.amount > call.total:
        amounts["most"] = written(call.total, call.currency)
        found.append(("costs", _("You ask for %(asked)s; the most here is %(most)s.") % amounts))
    if lines and application.amount < call.least:
        amounts["least"] = written(call.least, call.currency)
        found.append(("costs", _("You ask for %(asked)s; the least here is %(least)s.") % amounts))
    found += [("steps", words) for words in _gaps_of_steps(application, steps)]
    if not application.expected.all():
        found.append(("results", _("Say at least one thing that is to come of it, with a number.")))
    if application.institution_id and not application.institution_part:
        found.append(("institution", _("Say what the institution would have to do.")))
    return found


def _gaps_of_steps(application: Application, steps: Sequence[object]) -> list[str]:
    call = application.call
    if not steps:
        return [_("Write at least one milestone with its date and its part of the money.")]
    found = []
    total = sum(step.amount for step in application.steps.all())
    if total != application.amount:
        words = {
            "parts": written(total, call.currency),
            "amount": written(application.amount, call.currency),
            "missing": written(abs(application.amount - total), call.currency),
        }
        found.append(
            _("The parts of the milestones come to %(parts)s and the costs to %(amount)s: %(missing)s apart.") % words
        )
    if any(step.due_on <= call.decided_by for step in application.steps.all()):
        day = date_format(call.decided_by)
        found.append(_("It is decided until %(day)s: milestones lie after that day.") % {"day": day})
    return found


def _check_length(text: str, most: int, field: str) -> None:
    if len(text) > most:
        raise BadAnswer(
            _("This text is longer than %(most)s characters. Write it shorter.") % {"most": most}, field=field
        )


def _check_rows(rows: Sequence[T], most: int, field: str, check: Callable[[T], str | None]) -> None:
    if len(rows) > most:
        raise BadAnswer(_("Write at most %(most)s of them.") % {"most": most}, field=field)
    for number, row in enumerate(rows, 1):
        problem = check(row) or (None if 0 < len(row.what.strip()) <= WHAT_LENGTH else _no_words())
        if problem:
            raise BadAnswer(_("Line %(number)s: %(problem)s") % {"number": number, "problem": problem}, field=field)


def _no_words() -> str:
    return _("say what it is, in at most 160 characters.")


def _check_line(line: Line) -> str | None:
    if line.kind not in CostKind.values:
        return _("choose a kind of the list.")
    return None if 0 < line.amount <= MOST_MONEY else _("write an amount that is more than nothing.")


def _check_step(step: Step) -> str | None:
    return None if 0 <= step.amount <= MOST_MONEY else _("write an amount, or 0.")


def _check_expected(expected: Expected) -> str | None:
    if not 0 < len(expected.unit.strip()) <= UNIT_LENGTH:
        return _("say what is counted, in at most 40 characters.")
    return None if 0 <= expected.figure < MOST_FIGURE else _("write a number.")
