"""Loading newer official files: what is taken, what is refused with line and reason, what is reported as revised."""

import lzma
from datetime import UTC, datetime

import pytest
from django.utils import translation

from tejido.ground.places import tables
from tejido.ground.places.imports import load_official
from tejido.ground.places.models import Load, Place, Series, Source
from tejido.ground.places.queries import figures_of

NOW = datetime(2026, 11, 2, 18, tzinfo=UTC)
MONTHS = "Enero,Febrero,Marzo,Abril,Mayo,Junio,Julio,Agosto,Septiembre,Octubre,Noviembre,Diciembre"
OFFENCE = "Bien jurídico afectado,Tipo de delito,Subtipo de delito,Modalidad"
STATE_HEADING = f"Año,Clave_Ent,Entidad,{OFFENCE},{MONTHS}"
MUNICIPAL_HEADING = f"Año,Clave_Ent,Entidad,Cve. Municipio,Municipio,{OFFENCE},{MONTHS}"
HOMICIDE = "La vida y la Integridad corporal,Homicidio,Homicidio doloso,Con arma de fuego"
KNIFE = "La vida y la Integridad corporal,Homicidio,Homicidio doloso,Con arma blanca"
COLIMA = [row for row in tables.places().values() if row.state == "06" and len(row.key) == 5]
STATES = [row for row in tables.places().values() if len(row.key) == 2 and row.key != "00"]
YEAR = "1,2,3,4,5,6,7,8,9,10,11,12"
HALF = "1,2,3,4,5,6,,,,,,"


def municipal(months=YEAR, year=2025, only=COLIMA, offence=HOMICIDE):
    return [f"{year},6,Colima,{int(row.key)},{row.name},{offence},{months}" for row in only]


def by_state(months=YEAR, year=2023, only=STATES, offence=HOMICIDE):
    return [f"{year},{int(row.key)},{row.name},{offence},{months}" for row in only]


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def write(tmp_path):
    """Write a file in some official way."""

    def written(heading, lines, name="IDM.csv", encoding="cp1252", end="\r\n"):
        path = tmp_path / name
        path.write_bytes((end.join([heading, *lines]) + end).encode(encoding))
        return path

    return written


@pytest.fixture
def colima(db):
    from tejido.ground.places.actions import load_reference

    load_reference(states={"06"})


@pytest.fixture
def states(db):
    """The country and its states, without any figures."""
    Place.objects.create(key="00", kind="country", name="México")
    Place.objects.bulk_create(Place(key=row.key, kind="state", name=row.name, parent_id="00") for row in STATES)


@pytest.fixture
def load():
    def loaded(path, **options):
        return load_official(path, now=NOW, **options)

    return loaded


def series(key, code, unspecified=""):
    return Series.objects.get(place=key, indicator__code=code, unspecified=unspecified)


def reasons(report):
    return [(refusal.line, refusal.reason) for _, refusal in report.refused]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_municipal_file_is_taken_in_every_official_way_of_writing(colima, write, load, encoding, end):
    report = load(write(MUNICIPAL_HEADING, municipal(), encoding=encoding, end=end))
    assert (report.rows, report.refused) == (10, [])
    kept = series("06001", "investigations_homicide")
    assert (kept.start, kept.values[-12:]) == ("2024-01", list(range(1, 13)))


def test_quoted_thousands_and_whole_decimals_are_numbers(states, write, load):
    months = '"1,234",2,3,"12,345","1,234,567",6,7.0,8,9,10,11,12'
    load(write(STATE_HEADING, by_state(months)))
    assert series("08", "investigations_homicide").values[:7] == [1234, 2, 3, 12_345, 1_234_567, 6, 7]


def test_modalities_are_summed_and_blank_months_are_not_reported(colima, write, load):
    load(write(MUNICIPAL_HEADING, [*municipal(HALF), *municipal(HALF, offence=KNIFE)]))
    kept = series("06001", "investigations_homicide")
    assert (kept.start, kept.values[12:]) == ("2024-01", [2, 4, 6, 8, 10, 12, *[None] * 6])


