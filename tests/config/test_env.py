"""Readers of the environment: what they take, and that they fail loudly, naming the variable."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from tejido.config import env

NAME = "TEJIDO_OF_A_TEST"


@pytest.fixture
def given(monkeypatch):
    def give(value):
        monkeypatch.setenv(NAME, value)

    monkeypatch.delenv(NAME, raising=False)
    return give


def test_defaults_hold_where_nothing_is_set(given):
    assert env.text(NAME, "x") == "x"
    assert env.flag(NAME, default=True) is True
    assert env.number(NAME, default=25) == 25
    assert env.words(NAME, ["a"]) == ["a"]
    assert env.folder(NAME, Path("/var/x")) == Path("/var/x")


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("1", True),
        ("yes", True),
        ("SÍ", True),
        (" On ", True),
        ("0", False),
        ("no", False),
        ("", False),
        ("FALSE", False),
    ],
)
def test_flag_reads_yes_and_no(given, value, meant):
    given(value)
    assert env.flag(NAME, default=not meant) is meant


@pytest.mark.parametrize("value", ["quizás", "2", "yes no", "nil"])
def test_flag_that_is_neither_names_the_variable(given, value):
    given(value)
    with pytest.raises(ImproperlyConfigured, match=f"{NAME} must be yes or no, not '{value}'"):
        env.flag(NAME, default=False)


@pytest.mark.parametrize("value", ["", "12a", "1.5", "mil"])
def test_number_that_is_none_names_the_variable(given, value):
    given(value)
    with pytest.raises(ImproperlyConfigured, match=f"{NAME} must be a whole number, not '{value}'"):
        env.number(NAME, default=1)


def test_words_are_split_at_commas_without_blanks_and_may_be_none(given):
    given(" tejido.example ,, www.tejido.example,")
    assert env.words(NAME, ["x"]) == ["tejido.example", "www.tejido.example"]
    given("")
    assert env.words(NAME, ["x"]) == []


def test_folder_is_absolute_and_knows_home(given, monkeypatch):
    monkeypatch.setenv("HOME", "/home/ana")
    given("~/tejido/../datos")
    assert env.folder(NAME, Path("/")) == Path("/home/ana/datos")
