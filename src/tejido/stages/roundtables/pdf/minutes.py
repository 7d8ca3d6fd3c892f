"""Minutes as a tagged PDF (PDF/UA-1), drawn by Typst from data, never from markup that somebody typed."""

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tejido.ground.organisations.profiles import Output
from tejido.stages.roundtables.disclosure import disclosed
from tejido.stages.roundtables.models import Meeting, Minutes
from tejido.stages.roundtables.queries.agenda import agenda_of, title_shown
from tejido.stages.roundtables.queries.meetings import presence_at, title_of
from tejido.stages.roundtables.queries.minutes import entries_of, in_record, made_at
from tejido.stages.roundtables.vocabulary import AgendaKind, ItemKind, MinutesState

TEMPLATE = Path(__file__).with_name("minutes.typ")


@dataclass(frozen=True)
class Section:
    """A part of the paper: a table (`heads`, `rows`, relative `widths`), a list of `items`, or a note."""

    title: str
    note: str = ""
    heads: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    widths: list[int] = field(default_factory=list)
    items: list[dict[str, str]] = field(default_factory=list)
    numbered: bool = False


def minutes_pdf(minutes: Minutes, *, is_inside: bool, today: date) -> bytes:
    """Return the minutes as a PDF in the language of the reader; some 0.05 s.

    The caller has asked whether the reader may see these minutes; who was there and who promised are named as far as
    the profiles allow, or in full to those inside. Must come with meeting, roundtable and place.
    """
    import typst  # 60 MB of compiler: only where somebody prints

    data = json.dumps(_paper(minutes, is_inside=is_inside, today=today), ensure_ascii=False)
    drawn: bytes = typst.compile(
        TEMPLATE.read_bytes(), sys_inputs={"data": data}, pdf_standards=["ua-1"], ignore_system_fonts=True
    )
    return drawn


def _paper(minutes: Minutes, *, is_inside: bool, today: date) -> dict[str, Any]:
    meeting, roundtable = minutes.meeting, minutes.meeting.roundtable
    starts = meeting.starts_at.astimezone(ZoneInfo(roundtable.zone))
    facts = [
        (_("Date"), date_format(starts, "DATETIME_FORMAT")),
        (_("Where"), meeting.venue or _("not said")),
        (_("Place"), str(roundtable.place)),
        (_("Quorum"), _quorum(meeting, is_inside=is_inside)),
        (_("Version"), str(minutes.version)),
    ]
    return {
        "lang": get_language() or settings.LANGUAGE_CODE,
        "title": _("Minutes of %(session)s") % {"session": title_of(meeting)},
        "subtitle": roundtable.name,
        "status": _status(minutes),
        "mark": _("EXAMPLE: names and events are invented") if roundtable.is_example else "",
        "footer": roundtable.name,
        "address": f"{settings.SITE_URL}{minutes.get_absolute_url()}",
        "facts": [(label, value) for label, value in facts if value],
        "sections": [
            asdict(section) for section in _sections(minutes, is_inside=is_inside, today=today) if _says(section)
        ],
        "record": _record(minutes),
    }


def _says(section: Section) -> bool:
    return bool(section.note or section.rows or section.items)


def _quorum(meeting: Meeting, *, is_inside: bool) -> str:
    if meeting.quorum is None:
        return ""
    verdict = _("reached") if meeting.has_quorum else _("not reached")
    if not is_inside:
        return verdict
    return _("%(verdict)s: %(present)s present, %(needed)s needed") % {
        "verdict": verdict,
        "present": meeting.present,
        "needed": meeting.quorum,
    }


def _status(minutes: Minutes) -> str:
    if minutes.state != MinutesState.ADOPTED or minutes.adopted_on is None:
        return _("Draft: these minutes have not been adopted.")
    words = {"day": date_format(minutes.adopted_on)}
    if minutes.adopted_at:
        words["session"] = title_of(minutes.adopted_at)
        said = _("Adopted on %(day)s, at %(session)s.") % words
    else:
        said = _("Adopted on %(day)s: nobody objected in time.") % words
    return f"{said} {_('Correction')}: {minutes.reason}" if minutes.reason else said


def _sections(minutes: Minutes, *, is_inside: bool, today: date) -> list[Section]:
    meeting = minutes.meeting
    rows, others = [], []
    for side in presence_at(meeting, is_inside=is_inside):
        rows += [[side.label, str(it.organisation), it.post.title if it.post else ""] for it in side.named]
        others += [f"{side.label}: {side.others_in_words}"] if side.others else []
    agenda = [{"label": "", "text": _agenda_line(item)} for item in agenda_of(meeting)]
    entries = [{"label": str(ItemKind(entry.kind).label), "text": entry.text} for entry in entries_of(minutes)]
    promised = [
        disclosed(it, Output.PAGE, today, inside=is_inside)
        for it in made_at(meeting).select_related("roundtable", "owner", "owner_post")
    ]
    made = [
        [
            str(it.commitment.number),
            it.commitment.text,
            it.owner_name,
            date_format(it.due_on) if it.due_on else _("not shown"),
        ]
        for it in promised
    ]
    return [
        Section(
            _("Who was there, by organisation and post"),
            note="; ".join(others),
            heads=[_("Side"), _("Organisation"), _("Post")],
            rows=rows,
            widths=[2, 4, 4],
        ),
        Section(_("Agenda"), items=agenda, numbered=True),
        Section(_("What was said and agreed"), items=entries),
        Section(
            _("Commitments made at this session"),
            heads=[_("No."), _("Commitment"), _("Who answers for it"), _("Due")],
            rows=made,
            widths=[1, 6, 4, 3],
        ),
    ]


def _agenda_line(item: Any) -> str:
    parts = [title_shown(item)]
    if item.kind == AgendaKind.DECISION:
        parts.append(str(item.get_kind_display()))
    if item.treated is not None:
        parts.append(_("treated") if item.treated else _("not treated"))
    return " · ".join(parts)


def _record(minutes: Minutes) -> dict[str, str]:
    found = in_record(minutes)
    if found is None:
        return {"title": _("Public record"), "text": _("These minutes are not in the public record."), "note": ""}
    words = {"index": found.index, "day": date_format(found.day)}
    text = _("Entry %(index)s of the public record, of %(day)s. It holds a salted hash of this text.") % words
    if found.checkpoint:
        text += " " + _("This signed checkpoint covers it; anybody can compare it:")
    return {"title": _("Public record"), "text": text, "note": found.checkpoint}
