"""What subjects and actors of the record are called on pages: each app answers for its own kinds."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tejido.ground.ledger.showing import told

Words = str | Promise
Names = Callable[[Collection[str]], Mapping[str, tuple[Words, str]]]
"""Gets the ids of subjects of one kind; returns the name and address (or "") of each that it knows, in one query."""

_names: dict[str, Names] = {}
_nouns: dict[str, Words] = {}


@dataclass(frozen=True)
class Named:
    """How a page calls something: `url` is empty where it has no page, `is_told` false where it may not be shown."""

    record_name: str
    name: str
    url: str = ""
    is_told: bool = True


def register(kind: str, names: Names, *, noun: Words = "") -> None:
    """Let `names` name subjects of `kind` (see `Names`); called once, from `AppConfig.ready`.

    `noun` stands where something has no name or may not be shown: "an organisation". Names are asked only for what
    `showing` tells of.
    """
    _names[kind] = names
    _nouns[kind] = noun


def named(record_names: Iterable[str], today: date) -> dict[str, Named]:
    """Return what each of `record_names` is called. Costs two queries a kind, whatever their number."""
    wanted = set(record_names)
    return named_of(wanted, told(wanted, today))


def named_of(wanted: Collection[str], told_of: Collection[str]) -> dict[str, Named]:
    """Return what each of `wanted` is called, where `showing.told` has answered `told_of` for them."""
    shown = {one for one in wanted if one in told_of}
    known: dict[str, tuple[Words, str]] = {}
    by_kind: dict[str, set[str]] = {}
    for record_name in shown:
        kind, _colon, own = record_name.partition(":")
        by_kind.setdefault(kind, set()).add(own)
    for kind, ids in by_kind.items():
        found = _names[kind](ids) if kind in _names else {}
        known |= {f"{kind}:{own}": name for own, name in found.items()}
    return {one: _named(one, known.get(one), is_told=one in shown) for one in wanted}


def nouns() -> list[tuple[str, str]]:
    """Return the kinds that apps named, each with its noun."""
    return sorted(((kind, str(noun)) for kind, noun in _nouns.items() if noun), key=lambda pair: pair[1])


def _named(record_name: str, found: tuple[Words, str] | None, *, is_told: bool) -> Named:
    if record_name == "site":
        return Named(record_name, _("The site"))
    if found:
        return Named(record_name, str(found[0]), found[1])
    kind = record_name.partition(":")[0]
    return Named(record_name, str(_nouns.get(kind) or kind.replace("_", " ")), is_told=is_told)
