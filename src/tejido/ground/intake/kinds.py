"""Kinds of import: what an app says of its columns, and what it does with the rows. Apps register theirs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from tejido.ground.intake.columns import Column
from tejido.ground.people.models import Person


@dataclass(frozen=True, slots=True)
class Asked:
    """Who imports, when, and into what: `subject` is the app's own word, mostly the id of what the import is for."""

    by: Person
    now: datetime
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row whose cells could all be read: values by the names of columns, None where the cell is empty."""

    line: int
    values: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.values[name]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row is refused: the line, the column's label (or nothing), what the cell says, what to do."""

    line: int
    message: str
    column: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One field that a row would change, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Update:
    """A row for something that is there already, and what it would change."""

    row: Row
    target: Any
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What would become of every row: each stands in exactly one of the four."""

    create: Sequence[Row] = ()
    update: Sequence[Update] = ()
    unchanged: Sequence[Row] = ()
    refused: Sequence[Problem] = ()


@dataclass(frozen=True, kw_only=True)
class IntakeKind:
    """An import as its app declares it.

    `plan` reads and writes nothing; it looks things up for all rows at once, so that its queries do not grow with
    them. `apply` calls the app's own actions inside one transaction. `check_may` raises NotAllowed. `done_url` is
    where the person goes back to. `key` names the columns that tell two rows of a file to be the same.
    """

    name: str
    title: str | Promise
    columns: tuple[Column, ...]
    plan: Callable[[Sequence[Row], Asked], Plan]
    apply: Callable[[Plan, Asked], object]
    check_may: Callable[[Person | None, str], None]
    done_url: Callable[[str], str]
    key: tuple[str, ...] = ()
    help: str | Promise = field(default="")


_kinds: dict[str, IntakeKind] = {}


def register(kind: IntakeKind) -> None:
    """Add a kind of import; called once, from `AppConfig.ready`."""
    _kinds[kind.name] = kind


def find(name: str) -> IntakeKind | None:
    """Return the kind of this name."""
    return _kinds.get(name)
