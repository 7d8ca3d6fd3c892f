"""Which pages can be pointed out and hidden: each app answers for its own kinds; moderation knows none of them."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from tejido.ground.people.models import Person

Words = str | Promise


@dataclass(frozen=True)
class Page:
    """What those who decide read of a page, whatever its profile: title, address, and the texts that stand on it."""

    title: str
    url: str
    texts: Sequence[str] = ()


@dataclass(frozen=True)
class Kind:
    """How moderation deals with pages of one kind; ids are what comes after the colon of `record_name`.

    `pages` answers many ids with few queries. `hide` takes a page out of every output at once and returns what `show`
    needs to undo it; both run in the transaction of the decision and may raise `Refused`. `concerned` returns those
    pages to which the person belongs in any way (they never decide on them), `owned` those for which they may answer.
    """

    noun: Words
    pages: Callable[[Collection[str]], Mapping[str, Page]]
    hide: Callable[[str, datetime], str]
    show: Callable[[str, str, datetime], None]
    concerned: Callable[[Collection[str], Person], set[str]]
    owned: Callable[[Collection[str], Person], set[str]]


_kinds: dict[str, Kind] = {}


def register(name: str, kind: Kind) -> None:
    """Let pages whose record name begins with `name` be pointed out; called once, from `AppConfig.ready`."""
    _kinds[name] = kind


def kind_of(page: str) -> Kind | None:
    """Return the kind of a page by its name in the record; None where such pages are not moderated."""
    return _kinds.get(page.partition(":")[0])


def names() -> list[str]:
    """Return the kinds that can be pointed out."""
    return sorted(_kinds)


def pages(names: Iterable[str]) -> dict[str, Page]:
    """Return what stands on these pages, by their names in the record."""
    found: dict[str, Page] = {}
    for name, ids in _by_kind(names).items():
        found |= {f"{name}:{own}": page for own, page in _kinds[name].pages(ids).items()}
    return found


def concerned(names: Iterable[str], person: Person) -> set[str]:
    """Return those of the pages to which the person belongs."""
    return _asked(names, lambda kind, ids: kind.concerned(ids, person))


def owned(names: Iterable[str], person: Person) -> set[str]:
    """Return those of the pages for which the person may answer."""
    return _asked(names, lambda kind, ids: kind.owned(ids, person))


def _asked(names: Iterable[str], ask: Callable[[Kind, set[str]], set[str]]) -> set[str]:
    return {f"{name}:{own}" for name, ids in _by_kind(names).items() for own in ask(_kinds[name], ids)}


def _by_kind(names: Iterable[str]) -> dict[str, set[str]]:
    ids: dict[str, set[str]] = {}
    for page in names:
        name, _colon, own = page.partition(":")
        if name in _kinds:
            ids.setdefault(name, set()).add(own)
    return ids
