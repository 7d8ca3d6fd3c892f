"""The import of a directory. All organisations here are invented."""

import pytest
from django.utils.translation import override

from tejido.ground.intake.actions import apply_intake, match_columns, stage_intake
from tejido.ground.intake.columns import headed
from tejido.ground.intake.models import Intake
from tejido.ground.intake.reading import read_table
from tejido.ground.organisations.imports import KIND
from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.vocabulary import Role
from tejido.ground.web.acting import NotAllowed
from tests.factories.ground import membership, organisation, person, place
from tests.factories.moments import NOW

pytestmark = pytest.mark.django_db

HEAD = "CLUNI,Nombre,RFC,Estado,Municipio,Objeto social,Estatus,Estatus de la representación,Informe 2019 presentado"
ROW = "ABC9912310801X,Manos de Barro (ejemplo),,Chihuahua,Juárez,Talleres,Activa,Vigente,SI"


@pytest.fixture
def host():
    place()
    return person(is_host=True)


def staged(host, *rows):
    table = read_table("\n".join([HEAD, *rows]).encode("latin-1"))
    intake = stage_intake(KIND, headed(table, KIND.columns), by=host, now=NOW)
    return match_columns(intake, matches=intake.matches, by=host, now=NOW)


def problems(intake):
    chunk = Intake.objects.get(pk=intake.pk).chunks.get()
    return [details[0][2] for verdict, details in chunk.verdicts if verdict == "refused"]


def test_import_registers_unverified_and_again_changes_nothing(host):
    intake = staged(host, ROW)
    assert Organisation.objects.count() == 0
    apply_intake(intake, by=host, now=NOW)
    made = Organisation.objects.get()
    assert (made.name, made.cluni, made.profile, made.verified_on) == (
        "Manos de Barro (ejemplo)",
        "ABC9912310801X",
        "discreet",
        None,
    )
    assert [one.key for one in made.places.all()] == ["08037"]
    assert staged(host, ROW).counts == {"new": 0, "changed": 0, "same": 1, "refused": 0}


def test_import_repeated_with_another_purpose_updates(host):
    apply_intake(staged(host, ROW), by=host, now=NOW)
    apply_intake(staged(host, ROW.replace("Talleres", "Talleres y murales")), by=host, now=NOW)
    assert Organisation.objects.get().about == "Talleres y murales"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (ROW.replace("ABC9912310801X", "ABC"), "14"),
        (ROW.replace(",,", ",SAT970701NN4,"), "does not fit"),
        (ROW.replace("Juárez", "Macondo"), "Macondo"),
        (ROW.replace("Chihuahua", "Aztlán"), "Chihuahua"),
        (ROW.replace("Activa", "Inactiva"), "leave it out"),
        (ROW.replace("Chihuahua,Juárez", "Oaxaca,San Juan Mixtepec"), "20208, 20209"),
    ],
)
def test_import_of_a_row_that_cannot_be_says_what_to_mend(host, row, words):
    with override("en"):
        found = problems(staged(host, row))
    assert len(found) == 1
    assert words in found[0]


def test_import_finds_what_is_there_by_cluni_else_by_name_and_place_without_accents(host):
    organisation(name="Con clave", searchable="con clave", cluni="ABC9912310801X")
    organisation(name="Manos Únicas", searchable="manos unicas")
    elsewhere = organisation(name="Manos Únicas", searchable="manos unicas")
    elsewhere.places.set([place("08019", "Chihuahua")])
    apply_intake(
        staged(host, "ABC9912310801X,Otro nombre,,Chihuahua,Juárez,,,,", ",MANOS UNICAS,,chih,juarez,Coser,,,"),
        by=host,
        now=NOW,
    )
    found = sorted(Organisation.objects.values_list("name", "about"))
    assert found == [("MANOS UNICAS", "Coser"), ("Manos Únicas", ""), ("Otro nombre", "")]


def test_import_leaves_to_coordinators_what_they_say_of_themselves(host):
    ours = organisation(name="Vecinas", searchable="vecinas", about="Lo nuestro")
    membership(person(), ours, Role.COORDINATOR)
    apply_intake(staged(host, "ABC9912310801X,VECINAS,,Chihuahua,Juárez,Otra cosa,,,"), by=host, now=NOW)
    ours.refresh_from_db()
    assert (ours.name, ours.about, ours.cluni) == ("Vecinas", "Lo nuestro", "ABC9912310801X")


def test_import_of_the_same_name_and_place_twice_keeps_the_first(host):
    intake = staged(host, ",Igual,,Chihuahua,Juárez,,,,", ",IGUAL,,Chihuahua,Juárez,,,,")
    assert (intake.counts["new"], intake.counts["refused"]) == (1, 1)


def test_import_is_the_hosts(host):
    with pytest.raises(NotAllowed):
        staged(person(), ROW)


def test_import_checks_five_thousand_rows_in_few_questions(host, django_assert_max_num_queries):
    rows = [f",Colectiva {number} (ejemplo),,Chihuahua,Juárez,,Activa,," for number in range(5000)]
    rows[17] = rows[17].replace("Juárez", "Macondo")
    with django_assert_max_num_queries(80):
        intake = staged(host, *rows)
    assert (intake.counts["new"], intake.counts["refused"]) == (4999, 1)
