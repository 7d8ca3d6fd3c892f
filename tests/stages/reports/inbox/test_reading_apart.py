"""Where the private key never reaches the server: members take sealed reports along and answer without opening."""

import pytest

from tejido.engines.sealing import FileHeader, Pair, bundle, draw_pair, draw_signing
from tejido.ground.organisations.actions import ApartKeys, make_first_key
from tejido.ground.organisations.vocabulary import Role
from tejido.ground.vault.models import Thread
from tejido.ground.vault.threads import by_receipt
from tests.factories import ground, vault
from tests.factories.moments import NOW
from tests.stages.reports.inbox.opening import reader, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def apart():
    """An organisation that reads apart: (organisation, member, its own pair, an opened thread)."""
    organisation, who = ground.organisation(), ground.person()
    ground.membership(who, organisation, Role.COORDINATOR)
    pair, signing = draw_pair(), draw_signing()
    key = make_first_key(organisation, apart=ApartKeys(pair.public, signing.public), by=who, now=NOW)
    opened = vault.thread(vault.Listening(organisation, who, pair, key), {"text": "Un comandante cobra"})
    return organisation, who, pair, opened


def read(answer, *pairs: Pair):
    return list(bundle.read(iter([b"".join(answer.streaming_content)]), pairs))


def test_member_takes_sealed_reports_along_and_opens_them_elsewhere(apart):
    organisation, who, pair, opened = apart
    opened.thread.add_file(FileHeader("audio.ogg", "audio/ogg", 3), iter([b"abc"]), now=NOW)
    client = signed_in(who)
    answer = client.post(f"/buzon/{organisation.pk}/llevar/")
    parts = []
    for part in bundle.read(iter([b"".join(answer.streaming_content)]), [pair]):
        parts.append((part.header.name, b"".join(part.chunks)) if isinstance(part, bundle.ReadFile) else part)
    thread, item, file = parts
    assert (thread.report, thread.is_open) == (opened.thread.row.pk.bytes, True)
    assert ("Un comandante cobra" in item.text.decode(), file) == (True, ("audio.ogg", b"abc"))
    assert Thread.objects.get().is_unread is False


def test_server_shows_and_opens_nothing_of_it(apart):
    organisation, who, _pair, opened = apart
    client = signed_in(who)
    for url in (f"/buzon/{organisation.pk}/", f"/buzon/t/{opened.thread.row.pk}/"):
        html = client.get(url).content.decode()
        assert ("Un comandante" in html, "aparte" in html) == (False, True)


def test_answer_is_sealed_as_it_is_typed(apart):
    _organisation, who, _pair, opened = apart
    url = f"/buzon/t/{opened.thread.row.pk}/"
    client = signed_in(who)
    assert client.post(url, {"text": "¿Qué día?", "is_question": "on"}).status_code == 302
    assert [(it.kind, it.payload.get("text")) for it in by_receipt(opened.receipt).items()] == [
        ("report", "Un comandante cobra"),
        ("question", "¿Qué día?"),
    ]
    assert Thread.objects.get().waits_for == "reporter"
    assert "¿Qué día?" not in client.get(url).content.decode()


def test_report_of_an_organisation_that_reads_here_can_be_taken_along_too():
    us = vault.listening()
    opened = vault.thread(us, {"text": "Cobran piso"})
    answer = reader(us.member).post(f"/buzon/t/{opened.thread.row.pk}/llevar/")
    from tejido.ground.organisations.keyring import open_private

    _thread, item = read(answer, open_private(us.key, us.pair, us.member))
    assert "Cobran piso" in item.text.decode()
