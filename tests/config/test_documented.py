"""What an installation may set is written down, and what is written down can be set."""

import re

from tests.cli.running import ROOT

DEVELOPERS = {
    "TEJIDO_CHECKOUT",  # set by ./tejido itself
    "TEJIDO_CWD",
    "TEJIDO_VENV",
}
VARIABLE = re.compile(r"""["'](TEJIDO_[A-Z_]+|DATABASE_URL)["']""")
ROW = re.compile(r"^\| (`.+?`) \|", re.MULTILINE)


def read_in_src():
    files = [*(ROOT / "src").rglob("*.py"), ROOT / "tejido"]
    return {name for file in files for name in VARIABLE.findall(file.read_text("utf-8"))} - DEVELOPERS


def documented():
    """The first column of the table; `_PORT` after `TEJIDO_MAIL_HOST` shares its beginning."""
    names = set()
    for row in ROW.findall((ROOT / "docs" / "how-to" / "run.md").read_text("utf-8")):
        first, *others = re.findall(r"`([A-Z_]+)`", row)
        names |= {first, *(first.rpartition("_")[0] + other for other in others)}
    return names


def test_every_variable_that_is_read_is_documented_and_no_other():
    assert read_in_src() == documented()
