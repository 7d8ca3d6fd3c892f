"""Calls whose voting has closed, with ballots, and who recomputes their results."""

from collections.abc import Iterable, Sequence

from tejido.ground.organisations.models import Organisation
from tejido.stages.funding.actions.allocation import decide_call
from tejido.stages.funding.models import Allocation, Call, CastBallot
from tejido.stages.funding.vocabulary.calls import CallState
from tests.factories.funding import being_voted, coordinator
from tests.factories.ground import organisation
from tests.factories.moments import NOW


def cast(to: Call, *ballots: Iterable[int], times: int = 1) -> None:
    """Ballots that approve these numbers, each so many times."""
    rows = [
        CastBallot(call=to, choices=[[number, 1] for number in sorted(one)]) for one in ballots for _ in range(times)
    ]
    CastBallot.objects.bulk_create(sorted(rows, key=lambda row: row.pk))


def counting(projects: int = 3, *, ballots: Sequence[Iterable[int]] = (), times: int = 1, **kwargs) -> Call:
    """A call whose voting has closed, with these ballots, each cast so many times. Each number asks for 30,000 more."""
    made = being_voted(projects, CallState.COUNTING, **kwargs)
    cast(made, *ballots, times=times)
    return made


def many(projects: int = 3, **kwargs) -> Call:
    """A call of which so many people voted in so few ways that single ballots may be published."""
    return counting(projects, ballots=[(1,), (2,), (1, 2), (3,), ()], times=12, **kwargs)


def few(projects: int = 3, **kwargs) -> Call:
    """A call of which so few people voted that single ballots stay unpublished."""
    return counting(projects, ballots=[(1,), (2,), (1, 2), (3,), ()], times=4, **kwargs)


def decided(call: Call | None = None) -> Allocation:
    """The result of a call, computed by who runs it."""
    call = call or many()
    return decide_call(call, by=coordinator(call.funder), now=NOW)


def house(**kwargs) -> Organisation:
    """An organisation that can recompute a result."""
    return organisation(**kwargs)