def test_blank_month_between_reported_ones_stays_unknown(colima, write, load):
    load(
        write(
            MUNICIPAL_HEADING,
            [*municipal("1,,3,4,5,6,7,8,9,10,11,12"), *municipal("0,,0,0,0,0,0,0,0,0,0,0", offence=KNIFE)],
        )
    )
    assert series("06001", "investigations_homicide").values[-12:-9] == [1, None, 3]


def test_keys_998_and_999_are_kept_as_not_specified(colima, write, load):
    unknown = [f"2025,6,Colima,{key},No Especificado,{HOMICIDE},{YEAR}" for key in ("6998", "6999")]
    assert not load(write(MUNICIPAL_HEADING, [*municipal(), *unknown])).refused
    for ending in ("998", "999"):
        assert series("06", "investigations_homicide", ending).values == list(range(1, 13))


BROKEN = [
    ("-1", "negative: -1"),
    ("doce", "not a whole number: doce"),
    ("1.5", "not a whole number: 1.5"),
    ('"1,23"', "not a whole number: 1,23"),
    ("n/d", "not a whole number: n/d"),
    ("²", "not a whole number: ²"),
]


@pytest.mark.parametrize(("cell", "reason"), BROKEN)
def test_cell_that_is_no_count_is_refused_with_its_line(colima, write, load, cell, reason):
    lines = municipal()
    lines[2] = lines[2].replace(YEAR, YEAR.replace("12", cell))
    assert reasons(load(write(MUNICIPAL_HEADING, lines, encoding="utf-8"))) == [(4, reason)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (f"2025,6,Colima,6011,Nada,{HOMICIDE},{YEAR}", "no municipality has the key 6011"),
        (f"2025,6,Colima,8037,Juárez,{HOMICIDE},{YEAR}", "municipality 08037 does not lie in state 06"),
        (f"2025,33,Abroad,33001,X,{HOMICIDE},{YEAR}", "no state has the key 33"),
        (f"2025,6,Jalisco,6001,Armería,{HOMICIDE},{YEAR}", "state 06 is Colima, not Jalisco"),
        (f"dos mil,6,Colima,6001,Armería,{HOMICIDE},{YEAR}", "not a year: dos mil"),
        (f"2025,6,Colima,6001,Armería,{HOMICIDE},1,2,3", "12 columns instead of 21"),
        (f"2025,6,Colima,6001,ArmerÃ­a,{HOMICIDE},{YEAR}", "letters are damaged (mojibake): ArmerÃ­a"),
        (f"2025,6,Colima,6001,Armería,a,b,,d,{YEAR}", "the offence is not named in full"),
    ],
)
def test_line_that_is_wrong_is_refused_with_its_reason(colima, write, load, line, reason):
    report = load(write(MUNICIPAL_HEADING, [*municipal(), line], encoding="utf-8"))
    assert reasons(report) == [(12, reason)]


def test_line_that_stands_twice_is_refused(colima, write, load):
    report = load(write(MUNICIPAL_HEADING, [*municipal(), municipal()[0]]))
    assert reasons(report) == [(12, "stands twice: the same place, year and offence as an earlier line")]


def test_dropped_municipality_is_refused_unless_the_file_is_said_to_be_partial(colima, write, load):
    path = write(MUNICIPAL_HEADING, municipal(only=COLIMA[1:]))
    assert reasons(load(path)) == [(0, "places are missing: 06001 Armería")]
    assert not load(path, partial=True).refused


def test_municipality_dropped_from_a_later_year_is_refused(colima, write, load):
    lines = [*municipal(year=2024), *municipal(only=COLIMA[:-1])]
    assert reasons(load(write(MUNICIPAL_HEADING, lines))) == [(0, "06010 Villa de Álvarez is missing in 2025")]


def test_dropped_state_is_refused(states, write, load):
    assert reasons(load(write(STATE_HEADING, by_state(only=STATES[:-1])))) == [(0, "places are missing: 32 Zacatecas")]


