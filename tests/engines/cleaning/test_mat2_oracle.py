import shutil
import subprocess

import pytest

from tejido.engines.cleaning import clean
from tests.engines.cleaning.specimens import laden_jpeg, laden_pdf, laden_png, laden_webp

pytestmark = pytest.mark.skipif(shutil.which("mat2") is None, reason="needs Debian's package mat2")


NOTHING = {
    "jpg": ["No metadata found"],
    "png": ["No metadata found"],
    "pdf": ["creation-date: -1", "format: PDF-1.4", "mod-date: -1"],  # Poppler's words for "no date"
}


def shown(path) -> list[str]:
    said = subprocess.run(["mat2", "--show", path], check=True, capture_output=True, text=True).stdout
    lines = [line.strip() for line in said.splitlines() if not line.endswith(":")]
    return [line.removeprefix("[-] ").removesuffix(f" in {path}.") for line in lines]


@pytest.mark.parametrize(
    "laden", [laden_jpeg(), laden_png(), laden_webp(), laden_pdf()], ids=["jpeg", "png", "webp", "pdf"]
)
def test_mat2_finds_nothing_in_what_was_drawn(laden, tmp_path):
    cleaned = clean(laden)
    ending = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}[cleaned.media_type]
    before, after = tmp_path / f"before.{ending}", tmp_path / f"after.{ending}"
    before.write_bytes(laden)
    after.write_bytes(cleaned.data)
    assert shown(after) == NOTHING[ending]
    if not laden.startswith(b"RIFF"):  # its ending would be wrong
        assert shown(before) != NOTHING[ending]
