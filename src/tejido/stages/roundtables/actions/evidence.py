"""Evidence that a commitment was kept, or not."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from tejido.engines.cleaning import Cleaned
from tejido.ground.files.actions import keep_file
from tejido.ground.organisations.models import Organisation, Post
from tejido.ground.organisations.queries import memberships_of
from tejido.ground.people.models import Person
from tejido.ground.web.acting import Refused, action
from tejido.stages.roundtables.actions.entries import day_of, enter, locked, next_state, note, owner_of, said, staff_of
from tejido.stages.roundtables.models import Commitment, Evidence
from tejido.stages.roundtables.policies.commitments import check_may, citizens_of
from tejido.stages.roundtables.transitions import Move, Who
from tejido.stages.roundtables.vocabulary import CommitmentAct, EvidenceKind

MOST_EVIDENCE = 60


class TooMuchEvidence(Refused):
    """A commitment holds a bounded number of pieces."""

    message = _("This commitment holds as much evidence as there is room for. Put several things into one document.")


class BadLink(Refused):
    """Not an address of the web."""

    message = _("A link begins with https:// or http:// and has at most 400 characters.")
    field = "link"


@action
def add_evidence(
    commitment: Commitment,
    *,
    text: str,
    link: str = "",
    upload: Cleaned | None = None,
    by: Person,
    now: datetime,
) -> Evidence:
    """Add what shows that the commitment was kept, or not: words, and a link or a cleaned file where there is one.

    Raises NotAllowed, WrongState, TextMissing, BadLink, TooMuchEvidence.
    """
    commitment = locked(commitment)
    who = check_may(by, commitment, Move.ADD_EVIDENCE)
    next_state(commitment, Move.ADD_EVIDENCE)
    giver = _giver(by, commitment, who)
    return bring_evidence(commitment, giver, text=text, link=link, upload=upload, now=now)


def bring_evidence(
    commitment: Commitment,
    giver: Organisation | Post | None,
    *,
    text: str,
    link: str,
    upload: Cleaned | None,
    now: datetime,
) -> Evidence:
    """Keep a piece of evidence and enter it; for actions that have checked who asks."""
    text, link = said(text, "text"), link.strip()
    if link and (not link.startswith(("https://", "http://")) or len(link) > 400 or len(link.split()) > 1):
        raise BadLink
    if commitment.evidence.count() >= MOST_EVIDENCE:
        raise TooMuchEvidence
    evidence = Evidence.objects.create(
        commitment=commitment,
        kind=EvidenceKind.FILE if upload else EvidenceKind.LINK if link else EvidenceKind.TEXT,
        text=text,
        link=link,
        file=keep_file(upload, today=day_of(now)) if upload else None,
        organisation=giver.organisation if isinstance(giver, Post) else giver,
        post=giver if isinstance(giver, Post) else None,
        added_on=day_of(now),
    )
    enter(CommitmentAct.EVIDENCE, commitment, by=giver, now=now, text=note(commitment, text), evidence=str(evidence.pk))
    return evidence


def _giver(person: Person, commitment: Commitment, who: Who) -> Organisation | Post | None:
    if who is Who.OWNER:
        return owner_of(commitment)
    if who is Who.CO_OWNER:
        co_owners = {owner.pk for owner in commitment.co_owners.all()}
        membership = next(it for it in memberships_of(person) if it.organisation_id in co_owners)
        return membership.post or membership.organisation
    if who is Who.CITIZENS:
        return citizens_of(person, commitment)[0]
    return staff_of(commitment.roundtable)
