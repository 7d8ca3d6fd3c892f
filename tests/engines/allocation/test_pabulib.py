"""The Pabulib format: what was read is written again, what is odd is named by its line."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tejido.engines.allocation import pabulib
from tejido.engines.allocation.election import BadElection, Election, Project, Vote, canonical
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


def read_row_by_row(text):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pabulib, "VOTES_LINE", re.compile("(?!)"))
        return pabulib.read(text)


@settings(max_examples=50, deadline=None)
@given(data=elections(most_points=5), unit=st.sampled_from([1, 100, 1000]))
def test_what_is_written_is_read_again(data, unit):
    data = replace(data, unit=unit)
    first = pabulib.read(pabulib.write(data))
    assert (first.election.cast, first.election.budget, first.quirks) == (data.cast, data.budget, ())
    assert [(one.id, one.cost) for one in first.election.projects] == [(one.id, one.cost) for one in data.projects]
    assert first.election.unit == unit
    assert pabulib.read(pabulib.write(first.election)) == first


IDS = st.lists(
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"], exclude_characters=',;"'), min_size=1, max_size=30),
    min_size=1,
    max_size=6,
    unique=True,
)


@settings(max_examples=50, deadline=None)
@given(ids=IDS, vote=st.sampled_from([*Vote]), data=st.data())
def test_all_rows_at_once_are_read_like_one_by_one(ids, vote, data):
    """Ids of any length and alphabet, every type of vote."""
    votes = data.draw(st.lists(st.lists(st.sampled_from(range(len(ids))), unique=True), max_size=8))
    most = 12 if vote in (Vote.CUMULATIVE, Vote.SCORING) else 1
    voters = [[(at, data.draw(st.integers(1, most))) for at in one] for one in votes]
    projects = tuple(Project(one, 10) for one in ids)
    if vote is Vote.ORDINAL:
        voters = [[(at, len(ids) - 1 - rank) for rank, (at, _points) in enumerate(one)] for one in voters]
    election = Election(projects, 100, canonical((one, 1) for one in voters), vote)
    text = pabulib.write(election)
    assert pabulib.read(text) == read_row_by_row(text)
    assert pabulib.read(text).election.cast == election.cast


ODD = [
    ("1;a,b", "1;a, b"),
    ("1;a,b", "1;a,,b"),
    ("1;a,b", "1;a,b,"),
    ("1;a,b", "1;b,a;7"),
    ("1;a,b", '"1";"a,b"'),
    ("2;b", "2;bb"),
    ("2;b\n", "2;b\n\n"),
    ("2;b\n", "2;b\r\n"),
    ("2;b\n", "2;b\r"),
    ("2;b\n", "2;b\x0b"),
    ("2;b", "2;b\u2028"),
    ("VOTES", "votes;"),
    ("voter_id;vote", "vote;voter_id"),
    ("VOTES\n", "VOTES;\n"),
    ("3;\n", "3;"),
    ("3;\n", ""),
]


@pytest.mark.parametrize("change", ODD)
def test_odd_row_is_read_as_it_always_was(change):
    text = FILE.replace(*change)
    assert text != FILE
    assert pabulib.read(text) == read_row_by_row(text)


@pytest.mark.parametrize("one", ["", "a,b", "a;b", " a", "a\nb", 'a"'])
def test_id_that_no_vote_could_name_is_not_written(one):
    with pytest.raises(BadElection, match="cannot hold the project id"):
        pabulib.write(Election((Project(one, 1),), 1, canonical([])))


def test_text_over_several_lines_is_written_in_one():
    project = Project("a", 1, "Park\nand lights", {"where": ' by the "old" mill; '})
    read = pabulib.read(pabulib.write(Election((project,), 1, canonical([([(0, 1)], 1)])))).election.projects[0]
    assert (read.name, read.more["where"]) == ("Park and lights", 'by the "old" mill;')


SCORES = FILE.replace("approval", "scoring").replace("voter_id;vote", "voter_id;vote;points")


def test_scores_are_read_and_written():
    election = pabulib.read(SCORES.replace("1;a,b", "1;a,b;0,7").replace("2;b", "2;b;10").replace("3;", "3;;")).election
    assert list(election.cast) == [((), 1), (((1, 7),), 1), (((1, 10),), 1)]
    assert pabulib.read(pabulib.write(election)).election.cast == election.cast


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ("1,x", "line 13: points must be whole numbers: '1,x'"),
        ("1,-2", "line 13: points must be between 0 and 1000000000: '1,-2'"),
        ("1,9999999999", "line 13: points must be between 0 and 1000000000: '1,9999999999'"),
    ],
)
def test_points_that_are_none_are_refused_with_their_line(points, said):
    with pytest.raises(BadElection) as refused:
        pabulib.read(SCORES.replace("1;a,b", f"1;a,b;{points}").replace("2;b", "2;b;1"))
    assert str(refused.value) == said


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
