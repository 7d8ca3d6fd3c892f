"""The example for all who come after says what is: every path, name and line that it quotes stands in the code."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "docs" / "golden-slice.md").read_text("utf-8")
NAMED = re.compile(r"`((?:src|tests|docs|scripts)/[^`:\s]+)(?:::(\w+))?`")
QUOTED = re.compile(r"```python\n# (\S+)\n(.*?)```", re.DOTALL)


def names_in(file: Path) -> set[str]:
    """Return what a module defines, at its top and in its classes."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.add(node.target.id)
    return found


@pytest.mark.parametrize(("path", "name"), sorted(set(NAMED.findall(TEXT))))
def test_path_and_name_exist(path, name):
    file = ROOT / path
    assert file.exists(), path
    if name:
        assert name in names_in(file)


@pytest.mark.parametrize(("path", "lines"), QUOTED.findall(TEXT))
def test_quoted_lines_stand_in_their_file_in_that_order(path, lines):
    rest = [line.strip() for line in (ROOT / path).read_text("utf-8").splitlines()]
    for line in filter(None, map(str.strip, lines.splitlines())):
        assert line in rest, line
        rest = rest[rest.index(line) + 1 :]


def test_tests_that_are_named_are_collected_by_their_names():
    rows = [found for found in NAMED.findall(TEXT) if found[0].startswith("tests/") and found[1]]
    assert len(rows) >= 4
    assert all(name.startswith("test_") for _path, name in rows)
