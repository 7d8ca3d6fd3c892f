"""Erasing what has had its time."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from tejido.ground.ledger.wiping import wipe_soon
from tejido.ground.vault import erasing, storing
from tejido.ground.vault.models import Envelope, NoteWrap, Thread
from tejido.ground.web.acting import sealed_action


@sealed_action
def erase_due(*, now: datetime) -> dict[str, int]:
    """Erase closed threads whose retention is over, notes whose day has come, and files of nobody. Runs daily.

    What an organisation counted of them stays counted; nothing else remains. Returns how many of each.
    """
    today = timezone.localdate(now)
    over = [
        thread
        for thread in Thread.objects.filter(closed_on__isnull=False)
        if thread.closed_on and thread.closed_on + timedelta(days=thread.retention_days) <= today
    ]
    for thread in over:
        erasing.erase(thread)
    notes = Envelope.objects.filter(erase_on__lte=today)
    number = notes.count()
    NoteWrap.objects.filter(envelope__erase_on__lte=today).delete()
    notes.delete()
    if number:
        transaction.on_commit(wipe_soon)
    return {"threads": len(over), "notes": number, "files": storing.sweep(now)}
