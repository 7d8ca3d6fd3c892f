"""The public list of decisions: filters, order, feed and CSV."""

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tejido.ground.moderation.models import Review
from tejido.ground.moderation.vocabulary import Outcome, Reason
from tejido.ground.web.listing import Between, Column, Entry, Filter, Listing, Sort, equal


def _entry(review: Review) -> Entry:
    assert review.decided_on  # the list holds decisions only
    return Entry(review.get_outcome_display(), review.get_absolute_url(), review.decided_on, review.words)


DECISIONS = Listing[Review](
    title=_("Decisions on pages"),
    count=lambda n: ngettext("%(n)s decision", "%(n)s decisions", n) % {"n": number_format(n)},
    filters=[
        Filter("decision", _("Decision"), Outcome.choices, equal("outcome")),
        Filter("razon", _("Reason"), Reason.choices, equal("reason")),
        Between("decidida", _("Decided"), "decided_on"),
    ],
    sorts=[Sort("nuevas", _("Newest first"), ("-decided_on", "id"))],
    columns=[
        Column(_("Decided on"), lambda it: it.decided_on),
        Column(_("Decision"), lambda it: it.get_outcome_display()),
        Column(_("Reason"), lambda it: it.get_reason_display()),
        Column(_("Why"), lambda it: it.words),
        Column(_("Address here"), lambda it: it.get_absolute_url()),
    ],
    entry=_entry,
    newest=("-decided_on", "id"),
    file_name="decisiones",
    empty=_("Here will be what was decided on pages that somebody pointed out, and why. Nothing has been decided yet."),
)
