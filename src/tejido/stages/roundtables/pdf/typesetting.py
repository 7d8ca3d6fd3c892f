"""Setting paper and pictures of roundtables, from the templates beside this file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tejido.ground.web import typesetting

HERE = Path(__file__).parent


def paper(template: str, data: Mapping[str, Any]) -> bytes:
    """Return a tagged PDF (PDF/UA-1); some 0.05 s."""
    return typesetting.paper(HERE / template, data)


def picture(template: str, data: Mapping[str, Any]) -> bytes:
    """Return a PNG of a template of one page, at 144 pixels an inch."""
    return typesetting.picture(HERE / template, data)


def pages_of(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    import pypdfium2  # only where somebody prints

    document: Any = pypdfium2.PdfDocument(pdf)  # type: ignore[no-untyped-call]  # a library without types
    try:
        return len(document)
    finally:
        document.close()
