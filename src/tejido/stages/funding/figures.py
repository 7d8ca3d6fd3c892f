"""What the page of a result says of each application, and no more than may be told where ballots are not published.

Where they are not, a number of votes could be a receipt as well: whoever dictates a vote for what nobody else wants
looks for the one. So votes are told in steps of five, and neither few nor nearly all are told apart.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tejido.engines.allocation.allocating import Rule, Rules, allocate
from tejido.stages.funding.deciding import Decided

STEP = 5


def figures_of(found: Decided) -> dict[str, Any]:
    """Return what the page tells: votes of each application as (from, up to), and who would win by most votes alone."""
    election = found.election
    if not election.voters:
        return {}
    votes = {
        one.id: told_votes(number, election.voters, exactly=found.is_published)
        for one, number in zip(election.projects, election.votes, strict=True)
    }
    return {"votes": votes, "greedy": _by_most_votes(found)}


def told_votes(votes: int, voters: int, *, exactly: bool) -> tuple[int, int]:
    """Return the number of votes as it may be told: itself twice, or the ends of its step of five."""
    if exactly:
        return votes, votes
    if voters < 2 * STEP:
        return 0, voters
    if votes > voters - STEP:
        return voters - STEP + 1, voters
    start = votes - votes % STEP
    return start, min(start + STEP - 1, voters - STEP)


def _by_most_votes(found: Decided) -> list[int]:
    seed: Mapping[str, Any] = found.content["rules"]
    rules = replace(Rules(rule=Rule.GREEDY), seed=int(seed.get("seed", 0)))
    return [int(one) for one in allocate(found.election, rules).winners]
