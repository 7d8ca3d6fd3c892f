"""Erasing for good: the wraps and with them all that they open, then the rows, the files, the log of the database."""

from functools import partial

from django.db import transaction

from tejido.ground.ledger.wiping import wipe_soon
from tejido.ground.vault import storing
from tejido.ground.vault.models import Thread


def erase(thread: Thread) -> None:
    """Erase a thread inside the transaction of its action; on commit its files go and the database's log is emptied."""
    for blob in thread.sealed_files.values_list("blob", flat=True):
        transaction.on_commit(partial(storing.remove, blob))
    thread.wraps.all().delete()
    thread.delete()
    transaction.on_commit(wipe_soon)
