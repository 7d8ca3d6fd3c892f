"""`tejido budget`: the figures of the documents, from the package's tables."""

from click.testing import CliRunner

from tejido.cli.budget import budget


def told(*words):
    answer = CliRunner().invoke(budget, words)
    assert answer.exit_code == 0
    return dict(line.split("\t", 1) for line in answer.output.splitlines())


def test_sources_are_listed_with_their_terms():
    found = told("sources")
    assert set(found) == {"us-greenbook", "us-cbj", "us-dashboard", "mx-pef-2026"}
    assert "Apache-2.0" in found["us-dashboard"]


def test_shares_add_up_to_what_the_source_prints():
    assert told("shares", "mx-pef-2026") == {
        "interdiction": "236679939626.00\t59.6 %",
        "institutions": "90246070735.00\t22.7 %",
        "mixed": "70061997528.00\t17.6 %",
        "total": "396988007889.00\tMXN",
    }
    assert told("shares", "us-greenbook")["total"] == "6291597064.00\tUSD"
    assert told("shares", "us-greenbook", "--stage", "constant")["total"] == "9495881238.00\tUSD"
    assert told("shares", "us-dashboard", "--year", "2011", "--stage", "committed")["total"] == "34302256.43\tUSD"


def test_year_without_lines_is_nothing():
    assert told("shares", "us-cbj", "--year", "1950") == {"total": "0.00\tUSD"}
