"""Running the command as people do: in a process of its own, away from the tests' own installation."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = ("TEJIDO_", "DATABASE_URL", "LANGUAGE", "LC_", "LANG", "DJANGO_")


def run(*words: str, home: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    """Run `tejido WORDS`; `env` is all that it sees of the variables it reads, besides its home."""
    return _run(["-m", "tejido", *words], env | ({"TEJIDO_HOME": str(home)} if home else {}))


def python(program: str, *words: str, **env: str) -> str:
    """Run a program in a process of its own and return what it prints."""
    done = _run(["-c", program, *words], env)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _run(arguments: list[str], env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    given = kept | {"PYTHONPATH": str(ROOT / "src")} | env
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, env=given, input="", check=False
    )
