"""The package's own budgets: sums equal those of the sources, and set-up brings them in once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db.models import Sum

from tejido.stages.funding import budget_tables
from tejido.stages.funding.actions.budgets import digest_of, load_package_budgets
from tejido.stages.funding.models import BudgetLine, BudgetSource, Deflator
from tejido.stages.funding.queries.budgets_shares import shares_of
from tejido.stages.funding.vocabulary.budgets import BudgetAct, BudgetReason, Category, Stage
from tests.factories.ground import place
from tests.factories.moments import NOW, later
from tests.factories.record import leaves

ROOT = Path(__file__).resolve().parents[3]
COLLECTION = Path(os.environ.get("TEJIDO_SHARED_DATA", ROOT.parent / "shared" / "data"))
PRINTED = {  # what each source prints as its total, in hundredths
    ("us-greenbook", "committed"): 629_159_706_400,
    ("us-cbj", "approved"): 237_694_000_000,
    ("us-dashboard", "committed"): 17_244_451_163,
    ("us-dashboard", "paid"): 21_601_272_758,
    ("mx-pef-2026", "approved"): 39_698_800_788_900,
}
FEDERAL = {
    "07": 170_753_142_093,
    "13": 65_926_797_533,
    "36": 60_110_883_499,
    "03": 70_005_628_646,
    "49": 20_240_442_089,
    "33-FASP": 9_951_114_029,
}


@pytest.fixture
def brought_in(db):
    place()
    return load_package_budgets(now=NOW)


@pytest.mark.parametrize(("key", "stage"), PRINTED)
def test_lines_of_a_source_add_up_to_what_it_prints(key, stage):
    assert sum(line.amounts.get(stage, 0) for line in budget_tables.lines(key)) == PRINTED[key, stage]


def test_federal_figures_are_those_of_the_decree():
    assert {line.code: line.amounts["approved"] // 100 for line in budget_tables.lines("mx-pef-2026")} == FEDERAL


def test_dollars_of_2020_are_those_of_the_greenbook():
    lines = budget_tables.lines("us-greenbook")
    assert sum(line.constant for line in lines) == 949_588_123_800
    assert all(line.constant == line.amounts["committed"] for line in lines if line.year == 2020)


def test_every_account_has_a_known_category_and_a_reason():
    for key in budget_tables.manifest()["sources"]:
        for account in budget_tables.accounts(key).values():
            assert account.category in Category.values
            assert account.reason in BudgetReason.values
            assert account.reason


def test_what_accounts_mix_is_never_guessed():
    green = budget_tables.accounts("us-greenbook").values()
    [narcotics] = [one for one in green if one.name == "International Narcotics Control and Law Enforcement"]
    assert narcotics.category == Category.MIXED
    assert budget_tables.accounts("mx-pef-2026")["36"].category == Category.MIXED
    assert budget_tables.accounts("mx-pef-2026")["33-FASP"].category == Category.MIXED


@pytest.mark.django_db
def test_set_up_brings_all_in_once(brought_in):
    assert brought_in == 4
    for (key, stage), total in PRINTED.items():
        source = BudgetSource.objects.get(key=key)
        assert source.lines.aggregate(total=Sum(stage))["total"] == total
        assert source.digest == digest_of(source.lines.all())
    before, rows = leaves().count(), BudgetLine.objects.count()
    assert before == 2 * brought_in
    assert load_package_budgets(now=later(days=30)) == 0
    assert (leaves().count(), BudgetLine.objects.count()) == (before, rows)


@pytest.mark.django_db
def test_newer_package_table_keeps_what_it_changes_and_what_it_drops(brought_in, monkeypatch):
    assert brought_in
    older = budget_tables.lines
    monkeypatch.setattr(budget_tables, "lines", lambda key: [_doubled(line) for line in older(key)][:-1])
    assert load_package_budgets(now=later(days=30)) == 4
    federal = BudgetSource.objects.get(key="mx-pef-2026")
    batch = federal.imports.first()
    assert (batch.number, batch.made, batch.changed, batch.gone) == (2, 0, 5, 1)
    change = federal.lines.get(code="07").changes.get()
    assert (change.before, change.after) == (FEDERAL["07"] * 100, FEDERAL["07"] * 200)
    assert federal.line_count == 5
    assert leaves().last().verb == BudgetAct.LINES_IMPORTED


def _doubled(line):
    amounts = {stage: 2 * amount for stage, amount in line.amounts.items()}
    return budget_tables.Line(line.year, line.code, amounts, line.constant)


@pytest.mark.django_db
def test_shares_are_in_dollars_of_2020_by_the_source_and_by_the_implied_deflator(brought_in):
    assert brought_in
    green = shares_of(BudgetSource.objects.get(key="us-greenbook"), Stage.COMMITTED)
    assert green.base == 2020
    by_year = {year.year: year for year in green.years}
    assert (by_year[2010].total, sum(by_year[2010].current.values())) == (84_970_763_900, 71_808_792_200)
    congress = shares_of(BudgetSource.objects.get(key="us-cbj"), Stage.APPROVED)
    assert congress.base == 2020
    first = congress.years[0]
    factor = Deflator.objects.get(currency="USD", year=2008).millionths
    assert first.total == pytest.approx(sum(first.current.values()) * factor / 1_000_000, abs=10)
    federal = shares_of(BudgetSource.objects.get(key="mx-pef-2026"), Stage.APPROVED)
    assert (federal.base, federal.deflator) == (None, "")
    assert federal.last.share(Category.INTERDICTION) == pytest.approx(59.62, abs=0.01)


@pytest.mark.django_db
def test_sources_of_the_same_money_are_one_family(brought_in):
    assert brought_in
    families = BudgetSource.objects.exclude(family="").values_list("family", flat=True)
    assert list(families) == ["us-to-mexico"] * 3
    assert BudgetSource.objects.get(key="mx-pef-2026").family == ""


def test_tables_are_what_the_script_makes_of_the_collection(tmp_path):
    if not (COLLECTION / "money").is_dir():
        pytest.skip("needs the shared data that TEJIDO_SHARED_DATA names")
    script = (
        "import sys, pathlib; sys.path.insert(0, sys.argv[1]); import build_budgets as b;"
        "[pathlib.Path(sys.argv[3], n).write_text(t, 'utf-8') for n, t in b.build(pathlib.Path(sys.argv[2])).items()]"
    )
    command = [sys.executable, "-c", script, str(ROOT / "scripts"), str(COLLECTION), str(tmp_path)]
    subprocess.run(command, check=True)
    packed = ROOT / "src/tejido/stages/funding/reference"
    for made in sorted(tmp_path.iterdir()):
        assert made.read_bytes() == (packed / made.name).read_bytes(), made.name
