"""How the actions on a result write: rows locked, columns of it in the public record, followers told."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from tejido.ground.ledger.vocabulary import Recorded
from tejido.ground.notices.causes import followed_causes
from tejido.ground.organisations import recording
from tejido.ground.organisations.vocabulary import Profile
from tejido.stages.funding.models import Allocation, Call
from tejido.stages.funding.vocabulary.allocations import AllocationAct, CountAct

COLUMNS = (
    "ended", "decided_on", "voters", "budget", "spent", "winners", "is_published", "result_hash", "ballots_hash",
    "confirmed", "disputed",
)  # fmt: skip
"""The public columns of a result that leaves carry; the hashes bind the files."""


def locked_allocation(call: Call) -> Allocation:
    """Return the result of a call, kept from others until the transaction ends. Raises Allocation.DoesNotExist."""
    rows = Allocation.objects.select_for_update(of=("self",)).defer("result", "ballots", "figures")
    return rows.select_related("call__funder", "call__place").get(pk=call.pk)


def enter_allocation(
    act: AllocationAct,
    allocation: Allocation,
    *,
    by: Recorded | None,
    day: date,
    text: str = "",
    columns: Sequence[str] = (),
    tells: bool = False,
) -> None:
    """Enter an act on a result; where it `tells`, whoever follows the call, its funder, place or causes hears of it."""
    call = allocation.call
    recording.enter(
        act,
        subject=allocation,
        under=Profile.OPEN,
        by=by,
        day=day,
        text=text,
        url=allocation.get_absolute_url() if tells else "",
        also=[call, call.funder, call.place, *followed_causes(call.causes)],
        **{name: getattr(allocation, name) for name in columns},
    )


def enter_count(act: CountAct, call: Call, *, by: Recorded | None, day: date, text: str = "", **fields: Any) -> None:
    """Enter an act on a call that changes none of its columns."""
    recording.enter(act, subject=call, under=Profile.OPEN, by=by, day=day, text=text, **fields)
