"""Pointing out a page: anybody may, without an account; nothing is kept of who did."""

from datetime import datetime, timedelta

from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.moderation.models import Flag, Review
from tejido.ground.moderation.queries import SEALED_AS, page_seen
from tejido.ground.moderation.vocabulary import Reason
from tejido.ground.people.limits import SiteLimit, count, may_try
from tejido.ground.people.models import Person
from tejido.ground.people.names import seal
from tejido.ground.web.acting import NotAllowed, Refused, action

LONGEST = 1000
FLAGS = SiteLimit("flag", 200, timedelta(hours=1))
KEPT_A_PAGE = 30
"""So many words are read of one page; who comes later is counted."""


class BadFlag(Refused):
    """The reason is none of the list, or the words are too long."""

    message = _("Choose one of the list.")
    field = "reason"


class TooManyFlags(Refused):
    """The whole site has seen very many in this hour; one every two seconds is let through."""

    message = _(
        "Very many pages are being pointed out just now. What you wrote is still here: send it again in a minute."
    )


@action
def flag_page(page: str, *, reason: str, words: str = "", by: Person | None, now: datetime) -> Review:
    """Point out a page (its name in the record) that `by` can see; two people will look at it.

    Whoever it is, with an account or without, is not kept. All that is pointed out before the decision is one review.
    Raises NotAllowed for a page that is not there for them, BadFlag, TooManyFlags.
    """
    if page_seen(page, by) is None:
        raise NotAllowed
    if reason not in Reason.values:
        raise BadFlag
    if len(words) > LONGEST or "\x00" in words:
        raise BadFlag(_("Write at most 1,000 characters."), field="words")
    if not may_try(FLAGS, now):
        raise TooManyFlags
    count(FLAGS, now)
    review, _is_new = Review.objects.get_or_create(page=page, decided_on=None, defaults={"opened_on": localdate(now)})
    Review.objects.filter(pk=review.pk).update(flags_counted=F("flags_counted") + 1)
    if review.flags_counted < KEPT_A_PAGE:
        text = words.strip()
        Flag.objects.create(review=review, reason=reason, sealed=seal(text, purpose=SEALED_AS) if text else b"")
    return review
