from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from tejido.ground.intake.cells import as_typed, plain
from tejido.ground.intake.columns import headed, match, missing
from tejido.ground.intake.parsing import CellProblem, amount, choice, day, several, text, whole, yes_or_no
from tejido.ground.intake.tables import NotATable, Table
from tejido.ground.web.listing import cell
from tests.ground.intake.neighbourhoods import COLUMNS


def test_headings_match_without_accents_case_and_punctuation():
    assert match(COLUMNS, ["MUNICIPIO:", "clave  del Municipio", "Fecha_de_fundacion", "otra"]) == {
        "name": 0,
        "key": 1,
        "founded": 2,
    }


def test_heading_is_given_to_one_column_only():
    assert match(COLUMNS, ["name", "Nombre", "key"]) == {"name": 0, "key": 2}


def test_required_columns_without_heading_are_named():
    assert [column.name for column in missing(COLUMNS, {"name": 0})] == ["key"]


def test_heading_is_found_beneath_titles():
    lines = [
        (1, ["Gobierno del Estado"]),
        (2, ["Corte a mayo", "2026"]),
        (5, ["Clave", "Nombre"]),
        (6, ["08037", "Juárez"]),
    ]
    sheet = headed(Table(lines), COLUMNS)
    assert (sheet.headings, sheet.rows) == (["Clave", "Nombre"], [(6, ["08037", "Juárez"])])


def test_heading_without_rows_is_refused():
    with pytest.raises(NotATable) as caught:
        headed(Table([(1, ["Clave", "Nombre"])]), COLUMNS)
    assert caught.value.reason == "no_rows"


@pytest.mark.parametrize(
    "written",
    [
        "2026-05-01",
        "2026-05-01 00:00:00",
        "01/05/2026",
        "1/5/2026",
        "01-05-2026",
        "1 de mayo de 2026",
        "1 mayo 2026",
        "1-may-2026",
        "1 de Mayo del 2026",
    ],
)
def test_day_in_any_usual_form(written):
    assert day(written) == date(2026, 5, 1)


@pytest.mark.parametrize("written", ["mayo", "31/02/2026", "05/13/2026", "1/5/26", "45000", "2026", "=TODAY()"])
def test_what_is_no_day_is_refused_with_the_mend(written):
    with override("en"), pytest.raises(CellProblem, match="31/12/2026"):
        day(written)


@pytest.mark.parametrize(
    ("written", "number"), [("1,234.50", "1234.50"), ("$ 1,234", "1234"), ("-5", "-5"), ("80 %", "80"), ("0.5", "0.5")]
)
def test_amount_as_written_in_mexico(written, number):
    assert amount(written) == Decimal(number)


@pytest.mark.parametrize("written", ["1.234,50", "12,34", "mil", "1e5", "NaN", "--1", "١٢"])
def test_what_is_no_amount_is_refused(written):
    with pytest.raises(CellProblem):
        amount(written)


def test_whole_numbers_keep_to_their_range():
    assert whole(0, 10)("7") == 7
    for written in ("11", "-1", "1.5"):
        with pytest.raises(CellProblem):
            whole(0, 10)(written)


def test_words_are_chosen_without_accents_and_in_both_languages():
    grade = choice({1: ("Muy alto", "very high"), 2: ("Bajo",)})
    assert [grade("MUY  ALTO"), grade("very high"), grade("bájo")] == [1, 1, 2]
    with override("en"), pytest.raises(CellProblem, match="write one of: Muy alto, Bajo"):
        grade("regular")


def test_several_values_in_one_cell():
    assert several(text())("policía; juzgado ;policía") == ["policía", "juzgado"]
    assert several(text())("policía, juzgado") == ["policía", "juzgado"]
    assert several(whole(), most=2)("1|2") == [1, 2]
    with pytest.raises(CellProblem):
        several(whole(), most=2)("1|2|3")


def test_yes_and_no():
    assert [yes_or_no(word) for word in ("Sí", "si", "X", "no", "0")] == [True, True, True, False, False]
    with pytest.raises(CellProblem):
        yes_or_no("quizá")


def test_text_is_kept_with_its_lines_and_without_needless_blanks():
    assert text()("  una   cancha \n  nueva ") == "una cancha\nnueva"
    with override("en"), pytest.raises(CellProblem, match="shorten it to 3"):
        text(3)("cancha")


@given(st.text())
def test_cell_that_went_out_and_comes_back_is_what_it_was(written):
    typed = as_typed(written)
    assert as_typed(cell(typed)) == as_typed(typed) or typed.startswith("'")


@given(st.text())
def test_what_goes_out_runs_nowhere(written):
    assert not cell(written).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.text())
def test_plain_words_stay_plain(word):
    assert plain(plain(word)) == plain(word)
