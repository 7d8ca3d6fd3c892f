"""Components: what templates may rely on."""

from datetime import date
from xml.etree import ElementTree

import pytest
from django import forms
from django.template import Context, Template
from django.utils.translation import override

from tejido.ground.places.vocabulary import Cause
from tejido.ground.web import charts, icons, marks
from tejido.ground.web.charts import Point, Series
from tejido.ground.web.fields import DayField
from tejido.ground.web.gallery import SampleForm
from tejido.ground.web.pending import Pending
from tejido.ground.web.tables import Table
from tejido.stages.initiatives import vocabulary as initiatives
from tejido.stages.roundtables import vocabulary as roundtables

TODAY = date(2026, 11, 2)


@pytest.fixture(autouse=True)
def _spanish():
    with override("es"):
        yield


def draw(source, **context):
    return Template(source).render(Context(context))


def series(*values):
    points = [Point(str(2000 + i), value) for i, value in enumerate(values)]
    return Series("Homicidios", "por año", points, "Bajan.", "INEGI, 2025")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("cause", Cause),
        ("state", roundtables.CommitmentState),
        ("state", roundtables.MeetingState),
        ("state", initiatives.State),
        ("kind", initiatives.Kind),
    ],
)
def test_every_word_of_a_vocabulary_has_a_drawing(kind, words):
    assert [value for value in words.values if f"{kind}-{value}" not in icons.names()] == []


def test_icons_are_drawings_without_colour_or_scripts():
    for name in icons.names():
        drawing = ElementTree.fromstring(icons.icon(name))
        used = {attribute for part in drawing.iter() for attribute in part.attrib}
        assert used <= {
            "class", "viewBox", "width", "height", "aria-hidden", "d", "cx", "cy", "r", "rx", "ry", "fill",
            "stroke-dasharray", "stroke-width",
        }  # fmt: skip


def test_icon_that_does_not_exist_draws_nothing():
    assert draw('{% icon "nada" %}') == ""


def test_mark_has_a_word_beside_its_drawing():
    marks.register("sample", roundtables.CommitmentState, tones={"broken": "late"})
    drawn = draw('{% mark "sample" "broken" %}')
    assert "<svg" in drawn
    assert "badge late" in drawn
    assert str(roundtables.CommitmentState.BROKEN.label) in drawn
    assert "algo nuevo" in draw('{% mark "sample" "algo_nuevo" %}')


def test_words_from_people_are_escaped_everywhere():
    bad = "<b onclick=x>"
    drawn = [
        draw('{% badge word icon="info" %}', word=bad),
        draw("{% notice 'info' title %}{{ title }}{% endnotice %}", title=bad),
        draw("{% panel title url=title label=title %}{{ title }}{% endpanel %}", title=bad),
        draw("{% table table %}", table=Table(bad, [bad, bad], [[bad, bad]])),
        draw("{% bar_chart series %}", series=Series(bad, bad, [Point(bad, 1), Point(bad, 2)], bad, bad)),
        draw("{% pending_row item today %}", item=Pending(bad, bad, TODAY, context=bad), today=TODAY),
        draw("{% causes values %}", values=[bad]),
    ]
    assert [text for text in drawn if "<b " in text] == []


def test_day_is_written_for_people_and_machines():
    assert draw("{% day day %}", day=TODAY) == '<time datetime="2026-11-02">2 de noviembre de 2026</time>'
    assert draw("{% day day %}", day=None) == ""


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2026, 11, 2), "hoy"),
        (date(2026, 11, 3), "en 1 día"),
        (date(2026, 11, 9), "en 7 días"),
        (date(2026, 11, 1), "1 día de atraso"),
        (date(2026, 10, 1), "32 días de atraso"),
    ],
)
def test_pending_row_says_how_long_there_is(due, words):
    drawn = draw("{% pending_row item today %}", item=Pending("Di cómo va", "/x/", TODAY, due), today=TODAY)
    assert f"<span>{words}</span>" in drawn
    assert ("badge late" in drawn) == ("atraso" in words)


class Sample(forms.Form):
    day = DayField(label="Día", help_text="Un día")
    kind = forms.ChoiceField(label="Tipo", choices=[("a", "A")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="De acuerdo", required=False)
    token = forms.CharField(widget=forms.HiddenInput)

    def clean(self):
        raise forms.ValidationError("No cuadra")


def test_form_with_problems_begins_with_links_to_its_fields():
    drawn = str(Sample({"day": "ayer"}))
    assert drawn.index('class="problems"') < drawn.index('type="date"')
    assert "autofocus" in drawn
    assert 'href="#id_day"' in drawn and 'id="id_day"' in drawn
    assert 'href="#id_kind_0"' in drawn and 'id="id_kind_0"' in drawn
    assert "<li>No cuadra</li>" in drawn


def test_field_is_described_by_its_help_and_its_error():
    drawn = str(Sample({"day": "ayer"}))
    assert 'aria-describedby="id_day_helptext id_day_error"' in drawn
    assert 'id="id_day_helptext"' in drawn and 'id="id_day_error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert '<fieldset class="field wrong" aria-describedby="id_kind_error">' in drawn


def test_day_field_shows_what_the_browser_calendar_understands():
    assert 'value="2026-11-02"' in str(Sample(initial={"day": TODAY})["day"])


def test_form_says_tu_in_spanish():
    drawn = str(SampleForm({"name": "x" * 99}))
    assert "Falta llenar este campo." in drawn
    assert "Aquí caben 80 caracteres y escribiste 99." in drawn


def test_table_names_each_cell_for_the_phone():
    drawn = draw("{% table table %}", table=Table("T", ["Quién", "Cuántos"], [["Policía", 7]], numbers=[1]))
    assert '<td data-label="Cuántos" class="number">7</td>' in drawn
    assert '<th scope="row">Policía</th>' in drawn


def test_chart_stands_with_sentence_table_and_source():
    drawn = draw("{% line_chart series %}", series=series(3, None, 2))
    assert drawn.index("Bajan.") < drawn.index("<svg") < drawn.index("<table") < drawn.index("INEGI, 2025")
    assert 'aria-hidden="true"' in drawn
    assert "no se sabe" in drawn


@pytest.mark.parametrize("values", [[], [None], [0], [0, 0], [5], [1, None, 3], [1e9, 1], [0.001, 0.002]])
@pytest.mark.parametrize("chart", [charts.line, charts.bars])
def test_chart_of_anything_stays_in_its_frame(chart, values):
    drawing = ElementTree.fromstring(chart(series(*values)))
    for part in drawing.iter():
        for place in part.get("points", "").split():
            x, y = map(float, place.split(","))
            assert 0 <= x <= charts.WIDTH and 0 <= y <= charts.HEIGHT
        if part.tag == "rect":
            assert float(part.get("height")) >= 0 and float(part.get("y")) >= 0


@pytest.mark.parametrize(
    ("highest", "top"), [(0, 1), (1, 1), (1.1, 2), (3, 5), (24, 25), (26, 50), (51, 100), (0.3, 0.5), (1000, 1000)]
)
def test_axis_ends_with_a_round_number(highest, top):
    assert charts.nice_top(highest) == pytest.approx(top)


def test_gap_in_what_is_known_breaks_the_line():
    assert charts.line(series(1, 2, None, 3)).count("<polyline") == 2
    assert charts.spark([1, 2, None, 3]).count("<polyline") == 2
