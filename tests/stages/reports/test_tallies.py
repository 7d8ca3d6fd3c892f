"""Counting accepted reports, and releasing a quarter once."""

from datetime import date

import pytest

from tejido.ground.ledger.models import Leaf
from tejido.ground.organisations.vocabulary import Profile
from tejido.stages.reports.actions.tallies import BadCount, count_report
from tejido.stages.reports.models import Figure, Release, Tally
from tejido.stages.reports.queries.tallies import lines_of_release
from tests.factories import ground
from tests.factories.diagnoses import TOLD, count, out

pytestmark = pytest.mark.django_db


def figures():
    return set(Figure.objects.values_list("row", "topic", "count"))


def tallies():
    return set(Tally.objects.values_list("area_id", "quarter", "topic", "count"))


def test_report_counts_by_kind_and_by_cause_apart():
    ours = ground.organisation()
    count(2, kind="extortion", causes=["corruption", "weapons"], of=ours)
    assert tallies() == {
        ("08037", "2026-3", "kind:extortion", 2),
        ("08037", "2026-3", "cause:corruption", 2),
        ("08037", "2026-3", "cause:weapons", 2),
    }


def test_report_of_a_small_municipality_counts_in_its_area():
    count(1, place=ground.place("08015", "Coyame del Sotol"))
    assert Tally.objects.get().area_id == "08001"


@pytest.fixture(autouse=True)
def _places():
    for key in ("08001", "08010", "08011", "08019", "08037", "08050"):
        ground.place(key, key)


@pytest.mark.parametrize(
    "wrong",
    [{"kind": "gossip"}, {"causes": ["bad luck"]}, {"quarter": "2026-9"}],
)
def test_count_of_what_is_not_counted_is_refused(wrong):
    ours = ground.organisation()
    by = ground.membership(ground.person(), ours).person
    about = {"organisation": ours, "place": ground.place(), "quarter": "2026-3", "kind": "threats"} | wrong
    with pytest.raises(BadCount):
        count_report(**about, by=by, now=TOLD)
    assert tallies() == set()


def test_quarter_comes_out_on_its_day_and_leaves_no_small_count_behind():
    count(6, causes=["corruption"])
    count(3, kind="threats")
    assert out(date(2026, 11, 14)) == []
    released = out()
    assert [one.quarter for one in released] == ["2026-3"]
    assert figures() == {("08037", "kind:extortion", 5), ("08037", "cause:corruption", 5)}
    assert tallies() == set()


def test_quarter_comes_out_once_and_what_is_counted_later_counts_in_the_next(django_assert_num_queries):
    count(6)
    out()
    before = figures()
    count(9, now=TOLD.replace(month=11, day=20))
    assert {(quarter, number) for _area, quarter, _topic, number in tallies()} == {("2026-4", 9)}
    assert out() == []
    assert figures() == before
    assert [one.quarter for one in out(date(2027, 2, 15))] == ["2026-4"]
    assert Figure.objects.get(release__quarter="2026-4").count == 10


def test_report_that_was_told_after_the_day_of_release_counts_in_the_present_quarter():
    count(1, quarter="2026-1", now=TOLD)
    assert {quarter for _area, quarter, _topic, _number in tallies()} == {"2026-3"}


def test_quarter_with_nothing_comes_out_empty_once_figures_began():
    assert out() == []
    count(6)
    out()
    assert [one.quarter for one in out(date(2027, 2, 20))] == ["2026-4"]
    assert Figure.objects.filter(release__quarter="2026-4").count() == 0


def test_reports_to_a_protected_organisation_count_in_the_state_only():
    count(8, of=ground.organisation(profile=Profile.PROTECTED))
    out()
    assert figures() == {("08", "kind:extortion", 10)}


def test_release_stands_in_the_record_with_the_digest_of_its_file():
    count(6)
    out()
    release = Release.objects.get()
    leaf = Leaf.objects.get(verb="tally.released")
    assert leaf.subject == release.record_name
    assert leaf.actor == "site"
    assert leaf.fields == {"quarter": "2026-3", "released_on": "2026-11-15", "digest": release.digest}
    assert lines_of_release(release) == ["trimestre,lugar,tema,cuenta", "2026-3,08037,kind:extortion,5"]


def test_few_reports_in_many_areas_come_out_together():
    for key in ("08019", "08050", "08011", "08010"):
        count(3, place=ground.place(key, key))
    out()
    assert figures() == {("08rest", "kind:extortion", 10)}
