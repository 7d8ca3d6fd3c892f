"""Promises 1, 2 and 3: 200 markers planted through the form are in no table, file, log, cache, session or mail."""

import logging
import tempfile
from base64 import b64encode
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import caches
from django.db import connection

from tejido.ground.vault.models import Thread
from tejido.ground.vault.threads import MemberKeys, for_member
from tests.attacks.planting import Planted, plant
from tests.factories import listening

pytestmark = pytest.mark.django_db

WHO_ASKS = {
    "user-agent": "qzxAGENTvwk/1.0",
    "x-forwarded-for": "203.0.113.77",
    "x-real-ip": "203.0.113.77",
    "referer": "http://testserver/qzxREFERRERvwk",
    "accept-language": "es-MX,qzxLANGUAGEvwk;q=0.5",
}
TRACES = (b"qzxagentvwk", b"qzxreferrervwk", b"qzxlanguagevwk", b"203.0.113.77", b"198.51.100.9")


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """A folder of its own for temporary files, so that what is left in it is ours."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def us():
    return listening.listening()


@pytest.fixture
def planted(client, us, temporary, caplog):
    client.defaults |= {"REMOTE_ADDR": "198.51.100.9"}
    client.defaults |= {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in WHO_ASKS.items()}
    with caplog.at_level(logging.DEBUG):
        return plant(client, us.organisation)


def rows():
    """Every value of every table, as bytes, with the name of its table."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for value in row:
                    yield table, bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def files_under(*folders):
    for folder in folders:
        for path in Path(folder).rglob("*"):
            if path.is_file() and "static" not in path.parts:
                yield str(path), str(path).encode() + b"\0" + path.read_bytes()


def searched(planted, places):
    """Where something stands that may not."""
    return sorted({(name, what) for name, data in places for what in found(planted, data)})


def found(planted, data):
    return [*planted.found_in(data), *(trace.decode() for trace in TRACES if trace in data.lower())]


def logged_cached_and_sent(caplog, capfd):
    yield from ((record.name, str(vars(record)).encode()) for record in caplog.records)
    yield "output", "".join(capfd.readouterr()).encode()
    yield "pages", str(vars(caches["pages"])).encode()
    yield "mail", str([vars(message) for message in mail.outbox]).encode()


def read_by_the_recipient(planted, us):
    keys, read = MemberKeys(us.pair, us.coordinator), set()
    for row in Thread.objects.all():
        opened = for_member(row, keys)
        for one in opened.items():
            read |= planted.found_in(str(one.payload).encode())
        for file in opened.files():
            read |= planted.found_in(file.header.name.encode() + b"".join(file.chunks()))
    return read


def test_markers_are_read_by_the_recipient_and_stand_nowhere_else(planted, us, client, temporary, caplog, capfd):
    assert len(planted.markers) >= 200
    assert len(read_by_the_recipient(planted, us)) >= 120
    assert searched(planted, rows()) == []
    assert searched(planted, files_under(settings.HOME, temporary)) == []
    assert searched(planted, logged_cached_and_sent(caplog, capfd)) == []
    for receipt in planted.receipts:
        listening.come_back(client, receipt)
        client.post("/n/c/w/")
    assert Thread.objects.count() == 0
    assert searched(planted, rows()) == []


@pytest.mark.parametrize(
    "how", [str.upper, lambda it: it.encode().hex(), lambda it: b64encode(b"a" + it.encode()).decode()]
)
def test_search_finds_a_marker_however_it_is_written(how):
    planted = Planted()
    assert planted.found_in(f"before {how(planted.fresh())} after".encode()) == {"qzx1000vwk"}