def test_damaged_heading_and_other_columns_are_refused_with_the_difference(db, write, load):
    damaged = MUNICIPAL_HEADING.replace("Año", "AÃ±o").replace("jurídico", "jurÃ­dico")
    (line, reason), *_ = reasons(load(write(damaged, municipal(), encoding="utf-8")))
    assert (line, reason) == (1, "letters are damaged (mojibake): the column “AÃ±o” should be “Año”")
    other = MUNICIPAL_HEADING.replace("Clave_Ent", "EntidadID")
    assert reasons(load(write(other, municipal()))) == [(1, "not the official columns: EntidadID instead of Clave_Ent")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b"name,age\nx,1\n", "no layout is known with the columns: name, age"),
        (MUNICIPAL_HEADING.encode() + b"\n", "there is no line beneath the heading"),
    ],
)
def test_file_of_another_kind_is_refused(db, tmp_path, load, content, reason):
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    assert [text for _, text in reasons(load(path))] == [reason]


def test_text_in_no_encoding_is_refused_with_its_line(db, tmp_path, load):
    path = tmp_path / "x.csv"
    lines = [MUNICIPAL_HEADING, *municipal(only=COLIMA[1:])]
    odd = f"2025,6,Colima,6001,Armería,{HOMICIDE},{YEAR}".encode("cp1252")
    path.write_bytes("\n".join(lines).encode("utf-8") + b"\n" + odd + b"\n")
    assert reasons(load(path)) == [(11, "letters are damaged (mojibake): Armer\ufffda")]


def test_file_that_is_not_there_and_folder_without_files_are_said_in_one_line(db, tmp_path, load):
    assert [line for line, _ in reasons(load(tmp_path / "none.csv"))] == [0]
    assert reasons(load(tmp_path)) == [(0, "there is no CSV file in the folder")]


def test_one_refused_line_in_one_file_and_nothing_of_any_file_is_written(colima, write, load, tmp_path):
    before = list(Series.objects.order_by("pk").values_list("pk", "values"))
    write(MUNICIPAL_HEADING, municipal(), name="good.csv")
    write(MUNICIPAL_HEADING, [*municipal(), "x"], name="bad.csv")
    report = load(tmp_path)
    assert [(one.path.name, refusal.line) for one, refusal in report.refused] == [("bad.csv", 12)]
    assert list(Series.objects.order_by("pk").values_list("pk", "values")) == before
    assert not Load.objects.exists()


def test_dry_run_reports_all_and_writes_nothing(states, write, load):
    report = load(write(STATE_HEADING, by_state()), dry_run=True)
    assert report.files[0].change.cells_new == 32 * 12
    assert not Series.objects.filter(source="investigations_state").exists()


def test_newer_vintage_reports_what_it_revises_and_repeating_it_reports_nothing(states, write, load):
    load(write(STATE_HEADING, by_state(HALF)))
    newer = by_state("1,2,3,4,5,9,7,,,,,")
    again = write(STATE_HEADING, newer)
    change = load(again).files[0].change
    first = change.revisions[0]
    assert (change.cells_revised, change.cells_new) == (32, 32)
    assert (first.key, first.indicator, first.period, first.before, first.after) == (
        "01",
        "investigations_homicide",
        "2023-06",
        6,
        9,
    )
    repeated = load(again).files[0].change
    assert (repeated.cells_revised, repeated.cells_new, repeated.series_written) == (0, 0, 0)
    assert Load.objects.count() == 2
    assert Source.objects.get(pk="investigations_state").vintage == "2023-07"


def test_month_taken_back_is_a_revision(states, write, load):
    load(write(STATE_HEADING, by_state(HALF)))
    change = load(write(STATE_HEADING, by_state("1,,3,4,5,6,,,,,,"))).files[0].change
    assert {(r.period, r.before, r.after) for r in change.revisions} == {("2023-02", 2, None)}


def test_older_vintage_writes_nothing_and_says_how_the_stored_one_differs(states, write, load):
    load(write(STATE_HEADING, by_state("1,2,3,4,5,9,7,,,,,")))
    change = load(write(STATE_HEADING, by_state(HALF))).files[0].change
    assert (change.older, change.series_written, change.cells_revised) == (True, 0, 32)
    assert (change.revisions[0].before, change.revisions[0].after) == (6, 9)
    assert series("01", "investigations_homicide").values == [1, 2, 3, 4, 5, 9, 7]


def test_file_keeps_what_it_does_not_reach(states, write, load):
    load(write(STATE_HEADING, by_state(year=2022)))
    load(write(STATE_HEADING, by_state(HALF, year=2023)))
    kept = series("01", "investigations_homicide")
    assert (kept.start, len(kept.values), kept.values[:2]) == ("2022-01", 18, [1, 2])
    assert series("00", "investigations_homicide").values[0] == 32


