"""Words as people write them into cells.

Out of the site, `tejido.ground.web.listing.cell` puts an apostrophe before what a spreadsheet would run.
"""

import re
import unicodedata

from tejido.ground.web.listing.outputs import FORMULA


def as_typed(cell: str) -> str:
    """Return a cell of a file as its writer meant it: without blanks around it and without that apostrophe."""
    cell = cell.replace("\0", "").strip()
    return cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA else cell


def plain(word: str) -> str:
    """Return a word without case, accents and punctuation, for comparing what people write."""
    letters = unicodedata.normalize("NFKD", word.casefold())
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[a-z0-9]+", kept))
