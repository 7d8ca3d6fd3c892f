"""Whether a result is fair to every group of voters: extended justified representation up to one project.

A group of voters deserves projects that all of them support if its part of the budget pays for them: as many of n
voters, as much of the budget. Up to one project (Peters, Pierczynski and Skowron 2021, arXiv 2008.13276, with what
a project costs as its worth): at least one voter of the group has winners worth as much as what the group deserves, or
would have more with one of these projects added. Equal Shares promises it, with and without Add1, which gives everybody
more than their part; bounded overspending, Phragmen and greedy do not.

The check goes through all sets of projects, so that it is one for small elections: twice as long for each project more.
"""

from dataclasses import dataclass
from itertools import chain, combinations

from tejido.engines.allocation.election import BadElection, Election

MOST_PROJECTS = 16


@dataclass(frozen=True)
class Neglected:
    """A group that deserves these projects, and how many voters it has, of whom nobody got as much."""

    projects: tuple[str, ...]
    voters: int


def neglected(election: Election, winners: tuple[str, ...]) -> Neglected | None:
    """Return a group that is not represented up to one project, or None. Raises BadElection with many projects."""
    if len(election.projects) > MOST_PROJECTS:
        raise BadElection("too_many_to_check", most=MOST_PROJECTS)
    costs = [one.cost for one in election.projects]
    won = {election.position(one) for one in winners}
    voters = [({at for at, points in ballot if points}, times) for ballot, times in election.cast]
    everything = [at for at, votes in enumerate(election.votes) if votes]
    for together in chain.from_iterable(combinations(everything, size) for size in range(1, len(everything) + 1)):
        deserved = sum(costs[at] for at in together)
        dearest = max((costs[at] for at in together if at not in won), default=0)
        group = sum(
            times
            for supported, times in voters
            if supported.issuperset(together)
            and (has := sum(costs[at] for at in supported & won)) < deserved
            and has + dearest <= deserved
        )
        if group and group * election.budget >= deserved * election.voters:
            return Neglected(tuple(election.projects[at].id for at in together), group)
    return None
