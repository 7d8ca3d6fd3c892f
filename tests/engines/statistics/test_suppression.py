from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tejido.engines.statistics.suppression import Sum, determined, feasible, sums_of_table, suppress

STATE = [Sum("state", ("a", "b", "c"))]


def test_small_count_takes_company_so_that_the_total_does_not_give_it_away():
    counts = {"a": 3, "b": 20, "c": 9, "state": 32}
    assert suppress(counts, STATE) == {"a", "c"}


def test_nothing_is_hidden_where_no_count_is_small():
    assert suppress({"a": 5, "b": 20, "c": 9, "state": 34}, STATE) == frozenset()


def test_two_small_counts_whose_remainder_is_small_take_a_third():
    """Total less the shown count is 3: both hidden ones would be known to be under 5."""
    counts = {"a": 1, "b": 2, "c": 50, "state": 53}
    assert suppress(counts, STATE) == {"a", "b", "c"}


def test_all_small_counts_hide_their_total_too():
    assert suppress({"a": 1, "b": 2, "c": 1, "state": 4}, STATE) == {"a", "b", "c", "state"}


def test_small_total_without_other_parts_is_hidden_with_its_parts_above():
    sums = [*STATE, Sum("country", ("state", "other"))]
    counts = {"a": 1, "b": 0, "c": 0, "state": 1, "other": 40, "country": 41}
    assert suppress(counts, sums) == {"a", "b", "c", "state", "other"}


def test_cell_outside_every_sum_is_hidden_alone():
    assert suppress({"lonely": 2, "a": 5, "b": 6, "c": 7, "state": 18}, STATE) == {"lonely"}


@pytest.mark.parametrize("counts", [{"a": -1, "b": 2, "c": 3, "state": 4}, {"a": 1, "b": 2, "c": 3, "state": 7}])
def test_figures_that_cannot_be_are_refused(counts):
    with pytest.raises(ValueError, match=r"negative|add up"):
        suppress(counts, STATE)


def test_algebra_over_rows_and_columns_finds_a_cell_that_no_single_sum_gives_away():
    sums = sums_of_table(["r", "s"], ["x", "y"])
    hidden = {("r", "x"), ("r", "y"), ("s", "x")}
    assert determined(sums, hidden) == hidden
    assert determined(sums, hidden | {("s", "y")}) == set()


TABLES = st.integers(2, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.sampled_from([0, 0, 1, 2, 4, 5, 7, 12, 60]), min_size=width, max_size=width),
        min_size=2,
        max_size=4,
    )
)


def filled(table):
    rows, columns = range(len(table)), range(len(table[0]))
    counts = {(r, c): table[r][c] for r, c in product(rows, columns)}
    counts |= {(r, "total"): sum(table[r]) for r in rows}
    counts |= {("total", c): sum(row[c] for row in table) for c in columns}
    counts["total", "total"] = sum(map(sum, table))
    return counts, sums_of_table(list(rows), list(columns))


def subtract(counts, sums, hidden):
    """What anybody can do with a pencil: fill in the one cell that a sum lacks, as long as there is one."""
    known = {cell: n for cell, n in counts.items() if cell not in hidden}
    while True:
        for one in sums:
            lacking = [cell for cell in one.cells if cell not in known]
            if len(lacking) == 1:
                others = sum(known[part] for part in one.parts if part in known)
                known[lacking[0]] = others if lacking[0] == one.total else known[one.total] - others
                break
        else:
            return known


@given(TABLES)
@settings(max_examples=200)
def test_no_small_count_can_be_worked_out_by_subtraction(table):
    counts, sums = filled(table)
    hidden = suppress(counts, sums)
    small = {cell for cell, n in counts.items() if n < 5}
    assert small <= hidden
    assert small.isdisjoint(subtract(counts, sums, hidden))


@given(TABLES)
@settings(max_examples=200)
def test_no_small_count_can_be_held_under_the_threshold(table):
    counts, sums = filled(table)
    hidden = suppress(counts, sums)
    bounds = feasible(counts, sums, hidden)
    assert all(bounds[cell][1] >= 5 for cell, n in counts.items() if n < 5)


@given(TABLES)
@settings(max_examples=100)
def test_another_table_with_the_same_shown_figures_exists_for_each_small_count(table):
    """Algebra leaves every small count free, so that the shown figures alone do not settle it."""
    counts, sums = filled(table)
    hidden = suppress(counts, sums)
    assert determined(sums, hidden).isdisjoint(cell for cell, n in counts.items() if n < 5)
