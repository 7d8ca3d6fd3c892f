"""How an app describes one of its lists."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.functional import Promise

M = TypeVar("M", bound=Model)
Words = str | Promise
Pair = tuple[str, Words]


@dataclass(frozen=True)
class Filter(Generic[M]):
    """A choice that narrows a list.

    `name` is its word in the address. `choices` are (value, label), or a function that returns them when the list is
    drawn. `apply` narrows the queryset by one value. Values that are valid without being among the choices (a
    municipality, where the choices are states) are named by `label_of`, which returns None for what does not exist.
    Long lists of choices, such as places, are typed: give no choices, `label_of`, and perhaps `help`.
    """

    name: str
    label: Words
    choices: Sequence[Pair] | Callable[[], Sequence[Pair]]
    apply: Callable[[QuerySet[M], str], QuerySet[M]]
    label_of: Callable[[str], Words | None] | None = None
    help: Words = ""


@dataclass(frozen=True)
class Between(Generic[M]):
    """A range of days on the date column `field`; in the address `NAME_desde` and `NAME_hasta` (ISO days)."""

    name: str
    label: Words
    field: str


@dataclass(frozen=True)
class Sort:
    """An order: its word in the address, its label, and its columns; end with "id", so that pages do not overlap."""

    name: str
    label: Words
    by: tuple[str, ...]


@dataclass(frozen=True)
class Column(Generic[M]):
    """A column of the CSV: its heading and what stands in it."""

    label: Words
    value: Callable[[M], object]


@dataclass(frozen=True)
class Entry:
    """A thing as an entry of the Atom feed. `url` is its path; only the day is told, never the hour."""

    title: str
    url: str
    day: date
    summary: str = ""


@dataclass(frozen=True)
class Listing(Generic[M]):
    """A list: what can be searched, filtered, sorted, followed and taken along.

    `count` returns a sentence for a number of things (use ngettext). `search` names columns of folded text
    (`tejido.ground.web.searching`), or is a function. The first of `sorts` is the order without being asked.
    `columns` make the CSV, `entry` the feed, ordered by `newest`; without them the list has none.
    """

    title: Words
    count: Callable[[int], str]
    sorts: Sequence[Sort]
    search: Sequence[str] | Callable[[QuerySet[M], str], QuerySet[M]] = ()
    search_label: Words = ""
    filters: Sequence[Filter[M] | Between[M]] = ()
    columns: Sequence[Column[M]] = ()
    entry: Callable[[M], Entry] | None = None
    newest: tuple[str, ...] = ()
    file_name: str = "lista"
    empty: Words = ""
    begin: Words = ""
    begin_url: str = ""
    per_page: int = 25


def in_list(field: str) -> Callable[[QuerySet[M], str], QuerySet[M]]:
    """Return an `apply` for a JSON column that holds a list of words (causes); works on every database."""

    def apply(things: QuerySet[M], value: str) -> QuerySet[M]:
        text = f"{field}_as_text"
        found: QuerySet[M] = things.alias(**{text: Cast(field, TextField())})
        return found.filter(**{f"{text}__contains": f'"{value}"'})

    return apply


def equal(field: str) -> Callable[[QuerySet[M], str], QuerySet[M]]:
    """Return an `apply` that compares the column `field` (lookups such as `place__parent` are welcome)."""

    def apply(things: QuerySet[M], value: str) -> QuerySet[M]:
        return things.filter(**{field: value})

    return apply
