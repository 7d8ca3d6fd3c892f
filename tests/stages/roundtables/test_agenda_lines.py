from hypothesis import given
from hypothesis import strategies as st

from tejido.stages.roundtables.agenda_lines import Line, read, write
from tejido.stages.roundtables.vocabulary import AgendaKind


def test_read_lines_with_what_is_known():
    text = (
        "Revisión de compromisos anteriores | 20 min\n\n"
        "2. Alumbrado de la cancha | 30 | decisión | Vecinas del Parque (ejemplo)\n"
        "- Taller de mediación"
    )
    assert read(text) == [
        Line("Revisión de compromisos anteriores", 20, AgendaKind.REVIEW),
        Line("Alumbrado de la cancha", 30, AgendaKind.DECISION, "Vecinas del Parque (ejemplo)"),
        Line("Taller de mediación"),
    ]


def test_read_keeps_a_number_that_is_no_bullet():
    assert read("12 cámaras en la colonia") == [Line("12 cámaras en la colonia")]


TITLES = st.text(st.characters(categories=["Lu", "Ll", "Nd"], exclude_characters="|"), min_size=3, max_size=40)


@given(st.lists(st.builds(Line, TITLES, st.none() | st.integers(1, 240), st.sampled_from(AgendaKind.values))))
def test_write_reads_back(lines):
    assert read(write(lines)) == lines
