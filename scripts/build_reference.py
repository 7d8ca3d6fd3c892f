#!/usr/bin/env python3
"""Rebuild the package's reference tables from the shared collection of public data.

    python scripts/build_reference.py [COLLECTION]     (default: $TEJIDO_SHARED_DATA/reference)

Writes `src/tejido/ground/places/reference/`: small CSV tables, series (one line a place: its key and its values,
`3x0` for a run, `.` for "not reported"), the outlines, and `manifest.json` with publisher, title, years, vintage,
treatment, licence and checksum of each. The same input gives the same bytes.
"""

import argparse
import csv
import hashlib
import io
import json
import lzma
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import reference_outlines
from reference_sources import SOURCES, TABLES

TARGET = Path(__file__).resolve().parents[1] / "src" / "tejido" / "ground" / "places" / "reference"
MONTHS = (  # as SESNSP heads them
    "Enero", "Febrero", "Marzo", "Abril", "Mayo", "Junio",
    "Julio", "Agosto", "Septiembre", "Octubre", "Noviembre", "Diciembre",
)  # fmt: skip
COMMON_NAMES = {"05": "Coahuila", "15": "Estado de México", "16": "Michoacán", "30": "Veracruz"}
GRADES = {"Muy bajo": 1, "Bajo": 2, "Medio": 3, "Alto": 4, "Muy alto": 5}
CONDITIONS = {  # our column: CONAPO's or CONEVAL's
    "index": "IM", "grade": "GM", "normalised": "IMN", "illiterate": "ANALF", "no_basic_school": "SBASC",
    "no_drain": "OVSDE", "no_power": "OVSEE", "no_water": "OVSAE", "earth_floor": "OVPT", "crowded": "VHAC",
    "small_towns": "PL5000", "low_pay": "PO2SM", "coneval_population": "pob_2020_coneval",
    "school_lag": "rezago_educ_pct", "no_health": "car_salud_pct", "no_social_security": "car_segsoc_pct",
    "poor_housing": "car_vivienda_pct", "no_services": "car_servbas_pct", "no_food": "car_alim_pct",
    "below_line": "lp_ingreso_pct", "below_extreme_line": "lp_ingreso_ext_pct",
}  # fmt: skip
MISSING = {
    "missing": "DESAPARECIDA_O_NO_LOCALIZADA",
    "found_alive": "LOCALIZADA_CON_VIDA",
    "found_dead": "LOCALIZADA_SIN_VIDA",
}
OFFENCES = {
    "Homicidio doloso": "homicide",
    "Feminicidio": "femicide",
    "Secuestro": "kidnapping",
    "Extorsión": "extortion",
}
TRUST = {"cifra_negra_pct": "unreported_crime", "no_denuncia_causa_autoridad_pct": "unreported_for_authority"}

Row = dict[str, str]
Cells = dict[str, list[str | None]]


class Collection:
    """The folder of files to build from."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def rows(self, name: str) -> list[Row]:
        """Give the rows of a CSV file, which may be packed and in UTF-8 or cp1252."""
        data = (self.folder / name).read_bytes()
        if name.endswith(".xz"):
            data = lzma.decompress(data)
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252")
        return list(csv.DictReader(io.StringIO(text)))


def number(text: str) -> str:
    """Write a figure as shortly as it can be without losing any of it: `1481.0` is 1481."""
    return text.removesuffix(".0")


def table(header: list[str], rows: Iterable[list[object]]) -> str:
    """Write rows as CSV with plain line ends."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def series(indicator: str, periods: list[str], cells: Cells) -> str:
    """Write one block of a series file: its head, then a line for each place, runs shortened."""
    lines = [f"# {indicator} {periods[0]} {periods[-1]}"]
    for key in sorted(cells):
        runs = [("." if value is None else value, len(list(run))) for value, run in groupby(cells[key])]
        lines.append(" ".join([key, *(f"{n}x{value}" if n > 1 else value for value, n in runs)]))
    return "\n".join(lines) + "\n"


