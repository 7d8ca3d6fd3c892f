"""A diagnosis as a tagged PDF (PDF/UA-1), drawn by Typst from data, never from markup that somebody typed."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tejido.ground.places.vocabulary import Cause
from tejido.stages.reports.diagnosis_page import DiagnosisPage, page_of
from tejido.stages.reports.models import Diagnosis
from tejido.stages.reports.queries.tallies import Told
from tejido.stages.reports.vocabulary.telling import ReportKind

TEMPLATE = Path(__file__).with_name("diagnosis.typ")


@dataclass(frozen=True)
class Section:
    """A part of the paper: a note, paragraphs of `text`, a table (`widths` are relative), or a list of `items`."""

    title: str
    note: str = ""
    text: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    widths: list[int] = field(default_factory=list)
    items: list[dict[str, str]] = field(default_factory=list)
    numbered: bool = False


def diagnosis_pdf(diagnosis: Diagnosis, *, today: date) -> bytes:
    """Return what anybody may read of a published diagnosis as a PDF, in the language of the reader; some 0.05 s.

    The caller has asked whether the reader may see it. It holds the same as the page does for a visitor.
    """
    import typst  # 60 MB of compiler: only where somebody prints

    data = json.dumps(_paper(page_of(diagnosis, None, today)), ensure_ascii=False)
    drawn: bytes = typst.compile(
        TEMPLATE.read_bytes(), sys_inputs={"data": data}, pdf_standards=["ua-1"], ignore_system_fonts=True
    )
    return drawn


def _paper(page: DiagnosisPage) -> dict[str, Any]:
    diagnosis = page.diagnosis
    facts = [
        (_("Place"), diagnosis.place.full_name),
        (_("Quarter"), page.quarter),
        (_("Organisation"), page.organisation.name if page.organisation else ""),
        (_("Underlying causes"), ", ".join(str(Cause(cause).label) for cause in page.causes)),
        (_("Version"), f"{diagnosis.edition}, {date_format(diagnosis.edited_on)}" if diagnosis.edited_on else ""),
    ]
    address = f"{settings.SITE_URL}{diagnosis.get_absolute_url()}"
    return {
        "lang": get_language() or settings.LANGUAGE_CODE,
        "title": page.title or _("A text that was withdrawn"),
        "subtitle": _("Diagnosis of %(place)s") % {"place": diagnosis.place.full_name},
        "status": "",
        "mark": _("EXAMPLE: names and events are invented") if diagnosis.is_example else "",
        "footer": page.title or _("Diagnosis"),
        "address": address,
        "facts": [(label, value) for label, value in facts if value],
        "sections": [asdict(one) for one in _sections(page) if one.note or one.text or one.rows or one.items],
        "record": {
            "title": _("Public record"),
            "text": _("Every version is in the public record. Its page shows the history, and anybody can check it:"),
            "note": address,
        },
    }


def _sections(page: DiagnosisPage) -> list[Section]:
    return [
        Section(_("Where it comes from"), items=_items(page.tree.causes)),
        Section(_("What it does to people here"), items=_items(page.tree.effects)),
        Section(
            _("What would help"),
            heads=[_("What"), _("Who could do it")],
            rows=[[one.what, one.who or "–"] for one in page.tree.helps],
            widths=[3, 2],
        ),
        Section(_("What we know"), text=[part for part in page.tree.knows.split("\n\n") if part.strip()]),
        Section(
            _("In the words of who told it, with their consent"), items=_items([one.text for one in page.sentences])
        ),
        _told(page.told),
    ]


def _told(told: Told | None) -> Section:
    if told is None or not told.total:
        return Section("")
    rows = [[str(ReportKind(kind).label), number_format(count)] for kind, count in told.kinds]
    rows += [[_("Other kinds together"), number_format(told.pool)]] if told.pool else []
    rows += [[_("Cause: %(cause)s") % {"cause": Cause(cause).label}, number_format(n)] for cause, n in told.causes]
    note = _(
        "Reports that organisations accepted, at least %(total)s, in multiples of five. What has fewer than five is "
        "not shown."
    )
    return Section(
        _("What people told of this place, %(quarter)s") % {"quarter": told.quarter.words},
        note=note % {"total": number_format(told.total)},
        heads=[_("What"), _("Accepted reports")],
        rows=rows,
        widths=[3, 1],
    )


def _items(lines: Sequence[str]) -> list[dict[str, str]]:
    return [{"label": "", "text": line} for line in lines]
