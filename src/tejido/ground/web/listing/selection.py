"""What an address selects from a list. Whatever it says, the answer is a list and never an error."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from tejido.ground.web.listing.spec import Between, Filter, Listing, Sort, Words
from tejido.ground.web.searching import LONGEST, folded, search

M = TypeVar("M", bound=Model)

SEARCH, SORT, PAGE, FORMAT = "q", "orden", "pagina", "formato"


@dataclass(frozen=True)
class Option:
    """One choice of a filter or of the order."""

    value: str
    label: Words
    chosen: bool


@dataclass(frozen=True)
class Control:
    """A filter as the page draws it: `kind` is "choice", "typed" or "date"."""

    kind: str
    name: str
    label: Words
    value: str = ""
    options: Sequence[Option] = ()
    help: Words = ""


@dataclass(frozen=True)
class Chip:
    """What is chosen now, in words, and the address without it."""

    label: str
    value: str
    url: str


@dataclass
class Selection(Generic[M]):
    """The things that an address asks for, and how the page shows what was asked."""

    listing: Listing[M]
    things: QuerySet[M]
    path: str
    search: str = ""
    sort: str = ""
    chosen: dict[str, str] = field(default_factory=dict)
    controls: list[Control] = field(default_factory=list)
    labels: list[tuple[str, str, str]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def is_narrowed(self) -> bool:
        """Whether something was searched for or filtered."""
        return bool(self.search or self.labels)

    @property
    def sorts(self) -> list[Option]:
        """The orders to choose from."""
        return [Option(order.name, order.label, order.name == self.order.name) for order in self.listing.sorts]

    @property
    def order(self) -> Sort:
        """The order that holds."""
        return next((order for order in self.listing.sorts if order.name == self.sort), self.listing.sorts[0])

    @property
    def chips(self) -> list[Chip]:
        """What is chosen, each with the address that lets it go."""
        chips = [Chip(_("Words"), self.search, self.url(**{SEARCH: ""}))] if self.search else []
        return chips + [Chip(label, value, self.url(**{name: ""})) for name, label, value in self.labels]

    def url(self, **changes: str) -> str:
        """Return the address of this selection with `changes`; empty values are left out, and so is the page."""
        asked = {SEARCH: self.search, **self.chosen, SORT: self.sort} | changes
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"{self.path}?{query}" if query else self.path


def select(listing: Listing[M], things: QuerySet[M], path: str, asked: Mapping[str, str]) -> Selection[M]:
    """Return what `asked` (the parameters of the address) selects from `things`."""
    selection = Selection(listing, things, path)
    _say_what_is_unknown(selection, asked)
    _search(selection, asked.get(SEARCH, ""))
    for narrowing in listing.filters:
        if isinstance(narrowing, Between):
            _between(selection, narrowing, asked)
        else:
            _narrow(selection, narrowing, asked.get(narrowing.name, ""))
    wanted = asked.get(SORT, "")
    if wanted in {order.name for order in listing.sorts}:
        selection.sort = "" if wanted == listing.sorts[0].name else wanted
    elif wanted:
        selection.problems.append(
            _("There is no order “%(value)s”. The usual one is used.") % {"value": _short(wanted)}
        )
    selection.things = selection.things.order_by(*selection.order.by)
    return selection


def _say_what_is_unknown(selection: Selection[M], asked: Mapping[str, str]) -> None:
    known = {SEARCH, SORT, PAGE, FORMAT}
    for narrowing in selection.listing.filters:
        known |= set(_ends(narrowing)) if isinstance(narrowing, Between) else {narrowing.name}
    unknown = [name for name in asked if name not in known]
    if unknown:
        names = ", ".join(f"“{_short(name)}”" for name in unknown[:3])
        selection.problems.append(
            _("This list does not know %(names)s in the address. It was ignored.") % {"names": names}
        )


def _search(selection: Selection[M], text: str) -> None:
    columns = selection.listing.search
    if not folded(text) or not columns:
        return
    selection.search = " ".join(text[:LONGEST].replace("\x00", " ").split())
    if callable(columns):
        selection.things = columns(selection.things, selection.search)
    else:
        selection.things = search(selection.things, selection.search, *columns)


def _narrow(selection: Selection[M], narrowing: Filter[M], value: str) -> None:
    choices = narrowing.choices() if callable(narrowing.choices) else narrowing.choices
    value = value.strip()
    label = next((words for key, words in choices if key == value), None) if value else None
    if value and label is None and narrowing.label_of and "\x00" not in value:
        label = narrowing.label_of(value[:LONGEST])
        choices = [*choices, (value, label)] if label is not None and choices else choices
    if label is not None:
        selection.things = narrowing.apply(selection.things, value)
        selection.chosen[narrowing.name] = value
        selection.labels.append((narrowing.name, str(narrowing.label), str(label)))
    elif value:
        words = {"filter": narrowing.label, "value": _short(value)}
        selection.problems.append(_("“%(value)s” is no choice of “%(filter)s”. It was ignored.") % words)
        value = "" if choices else value
    options = [Option(key, words, key == value) for key, words in choices]
    kind = "choice" if options else "typed"
    selection.controls.append(Control(kind, narrowing.name, narrowing.label, value, options, narrowing.help))


def _between(selection: Selection[M], narrowing: Between[M], asked: Mapping[str, str]) -> None:
    words = (_("%(label)s, from"), _("%(label)s, until"))
    for name, lookup, pattern in zip(_ends(narrowing), ("gte", "lte"), words, strict=True):
        typed, label = asked.get(name, "").strip(), pattern % {"label": narrowing.label}
        day = _day(typed)
        if day:
            selection.things = selection.things.filter(**{f"{narrowing.field}__{lookup}": day})
            selection.chosen[name] = day.isoformat()
            selection.labels.append((name, label, date_format(day)))
        elif typed:
            what = {"value": _short(typed)}
            selection.problems.append(_("“%(value)s” is not a date (2026-05-31). It was ignored.") % what)
        selection.controls.append(Control("date", name, label, day.isoformat() if day else ""))


def _ends(narrowing: Between[M]) -> tuple[str, str]:
    return f"{narrowing.name}_desde", f"{narrowing.name}_hasta"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _short(text: str) -> str:
    return Truncator(text.replace("\x00", "")).chars(40)
