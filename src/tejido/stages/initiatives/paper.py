"""The sheet with the first three steps as a PDF."""

from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tejido.ground.web import typesetting
from tejido.stages.initiatives.beginning import Sheet
from tejido.stages.initiatives.vocabulary import Kind

TEMPLATE = Path(__file__).parent / "sheet.typ"


def first_steps(sheet: Sheet, kind: Kind) -> bytes:
    """Return the sheet on one page of letter paper; nothing on it says who asked, where, or how much is shown."""
    parts = [
        (_("Small money it will need"), sheet.money),
        (_("Permits and windows"), sheet.permits),
        (_("Take care of each other"), sheet.care),
    ]
    return typesetting.paper(
        TEMPLATE,
        {
            "lang": get_language() or settings.LANGUAGE_CODE,
            "title": _("The first three steps"),
            "subtitle": str(kind.label),
            "steps": [{"title": str(step.title), "how": str(step.how)} for step in sheet.steps],
            "parts": [{"title": title, "lines": [str(line) for line in lines]} for title, lines in parts],
            "notes": _("Our notes"),
            "footer": settings.SITE_URL + reverse("initiative-begin"),
        },
    )
