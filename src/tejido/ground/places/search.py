"""Finding a place by what people type: without accents, with or without its state, homonyms in a sensible order."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from tejido.ground.places.tables import COUNTRY, PlaceRow, places

SEPARATOR = "|"  # between the names of one place
ALIASES = {
    "02": ("bcn",),
    "03": ("baja sur",),
    "07": ("chis",),
    "09": ("df", "distrito federal"),
    "15": ("edomex", "edo mex", "edo de mexico"),
}
EXACT, BEGINS, BEGINS_A_WORD, WITHIN = range(4)


class Entry(NamedTuple):
    """What search needs to know of a place."""

    key: str
    searchable: str
    population: int | None


def normalise(text: str) -> str:
    """Give letters and digits without accents, in lower case, single blanks between them: `Muñoz, D.` is `munoz d`."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[a-z0-9]+", plain))


def searchable(row: PlaceRow) -> str:
    """Give all names under which a place is found."""
    names = [row.name, row.common_name, row.abbreviation, *ALIASES.get(row.key, ())]
    return SEPARATOR.join(dict.fromkeys(normalise(name) for name in names if name))


def split_state(text: str) -> tuple[str, str]:
    """Part `Juárez, Chih.` or `Juárez (Chihuahua)` into the normalised name and state; the state may be empty."""
    name, separator, state = re.sub(r"[()]", ",", text).partition(",")
    return normalise(name), normalise(state) if separator else ""


def states_called(hint: str) -> frozenset[str]:
    """Give the keys of the states whose name, short name or abbreviation begins with the hint."""
    known = [(row.key, searchable(row).split(SEPARATOR)) for row in places().values() if len(row.key) == 2]
    found = [(key, names) for key, names in known if key != COUNTRY and any(n.startswith(hint) for n in names)]
    exact = frozenset(key for key, names in found if hint in names)
    return exact or frozenset(key for key, _ in found)


def readings(text: str) -> list[tuple[str, frozenset[str]]]:
    """Give the ways to understand a text, likeliest first: a name, and the states it may lie in (none: anywhere)."""
    name, state = split_state(text)
    if state:
        return [(name, states_called(state))] if name and states_called(state) else []
    words = name.split()
    ways = [(name, frozenset[str]())] if name else []
    for cut in range(len(words) - 1, 0, -1):
        states = states_called(" ".join(words[cut:]))
        if states:
            ways.append((" ".join(words[:cut]), states))
    return ways


def ranked(name: str, states: frozenset[str], entries: Iterable[Entry]) -> list[str]:
    """Give the keys of the entries that hold the name, exact ones first, then by population."""
    found = []
    for entry in entries:
        if states and (entry.key[:2] not in states or len(entry.key) == 2):
            continue
        nearness = [_nearness(name, known) for known in entry.searchable.split(SEPARATOR) if name in known]
        if nearness:
            found.append((min(nearness), -(entry.population or 0), entry.key))
    return [key for _, _, key in sorted(found)]


def _nearness(name: str, known: str) -> int:
    if name == known:
        return EXACT
    if known.startswith(name):
        return BEGINS
    return BEGINS_A_WORD if f" {name}" in known else WITHIN


@lru_cache(maxsize=1)
def _entries() -> tuple[Entry, ...]:
    return tuple(Entry(row.key, searchable(row), row.population) for row in places().values())


def find_key(text: str) -> list[str]:
    """Search the package's own tables: a key, or a name with or without its state. Best first; empty if none."""
    return _find(text)[1]


def only_key(text: str) -> str | None:
    """Give the key of the only place that a text can mean: the only one found, or the only one of that very name."""
    name, found = _find(text)
    exact = [key for key in found if name in searchable(places()[key]).split(SEPARATOR)]
    if len(exact) == 1:
        return exact[0]
    return found[0] if len(found) == 1 else None


def _find(text: str) -> tuple[str, list[str]]:
    """Give the name as it was understood, and the keys found for it."""
    typed = text.strip()
    for key in (typed, typed.zfill(5)):
        if typed.isdigit() and key in places():
            return "", [key]
    for name, states in readings(text):
        found = ranked(name, states, _entries())
        if found:
            return name, found
    return "", []
