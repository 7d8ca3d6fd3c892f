"""From the words of a table to the key of a place, for tens of thousands of rows."""

from functools import cache, lru_cache

from django.utils.translation import gettext as _

from tejido.ground.places import tables
from tejido.ground.places.search import normalise, states_called


class NoSuchPlace(ValueError):  # noqa: N818  what a person reads
    """The words name no place, or several; the message says which, and what to write."""


def key_of(state: str, municipality: str) -> str:
    """Return the key of a municipality in a state, or of the state where no municipality is said.

    Raises NoSuchPlace.
    """
    key = _state(normalise(state))
    if not municipality:
        return key
    if municipality.isdigit():
        wanted = key + municipality.zfill(3)[-3:]
        if wanted in tables.places():
            return wanted
    found = _municipalities().get((key, normalise(municipality)), ())
    if not found:
        words = {"municipality": municipality, "state": state}
        raise NoSuchPlace(_("there is no municipality “%(municipality)s” in %(state)s; look at its spelling") % words)
    if len(found) > 1:
        words = {"municipality": municipality, "keys": ", ".join(found)}
        raise NoSuchPlace(
            _("several municipalities are called “%(municipality)s”; write the key instead: %(keys)s") % words
        )
    return found[0]


@cache
def _state(state: str) -> str:
    known = tables.places()
    exact = [
        row.key
        for row in known.values()
        if len(row.key) == 2
        and row.key != tables.COUNTRY
        and state in {row.key, *map(normalise, (row.name, row.common_name, row.abbreviation))}
    ]
    found = exact or sorted(states_called(state) if state else ())
    if len(found) != 1:
        raise NoSuchPlace(_("is not a state; write its name, for example Chihuahua"))
    return found[0]


@lru_cache(maxsize=1)
def _municipalities() -> dict[tuple[str, str], tuple[str, ...]]:
    named: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in tables.places().values():
        if len(row.key) == 5:
            for name in {normalise(row.name), normalise(row.common_name)} - {""}:
                named[row.state, name] = (*named.get((row.state, name), ()), row.key)
    return named
