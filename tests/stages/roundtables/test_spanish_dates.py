from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tejido.stages.roundtables.spanish_dates import due_in

MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("antes del 15 de marzo", date(2026, 3, 15)),
        ("antes del 15 de marzo de 2027", date(2027, 3, 15)),
        ("a más tardar el 1º de mayo", date(2026, 5, 1)),
        ("el primero de mayo", date(2026, 5, 1)),
        ("el 15 de febrero", date(2027, 2, 15)),
        ("el 5 de setiembre del 2026", date(2026, 9, 5)),
        ("el 29 de febrero", date(2028, 2, 29)),
        ("el 31 de febrero", None),
        ("para el viernes", date(2026, 3, 6)),
        ("para el próximo lunes", date(2026, 3, 9)),
        ("el lunes", date(2026, 3, 9)),
        ("a más tardar el miércoles", date(2026, 3, 4)),
        ("en 30 días", date(2026, 4, 1)),
        ("en un plazo de treinta días", date(2026, 4, 1)),
        ("en un plazo no mayor a 10 días hábiles", date(2026, 3, 17)),
        ("dentro de dos semanas", date(2026, 3, 16)),
        ("en un mes", date(2026, 4, 2)),
        ("en 3 meses", date(2026, 6, 2)),
        ("entrega 2026-04-05", date(2026, 4, 5)),
        ("entrega 05/04/2026", date(2026, 4, 5)),
        ("entrega 5/4/26", date(2026, 4, 5)),
        ("antes del 5/4", date(2026, 4, 5)),
        ("atención 24/7 en el módulo", None),
        ("a finales de marzo", date(2026, 3, 31)),
        ("a mediados de enero", date(2027, 1, 15)),
        ("primera quincena de abril", date(2026, 4, 15)),
        ("a fin de mes", date(2026, 3, 31)),
        ("a fin de año", date(2026, 12, 31)),
        ("para junio", date(2026, 6, 30)),
        ("mañana", date(2026, 3, 3)),
        ("pasado mañana", date(2026, 3, 4)),
        ("a las 10 de la mañana", None),
        ("reparar 30 lámparas", None),
        ("en 90000 días", None),
        ("", None),
    ],
)
def test_due_in_phrase(text, day):
    assert due_in(text, today=MONDAY) == day


@given(st.text(max_size=300), st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_due_in_any_text_does_not_fail(text, today):
    due_in(text, today=today)


@given(st.dates(date(2020, 1, 1), date(2090, 12, 31)), st.integers(0, 400))
def test_due_in_reads_back_any_coming_date(today, days):
    day = today + timedelta(days=days)
    assert due_in(f"antes del {day:%d/%m/%Y}, por escrito", today=today) == day