def test_figures_of_a_newer_file_survive_another_set_up(mexico, write, load):
    from tejido.ground.places.actions import load_reference

    years = ",".join(str(year) for year in range(1990, 2026))
    table = tables.table("homicides")
    known = [f"{key},{','.join(map(str, [*values, 7]))}" for key, values in table.values.items() if key[2:] != "999"]
    report = load(write(f"cvegeo,{years}", known, encoding="utf-8"))
    assert not report.refused
    assert report.files[0].change.cells_revised == 0
    load_reference()
    assert figures_of(Place.objects.get(key="08037")).homicides.latest == (2025, 7)
    state = figures_of(Place.objects.get(key="08")).homicides
    assert (state.latest, state.counts[-2]) == ((2025, 67 * 7), 2331)


def test_yearly_files_are_told_apart_by_the_size_of_their_figures(mexico, write, load):
    table = tables.table("population")
    lines = [f"{key},{','.join(map(str, values))}" for key, values in table.values.items() if None not in values]
    heading = f"cvegeo,{','.join(table.periods)}"
    report = load(write(heading, lines), partial=True)
    assert (report.files[0].figures.source, report.refused) == ("population", [])


def test_yearly_file_that_drops_a_municipality_is_refused(states, write, load):
    table = tables.table("homicides")
    lines = [f"{key},{values[-1]}" for key, values in table.values.items() if key != "08037" and key[2:] != "999"]
    assert reasons(load(write("cvegeo,2024", lines))) == [(0, "places are missing: 08037 Juárez")]


def test_homicides_of_unknown_municipality_join_the_totals(mexico, write, load):
    load(write("cvegeo,year,homicides", ["08999,2024,10"]))
    assert series("08", "homicides", "999").values[-1] == 10
    assert series("08", "homicides").values[-1] == 2331 + 10 - 3
    assert series("00", "homicides").values[-1] == 33_221 + 10 - 3
    assert reasons(load(write("cvegeo,year,homicides", ["08037,2024,10"])))[0][0] == 2


@pytest.mark.shared_data
def test_official_vintages_load_and_their_revisions_are_reported(states, collection, load):
    report = load(collection / "violence" / "vintages")
    assert [(one.path.name, one.rows, one.figures.vintage) for one in report.files] == [
        ("IDEFC_NM_oct2020.csv.xz", 18_816, "2020-10"),
        ("IDEFC_NM_may22.csv.xz", 25_088, "2022-05"),
    ]
    assert report.files[1].change.cells_revised == 689
    newest = load(collection / "reference" / "sesnsp_estatal_IDEFC_NM_oct23.csv.xz").files[0]
    assert (newest.rows, newest.figures.vintage) == (28_224, "2023-10")
    assert newest.change.cells_revised > 0
    assert series("02", "investigations_lesiones-dolosas").values[2] == 1000  # quoted "1,000" in October 2020


@pytest.mark.shared_data
def test_malformed_examples_are_refused_with_the_reason(db, collection, load):
    report = load(collection / "violence" / "malformed")
    found = {one.path.name: (refusal.line, refusal.reason[:40]) for one, refusal in report.refused}
    assert found == {
        "IDEFC_NM_mar22.mojibake.csv.xz": (1, "letters are damaged (mojibake): the colu"),
        "rutasegura_municipal_2025_relayout.csv.xz": (1, "not the official columns: EntidadID, Mun"),
    }


@pytest.mark.shared_data
def test_slice_of_the_official_municipal_layout_loads(mexico, collection, load):
    report = load(collection / "violence" / "municipal_GTO_homicidios_2020_2025_raw.csv")
    assert (report.rows, report.refused) == (2484, [])
    assert (report.files[0].figures.vintage, report.files[0].figures.whole) == ("2025-11", False)


def test_packed_file_is_read_as_it_is(states, tmp_path, write, load):
    plain = write(STATE_HEADING, by_state())
    packed = tmp_path / "x.csv.xz"
    packed.write_bytes(lzma.compress(plain.read_bytes()))
    assert load(packed).rows == 32
