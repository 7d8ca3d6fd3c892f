"""The dossier of a post on paper: what its new official is asked to answer for."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tejido.ground.organisations.profiles import Output
from tejido.stages.roundtables import sentences
from tejido.stages.roundtables.disclosure import disclosed
from tejido.stages.roundtables.models import Handover, HandoverItem
from tejido.stages.roundtables.pdf.typesetting import paper


def dossier(handover: Handover, items: Sequence[HandoverItem], today: date) -> bytes:
    """Return the dossier as a PDF. Items come with what `disclosed` needs and `commitment.is_inside`."""
    words = {"day": date_format(handover.begins_on), "until": date_format(handover.answer_by)}
    example = any(item.commitment.is_example for item in items)
    lead = _(
        "On %(day)s this post has a new official. Commitments belong to the post: each one below is to be "
        "acknowledged, renegotiated or refused until %(until)s; what is not answered then reads “no answer”."
    )
    return paper(
        "dossier.typ",
        {
            "lang": get_language() or settings.LANGUAGE_CODE,
            "title": _("Open commitments of the post"),
            "subtitle": str(handover.post),
            "mark": _("EXAMPLE: names and events are invented") if example else "",
            "lead": lead % words,
            "heads": [_("No."), _("Commitment"), _("Due"), _("Answer")],
            "rows": [_row(item, today) for item in items],
            "footer": f"{settings.SITE_URL}{handover.get_absolute_url()}",
            "blank": "____________",
        },
    )


def _row(item: HandoverItem, today: date) -> dict[str, str]:
    inside = getattr(item.commitment, "is_inside", False)
    it = disclosed(item.commitment, Output.PAGE, today, inside=inside)
    return {
        "number": str(item.commitment.number),
        "text": item.commitment.text,
        "words": f"{item.commitment.roundtable.name}. {sentences.outcome(it)}",
        "due": sentences.short_days(it.due_on) if it.due_on else "–",
        "answer": str(item.get_answer_display()),
    }
