"""Help, errors and exit codes of every command, as `docs/how-to/run.md` and people's scripts rely on them."""

import json

import pytest

from tests.cli.running import ROOT, python, run

COMMANDS = [
    *("demo", "serve", "daily", "people", "place", "data", "record", "test", "check", "bench", "messages"),
    *("people add", "people code", "data load", "record verify", "record audit", "record example"),
]
ALL_HELP = """
import json, sys
from click.testing import CliRunner
from tejido.cli.click_words import speak
from tejido.cli.main import tejido
speak()
run = lambda name: CliRunner().invoke(tejido, [*name.split(), "--help"], prog_name="tejido").output
print(json.dumps({name: run(name) for name in sys.argv[1:]}))
"""


@pytest.mark.parametrize(
    ("language", "word"), [("es", "Uso:"), ("en", "Usage:"), ("es_MX.UTF-8", "Uso:"), ("", "Uso:")]
)
def test_help_in_the_language_of_whoever_asks(language, word):
    answer = run("--help", LANGUAGE=language)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.startswith(word)


def test_help_names_every_command():
    lines = run("--help", LANGUAGE="en").stdout.splitlines()
    assert {name for name in COMMANDS if " " not in name} <= {
        line.split()[0] for line in lines if line.startswith("  ")
    }


@pytest.fixture(scope="module")
def helps():
    """What `--help` of every command says, by language."""
    return {language: json.loads(python(ALL_HELP, *COMMANDS, LANGUAGE=language)) for language in ("es", "en")}


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_each_command_is_in_both_languages(helps, command):
    spanish, english = ([line.strip() for line in helps[language][command].splitlines()] for language in ("es", "en"))
    assert spanish[0].startswith(f"Uso: tejido {command}")
    assert english[0].startswith(f"Usage: tejido {command}")
    assert "OPTIONS" not in spanish[0]
    assert spanish[2] != english[2]
    assert not [line for line in spanish if "Show this" in line]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["baile"], 2, "'baile'"),
        (["demo", "--aprisa"], 2, "'--aprisa'"),
        (["demo", "--port", "0"], 2, "1<=x<=65535"),
        (["place"], 2, "PLACE"),
        (["place", "99999"], 1, "99999"),
        (["place", "Juárez", "--json"], 1, "19031 Juárez, Nuevo León"),
        (["record", "verify", "/no/hay"], 1, "/no/checkpoint.txt"),
        (["record", "verify", "http://127.0.0.1:9"], 1, "refused"),
        (["data", "load", "/no/hay"], 2, "/no/hay"),
        (["people", "add"], 2, "NAME"),
        (["people", "code", "nadie"], 1, "demo"),
        (["daily"], 1, "no such table"),
        (["bench", "nada"], 1, "nada"),
    ],
)
def test_error_is_one_line_on_standard_error_and_an_exit_code(words, code, said, tmp_path):
    answer = run(*words, home=tmp_path, LANGUAGE="es", TEJIDO_CHECKOUT=str(ROOT))
    assert (answer.returncode, answer.stdout) == (code, "")
    assert answer.stderr.startswith("tejido: ")
    assert answer.stderr.count("\n") == 1
    assert said in answer.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TEJIDO_DEBUG", "quizás"),
        ("TEJIDO_HTTPS", "2"),
        ("TEJIDO_MAIL_PORT", "correo"),
        ("DATABASE_URL", "mypostgres.example"),
    ],
)
def test_variable_that_cannot_be_understood_is_named_in_one_line(name, value, tmp_path):
    answer = run("daily", home=tmp_path, **{name: value})
    assert (answer.returncode, answer.stdout) == (1, "")
    assert answer.stderr.startswith(f"tejido: {name} must ")
    assert answer.stderr.count("\n") == 1


def test_damaged_keys_are_named_in_one_line_and_left_as_they_are(tmp_path):
    keys = tmp_path / "keys" / "instance.json"
    keys.parent.mkdir()
    keys.write_text('{"django": "x"')
    answer = run("daily", home=tmp_path)
    assert (answer.returncode, answer.stderr.count("\n")) == (1, 1)
    assert str(keys) in answer.stderr
    assert keys.read_text() == '{"django": "x"'
