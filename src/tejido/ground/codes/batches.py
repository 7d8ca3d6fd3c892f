"""Codes come and go in batches: allotted to a holder, drawn once, cancelled, written down as handed out or returned.

Each function runs inside the action of the app whose codes they are, which says who may; see
tejido.stages.funding.actions.ballot_codes.
"""

from datetime import date

from django.db.models import Sum

from tejido.ground.codes import drawing
from tejido.ground.codes.models import Batch, Code, Holding
from tejido.ground.codes.refusals import (
    LEAST,
    MOST,
    Cancelled,
    Closed,
    LessThanPrinted,
    MoreThanAllotted,
    MoreThanHandedOut,
    MoreThanPrinted,
    TooFew,
    TooMany,
)


def locked(holding: Holding) -> Holding:
    """Return the row, locked until the transaction ends. Raises Closed."""
    row = Holding.objects.select_for_update(of=("self",)).get(pk=holding.pk)
    if row.is_closed:
        raise Closed
    return row


def allot(*, subject: str, holder: str, number: int) -> Holding:
    """Say that `holder` hands out `number` codes for `subject`. Raises TooFew, LessThanPrinted, Closed."""
    if number < LEAST:
        raise TooFew
    holding, _is_new = Holding.objects.get_or_create(subject=subject, holder=holder, defaults={"allotted": number})
    holding = locked(holding)
    if number < printed(holding):
        raise LessThanPrinted
    holding.allotted = number
    holding.save(update_fields=["allotted"])
    return holding


def draw_batch(holding: Holding, *, number: int, today: date) -> tuple[Batch, list[str]]:
    """Draw `number` codes and return them: in clear they are nowhere but in what is returned.

    Raises TooFew, TooMany, MoreThanAllotted, Closed.
    """
    holding = locked(holding)
    if number < LEAST:
        raise TooFew
    if number > MOST:
        raise TooMany
    if printed(holding) + number > holding.allotted:
        raise MoreThanAllotted
    batch = Batch.objects.create(holding=holding, printed=number, made_on=today)
    drawn = [drawing.draw() for _ in range(number)]
    digests = sorted(drawing.digest(code) for code in drawn)  # not in the order of the slips
    Code.objects.bulk_create([Code(digest=one, batch=batch) for one in digests], batch_size=500)
    return batch, drawn


def cancel_batch(batch: Batch, *, today: date) -> Batch:
    """Make the slips of a batch worthless, used ones too: only before any of them can be used. Raises Cancelled."""
    holding = locked(batch.holding)
    batch = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.cancelled_on:
        raise Cancelled
    batch.codes.all().delete()
    batch.cancelled_on = today
    batch.save(update_fields=["cancelled_on"])
    left = printed(holding)
    if holding.handed_out > left:
        holding.handed_out, holding.returned = left, min(holding.returned, left)
        holding.save(update_fields=["handed_out", "returned"])
    return batch


def write_down(holding: Holding, *, handed_out: int, returned: int) -> Holding:
    """Keep how many were handed out in all, and how many of those came back.

    Raises MoreThanPrinted, MoreThanHandedOut, Closed.
    """
    holding = locked(holding)
    if handed_out > printed(holding):
        raise MoreThanPrinted
    if returned > handed_out:
        raise MoreThanHandedOut
    holding.handed_out, holding.returned = handed_out, returned
    holding.save(update_fields=["handed_out", "returned"])
    return holding


def printed(holding: Holding) -> int:
    """Return how many slips that hold were printed for it."""
    return holding.batches.filter(cancelled_on=None).aggregate(sum=Sum("printed"))["sum"] or 0
