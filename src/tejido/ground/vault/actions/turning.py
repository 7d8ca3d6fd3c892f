"""Turning the epoch: every envelope anew under a fresh key, and the old key destroyed."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from tejido.engines.sealing import CannotOpen
from tejido.ground.vault import epochs, wrapping
from tejido.ground.vault.models import NoteWrap, Wrap
from tejido.ground.web.acting import sealed_action

AT_ONCE = 500
"""Rows made anew in one transaction, so that somebody who sends a report meanwhile waits for milliseconds."""
NIL = UUID(int=0)
MARGIN = timedelta(days=1)
"""Between the beginning of an epoch and the end of the one before: nobody still writes under the old key then."""


def turn_epoch(*, now: datetime) -> dict[str, int]:
    """Begin an epoch where the present one is old, renew what lies under older ones, destroy keys that open nothing.

    Runs daily, and twice without harm. Each batch is a transaction of its own; where the machine stops in between, the
    next run goes on. Returns how many envelopes were renewed, how many did not open, how many keys were destroyed.
    """
    today = timezone.localdate(now)
    present = epochs.current(today)
    if today - present.began_on >= epochs.LIFE:
        present = epochs.begin(present.number + 1, today)
    done = {"renewed": 0, "lost": 0, "destroyed": 0}
    for model in (Wrap, NoteWrap):
        after: UUID | None = NIL
        while after is not None:
            renewed, lost, after = renew_wraps(model, after=after, to=present, now=now)
            done["renewed"] += renewed
            done["lost"] += lost
    if today - present.began_on >= MARGIN:
        for number in epochs.older_than(present.number):
            if not any(model.objects.filter(epoch=number).exists() for model in (Wrap, NoteWrap)):
                epochs.destroy(number)
                done["destroyed"] += 1
    return done


@sealed_action
def renew_wraps(
    model: type[Wrap] | type[NoteWrap],
    *,
    after: UUID,
    to: epochs.EpochKey,
    now: datetime,  # noqa: ARG001
) -> tuple[int, int, UUID | None]:
    """Put some of the older envelopes, those after an id, under the key of `to`.

    Returns how many, how many do not open, and the id to go on after, None at the end. What does not open although its
    key is there was changed behind the site's back and opens for nobody: it goes, or the old key would have to stay.
    Where the key is missing it is left: the folder may be put back.
    """
    rows: list[Wrap | NoteWrap] = []
    rows.extend(model.objects.filter(epoch__lt=to.number, pk__gt=after).order_by("pk")[:AT_ONCE])
    renewed = lost = 0
    for row in rows:
        try:
            wrapping.put_under(row, wrapping.lifted(row), to)
        except CannotOpen:
            lost += 1
            if epochs.exists(row.epoch):
                row.delete()
            continue
        # By its id alone: a row that was withdrawn meanwhile must not come back.
        renewed += model.objects.filter(pk=row.pk).update(epoch=row.epoch, blob=row.blob)
    return renewed, lost, rows[-1].pk if rows else None
