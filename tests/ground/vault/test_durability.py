"""Sealed writes wait for the disk; everything else stays quick."""

import pytest
from django.db import connection, transaction

from tejido.ground.vault.durability import lasting, lasts

FULL, NORMAL = 2, 1


def synchronous():
    with connection.cursor() as cursor:
        return cursor.execute("PRAGMA synchronous").fetchone()[0]


@lasts
def level_of_a_sealed_write():
    with transaction.atomic():
        return synchronous()


@pytest.mark.django_db(transaction=True)
def test_sealed_write_waits_for_the_disk_and_what_comes_after_does_not():
    if connection.vendor != "sqlite":
        with lasting():
            assert connection.in_atomic_block is False
        return
    assert (synchronous(), level_of_a_sealed_write(), synchronous()) == (NORMAL, FULL, NORMAL)
    with pytest.raises(RuntimeError), lasting():
        raise RuntimeError
    assert synchronous() == NORMAL


@pytest.mark.django_db
def test_within_a_transaction_whoever_began_it_decides():
    if connection.vendor == "sqlite":
        assert (connection.in_atomic_block, level_of_a_sealed_write()) == (True, NORMAL)
