"""Where each figure comes from: the entries of the public record."""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.utils.translation import gettext as _

from tejido.ground.ledger.models import Leaf
from tejido.stages.roundtables.models import Commitment

Entries = Mapping[tuple[str, str], int]


def entries_of(commitments: Iterable[Commitment]) -> Entries:
    """Return the number of the last entry of each kind of act on each commitment; one query."""
    names = [it.record_name for it in commitments]
    rows = Leaf.objects.filter(subject__in=names).order_by("index").values_list("subject", "verb", "index")
    return {(subject, verb): index for subject, verb, index in rows}


def cited(entries: Entries, commitment: Commitment, *verbs: str) -> str:
    """Return where the record says it: the entry of the first of `verbs` that there is, else the latest on it."""
    name = commitment.record_name
    found = next((entries[name, verb] for verb in verbs if (name, verb) in entries), None)
    if found is None:
        found = max((index for (subject, _verb), index in entries.items() if subject == name), default=None)
    return _("entry %(index)s of the public record") % {"index": found} if found is not None else ""


def latest(entries: Entries, commitment: Commitment) -> str:
    """Return the number of the latest entry on the commitment, or nothing."""
    numbers = [index for (subject, _verb), index in entries.items() if subject == commitment.record_name]
    return str(max(numbers)) if numbers else ""


def address(path: str) -> str:
    """Return the whole address of a page, for paper and pictures."""
    return f"{settings.SITE_URL}{path}"


def one_line(text: str, most: int) -> str:
    """Return what somebody wrote as one line of at most `most` characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
