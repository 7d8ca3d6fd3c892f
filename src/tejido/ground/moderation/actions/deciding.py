"""Deciding on a page: one proposes, another agrees, and only then something happens."""

from datetime import datetime, timedelta

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.ledger.actions import append
from tejido.ground.ledger.audit import WITHHELD
from tejido.ground.ledger.showing import told
from tejido.ground.moderation import policies, subjects
from tejido.ground.moderation.models import Flag, Hiding, Review
from tejido.ground.moderation.queries import told_pages
from tejido.ground.moderation.vocabulary import ACTS, HIDING, POSSIBLE, Outcome, Reason
from tejido.ground.people.models import Person
from tejido.ground.web.acting import NotAllowed, Refused, action

LONGEST = 600
FORGOTTEN_AFTER = timedelta(days=30)


class BadDecision(Refused):
    """The outcome or the reason is none of the list, or the words are missing or too long."""

    message = _("Choose one of the list.")
    field = "outcome"


class ProposalChanged(Refused):
    """Somebody else proposed or decided since the page was opened; nothing was overwritten."""

    message = _("Somebody else proposed something or decided meanwhile. Read the page as it stands now.")


@action
def propose_outcome(
    review: Review,
    *,
    outcome: str,
    reason: str,
    words: str,
    version: int,
    by: Person,
    now: datetime,  # noqa: ARG001  as all actions
) -> Review:
    """Say what one would decide and why, in words that become public; another must agree before anything happens.

    Somebody else's proposal is replaced by it, and its author may agree to the new one. `version` is the one that the
    person read. Raises NotAllowed, BadDecision, ProposalChanged.
    """
    locked = _locked(review)
    policies.check_may_decide(by, locked)
    if locked.decided_on or locked.version != version:
        raise ProposalChanged
    if outcome not in POSSIBLE[locked.ask]:
        raise BadDecision
    if reason not in Reason.values:
        raise BadDecision(field="reason")
    text = " ".join(words.split())
    if not 0 < len(text) <= LONGEST or "\x00" in text:
        raise BadDecision(_("Say in public why, in at most 600 characters, without naming anybody."), field="words")
    locked.outcome, locked.reason, locked.words = outcome, reason, text
    locked.proposer, locked.version = by, locked.version + 1
    locked.save(update_fields=["outcome", "reason", "words", "proposer", "version"])
    return locked


@action
def confirm_outcome(review: Review, *, version: int, by: Person, now: datetime) -> Review:
    """Agree to what another proposed: it holds at once for every output, and enters the public record.

    Raises NotAllowed (also for who proposed it), ProposalChanged, and what hiding such a page refuses.
    """
    locked = _locked(review)
    policies.check_may_decide(by, locked)
    if not locked.is_proposed or locked.version != version:
        raise ProposalChanged
    if locked.proposer_id == by.pk or locked.proposer_id is None:
        raise NotAllowed(_("You proposed this yourself. Somebody else has to agree."))
    today = localdate(now)
    locked.seconder, locked.decided_on = by, today
    _carry_out(locked, now)
    if locked.outcome not in HIDING:  # nobody can appeal, so that nobody need know who decided
        locked.proposer = locked.seconder = None
    locked.save(update_fields=["proposer", "seconder", "decided_on"])
    public = told_pages([locked.page], today)
    append(
        ACTS[locked.outcome],
        subject=locked,
        by=None,
        day=today,
        text=locked.words,
        page=locked.page if public else WITHHELD,
        ask=locked.ask,
        outcome=locked.outcome,
        reason=locked.reason,
        decided_on=today,
    )
    return locked


@action
def forget_flags(*, now: datetime) -> int:
    """Erase what people wrote about a page, 30 days after it was decided; return how many; runs daily."""
    over = Review.objects.filter(decided_on__lte=localdate(now) - FORGOTTEN_AFTER)
    over.exclude(plea=b"").update(plea=b"")
    return Flag.objects.filter(review__in=over).delete()[0]


def _carry_out(review: Review, now: datetime) -> None:
    today = localdate(now)
    kind = subjects.kind_of(review.page)
    own = review.page.partition(":")[2]
    hiding = Hiding.objects.filter(pk=review.page).first()
    if kind is None or own not in kind.pages([own]):
        return  # the page is gone; what was decided of it stands
    if review.outcome in HIDING and hiding is None:
        was_public = review.page in told([review.page], today)
        kept = kind.hide(own, now)
        Hiding.objects.create(page=review.page, review=review, hidden_on=today, kept=kept, was_public=was_public)
    elif review.outcome in HIDING and hiding is not None:
        hiding.review = review
        hiding.save(update_fields=["review"])
    elif review.outcome == Outcome.SHOW and hiding is not None:
        hiding.delete()
        kind.show(own, hiding.kept, now)


def _locked(review: Review) -> Review:
    return Review.objects.select_for_update(of=("self",)).select_related("follows").get(pk=review.pk)
