"""Citizens verify what an owner calls done.

Two people of the roundtable from different citizens' organisations, neither owner nor co-owner, with evidence; one
reasoned objection opens the commitment again.
"""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from tejido.engines.cleaning import Cleaned
from tejido.ground.organisations.models import Organisation
from tejido.ground.people.models import Person
from tejido.ground.web.acting import NotAllowed, action
from tejido.stages.roundtables.actions.entries import day_of, enter, locked, next_state, said, saved
from tejido.stages.roundtables.actions.evidence import bring_evidence
from tejido.stages.roundtables.actions.refusals import AlreadySpoken
from tejido.stages.roundtables.models import Commitment, Voice
from tejido.stages.roundtables.policies.commitments import check_may, citizens_of
from tejido.stages.roundtables.transitions import Move
from tejido.stages.roundtables.vocabulary import CommitmentAct, Verdict

VOICES_NEEDED = 2


@action
def verify_commitment(
    commitment: Commitment,
    *,
    organisation: Organisation,
    evidence: str,
    link: str = "",
    upload: Cleaned | None = None,
    by: Person,
    now: datetime,
) -> Commitment:
    """Say for a citizens' organisation that the commitment was kept, and how one knows; the second voice verifies it.

    Raises NotAllowed, WrongState, AlreadySpoken, TextMissing, BadLink.
    """
    commitment = locked(commitment)
    check_may(by, commitment, Move.ATTEST)
    _check_speaks(by, commitment, organisation)
    next_state(commitment, Move.ATTEST)
    voices = commitment.voices.filter(round=commitment.reopened, verdict=Verdict.KEPT)
    for voice in voices:
        if voice.organisation_id == organisation.pk or voice.person_id == by.pk:
            raise AlreadySpoken
    is_last = len(voices) + 1 >= VOICES_NEEDED
    then = next_state(commitment, Move.VERIFY if is_last else Move.ATTEST)
    shown = bring_evidence(commitment, organisation, text=evidence, link=link, upload=upload, now=now)
    Voice.objects.create(
        commitment=commitment,
        round=commitment.reopened,
        verdict=Verdict.KEPT,
        organisation=organisation,
        person=by,
        evidence=shown,
        said_on=day_of(now),
    )
    saved(commitment, state=then, closed_on=day_of(now) if is_last else commitment.closed_on)
    act = CommitmentAct.VERIFIED if is_last else CommitmentAct.ATTESTED
    enter(act, commitment, by=organisation, now=now, columns=("state", "closed_on"), evidence=str(shown.pk))
    return commitment


@action
def object_to_commitment(
    commitment: Commitment, *, organisation: Organisation, reason: str, by: Person, now: datetime
) -> Commitment:
    """Say for a citizens' organisation why the commitment was not kept; it is under way again, and counted.

    Raises NotAllowed, WrongState, TextMissing.
    """
    commitment = locked(commitment)
    check_may(by, commitment, Move.OBJECT)
    _check_speaks(by, commitment, organisation)
    then = next_state(commitment, Move.OBJECT)
    reason = said(reason, "reason", at_least=10)
    round_ = commitment.reopened + 1  # an objection begins a round of its own, in which nobody has spoken yet
    Voice.objects.create(
        commitment=commitment,
        round=commitment.reopened,
        verdict=Verdict.OBJECTION,
        organisation=organisation,
        reason=reason,
        said_on=day_of(now),
    )
    saved(commitment, state=then, reopened=round_, done_on=None, closed_on=None)
    columns = ("state", "reopened", "done_on", "closed_on")
    enter(CommitmentAct.OBJECTED, commitment, by=organisation, now=now, text=reason, columns=columns)
    return commitment


def _check_speaks(person: Person, commitment: Commitment, organisation: Organisation) -> None:
    if organisation.pk not in {it.pk for it in citizens_of(person, commitment)}:
        raise NotAllowed(_("You cannot speak for this organisation here."))
