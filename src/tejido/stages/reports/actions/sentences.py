"""A sentence of a report, published word for word: only what the reporter agreed to through the receipt.

The organisation proposes the sentence as a sealed item of the thread, the reporter agrees or not in the thread as well
(the form and the inbox do that). What is kept here, in clear, is the sentence and nothing that leads to the thread. Its
id lies sealed in the reporter's consent and stands on no page: who knows it may take the sentence back.
"""

from datetime import datetime
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.models import Organisation
from tejido.ground.places.models import Place
from tejido.ground.web.acting import Refused, action
from tejido.stages.reports.areas import area_of
from tejido.stages.reports.models import Sentence
from tejido.stages.reports.quarters import Quarter

SENTENCE_LENGTH = 400


class BadSentence(Refused):
    """It is empty or too long."""

    message = _("Write one sentence of at most 400 characters.")
    field = "sentence"


@action
def agree_to_sentence(*, organisation: Organisation, place: Place, sentence: str, now: datetime) -> UUID:
    """Keep a sentence that its teller agreed to; diagnoses of the area show it from the next quarter on.

    The receipt has opened the thread in which it was proposed: the caller has checked that. Returns the id by which it
    can be taken back; seal it into the thread. Raises BadSentence.
    """
    text = " ".join(sentence.split())
    if not 0 < len(text) <= SENTENCE_LENGTH:
        raise BadSentence
    shown_from = Quarter.of(localdate(now)).next.begins_on
    area = Place.objects.get(pk=area_of(place.pk))
    return Sentence.objects.create(organisation=organisation, area=area, text=text, shown_from=shown_from).pk


@action
def take_back_sentence(pk: UUID, *, now: datetime) -> bool:  # noqa: ARG001  as all actions
    """Delete a sentence for good; say whether it was there. Copies that somebody took cannot be recalled."""
    return Sentence.objects.filter(pk=pk).delete()[0] > 0
