"""What may stand in a cell of an official file."""

import re

from django.utils.translation import gettext as _

from tejido.ground.places import search, tables
from tejido.ground.places.tables import COUNTRY, UNSPECIFIED

GROUPED = re.compile(r"\d{1,3}(,\d{3})+")
SPANISH = re.compile(r"[\x20-\x7eáéíóúüñÁÉÍÓÚÜÑ°º–]*")
OTHER_NAMES = {
    "05": ("coahuila",),
    "09": ("distrito federal",),
    "15": ("estado de mexico",),
    "16": ("michoacan",),
    "30": ("veracruz",),
}


def count(text: str) -> int | None:
    """Read a count: `1,234` and `12.0` are whole numbers, blank is not reported (None); raise ValueError otherwise."""
    stripped = text.strip()
    if not stripped:
        return None
    plain = stripped.replace(",", "") if GROUPED.fullmatch(stripped) else stripped
    plain = re.sub(r"\.0+$", "", plain)
    if plain.isascii() and plain.isdigit():
        return int(plain)
    if plain.startswith("-") and plain[1:].isdigit():
        raise ValueError(_("negative: %(cell)s") % {"cell": stripped})
    raise ValueError(_("not a whole number: %(cell)s") % {"cell": stripped})


def check_letters(texts: tuple[str, ...]) -> None:
    """Raise ValueError for letters that Spanish official names do not have: text read in a wrong encoding."""
    for text in texts:
        if not SPANISH.fullmatch(text):
            raise ValueError(_("letters are damaged (mojibake): %(text)s") % {"text": text})


def state_key(code: str, name: str) -> str:
    """Give the key of a state by its number and name; raise ValueError where they do not fit or there is none."""
    key = code.strip().zfill(2)
    row = tables.places().get(key)
    if row is None or len(key) != 2 or key == COUNTRY:
        raise ValueError(_("no state has the key %(key)s") % {"key": code})
    known = {search.normalise(row.name), *OTHER_NAMES.get(key, ())}
    if search.normalise(name) not in known:
        raise ValueError(_("state %(key)s is %(name)s, not %(given)s") % {"key": key, "name": row.name, "given": name})
    return key


def municipality_key(code: str, state: str | None = None) -> str:
    """Give the five digits of a municipality, 998 and 999 included; raise ValueError where it is none or elsewhere."""
    key = code.strip().zfill(5)
    exists = key in tables.places() or (key[:2] in tables.places() and key[2:] in UNSPECIFIED)
    if len(key) != 5 or not exists or key[:2] == COUNTRY:
        raise ValueError(_("no municipality has the key %(key)s") % {"key": code})
    if state is not None and key[:2] != state:
        raise ValueError(_("municipality %(key)s does not lie in state %(state)s") % {"key": key, "state": state})
    return key


def wrong_width(found: int, expected: int) -> str:
    """Say that a line has too few or too many cells."""
    return _("%(found)s columns instead of %(expected)s") % {"found": found, "expected": expected}


def named(keys: list[str]) -> str:
    """List places by key and name."""
    return ", ".join(f"{key} {tables.places()[key].name}" if key in tables.places() else key for key in keys)
