"""Whoever knows the method and the whole publication learns of a hidden count that it is under five, and no more."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tejido.engines.statistics.pooling import Counts, Row, most_in_pool, publish, rounded
from tejido.engines.statistics.suppression import THRESHOLD

KINDS, MARKS = ("a", "b", "c", "d"), ("x", "y")
SMALL = range(THRESHOLD)


def counts(kinds, marks=()):
    return Counts(dict(zip(KINDS, kinds, strict=False)), dict(zip(MARKS, marks, strict=False)))


def seen(published):
    """The publication, letter by letter."""

    def row(one):
        return one and (sorted(one.kinds.items()), one.pool, sorted(one.marks.items()))

    return (sorted((place, row(one)) for place, one in published.rows.items()), row(published.rest)).__repr__()


def hidden_of(table):
    """Every count of a table that is under the threshold: (place, kind or mark)."""
    return [
        (place, name)
        for place, one in table.items()
        for name, count in (*one.kinds.items(), *one.marks.items(), ("all", one.total))
        if count < THRESHOLD
    ]


def value(table, place, name):
    one = table[place]
    return one.total if name == "all" else {**one.kinds, **one.marks}[name]


@pytest.mark.parametrize(
    ("places", "kinds", "marks", "most"),
    [(2, 2, 0, 10), (3, 1, 0, 16), (1, 3, 0, 14), (2, 1, 1, 11), (1, 2, 1, 11), (4, 1, 0, 9)],
)
def test_every_small_count_may_be_anything_under_five(places, kinds, marks, most):
    tables = defaultdict(list)
    every = [
        counts(some, marked)
        for some in product(range(most + 1), repeat=kinds)
        for marked in product(range(min(sum(some), most) + 1), repeat=marks)
    ]
    for chosen in product(every, repeat=places):
        table = dict(enumerate(chosen))
        tables[seen(publish(table))].append(table)
    told = set()
    for same in tables.values():
        # What an attacker has left: all tables that lead to this publication. Those at the edge of what was
        # enumerated stand for larger ones and are left out as truths, not as alternatives.
        truths = [table for table in same if all(one.total <= most // 2 + THRESHOLD - 1 for one in table.values())]
        for cell in {cell for table in truths for cell in hidden_of(table)}:
            left = {value(table, *cell) for table in same}
            if not left.issuperset(SMALL):
                told.add((cell, tuple(sorted(left))))
    assert told == set()


def alternative(table, published, place, name, wanted):
    """A table in which one hidden count is `wanted` and of which the publication should be the same."""
    blank = Counts(dict.fromkeys(next(iter(table.values())).kinds, 0), dict.fromkeys(MARKS, 0))
    made = {key: Counts(dict(blank.kinds), dict(blank.marks)) for key in table}
    for key, row in published.rows.items():
        _fill(made[key], row, name if key == place else "", wanted, list(blank.kinds))
    small = [key for key in table if key not in published.rows]
    if published.rest:
        whole = Counts(dict(blank.kinds), dict(blank.marks))
        _fill(whole, published.rest, name if place in small else "", wanted, list(blank.kinds))
        if place in small:
            kinds, marks = _taken(whole, name, wanted)
            made[place] = Counts(kinds, marks)
        _spread(whole, [key for key in small if key != place], made)
    elif place in small:
        kind = name if name in blank.kinds else next(iter(blank.kinds))
        made[place] = Counts(
            {**blank.kinds, kind: wanted}, {**blank.marks, **({name: wanted} if name in MARKS else {})}
        )
    return made


def _fill(into, row, name, wanted, every):
    """Reports exactly as the row shows them; in the pool the wanted count first."""
    into.kinds.update(row.kinds)
    hidden = [kind for kind in every if kind not in row.kinds]
    left = row.pool
    if name in hidden:
        into.kinds[name] = wanted
        left -= wanted
        hidden.remove(name)
    for kind in hidden:
        into.kinds[kind] = min(max(left, 0), THRESHOLD - 1)
        left -= into.kinds[kind]
    into.marks.update(row.marks)
    if name in MARKS and name not in row.marks:
        into.marks[name] = wanted


def _taken(whole, name, wanted):
    """Take `wanted` reports (of this kind, or with this mark) out of the whole, for one place."""
    kinds, marks, left = dict.fromkeys(whole.kinds, 0), dict.fromkeys(MARKS, 0), wanted
    order = [name] if name in whole.kinds else sorted(whole.kinds, key=lambda kind: -whole.kinds[kind])
    for kind in order:
        kinds[kind] = min(left, whole.kinds[kind])
        whole.kinds[kind] -= kinds[kind]
        left -= kinds[kind]
    for mark in MARKS:
        marks[mark] = min(whole.marks[mark], wanted) if mark == name else max(0, whole.marks[mark] - whole.total)
        whole.marks[mark] -= marks[mark]
    return kinds, marks


def _spread(whole, keys, made):
    """Give the reports of the whole to places, at most four to each."""
    for key in keys:
        kinds, room = dict.fromkeys(whole.kinds, 0), THRESHOLD - 1
        for kind in kinds:
            kinds[kind] = min(room, whole.kinds[kind])
            whole.kinds[kind] -= kinds[kind]
            room -= kinds[kind]
        total = sum(kinds.values())
        marks = {mark: min(total, whole.marks[mark]) for mark in MARKS}
        for mark in MARKS:
            whole.marks[mark] -= marks[mark]
        made[key] = Counts(kinds, marks)
    assert whole.total == 0


few = st.integers(0, 12) | st.integers(0, 3)
tables = st.dictionaries(
    st.integers(0, 30),
    st.tuples(st.tuples(few, few, few, few), st.tuples(st.floats(0, 1), st.floats(0, 1))).map(
        lambda drawn: counts(drawn[0], tuple(int(share * sum(drawn[0])) for share in drawn[1]))
    ),
    min_size=1,
    max_size=7,
)


@settings(max_examples=150, deadline=None)
@given(tables)
def test_any_hidden_count_has_an_alternative_with_the_same_publication(table):
    published = publish(table)
    for place, name in hidden_of(table):
        for wanted in SMALL:
            other = alternative(table, published, place, name, wanted)
            assert value(other, place, name) == wanted
            assert seen(publish(other)) == seen(published)


@settings(max_examples=150, deadline=None)
@given(tables)
def test_published_counts_are_multiples_of_five_from_five_on(table):
    published = publish(table)
    rows = [*published.rows.values(), *([published.rest] if published.rest else [])]
    shown = [count for row in rows for count in (*row.kinds.values(), *row.marks.values(), row.pool or 5)]
    assert all(count % 5 == 0 and count >= 5 for count in shown)
    assert all(count <= row.total for row in rows for count in row.marks.values())
    assert published.total == sum(row.total for row in rows)


def test_places_with_few_reports_are_shown_together():
    table = {"juárez": counts((23, 6, 2, 2), (30, 3)), "b": counts((3, 1, 0, 0)), "c": counts((4, 0, 0, 0))}
    table = {place: Counts(one.kinds, {"x": 0, "y": 0} | one.marks) for place, one in table.items()}
    assert publish(table).rows == {"juárez": Row({"a": 25, "b": 5}, 0, {"x": 30})}
    assert publish(table).rest is None  # eight reports in two places would say that neither is empty
    table["d"] = counts((0, 0, 0, 0), (0, 0))
    table["e"] = counts((0, 0, 0, 0), (0, 0))
    assert publish(table).rest == Row({"a": 5}, 0, {})


def test_mark_says_nothing_of_hidden_kinds():
    """Nine reports with one cause, six of one kind: the cause must not say that there are others."""
    shown = publish({"a": counts((6, 3, 0, 0), (9, 0))}).rows["a"]
    assert (shown.total, shown.marks) == (5, {"x": 5})


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (2, 0), (3, 5), (7, 5), (8, 10), (12, 10), (13, 15)])
def test_count_is_rounded_to_the_nearest_five(count, shown):
    assert rounded(count) == shown


@pytest.mark.parametrize(("members", "most"), [(0, 0), (1, 0), (2, 0), (3, 5), (4, 10), (10, 35)])
def test_pool_leaves_room_for_one_empty_member(members, most):
    assert most_in_pool(members) == most


@pytest.mark.parametrize(
    "table",
    [
        {"a": counts((-1,))},
        {"a": counts((1,), (2,))},
        {"a": counts((1,)), "b": counts((1, 1))},
    ],
)
def test_table_that_cannot_be_is_refused(table):
    with pytest.raises(ValueError, match=r"."):
        publish(table)


def test_base_above_the_threshold_is_refused():
    with pytest.raises(ValueError, match="base"):
        publish({"a": counts((9,))}, base=10)
