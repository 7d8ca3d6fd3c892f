"""Sending a report, and what its sender does afterwards through the receipt, which is all that is known of them."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.engines.sealing import FileHeader
from tejido.ground.organisations.models import Organisation
from tejido.ground.vault.durability import lasts
from tejido.ground.vault.threads import NotListening, Opened, OpenThread, Said, open_thread
from tejido.ground.vault.vocabulary import Side
from tejido.ground.web.acting import Refused, sealed_action
from tejido.stages.reports.actions.sentences import agreed_sentences, erase_sentences
from tejido.stages.reports.attachments import MOST_FILES, Attachment
from tejido.stages.reports.form_tokens import FormToken
from tejido.stages.reports.models import UsedToken
from tejido.stages.reports.queries.listening import retention_promised_by, stands_still
from tejido.stages.reports.quotas import count_report, wait_before
from tejido.stages.reports.told import Told
from tejido.stages.reports.vocabulary.items import Saying

CHUNK = 64 * 1024


class AlreadySent(Refused):
    """The form was sent before: pressed twice, or loaded again."""

    message = _(
        "This was sent a moment ago and has arrived; it was not sent again. If you did not see your receipt, send it"
        " once more: your text is still here. They will then have it twice, which does no harm."
    )


class StandsStill(Refused):
    """The emergency switch is on."""

    message = _(
        "Nobody can send here just now: those who run this site have stopped it for everybody's safety. Your text is"
        " still here; copy it to a safe place or come back later. Receipts still open what was sent before."
    )


class NoLongerListens(Refused):
    """The organisation paused, closed, or lost its key while the report was written."""

    message = _("This organisation does not take reports any more. Choose another; what you wrote is still here.")
    field = "to"


class WaitALittle(Refused):
    """The quota of the hour is used up: the report waits, it is not lost."""

    message = _(
        "Very many are writing just now. Nothing is lost: wait %(seconds)d seconds and press send again. Then it goes"
        " for certain."
    )

    def __init__(self, wait: timedelta) -> None:
        self.wait = wait
        super().__init__(str(self.message) % {"seconds": wait.total_seconds()})


class NotAProposal(Refused):
    """What was agreed to or refused is no referral that waits for an answer."""

    message = _("This proposal is answered already, or is none. Look at how it stands now.")


@lasts
@sealed_action
def send_report(
    *, to: Organisation, told: Told, files: Sequence[Attachment], token: FormToken, now: datetime
) -> Opened:
    """Seal a report to an organisation, once for each form token, and return its thread with the receipt.

    Nothing is kept of who sent it. Past the quota only a token sends that has waited. Raises StandsStill,
    NoLongerListens, WaitALittle, AlreadySent, and OSError where the disk is full; keeps nothing then.
    """
    if stands_still():
        raise StandsStill
    retention_days = retention_promised_by(to)
    if retention_days is None:
        raise NoLongerListens
    wait = wait_before(to, now)
    if wait and not token.has_waited(now):
        raise WaitALittle(max(wait, token.sends_from - now))
    _use_up(token, now)
    try:
        opened = open_thread(
            organisation=to, kind=Saying.REPORT, first=told.payload(), retention_days=retention_days, now=now
        )
    except NotListening:  # its key ended while the report was written
        raise NoLongerListens from None
    _add_files(opened.thread, files, now)
    count_report(to, now)
    return opened


@lasts
@sealed_action
def add_to_report(
    *,
    thread: OpenThread,
    text: str,
    files: Sequence[Attachment],
    answers: UUID | None,
    token: FormToken,
    now: datetime,
) -> None:
    """Say more in a thread that its receipt opened, or answer a question. Raises AlreadySent, OSError."""
    _use_up(token, now)
    payload: dict[str, Any] = {"text": text}
    if answers is not None:
        payload["answers"] = str(answers)
    _add_files(thread, files, now)
    thread.add(Saying.MORE, payload, now=now)


@sealed_action
def agree_to_referral(*, thread: OpenThread, proposal: UUID, parts: Sequence[str], now: datetime) -> None:
    """Allow an organisation to pass on chosen parts of its proposal, and nothing else. Raises NotAProposal.

    Nothing is passed on here: the organisation re-seals those parts, and only those.
    """
    offered = {part["id"] for part in _waiting(thread, proposal).payload["parts"]}
    chosen = [part for part in parts if part in offered]
    if not chosen:
        raise NotAProposal(_("Choose at least one part, or refuse."), field="parts")
    payload = {"proposal": str(proposal), "parts": chosen, "day": localdate(now).isoformat()}
    thread.add(Saying.CONSENT, payload, now=now)


@sealed_action
def refuse_referral(*, thread: OpenThread, proposal: UUID, text: str, now: datetime) -> None:
    """Refuse a referral; the organisation learns it, and nobody else. Raises NotAProposal."""
    _waiting(thread, proposal)
    thread.add(Saying.REFUSAL, {"proposal": str(proposal), "text": text}, now=now)


@lasts
@sealed_action
def withdraw_report(*, thread: OpenThread, now: datetime) -> None:
    """Erase a report for good: here at once, from backups within seven days, never copies that somebody exported.

    Sentences that its teller had agreed to are taken back with it.
    """
    erase_sentences(agreed_sentences(thread.items()))
    thread.withdraw(now=now)


@sealed_action
def forget_used_tokens(*, now: datetime) -> int:
    """Erase digests of tokens that are too old to be sent again; return how many."""
    return UsedToken.objects.filter(expires_on__lt=localdate(now)).delete()[0]


def proposals_waiting(items: Sequence[Said]) -> list[Said]:
    """Return the proposals among `items` that the reporter has neither agreed to nor refused."""
    answered = {one.payload.get("proposal") for one in items if one.kind in {Saying.CONSENT, Saying.REFUSAL}}
    return [
        one
        for one in items
        if one.kind == Saying.PROPOSAL and one.side == Side.ORGANISATION and str(one.id) not in answered
    ]


def _waiting(thread: OpenThread, proposal: UUID) -> Said:
    found = next((one for one in proposals_waiting(thread.items()) if one.id == proposal), None)
    if found is None:
        raise NotAProposal
    return found


def _use_up(token: FormToken, now: datetime) -> None:
    expires = localdate(now) + UsedToken.LASTS
    if not UsedToken.objects.get_or_create(digest=token.digest, defaults={"expires_on": expires})[1]:
        raise AlreadySent


def _add_files(thread: OpenThread, files: Sequence[Attachment], now: datetime) -> None:
    for one in files[: 2 * MOST_FILES]:
        header = FileHeader(name=one.name, type=one.media_type, size=len(one.data))
        thread.add_file(header, _chunks(one.data), now=now)


def _chunks(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), CHUNK):
        yield data[start : start + CHUNK]
