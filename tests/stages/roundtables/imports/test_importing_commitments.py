import io
import time
from datetime import date, timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation

from tejido.ground.intake.kinds import Asked, Row
from tejido.ground.ledger.models import Leaf
from tejido.stages.roundtables.imports import facts_of, plan_import
from tejido.stages.roundtables.imports.columns import COLUMNS
from tejido.stages.roundtables.models import Commitment
from tejido.stages.roundtables.vocabulary import CommitmentState as State
from tests.factories.commitments import later_meeting, noon, table

pytestmark = pytest.mark.django_db
HEAD = "Clave,Compromiso,Responsable,Fecha límite,Estatus,Avance,Causas,Observaciones\n"
PARK = "A-1,Encender el parque,Policia municipal (EJEMPLO),15 de marzo de 2026,Propuesto,,Corrupción; pobreza,\n"


@pytest.fixture(autouse=True)
def _spanish():
    with translation.override("es"):
        yield


@pytest.fixture
def at():
    return table()


@pytest.fixture
def signed_in(client, at):
    client.force_login(at.facilitator)
    return client


def _send(client, at, written, name="compromisos.csv"):
    data = written.encode() if isinstance(written, str) else written
    address = f"/importar/compromisos/{at.roundtable.pk}/"
    return client.post(address, {"table": SimpleUploadedFile(name, data)}, follow=True)


def _import(client, at, written, name="compromisos.csv"):
    shown = _send(client, at, written, name)
    return client.post(shown.redirect_chain[-1][0], follow=True)


def _row(line=2, **values):
    empty = dict.fromkeys(column.name for column in COLUMNS)
    said = {"text": "Encender el parque", "owner": "Policía Municipal (ejemplo)", "due_on": date(2027, 3, 15)}
    return Row(line, empty | said | values)


def _facts(at, day=date(2026, 11, 2), by=None):
    return facts_of(at.roundtable, Asked(by or at.facilitator, noon(day), str(at.roundtable.pk)))


def test_row_becomes_a_proposal_of_the_seat_that_it_names(signed_in, at):
    _import(signed_in, at, HEAD + PARK)
    it = Commitment.objects.get()
    assert (it.owner, it.owner_post, it.state, it.due_on) == (at.police, at.chief, State.PROPOSED, date(2026, 3, 15))
    assert (it.external_key, it.causes, it.recorded_on) == ("A-1", ["corruption", "poverty"], None)
    assert Leaf.objects.filter(verb="commitment.made").count() == 1


def test_import_again_changes_nothing_and_never_doubles(signed_in, at):
    _import(signed_in, at, HEAD + PARK)
    leaves = Leaf.objects.count()
    _import(signed_in, at, HEAD + PARK)
    assert (Commitment.objects.count(), Leaf.objects.count()) == (1, leaves)


def test_key_added_later_does_not_double(signed_in, at):
    _import(signed_in, at, HEAD + PARK.replace("A-1", ""))
    _import(signed_in, at, HEAD + PARK)
    assert Commitment.objects.count() == 1


def test_changed_date_moves_it_and_the_first_stays(signed_in, at):
    coming = timezone.localdate() + timedelta(days=90)
    _import(signed_in, at, HEAD + PARK)
    _import(signed_in, at, HEAD + PARK.replace("15 de marzo de 2026", f"{coming:%d/%m/%Y}"))
    it = Commitment.objects.get()
    assert (it.first_due_on, it.due_on, it.postponed) == (date(2026, 3, 15), coming, 1)


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("Aceptado", State.PROPOSED),  # the owner has not said so: it is recorded on its behalf
        ("EN PROCESO", State.UNDER_WAY),
        ("Concluído", State.DONE),
        ("incumplido", State.BROKEN),
        ("cancelado", State.WITHDRAWN),
    ],
)
def test_state_beyond_proposed_arrives_as_recorded_with_its_source(signed_in, at, word, state):
    _import(signed_in, at, HEAD + PARK.replace("Propuesto", word))
    it = Commitment.objects.get()
    assert it.state == state
    assert Leaf.objects.filter(verb="commitment.recorded", subject=it.record_name).count() == 1
    assert "Hoja de cálculo de la mesa" in it.recorded_source


