"""The Pabulib format: what was read is written again, what is odd is named by its line."""

import pytest
from hypothesis import given, settings

from tejido.engines.allocation import pabulib
from tejido.engines.allocation.election import BadElection
from tests.engines.allocation.small import elections

FILE = """META
key;value
budget;100
vote_type;approval
num_votes;3
num_projects;2
PROJECTS
project_id;cost;name
a;60;"Park; lights"
b;40.50;Library
VOTES
voter_id;vote
1;a,b
2;b
3;
"""


def test_file_is_read_in_hundredths_where_it_has_decimals():
    election = pabulib.read(FILE).election
    assert [(one.id, one.cost, one.name) for one in election.projects] == [
        ("a", 6000, "Park; lights"),
        ("b", 4050, "Library"),
    ]
    assert (election.budget, election.unit, election.voters, election.votes) == (10_000, 100, 3, (1, 2))
    assert (election.written(4050), election.written(6000)) == ("40.50", 60)


@settings(max_examples=50, deadline=None)
@given(data=elections(most_points=5))
def test_what_is_written_is_read_again(data):
    again = pabulib.read(pabulib.write(data))
    assert (again.election.cast, again.election.budget, again.quirks) == (data.cast, data.budget, ())
    assert [one.cost for one in again.election.projects] == [one.cost for one in data.projects]


@pytest.mark.parametrize(
    ("change", "quirk"),
    [
        (("1;a,b", "1;a,zz"), "line 13: there is no project zz; that vote is not counted"),
        (("1;a,b", "1;a,a"), "line 13: project a is named twice; the first counts"),
        (("num_votes;3", "num_votes;4"), "META: num_votes says 4, the file holds 3"),
    ],
)
def test_oddity_is_said_with_its_line(change, quirk):
    assert pabulib.read(FILE.replace(*change)).quirks == (quirk,)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("META\n", "nothing\nMETA\n"), "line 1: the file must begin with META"),
        (("VOTES\n", ""), "the section VOTES is missing or empty"),
        (("project_id;cost", "project_id;price"), "line 8: PROJECTS has no column cost"),
        (("a;60;", "a;dear;"), "line 9: the cost is no number: 'dear'"),
        (("a;60;", "a;-60;"), "line 9: the cost is no amount of money: '-60'"),
        (("b;40.50;Library", "b"), "line 10: the row ends before cost"),
        (("budget;100", "budget;"), "the budget is no number: ''"),
        (("b;40.50", "a;40.50"), "project a is there twice"),
        (("vote_type;approval", "vote_type;scoring"), "line 12: scoring votes need a column points"),
    ],
)
def test_broken_file_is_refused_with_its_line(change, said):
    with pytest.raises(BadElection) as refused:
        pabulib.read(FILE.replace(*change))
    assert str(refused.value) == said
