"""The lists of budgets: lines and announced shifts, each with search, filters, feed and CSV."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tejido.ground.organisations.places import place_filter
from tejido.ground.places.vocabulary import Cause
from tejido.ground.web.listing import Between, Column, Entry, Filter, Listing, Sort, equal, in_list
from tejido.stages.funding.budget_money import CENTS, money
from tejido.stages.funding.models import Announcement, BudgetLine
from tejido.stages.funding.queries.budgets import sources
from tejido.stages.funding.vocabulary.budgets import BudgetKind, Category, ClassificationState, Stage


def _sources() -> Sequence[tuple[str, str]]:
    return [(str(one.pk), one.name) for one in sources()]


def _years() -> Sequence[tuple[str, str]]:
    found = BudgetLine.objects.filter(gone_on=None).order_by("-year").values_list("year", flat=True).distinct()
    return [(str(year), str(year)) for year in found]


def _reached(lines: QuerySet[BudgetLine], value: str) -> QuerySet[BudgetLine]:
    return lines.filter(**{f"{value}__isnull": False})


def _disputed(lines: QuerySet[BudgetLine], value: str) -> QuerySet[BudgetLine]:  # noqa: ARG001  the one choice
    return lines.filter(classifications__state=ClassificationState.PROPOSED)


def _units(amount: int | None) -> object:
    """Write an amount as a file has it: in whole units, with hundredths only where there are any."""
    return "" if amount is None else f"{amount / CENTS:.2f}" if amount % CENTS else amount // CENTS


def _amount(stage: Stage) -> Column[BudgetLine]:
    return Column(stage.label, lambda line: _units(getattr(line, stage)))


def _told(line: BudgetLine) -> str:
    known = next((stage for stage in reversed(Stage) if getattr(line, stage) is not None), None)
    amount = f"{Stage(known).label}: {money(getattr(line, known), line.source.currency)}" if known else ""
    return f"{line.get_category_display()}. {amount}".strip()


def _causes(values: Sequence[str]) -> str:
    return "; ".join(str(Cause(cause).label) for cause in values)


def _day(line: BudgetLine) -> date:
    return line.brought_on


LINES = Listing[BudgetLine](
    title=_("Lines of budgets"),
    count=lambda n: ngettext("%(n)s line", "%(n)s lines", n) % {"n": number_format(n)},
    search=["searchable"],
    search_label=_("Search by name, agency or programme"),
    filters=[
        Filter("fuente", _("Budget"), _sources, equal("source")),
        Filter("anio", _("Year"), _years, equal("year")),
        Filter("categoria", _("What it buys"), Category.choices, equal("category")),
        Filter("etapa", _("Stage that is known"), Stage.choices, _reached),
        Filter("de", _("Whose money"), BudgetKind.choices, equal("source__kind")),
        place_filter("place"),
        Filter("causa", _("Cause"), Cause.choices, in_list("causes")),
        Filter("discutidas", _("Classification"), [("si", _("Somebody says otherwise"))], _disputed),
    ],
    sorts=[
        Sort("recientes", _("Newest year first"), ("-year", "searchable", "id")),
        Sort("nombre", _("By name"), ("searchable", "-year", "id")),
    ],
    columns=[
        Column(_("Budget"), lambda it: it.source.name),
        Column(_("Year"), lambda it: it.year),
        Column(_("Key"), lambda it: it.code),
        Column(_("Line"), lambda it: it.name),
        Column(_("Agency"), lambda it: it.unit),
        Column(_("Programme"), lambda it: it.programme),
        Column(_("Functional code"), lambda it: f"{it.scheme} {it.function}".strip()),
        Column(_("What it buys"), lambda it: it.get_category_display()),
        Column(_("How sure"), lambda it: it.get_certainty_display()),
        Column(_("Place"), lambda it: it.place.full_name),
        Column(_("Causes"), lambda it: _causes(it.causes)),
        Column(_("Currency"), lambda it: it.source.currency),
        *(_amount(stage) for stage in Stage),
        Column(_("Publisher"), lambda it: it.source.publisher),
        Column(_("Address here"), lambda it: it.get_absolute_url()),
    ],
    entry=lambda it: Entry(str(it), it.get_absolute_url(), _day(it), _told(it)),
    newest=("-brought_on", "-year", "id"),
    file_name="partidas",
    empty=_("Here will be what each line of a budget pays, and how that is classified."),
)


def _amount_said(announcement: Announcement) -> object:
    return _units(announcement.amount)


ANNOUNCEMENTS = Listing[Announcement](
    title=_("What was really moved"),
    count=lambda n: ngettext("%(n)s announced shift", "%(n)s announced shifts", n) % {"n": number_format(n)},
    search=["searchable"],
    search_label=_("Search by words"),
    filters=[
        Filter("hacia", _("Towards"), Category.choices, equal("to_category")),
        place_filter("place"),
        Between("anunciado", _("Announced"), "announced_on"),
    ],
    sorts=[Sort("recientes", _("Newest first"), ("-announced_on", "id"))],
    columns=[
        Column(_("What was announced"), lambda it: it.what),
        Column(_("Who said so"), lambda it: it.said_by),
        Column(_("Announced on"), lambda it: it.announced_on),
        Column(_("Where it can be checked"), lambda it: it.source),
        Column(_("From"), lambda it: it.get_from_category_display()),
        Column(_("Towards"), lambda it: it.get_to_category_display()),
        Column(_("Amount announced"), _amount_said),
        Column(_("Currency"), lambda it: it.currency),
        Column(_("Year"), lambda it: it.year or ""),
        Column(_("Place"), lambda it: it.place.full_name),
        Column(_("Taken back on"), lambda it: it.withdrawn_on or ""),
        Column(_("Address here"), lambda it: it.get_absolute_url()),
    ],
    entry=lambda it: Entry(it.what, it.get_absolute_url(), it.entered_on, it.said_by),
    newest=("-entered_on", "id"),
    file_name="reasignaciones",
    empty=_("Here will be shifts of money that somebody announced, and what came of them."),
)
