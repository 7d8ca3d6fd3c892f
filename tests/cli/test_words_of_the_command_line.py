"""The command line speaks the language of whoever runs it."""

import polib
import pytest

from tejido.cli import words
from tejido.cli.record_words import say
from tejido.engines.record import Flaw, Kind, Problem

SPANISH = words.LOCALE / "es" / "LC_MESSAGES" / "django.po"


@pytest.fixture
def compiled(tmp_path):
    """Compile the Spanish catalogue into a folder of its own."""
    target = tmp_path / "es" / "LC_MESSAGES"
    target.mkdir(parents=True)
    polib.pofile(str(SPANISH)).save_as_mofile(str(target / "django.mo"))
    return tmp_path


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({}, "es"),
        ({"LANG": ""}, "es"),
        ({"LANG": "C.UTF-8"}, "es"),
        ({"LC_ALL": "POSIX", "LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "es_MX.UTF-8"}, "es"),
        ({"LANGUAGE": "en:es", "LANG": "es_MX.UTF-8"}, "en"),
        ({"LANGUAGE": "en-GB"}, "en"),
    ],
)
def test_language_is_the_first_that_is_asked_for(environment, code):
    assert words.language(environment) == code


def test_catalogue_of_spanish_is_complete():
    assert [entry.msgid for entry in polib.pofile(str(SPANISH)) if not entry.translated()] == []


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("es", "La bitácora se sostiene."),
        ("fr", "La bitácora se sostiene."),
        ("en", "The record holds."),
    ],
)
def test_catalogue_gives_the_words_of_a_language(compiled, code, said):
    assert words.catalogue(code, compiled).gettext("The record holds.") == said


def test_a_catalogue_that_was_not_compiled_leaves_english(tmp_path):
    assert words.catalogue("es", tmp_path).gettext("The record holds.") == "The record holds."


def test_every_problem_is_said_in_english_as_the_engine_says_it(monkeypatch):
    monkeypatch.setenv("LANGUAGE", "en")
    numbers = dict.fromkeys(["index", "stated", "found", "line", "count"], 3)
    names = dict.fromkeys(["field", "reason", "name"], "x")
    problems = [Problem(kind, {**numbers, **names, "flaw": flaw}) for kind in Kind for flaw in Flaw]
    assert [say(problem) for problem in problems] == [str(problem) for problem in problems]


def test_every_problem_has_its_spanish():
    known = {entry.msgid for entry in polib.pofile(str(SPANISH))}
    assert {*map(str, Kind), *map(str, Flaw)} <= known
