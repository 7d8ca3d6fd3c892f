"""A report is never quoted, unless its teller agreed to the very sentence through the receipt."""

import pytest
from django.core.cache import caches
from django.test import Client

from tejido.ground.vault.threads import by_receipt
from tejido.stages.reports.actions import sentences, telling
from tejido.stages.reports.models import Sentence
from tests.factories import ground, vault
from tests.factories.diagnoses import published
from tests.factories.listening import come_back
from tests.factories.moments import NOW
from tests.stages.reports.inbox.opening import reader

pytestmark = pytest.mark.django_db
WORDS = "Ya no abrimos de noche."
NEXT = NOW.replace(year=2027, month=1, day=2)


@pytest.fixture
def us():
    ground.place()
    return vault.listening()


@pytest.fixture
def opened(us):
    return vault.thread(us, {"text": "Cobran piso", "place": "08037"})


@pytest.fixture
def proposal(us, opened):
    asked = {"place": ground.place(), "sentence": WORDS, "keys": us.keys, "by": us.member, "now": NOW}
    sentences.propose_sentence(opened.thread.row, **asked)
    [waiting] = sentences.sentences_waiting(by_receipt(opened.receipt).items())
    return waiting.id


def agree(opened, proposal):
    sentences.agree_to_proposed_sentence(thread=by_receipt(opened.receipt), proposal=proposal, now=NOW)


def refuse(opened, proposal):
    sentences.refuse_sentence(thread=by_receipt(opened.receipt), proposal=proposal, now=NOW)


def test_nothing_is_kept_in_clear_before_the_teller_agreed(opened, proposal):
    assert Sentence.objects.count() == 0
    refuse(opened, proposal)
    assert Sentence.objects.count() == 0
    with pytest.raises(sentences.NoSuchSentence):
        agree(opened, proposal)


def test_agreed_sentence_is_kept_without_anything_that_leads_to_the_report(us, opened, proposal):
    agree(opened, proposal)
    row = Sentence.objects.get()
    assert (row.text, row.area_id, row.organisation) == (WORDS, "08037", us.organisation)
    assert row.shown_from.isoformat() == "2027-01-01"
    names = {column.name for column in Sentence._meta.concrete_fields}
    assert names == {"id", "organisation", "area", "text", "shown_from"}
    with pytest.raises(sentences.NoSuchSentence):
        agree(opened, proposal)


def test_sentence_is_taken_back_by_the_receipt_and_with_the_whole_report(us, opened, proposal):
    agree(opened, proposal)
    refuse(opened, proposal)
    assert Sentence.objects.count() == 0
    asked = {"place": ground.place(), "sentence": WORDS, "keys": us.keys, "by": us.member, "now": NOW}
    sentences.propose_sentence(opened.thread.row, **asked)
    [waiting] = sentences.sentences_waiting(by_receipt(opened.receipt).items())
    agree(opened, waiting.id)
    telling.withdraw_report(thread=by_receipt(opened.receipt), now=NOW)
    assert Sentence.objects.count() == 0


@pytest.mark.parametrize("sentence", ["", "  ", "x" * 401])
def test_sentence_that_is_none_is_refused(us, opened, sentence):
    asked = {"place": ground.place(), "sentence": sentence, "keys": us.keys, "by": us.member, "now": NOW}
    with pytest.raises(sentences.BadSentence):
        sentences.propose_sentence(opened.thread.row, **asked)


def test_from_the_inbox_over_the_receipt_to_the_diagnosis(us, opened):
    member = reader(us.member)
    url = f"/buzon/t/{opened.thread.row.pk}/"
    assert f"{url}frase/" in member.get(url).content.decode()
    member.post(f"{url}frase/", {"place": "08037", "sentence": WORDS})
    teller = Client()
    come_back(teller, opened.receipt)
    page = teller.get("/n/c/").content.decode()
    assert WORDS in page
    [waiting] = sentences.sentences_waiting(by_receipt(opened.receipt).items())
    teller.post("/n/c/", {"do": "sentence-yes", "sentence": str(waiting.id)}, HTTP_ORIGIN="http://testserver")
    Sentence.objects.update(shown_from=NOW.date().replace(year=2020))
    made = published(us.organisation)
    caches["pages"].clear()
    assert WORDS in Client().get(made.get_absolute_url()).content.decode()
    assert "sentence-no" in teller.get("/n/c/").content.decode()
