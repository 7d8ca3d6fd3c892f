"""Following a referral from either side of the first thread: what was agreed, what came back, how long it takes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from tejido.ground.places.business_days import business_days_between
from tejido.ground.vault.threads import NoSuchReceipt, OpenThread, Said, by_receipt
from tejido.ground.vault.vocabulary import Side
from tejido.stages.reports.vocabulary.items import Saying


@dataclass(frozen=True)
class Referral:
    """A referral that was passed on: to whom, since when, and what came back.

    `days` and `business_days` have passed since it went and count until the first answer, where there is one.
    `is_gone` says that the institution's copy was erased.
    """

    id: UUID
    proposal: str
    name: str
    day: date
    days: int
    business_days: int
    answers: list[Said] = field(default_factory=list, repr=False)
    is_gone: bool = False

    @property
    def is_answered(self) -> bool:
        """Whether the institution said anything."""
        return bool(self.answers)


@dataclass(frozen=True)
class Proposal:
    """A referral that the organisation proposed, with what the reporter said to each part.

    `parts` are (text, agreed); `was_refused` says that they refused; `may_go` that they agreed to some, and it has not
    gone yet.
    """

    id: UUID
    name: str
    why: str = field(repr=False)
    parts: list[tuple[str, bool]] = field(repr=False)
    was_refused: bool
    may_go: bool


def proposals_in(items: Sequence[Said]) -> list[Proposal]:
    """Return the proposals that have not gone to their institution."""
    return [_proposal(item, items) for item in items if _is_proposal(item) and not is_passed_on(items, item.id)]


def referrals_of(items: Sequence[Said], today: date) -> list[Referral]:
    """Return the referrals in a thread that either side opened, with what the institutions answered."""
    return [_referral(item, today) for item in items if _is_referral(item)]


def consent_to(items: Sequence[Said], proposal: UUID) -> tuple[Said | None, set[str]]:
    """Return a proposal and the ids of the parts that the reporter agreed to; none where they refused or said nothing.

    What counts is what the reporter said last. The side of each item is bound into its seal.
    """
    proposed = next((it for it in items if it.id == proposal and _is_proposal(it)), None)
    said = [it for it in items if it.kind in {Saying.CONSENT, Saying.REFUSAL} and it.side == Side.REPORTER]
    about = [it for it in said if it.payload.get("proposal") == str(proposal)]
    if proposed is None or not about or about[-1].kind == Saying.REFUSAL:
        return proposed, set()
    offered = {part["id"] for part in proposed.payload["parts"]}
    return proposed, offered & set(about[-1].payload.get("parts", []))


def is_passed_on(items: Sequence[Said], proposal: UUID) -> bool:
    """Say whether a proposal went to its institution."""
    return any(_is_referral(it) and it.payload.get("proposal") == str(proposal) for it in items)


def referral_in(thread: OpenThread, referral: UUID) -> OpenThread | None:
    """Return the institution's thread as the reporter opens it; None where there is none or it is erased."""
    found = next((it for it in thread.items() if it.id == referral and _is_referral(it)), None)
    try:
        return by_receipt(found.payload["receipt"]) if found else None
    except NoSuchReceipt:
        return None


def _referral(item: Said, today: date) -> Referral:
    went = date.fromisoformat(item.payload["day"])
    try:
        said = by_receipt(item.payload["receipt"]).items()
    except NoSuchReceipt:
        said = None
    answers = [it for it in said or [] if it.side == Side.ORGANISATION and not it.is_damaged]
    until = answers[0].day if answers else today
    return Referral(
        id=item.id,
        proposal=item.payload["proposal"],
        name=item.payload["name"],
        day=went,
        days=(until - went).days,
        business_days=business_days_between(went, until),
        answers=answers,
        is_gone=said is None,
    )


def _proposal(item: Said, items: Sequence[Said]) -> Proposal:
    agreed = consent_to(items, item.id)[1]
    refused = any(it.kind == Saying.REFUSAL and it.payload.get("proposal") == str(item.id) for it in items)
    parts = [(part["text"], part["id"] in agreed) for part in item.payload["parts"]]
    return Proposal(item.id, item.payload["name"], item.payload["why"], parts, refused and not agreed, bool(agreed))


def _is_proposal(item: Said) -> bool:
    return item.kind == Saying.PROPOSAL and item.side == Side.ORGANISATION


def _is_referral(item: Said) -> bool:
    return item.kind == Saying.REFERRED and item.side == Side.ORGANISATION and "receipt" in item.payload
