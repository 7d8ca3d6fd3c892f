"""Lines of a budget, and deflators, from a spreadsheet: columns, what would become of each row, and doing it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tejido.ground.intake.columns import Column
from tejido.ground.intake.kinds import Asked, Change, IntakeKind, Plan, Problem, Row, Update
from tejido.ground.intake.parsing import CellProblem, amount, choice, several, text, whole
from tejido.ground.organisations.places import key_of
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.ground.places.vocabulary import Cause
from tejido.ground.web.acting import NotAllowed
from tejido.stages.funding.actions import budgets as actions
from tejido.stages.funding.actions.budgets import MOST, DeflatorRow, LineRow
from tejido.stages.funding.budget_money import CENTS, money
from tejido.stages.funding.models import BudgetLine, BudgetSource
from tejido.stages.funding.policies import budgets as policies
from tejido.stages.funding.vocabulary.budgets import Scheme, Stage
from tejido.stages.funding.vocabulary.calls import Currency

YEARS = (1900, 2100)
MILLION = 1_000_000


def _money(cell: str) -> int:
    """Read an amount as hundredths."""
    number = amount(cell) * CENTS
    if number != number.to_integral_value():
        raise CellProblem(_("has more than two decimals; write cents at most"))
    if number < 0:
        raise CellProblem(_("is below zero; write amounts without a sign"))
    if number > MOST:
        raise CellProblem(_("is larger than any budget; look at its unit (pesos, not cents)"))
    return int(number)


def _place(cell: str) -> str:
    try:
        return key_of(cell)
    except ValidationError as problem:
        raise CellProblem(problem.messages[0]) from None


def _stage(stage: Stage, *synonyms: str) -> Column:
    return Column(name=stage.value, label=stage.label, synonyms=synonyms, parse=_money)


COLUMNS = (
    Column(
        name="year",
        label=gettext_lazy("Year"),
        synonyms=("año", "ciclo", "ejercicio", "ejercicio fiscal", "fiscal year"),
        parse=whole(*YEARS),
        required=True,
    ),
    Column(
        name="code",
        label=gettext_lazy("Key"),
        synonyms=("clave", "clave presupuestaria", "clave presupuestal", "partida", "código", "code"),
        parse=text(80),
        required=True,
        help=gettext_lazy("What tells the line apart within its year; a later table with the same key changes it."),
    ),
    Column(
        name="name",
        label=gettext_lazy("Line"),
        synonyms=("nombre", "concepto", "descripción", "desc_partida", "denominación", "name"),
        parse=text(200),
        required=True,
    ),
    Column(
        name="unit",
        label=gettext_lazy("Agency"),
        synonyms=("dependencia", "unidad", "unidad responsable", "ramo", "desc_ramo", "desc_ur", "agency"),
        parse=text(160),
    ),
    Column(
        name="programme",
        label=gettext_lazy("Programme"),
        synonyms=("programa", "programa presupuestario", "desc_pp", "modalidad", "program"),
        parse=text(160),
    ),
    Column(
        name="scheme",
        label=gettext_lazy("Classification used"),
        synonyms=("clasificación", "clasificador", "esquema"),
        parse=choice({one: (one.value, one.label) for one in Scheme if one}),
        help=gettext_lazy("CONAC, COFOG, DAC or PEF-ANEXO."),
    ),
    Column(
        name="function",
        label=gettext_lazy("Functional code"),
        synonyms=("función", "subfunción", "código funcional", "clave funcional", "finalidad función"),
        parse=text(20),
    ),
    Column(
        name="place",
        label=gettext_lazy("Place"),
        synonyms=("lugar", "municipio", "entidad", "entidad federativa"),
        parse=_place,
        help=gettext_lazy("Left empty, it is the place of the budget."),
    ),
    Column(
        name="causes",
        label=gettext_lazy("Causes"),
        synonyms=("causas", "causa"),
        parse=several(choice({cause: (cause.label, cause.value) for cause in Cause})),
    ),
    _stage(Stage.APPROVED, "aprobado", "presupuesto aprobado", "monto aprobado", "monto_aprobado", "original"),
    _stage(Stage.MODIFIED, "modificado", "monto modificado", "monto_modificado"),
    _stage(Stage.COMMITTED, "comprometido", "monto comprometido", "monto_comprometido"),
    _stage(Stage.ACCRUED, "devengado", "monto devengado", "monto_devengado", "ejercido", "monto_ejercido"),
    _stage(Stage.PAID, "pagado", "monto pagado", "monto_pagado"),
)
LABELS: Mapping[str, str] = {column.name: column.label for column in COLUMNS}  # type: ignore[misc]  # lazy words


def plan(rows: Sequence[Row], asked: Asked) -> Plan:
    """Say what would become of each row."""
    source = _source(asked.subject)
    known = {(line.year, line.code): line for line in source.lines.all()} if source else {}
    places = set(
        Place.objects.filter(pk__in={row["place"] for row in rows if row["place"]}).values_list("pk", flat=True)
    )
    create: list[Row] = []
    update: list[Update] = []
    unchanged: list[Row] = []
    refused: list[Problem] = []
    for row in rows:
        problem = _problem(row, places)
        if problem:
            refused.append(problem)
            continue
        line = known.get((row["year"], row["code"]))
        if line is None:
            create.append(row)
        elif changes := _changes(line, row):
            update.append(Update(row, line, tuple(changes)))
        else:
            unchanged.append(row)
    return Plan(create, update, unchanged, refused)


def apply(plan: Plan, asked: Asked) -> None:
    """Bring the lines in, as one act."""
    source = _source(asked.subject)
    if source is None:
        raise NotAllowed
    rows = [*plan.create, *(update.row for update in plan.update)]
    actions.import_budget_lines(source, [_line(row) for row in rows], by=asked.by, now=asked.now)


def _problem(row: Row, places: set[str]) -> Problem | None:
    if all(row[stage] is None for stage in Stage.values):
        return Problem(row.line, _("has no amount; write at least one of approved, modified, committed, accrued, paid"))
    if bool(row["scheme"]) != bool(row["function"]):
        return Problem(row.line, _("needs both the classification used and its code, or neither"))
    if row["place"] and row["place"] not in places:
        return Problem(row.line, _("names a place that this site does not have"), str(LABELS["place"]), row["place"])
    return None


def _changes(line: BudgetLine, row: Row) -> list[Change]:
    found = []
    for name in ("name", "unit", "programme", "scheme", "function"):
        before, after = getattr(line, name), row[name] or ""
        if before != after:
            found.append(Change(str(LABELS[name]), before, after))
    for stage in Stage.values:
        before, after = getattr(line, stage), row[stage]
        if after is not None and before != after:
            currency = line.source.currency
            found.append(Change(str(LABELS[stage]), money(before, currency), money(after, currency)))
    if list(row["causes"] or []) != line.causes:
        found.append(Change(str(LABELS["causes"]), ", ".join(line.causes), ", ".join(row["causes"] or [])))
    if line.gone_on is not None:
        found.append(Change(_("State"), _("gone"), _("there again")))
    return found


def _line(row: Row) -> LineRow:
    return LineRow(
        year=row["year"],
        code=row["code"],
        name=row["name"],
        amounts={stage: row[stage] for stage in Stage.values if row[stage] is not None},
        unit=row["unit"] or "",
        programme=row["programme"] or "",
        scheme=row["scheme"] or "",
        function=row["function"] or "",
        place=row["place"] or "",
        causes=[str(cause) for cause in row["causes"] or []],
    )


def _source(subject: str) -> BudgetSource | None:
    try:
        return BudgetSource.objects.select_related("organisation").filter(pk=UUID(subject), key="").first()
    except ValueError:
        return None


def _check_may(person: Person | None, subject: str) -> None:
    source = _source(subject)
    if source is None:  # the package's own sources come from its own tables
        raise NotAllowed
    policies.check_may_import(person, source)


def _done_url(subject: str) -> str:
    source = _source(subject)
    return source.get_absolute_url() if source else reverse("budget-home")


KIND = IntakeKind(
    name="presupuesto",
    title=gettext_lazy("Bring in lines of a budget"),
    columns=COLUMNS,
    plan=plan,
    apply=apply,
    check_may=_check_may,
    done_url=_done_url,
    key=("year", "code"),
    help=gettext_lazy(
        "Amounts in whole units of the currency, with up to two decimals. What a functional code does not tell apart"
        " stays “mixed”. Annex 19 is never counted as prevention."
    ),
)


def _factor(cell: str) -> int:
    number = amount(cell) * MILLION
    if not 0 < number < Decimal(10**15):
        raise CellProblem(_("is no factor; write by how much an amount of the year is multiplied, for example 1.0842"))
    return int(number.to_integral_value())


DEFLATOR_COLUMNS = (
    Column(
        name="currency",
        label=gettext_lazy("Currency"),
        synonyms=("moneda",),
        parse=choice({one: (one.value, one.label) for one in Currency}),
        required=True,
    ),
    replace(COLUMNS[0]),
    Column(
        name="base",
        label=gettext_lazy("Base year"),
        synonyms=("año base", "base"),
        parse=whole(*YEARS),
        required=True,
    ),
    Column(
        name="factor",
        label=gettext_lazy("Factor"),
        synonyms=("deflactor", "factor"),
        parse=_factor,
        required=True,
        help=gettext_lazy("By how much an amount of the year is multiplied to be in prices of the base year."),
    ),
    Column(name="source", label=gettext_lazy("Source"), synonyms=("fuente",), parse=text(240), required=True),
)


def plan_deflators(rows: Sequence[Row], asked: Asked) -> Plan:  # noqa: ARG001  as every kind of import
    """Refuse two base years of one currency: such prices could not stand side by side."""
    bases: dict[str, int] = {}
    create: list[Row] = []
    refused: list[Problem] = []
    for row in rows:
        if bases.setdefault(row["currency"], row["base"]) == row["base"]:
            create.append(row)
        else:
            refused.append(Problem(row.line, _("has another base year than the rows before it; keep one")))
    return Plan(create, refused=refused)


def apply_deflators(plan: Plan, asked: Asked) -> None:
    """Bring the series in."""
    rows = [DeflatorRow(row["currency"], row["year"], row["base"], row["factor"], row["source"]) for row in plan.create]
    actions.load_deflators(rows, by=asked.by, now=asked.now)


def _only_host(person: Person | None, subject: str) -> None:  # noqa: ARG001  there is one series a currency
    policies.check_may_load_deflators(person)


DEFLATORS = IntakeKind(
    name="deflactor",
    title=gettext_lazy("Bring in a series of deflators"),
    columns=DEFLATOR_COLUMNS,
    plan=plan_deflators,
    apply=apply_deflators,
    check_may=_only_host,
    done_url=lambda _subject: reverse("budget-home"),
    key=("currency", "year"),
    help=gettext_lazy("Amounts of every year are then shown in prices of the base year."),
)
