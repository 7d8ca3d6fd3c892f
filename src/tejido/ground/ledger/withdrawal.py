"""What apps above know about withdrawing a text: who may, and where else it is kept."""

from collections.abc import Callable
from typing import Any, Protocol
from uuid import UUID

from tejido.ground.ledger.models import Leaf


class Asker(Protocol):
    """Somebody who is signed in; of whom the record knows no more than a random id."""

    pk: UUID


May = Callable[[Any, Leaf], bool]
"""Gets the account of a higher app and a leaf; says whether the person may have its text withdrawn."""
Forget = Callable[[str, str, str], object]
"""Gets the id of a subject, the verb of the act and its text; deletes the copies that its app keeps of that text."""

_may: list[May] = []
_forget: dict[str, Forget] = {}


def allow(may: May) -> None:
    """Let those withdraw texts of whom `may` says so; called once, from `AppConfig.ready`."""
    if may not in _may:
        _may.append(may)


def register(kind: str, forget: Forget) -> None:
    """Have `forget` called in the transaction that withdraws a text of a subject of `kind`; from `AppConfig.ready`.

    The column that the audit compares with the text (`Audited.texts`) and `searchable` are emptied without being asked.
    """
    _forget[kind] = forget


def may_withdraw(asker: Asker | None, leaf: Leaf) -> bool:
    """Say whether somebody may ask for the withdrawal of a text, and confirm what another asked for."""
    return asker is not None and any(may(asker, leaf) for may in _may)


def forget_copies(leaf: Leaf, text: str) -> None:
    """Have the app of the subject delete its copies of a text."""
    kind, _colon, own = leaf.subject.partition(":")
    if kind in _forget:
        _forget[kind](own, leaf.verb, text)
