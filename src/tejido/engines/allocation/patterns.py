"""In how many ways a ballot can be filled in, and whether there are so few that single ballots can be published.

Whoever buys or forces a vote can dictate a pattern and look for it among published ballots: a rare pattern is a
receipt. Where the possible patterns are at most a fifth of the ballots, each of them is expected several times, and
finding one proves nothing.
"""

from math import comb

from tejido.engines.allocation.election import Vote

SHARE = 5
"""There must be at least this many ballots for each possible pattern."""


def possible_patterns(
    vote: Vote, projects: int, most_choices: int | None = None, *, points: int = 1, at_most: int | None = None
) -> int:
    """Return in how many ways a ballot on so many projects can be filled in, the empty one included.

    `points` are what a cumulative ballot has to give away, or the highest score of one that scores. Counting ends as
    soon as there are more than `at_most`; the number returned is then only more than that.
    """
    length = projects if most_choices is None else min(most_choices, projects)
    if vote is Vote.CHOOSE_ONE:
        length = min(1, projects)
    total = 0
    for chosen in range(length + 1):
        total += _fillings(vote, projects, chosen, points)
        if at_most is not None and total > at_most:
            break
    return total


def may_be_published(vote: Vote, projects: int, most_choices: int | None, voters: int, *, points: int = 1) -> bool:
    """Say whether single ballots may be published: the possible patterns are at most a fifth of the ballots."""
    limit = voters // SHARE
    return possible_patterns(vote, projects, most_choices, points=points, at_most=limit) <= limit


def _fillings(vote: Vote, projects: int, chosen: int, points: int) -> int:
    """Return in how many ways exactly `chosen` projects can be named."""
    if vote is Vote.ORDINAL:
        ways = 1
        for left in range(projects, projects - chosen, -1):
            ways *= left
        return ways
    named = comb(projects, chosen)
    if vote is Vote.SCORING:
        return named * int(points**chosen)
    if vote is Vote.CUMULATIVE:
        return named * comb(points, chosen)  # each at least one point, some may be left over
    return named
