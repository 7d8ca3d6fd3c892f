from datetime import UTC, date, datetime, timedelta
from http import HTTPStatus
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail as outbox
from django.core.mail import EmailMessage
from django.test import Client
from django_tasks_db.models import DBTaskResult

from tejido.ground.notices.actions import change_mail, follow, send_digests, tell
from tejido.ground.notices.models import Reader
from tejido.ground.people.mail import Undelivered, deliver, post
from tejido.ground.people.names import seal
from tests.factories.ground import person, place

pytestmark = pytest.mark.django_db

SEVEN = datetime(2026, 11, 2, 13, 0, tzinfo=UTC)  # 7:00 in Mexico City
DAY = date(2026, 11, 2)
ADDRESS = "bruja@example.mx"


@pytest.fixture(autouse=True)
def mailing(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.SITE_URL = "https://tejido.example"


@pytest.fixture
def reader():
    """Somebody with an address who follows Juárez."""
    them = person("La Bruja del 71")
    them.email_sealed = seal(ADDRESS, purpose="email")
    them.save()
    place()
    follow(subject="place:08037", by=them, now=SEVEN)
    return them


@pytest.fixture
def sent(django_capture_on_commit_callbacks):
    """Let an hour come, do the tasks as the worker does, and return the mails."""

    def run(now=SEVEN):
        outbox.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            send_digests(now=now)
        for waiting in DBTaskResult.objects.filter(finished_at=None):
            deliver.func(*waiting.args_kwargs["args"])
            waiting.delete()
        return list(outbox.outbox)

    return run


def told(line=""):
    return tell("thing.done", subject=place(), day=DAY, url="/lugares/08037/", line=line)


def test_digest_comes_once_a_day_from_the_hour_on(reader, sent):
    told()
    assert sent(SEVEN - timedelta(minutes=1)) == []
    assert len(sent()) == 1
    assert sent() == []
    assert sent(SEVEN + timedelta(days=1)) == []  # nothing new
    told()
    assert len(sent(SEVEN + timedelta(days=2))) == 1


def test_digest_comes_at_the_hour_that_was_chosen(reader, sent):
    change_mail(kind="count", hour=20, by=reader, now=SEVEN)
    told()
    assert sent(SEVEN + timedelta(hours=12)) == []
    assert len(sent(SEVEN + timedelta(hours=13))) == 1


def test_digest_says_how_many_and_nothing_else(reader, sent):
    told(line="El campo se abre el sábado")
    (letter,) = sent()
    assert letter.to == [ADDRESS]
    assert letter.subject == "Tus avisos"
    whole = str(letter.message())
    for word in (str(reader.pk), reader.pk.hex, "Bruja del", "Juárez", "08037", "campo"):
        assert word not in whole
    assert "https://tejido.example/avisos/" in letter.body


def test_digest_says_what_happened_to_whoever_asks_for_it(reader, sent):
    change_mail(kind="lines", hour=7, by=reader, now=SEVEN)
    told(line="El campo se abre el sábado")
    assert "- Juárez: thing.done. El campo se abre el sábado" in sent()[0].body


def test_digest_goes_to_nobody_without_an_address_or_who_wants_none(reader, sent):
    told()
    change_mail(kind="none", hour=7, by=reader, now=SEVEN)
    follow(subject="place:08037", by=person(), now=SEVEN)
    assert sent() == []


def test_digest_leaves_out_what_was_read(reader, sent):
    notice = told()
    Reader.objects.create(person=reader, read_through=notice.pk)
    assert sent() == []


@pytest.mark.parametrize("off", ["training", "no mail"])
def test_nothing_is_delivered_in_training_or_without_a_mail_server(reader, sent, settings, off):
    told()
    if off == "training":
        settings.TRAINING = True
    else:
        settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert sent() == []
    assert not DBTaskResult.objects.exists()


def test_mail_stops_by_one_tap_without_signing_in(reader, sent):
    told()
    (letter,) = sent()
    address = letter.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("https://tejido.example")
    strict = Client(enforce_csrf_checks=True)
    page = strict.get(address)
    assert page.status_code == HTTPStatus.OK
    assert not page.cookies
    assert Reader.objects.get().mail == "count"  # looking changes nothing
    assert strict.post(address, {"List-Unsubscribe": "One-Click"}).status_code == HTTPStatus.OK
    assert Reader.objects.get().mail == "none"


def test_broken_key_stops_nobodys_mail(reader):
    for key in ("abcd", "zz", seal(str(reader.pk), purpose="name").hex()):
        assert Client().post(f"/avisos/baja/{key}/").status_code == HTTPStatus.OK
    assert not Reader.objects.exists()


def test_mail_server_that_refuses_leaves_no_address_behind(reader, monkeypatch):
    def refuse(self):
        raise SMTPRecipientsRefused({ADDRESS: (550, b"no such user")})

    monkeypatch.setattr(EmailMessage, "send", refuse)
    post(ADDRESS, "a", "b")
    with pytest.raises(Undelivered) as raised:
        deliver.func(*DBTaskResult.objects.get().args_kwargs["args"])
    assert ADDRESS not in str(raised.getrepr(chain=True, showlocals=False))
    assert raised.value.__cause__ is raised.value.__context__ is None


def test_reader_chooses_the_mail_on_the_page(client, reader):
    client.force_login(reader)
    assert client.get("/avisos/correo/").status_code == HTTPStatus.OK
    assert client.post("/avisos/correo/", {"kind": "lines", "hour": "21"})["Location"] == "/cuenta/"
    chosen = Reader.objects.get()
    assert (chosen.mail, chosen.hour) == ("lines", 21)
    assert "Daily mail" in client.get("/en/cuenta/").content.decode()
    assert client.post("/avisos/correo/", {"kind": "lines", "hour": "24"}).context["form"].errors["hour"]
