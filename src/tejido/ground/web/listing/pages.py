"""Pages of a selection, without counting tables to their end."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tejido.ground.web.listing.selection import PAGE, Selection

M = TypeVar("M", bound=Model)

COUNTED = 1_000
"""Things are counted up to here, since counting is what grows with a table. Beyond, the page says "more than"."""


@dataclass(frozen=True)
class PageLink:
    """A page to go to; `url` is empty for a gap."""

    number: int
    url: str
    is_here: bool = False


@dataclass(frozen=True)
class Page(Generic[M]):
    """One page of a selection."""

    rows: Sequence[M]
    number: int
    last: int
    count: int
    is_more: bool
    selection: Selection[M]

    @property
    def count_text(self) -> str:
        """How many there are, in words."""
        words = self.selection.listing.count(self.count)
        return _("More than %(count)s") % {"count": words} if self.is_more else words

    @property
    def span_text(self) -> str:
        """Which page this is, in words."""
        numbers = {"number": number_format(self.number), "last": number_format(self.last)}
        return _("Page %(number)s of %(last)s") % numbers

    @property
    def previous(self) -> str:
        """The address of the page before, or nothing."""
        return self._url(self.number - 1) if self.number > 1 else ""

    @property
    def next(self) -> str:
        """The address of the page after, or nothing."""
        return self._url(self.number + 1) if self.number < self.last else ""

    @property
    def links(self) -> list[PageLink]:
        """The first page, the last one, and those around this one."""
        wanted = sorted({1, self.last} | set(range(max(1, self.number - 1), min(self.last, self.number + 1) + 1)))
        links: list[PageLink] = []
        for number in wanted:
            if links and number > links[-1].number + 1:
                links.append(PageLink(number - 1, ""))
            links.append(PageLink(number, self._url(number), number == self.number))
        return links

    def _url(self, number: int) -> str:
        return self.selection.url(**{PAGE: str(number) if number > 1 else ""})


def page_of(selection: Selection[M], asked: str) -> Page[M]:
    """Return the page that the address asks for; costs three queries and what the queryset prefetches."""
    size = selection.listing.per_page
    found = selection.things.order_by()[: COUNTED + 1].count()
    is_more, count = found > COUNTED, min(found, COUNTED)
    last = max(1, -(-count // size))
    number = _number(asked)
    if number is None or number > last:
        selection.problems.append(_("There is no such page. This is the one that comes closest."))
        number = last if number else 1
    rows = taken(selection.things, (number - 1) * size, number * size) if count else []
    return Page(rows, number, last, count, is_more, selection)


def taken(things: QuerySet[M], start: int, end: int) -> list[M]:
    """Return `things[start:end]` in their order. Which ones is asked of their own table alone, in a query before.

    Databases would else join all of a long table to others, and sort it, before they take 25 of it.
    """
    if things.query.distinct or things.query.group_by is not None:
        return list(things[start:end])
    chosen = list(things.select_related(None).prefetch_related(None).values_list("pk", flat=True)[start:end])
    return list(things.filter(pk__in=chosen))


def _number(asked: str) -> int | None:
    """Return the number of the page, None for what is no such number."""
    if not asked:
        return 1
    return int(asked) if asked.isascii() and asked.isdigit() and 0 < len(asked) < 10 and int(asked) else None
