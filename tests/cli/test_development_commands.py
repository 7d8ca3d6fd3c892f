"""`tejido test` and `tejido bench` in a checkout made for the purpose."""

import json
import shutil

import pytest

from tests.cli.running import ROOT, run

TINY = """
from bench.measuring import compare

def rows():
    yield compare("sum of a thousand", lambda: sum(range(1000)), "by hand", lambda: 499500).as_json()
"""
ONE_TEST = """
import os, pytest

@pytest.mark.parametrize("number", [1, 2])
def test_number(number):
    assert number == 1
"""


@pytest.fixture
def checkout(tmp_path):
    (tmp_path / "bench").mkdir()
    for name in ("__init__", "__main__", "measuring"):
        shutil.copy(ROOT / "bench" / f"{name}.py", tmp_path / "bench")
    (tmp_path / "bench" / "tiny.py").write_text(TINY)
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = -p no:cacheprovider\n")
    (tmp_path / "test_numbers.py").write_text(ONE_TEST)
    return tmp_path


def test_bench_as_json_is_one_object_with_the_keys_of_the_contract(checkout):
    answer = run("bench", "tiny", "--json", home=checkout / "home", TEJIDO_CHECKOUT=str(checkout))
    assert answer.returncode == 0
    (row,) = json.loads(answer.stdout)["rows"]
    assert {"name", "ours_cpu_s", "peer", "peer_cpu_s", "ratio", "same_outcome"} <= row.keys()
    assert (row["name"], row["peer"], row["same_outcome"]) == ("sum of a thousand", "by hand", True)
    kept = json.loads((checkout / "bench" / "results" / "tiny.json").read_text())
    assert kept["rows"] == [row]
    assert {"cores", "python", "versions", "day"} <= kept["machine"].keys()


def test_bench_in_words_names_the_peer(checkout):
    answer = run("bench", "tiny", home=checkout / "home", TEJIDO_CHECKOUT=str(checkout))
    assert answer.returncode == 0
    assert "sum of a thousand" in answer.stdout
    assert "by hand" in answer.stdout


@pytest.mark.parametrize(
    ("words", "code", "said"), [(["-q"], 1, "1 failed, 1 passed"), (["-k", "2-or-1"], 5, "2 deselected")]
)
def test_test_passes_its_arguments_and_its_answer_through(checkout, words, code, said):
    answer = run("test", *words, home=checkout / "home", TEJIDO_CHECKOUT=str(checkout))
    assert answer.returncode == code
    assert said in answer.stdout
