#!/usr/bin/env python3
"""Rebuild the package's table of official doors, and check each quoted law against its text.

    python scripts/reference_doors.py [COLLECTION]     (default: $TEJIDO_SHARED_DATA/justice)

Writes `src/tejido/ground/places/doors.csv`: one line a door. `key` is the place that the door serves (00 for the
whole country, two digits for a state, five for a municipality), `phone` and `web` stay empty where nobody has checked
them, `source` says what the line rests on and `checked_on` when somebody compared the two. A law is compared here: the
words of each article that a door quotes must stand in the collection's text of that law. Numbers are never guessed; to
add a door of a state, add a line to DOORS with the official page it was read on and the day.
"""

import argparse
import csv
import html
import io
import lzma
import os
import re
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "src" / "tejido" / "ground" / "places" / "doors.csv"
HEADER = ("key", "kind", "phone", "web", "source", "text_of", "checked_on")
CHECKED = "2026-11-22"
VICTIMS = ("mx-fed-lgv.xml.xz", "Ley General de Víctimas", "2024-04-01")
CONSTITUTION = (
    "CPEUM_2025_vigente.md.xz",
    "Constitución Política de los Estados Unidos Mexicanos",
    "2025-10-15",
)
PROCEDURE = ("CNPP_2025_vigente.md.xz", "Código Nacional de Procedimientos Penales", "2025-11-28")
NUMBERS = "Secretariado Ejecutivo del Sistema Nacional de Seguridad Pública: número único de todo el país"

NATIONAL = (("emergency", "911"), ("anonymous", "089"))
LAWS = (  # kind of door, law, articles, words that must stand in its text
    ("hospital", VICTIMS, "29", "obligación de dar atención de emergencia de manera inmediata a las víctimas"),
    ("prosecutor", PROCEDURE, "221", "la comunicación que haga cualquier persona"),
    ("online", PROCEDURE, "223", "La denuncia podrá formularse por cualquier medio"),
    ("victims", VICTIMS, "8", "Las víctimas recibirán ayuda provisional, oportuna y rápida"),
    ("search", VICTIMS, "21", "tiene la obligación de iniciar, de inmediato"),
    ("rights", CONSTITUTION, "102, apartado B", "establecerán organismos de protección de los derechos humanos"),
)
UNSOURCED = ("protection", "women")
DOORS: tuple[tuple[str, ...], ...] = ()  # of states and municipalities, in the order of HEADER


def text_of(collection: Path, name: str) -> str:
    """Give the words of a law without marks, with single blanks between them."""
    raw = lzma.decompress((collection / name).read_bytes()).decode("utf-8")
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", raw)))


def build(collection: Path) -> str:
    """Give the table. Raises ValueError where a law does not say what a door rests on."""
    rows: list[tuple[str, ...]] = [("00", kind, phone, "", NUMBERS, "", CHECKED) for kind, phone in NATIONAL]
    for kind, (name, title, day), article, words in LAWS:
        if words not in text_of(collection, name):
            raise ValueError(f"{title}, art. {article}: “{words}” does not stand in {name}")
        rows.append(("00", kind, "", "", f"{title}, artículo {article}", day, CHECKED))
    rows += [("00", kind, "", "", "", "", "") for kind in UNSOURCED]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(rows + list(DOORS))
    return out.getvalue()


def main() -> None:
    """Read the command line and build."""
    shared = Path(os.environ.get("TEJIDO_SHARED_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
    parser = argparse.ArgumentParser(description="Rebuild the table of official doors.")
    parser.add_argument("collection", type=Path, nargs="?", default=shared / "justice")
    parser.add_argument("--target", type=Path, default=TARGET)
    given = parser.parse_args()
    given.target.write_text(build(given.collection), "utf-8")


if __name__ == "__main__":
    main()
