"""A sentence of a report, published word for word: only what the reporter agreed to through the receipt.

The organisation proposes it as a sealed item of the thread, and the reporter agrees or not in the thread as well. What
is kept in clear is the sentence and nothing that leads to the thread. The id of its row lies sealed in the consent and
stands on no page: who knows it may take the sentence back.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.models import Organisation
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.ground.vault.models import Thread
from tejido.ground.vault.threads import MemberKeys, OpenThread, Said
from tejido.ground.vault.vocabulary import Purpose, Side
from tejido.ground.web.acting import Refused, action, sealed_action, turn_page
from tejido.stages.reports.actions.handling import opened
from tejido.stages.reports.areas import area_of
from tejido.stages.reports.models import Sentence
from tejido.stages.reports.quarters import Quarter
from tejido.stages.reports.vocabulary.items import Saying

SENTENCE_LENGTH = 400


class BadSentence(Refused):
    """It is empty or too long."""

    message = _("Write one sentence of at most 400 characters.")
    field = "sentence"


class NoSuchSentence(Refused):
    """No sentence of this thread waits for this answer."""

    message = _("This was decided already, or is not of this conversation.")


class NotOursToQuote(Refused):
    """A referral is somebody else's report."""

    message = _("A referral is not quoted: ask the organisation to which it was told.")


@sealed_action
def propose_sentence(
    thread: Thread, *, place: Place, sentence: str, keys: MemberKeys, by: Person, now: datetime
) -> None:
    """Ask the reporter whether this very sentence may be published.

    Raises NotAllowed, NoKeyForIt, BadSentence, NotOursToQuote.
    """
    payload = {"text": _written(sentence), "place": place.pk}
    if thread.purpose != Purpose.REPORT:
        raise NotOursToQuote
    opened(thread, keys, by).add(Saying.SENTENCE, payload, now=now)


@sealed_action
def agree_to_proposed_sentence(*, thread: OpenThread, proposal: UUID, now: datetime) -> None:
    """Allow the proposed sentence to be published, from the next quarter on. Raises NoSuchSentence."""
    said = next((one for one in sentences_waiting(thread.items()) if one.id == proposal), None)
    place = Place.objects.filter(pk=said.payload.get("place", "")).first() if said else None
    if said is None or place is None:
        raise NoSuchSentence
    row = _keep(thread.row.organisation, place, str(said.payload["text"]), now)
    payload = {"sentence": str(proposal), "text": said.payload["text"], "row": str(row.pk)}
    thread.add(Saying.SENTENCE_YES, payload, now=now)


@sealed_action
def refuse_sentence(*, thread: OpenThread, proposal: UUID, now: datetime) -> None:
    """Refuse a sentence, or take back one that was agreed to: it is then shown nowhere. Raises NoSuchSentence."""
    items = thread.items()
    agreed = [one for one in agreed_sentences(items) if one.payload.get("sentence") == str(proposal)]
    if not agreed and proposal not in {one.id for one in sentences_waiting(items)}:
        raise NoSuchSentence
    erase_sentences(agreed)
    thread.add(Saying.SENTENCE_NO, {"sentence": str(proposal)}, now=now)


@sealed_action
def agree_to_sentence(*, organisation: Organisation, place: Place, sentence: str, now: datetime) -> UUID:
    """Keep a sentence that its teller agreed to elsewhere (on paper, to an intermediary). Raises BadSentence.

    Diagnoses of the area show it from the next quarter on. Returns the id by which it can be taken back.
    """
    return _keep(organisation, place, _written(sentence), now).pk


@action
def take_back_sentence(pk: UUID, *, now: datetime) -> bool:  # noqa: ARG001  as all actions
    """Delete a sentence for good; say whether it was there. Copies that somebody took cannot be recalled."""
    return Sentence.objects.filter(pk=pk).delete()[0] > 0


def sentences_waiting(items: Sequence[Said]) -> list[Said]:
    """Return the proposed sentences among `items` that the reporter has not answered."""
    answers = {Saying.SENTENCE_YES, Saying.SENTENCE_NO}
    answered = {one.payload.get("sentence") for one in items if one.kind in answers and one.side == Side.REPORTER}
    proposed = [one for one in items if one.kind == Saying.SENTENCE and one.side == Side.ORGANISATION]
    return [one for one in proposed if str(one.id) not in answered]


def agreed_sentences(items: Sequence[Said]) -> list[Said]:
    """Return the consents among `items` that were not taken back."""
    mine = [one for one in items if one.side == Side.REPORTER]
    taken_back = {one.payload.get("sentence") for one in mine if one.kind == Saying.SENTENCE_NO}
    return [one for one in mine if one.kind == Saying.SENTENCE_YES and one.payload.get("sentence") not in taken_back]


def erase_sentences(agreed: Sequence[Said]) -> None:
    """Delete the rows that these consents let be kept, and have pages made anew. Part of an action."""
    rows = [str(one.payload["row"]) for one in agreed if one.payload.get("row")]
    if Sentence.objects.filter(pk__in=rows).delete()[0]:
        transaction.on_commit(turn_page)


def _keep(organisation: Organisation, place: Place, text: str, now: datetime) -> Sentence:
    shown_from = Quarter.of(localdate(now)).next.begins_on
    area = Place.objects.get(pk=area_of(place.pk))
    return Sentence.objects.create(organisation=organisation, area=area, text=text, shown_from=shown_from)


def _written(sentence: str) -> str:
    text = " ".join(sentence.split())
    if not 0 < len(text) <= SENTENCE_LENGTH:
        raise BadSentence
    return text