def test_progress_is_taken_over(signed_in, at):
    _import(signed_in, at, HEAD + PARK.replace("Propuesto,,", "En proceso,40 %,"))
    assert Commitment.objects.get().progress == 40


def test_excel_file_with_real_dates_is_read(signed_in, at):
    book = openpyxl.Workbook()
    book.active.append(["Compromiso", "Responsable", "Fecha"])
    book.active.append(["Encender el parque", "Policía Municipal (ejemplo)", date(2026, 3, 15)])
    out = io.BytesIO()
    book.save(out)
    _import(signed_in, at, out.getvalue(), "tabla.xlsx")
    assert Commitment.objects.get().due_on == date(2026, 3, 15)


def test_one_broken_row_leaves_the_others_and_says_how_to_mend(signed_in, at):
    wrong = "A-2,Pintar la barda,Nadie conocido,2026-03-15,Propuesto,,,\n"
    shown = _send(signed_in, at, HEAD + PARK + wrong)
    text = shown.content.decode()
    assert "no se sienta en esta mesa" in text
    assert "Policía Municipal (ejemplo)" in text
    signed_in.post(shown.redirect_chain[-1][0])
    assert Commitment.objects.count() == 1


def test_who_does_not_run_the_roundtable_is_refused(client, at):
    client.force_login(at.mother)
    assert client.get(f"/importar/compromisos/{at.roundtable.pk}/").status_code == 403
    client.force_login(at.facilitator)
    assert client.get("/importar/compromisos/otra/").status_code == 404


def test_ten_thousand_broken_rows_are_all_answered_and_quickly(signed_in, at):
    row = "{0},Compromiso {0},Nadie {0},99/99/2026,qué sé yo,mil,x,\n"
    began = time.process_time()
    shown = _send(signed_in, at, HEAD + "".join(row.format(number) for number in range(10_000)))
    assert time.process_time() - began < 30  # a bound against what grows with the square, not a measure
    assert shown.status_code == 200
    assert "10,000" in shown.content.decode()
    assert not Commitment.objects.exists()


@pytest.mark.parametrize(
    ("values", "column"),
    [
        ({"owner": "Organización"}, "Quién responde"),  # three seats begin so
        ({"due_on": date(2020, 1, 1)}, "Para cuándo"),
        ({"due_on": date(2099, 1, 1)}, "Para cuándo"),
        ({"meeting": 99}, "Número de la sesión"),
        ({"state": State.BROKEN}, "Estado"),
        ({"target": 10**13}, "Número por alcanzar"),
        ({"text": "ab"}, "Qué se prometió"),
    ],
)
def test_row_that_cannot_be_is_refused_at_its_column(at, values, column):
    plan = plan_import([_row(**values)], _facts(at))
    assert [problem.column for problem in plan.refused] == [column]
    assert not plan.create


def test_broken_is_declared_by_the_facilitator_alone(at):
    row = _row(state=State.BROKEN, due_on=date(2026, 3, 1))
    assert plan_import([row], _facts(at)).create
    assert plan_import([row], _facts(at, by=at.secretary)).refused


def test_session_is_the_last_one_before_the_date_or_the_one_named(at):
    later_meeting(at, date(2026, 10, 1))
    named = plan_import([_row(due_on=date(2026, 11, 1), meeting=1)], _facts(at))
    before = plan_import([_row(due_on=date(2026, 9, 1))], _facts(at))
    assert named.create
    assert before.create


def test_words_of_an_answered_commitment_are_not_changed_by_a_file(at):
    it = at.commitment(State.ACCEPTED, external_key="A-1")
    plan = plan_import([_row(external_key="A-1", text="Pensarlo", due_on=it.due_on)], _facts(at))
    assert [problem.column for problem in plan.refused] == ["Qué se prometió"]


def test_key_of_another_owner_is_refused(at):
    at.commitment(external_key="A-1", owner=at.youth, owner_post=None)
    plan = plan_import([_row(external_key="A-1")], _facts(at))
    assert [problem.column for problem in plan.refused] == ["Quién responde"]


def test_commitment_that_is_further_than_the_file_stays(at):
    it = at.commitment(State.DONE, external_key="A-1")
    row = _row(external_key="A-1", text=it.text, due_on=it.due_on, state=State.UNDER_WAY, progress=10)
    assert [kept.line for kept in plan_import([row], _facts(at)).unchanged] == [2]
