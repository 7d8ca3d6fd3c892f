"""`tejido place KEY`: the figures of a place, straight from the package's tables; no database needed."""

import json
from typing import Any, NoReturn

import click

from tejido.cli.words import _
from tejido.ground.places import search, tables
from tejido.ground.places.tables import COUNTRY, PlaceRow

CANDIDATES = 8
GRADES = {1: "Muy bajo", 2: "Bajo", 3: "Medio", 4: "Alto", 5: "Muy alto"}  # CONAPO's own words, a key for others
LATEST = 5


@click.command(
    help=_(
        "Show the figures of a place. PLACE is its INEGI key (2 digits a state, 5 a municipality, 00 the country) or "
        "its name, if need be with the state: 'Juárez, Chihuahua'."
    )
)
@click.argument("place", metavar="PLACE")
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON object and nothing else."))
def place(place: str, *, as_json: bool) -> None:
    """Print the figures of the one place that is meant."""
    key = search.only_key(place)
    if key is None:
        _refuse(place)
    figures = _figures(tables.places()[key])
    if as_json:
        click.echo(json.dumps(figures, ensure_ascii=False))
    else:
        _tell(figures)


def _refuse(text: str) -> NoReturn:
    """Say that no place is meant, or which ones may be."""
    found = search.find_key(text)
    if not found:
        raise click.ClickException(_("no place is called %(text)s") % {"text": text})
    names = [f"{key} {_full_name(tables.places()[key])}" for key in found[:CANDIDATES]]
    more = len(found) - len(names)
    if more:
        names.append(_("and %(more)d more") % {"more": more})
    message = _("%(text)s may mean several places; give the key or the state: %(names)s")
    raise click.ClickException(message % {"text": text, "names": "; ".join(names)})


def _full_name(row: PlaceRow) -> str:
    return f"{row.name}, {_state(row)}" if len(row.key) > 2 else row.common_name or row.name


def _state(row: PlaceRow) -> str:
    return "" if row.key == COUNTRY else tables.places()[row.state].name


def _figures(row: PlaceRow) -> dict[str, Any]:
    table = tables.table("homicides")
    listed = table.of(row.key)
    return {
        "key": row.key,
        "name": row.name,
        "state": _state(row),
        "population": row.population,
        "marginalisation": _marginalisation(row.key),
        "homicides": dict(zip(table.periods, listed or [0] * len(table.periods), strict=True)),
        "homicides_listed": listed is not None,
        "indigenous_speakers": row.indigenous,
        "metropolitan_area": row.metro or None,
        "sources": {name: _source(name) for name in ("census", "marginalisation", "homicides")},
    }


def _marginalisation(key: str) -> dict[str, Any] | None:
    grade = tables.grade_of(key)
    return None if grade is None else {"index": tables.conditions()[key]["index"], "grade": GRADES[grade]}


def _source(name: str) -> str:
    stated = tables.manifest()["sources"][name]
    return f"{stated['publisher']}, {stated['title']} ({stated['years']})"


def _tell(figures: dict[str, Any]) -> None:
    """Say the figures in words, each with its source."""
    state = f", {figures['state']}" if len(figures["key"]) > 2 else ""
    click.echo(f"{figures['key']} {figures['name']}{state}")
    if figures["population"] is None:
        click.echo(_("created after the census of 2020: no census data"))
    else:
        people = f"{figures['population']:,}"
        click.echo(_("people: %(people)s (%(source)s)") % {"people": people, "source": figures["sources"]["census"]})
    if figures["marginalisation"]:
        said = {**figures["marginalisation"], "source": figures["sources"]["marginalisation"]}
        click.echo(_("marginalisation: %(grade)s, index %(index)s (%(source)s)") % said)
    if not figures["homicides_listed"]:
        click.echo(_("homicides: none registered (%(source)s)") % {"source": figures["sources"]["homicides"]})
        return
    latest = ", ".join(f"{year}: {count}" for year, count in list(figures["homicides"].items())[-LATEST:])
    click.echo(_("homicides: %(latest)s (%(source)s)") % {"latest": latest, "source": figures["sources"]["homicides"]})
