"""Words of the public record. Apps declare their acts at start-up; the ledger knows none but its own."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Recorded(Protocol):
    """Something that can stand in a leaf: `record_name` is its kind and random id, as in `commitment:1b4e…`."""

    @property
    def record_name(self) -> str:
        """Kind, colon, id."""
        ...


@dataclass(frozen=True)
class Name:
    """A record name without the thing that bears it."""

    record_name: str


SITE = Name("site")
"""The site itself: its clock, its host's machinery."""


def is_record_name(text: str) -> bool:
    """Say whether `text` has the form in which a leaf names its subject or actor."""
    kind, _colon, own = text.partition(":")
    if kind == "place":
        return own.isascii() and own.isdigit() and len(own) in {2, 5}
    try:
        return text == "site" or (kind.isidentifier() and own == str(UUID(own)))
    except ValueError:
        return False


class Act(TextChoices):
    """Acts on the record itself."""

    LOG_OPENED = "record.log.opened", _("opened the public record")
    TEXT_WITHDRAWN = "record.text.withdrawn", _("withdrew a text for somebody's safety")


class Reason(TextChoices):
    """Why a text is withdrawn. The public entry of the withdrawal says this much and no more."""

    DANGER = "danger", _("It puts somebody in danger")
    PERSON = "person", _("It names a person or lets one be recognised")
    WHERE = "where", _("It says where or when somebody can be found")
    LAW = "law", _("A law or an authority's order demands it")


_labels: dict[str, type[TextChoices]] = {}


def declare(acts: type[TextChoices]) -> None:
    """Make an app's acts known, so that pages can say them in words; called once, from `AppConfig.ready`."""
    _labels.update({str(verb): acts for verb in acts.values})


def declared() -> list[tuple[str, str]]:
    """Return every act that apps declared, with its words in the language of the page, in the order of the words."""
    return sorted(((verb, label_of(verb)) for verb in _labels), key=lambda pair: pair[1])


def label_of(verb: str) -> str:
    """Return the words for `verb` in the language of the page; the verb itself where no app declares it any more."""
    acts = _labels.get(verb)
    return str(acts(verb).label) if acts else verb
