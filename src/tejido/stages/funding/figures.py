"""What the page of a result says of each application, and no more than may be told where ballots are not published.

Where they are not, a number could be a receipt as well: whoever dictates a vote for what nobody else wants looks for
the one, and exact amounts that supporters had left can be worked back to single ballots. So votes are told in steps
of five, and neither few nor nearly all are told apart; what was missing is told in tenths, and more supporters in
fives. The exact figures stand in the result that two scrutineers check.
"""

from collections.abc import Mapping
from fractions import Fraction
from math import ceil
from typing import Any

from tejido.engines.allocation.explaining import Explanation, Lost, Why
from tejido.engines.allocation.telling import LANGUAGES
from tejido.stages.funding.deciding import Decided

STEP = 5
TENTH = 10


def figures_of(found: Decided) -> dict[str, Any]:
    """Return what the page tells: votes as (from, up to), why each lost, who would win by most votes alone."""
    if found.explanation is None:
        return {"order": found.content["certificate"].get("order", [])} if found.is_published else {}
    election, told = found.election, found.explanation
    votes = {
        one.id: told_votes(number, election.voters, exactly=found.is_published)
        for one, number in zip(election.projects, election.votes, strict=True)
    }
    figures: dict[str, Any] = {
        "votes": votes,
        "only_here": list(told.greedy.only_here),
        "only_there": list(told.greedy.only_there),
    }
    return figures | (_in_words(found) if found.is_published else {"lost": _roughly(told, votes, election.budget)})


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


def _in_words(found: Decided) -> dict[str, Any]:
    """Give the sentences of the explanation as the result holds them, by language and project."""
    explanation = found.content["explanation"]
    entries = [*explanation["won"], *explanation["lost"]]
    return {
        "summary": explanation["summary"],
        "why": {language: {one["project"]: one[language] for one in entries} for language in LANGUAGES},
    }


def _roughly(told: Explanation, votes: Mapping[str, tuple[int, int]], budget: int) -> dict[str, dict[str, Any]]:
    """Give for each project that lost why, and roughly by how much it missed.

    What few people voted for, or nobody, lost for want of votes: nothing else is said of it, or one could tell
    somebody from nobody.
    """
    found = {}
    for one in told.lost:
        few = {"why": str(Why.DEARER if one.cost > budget else Why.NOBODY)}
        found[one.project] = _about(one) if votes[one.project][0] else few
    return found


def _about(one: Lost) -> dict[str, Any]:
    about: dict[str, Any] = {"why": str(one.why)}
    if one.had is not None and one.cost:
        missing = Fraction(max(one.cost - one.had, 0), one.cost)
        about["missing"] = min(ceil(missing * TENTH) * TENTH, 100)
    if one.enough_supporters:
        about["supporters"] = ceil(one.enough_supporters / STEP) * STEP
    return about
