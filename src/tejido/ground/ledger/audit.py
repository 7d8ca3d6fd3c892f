"""Which public columns follow from the record, so that an audit can replay the log and compare them.

Convention: the `fields` of a leaf are named exactly as the public columns of its subject and hold their values as JSON
(dates in ISO form, ids of foreign keys as text, lists of a vocabulary sorted). The last leaf of a subject that carries
a column says what that column holds now. A text column is covered by the text of the acts named for it. A column that
a profile keeps out of the record stands there as WITHHELD: from then on it is not compared, until a leaf carries it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import models
from django.db.models import Q

WITHHELD = "withheld"
"""Stands in a leaf for a value that may not be told there (a coming date, an exact number): it is not compared."""


@dataclass(frozen=True)
class Audited:
    """The public columns of one kind of subject.

    `kind` is the part of `record_name` before the colon, `columns` follow from `fields`, and `texts` maps a text column
    to the verbs whose leaf text it must equal (the last of them counts).

    A column that no leaf of a subject carries must be at rest: its default, null or empty. `hidden` are the rows of
    which the record says nothing now, not even that they changed; they are counted and not compared. By default those
    that `showing` does not tell of; say it where that depends on a column that the record carries, so that nobody hides
    a row by changing that column. `expected` are the rows that must be in the record, by default all that are not
    hidden (leave out drafts and the like). After an act of `ends` the row may be gone.
    """

    kind: str
    model: type[models.Model]
    columns: tuple[str, ...]
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hidden: Q | None = None
    expected: Q | None = None
    ends: tuple[str, ...] = ()


AUDITED: dict[str, Audited] = {}


def register(audited: Audited) -> None:
    """Make a kind of subject known to the audit; called once, from `AppConfig.ready`."""
    AUDITED[audited.kind] = audited
