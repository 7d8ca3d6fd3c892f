"""What the owners of a hidden page may do: say that it is mended, or appeal to two others."""

from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.moderation import policies
from tejido.ground.moderation.models import Hiding, Review
from tejido.ground.moderation.queries import SEALED_AS, may_appeal
from tejido.ground.moderation.vocabulary import Ask, Outcome
from tejido.ground.people.models import Person
from tejido.ground.people.names import seal
from tejido.ground.web.acting import Refused, action

LONGEST = 2000


class BadPlea(Refused):
    """The words are missing or too long."""

    message = _("Write what those who decide should know, in at most 2,000 characters.")
    field = "words"


class AppealedAlready(Refused):
    """A decision is looked at again once; and not while something else waits."""

    message = _("This is being looked at, or was looked at again already.")


class CannotMend(Refused):
    """What was removed is not mended; one can appeal."""

    message = _("This page was removed. You can appeal.")


@action
def say_mended(hiding: Hiding, *, words: str, by: Person, now: datetime) -> Review:
    """Say that the page is mended: two people look whether it may be shown again.

    Raises NotAllowed, BadPlea, AppealedAlready where something waits, CannotMend.
    """
    policies.check_may_answer(by, hiding)
    if hiding.review.outcome != Outcome.HIDE:
        raise CannotMend
    if Review.objects.filter(page=hiding.page, decided_on=None).exists():
        raise AppealedAlready
    return _asked(hiding, Ask.MENDED, words, now)


@action
def appeal(hiding: Hiding, *, words: str, by: Person, now: datetime) -> Review:
    """Ask two others to look at the decision again. Raises NotAllowed, BadPlea, AppealedAlready."""
    policies.check_may_answer(by, hiding)
    if not may_appeal(hiding):
        raise AppealedAlready
    return _asked(hiding, Ask.APPEAL, words, now)


def _asked(hiding: Hiding, ask: Ask, words: str, now: datetime) -> Review:
    text = words.strip()
    if not 0 < len(text) <= LONGEST or "\x00" in text:
        raise BadPlea
    sealed = seal(text, purpose=SEALED_AS)
    return Review.objects.create(
        page=hiding.page, ask=ask, follows=hiding.review, opened_on=localdate(now), plea=sealed
    )
