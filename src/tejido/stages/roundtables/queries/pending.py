"""What waits for somebody at the roundtables, as far as commitments go."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from tejido.ground.organisations.queries import memberships_of
from tejido.ground.organisations.vocabulary import Role
from tejido.ground.people.models import Person
from tejido.ground.web.pending import Pending
from tejido.stages.roundtables.models import Change, Commitment, Handover, HandoverItem, Voice
from tejido.stages.roundtables.queries.commitments import answers_wanted, spoken_for
from tejido.stages.roundtables.transitions import RUNNING
from tejido.stages.roundtables.vocabulary import (
    ChangeAnswer,
    CommitmentState,
    HandoverAnswer,
    SeatRole,
    Verdict,
)

SOON = timedelta(days=14)
STALE = timedelta(days=60)
"""After so long without a word an owner is asked how far it is."""


def pending_of(person: Person, today: date) -> list[Pending]:
    """Return what waits for the person: to confirm, to update, due soon, late, to verify, objections, changes.

    Costs the same number of queries whatever waits.
    """
    return [
        *_owed(person, today),
        *_handovers(person),
        *_to_verify(person),
        *_changes(person),
    ]


def _pending(title: str, commitment: Commitment, since: date, due: date | None) -> Pending:
    url, context = commitment.get_absolute_url(), str(commitment.roundtable)
    return Pending(title=f"{title}: {commitment}", url=url, since=since, due=due, context=context)


def _owed(person: Person, today: date) -> list[Pending]:
    """One row a commitment: what is most pressing about it."""
    rows = Commitment.objects.select_related("roundtable").filter(spoken_for(person))
    asked = set(answers_wanted(rows).values_list("pk", flat=True))
    running = rows.filter(state__in=RUNNING)
    objected = Exists(Voice.objects.filter(commitment=OuterRef("pk"), verdict=Verdict.OBJECTION))
    found = []
    for it in (rows.filter(pk__in=asked) | running).annotate(was_objected=objected).order_by("due_on", "id"):
        late, soon = it.due_on < today and it.state in RUNNING, today <= it.due_on <= today + SOON
        if it.pk in asked:
            since = it.recorded_on or it.unconfirmed_since or it.made_on
            found.append(_pending(_("Confirm or correct"), it, since, it.answer_by))
        elif late:
            found.append(_pending(_("Late"), it, it.due_on + timedelta(days=1), it.due_on))
        elif it.reopened and it.was_objected and it.done_on is None and it.state == CommitmentState.UNDER_WAY:
            found.append(_pending(_("Opened again by an objection"), it, it.made_on, it.due_on))
        elif soon:
            found.append(_pending(_("Due soon"), it, it.due_on - SOON, it.due_on))
        elif it.made_on + STALE <= today and it.progress == 0:
            found.append(_pending(_("Say how far it is"), it, it.made_on + STALE, it.due_on))
    return found


def _handovers(person: Person) -> list[Pending]:
    posts = [it.post_id for it in memberships_of(person) if it.role == Role.LIAISON]
    waiting = Exists(HandoverItem.objects.filter(handover=OuterRef("pk"), answer=HandoverAnswer.WAITING))
    rows = Handover.objects.filter(waiting, post__in=posts, closed_on=None).select_related("post__organisation")
    return [
        Pending(
            title=_("Answer for the commitments of the post"),
            url=reverse("handover", args=[it.pk]),
            since=it.begins_on,
            due=it.answer_by,
            context=str(it.post),
        )
        for it in rows
    ]


def _to_verify(person: Person) -> list[Pending]:
    """What is called done, for those on the citizens' side who have not spoken yet."""
    mine = list(memberships_of(person).values_list("organisation_id", flat=True))
    if not mine:
        return []
    seat = Q(
        roundtable__seats__organisation__in=mine,
        roundtable__seats__role=SeatRole.CITIZENS,
        roundtable__seats__ended_on=None,
    )
    spoken = Exists(
        Voice.objects.filter(
            Q(organisation__in=mine) | Q(person=person),
            commitment=OuterRef("pk"),
            round=OuterRef("reopened"),
            verdict=Verdict.KEPT,
        )
    )
    rows = (
        Commitment.objects.filter(seat, ~spoken, state=CommitmentState.DONE)
        .exclude(owner__in=mine)
        .exclude(co_owners__in=mine)
        .exclude(roundtable__staff__person=person, roundtable__staff__ended_on=None)
        .select_related("roundtable")
        .distinct()
        .order_by("done_on", "id")
    )
    return [_pending(_("Say whether it was kept"), it, it.done_on or it.due_on, None) for it in rows]


def _changes(person: Person) -> list[Pending]:
    rows = Change.objects.filter(
        answer=ChangeAnswer.WAITING,
        commitment__roundtable__staff__person=person,
        commitment__roundtable__staff__ended_on=None,
    ).select_related("commitment__roundtable")
    return [
        Pending(
            title=_("A change that the owner proposes: %(text)s") % {"text": it.commitment},
            url=it.commitment.get_absolute_url(),
            since=it.proposed_on,
            context=str(it.commitment.roundtable),
        )
        for it in rows.order_by("proposed_on", "id")
    ]
