"""Referral: parts of a report, in the organisation's own words, to one institution, once the reporter agreed to each.

The institution gets a thread of its own, with new keys and a new pair for the reporter. Nothing in the database leads
from one thread to the other: the receipt of the new one lies sealed in the old one.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.models import Organisation
from tejido.ground.people.models import Person
from tejido.ground.vault import threads
from tejido.ground.vault.durability import lasts
from tejido.ground.vault.models import Thread
from tejido.ground.vault.threads import MemberKeys, OpenThread, Said
from tejido.ground.vault.vocabulary import Purpose, Side
from tejido.ground.web.acting import Refused, sealed_action
from tejido.stages.reports.actions.handling import NothingWritten, opened
from tejido.stages.reports.queries.inbox import receiving_institutions
from tejido.stages.reports.referrals import consent_to, is_passed_on, referral_in
from tejido.stages.reports.vocabulary.items import Saying

MOST_PARTS = 5
INSTITUTION_RETENTION = 180
"""Days that an institution's closed copy is kept here; what it filed elsewhere nobody can erase."""


class CannotReceive(Refused):
    """The institution has no key that a referral could be sealed to."""

    message = _("This institution cannot receive anything sealed here yet. Nothing was proposed.")
    field = "institution"


class NoParts(Refused):
    """There is nothing to agree to."""

    message = _("Write at least one part, and at most five: the reporter agrees to each one apart.")
    field = "parts"


class NoConsent(Refused):
    """The reporter has not agreed, or has refused."""

    message = _("The reporter has not agreed to this. Nothing is passed on without their word.")


class PassedOnAlready(Refused):
    """It went to the institution before."""

    message = _("This was passed on already.")


class NoSuchReferral(Refused):
    """There is no such referral, or what the institution held of it is erased."""

    message = _("What the institution held of this is not here any more.")


@sealed_action
def propose_referral(
    thread: Thread,
    *,
    institution: Organisation,
    why: str,
    parts: Sequence[str],
    keys: MemberKeys,
    by: Person,
    now: datetime,
) -> Said:
    """Propose to the reporter what would go to one institution, part by part, and why. Nothing goes yet.

    Raises CannotReceive, NoParts, NothingWritten (why).
    """
    it = opened(thread, keys, by)
    written = [part.strip() for part in parts if part.strip()]
    if not 0 < len(written) <= MOST_PARTS:
        raise NoParts
    if not why.strip():
        raise NothingWritten(field="why")
    if not receiving_institutions().filter(pk=institution.pk).exists():
        raise CannotReceive
    payload: dict[str, Any] = {
        "institution": str(institution.pk),
        "name": institution.name,
        "why": why.strip(),
        "parts": [{"id": str(number), "text": text} for number, text in enumerate(written, 1)],
        "may_be_complaint": True,
    }
    return it.add(Saying.PROPOSAL, payload, now=now)


@lasts
@sealed_action
def pass_on_referral(thread: Thread, *, proposal: UUID, keys: MemberKeys, by: Person, now: datetime) -> None:
    """Seal the parts that the reporter agreed to, and nothing else, to the institution, as a thread of its own.

    Raises NoConsent, PassedOnAlready, CannotReceive.
    """
    it = opened(thread, keys, by)
    items = it.items()
    proposed, agreed = consent_to(items, proposal)
    if proposed is None or not agreed:
        raise NoConsent
    if is_passed_on(items, proposal):
        raise PassedOnAlready
    institution = receiving_institutions().filter(pk=proposed.payload["institution"]).first()
    if institution is None:
        raise CannotReceive
    texts = [part["text"] for part in proposed.payload["parts"] if part["id"] in agreed]
    copy = threads.open_thread(
        organisation=institution,
        kind=Saying.REPORT,
        first={"text": "\n\n".join(texts), "referred": True, "day": localdate(now).isoformat()},
        purpose=Purpose.REFERRAL,
        retention_days=INSTITUTION_RETENTION,
        now=now,
    )
    payload = {
        "proposal": str(proposal),
        "institution": str(institution.pk),
        "name": institution.name,
        "day": localdate(now).isoformat(),
        "receipt": copy.receipt,
    }
    it.add(Saying.REFERRED, payload, now=now)


@lasts
@sealed_action
def add_to_referral(*, thread: OpenThread, referral: UUID, text: str, now: datetime) -> None:
    """Have the reporter say more to the institution, from the thread that their receipt opened.

    Raises NothingWritten, NoSuchReferral.
    """
    if not text.strip():
        raise NothingWritten
    copy = referral_in(thread, referral)
    if copy is None or thread.side != Side.REPORTER:
        raise NoSuchReferral
    copy.add(Saying.MORE, {"text": text.strip()}, now=now)
