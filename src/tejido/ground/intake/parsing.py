"""From what somebody typed into a cell to a value, or to a sentence that says what is wrong and how to mend it."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TypeVar

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

from tejido.ground.intake.cells import plain

T = TypeVar("T")

_SPANISH = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
_ENGLISH = "january february march april may june july august september october november december"
_MONTHS = {
    word: number
    for names in (_SPANISH, _ENGLISH)
    for number, name in enumerate(names.split(), 1)
    for word in (name, name[:3])
} | {"setiembre": 9, "set": 9}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})", re.ASCII)
_IN_WORDS = re.compile(r"(\d{1,2})[ \-/.]+(?:de )?([a-z]+)\.?[ \-/.]+(?:de |del )?(\d{4})", re.ASCII)
_YES = {"si", "sí", "s", "yes", "y", "true", "verdadero", "1", "x"}
_NO = {"no", "n", "false", "falso", "0"}


class CellProblem(ValueError):  # noqa: N818  what a person reads, not a defect
    """A cell cannot be used; the message says why and what to write instead, in the reader's language."""


def in_all_languages(word: str | Promise) -> list[str]:
    """Return a label in every language of the site: people head their columns in either."""
    said = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            said.append(str(word))
    return said


def text(longest: int = 500) -> Callable[[str], str]:
    """Return a parser of text of at most `longest` characters; blanks in a row become one."""

    def parse(cell: str) -> str:
        kept = "\n".join(" ".join(line.split()) for line in cell.splitlines())
        if len(kept) > longest:
            raise CellProblem(
                _("has %(length)d characters; shorten it to %(longest)d") % {"length": len(kept), "longest": longest}
            )
        return kept

    return parse


def day(cell: str) -> date:
    """Read a day: 2026-05-01, 01/05/2026 (day first, as in Mexico), 1 de mayo de 2026."""
    word = cell.strip().casefold()
    if found := _ISO.fullmatch(word):
        year, month, number = (int(part) for part in found.groups())
    elif found := _DAY_FIRST.fullmatch(word):
        number, month, year = (int(part) for part in found.groups())
    elif (found := _IN_WORDS.fullmatch(word)) and found[2] in _MONTHS:
        number, month, year = int(found[1]), _MONTHS[found[2]], int(found[3])
    else:
        raise CellProblem(_("is not a date; write it as 31/12/2026, with four digits for the year"))
    try:
        return date(year, month, number)
    except ValueError:
        raise CellProblem(_("is not a day of the calendar; write day, month and year as 31/12/2026")) from None


def amount(cell: str) -> Decimal:
    """Read a number as written in Mexico: 1,234.50, $1,234.50, 80 %; the sign % is dropped."""
    word = re.sub(r"\s|\$|MXN|%", "", cell, flags=re.IGNORECASE)
    if re.fullmatch(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?", word, re.ASCII):
        return Decimal(word.replace(",", ""))
    raise CellProblem(_("is not a number; write it as 1234.50, with a point for the decimals"))


def whole(least: int | None = None, most: int | None = None) -> Callable[[str], int]:
    """Return a parser of whole numbers from `least` to `most`."""

    def parse(cell: str) -> int:
        number = amount(cell)
        if number != number.to_integral_value():
            raise CellProblem(_("has decimals; write a whole number"))
        if (least is not None and number < least) or (most is not None and number > most):
            limits = {"least": "…" if least is None else least, "most": "…" if most is None else most}
            raise CellProblem(_("is out of range; write a number from %(least)s to %(most)s") % limits)
        return int(number)

    return parse


def yes_or_no(cell: str) -> bool:
    """Read sí or no, in the ways people mark it."""
    word = cell.strip().casefold()
    if word in _YES | _NO:
        return word in _YES
    raise CellProblem(_("is neither yes nor no; write sí or no"))


def choice(meanings: Mapping[T, Iterable[str | Promise]]) -> Callable[[str], T]:
    """Return a parser of one of several words: for each value the words that mean it, the first of them shown."""
    known = {value: tuple(words) for value, words in meanings.items()}

    @cache
    def by_word() -> dict[str, T]:
        return {
            plain(said): value for value, words in known.items() for word in words for said in in_all_languages(word)
        }

    def parse(cell: str) -> T:
        if (found := by_word().get(plain(cell))) is not None:
            return found
        shown = ", ".join(str(words[0]) for words in known.values())
        raise CellProblem(_("is none of the possible words; write one of: %(words)s") % {"words": shown})

    return parse


def several(parse: Callable[[str], T], most: int = 20) -> Callable[[str], list[T]]:
    """Return a parser of several values in one cell, divided by semicolons, bars or line breaks, else by commas."""

    def parse_all(cell: str) -> list[T]:
        parts = re.split(r"[;|\n]", cell) if re.search(r"[;|\n]", cell) else cell.split(",")
        values = [parse(part.strip()) for part in parts if part.strip()]
        if len(values) > most:
            raise CellProblem(_("has more than %(most)d values; keep the most important ones") % {"most": most})
        return list(dict.fromkeys(values))

    return parse_all
