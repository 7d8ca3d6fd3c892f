"""Marks: the word, the drawing and the hue of a state, a kind or a cause. Never the hue alone.

An app registers its vocabularies when it starts (`AppConfig.ready`)::

    marks.register("commitment", CommitmentState, tones={"verified": "kept", "broken": "late"}, icons="state")

and pages draw them with `{% mark "commitment" commitment.state %}`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from django.db.models import TextChoices
from django.utils.functional import Promise

Tone = Literal["plain", "accent", "kept", "late", "quiet", "bare"]
"""Hues and weights: `kept`, and `late` (or broken), only for promises; `bare` (no frame) for kinds and causes."""


@dataclass(frozen=True)
class Mark:
    """How a value is shown: its word, the name of its icon, and its tone."""

    word: str | Promise
    icon: str
    tone: Tone


_marks: dict[tuple[str, str], Mark] = {}


def register(
    kind: str, words: type[TextChoices], *, tones: Mapping[str, Tone] | None = None, icons: str = "state"
) -> None:
    """Register a vocabulary under the name `kind`; icons are those called `ICONS-VALUE`."""
    usual: Tone = "plain" if icons == "state" else "bare"
    for value, word in words.choices:
        tone = (tones or {}).get(value, usual)
        _marks[kind, value] = Mark(word, f"{icons}-{value}", tone)


def mark(kind: str, value: str) -> Mark:
    """Return how `value` is shown; a value that nobody registered is shown as it is written."""
    return _marks.get((kind, value)) or Mark(value.replace("_", " "), "", "plain")


def words(kind: str) -> dict[str, Mark]:
    """Return all marks of a kind by their value."""
    return {value: found for (of, value), found in _marks.items() if of == kind}
