"""`tejido allocation`: from a file of ballots to a result, and back to the ballots to check it."""

import json

import pytest
from click.testing import CliRunner

from tejido.cli.allocation import allocation

FILE = """META
key;value
budget;100.50
vote_type;approval
PROJECTS
project_id;cost;name
a;60;Park
b;40.50;Library
c;90;Road
VOTES
voter_id;vote
1;a,b
2;b,zz
3;a,c
"""


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("LANGUAGE", "en")


@pytest.fixture
def ballots(tmp_path):
    """A file with a decimal budget and one vote for what is no project."""
    path = tmp_path / "ballots.pb"
    path.write_text(FILE)
    return path


def run(*words):
    return CliRunner().invoke(allocation, [str(word) for word in words])


@pytest.mark.parametrize("rule", ["mes", "greedy", "phragmen"])
def test_result_has_the_keys_of_the_contract_and_holds(ballots, tmp_path, rule):
    done = run("run", ballots, "--rule", rule, "--json")
    found = json.loads(done.stdout)
    assert {"winners", "total_cost", "budget", "certificate"} <= set(found)
    assert (found["budget"], done.stderr) == ("100.50", "")
    result = tmp_path / "result.json"
    result.write_text(done.stdout)
    assert json.loads(run("verify", result, ballots, "--json").stdout) == {"ok": True, "problems": []}


def test_people_read_winners_costs_and_oddities(ballots):
    done = run("run", ballots, "--rule", "greedy")
    assert done.stdout == "b  40.50  Library\na  60  Park\n100.50 of 100.50\n"
    assert done.stderr == "line 13: there is no project zz; that vote is not counted\n"


def test_changed_result_is_refused(ballots, tmp_path):
    found = json.loads(run("run", ballots, "--rule", "mes", "--completion", "add1", "--json").stdout)
    result = tmp_path / "result.json"
    result.write_text(json.dumps({**found, "winners": ["c"]}))
    done = run("verify", result, ballots, "--json")
    assert (done.exit_code, json.loads(done.stdout)["ok"]) == (1, False)


@pytest.mark.parametrize(
    ("change", "words", "said"),
    [
        (("budget;100.50", "budget;much"), [], "ballots.pb: the budget is no number: 'much'"),
        (("1;a,b\n2;b,zz\n3;a,c\n", ""), [], "nobody voted"),
        (("", ""), ["--utility", "borda"], "borda needs ordinal ballots; these are approval"),
    ],
)
def test_what_cannot_be_allocated_is_one_line_and_an_error(ballots, change, words, said):
    ballots.write_text(FILE.replace(*change))
    done = run("run", ballots, "--rule", "mes", "--json", *words)
    assert (done.exit_code, done.stdout, done.stderr) == (1, "", f"Error: {said}\n")
