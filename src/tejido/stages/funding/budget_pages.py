"""What the pages of budgets hold: loaded once, frozen, with the words that pictures need."""

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tejido.ground.organisations.policies import is_host
from tejido.ground.organisations.profiles import Output, linked
from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.people.models import Person
from tejido.ground.places.vocabulary import PlaceKind
from tejido.ground.web.charts import Series
from tejido.ground.web.tables import Table
from tejido.stages.funding import budget_tables
from tejido.stages.funding.budget_money import CENTS, money
from tejido.stages.funding.budget_pictures import SharesPicture, note_of, shares_picture, stages_picture
from tejido.stages.funding.models import (
    BudgetImport,
    BudgetLine,
    BudgetSource,
    Classification,
    LineChange,
)
from tejido.stages.funding.queries import budgets as queries
from tejido.stages.funding.queries.budgets_shares import Shares, shares_of
from tejido.stages.funding.vocabulary.budgets import (
    MEANING,
    BudgetKind,
    BudgetReason,
    Category,
    Certainty,
    ClassificationState,
    Stage,
)

FIRST_SHOWN = ("mx-pef-2026", "us-greenbook")
CHANGES_SHOWN = 40
OWN_BUDGETS = {BudgetKind.FEDERAL, BudgetKind.STATE, BudgetKind.MUNICIPAL}


class Meaning(NamedTuple):
    """A category with what belongs to it."""

    category: Category
    sentence: object


@dataclass(frozen=True)
class HomePage:
    """The way in: one budget at a time, chosen by the visitor."""

    sources: list[BudgetSource]
    chosen: BudgetSource | None
    picture: SharesPicture | None
    beside: list[BudgetSource]
    meanings: list[Meaning]
    waiting: list[Classification]


@dataclass(frozen=True)
class SourcePage:
    """One budget."""

    source: BudgetSource
    picture: SharesPicture | None
    stages: list[Stage]
    stage: Stage
    years: list[int]
    year: int | None
    reached: Series | None
    people: Table | None
    beside: list[BudgetSource]
    imports: list[BudgetImport]
    changes: list[LineChange]
    note: str | Promise


class StageRow(NamedTuple):
    """A stage with its amount in words."""

    stage: Stage
    amount: str
    is_known: bool


class Said(NamedTuple):
    """What an organisation said of a line; `author` is empty where it may not be named."""

    one: Classification
    author: str
    url: str


@dataclass(frozen=True)
class LinePage:
    """One line."""

    line: BudgetLine
    stages: list[StageRow]
    why: str
    said: list[Said]
    over_time: Table | None
    changes: list[LineChange]

    @property
    def waiting(self) -> list[Said]:
        """What nobody has decided on."""
        return [one for one in self.said if one.one.state == ClassificationState.PROPOSED]


def home_page(wanted: str, person: Person | None) -> HomePage:
    """Load the way in; `wanted` is the id of a budget."""
    found = list(queries.sources())
    chosen = next((one for one in found if str(one.pk) == wanted), None) or _first(found)
    shares = shares_of(chosen, Stage(chosen.stage)) if chosen else None
    return HomePage(
        sources=found,
        chosen=chosen,
        picture=shares_picture(shares) if shares else None,
        beside=[one for one in found if chosen and one.family and one.family == chosen.family and one != chosen],
        meanings=meanings(),
        waiting=list(queries.waiting_classifications()[:10]) if is_host(person) else [],
    )


def meanings() -> list[Meaning]:
    """Return every category with what belongs to it."""
    return [Meaning(one, MEANING[one]) for one in Category]


def source_page(source: BudgetSource, stage_asked: str, year_asked: str) -> SourcePage:
    """Load one budget at the stage and for the year that were asked for, else the usual ones."""
    stages, years = queries.stages_of(source), queries.years_of(source)
    usual = Stage(source.stage) if Stage(source.stage) in stages or not stages else stages[0]
    stage = Stage(stage_asked) if stage_asked in stages else usual
    year = int(year_asked) if year_asked.isascii() and year_asked.isdigit() and int(year_asked) in years else None
    year = year or (years[-1] if years else None)
    shares = shares_of(source, stage)
    return SourcePage(
        source=source,
        picture=shares_picture(shares) if shares else None,
        stages=stages,
        stage=stage,
        years=years,
        year=year,
        reached=stages_picture(source, year, queries.sums_by_stage(source, year)) if year else None,
        people=_per_person(source, shares) if shares else None,
        beside=list(queries.beside(source)),
        imports=list(queries.imports_of(source)),
        changes=queries.changes_of(source, CHANGES_SHOWN),
        note=note_of(source),
    )


def line_page(line: BudgetLine) -> LinePage:
    """Load one line (from `queries.line_with_history`)."""
    currency = line.source.currency
    rows = []
    for stage in Stage:
        amount = getattr(line, stage)
        rows.append(StageRow(stage, money(amount, currency), amount is not None))
    return LinePage(
        line=line,
        stages=rows,
        why=line.own.reason if line.own else _why(line.reason),
        said=[_said(one) for one in line.classifications.all()],
        over_time=_over_time(line),
        changes=list(line.changes.all()),
    )


class CodeRow(NamedTuple):
    """A functional code with what it buys, and why."""

    scheme: str
    code: str
    label: str
    category: Category
    certainty: Certainty
    why: str


def code_rows() -> list[CodeRow]:
    """Return the table of classification."""
    return [
        CodeRow(
            scheme,
            code,
            one.name,
            Category(one.category),
            Certainty(one.certainty),
            str(BudgetReason(one.reason).label),
        )
        for (scheme, code), one in sorted(budget_tables.codes().items())
    ]


def _first(found: list[BudgetSource]) -> BudgetSource | None:
    known = {one.key: one for one in found}
    return next((known[key] for key in FIRST_SHOWN if key in known), found[0] if found else None)


def _why(reason: str) -> str:
    return str(BudgetReason(reason).label)


def _per_person(source: BudgetSource, shares: Shares) -> Table | None:
    """Return what a place's own budget comes to for each of its people; None where it is not the place's own."""
    people = source.place.population
    if source.kind not in OWN_BUDGETS or not people:
        return None
    last = shares.last
    rows = [
        [str(one.label), money(round(last.amounts[one] / people / CENTS) * CENTS, source.currency)]
        for one in shares.categories
        if one in last.amounts
    ]
    words = {"year": last.year, "place": source.place.short_name}
    caption = _("For each person in %(place)s, %(year)s (census of 2020)") % words
    if source.place.kind == PlaceKind.COUNTRY:
        caption = _("For each person in the country, %(year)s (census of 2020)") % words
    return Table(caption=caption, columns=[_("What it buys"), _("For each person")], rows=rows, numbers=(1,))


def _said(one: Classification) -> Said:
    of = one.organisation
    if of is None:
        return Said(one, _("The site"), "")
    if not linked(Profile.OPEN, of.profile, Output.PAGE):
        return Said(one, "", "")
    return Said(one, of.name, of.get_absolute_url())


def _over_time(line: BudgetLine) -> Table | None:
    """Return the line in other years, where it has any."""
    rows, stage = list(queries.same_line_over_time(line)), line.source.stage
    if len(rows) < 2:
        return None
    currency = line.source.currency
    cells = [[str(one.year), money(getattr(one, stage), currency)] for one in reversed(rows)]
    caption = _("The same line in other years, in the money of each year")
    return Table(caption=caption, columns=[_("Year"), str(Stage(stage).label)], rows=cells, numbers=(1,))
