"""Dates in Spanish sentences, by plain rules: "antes del 15 de marzo", "para el viernes", "en 30 días hábiles".

Pure: text and a day in, a day out. A date without a year is the next one on or after that day. The day that is named is
the day that is meant: "antes del 15" gives the 15th, for a person to correct.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import MAXYEAR, date, timedelta

from tejido.ground.places.business_days import business_days_after
from tejido.ground.web.searching import folded

MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
    "diciembre",
)  # fmt: skip
WEEKDAYS = ("lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo")
NUMBERS = {
    "un": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9,
    "diez": 10, "once": 11, "doce": 12, "quince": 15, "veinte": 20, "treinta": 30, "cuarenta y cinco": 45,
    "sesenta": 60, "noventa": 90, "ciento veinte": 120,
}  # fmt: skip
MIDDLE = 15
LONGEST = 3660  # "en 90000 días" is no date

_MONTH = "(" + "|".join((*MONTHS, "setiembre")) + ")"
_YEAR = r"(?:,?\s+(?:del?\s+)?(?:ano\s+)?(20\d\d))?"
_COUNT = "(" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + r"|\d{1,4})"


def due_in(text: str, *, today: date) -> date | None:
    """Return the first date that a rule finds in `text`, seen from `today`; None where there is none."""
    plain = folded(text)
    for pattern, rule in _RULES:
        for found in pattern.finditer(plain):
            day = rule(found, today)
            if day is not None:
                return day
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _coming(month: int, day: int, year: str | None, today: date) -> date | None:
    if year:
        return _day(int(year), month, day)
    for candidate in range(today.year, min(today.year + 5, MAXYEAR)):  # 29 February comes every fourth year
        found = _day(candidate, month, day)
        if found and found >= today:
            return found
    return None


def _month(word: str) -> int:
    return MONTHS.index("septiembre" if word == "setiembre" else word) + 1


def _named(found: re.Match[str], today: date) -> date | None:
    day = 1 if found[1].startswith("primero") else int(re.sub(r"\D", "", found[1]))
    return _coming(_month(found[2]), day, found[3], today)


def _iso(found: re.Match[str], today: date) -> date | None:  # noqa: ARG001  all rules have one signature
    return _day(int(found[1]), int(found[2]), int(found[3]))


def _figures(found: re.Match[str], today: date) -> date | None:
    year = found[3]
    return _coming(int(found[2]), int(found[1]), f"20{year}" if year and len(year) == len("26") else year, today)


def _after(found: re.Match[str], today: date) -> date | None:
    number, unit = NUMBERS.get(found[1]) or int(found[1]), found[2]
    if unit.startswith("mes"):
        return _months_after(today, number)
    days = number * (7 if unit.startswith("semana") else 1)
    if days > LONGEST or today.year + days // 365 + 2 > MAXYEAR:
        return None
    return business_days_after(today, days) if found[3] else today + timedelta(days=days)


def _months_after(today: date, number: int) -> date | None:
    years, month = divmod(today.month - 1 + number, 12)
    if today.year + years > MAXYEAR or number * 30 > LONGEST:
        return None
    return date(today.year + years, month + 1, min(today.day, monthrange(today.year + years, month + 1)[1]))


def _weekday(found: re.Match[str], today: date) -> date | None:
    days = (WEEKDAYS.index(found[1]) - today.weekday() - 1) % 7 + 1
    return today + timedelta(days=days) if today.year < MAXYEAR else None


def _part_of_month(found: re.Match[str], today: date) -> date | None:
    middle = found[1].startswith(("mediados", "primera"))
    month = _month(found[2])
    for year in (int(found[3]),) if found[3] else (today.year, min(today.year + 1, MAXYEAR)):
        day = date(year, month, MIDDLE if middle else monthrange(year, month)[1])
        if found[3] or day >= today:
            return day
    return None


def _end_of_month(found: re.Match[str], today: date) -> date | None:  # noqa: ARG001  all rules have one signature
    return today.replace(day=monthrange(today.year, today.month)[1])


def _end_of_year(found: re.Match[str], today: date) -> date | None:  # noqa: ARG001  all rules have one signature
    return date(today.year, 12, 31)


def _tomorrow(found: re.Match[str], today: date) -> date | None:
    return today + timedelta(days=2 if found[1] else 1) if today.year < MAXYEAR else None


Rule = Callable[[re.Match[str], date], date | None]
_IN = r"\b(?:en|dentro de|plazo de|plazo maximo de|no mayor (?:a|de))\s+"
_BY = r"\b(?:antes del?|para el|el|este|proximo|al|hasta el|tardar el)\s+(?:dia\s+|proximo\s+)?"
_PART = r"\b(mediados|primera quincena|segunda quincena|fin|fines|finales)\s+(?:del mes\s+)?de\s+"
_PATTERNS: tuple[tuple[str, Rule], ...] = (
    (r"\b(20\d\d)-(\d\d)-(\d\d)\b", _iso),
    (rf"\b(primero|\d{{1,2}}(?:ro|o|°)?)\s+de\s+{_MONTH}\b{_YEAR}", _named),
    (r"(?<![\d/.-])(\d{1,2})[/-](\d{1,2})[/-](20\d\d|\d\d)(?![\d/-])", _figures),
    (r"\b(?:el|al|del)\s+(\d{1,2})/(\d{1,2})()(?![\d/-])", _figures),
    (rf"{_IN}{_COUNT}\s+(dias?|semanas?|mes(?:es)?)\b(\s+habiles)?", _after),
    (rf"{_PART}{_MONTH}\b{_YEAR}", _part_of_month),
    (rf"{_BY}({'|'.join(WEEKDAYS)})\b", _weekday),
    (r"\b(?:fin|fines|finales)\s+de(?:l|\s+este)?\s+mes\b", _end_of_month),
    (r"\b(?:fin|fines|finales)\s+de(?:l|\s+este)?\s+ano\b", _end_of_year),
    (rf"\b(?:para|antes de|durante|en)(\s)(?:el mes de\s+)?{_MONTH}\b{_YEAR}", _part_of_month),
    (r"(?<!\bla )\b(?:(pasado)\s+)?manana\b", _tomorrow),
)
_RULES = tuple((re.compile(pattern), rule) for pattern, rule in _PATTERNS)
