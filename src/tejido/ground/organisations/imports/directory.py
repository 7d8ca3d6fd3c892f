"""The import of a directory: its columns, what would become of each row, and doing it.

Columns and their words follow the federal registry's export, as public importers of it describe it. There the tax key
is not unique, so rows are told apart by CLUNI, else by name and place without accents. An organisation that has a
coordinator looks after its page itself: an import only fills in a CLUNI or tax key that it lacks.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tejido.ground.intake.columns import Column
from tejido.ground.intake.kinds import Asked, Change, IntakeKind, Plan, Problem, Row, Update
from tejido.ground.intake.parsing import CellProblem, choice, text
from tejido.ground.organisations import actions, identifiers, policies
from tejido.ground.organisations.imports.whereabouts import NoSuchPlace, key_of
from tejido.ground.organisations.models import Membership, Organisation
from tejido.ground.organisations.particulars import ABOUT_LENGTH, NAME_LENGTH, Particulars
from tejido.ground.organisations.vocabulary import Kind, Role
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.ground.web.searching import folded

AT_ONCE = 5_000
"""Values in one question to the database; SQLite takes 32,766 at most."""


ACTIVE = {True: ("activa", "activa condicionada", "active"), False: ("inactiva", "disolución", "inactive")}


def _identifier(read: Callable[[str], str]) -> Callable[[str], str]:
    def parse(cell: str) -> str:
        try:
            return read(cell)
        except identifiers.BadIdentifier as problem:
            raise CellProblem(str(problem.message)) from None

    return parse


COLUMNS = (
    Column(name="cluni", label=gettext_lazy("CLUNI"), parse=_identifier(identifiers.cluni)),
    Column(
        name="name",
        label=gettext_lazy("Name"),
        synonyms=("nombre", "nombre de la organización", "denominación", "razón social", "osc"),
        parse=text(NAME_LENGTH),
        required=True,
    ),
    Column(name="rfc", label=gettext_lazy("Tax key (RFC)"), synonyms=("rfc",), parse=_identifier(identifiers.rfc)),
    Column(
        name="state",
        label=gettext_lazy("State of the country"),
        synonyms=("estado", "entidad", "entidad federativa"),
        parse=text(60),
        required=True,
    ),
    Column(
        name="municipality",
        label=gettext_lazy("Municipality"),
        synonyms=("municipio", "municipio o alcaldía", "alcaldía", "delegación"),
        parse=text(120),
        help=gettext_lazy("Left empty, it works in the whole state."),
    ),
    Column(
        name="about",
        label=gettext_lazy("What it does"),
        synonyms=("objeto social", "objeto_social", "actividades"),
        parse=text(ABOUT_LENGTH),
    ),
    Column(
        name="active",
        label=gettext_lazy("Status"),
        synonyms=("estatus", "estado del registro"),
        parse=choice(ACTIVE),
        help=gettext_lazy("Only active ones are imported."),
    ),
)


@dataclass(frozen=True)
class _Known:
    """The organisations that rows may mean, by their CLUNI and by name and place."""

    by_cluni: dict[str, Organisation]
    by_name: dict[tuple[str, str], Organisation]


def plan(rows: Sequence[Row], asked: Asked) -> Plan:  # noqa: ARG001  the host may import anything
    """Say what would become of each row."""
    places, refused = _places(rows)
    known = _known(rows)
    create: list[Row] = []
    update: list[Update] = []
    unchanged: list[Row] = []
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        place = places.get(row.line)
        if place is None:
            continue
        own = (folded(row["name"]), place.key)
        twin = seen.setdefault(own, row.line)
        if twin != row.line and not row["cluni"]:
            words = {"row": twin}
            refused.append(
                Problem(row.line, _("has the name and place of row %(row)d; give a CLUNI, or keep one") % words)
            )
            continue
        there = known.by_cluni.get(row["cluni"] or "") or _same_name(known, own, row)
        if there is None:
            create.append(row)
        elif changes := tuple(_changes(there, _merged(there, row, place))):
            update.append(Update(row, there, changes))
        else:
            unchanged.append(row)
    return Plan(create, update, unchanged, refused)


def apply(plan: Plan, asked: Asked) -> None:
    """Register and change, through the same actions as the pages."""
    rows = [*plan.create, *(update.row for update in plan.update)]
    places, _refused = _places(rows)
    for row in plan.create:
        actions.register_organisation(_said(row, places[row.line]), kind=Kind.CIVIL_SOCIETY, by=asked.by, now=asked.now)
    for update in plan.update:
        there = update.target
        merged = _merged(there, update.row, places[update.row.line])
        actions.change_organisation(there, merged, version=there.version, by=asked.by, now=asked.now)


def _places(rows: Sequence[Row]) -> tuple[dict[int, Place], list[Problem]]:
    keys: dict[int, str] = {}
    refused: list[Problem] = []
    for row in rows:
        if row["active"] is False:
            refused.append(Problem(row.line, _("is not active any more; leave it out"), str(gettext_lazy("Status"))))
            continue
        try:
            keys[row.line] = key_of(row["state"], row["municipality"] or "")
        except NoSuchPlace as problem:
            label = str(COLUMNS[4].label if row["municipality"] else COLUMNS[3].label)
            refused.append(Problem(row.line, str(problem), label, row["municipality"] or row["state"]))
    places = Place.objects.defer("figures").in_bulk(set(keys.values()))
    return {line: places[key] for line, key in keys.items()}, refused


def _known(rows: Sequence[Row]) -> _Known:
    coordinated = Membership.objects.filter(organisation=OuterRef("pk"), role=Role.COORDINATOR, ended_on=None)
    ours = Organisation.objects.filter(kind=Kind.CIVIL_SOCIETY, closed_on=None).prefetch_related("places")
    ours = ours.annotate(is_coordinated=Exists(coordinated)).order_by("verified_on", "registered_on", "id")
    by_cluni: dict[str, Organisation] = {}
    by_name: dict[tuple[str, str], Organisation] = {}
    for some in _parts({row["cluni"] for row in rows if row["cluni"]}):
        by_cluni |= {one.cluni: one for one in ours.filter(cluni__in=some)}
    for some in _parts({folded(row["name"])[:200] for row in rows}):
        for one in ours.filter(searchable__in=some):
            by_name |= {(one.searchable, place.key): one for place in one.places.all()}
    return _Known(by_cluni, by_name)


def _parts(values: set[str]) -> Iterator[list[str]]:
    every = sorted(values)
    return (every[at : at + AT_ONCE] for at in range(0, len(every), AT_ONCE))


def _same_name(known: _Known, own: tuple[str, str], row: Row) -> Organisation | None:
    there = known.by_name.get(own)
    return None if there and there.cluni and row["cluni"] else there  # two keys, two organisations


def _said(row: Row, place: Place) -> Particulars:
    return Particulars(
        name=row["name"],
        places=[place],
        about=row["about"] or "",
        cluni=row["cluni"] or "",
        rfc=row["rfc"] or "",
    )


def _merged(there: Organisation, row: Row, place: Place) -> Particulars:
    """Return what the organisation would say of itself after the row; an empty cell changes nothing."""
    said = _said(row, place)
    theirs = there.is_coordinated  # type: ignore[attr-defined]  # annotated in _known
    places = list(there.places.all())
    return Particulars(
        name=there.name if theirs else said.name,
        places=places if theirs or place in places else [*places, place],
        causes=there.causes,
        about=there.about if theirs else said.about or there.about,
        cluni=there.cluni or said.cluni,
        rfc=there.rfc or said.rfc if theirs else said.rfc or there.rfc,
        website=there.website,
    )


def _changes(there: Organisation, then: Particulars) -> Iterator[Change]:
    for column in COLUMNS:
        if column.name in {"cluni", "name", "rfc", "about"}:
            before, after = getattr(there, column.name), getattr(then, column.name)
            if before != after:
                yield Change(str(column.label), before, after)
    before, after = (
        "; ".join(sorted(place.full_name for place in places)) for places in (there.places.all(), then.places)
    )
    if before != after:
        yield Change(_("Places"), before, after)


def _check_may(person: Person | None, subject: str) -> None:  # noqa: ARG001  there is one directory
    policies.check_is_host(person)


KIND = IntakeKind(
    name="organizaciones",
    title=gettext_lazy("Import a directory of organisations"),
    columns=COLUMNS,
    plan=plan,
    apply=apply,
    check_may=_check_may,
    done_url=lambda _subject: reverse("organisation-list"),
    key=("cluni",),
    help=gettext_lazy(
        "The columns of the federal registry of civil society organisations are understood as they are."
        " What is imported is discreet and not verified."
    ),
)
