"""The monthly bulletin for the press: what was kept, what is late, what was broken, what comes next, on two pages.

Everything in it is what anybody may see, each figure with its entry in the public record. It is a draft: somebody reads
it before it goes out.
"""

from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tejido.ground.organisations.profiles import Field as What
from tejido.ground.organisations.profiles import Output, date_shown, update_shown
from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.places.models import Place
from tejido.stages.roundtables import sentences
from tejido.stages.roundtables.bulletin.citing import Entries, address, cited, entries_of, latest, one_line
from tejido.stages.roundtables.bulletin.sharing import draft, figures, in_words
from tejido.stages.roundtables.disclosure import Disclosed, disclosed, profile_of
from tejido.stages.roundtables.models import Commitment, Roundtable
from tejido.stages.roundtables.pdf.typesetting import pages_of, paper
from tejido.stages.roundtables.queries import commitments as queries
from tejido.stages.roundtables.queries.commitments import Counts
from tejido.stages.roundtables.transitions import RUNNING
from tejido.stages.roundtables.vocabulary import CommitmentAct, CommitmentState

PAGES = 2
AHEAD = timedelta(days=60)
ITEMS = ((8, 60), (8, 40), (6, 30), (5, 24), (4, 18), (3, 14), (2, 10), (1, 6))
"""Items of a section and rows of the table, from the most; fewer where they would not fit on two pages."""
Rows = QuerySet[Commitment]


@dataclass(frozen=True)
class Month:
    """A month, by its first day."""

    first: date

    @property
    def last(self) -> date:
        """Its last day."""
        return self.first.replace(day=monthrange(self.first.year, self.first.month)[1])

    def __str__(self) -> str:
        return date_format(self.first, "YEAR_MONTH_FORMAT")


@dataclass(frozen=True)
class _Part:
    """A section: its heading, tone, which commitments, in which words, and the acts that prove them."""

    title: str
    tone: str
    rows: Sequence[Commitment]
    words: Callable[[Disclosed], str]
    verbs: tuple[str, ...]


def month_of(text: str, today: date) -> Month | None:
    """Return the month written as 2026-05, the one before today's for nothing; None for what is no past month."""
    if not text:
        return Month((today.replace(day=1) - timedelta(days=1)).replace(day=1))
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return Month(first) if first <= today and first.year >= 2000 else None


def bulletin_of_roundtable(roundtable: Roundtable, month: Month, today: date) -> bytes:
    """Return the bulletin of a roundtable as a PDF of two pages at most."""
    rows = queries.of_roundtable(queries.commitments_shown(Output.BULLETIN, today), roundtable)
    path = reverse("roundtable", args=[roundtable.pk])
    return _bulletin(rows, roundtable.name, roundtable.profile, path, month, today)


def bulletin_of_place(place: Place, month: Month, today: date) -> bytes:
    """Return the bulletin of a place as a PDF of two pages at most; numbers are those of what is public there."""
    rows = queries.in_place(queries.commitments_shown(Output.BULLETIN, today), place)
    return _bulletin(rows, place.full_name, Profile.OPEN, reverse("place", args=[place.pk]), month, today)


def _bulletin(rows: Rows, name: str, profile: str, path: str, month: Month, today: date) -> bytes:
    parts = list(_parts(rows, month, today))
    everything = list(rows.order_by("number", "id"))
    entries = entries_of(everything)
    frame = _frame(everything, queries.counts(rows, today), name, profile, path, month, today)
    drawn = b""
    for most, lines in ITEMS:
        sections = [_section(part, entries, most, path, today) for part in parts]
        table = _table(everything, entries, lines, path, today)
        drawn = paper("bulletin.typ", frame | {"sections": sections, "table": table})
        if pages_of(drawn) <= PAGES:
            break
    return drawn


