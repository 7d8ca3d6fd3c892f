"""What can be followed: each app says how its subjects are called today, and which of them may be shown.

A notice keeps no name. It is asked for whenever the notice is read, so that a publication profile that was tightened
since holds for notices too.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from tejido.ground.people.models import Person


@dataclass(frozen=True)
class Subject:
    """How a subject is shown: its title and the address of its page."""

    title: str
    url: str


Describe = Callable[[Collection[str], Person | None], Mapping[str, Subject]]
"""Answers, for ids (what comes after the colon of `record_name`) and a reader, those that may be shown to them."""

_kinds: dict[str, Describe] = {}


def register(kind: str, describe: Describe) -> None:
    """Let people follow subjects of `kind` (what comes before the colon); called once, from `AppConfig.ready`.

    `describe` leaves out what may not be shown to that reader now, and answers all ids with few queries.
    """
    _kinds[kind] = describe


def described(names: Iterable[str], reader: Person | None) -> dict[str, Subject]:
    """Return what may be shown of these subjects, by their name in the record; one call for each kind."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for name in names:
        kind, _colon, key = name.partition(":")
        wanted[kind].add(key)
    return {
        f"{kind}:{key}": subject
        for kind, keys in wanted.items()
        if kind in _kinds
        for key, subject in _kinds[kind](keys, reader).items()
    }
