"""The drawings of `icons.svg`, set into pages one by one, so that no page loads a second file for them."""

import re
from functools import cache
from pathlib import Path

from django.utils.safestring import SafeString, mark_safe

_FILE = Path(__file__).with_name("icons.svg")


@cache
def _drawings() -> dict[str, str]:
    return dict(re.findall(r'<symbol id="([\w-]+)">(.*?)</symbol>', _FILE.read_text("utf-8")))


def names() -> list[str]:
    """Return the names of all icons."""
    return list(_drawings())


@cache
def icon(name: str) -> SafeString:
    """Return the drawing called `name`, hidden from screen readers: a word always stands beside it.

    Nothing for a name that has no drawing, so that a new state never breaks a page.
    """
    drawing = _drawings().get(name)
    if drawing is None:
        return SafeString("")
    svg = f'<svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">{drawing}</svg>'
    return mark_safe(svg)  # noqa: S308  our own drawings
