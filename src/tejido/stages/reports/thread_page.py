"""A thread as the one who told it sees it: everything in its order, what waits for them, and how long it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tejido.engines.sealing import CannotOpen
from tejido.ground.places.tables import places
from tejido.ground.places.vocabulary import Cause
from tejido.ground.vault.threads import OpenFile, OpenThread, Said
from tejido.ground.vault.vocabulary import Side
from tejido.stages.reports.actions.sentences import agreed_sentences, sentences_waiting
from tejido.stages.reports.actions.telling import proposals_waiting
from tejido.stages.reports.referrals import Referral, referrals_of
from tejido.stages.reports.vocabulary.items import Outcome, Saying
from tejido.stages.reports.vocabulary.telling import GoesOn, Knowing, ReportKind

HEADINGS: dict[tuple[str, str], Promise] = {
    (Side.REPORTER, Saying.REPORT): _("You told"),
    (Side.REPORTER, Saying.MORE): _("You wrote"),
    (Side.REPORTER, Saying.CONSENT): _("You agreed that parts are passed on"),
    (Side.REPORTER, Saying.REFUSAL): _("You refused that it is passed on"),
    (Side.ORGANISATION, Saying.MESSAGE): _("They wrote"),
    (Side.ORGANISATION, Saying.QUESTION): _("They ask"),
    (Side.ORGANISATION, Saying.PROPOSAL): _("They propose to pass parts on to an authority"),
    (Side.ORGANISATION, Saying.REFERRED): _("They passed on what you allowed"),
    (Side.ORGANISATION, Saying.REPLY): _("The authority answered"),
    (Side.ORGANISATION, Saying.OUTCOME): _("What became of it"),
    (Side.ORGANISATION, Saying.SENTENCE): _("They ask to publish this sentence"),
    (Side.REPORTER, Saying.SENTENCE_YES): _("You agreed that this sentence is published"),
    (Side.REPORTER, Saying.SENTENCE_NO): _("You do not want the sentence published"),
}
DAMAGED = _("One part cannot be opened: it was damaged. Ask them about it.")


@dataclass(frozen=True)
class Part:
    """A part of a report that would be passed on, word for word."""

    id: str
    text: str


@dataclass(frozen=True)
class Entry:
    """One thing that was said. `facts` are (label, value); `parts` belong to a proposal.

    `sentence` is the id of a proposed sentence that its teller can decide about here, again where it is `agreed`.
    """

    id: UUID
    heading: str | Promise
    text: str
    day: date | None
    is_theirs: bool
    facts: Sequence[tuple[str | Promise, str | Promise]] = ()
    parts: Sequence[Part] = ()
    institution: str = ""
    asks: bool = False
    decides: bool = False
    referral: Referral | None = None
    sentence: str = ""
    agreed: bool = False


@dataclass(frozen=True)
class ThreadPage:
    """What stands on the page."""

    organisation: str
    opened_on: date
    retention_days: int
    closed_on: date | None
    entries: Sequence[Entry]
    theirs: Sequence[OpenFile]
    ours: Sequence[OpenFile]
    waits_for_us: bool

    @property
    def erased_on(self) -> date | None:
        """The day on which a closed report is erased; None while it is open."""
        return self.closed_on + timedelta(days=self.retention_days) if self.closed_on else None

    @property
    def proposals(self) -> list[Entry]:
        """Proposals that wait for a decision."""
        return [entry for entry in self.entries if entry.decides]

    @property
    def questions(self) -> list[Entry]:
        """Questions that nobody answered."""
        return [entry for entry in self.entries if entry.asks]


def page_of(thread: OpenThread, today: date) -> ThreadPage:
    """Return the page of a thread that its receipt opened."""
    items = thread.items()
    referrals = {one.id: one for one in referrals_of(items, today)}
    deciding = {one.id for one in proposals_waiting(items)}
    answered = {one.payload.get("answers") for one in items if one.kind == Saying.MORE}
    files, open_sentences = _files(thread), _sentences(items)
    return ThreadPage(
        organisation=thread.row.organisation.name,
        opened_on=thread.row.opened_on,
        retention_days=thread.row.retention_days,
        closed_on=thread.row.closed_on,
        entries=[
            replace(_entry(one, deciding, answered, referrals.get(one.id)), **open_sentences.get(one.id, {}))
            for one in items
        ],
        theirs=[one for one in files if one.side == Side.ORGANISATION],
        ours=[one for one in files if one.side == Side.REPORTER],
        waits_for_us=thread.row.waits_for == Side.REPORTER,
    )


def _sentences(items: Sequence[Said]) -> dict[UUID, dict[str, Any]]:
    """What the entries of sentences add: those that wait for an answer, and those that can be taken back."""
    waiting = {one.id: {"sentence": str(one.id)} for one in sentences_waiting(items)}
    agreed = {one.id: {"sentence": one.payload["sentence"], "agreed": True} for one in agreed_sentences(items)}
    return waiting | agreed


def _files(thread: OpenThread) -> list[OpenFile]:
    try:
        return thread.files()
    except (CannotOpen, FileNotFoundError):
        return []


def _entry(said: Said, deciding: set[UUID], answered: set[Any], referral: Referral | None) -> Entry:
    day = said.day
    theirs = said.side == Side.ORGANISATION
    if said.is_damaged:
        return Entry(said.id, DAMAGED, "", day, theirs)
    payload = said.payload
    return Entry(
        id=said.id,
        heading=HEADINGS.get((said.side, said.kind), _("They wrote") if theirs else _("You wrote")),
        text=str(payload.get("text") or payload.get("why") or ""),
        day=day,
        is_theirs=theirs,
        facts=_facts(said),
        parts=[Part(str(part["id"]), str(part["text"])) for part in payload.get("parts", []) if isinstance(part, dict)],
        institution=str(payload.get("name", "")),
        asks=theirs and said.kind == Saying.QUESTION and str(said.id) not in answered,
        decides=said.id in deciding,
        referral=referral,
    )


def _facts(said: Said) -> list[tuple[str | Promise, str | Promise]]:
    payload, found = said.payload, list[tuple[str | Promise, str | Promise]]()
    if said.kind == Saying.OUTCOME and payload.get("outcome") in Outcome.values:
        found.append((_("They say"), Outcome(payload["outcome"]).label))
    if said.kind == Saying.REFERRED:
        found.append((_("To"), str(payload.get("name", ""))))
    if said.kind != Saying.REPORT:
        return [(label, value) for label, value in found if value]
    causes = ", ".join(str(Cause(one).label) for one in payload.get("causes", []) if one in Cause.values)
    place = places().get(payload.get("place", ""))
    point = payload.get("point")
    found += [
        (_("What it is about"), _label(ReportKind, payload.get("kind"))),
        (_("What lies behind it"), causes),
        (_("Municipality"), place.name if place else ""),
        (_("Where exactly"), str(payload.get("where", ""))),
        (_("Point on the map"), f"{point[0]:.4f}, {point[1]:.4f}" if point else ""),
        (_("When"), str(payload.get("when", ""))),
        (_("How you know it"), _label(Knowing, payload.get("knowing"))),
        (_("Does it go on?"), _label(GoesOn, payload.get("goes_on"))),
    ]
    return [(label, value) for label, value in found if value]


def _label(words: Any, value: Any) -> str | Promise:
    return words(value).label if value in words.values else ""
