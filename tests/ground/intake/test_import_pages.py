import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tejido.ground.intake import actions
from tejido.ground.intake.columns import headed
from tejido.ground.intake.models import Chunk, Intake
from tejido.ground.intake.queries import KEPT_FOR
from tejido.ground.intake.reading import read_table
from tejido.ground.intake.vocabulary import NEXT, State
from tejido.ground.organisations.models import Membership, Organisation
from tejido.ground.places.models import Place
from tejido.ground.places.vocabulary import PlaceKind
from tejido.ground.web.acting import NotAllowed
from tests.factories.ground import membership, organisation, person, place
from tests.ground.intake.neighbourhoods import KIND

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 2, 17, 25, tzinfo=UTC)
UPLOAD = "/en/importar/municipios/"
GOOD = "Clave,Nombre,Fundación\n08037,Juárez,\n08019,Chihuahua,12/10/1709\n"


def municipalities():
    return Place.objects.filter(kind=PlaceKind.MUNICIPALITY)


def member(name: str):
    """Somebody who may import."""
    made = person(name)
    membership(made, organisation())
    Organisation.places.through.objects.all().delete()
    municipalities().delete()  # the tests import them
    return made


@pytest.fixture
def importer():
    return member("secretaria técnica")


@pytest.fixture
def signed_in(client, importer):
    client.force_login(importer)
    return client


def send(client, written: str | bytes, name: str = "tabla.csv", address: str = UPLOAD):
    data = written.encode() if isinstance(written, str) else written
    return client.post(address, {"table": SimpleUploadedFile(name, data)}, follow=True)


def page(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_import_from_file_to_end(signed_in):
    place("08037", "Ciudad Juárez")
    shown = send(signed_in, GOOD)
    assert shown.redirect_chain[-1][0] == f"/en/importar/{Intake.objects.get().pk}/"
    assert "Import 2 rows" in page(shown)
    assert "<del>Ciudad Juárez</del> <ins>Juárez</ins>" in page(shown)
    assert not Place.objects.filter(key="08019").exists()
    done = signed_in.post(shown.redirect_chain[-1][0], follow=True)
    assert "New: 1. Changed: 1. Unchanged: 0. Left out because they have to be corrected: 0." in page(done)
    assert {found.key: found.name for found in Place.objects.filter(key__in=["08037", "08019"])} == {
        "08037": "Juárez",
        "08019": "Chihuahua",
    }
    assert Chunk.objects.count() == 0


def test_import_again_changes_nothing(signed_in):
    first = send(signed_in, GOOD)
    signed_in.post(first.redirect_chain[-1][0])
    places = municipalities().count()
    again = send(signed_in, GOOD)
    assert "There is nothing to import" in page(again)
    signed_in.post(again.redirect_chain[-1][0])
    assert municipalities().count() == places


def test_confirming_twice_imports_once(signed_in):
    address = send(signed_in, GOOD).redirect_chain[-1][0]
    signed_in.post(address)
    municipalities().delete()
    assert "Imported" in page(signed_in.post(address, follow=True))
    assert municipalities().count() == 0


def test_each_wrong_cell_is_told_with_line_column_and_mend(signed_in):
    shown = page(
        send(
            signed_in,
            "Clave,Nombre,Fundación,Canchas\n08037,Juárez,31/02/2000,mil\n08019,,,\n09002,Azcapotzalco,,\n"
            "08037,Otra vez,,\n08020,Chínipas,,3,de más\n08021,Delicias,,4\n",
        )
    )
    told = [
        '<th scope="row">Row 2</th> <td data-label="Column">Fundación</td> '
        '<td data-label="It says">31/02/2000</td> <td data-label="What to correct">is not a day of the calendar; '
        "write day, month and year as 31/12/2026</td>",
        '<td data-label="Column">Canchas</td> <td data-label="It says">mil</td> '
        '<td data-label="What to correct">is not a number; write it as 1234.50, with a point for the decimals</td>',
        "is empty; write what belongs here",
        "no es de Chihuahua; deja solo municipios que empiezan con 08",
        "says the same as row 2; keep only one of them",
        "Import 2 rows",
    ]
    assert [each for each in told if each not in shown] == []
    assert "Import 2 rows" in shown


def test_row_with_more_cells_than_the_heading_is_kept_for_a_look(signed_in):
    shown = send(signed_in, "Clave,Nombre\n08037,Juárez, Chihuahua\n08019,Chihuahua\n")
    assert shown.redirect_chain[-1][0].endswith("/")
    intake = Intake.objects.get()
    assert intake.headings == ["Clave", "Nombre", ""]


def test_columns_are_matched_by_hand_where_names_do_not_tell(signed_in):
    shown = send(signed_in, "Núm.,Localidad,Nota\n08037,Juárez,x\n")
    assert shown.redirect_chain[-1][0].endswith("/columnas/")
    assert "A · Núm. (08037)" in page(shown)
    address = shown.redirect_chain[-1][0]
    empty = signed_in.post(address, {"key": "0"})
    assert "Choose the heading that stands for this; it is needed." in page(empty)
    twice = signed_in.post(address, {"key": "0", "name": "0"})
    assert "This heading is chosen for “Clave” already." in page(twice)
    done = signed_in.post(address, {"key": "0", "name": "1"}, follow=True)
    assert "Import 1 row" in page(done)
    assert "Not read: Nota." in page(done)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The file is empty"),
        (b"%PDF-1.7", "neither a CSV nor an .xlsx file, whatever its name says"),
        (b"PK\x03\x04", "damaged, incomplete or locked"),
        (b"Clave,Nombre\n", "a heading and no rows"),
        (bytes(26 * 2**20), "larger than 25 MB"),
    ],
)
def test_file_that_is_no_table_is_refused_in_words(signed_in, data, words):
    assert words in page(send(signed_in, data, "tabla.xlsx"))
    assert Intake.objects.count() == 0


