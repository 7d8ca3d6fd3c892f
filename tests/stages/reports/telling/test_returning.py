"""Coming back with the receipt."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone

from tejido.engines.sealing import FileHeader, receipts
from tejido.ground.vault.models import Item, SealedFile, Thread, Wrap
from tejido.ground.vault.threads import MemberKeys, NoSuchReceipt, by_receipt, for_member
from tejido.stages.reports import thread_cookie
from tejido.stages.reports.actions.referring import pass_on_referral
from tejido.stages.reports.vocabulary.items import Saying
from tests.factories import keys, listening
from tests.factories.listening import TOKEN, come_back, receipt_in, told

pytestmark = pytest.mark.django_db

NO_SUCH = str(NoSuchReceipt.message)


@pytest.fixture
def us():
    return listening.listening(name="Casa de la Memoria")


@pytest.fixture
def receipt(client, us):
    return receipt_in(told(client, us.organisation, "Cobran piso."))


def organisation_side(us):
    return for_member(Thread.objects.get(organisation=us.organisation), MemberKeys(us.pair, us.coordinator))


def say(us, kind, **payload):
    with transaction.atomic():
        return organisation_side(us).add(kind, payload, now=timezone.now())


def page_of(answer):
    return answer.content.decode()


def kinds(us):
    return [(one.side, one.kind) for one in organisation_side(us).items()]


def test_wrong_last_group_shows_the_receipt_once_more(client, receipt):
    answer = client.post("/n/b/", {"receipt": receipt, "last": "00000"})
    assert receipt_in(answer) == receipt
    assert "Ese no es el último grupo" in page_of(answer)
    assert answer.cookies == {}


@pytest.mark.parametrize("typed", ["lower", "blanks", "letters that look like digits"])
def test_receipt_opens_however_it_was_copied(client, receipt, typed):
    forms = {
        "lower": receipt.lower(),
        "blanks": receipt.replace("-", " "),
        "letters that look like digits": receipt.replace("0", "O").replace("1", "l"),
    }
    assert "Cobran piso." in page_of(come_back(client, forms[typed]))


def test_receipt_that_is_none_and_one_that_opens_nothing_are_told_the_same(client, receipt):
    said = [page_of(come_back(client, typed)).replace(typed, "") for typed in ("hola", receipts.draw())]
    assert said[0] == said[1]
    assert NO_SUCH in said[0]


def test_cookie_is_strict_short_and_says_nothing(client, receipt):
    answer = client.post("/n/b/", {"receipt": receipt})
    cookie = answer.cookies["n"]
    assert (cookie["samesite"], cookie["httponly"], cookie["max-age"], cookie["expires"]) == ("Strict", True, "", "")
    assert receipt not in cookie.value
    assert list(answer.cookies) == ["n"]


def test_cookie_ends_after_a_quarter_of_an_hour_and_at_closing(client, receipt):
    come_back(client, receipt)
    assert client.get("/n/c/").status_code == 200
    client.post("/n/c/x/")
    assert client.get("/n/c/").headers["Location"] == "/n/"
    old = HttpResponse()
    thread_cookie.remember(old, receipt, timezone.now() - timedelta(minutes=16))
    client.cookies["n"] = old.cookies["n"].value
    assert client.get("/n/c/").headers["Location"] == "/n/"


def test_answer_is_read_and_more_is_added(client, us, receipt):
    say(us, Saying.MESSAGE, text="Gracias. ¿Podemos ayudar?")
    page = page_of(come_back(client, receipt))
    assert "Gracias. ¿Podemos ayudar?" in page
    assert "Esperan tu respuesta." in page
    answer = client.post("/n/c/", {"do": "add", "token": TOKEN.search(page)[1], "text": "Sí."}, follow=True)
    assert "Todavía no responden" in page_of(answer)
    assert organisation_side(us).items()[-1].payload == {"text": "Sí."}


def test_question_is_answered(client, us, receipt):
    asked = say(us, Saying.QUESTION, text="¿Cada cuándo?")
    page = page_of(come_back(client, receipt))
    assert f'value="{asked.id}" checked' in page
    data = {"do": "add", "token": TOKEN.search(page)[1], "text": "Los viernes", "answers": str(asked.id)}
    page = page_of(client.post("/n/c/", data, follow=True))
    assert organisation_side(us).items()[-1].payload == {"text": "Los viernes", "answers": str(asked.id)}
    assert 'name="answers"' not in page


def test_message_sent_twice_is_kept_once_and_its_text_stays(client, us, receipt):
    data = {"do": "add", "token": TOKEN.search(page_of(come_back(client, receipt)))[1], "text": "Otra cosa"}
    client.post("/n/c/", data)
    page = page_of(client.post("/n/c/", data))
    assert "ya se envió" in page
    assert kinds(us) == [("reporter", "report"), ("reporter", "more")]


def test_empty_message_is_asked_for_words_or_a_file(client, us, receipt):
    token = TOKEN.search(page_of(come_back(client, receipt)))[1]
    assert "Escribe algo, o elige un archivo." in page_of(client.post("/n/c/", {"token": token, "text": "  "}))
    assert len(kinds(us)) == 1


def test_other_site_cannot_make_a_browser_write_or_withdraw(client, us, receipt):
    token = TOKEN.search(page_of(come_back(client, receipt)))[1]
    evil = {"origin": "https://evil.example"}
    client.post("/n/c/", {"do": "add", "token": token, "text": "Mentira"}, headers=evil)
    client.post("/n/c/w/", headers=evil)
    assert kinds(us) == [("reporter", "report")]


@pytest.fixture
def proposal(us, receipt):
    parts = [{"id": "a", "text": "Se cobra piso en el mercado."}, {"id": "b", "text": "Los viernes."}]
    return say(us, Saying.PROPOSAL, institution=str(uuid4()), name="Fiscalía", why="Pueden investigar.", parts=parts)


def test_referral_is_agreed_to_part_by_part_after_reading_that_it_cannot_be_called_back(client, us, receipt, proposal):
    page = page_of(come_back(client, receipt))
    for word in ("CNPP 222", "Se cobra piso en el mercado.", "Los viernes.", "Fiscalía", "Pueden investigar."):
        assert word in page
    data = {"do": "agree", "proposal": str(proposal.id), "parts": ["b", "forged"]}
    page = page_of(client.post("/n/c/", data))
    assert "Di que lo leíste" in page
    assert len(kinds(us)) == 2
    assert "al menos una parte" in page_of(client.post("/n/c/", data | {"understood": "on", "parts": []}))
    client.post("/n/c/", data | {"understood": "on"})
    consent = organisation_side(us).items()[-1]
    assert (consent.kind, consent.payload["proposal"], consent.payload["parts"]) == (
        "consent",
        str(proposal.id),
        ["b"],
    )
    assert 'value="agree"' not in page_of(client.get("/n/c/"))
    assert "ya tiene respuesta" in page_of(client.post("/n/c/", data | {"understood": "on"}))


def test_referral_is_refused_and_nothing_else_happens(client, us, receipt, proposal):
    come_back(client, receipt)
    client.post("/n/c/", {"do": "refuse", "proposal": str(proposal.id), "why": "Tengo miedo"})
    said = organisation_side(us).items()[-1]
    assert (said.kind, said.payload) == ("refusal", {"proposal": str(proposal.id), "text": "Tengo miedo"})


def test_thread_shows_what_became_of_it_and_when_it_is_erased(client, us, receipt):
    say(us, Saying.OUTCOME, outcome="acted", text="Se puso alumbrado.")
    Thread.objects.update(closed_on=timezone.localdate())
    page = page_of(come_back(client, receipt))
    assert "Hicimos algo al respecto" in page
    assert "Se puso alumbrado." in page
    assert "Lo cerraron el" in page
    assert "180 días después de cerrarse" in page


def test_retention_that_was_promised_stays_whatever_the_organisation_says_later(client, us, receipt):
    us_now = {"use": "Otra cosa", "retention_days": 30, "answers_within_days": None}
    listening.describe_listening(us.organisation, **us_now, by=us.coordinator, now=keys.NOW)
    assert "180 días" in page_of(come_back(client, receipt))


def test_withdrawing_says_what_is_erased_and_what_is_not_then_erases_all(client, us, receipt):
    come_back(client, receipt)
    page = page_of(client.get("/n/c/w/"))
    assert "en 7 días" in page
    assert "Lo que ya leyeron" in page
    assert Thread.objects.count() == 1
    answer = client.post("/n/c/w/")
    assert "Está borrado" in page_of(answer)
    assert answer.cookies["n"].value == ""
    assert [model.objects.count() for model in (Wrap, Item, SealedFile)] == [0, 0, 0]
    assert NO_SUCH in page_of(come_back(client, receipt))


def test_file_from_the_organisation_is_handed_out_and_nobody_elses(client, us, receipt):
    with transaction.atomic():
        header = FileHeader(name="guía ñ.pdf", type="application/pdf", size=5)
        sent = organisation_side(us).add_file(header, [b"%PDF-"], now=timezone.now())
        own = by_receipt(receipt).add_file(
            FileHeader(name="foto-1.jpg", type="image/jpeg", size=2), [b"xx"], now=timezone.now()
        )
    assert client.get(f"/n/c/f/{sent.pk}/").headers["Location"] == "/n/"
    page = page_of(come_back(client, receipt))
    assert "guía ñ.pdf" in page
    assert "foto-1.jpg" in page
    answer = client.get(f"/n/c/f/{sent.pk}/")
    assert b"".join(answer.streaming_content) == b"%PDF-"
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''gu%C3%ADa%20%C3%B1.pdf"
    assert client.get(f"/n/c/f/{own.pk}/").status_code == 404


def test_quick_exit_leaves_at_once_and_clears_on_the_way(client, us, receipt):
    come_back(client, receipt)
    answer = client.get("/n/x/")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "https://es.wikipedia.org/"
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert client.get("/n/c/").headers["Location"] == "/n/"


def test_what_an_authority_answered_and_its_clock_are_seen_and_it_is_written_to(client, us, receipt, proposal):
    prosecutor = listening.authority("Fiscalía")
    with transaction.atomic():
        parts = [{"id": "a", "text": "Se cobra piso."}]
        payload = {"institution": str(prosecutor.organisation.pk), "name": "Fiscalía", "why": "x", "parts": parts}
        asked = organisation_side(us).add(Saying.PROPOSAL, payload, now=timezone.now())
    come_back(client, receipt)
    client.post("/n/c/", {"do": "agree", "proposal": str(asked.id), "parts": ["a"], "understood": "on"})
    row = Thread.objects.get(organisation=us.organisation)
    mine = MemberKeys(us.pair, us.coordinator)
    pass_on_referral(row, proposal=asked.id, keys=mine, by=us.coordinator, now=timezone.now())
    page = page_of(client.get("/n/c/"))
    assert "0 días hábiles sin respuesta" in page
    referral = page.split('name="referral" value="')[1].split('"')[0]
    client.post("/n/c/", {"do": "authority", "referral": referral, "text": "Sigue pasando"})
    copy = Thread.objects.get(organisation=prosecutor.organisation)
    theirs = for_member(copy, MemberKeys(prosecutor.pair, prosecutor.coordinator))
    assert [one.payload["text"] for one in theirs.items()] == ["Se cobra piso.", "Sigue pasando"]
    with transaction.atomic():
        theirs.add(Saying.MESSAGE, {"text": "Abrimos una carpeta."}, now=timezone.now())
    page = page_of(client.get("/n/c/"))
    assert "Abrimos una carpeta." in page
    assert "Respondió después de 0 días hábiles" in page
