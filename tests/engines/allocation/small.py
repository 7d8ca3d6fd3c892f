"""Small elections for Hypothesis, with many ties, and their voters one by one for the naive reference."""

import hashlib

from hypothesis import strategies as st

from tejido.engines.allocation.election import Election, Project, Vote, canonical

COSTS = st.sampled_from([0, 1, 2, 3, 4, 5, 6, 10, 12, 20, 30, 30, 50, 99])


@st.composite
def elections(draw, *, most_points: int = 1):
    """An election of up to seven projects and voters; empty and equal ballots are common."""
    costs = draw(st.lists(COSTS, min_size=1, max_size=7))
    ballot = st.dictionaries(st.integers(0, len(costs) - 1), st.integers(1, most_points), max_size=len(costs))
    voters = draw(st.lists(ballot, min_size=1, max_size=7))
    voters += draw(st.lists(st.sampled_from(voters), max_size=3))
    return make(costs, voters, draw(st.integers(0, 120)), Vote.SCORING if most_points > 1 else Vote.APPROVAL)


def make(costs, voters, budget, vote=Vote.APPROVAL):
    """The election of these voters, each a mapping of a project's position to points."""
    projects = tuple(Project(f"p{at}", cost) for at, cost in enumerate(costs))
    return Election(projects, budget, canonical((one.items(), 1) for one in voters), vote)


def costs_of(election):
    return [project.cost for project in election.projects]


def voters_of(election, utility="score"):
    """Every voter apart, with what they gain."""
    worth = {"cost": lambda at, _given: max(election.projects[at].cost, 1), "cardinality": lambda _at, _given: 1}
    gain = worth.get(utility, lambda _at, given: given)
    return [{at: gain(at, given) for at, given in ballot} for ballot, times in election.cast for _ in range(times)]


def published_order(election, seed=0):
    """Lowest cost, then most votes, then the lot, worked out anew."""
    ids = [project.id for project in election.projects]
    drawn = sorted(ids, key=lambda one: hashlib.sha256(f"{seed}:{one}".encode()).hexdigest())
    votes = [sum(times for ballot, times in election.cast if at in dict(ballot)) for at in range(len(ids))]
    return lambda at: (election.projects[at].cost, -votes[at], drawn.index(ids[at]))
