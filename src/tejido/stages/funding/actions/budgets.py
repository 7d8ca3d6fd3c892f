"""Budgets: sources added, lines brought in. What a later version changes stays visible."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.recording import enter
from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.ground.web.acting import Refused, action
from tejido.ground.web.searching import folded
from tejido.stages.funding import budget_tables
from tejido.stages.funding.budget_tables import Account
from tejido.stages.funding.classifying import ANNEX_19, by_code, is_annex_19
from tejido.stages.funding.models import BudgetImport, BudgetLine, BudgetSource, Deflator, LineChange
from tejido.stages.funding.policies import budgets as policies
from tejido.stages.funding.policies.budgets import Actor
from tejido.stages.funding.vocabulary.budgets import BudgetAct, BudgetKind, Stage
from tejido.stages.funding.vocabulary.calls import Currency

COLUMNS = ("kind", "place", "currency", "stage", "family", "line_count", "digest")
"""The public columns of a source that leaves carry."""
WORDS = ("name", "unit", "programme", "scheme", "function", "place_id", "causes")
SPACE = UUID("0c6a1f6e-9d5b-5b0e-8a41-2b1d5a0f7c11")  # in which sources of the package have their ids
AT_ONCE = 500
MOST = 10**17  # hundredths: a thousand million million pesos


class BadSource(Refused):
    """Something that a source must say is missing."""

    message = _("Give the budget a name, and say who published it and in which document.")
    field = "name"


class NoLines(Refused):
    """A table without lines changes nothing."""

    message = _("There is no line in it.")


@dataclass(frozen=True)
class About:
    """What is said of a source when it is added."""

    name: str
    kind: str
    place: Place
    publisher: str
    document: str
    currency: str = Currency.MXN
    stage: str = Stage.APPROVED
    url: str = ""
    vintage: str = ""
    terms: str = ""
    note: str = ""
    family: str = ""


@dataclass(frozen=True)
class LineRow:
    """A line as it is brought in: amounts in hundredths by stage; `account` says what it buys where that is known."""

    year: int
    code: str
    name: str
    amounts: Mapping[str, int]
    unit: str = ""
    programme: str = ""
    scheme: str = ""
    function: str = ""
    place: str = ""
    causes: Sequence[str] = field(default_factory=list)
    constant: int | None = None
    account: Account | None = None


@action
def add_budget_source(about: About, *, organisation: Organisation | None, by: Person, now: datetime) -> BudgetSource:
    """Add a budget, still without lines. Raises NotAllowed, BadSource."""
    actor = policies.check_may_add_source(by, organisation)
    for name in ("name", "publisher", "document"):
        if not getattr(about, name).strip():
            raise BadSource(field=name)
    if about.url and not about.url.startswith(("https://", "http://")):
        raise BadSource(_("Write the address with https:// at its beginning."), field="url")
    return _added(about, organisation, actor, localdate(now))


@action
def import_budget_lines(
    source: BudgetSource, rows: Sequence[LineRow], *, by: Person, now: datetime
) -> BudgetImport | None:
    """Bring lines in: new ones are made, known ones (by year and code) changed; what changed stays visible.

    Lines that are not in `rows` stay. Returns None where nothing changed. Raises NotAllowed, NoLines.
    """
    locked = BudgetSource.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=source.pk)
    actor = policies.check_may_import(by, locked)
    if not rows:
        raise NoLines
    return _taken(locked, rows, actor, localdate(now), whole=False)


@action
def load_package_budgets(*, now: datetime) -> int:
    """Bring in the package's own sources, lines and deflators; can be repeated. Return how many sources changed.

    A place that the site lacks (tests, a site of one state) leaves them out.
    """
    country = Place.objects.filter(pk="00").first()
    if country is None:
        return 0
    today, stated, changed = localdate(now), budget_tables.manifest(), 0
    for key, said in stated["sources"].items():
        source = BudgetSource.objects.select_for_update(of=("self",)).filter(key=key).first()
        if source is None:
            source = _added(_about(said, country), None, None, today, key=key)
        accounts = budget_tables.accounts(key)
        rows = [
            LineRow(
                line.year,
                line.code,
                accounts[line.code].name,
                line.amounts,
                unit=accounts[line.code].unit,
                constant=line.constant,
                account=accounts[line.code],
            )
            for line in budget_tables.lines(key)
        ]
        changed += _taken(source, rows, None, today, whole=True) is not None
    _load_deflators(stated)
    return changed


@dataclass(frozen=True)
class DeflatorRow:
    """By how much amounts of a year are multiplied, and who says so."""

    currency: str
    year: int
    base: int
    millionths: int
    source: str


@action
def load_deflators(rows: Sequence[DeflatorRow], *, by: Person, now: datetime) -> int:  # noqa: ARG001  as every action
    """Bring in a series of deflators; those of the same currency and year are replaced. Raises NotAllowed, NoLines."""
    policies.check_may_load_deflators(by)
    if not rows:
        raise NoLines
    return _kept(Deflator(**vars(row)) for row in rows)


def _load_deflators(stated: Mapping[str, Any]) -> None:
    words = {key: f"{said['publisher']}, {said['title']}" for key, said in stated["sources"].items()}
    ours = budget_tables.deflators()
    _kept(
        Deflator(currency=c, year=y, base=b, millionths=m, source=words[stated["deflators"][c]]) for c, y, b, m in ours
    )


def _kept(rows: Iterable[Deflator]) -> int:
    fields = ["base", "millionths", "source"]
    made = Deflator.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["currency", "year"], update_fields=fields
    )
    return len(made)


def _about(said: Mapping[str, str], country: Place) -> About:
    return About(
        name=said["name"],
        kind=BudgetKind(said["kind"]),
        place=country,
        publisher=said["publisher"],
        document=said["title"],
        currency=said["currency"],
        stage=said["stage"],
        url=said["url"],
        vintage=said["vintage"],
        terms=said["licence"],
        note=said["treatment"],
        family=said["family"],
    )


def _added(about: About, of: Organisation | None, actor: Actor, day: date, key: str = "") -> BudgetSource:
    source = BudgetSource(
        **vars(about) | {"searchable": folded(about.name)[:200]}, organisation=of, added_on=day, key=key
    )
    if key:
        source.pk = uuid5(SPACE, key)
    source.save(force_insert=True)
    _enter(BudgetAct.SOURCE_ADDED, source, actor, day, text=source.name)
    return source


def _taken(
    source: BudgetSource, rows: Sequence[LineRow], actor: Actor, day: date, *, whole: bool
) -> BudgetImport | None:
    """Bring rows into a locked source; with `whole`, lines that are not among them are gone."""
    known = {(line.year, line.code): line for line in source.lines.all()}
    wanted = {(row.year, row.code): row for row in rows}
    made = [_line(source, row, day) for key, row in wanted.items() if key not in known]
    changed: dict[UUID, BudgetLine] = {}
    changes: list[LineChange] = []
    for key, row in wanted.items():
        if key in known:
            found = _differences(known[key], row, source)
            if found is not None:
                changed[known[key].pk] = known[key]
                changes += found
    lost = [line for key, line in known.items() if whole and key not in wanted and line.gone_on is None]
    for line in lost:
        line.gone_on = day
        changes.append(LineChange(line=line, before=getattr(line, source.stage), after=None))
    if not made and not changed and not lost:
        return None
    _write(source, made, [*changed.values(), *lost])
    return _counted(source, actor, day, changes, (len(made), len(changed), len(lost)))


def _write(source: BudgetSource, made: Sequence[BudgetLine], changed: Sequence[BudgetLine]) -> None:
    BudgetLine.objects.bulk_create(made, AT_ONCE)
    fields = [*WORDS, *Stage.values, "constant", "searchable", "category", "certainty", "reason", "gone_on"]
    BudgetLine.objects.bulk_update(changed, ["place" if name == "place_id" else name for name in fields], AT_ONCE)
    lines = source.lines.filter(gone_on=None)
    source.line_count, source.digest = lines.count(), digest_of(lines)
    source.save(update_fields=["line_count", "digest"])


def _counted(
    source: BudgetSource, actor: Actor, day: date, changes: list[LineChange], counts: tuple[int, int, int]
) -> BudgetImport:
    number = (source.imports.aggregate(last=Max("number"))["last"] or 0) + 1
    made, changed, gone = counts
    of = actor if isinstance(actor, Organisation) else actor.organisation if actor else None
    batch = BudgetImport.objects.create(
        source=source, number=number, organisation=of, imported_on=day, made=made, changed=changed, gone=gone
    )
    for change in changes:
        change.batch = batch
    LineChange.objects.bulk_create(changes, AT_ONCE)
    _enter(BudgetAct.LINES_IMPORTED, source, actor, day, made=made, changed=changed, gone=gone)
    return batch


def digest_of(lines: Iterable[BudgetLine]) -> str:
    """Return the SHA-256 of lines, in order of year and code: year, code, name, what it is for, the five amounts."""
    seen = hashlib.sha256()
    for line in sorted(lines, key=lambda one: (one.year, one.code)):
        amounts = ("" if (value := getattr(line, stage)) is None else str(value) for stage in Stage.values)
        seen.update(
            "\t".join([str(line.year), line.code, line.name, line.scheme, line.function, *amounts]).encode() + b"\n"
        )
    return seen.hexdigest()


def _line(source: BudgetSource, row: LineRow, day: date) -> BudgetLine:
    line = BudgetLine(source=source, year=row.year, code=row.code, brought_on=day)
    line.pk = uuid5(source.pk, f"{row.year}|{row.code}")
    _say(line, row, source)
    return line


def _differences(line: BudgetLine, row: LineRow, source: BudgetSource) -> list[LineChange] | None:
    """Change a line to what the row says; return the amounts that changed, None where nothing did."""
    names = (*WORDS, *Stage.values, "constant", "category", "certainty", "reason", "gone_on")
    before = {name: getattr(line, name) for name in names}
    _say(line, row, source)
    line.gone_on = None
    after = {name: getattr(line, name) for name in names}
    if before == after:
        return None
    return [
        LineChange(line=line, stage=stage, before=before[stage], after=after[stage])
        for stage in Stage.values
        if before[stage] != after[stage]
    ]


def _say(line: BudgetLine, row: LineRow, source: BudgetSource) -> None:
    """Write what a row says into its line; a stage that the row does not name stays as it is."""
    scheme, function = row.scheme, row.function.strip()
    if is_annex_19(row.name) or is_annex_19(row.programme):
        scheme, function = ANNEX_19
    line.name, line.unit, line.programme = row.name[:200], row.unit[:160], row.programme[:160]
    line.scheme, line.function = scheme, function
    line.searchable = folded(line.name, line.unit, line.programme)[:600]
    line.place_id = row.place or source.place_id
    line.causes = list(row.causes)
    for stage, amount in row.amounts.items():
        setattr(line, stage, amount)
    line.constant = row.constant
    if line.own_id is None:
        found = row.account or by_code(scheme, function)
        line.category, line.certainty, line.reason = found.category, found.certainty, found.reason


def _enter(act: BudgetAct, source: BudgetSource, actor: Actor, day: date, text: str = "", **more: Any) -> None:
    """Enter an act on a source; what public money is for is open."""
    fields: dict[str, Any] = {name: getattr(source, name) for name in COLUMNS if name != "place"}
    fields["place"] = source.place_id
    enter(act, subject=source, under=Profile.OPEN, by=actor, day=day, text=text, **fields, **more)
