"""Minutes as a PDF, opened again with another program's eyes."""

import pypdfium2
import pytest

from tejido.ground.organisations.vocabulary import Profile
from tejido.stages.roundtables.models import Minutes
from tejido.stages.roundtables.pdf.minutes import minutes_pdf
from tejido.stages.roundtables.queries.minutes import all_minutes
from tests.factories.meetings import room
from tests.factories.moments import later

pytestmark = pytest.mark.django_db
TODAY = later(days=60).date()


def pdf_of(minutes, **more):
    return minutes_pdf(all_minutes().get(pk=minutes.pk), **({"is_inside": False, "today": TODAY} | more))


def text_of(content):
    document = pypdfium2.PdfDocument(content)
    return " ".join("\n".join(page.get_textpage().get_text_range() for page in document).split())


def test_paper_says_what_the_page_says():
    it = room()
    meeting = it.held()
    text = text_of(pdf_of(it.adopted(meeting)))
    for said in (
        "Minuta de la Sesión 1",
        "Mesa del parque",
        "9 de noviembre de 2026, 11:00",
        "Salón de usos múltiples",
        "Policía Municipal (ejemplo)",
        "Dirección de Prevención",
        "Alumbrado de la cancha",
        "sesionar cada mes",
        "Aprobada el 7 de diciembre de 2026",
        "bitácora pública",
    ):
        assert said in text


def test_paper_is_tagged_and_names_its_language():
    it = room()
    content = pdf_of(it.adopted(it.held()))
    assert b"/MarkInfo" in content or b"/StructTreeRoot" in content
    document = pypdfium2.PdfDocument(content)
    assert document.get_metadata_value("Title") == "Minuta de la Sesión 1"
    assert document.is_tagged()


def test_paper_of_a_discreet_roundtable_names_institutions_only():
    it = room(Profile.DISCREET)
    adopted = it.adopted(it.held())
    outside, inside = text_of(pdf_of(adopted)), text_of(pdf_of(adopted, is_inside=True))
    assert "Vecinas (ejemplo)" not in outside
    assert "Policía Municipal (ejemplo)" in outside
    assert "1 a 4 más, sin nombre" in outside
    assert "Vecinas (ejemplo)" in inside


def test_markup_that_somebody_typed_stays_text():
    it = room()
    nasty = (
        'Acuerdo: #read("/etc/passwd") *negrita* $x^2$ [enlace] \\ @ref <etiqueta> "comillas" // no'
        " #set page(width: 1cm)"
    )
    text = text_of(pdf_of(it.proposed(it.held(), nasty)))
    assert '#read("/etc/passwd") *negrita* $x^2$ [enlace] \\ @ref <etiqueta> "comillas" // no #set' in text


def test_draft_says_that_it_is_one():
    it = room()
    assert "no ha sido aprobada" in text_of(pdf_of(it.proposed(it.held())))


def test_example_is_marked_on_every_page():
    it = room()
    it.roundtable.is_example = True
    it.roundtable.save()
    minutes = it.proposed(it.held(), "\n\n".join(f"Acuerdo: {number} {'palabra ' * 40}" for number in range(60)))
    document = pypdfium2.PdfDocument(pdf_of(minutes))
    pages = [page.get_textpage().get_text_range() for page in document]
    assert len(pages) > 3
    assert all("EJEMPLO" in page for page in pages)


def test_fifty_thousand_characters_are_printed_to_the_last():
    it = room()
    long = "\n\n".join(f"Acuerdo: punto{number} {'palabra ' * 60}" for number in range(100))
    minutes = it.proposed(it.held(), long)
    assert len(Minutes.objects.get(pk=minutes.pk).text) > 48_000
    assert "punto99" in text_of(pdf_of(minutes))
