"""Text ready for a chat, and a picture of 1080 x 1350, of one commitment or of how a roundtable stands."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from tejido.ground.organisations.profiles import Output, figure
from tejido.stages.roundtables import sentences
from tejido.stages.roundtables.bulletin.citing import address, cited, entries_of, one_line
from tejido.stages.roundtables.disclosure import Disclosed, disclosed
from tejido.stages.roundtables.models import Commitment, Roundtable
from tejido.stages.roundtables.pdf.typesetting import picture
from tejido.stages.roundtables.queries import commitments as queries
from tejido.stages.roundtables.queries.commitments import Counts
from tejido.stages.roundtables.transitions import RUNNING

LINES = 3
"""Commitments named on the picture of a roundtable."""


def draft() -> str:
    """Return the mark of everything that is drawn for somebody to look over before it goes out."""
    return _("DRAFT")


def commitment_text(commitment: Commitment, today: date) -> str:
    """Return what a chat says of a commitment: only what anybody may see."""
    it = disclosed(commitment, Output.BULLETIN, today)
    word, _icon, _tone = sentences.badge(it)
    source = cited(entries_of([commitment]), commitment)
    lines = [
        f"[{draft()}] {word}: {one_line(commitment.text, 300)}",
        "",
        one_line(f"{sentences.promise(it)} {sentences.outcome(it)}", 900),
        "",
        one_line(f"{commitment.roundtable.name}. {source}".rstrip(". ") + ".", 300),
        address(commitment.get_absolute_url()),
        *_example(commitment.is_example),
    ]
    return "\n".join(lines)


def commitment_picture(commitment: Commitment, today: date) -> bytes:
    """Return a PNG of a commitment."""
    it = disclosed(commitment, Output.BULLETIN, today)
    word, _icon, tone = sentences.badge(it)
    lines = [{"label": _("Who answers for it"), "words": one_line(it.owner_name, 110)}]
    if it.due_on:
        due = date_format(it.due_on)
        if it.was_moved and it.first_due_on:
            due = _("%(due)s (first date: %(first)s)") % {"due": due, "first": date_format(it.first_due_on)}
        lines.append({"label": _("Due"), "words": due})
    lines.append({"label": "", "words": one_line(sentences.outcome(it), 220)})
    return picture(
        "picture.typ",
        _frame(
            title=one_line(commitment.text, 260),
            over=one_line(commitment.roundtable.name, 90),
            badge={"words": word, "tone": tone},
            lines=lines,
            cited=cited(entries_of([commitment]), commitment),
            path=commitment.get_absolute_url(),
            is_example=commitment.is_example,
        ),
    )


def roundtable_text(roundtable: Roundtable, today: date) -> str:
    """Return what a chat says of how a roundtable stands."""
    rows = queries.of_roundtable(queries.commitments_shown(Output.BULLETIN, today), roundtable)
    counts = queries.counts(rows, today)
    lines = [f"[{draft()}] {one_line(roundtable.name, 160)}", "", _summary(counts, roundtable.profile)]
    for it in _late(rows, today):
        days = sentences.outcome(it)
        lines += [f"- {one_line(it.commitment.text, 140)} ({one_line(it.owner_name, 80)}): {one_line(days, 200)}"]
    page = reverse("commitment-list") + f"?mesa={roundtable.pk}"
    return "\n".join([*lines, "", address(page), *_example(roundtable.is_example)])


def roundtable_picture(roundtable: Roundtable, today: date) -> bytes:
    """Return a PNG of how a roundtable stands."""
    rows = queries.of_roundtable(queries.commitments_shown(Output.BULLETIN, today), roundtable)
    late = _late(rows, today)
    lines = [{"label": one_line(it.owner_name, 70), "words": one_line(it.commitment.text, 90)} for it in late]
    return picture(
        "picture.typ",
        _frame(
            title=one_line(roundtable.name, 140),
            over=_("Commitments of the roundtable, %(day)s") % {"day": date_format(today)},
            badge={"words": _("Late now") if late else "", "tone": "late"},
            lines=lines,
            figures=figures(queries.counts(rows, today), roundtable.profile),
            cited=_("each one with its entry in the public record"),
            path=reverse("roundtable", args=[roundtable.pk]),
            is_example=roundtable.is_example,
        ),
    )


def figures(counts: Counts, profile: str) -> list[dict[str, str]]:
    """Return the four numbers, exact or in bands as the profile has it."""
    return [
        {
            "number": in_words(counts.verified, profile),
            "words": pgettext("several", "Verified by citizens"),
            "tone": "kept",
        },
        {"number": in_words(counts.done, profile), "words": _("Done, they say"), "tone": "accent"},
        {"number": in_words(counts.late, profile), "words": _("Late now"), "tone": "late"},
        {"number": in_words(counts.broken, profile), "words": pgettext("several", "Broken"), "tone": "late"},
    ]


def in_words(number: int, profile: str) -> str:
    """Return a number as the profile lets it leave."""
    found = figure(profile, Output.BULLETIN, number)
    if found is None:
        return "–"
    low, high = found
    if high is None:
        return _("%(low)s or more") % {"low": number_format(low)}
    return number_format(low) if low == high else f"{number_format(low)}–{number_format(high)}"


def _summary(counts: Counts, profile: str) -> str:
    words = {
        "verified": in_words(counts.verified, profile),
        "done": in_words(counts.done, profile),
        "open": in_words(counts.open, profile),
        "late": in_words(counts.late, profile),
        "broken": in_words(counts.broken, profile),
    }
    return (
        _(
            "Verified by citizens: %(verified)s. Done, according to their owners: %(done)s. Open: %(open)s, of them "
            "late: %(late)s. Broken: %(broken)s."
        )
        % words
    )


def _late(rows: Any, today: date) -> Sequence[Disclosed]:
    late = rows.filter(state__in=RUNNING, due_on__lt=today).order_by("due_on", "number")[:LINES]
    return [disclosed(it, Output.BULLETIN, today) for it in late]


def _example(is_example: bool) -> list[str]:
    return [_("EXAMPLE: names and events are invented")] if is_example else []


def _frame(
    *,
    title: str,
    over: str,
    badge: dict[str, str],
    lines: list[dict[str, str]],
    cited: str,
    path: str,
    is_example: bool,
    figures: list[dict[str, str]] | None = None,
) -> dict[str, Any]:
    return {
        "lang": get_language() or settings.LANGUAGE_CODE,
        "draft": draft(),
        "title": title,
        "over": over,
        "mark": _("EXAMPLE: names and events are invented") if is_example else "",
        "badge": badge,
        "lines": lines,
        "figures": figures or [],
        "cited": cited,
        "address": address(path),
    }