def test_rows_to_correct_come_as_a_file_that_can_be_read_again(signed_in):
    intake_page = send(signed_in, 'Clave,Nombre,Canchas\n08037,"=cmd(), ""x""",muchas\n08019,Chihuahua,2\n')
    answer = signed_in.get(intake_page.redirect_chain[-1][0] + "por-corregir.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="por-corregir.csv"'
    assert list(csv.reader(io.StringIO(text)))[1] == [
        "08037",
        '\'=cmd(), "x"',
        "muchas",
        "2",
        "Canchas: is not a number; write it as 1234.50, with a point for the decimals",
    ]
    corrected = send(signed_in, text.replace("muchas", "7"))
    assert "Import 1 row" in page(corrected)
    signed_in.post(corrected.redirect_chain[-1][0])
    assert Place.objects.get(key="08037").name == '=cmd(), "x"'


def test_refused_rows_come_in_pages(signed_in):
    rows = "".join(f"{number:05},Lugar {number}\n" for number in range(20_000, 21_200))
    shown = page(send(signed_in, "Clave,Nombre\n" + rows))
    assert shown.count('data-label="It says"') == 50
    address = f"/en/importar/{Intake.objects.get().pk}/"
    last = page(signed_in.get(address, {"pagina": "24"}))
    assert '<th scope="row">Row 1,201</th>' in last
    assert last.count('data-label="It says"') == 50
    assert page(signed_in.get(address, {"pagina": "99"})).count('data-label="It says"') == 50
    assert page(signed_in.get(address, {"pagina": "x"})).count('<th scope="row">Row 2</th>') == 1


@pytest.mark.parametrize("rows", [20, 3000])
def test_page_costs_the_same_queries_whatever_the_size(signed_in, rows, django_assert_max_num_queries):
    written = "".join(f"{number:05},Lugar {number}\n" for number in range(20_000, 20_000 + rows))
    address = send(signed_in, "Clave,Nombre\n08037,Juárez\n" + written).redirect_chain[-1][0]
    with django_assert_max_num_queries(11):
        signed_in.get(address)


def test_empty_table_has_the_headings(signed_in):
    answer = signed_in.get("/en/importar/municipios/formato.csv")
    assert answer.content.decode() == "\ufeffClave,Nombre,Fundación,Canchas,Grado\r\n"


def test_giving_up_erases_the_rows(signed_in):
    address = send(signed_in, GOOD).redirect_chain[-1][0]
    assert signed_in.post(address + "dejar/").status_code == 302
    assert (Intake.objects.count(), Chunk.objects.count()) == (0, 0)


def test_visitors_and_those_who_may_not_are_kept_out(client, signed_in, importer):
    address = send(signed_in, GOOD).redirect_chain[-1][0]
    pages = [UPLOAD, address, address + "columnas/", address + "por-corregir.csv"]
    client.logout()
    assert [client.get(each).status_code for each in pages] == [302] * 4
    assert client.post(address).status_code == 302
    client.force_login(person("vecina"))
    assert [client.get(each).status_code for each in pages] == [403, 404, 404, 404]
    client.force_login(member("otra secretaria"))
    assert [client.get(each).status_code for each in pages] == [200, 404, 404, 404]
    assert client.post(address).status_code == 404
    assert not Place.objects.filter(key="08019").exists()


def test_right_lost_after_the_upload_is_lost_for_the_import(signed_in, importer):
    address = send(signed_in, GOOD).redirect_chain[-1][0]
    Membership.objects.filter(person=importer).update(ended_on=NOW.date())
    assert signed_in.post(address).status_code == 403
    assert municipalities().count() == 0


def staged(by, written: str = GOOD, now: datetime = NOW) -> Intake:
    return actions.stage_intake(KIND, headed(read_table(written.encode()), KIND.columns), by=by, now=now)


def test_actions_check_who_asks(importer):
    stranger = person("vecina")
    with pytest.raises(NotAllowed):
        staged(stranger)
    intake = staged(importer)
    for act in (
        lambda: actions.match_columns(intake, matches=intake.matches, by=stranger, now=NOW),
        lambda: actions.apply_intake(intake, by=stranger, now=NOW),
        lambda: actions.drop_intake(intake, by=stranger),
    ):
        with pytest.raises(NotAllowed):
            act()


@pytest.mark.parametrize("state", State)
def test_every_state_allows_what_the_table_says(importer, state):
    for step, target in (
        (lambda it: actions.match_columns(it, matches={"key": 0, "name": 1}, by=importer, now=NOW), State.CHECKED),
        (lambda it: actions.apply_intake(it, by=importer, now=NOW), State.APPLIED),
    ):
        municipalities().delete()
        intake = staged(importer)
        Intake.objects.filter(pk=intake.pk).update(state=state)
        intake.refresh_from_db()
        if target in NEXT[state]:
            assert step(intake).state == target
        else:
            with pytest.raises(actions.NotNow):
                step(intake)


def test_columns_missing_leaves_the_intake_as_it_was(importer):
    intake = staged(importer)
    with pytest.raises(actions.ColumnsMissing):
        actions.match_columns(intake, matches={"name": 1}, by=importer, now=NOW)
    intake.refresh_from_db()
    assert intake.state == State.STAGED


def test_time_is_kept_to_the_hour(importer):
    assert staged(importer).made_at == NOW.replace(minute=0)


def test_what_is_left_lying_is_erased_after_a_day(importer, client):
    old = staged(importer)
    assert actions.erase_old(NOW + KEPT_FOR) == 0
    client.force_login(importer)
    assert client.get(f"/importar/{old.pk}/").status_code == 404  # the real clock is far ahead
    assert actions.erase_old(NOW + KEPT_FOR + timedelta(hours=2)) == 1
    assert Chunk.objects.count() == 0


def test_one_person_keeps_five_at_most(importer):
    for hour in range(7):
        staged(importer, now=NOW + timedelta(hours=hour))
    kept = [made.hour for made in Intake.objects.order_by("made_at").values_list("made_at", flat=True)]
    assert kept == [19, 20, 21, 22, 23]


def test_subject_goes_with_the_import_and_back(signed_in):
    shown = send(signed_in, GOOD, address=UPLOAD + "mesa-7/")
    assert Intake.objects.get().subject == "mesa-7"
    assert "/?de=mesa-7" in page(shown)
    assert signed_in.get(UPLOAD + "m" * 65 + "/").status_code == 404
