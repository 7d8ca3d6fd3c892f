"""The daily mail: at a fixed hour, also when nothing waits, and it says the least."""

from datetime import timedelta

import pytest
from django.core import mail as outbox
from django_tasks_db.models import DBTaskResult

from tejido.ground.people.mail import deliver
from tejido.ground.people.names import seal
from tejido.stages.reports.actions import digest
from tejido.stages.reports.models import DigestWish
from tests.factories import ground, vault
from tests.factories.moments import NOW
from tests.stages.reports.inbox.opening import signed_in

pytestmark = pytest.mark.django_db
ADDRESS = "bruja@example.mx"


@pytest.fixture(autouse=True)
def mailing(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.SITE_URL = "https://tejido.example"


@pytest.fixture
def us():
    at = vault.listening(ground.organisation(name="Vecinas del Bravo"))
    at.member.email_sealed = seal(ADDRESS, purpose="email")
    at.member.save()
    return at


@pytest.fixture
def sent(django_capture_on_commit_callbacks):
    """Let an hour come, do the tasks as the worker does, and return the mails."""

    def run(now=NOW):
        outbox.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            digest.send_inbox_digests(now=now)
        for waiting in DBTaskResult.objects.filter(finished_at=None):
            deliver.func(*waiting.args_kwargs["args"])
            waiting.delete()
        return list(outbox.outbox)

    return run


def test_who_asked_gets_one_mail_a_day_whether_something_came_or_not(us, sent):
    digest.choose_digest(wanted=True, by=us.member, now=NOW)
    [empty] = sent()
    assert sent(NOW + timedelta(hours=3)) == []
    vault.thread(us, {"text": "Cobran piso"})
    [full] = sent(NOW + timedelta(days=1))
    assert ("Nada espera respuesta." in empty.body, "Algo espera respuesta." in full.body) == (True, True)
    assert (empty.subject, len(empty.body)) == (full.subject, len(full.body))


def test_mail_names_no_organisation_no_report_and_no_number(us, sent):
    digest.choose_digest(wanted=True, by=us.member, now=NOW)
    opened = vault.thread(us, {"text": "Cobran piso"})
    [letter] = sent()
    body = letter.subject + letter.body
    named = [us.organisation.name, str(us.organisation.pk), str(opened.thread.row.pk), "Cobran", us.member.name]
    assert [name in body for name in named] == [False] * 5
    assert [sign for sign in body if sign.isdigit()] == []


def test_nothing_is_sent_before_the_hour_nor_to_who_did_not_ask_or_has_no_address(us, sent):
    assert sent() == []
    digest.choose_digest(wanted=True, by=us.member, now=NOW)
    assert sent(NOW.replace(hour=7)) == []
    us.member.email_sealed = None
    us.member.save()
    assert sent() == []


def test_mail_is_begun_and_ended_on_the_page(us):
    client = signed_in(us.member)
    client.post("/buzon/correo/", {"wanted": "yes"})
    assert DigestWish.objects.count() == 1
    client.post("/buzon/correo/", {"wanted": "no"})
    assert DigestWish.objects.count() == 0