def _parts(rows: Rows, month: Month, today: date) -> Iterator[_Part]:
    during = (month.first, month.last)
    told = _told(today)
    kept = rows.filter(
        Q(state=CommitmentState.VERIFIED, closed_on__range=during)
        | Q(state__in=[CommitmentState.DONE, CommitmentState.VERIFIED], done_on__range=during)
    )
    yield _Part(
        _("Done or verified in %(month)s") % {"month": month},
        "kept",
        told(kept, lambda it: it.closed_on or it.done_on),
        sentences.outcome,
        (CommitmentAct.VERIFIED, CommitmentAct.DONE),
    )
    yield _Part(
        _("Late today"),
        "late",
        list(rows.filter(state__in=RUNNING, due_on__lt=today).order_by("due_on", "number")),
        sentences.outcome,
        (CommitmentAct.LATE,),
    )
    broken = rows.filter(state=CommitmentState.BROKEN, broken_on__range=during)
    yield _Part(
        _("Broken in %(month)s") % {"month": month},
        "late",
        told(broken, lambda it: it.broken_on),
        sentences.outcome,
        (CommitmentAct.BROKEN,),
    )
    coming = rows.filter(state__in=RUNNING, due_on__range=(today, today + AHEAD)).order_by("due_on", "number")
    yield _Part(
        _("Due next"),
        "accent",
        [it for it in coming if _date_leaves(it, today)],
        _due,
        (CommitmentAct.DATE_MOVED, CommitmentAct.CHANGE_ADOPTED, CommitmentAct.MADE, CommitmentAct.RECORDED),
    )


def _told(today: date) -> Callable[[Rows, Callable[[Commitment], date | None]], list[Commitment]]:
    """Return how to keep those whose update may be told today, oldest first."""

    def keep(rows: Rows, day_of: Callable[[Commitment], date | None]) -> list[Commitment]:
        dated = [(day_of(it) or today, it.number, it) for it in rows]
        shown = [
            (day, number, it)
            for day, number, it in dated
            if update_shown(profile_of(it), Output.BULLETIN, day=day, today=today)
        ]
        return [it for _day, _number, it in sorted(shown, key=lambda row: row[:2])]

    return keep


def _date_leaves(it: Commitment, today: date) -> bool:
    return date_shown(profile_of(it), What.COMING_DATE, Output.BULLETIN, day=it.due_on, today=today)


def _due(it: Disclosed) -> str:
    due = _("Due on %(day)s.") % {"day": date_format(it.due_on)} if it.due_on else ""
    return " ".join(part for part in (due, sentences.outcome(it)) if part)


def _section(part: _Part, entries: Entries, most: int, path: str, today: date) -> dict[str, Any]:
    items = []
    for row in part.rows[:most]:
        it = disclosed(row, Output.BULLETIN, today)
        items.append(
            {
                "text": one_line(row.text, 150),
                "words": one_line(f"{it.owner_name}. {part.words(it)}", 330),
                "cited": cited(entries, row, *part.verbs),
            }
        )
    left = len(part.rows) - len(items)
    more = _("And %(number)s more: %(address)s") % {"number": left, "address": address(path)} if left else ""
    note = "" if items else _("Nothing.")
    return {"title": part.title, "tone": part.tone, "items": items, "more": more, "note": note}


def _table(rows: Sequence[Commitment], entries: Entries, most: int, path: str, today: date) -> dict[str, Any]:
    """Return all commitments in one table: what the figures count, each with its latest entry."""
    lines = []
    for row in rows[:most]:
        it = disclosed(row, Output.BULLETIN, today)
        lines.append(
            [
                str(row.number),
                one_line(row.text, 80),
                one_line(it.owner_name, 60),
                sentences.short_days(it.due_on) if it.due_on else "–",
                sentences.badge(it)[0],
                latest(entries, row),
            ]
        )
    left = len(rows) - len(lines)
    return {
        "title": _("All commitments"),
        "heads": [_("No."), _("Commitment"), _("Who answers for it"), _("Due"), _("State"), _("Entry")],
        "rows": lines,
        "more": _("And %(number)s more: %(address)s") % {"number": left, "address": address(path)} if left else "",
    }


def _frame(
    rows: Sequence[Commitment], counts: Counts, name: str, profile: str, path: str, month: Month, today: date
) -> dict[str, Any]:
    example = _("EXAMPLE: names and events are invented") if any(it.is_example for it in rows) else ""
    lead = _("Commitments made in all: %(total)s. Late today: %(late)s.") % {
        "total": in_words(counts.total, profile),
        "late": in_words(counts.late, profile),
    }
    listed = address(reverse("commitment-list"))
    return {
        "lang": get_language() or settings.LANGUAGE_CODE,
        "draft": draft(),
        "mark": example,
        "title": _("What was promised and kept: %(month)s") % {"month": month},
        "subtitle": name,
        "lead": lead,
        "figures": figures(counts, profile),
        "footer": f"{name} · {address(path)}",
        "method": {
            "title": _("Where the figures come from"),
            "text": _(
                "From the commitments at %(list)s on %(day)s, all of them in the table, and from the public record at "
                "%(record)s: entries there can be compared by anybody and changed by nobody."
            )
            % {"list": listed, "day": date_format(today), "record": address(reverse("record"))},
        },
    }
