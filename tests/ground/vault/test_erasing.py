"""What is withdrawn or has had its time is gone from every file of the database."""

from datetime import timedelta

import pytest
from django.conf import settings as configured
from django.db import connection, transaction
from django.utils import timezone

from tejido.engines.sealing import FileHeader
from tejido.ground.vault import storing
from tejido.ground.vault.actions import erase_due
from tejido.ground.vault.models import Item, SealedFile, Thread, Wrap
from tejido.ground.vault.threads import by_receipt
from tests.attacks import stolen
from tests.factories import vault
from tests.factories.moments import NOW, later


def holds(stored, wrap):
    blob = bytes(wrap["blob"])
    return blob in stored or blob.hex().encode() in stored


@pytest.mark.django_db(transaction=True)
def test_withdrawn_thread_is_in_neither_the_database_nor_its_log_nor_a_dump():
    opened = vault.thread(vault.listening())
    with transaction.atomic():
        row = opened.thread.add_file(FileHeader("a", "b"), iter([b"x" * 1000]), now=NOW)
    wraps, items = list(Wrap.objects.values("blob")), list(Item.objects.values("sealed"))
    before = b"".join(stolen.database().values())
    assert [holds(before, wrap) for wrap in wraps] == [True, True]
    path = configured.STORAGES["sealed"]["OPTIONS"]["location"] / row.blob
    assert path.exists()

    with transaction.atomic():
        by_receipt(opened.receipt).withdraw(now=NOW)

    after = b"".join(stolen.database().values())
    assert [holds(after, wrap) for wrap in wraps] == [False, False]
    assert [bytes(item["sealed"])[:64] in after for item in items] == [False]
    assert (Thread.objects.count(), SealedFile.objects.count(), path.exists()) == (0, 0, False)


@pytest.mark.django_db(transaction=True)
def test_withdrawal_while_somebody_reads_is_tried_again_until_the_log_is_empty(monkeypatch):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no log to empty")
    import sqlite3

    from django_tasks_db.models import DBTaskResult

    opened = vault.thread(vault.listening())
    wraps = list(Wrap.objects.values("blob"))
    reader = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM vault_wrap").fetchone()
    try:
        with transaction.atomic():
            by_receipt(opened.receipt).withdraw(now=NOW)
        assert DBTaskResult.objects.filter(task_path__endswith="wipe_later").count() == 1
    finally:
        reader.close()
    from tejido.ground.ledger.wiping import wipe

    assert wipe() is True
    assert [holds(b"".join(stolen.database().values()), wrap) for wrap in wraps] == [False, False]


@pytest.mark.django_db
def test_closed_thread_is_erased_when_its_retention_is_over_and_not_before():
    vault.thread(vault.listening(), retention_days=90)
    assert erase_due(now=later(days=900))["threads"] == 0
    Thread.objects.update(closed_on=NOW.date())
    assert erase_due(now=later(days=89))["threads"] == 0
    assert erase_due(now=later(days=90))["threads"] == 1
    assert (Thread.objects.count(), Item.objects.count(), Wrap.objects.count()) == (0, 0, 0)


@pytest.mark.django_db
def test_file_of_a_transaction_that_failed_is_swept_a_day_later_and_others_stay():
    opened = vault.thread(vault.listening())
    kept = opened.thread.add_file(FileHeader("a", "b"), iter([b"x"]), now=NOW)
    lost = storing.write(iter([b"sealed"]))
    folder = configured.STORAGES["sealed"]["OPTIONS"]["location"]
    assert storing.sweep(timezone.now()) == 0
    storing.sweep(timezone.now() + timedelta(days=2))
    assert ((folder / kept.blob).exists(), (folder / lost).exists()) == (True, False)
