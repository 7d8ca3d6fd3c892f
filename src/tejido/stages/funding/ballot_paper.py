"""What is printed for a voting: slips for envelopes, and the ballot itself in large type."""

from collections.abc import Callable, Sequence
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tejido.engines.allocation.election import Vote
from tejido.ground.codes import slips
from tejido.ground.web import typesetting
from tejido.stages.funding.choices import Rules, rules_of
from tejido.stages.funding.models import Call
from tejido.stages.funding.money import written
from tejido.stages.funding.queries.voting import on_ballot

SHEET = Path(__file__).parent / "ballot_sheet.typ"


def slips_of(call: Call) -> Callable[[Sequence[str]], bytes]:
    """Return what prints slips for the call, in the language of the place."""

    def on_paper(codes: Sequence[str]) -> bytes:
        with translation.override(settings.LANGUAGE_CODE):
            return slips.paper(codes, _slip_words(call))

    return on_paper


def sheet_of(call: Call) -> bytes:
    """Return the ballot on paper as a PDF: numbers, boxes, no code."""
    rules = rules_of(call)
    lines = [
        {"number": str(one.number), "title": str(one), "about": f"{one.place} · {written(one.amount, call.currency)}"}
        for one in on_ballot(call)
    ]
    return typesetting.paper(
        SHEET,
        {
            "lang": translation.get_language() or settings.LANGUAGE_CODE,
            "title": str(call),
            "how": how_to_vote(rules),
            "lines": lines,
            "steps": [
                _("Write nothing else on it: a sheet with a name or a sign on it does not count."),
                _("This ballot goes into one urn, the slip of your envelope into the other."),
            ],
            "footer": settings.SITE_URL + reverse("voting", args=[call.pk]),
        },
    )


def how_to_vote(rules: Rules) -> str:
    """Say in one sentence how one votes on paper."""
    if rules.vote is Vote.CHOOSE_ONE:
        return _("Mark one box with a cross.")
    if rules.vote is Vote.ORDINAL:
        return _("Write 1 beside what you want most, 2 beside the next, up to %(most)d.") % {"most": rules.most}
    if rules.vote is Vote.CUMULATIVE:
        return _("Share out %(points)d points.") % {"points": rules.highest}
    if rules.vote is Vote.SCORING:
        return _("Write points from 0 to %(score)d beside each.") % {"score": rules.highest}
    if rules.most == len(rules.numbers):
        return _("Mark with a cross all that you want.")
    words = ngettext("Mark up to %(most)d box with a cross.", "Mark up to %(most)d boxes with a cross.", rules.most)
    return words % {"most": rules.most}


def _slip_words(call: Call) -> slips.Words:
    online = [
        _("Open the address on any phone and type the code."),
        _("Choose, look at it once more, and cast it. You need no account and no e-mail."),
        _("Rather on paper? Ask for a ballot at the urn and put this slip into the other urn."),
    ]
    at_urn = [_("At the urn you get a ballot. Put it into one urn, and this slip into the other.")]
    last = date_format(call.votes_until) if call.votes_until else ""
    return slips.Words(
        lang=settings.LANGUAGE_CODE,
        title=_("Slips for voting"),
        subtitle=_("Voting: %(call)s") % {"call": call},
        until=_("You can vote until %(day)s.") % {"day": last},
        keep=_("This slip bears no name. Nobody may ask you to show it, or for whom you vote."),
        code=_("Your code, which counts once:"),
        at=_("Vote at"),
        address=settings.SITE_URL + reverse("vote") if call.takes_online else "",
        steps=online if call.takes_online else at_urn,
    )
