"""Quarters and the days on which their figures come out."""

from datetime import date

import pytest

from tejido.stages.reports.quarters import Quarter, last_due


@pytest.mark.parametrize(
    ("day", "written", "begins", "ends", "released"),
    [
        (date(2026, 1, 1), "2026-1", date(2026, 1, 1), date(2026, 3, 31), date(2026, 5, 15)),
        (date(2026, 9, 30), "2026-3", date(2026, 7, 1), date(2026, 9, 30), date(2026, 11, 15)),
        (date(2026, 12, 31), "2026-4", date(2026, 10, 1), date(2026, 12, 31), date(2027, 2, 15)),
    ],
)
def test_quarter_of_a_day(day, written, begins, ends, released):
    quarter = Quarter.of(day)
    found = (str(quarter), quarter.begins_on, quarter.ends_on, quarter.released_on)
    assert found == (written, begins, ends, released)
    assert Quarter.read(written) == quarter
    assert quarter.next.before == quarter


@pytest.mark.parametrize("written", ["", "2026", "2026-5", "2026-0", "1999-1", "2026-3 "])
def test_what_is_no_quarter(written):
    assert Quarter.read(written) is None


@pytest.mark.parametrize(
    ("today", "last"),
    [
        (date(2026, 11, 14), "2026-2"),
        (date(2026, 11, 15), "2026-3"),
        (date(2027, 2, 14), "2026-3"),
        (date(2027, 2, 15), "2026-4"),
    ],
)
def test_last_quarter_that_is_due(today, last):
    assert str(last_due(today)) == last
