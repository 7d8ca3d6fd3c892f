"""Setting paper and pictures with Typst: from data, never from markup that somebody typed.

A template finds its data in `sys.inputs.data` as JSON, so that whatever people wrote stays text. Only the fonts that
come with Typst are used, so that every machine draws the same.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

PIXELS_PER_INCH = 144


def paper(template: Path, data: Mapping[str, Any]) -> bytes:
    """Return a tagged PDF (PDF/UA-1); some 0.05 s."""
    made = _drawn(template, data, "pdf", pdf_standards=["ua-1"])
    assert isinstance(made, bytes)
    return made


def picture(template: Path, data: Mapping[str, Any]) -> bytes:
    """Return a PNG of a template of one page, at 144 pixels an inch."""
    made = _drawn(template, data, "png", ppi=PIXELS_PER_INCH)
    assert isinstance(made, bytes)
    return made


def _drawn(template: Path, data: Mapping[str, Any], kind: Literal["pdf", "png"], **options: Any) -> Any:
    import typst  # 60 MB of compiler: only where somebody prints

    return typst.compile(
        template.read_bytes(),
        format=kind,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        ignore_system_fonts=True,
        **options,
    )
