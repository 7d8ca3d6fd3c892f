"""What the docs name must exist: files and folders of the project, links between pages."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
NAMED = re.compile(r"`((?:tests|docs|scripts|bench|src|stages|ground|engines|portal|cli|config)/[\w./-]+)`")
TO_COME = {f"stages/{room}" for room in ("reports", "accountability", "plans", "cases", "funding", "evidence")}
LINKED = re.compile(r"\]\((?!https?:)([^)#]+)")


def exists(name: str) -> bool:
    """A path counts from the root or from the package; a module may be named without its ending."""
    places = (ROOT / name, ROOT / "src" / "tejido" / name)
    return any(place.exists() or place.with_suffix(".py").exists() for place in places)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_page_names_only_what_exists(page):
    text = page.read_text()
    missing = [name for name in NAMED.findall(text) if name not in TO_COME and not exists(name.rstrip("."))]
    missing += [link for link in LINKED.findall(text) if not (page.parent / link.split("#")[0]).exists()]
    assert missing == []