def years(first: int, last: int) -> list[str]:
    """Name the years from first to last."""
    return [str(year) for year in range(first, last + 1)]


def places(data: Collection) -> str:
    """List country, states and municipalities with the census' figures."""
    rows = data.rows("municipios.csv")
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    names = {"00": ("México", "")}
    lines: list[list[object]] = []
    for row in rows:
        figures = [int(row[column]) for column in ("pob_m_2020", "pob_h_2020", "afro_2020", "hli_2020")]
        for key in ("00", row["cve_ent"]):
            sums[key] = [a + b for a, b in zip(sums[key], figures, strict=True)]
        names[row["cve_ent"]] = (row["nom_ent"], row["abbr"])
        where = [f"{float(row[column]):.5f}" for column in ("lat", "lon")]
        lines.append([row["cvegeo"], row["nom_mun"], "", "", *figures, row["zona_metro"], *where])
    for key, (name, abbreviation) in names.items():
        lines.append([key, name, COMMON_NAMES.get(key, ""), abbreviation, *sums[key], "", "", ""])
    for row in data.rows("municipios_nuevos_post2020.csv"):
        lines.append([row["cvegeo"], row["nom_mun"], *[""] * 9])
    figures_named = ["women", "men", "afro", "indigenous", "metro", "latitude", "longitude"]
    header = ["key", "name", "common_name", "abbreviation", *figures_named]
    return table(header, sorted(lines, key=lambda line: str(line[0])))


def conditions(data: Collection) -> str:
    """List marginalisation and poverty of each municipality."""
    rows = sorted(data.rows("marginacion_pobreza_2020.csv"), key=lambda row: row["cvegeo"])
    lines = [
        [row["cvegeo"], *(GRADES.get(row[column], number(row[column])) for column in CONDITIONS.values())]
        for row in rows
    ]
    return table(["key", *CONDITIONS], lines)


def turnout(data: Collection) -> str:
    """List votes cast and people on the electoral roll."""
    columns = ["votos_2012", "lista_2012", "votos_2015", "lista_2015"]
    rows = sorted(data.rows("participacion_dipfed_municipio_2012_2015.csv"), key=lambda row: row["cvegeo"])
    lines = [[row["cvegeo"], *(number(row[column]) for column in columns)] for row in rows]
    return table(["key", "votes_2012", "roll_2012", "votes_2015", "roll_2015"], lines)


def authorities(data: Collection) -> str:
    """List what people think of each authority, whole country."""
    rows = data.rows("envipe_2025_nacional_autoridades.csv")
    columns = ["autoridad", "identifica_pct", "confianza_pct", "percepcion_corrupcion_pct"]
    lines = [[number(row[column]) for column in columns] for row in rows]
    return table(["authority", "known", "trusted", "seen_as_corrupt"], lines)


def homicides(data: Collection) -> str:
    """Homicides by year, with those whose municipality is unknown under the state's key and 999."""
    span = years(1990, 2024)
    cells: Cells = {row["cvegeo"]: [row[y] for y in span] for row in data.rows("homicidios_inegi_1990_2024.csv")}
    for row in data.rows("homicidios_municipio_no_especificado.csv"):
        cells.setdefault(row["cvegeo"], ["0"] * len(span))[span.index(row["year"])] = row["homicides"]
    return series("homicides", span, cells)


def population(data: Collection) -> str:
    """CONAPO's population by year."""
    span = years(2000, 2030)
    rows = data.rows("poblacion_conapo_2000_2030.csv")
    return series("population", span, {row["cvegeo"]: [number(row[y]) or None for y in span] for row in rows})


def missing(data: Collection) -> str:
    """People missing, found alive and found dead, by the year in which they went missing."""
    span = years(2010, 2026)
    rows = data.rows("rnpdno_municipio_anual_2010_2026.csv")
    blocks = []
    for indicator, column in MISSING.items():
        cells: Cells = defaultdict(lambda: ["0"] * len(span))
        for row in rows:
            cells[row["cvegeo"]][span.index(row["anio"])] = row[column]
        blocks.append(series(indicator, span, cells))
    return "".join(blocks)


