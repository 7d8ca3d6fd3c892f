from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tejido.stages.roundtables.minutes_text import Entry, read, write
from tejido.stages.roundtables.vocabulary import ItemKind

DAY = date(2026, 3, 2)


def test_marked_lines_are_entries_of_their_kind():
    text = (
        "Acuerdo: sesionar cada mes\ncada primer lunes\n\n"
        "Se presentó el reporte.\n\n"
        "Información: hay nueva titular\n"
        "Compromiso: encender las luminarias antes del 15 de abril"
    )
    assert read(text, on=DAY) == [
        Entry(ItemKind.AGREED, "sesionar cada mes cada primer lunes"),
        Entry(ItemKind.DISCUSSED, "Se presentó el reporte."),
        Entry(ItemKind.INFORMATION, "hay nueva titular"),
        Entry(ItemKind.COMMITMENT, "encender las luminarias antes del 15 de abril", date(2026, 4, 15)),
    ]


def test_list_below_a_heading_takes_its_kind():
    text = "ACUERDOS\n1. Uno es esto\n2) Dos es aquello\n\nCompromisos:\n- Podar en 30 días"
    assert read(text, on=DAY) == [
        Entry(ItemKind.AGREED, "Uno es esto"),
        Entry(ItemKind.AGREED, "Dos es aquello"),
        Entry(ItemKind.COMMITMENT, "Podar en 30 días", date(2026, 4, 1)),
    ]


def test_fifty_thousand_characters_lose_nothing():
    text = "\n\n".join(f"Acuerdo: {'palabra ' * 60}{number}" for number in range(100))
    assert len(text) > 48_000
    entries = read(text, on=DAY)
    assert [entry.text.split()[-1] for entry in entries] == [str(number) for number in range(100)]


WORDS = st.lists(st.sampled_from(["parque", "luz", "calle", "acta", "oficio", "taller"]), min_size=2, max_size=8)


@given(st.lists(st.tuples(st.sampled_from(ItemKind.values), WORDS.map(" ".join)), max_size=12))
def test_write_reads_back(items):
    entries = [Entry(kind, text) for kind, text in items]
    assert read(write(entries), on=DAY) == entries


def test_marks_of_lists_inside_a_line_stay():
    text = "Acuerdo: abrir de 9 - 21 horas *sin falta* 1. con luz"
    assert read(text, on=DAY) == [Entry(ItemKind.AGREED, "abrir de 9 - 21 horas *sin falta* 1. con luz")]


@given(st.text(max_size=400))
def test_read_any_text_keeps_its_letters(text):
    kept = "".join(entry.text for entry in read(text, on=DAY))
    assert set(kept) <= set(text) | {" "}
