"""`tejido allocation`: from a file of ballots to a result, and back to the ballots to check it."""

import json
from xml.etree import ElementTree

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


@pytest.mark.parametrize("rule", ["mes", "greedy", "phragmen", "bos"])
def test_result_has_the_keys_of_the_contract_and_holds(ballots, tmp_path, rule):
    done = run("run", ballots, "--rule", rule, "--json")
    found = json.loads(done.stdout)
    assert {"winners", "total_cost", "budget", "certificate", "explanation"} <= set(found)
    assert (found["budget"], done.stderr) == ("100.50", "")
    result = tmp_path / "result.json"
    result.write_text(done.stdout)
    assert json.loads(run("verify", result, ballots, "--json").stdout) == {"ok": True, "problems": []}


def test_people_read_winners_costs_and_oddities(ballots):
    done = run("run", ballots, "--rule", "greedy")
    assert done.stdout.startswith("100.50 of 100.50\n3 voted; 0 were left.\n")
    assert "Chosen\nb  40.50  Library\n    2 supported it" in done.stdout
    assert "Not chosen\nc  90  Road\n    1 supported it, but it did not fit any more" in done.stdout
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


def test_error_is_said_in_the_language_of_who_asks(ballots, monkeypatch):
    monkeypatch.setenv("LANGUAGE", "es")
    ballots.write_text(FILE.replace("budget;100.50", "budget;mucho"))
    assert "ballots.pb: el presupuesto no es un número: 'mucho'" in run("run", ballots, "--rule", "mes").stderr


def test_deep_explanation_says_what_was_tried(ballots):
    found = json.loads(run("run", ballots, "--rule", "mes", "--completion", "add1", "--deep", "--json").stdout)
    lost = found["explanation"]["lost"]
    assert lost
    assert all(any(one["tried"].values()) for one in lost)


def test_groups_get_their_least_and_what_is_no_group_is_said(ballots):
    ballots.write_text(FILE.replace("project_id;cost;name", "project_id;cost;district").replace(";Road", ";hills"))
    done = run("run", ballots, "--rule", "greedy", "--least", "district:hills=90%", "--json")
    assert json.loads(done.stdout)["winners"] == ["c"]
    for wrong in ("hills=5", "district:hills=much"):
        assert run("run", ballots, "--rule", "greedy", "--least", wrong, "--json").exit_code == 2


def test_picture_stands_alone_and_says_the_same(ballots):
    picture = ElementTree.fromstring(run("run", ballots, "--rule", "mes", "--format", "svg").stdout)
    space = {"svg": "http://www.w3.org/2000/svg"}
    bars = [(one.get("class"), float(one.get("width"))) for one in picture.findall("svg:rect", space)]
    assert [kind for kind, _wide in bars].count("cost") == 3
    parts = [(kind, part < whole) for (_cost, whole), (kind, part) in zip(bars[::2], bars[1::2], strict=True)]
    assert parts == [("won", False), ("lost", True), ("lost", True)]  # what losers' supporters have fills no bar
    assert "Library" in picture.findtext("svg:desc", namespaces=space)
    assert picture.find("svg:script", space) is None