def _months(rows: list[Row], key_of: str, width: int) -> Iterator[tuple[str, list[str], Cells]]:
    """Sum SESNSP rows over what we do not keep; a month that nobody reported stays empty."""
    first, last = min(int(row["Año"]) for row in rows), max(int(row["Año"]) for row in rows)
    span = [f"{year}-{month:02d}" for year in range(first, last + 1) for month in range(1, 13)]
    sums: dict[str, dict[str, list[int | None]]] = {offence: {} for offence in OFFENCES}
    for row in rows:
        if row["Subtipo de delito"] not in sums:
            continue
        line = sums[row["Subtipo de delito"]].setdefault(row[key_of].zfill(width), [None] * len(span))
        for month, name in enumerate(MONTHS):
            if row[name]:
                at = (int(row["Año"]) - first) * 12 + month
                line[at] = (line[at] or 0) + int(row[name])
    for offence, cells in sums.items():
        if cells:
            yield (
                OFFENCES[offence],
                span,
                {k: [None if v is None else str(v) for v in c] for k, c in cells.items()},
            )


def victims(data: Collection) -> str:
    """Victims by state and month."""
    rows = data.rows("sesnsp_victimas_estatal_2015_2025jun.csv.xz")
    return "".join(series(f"victims_{o}", *rest) for o, *rest in _months(rows, "Clave_Ent", 2))


def investigations(data: Collection) -> str:
    """Investigations opened, by municipality and month."""
    rows = data.rows("sesnsp_municipal_homicidios_2024_2025.csv.xz")
    return "".join(series(f"investigations_{o}", *rest) for o, *rest in _months(rows, "Cve. Municipio", 5))


def trust(data: Collection) -> str:
    """Crime that nobody reports, and how much of it for lack of trust in authority, by state."""
    span = years(2011, 2024)
    rows = data.rows("envipe_cifra_negra_y_desconfianza_estatal.csv")
    blocks = []
    for column, indicator in TRUST.items():
        cells: Cells = defaultdict(lambda: [None] * len(span))
        for row in rows:
            if row["indicador"] == column:
                cells[row["cve_ent"]][span.index(row["anio_ref"])] = number(row["valor"])
        blocks.append(series(indicator, span, cells))
    return "".join(blocks)


def outlines(data: Collection) -> str:
    """Outlines on one grid with shared arcs."""
    topology = json.loads((data.folder / "municipios_2020_simplified.topojson").read_text())
    return json.dumps(reference_outlines.build(topology), separators=(",", ":")) + "\n"


BUILDERS = {
    "places.csv": places, "conditions.csv": conditions, "turnout.csv": turnout, "authorities.csv": authorities,
    "homicides.series": homicides, "population.series": population, "missing.series": missing,
    "victims.series": victims, "investigations.series": investigations, "trust.series": trust,
    "outlines.json": outlines,
}  # fmt: skip


def build(collection: Path, target: Path) -> None:
    """Write every table and the manifest into `target`."""
    data = Collection(collection)
    target.mkdir(parents=True, exist_ok=True)
    listed = {}
    for name, (sources, files) in TABLES.items():
        content = BUILDERS[name](data).encode()
        (target / name).write_bytes(content)
        made_from = {file: hashlib.sha256((collection / file).read_bytes()).hexdigest() for file in files}
        listed[name] = {
            "sources": sources,
            "bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
            "made_from": made_from,
        }
    manifest = {"sources": SOURCES, "tables": listed}
    (target / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", "utf-8")


def main() -> None:
    """Read the command line and build."""
    shared = Path(os.environ.get("TEJIDO_SHARED_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
    parser = argparse.ArgumentParser(description="Rebuild the reference tables of the package.")
    parser.add_argument("collection", type=Path, nargs="?", default=shared / "reference")
    parser.add_argument("--target", type=Path, default=TARGET)
    given = parser.parse_args()
    build(given.collection, given.target)


if __name__ == "__main__":
    main()
