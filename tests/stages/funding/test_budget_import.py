"""Lines of a budget from a table: preview, problems by line, revisions."""

import pytest

from tejido.ground.intake.actions import NothingToImport, apply_intake, match_columns, stage_intake
from tejido.ground.intake.columns import headed
from tejido.ground.intake.models import Intake
from tejido.ground.intake.reading import read_table
from tejido.ground.organisations.vocabulary import Kind
from tejido.ground.web.acting import NotAllowed
from tejido.stages.funding.actions.budgets import BadSource, NoLines, add_budget_source, import_budget_lines
from tejido.stages.funding.imports.budgets import DEFLATORS, KIND
from tejido.stages.funding.models import BudgetLine, BudgetSource, Deflator
from tejido.stages.funding.queries.budgets_shares import shares_of
from tejido.stages.funding.vocabulary.budgets import BudgetAct, Stage
from tests.factories.budgets import about, host, organisation_of, row, source, speaker
from tests.factories.moments import NOW
from tests.factories.record import leaves

pytestmark = pytest.mark.django_db

HEAD = (
    "Ejercicio,Clave presupuestaria,Concepto,Dependencia,Clasificador,Clave funcional,Municipio,Causas,Aprobado,Pagado"
)


@pytest.fixture
def its():
    made = add_budget_source(about(), organisation=None, by=host(), now=NOW)
    assert made.line_count == 0
    return made


def staged(its, *rows, by=None, head=HEAD):
    who = by or host()
    table = headed(read_table("\n".join([head, *rows]).encode("cp1252")), KIND.columns)
    intake = stage_intake(KIND, table, subject=str(its.pk), by=who, now=NOW)
    return match_columns(intake, matches=intake.matches, by=who, now=NOW), who


def problems(intake):
    chunk = Intake.objects.get(pk=intake.pk).chunks.get()
    return [details[0][2] for verdict, details in chunk.verdicts if verdict == "refused"]


def test_table_is_shown_first_and_then_brought_in(its):
    intake, who = staged(its, '2026,A1,Operativos,Policía,CONAC,161,,,"$1,000,000.50",0')
    assert intake.counts == {"new": 1, "changed": 0, "same": 0, "refused": 0}
    assert BudgetLine.objects.count() == 0
    apply_intake(intake, by=who, now=NOW)
    line = its.lines.get()
    assert (line.year, line.code, line.approved, line.paid, line.committed) == (2026, "A1", 100_000_050, 0, None)
    assert (line.category, line.place_id) == ("interdiction", its.place_id)
    assert leaves().last().verb == BudgetAct.LINES_IMPORTED


def test_later_table_changes_lines_and_what_they_said_before_stays(its):
    first, who = staged(its, "2026,A1,Operativos,,,,,,100,", "2026,A2,Canchas,,,,,,50,")
    apply_intake(first, by=who, now=NOW)
    second, _who = staged(its, "2026,A1,Operativos,,,,,,90,80", "2026,A2,Canchas,,,,,,50,", by=who)
    assert second.counts == {"new": 0, "changed": 1, "same": 1, "refused": 0}
    apply_intake(second, by=who, now=NOW)
    changes = its.lines.get(code="A1").changes.order_by("id").values_list("stage", "before", "after", "batch__number")
    assert list(changes) == [("approved", 10_000, 9_000, 2), ("paid", None, 8_000, 2)]
    assert its.lines.get(code="A2").changes.count() == 0


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ("2026,A1,Operativos,,,,,,,", "monto"),
        ("2026,A1,Operativos,,,,,,-5,", "menor que cero"),
        ("2026,A1,Operativos,,,,,,1.005,", "decimales"),
        ("2026,A1,Operativos,,,,,,mucho,", "número"),
        ("2026,A1,Operativos,,,,,,9999999999999999999,", "más grande"),
        ("año,A1,Operativos,,,,,,5,", "número"),
        ("2026,,Operativos,,,,,,5,", "vacía"),
        ("2026,A1,Operativos,,CONAC,,,,5,", "clasificador"),
        ("2026,A1,Operativos,,INVENTADO,161,,,5,", "palabras"),
        ("2026,A1,Operativos,,,,Narnia,,5,", "Narnia"),
        ("2026,A1,Operativos,,,,,alegría,5,", "palabras"),
        ('2026,A1,Operativos,,,,"Tijuana, Baja California",,5,', "lugar"),
    ],
)
def test_row_that_cannot_be_is_refused_with_words_and_nothing_is_written(its, bad, words):
    intake, who = staged(its, bad)
    assert intake.counts["refused"] == 1
    assert words in problems(intake)[0]
    with pytest.raises(NothingToImport):
        apply_intake(intake, by=who, now=NOW)
    assert BudgetLine.objects.count() == 0


def test_same_key_twice_in_one_table_is_refused(its):
    intake, _who = staged(its, "2026,A1,Uno,,,,,,5,", "2026,A1,Dos,,,,,,6,")
    assert (intake.counts["new"], intake.counts["refused"]) == (1, 1)


def test_funder_brings_lines_into_its_own_budget_only(its):
    who = speaker(kind=Kind.FUNDER)
    own = add_budget_source(about(kind="foundation"), organisation=organisation_of(who), by=who, now=NOW)
    assert import_budget_lines(own, [row()], by=who, now=NOW).organisation == organisation_of(who)
    assert leaves().last().actor == organisation_of(who).record_name
    with pytest.raises(NotAllowed):
        import_budget_lines(its, [row()], by=who, now=NOW)


def test_package_sources_take_no_table(its):
    BudgetSource.objects.filter(pk=its.pk).update(key="mx-pef-2026")
    with pytest.raises(NotAllowed):
        staged(its, "2026,A1,Uno,,,,,,5,")


def test_import_that_changes_nothing_is_no_version():
    who = host()
    made = source(row(), by=who)
    before = leaves().count()
    assert import_budget_lines(made, [row()], by=who, now=NOW) is None
    assert (leaves().count(), made.imports.count()) == (before, 1)
    with pytest.raises(NoLines):
        import_budget_lines(made, [], by=who, now=NOW)


@pytest.mark.parametrize(
    "changes", [{"name": " "}, {"publisher": ""}, {"document": ""}, {"url": "javascript:alert(1)"}]
)
def test_budget_says_where_it_comes_from(changes):
    with pytest.raises(BadSource):
        add_budget_source(about(**changes), organisation=None, by=host(), now=NOW)


def test_deflators_put_every_year_into_prices_of_one():
    who = host()
    made = source(row(year=2025), row(year=2026), by=who)
    assert shares_of(made, Stage.APPROVED).base is None
    table = "moneda,año,año base,factor,fuente\nMXN,2025,2026,1.04,INEGI\nMXN,2026,2026,1,INEGI\nMXN,2024,2020,1,INEGI"
    sheet = headed(read_table(table.encode()), DEFLATORS.columns)
    intake = stage_intake(DEFLATORS, sheet, by=who, now=NOW)
    intake = match_columns(intake, matches=intake.matches, by=who, now=NOW)
    assert (intake.counts["new"], intake.counts["refused"]) == (2, 1)
    apply_intake(intake, by=who, now=NOW)
    found = shares_of(made, Stage.APPROVED)
    assert (found.base, [year.total for year in found.years]) == (2026, [104_000_000, 100_000_000])
    assert Deflator.objects.count() == 2
