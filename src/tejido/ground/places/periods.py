"""Periods as series count them: years (`2020`) or months (`2020-01`)."""

from itertools import repeat, zip_longest

from tejido.ground.places.tables import Value


def number_of(period: str) -> int:
    """Give a period's number: periods that follow each other differ by one."""
    year, _, month = period.partition("-")
    return int(year) * 12 + int(month) - 1 if month else int(year)


def period_of(number: int, like: str) -> str:
    """Give the period of a number, a month or a year as `like` is one."""
    return f"{number // 12}-{number % 12 + 1:02d}" if "-" in like else str(number)


def overlaid(start: str, values: list[Value], new_start: str, new_values: list[Value]) -> tuple[str, list[Value]]:
    """Lay newer values over older ones; what the newer ones do not reach stays as it was."""
    first, new_first = number_of(start), number_of(new_start)
    begin = min(first, new_first)
    end = max(first + len(values), new_first + len(new_values))
    joined: list[Value] = [None] * (end - begin)
    joined[first - begin : first - begin + len(values)] = values
    joined[new_first - begin : new_first - begin + len(new_values)] = new_values
    return period_of(begin, start), joined


def summed(rows: list[tuple[str, list[Value]]]) -> tuple[str, list[Value]]:
    """Add up series that may begin at different periods; a period that none reports stays None."""
    begin = min(number_of(start) for start, _ in rows)
    padded = [[*repeat(None, number_of(start) - begin), *values] for start, values in rows]
    totals: list[Value] = []
    for column in zip_longest(*padded):
        known = [value for value in column if value is not None]
        totals.append(sum(known) if known else None)
    return period_of(begin, rows[0][0]), totals
