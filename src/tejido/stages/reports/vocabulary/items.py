"""What the sealed parts of a report's thread are called, and what lies in each: the contract of form and inbox.

All of it is sealed. Every payload is JSON; fields that were not said are left out or empty.

| kind | side | payload |
|---|---|---|
| report | reporter | text, language; kind, causes, place (key), where, point [lat, lon], when, knowing, goes_on |
| more | reporter | text; answers: id of the question that it answers, or none |
| message | organisation | text |
| question | organisation | text |
| proposal | organisation | institution (id), name, why, parts: [{id, text}] |
| consent | reporter | proposal (id of the item), parts: [ids that may go on], day |
| refusal | reporter | proposal, text |
| referred | organisation | proposal, institution, name, day, answer_by |
| reply | organisation | proposal, text: what the institution answered |
| sentence | organisation | text: the sentence that they would publish, word for word; place (key) |
| sentence_yes | reporter | sentence (id of the item), text: the sentence, row: by what it can be taken back |
| sentence_no | reporter | sentence (id of the item): refused, or taken back |
| outcome | organisation | outcome (Outcome), text |
"""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Saying(StrEnum):
    """The kind of a sealed item."""

    REPORT = "report"
    MORE = "more"
    MESSAGE = "message"
    QUESTION = "question"
    PROPOSAL = "proposal"
    CONSENT = "consent"
    REFUSAL = "refusal"
    REFERRED = "referred"
    REPLY = "reply"
    OUTCOME = "outcome"
    SENTENCE = "sentence"
    SENTENCE_YES = "sentence_yes"
    SENTENCE_NO = "sentence_no"


class Outcome(TextChoices):
    """What became of a report, as the organisation tells the reporter."""

    READ = "read", _("We read it and keep it in mind")
    ACCEPTED = "accepted", _("It counts in our diagnosis, as a number only")
    ACTED = "acted", _("We did something about it")
    REFERRED = "referred", _("It went to an authority, as you allowed")
    CLOSED = "closed", _("We closed it")
