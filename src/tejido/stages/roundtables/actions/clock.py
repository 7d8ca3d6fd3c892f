"""What the clock does to commitments, once a day. Each may run twice, and catches up where the site was down."""

from datetime import datetime, timedelta

from tejido.ground.ledger.models import Leaf
from tejido.ground.notices.models import Notice
from tejido.ground.organisations.profiles import UPDATES_AFTER, Field, Output, Shown, shown
from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.web.acting import action
from tejido.stages.roundtables.actions.behalf import MARKS
from tejido.stages.roundtables.actions.entries import BESIDE, day_of, enter, locked, next_state, saved, tell_followers
from tejido.stages.roundtables.actions.lateness import notice_late
from tejido.stages.roundtables.models import Commitment, Handover, HandoverItem
from tejido.stages.roundtables.transitions import RUNNING, Move, states_allowing
from tejido.stages.roundtables.vocabulary import CommitmentAct, HandoverAnswer


@action
def mark_late(now: datetime) -> int:
    """Enter in the record which commitments have become late, with the day; return how many."""
    overdue = Commitment.objects.filter(state__in=RUNNING, due_on__lt=day_of(now), late_since=None)
    return sum(notice_late(locked(commitment), now) for commitment in overdue.order_by("due_on", "id"))


@action
def mark_unconfirmed(now: datetime) -> int:
    """Mark what was recorded on an owner's behalf and not answered in ten business days; return how many.

    Silence reads "unconfirmed", never "accepted".
    """
    silent = Commitment.objects.filter(answer_by__lt=day_of(now), state__in=states_allowing(Move.FALL_SILENT))
    found = list(silent.order_by("answer_by", "id"))
    for row in found:
        commitment = locked(row)
        assert commitment.answer_by is not None
        since = commitment.unconfirmed_since or commitment.answer_by + timedelta(days=1)
        then = next_state(commitment, Move.FALL_SILENT)
        saved(commitment, state=then, unconfirmed_since=since, answer_by=None)
        enter(CommitmentAct.UNCONFIRMED, commitment, by=None, now=now, columns=("state", *MARKS))
    return len(found)


@action
def mark_unanswered(now: datetime) -> int:
    """Enter "no answer" for what a new official left open for sixty days, and close the handover; return how many."""
    today = day_of(now)
    waiting = HandoverItem.objects.filter(
        answer=HandoverAnswer.WAITING, handover__closed_on=None, handover__answer_by__lt=today
    )
    found = list(waiting.select_related("commitment", "handover").order_by("handover_id", "id"))
    for item in found:
        item.answer = HandoverAnswer.NO_ANSWER
        item.answered_on = today
        item.save()
        commitment = locked(item.commitment)
        enter(CommitmentAct.HANDOVER_UNANSWERED, commitment, by=None, now=now, handover=str(item.handover_id))
    Handover.objects.filter(closed_on=None, answer_by__lt=today).update(closed_on=today)
    return len(found)


@action
def tell_later(now: datetime) -> int:
    """Tell followers of what happened at roundtables whose profile tells updates only some days later; return how many.

    Reaches back a week, for days on which the site was down; what was told is not told again.
    """
    last = day_of(now) - UPDATES_AFTER
    later = [profile for profile in Profile.values if shown(profile, Field.UPDATE, Output.FEED) is Shown.LATER]
    acts = [act for act in CommitmentAct if act not in BESIDE and act.value.startswith("commitment.")]
    leaves = Leaf.objects.filter(verb__in=acts, day__gt=last - timedelta(days=7), day__lte=last).order_by("index")
    told = set(Notice.objects.filter(day__gt=last - timedelta(days=7)).values_list("verb", "subject", "day"))
    waiting = {(leaf.verb, leaf.subject, leaf.day) for leaf in leaves} - told
    by_name = {
        it.record_name: it
        for it in Commitment.objects.filter(
            roundtable__profile__in=later, pk__in={subject.partition(":")[2] for _verb, subject, _day in waiting}
        ).select_related("roundtable", "owner", "meeting__group")
    }
    found = [act for act in sorted(waiting) if act[1] in by_name]
    for verb, subject, day in found:
        tell_followers(verb, by_name[subject], day)
    return len(found)
