"""Everything public is taken together to work out a count that is not shown: over places, quarters, causes, versions.

Three attackers. One puts every published number into the sums that must hold among the true ones, with the rounding as
an interval, and tightens the bounds of each hidden count (what a linear programme over the same sums could reach is
within what is shown next). One knows the method and all outputs, and asks whether another truth leads to the very same
pages: where one does for each of 0 to 4, no calculation whatever tells them apart. One waits for later releases.
"""

import csv
import io
import re
from collections import defaultdict
from datetime import date

import pytest
from django.core.cache import caches

from tejido.engines.statistics.suppression import THRESHOLD
from tejido.ground.places.models import Place
from tejido.ground.places.vocabulary import Cause, PlaceKind
from tejido.stages.reports.actions.tallies import count_report
from tejido.stages.reports.areas import areas_in
from tejido.stages.reports.models import Figure, Release, Tally
from tejido.stages.reports.queries.tallies import REST
from tejido.stages.reports.vocabulary.telling import ReportKind
from tests.factories import ground
from tests.factories.diagnoses import OUT, out, published

pytestmark = pytest.mark.django_db
QUARTERS = {"2026-2": date(2026, 8, 15), "2026-3": date(2026, 11, 15)}
STATE = "08"
TRUTH = {  # by quarter and area: reports by kind, and how many name each cause
    ("2026-2", "08037"): ({"extortion": 23, "threats": 4, "corruption": 7}, {"corruption": 30, "weapons": 3}),
    ("2026-2", "08019"): ({"extortion": 3, "threats": 1}, {"corruption": 4}),
    ("2026-2", "08017"): ({"disappearance": 2}, {"weapons": 1}),
    ("2026-2", "08050"): ({"abuse": 4}, {"weak_policing": 4}),
    ("2026-2", "08021"): ({"abuse": 2, "extortion": 1}, {}),
    ("2026-3", "08037"): ({"extortion": 26, "threats": 5, "corruption": 7}, {"corruption": 33, "weapons": 4}),
    ("2026-3", "08019"): ({"extortion": 5}, {"corruption": 5}),
    ("2026-3", "08017"): ({"disappearance": 1}, {}),
    ("2026-3", "08050"): ({"abuse": 4, "other": 3}, {"weak_policing": 7}),
}


@pytest.fixture(autouse=True)
def _places():
    country = Place.objects.create(key="00", name="México", kind=PlaceKind.COUNTRY)
    state = Place.objects.create(key=STATE, name="Chihuahua", kind=PlaceKind.STATE, parent=country)
    about = {"kind": PlaceKind.MUNICIPALITY, "parent": state}
    Place.objects.bulk_create([Place(key=key, name=f"Lugar {key}", **about) for key in areas_in(STATE)])


def told(truth):
    """Let this be the truth of all quarters, and the days of release come."""
    Figure.objects.all().delete()
    Release.objects.all().delete()
    ours = ground.organisation()
    rows = []
    for (quarter, area), (kinds, causes) in truth.items():
        counts = {f"kind:{name}": n for name, n in kinds.items()} | {f"cause:{name}": n for name, n in causes.items()}
        about = {"organisation": ours, "area_id": area, "quarter": quarter}
        rows += [Tally(topic=topic, count=n, **about) for topic, n in counts.items() if n]
    Tally.objects.bulk_create(rows)
    for day in QUARTERS.values():
        out(day)


def public(client, diagnosis, area):
    """What has a figure in it: diagnosis, pages of the state and of an area, files; without random and digest."""
    caches["pages"].clear()
    paths = [diagnosis.get_absolute_url(), *_paths(STATE, area, "cifras.csv")]
    pages = {path: client.get(path).content.decode() for path in paths}
    return {path: re.sub(r'nonce="[^"]*"|value="[^"]{40,}"|[0-9a-f]{64}', "", page) for path, page in pages.items()}


def _paths(*keys):
    ends = [key if "." in key else f"{key}/" if key else "" for key in keys]
    return [f"/diagnosticos/se-cuenta/{end}?trimestre={quarter}" for end in ends for quarter in QUARTERS]


def figures(client):
    """All figures, from the files."""
    found = {}
    for quarter in QUARTERS:
        body = client.get(f"/diagnosticos/se-cuenta/cifras.csv?trimestre={quarter}").content.decode()
        for row in csv.DictReader(io.StringIO(body)):
            found[row["trimestre"], row["lugar"], row["tema"]] = int(row["cuenta"])
    return found


def hidden():
    """The counts that are not shown: quarter, area, kind or cause; a sample of the many that are zero."""
    for (quarter, area), (kinds, causes) in TRUTH.items():
        yield from ((quarter, area, f"kind:{name}") for name in (*kinds, "recruitment") if kinds.get(name, 0) < 5)
        yield from ((quarter, area, f"cause:{name}") for name in (*causes, "poverty") if causes.get(name, 0) < 5)
    yield from ((quarter, "08032", "kind:extortion") for quarter in QUARTERS)


def test_pages_show_no_number_that_the_file_does_not_hold(client):
    told(TRUTH)
    known = figures(client)
    sums = defaultdict(int)
    for (quarter, row, topic), count in known.items():
        for wider in (row, row[:2], "00"):
            sums[quarter, wider, topic] += count
            sums[quarter, wider, "all"] += 0 if topic.startswith("cause:") else count
    allowed = {str(count) for count in sums.values()}
    for path in _paths("", STATE, *sorted({area for _quarter, area in TRUTH}), "08032"):
        page = client.get(path).content.decode()
        shown = set(re.findall(r'<td class="number"[^>]*>\s*([\d,]+)\s*</td>', page))
        assert shown - allowed == set(), path


def test_bounds_from_all_sums_leave_every_hidden_count_between_nothing_and_four(client):
    told(TRUTH)
    known = figures(client)
    for quarter, area, topic in hidden():
        low, high = bounds(known, quarter, area, topic)
        assert (low, min(high, THRESHOLD - 1)) == (0, THRESHOLD - 1), (quarter, area, topic)


def bounds(known, quarter, area, topic):
    """What follows for one hidden count from every published number and every sum that holds among the true ones."""
    shown_areas = {row for at, row, _topic in known if at == quarter and len(row) == 5}
    row = area if area in shown_areas else f"{STATE}{REST}"
    here = {of: count for (at, where, of), count in known.items() if (at, where) == (quarter, row)}
    members = 1 if area in shown_areas else len(areas_in(STATE)) - len(shown_areas)
    kinds = [f"kind:{kind}" for kind in ReportKind.values]
    pooled = [kind for kind in kinds if kind not in here]
    low, high = (here[topic] - 2, here[topic] + 2) if topic in here else (0, THRESHOLD - 1)
    if topic in pooled and "pool" in here:
        low = max(0, here["pool"] - 2 - (len(pooled) - 1) * (THRESHOLD - 1))
    if topic.startswith("kind:"):  # a cause is named by a report: the kinds must reach it
        others = sum(here.get(kind, 0) + 2 if kind in here else THRESHOLD - 1 for kind in kinds if kind != topic)
        low = max([low, *(count - 2 - others for of, count in here.items() if of.startswith("cause:"))])
    if members > 1:  # the other places of the row may hold four each
        low = max(0, low - (members - 1) * (THRESHOLD - 1))
    return low, high


def test_another_truth_with_any_number_from_nothing_to_four_gives_the_very_same_pages(client):
    diagnosis = published()
    told(TRUTH)
    known = figures(client)
    cells = list(_some(hidden()))
    seen = {area: public(client, diagnosis, area) for _quarter, area, _topic in cells}
    for quarter, area, topic in cells:
        for wanted in (0, THRESHOLD - 1):
            told(other(known, quarter, area, topic, wanted))
            assert public(client, diagnosis, area) == seen[area], (quarter, area, topic, wanted)


def _some(cells):
    """A few of each sort: the engine's own tests try them all."""
    sorts = {}
    for quarter, area, topic in cells:
        sorts.setdefault((quarter, TRUTH.get((quarter, area), ({}, {}))[0].get("extortion", 0) > 4, topic[:5]), topic)
        if sorts[quarter, TRUTH.get((quarter, area), ({}, {}))[0].get("extortion", 0) > 4, topic[:5]] == topic:
            yield quarter, area, topic


def other(known, quarter, area, topic, wanted):
    """A truth in which this one count is another; what it takes or leaves, its neighbours in the same pool bear."""
    truth = {at: (dict(kinds), dict(causes)) for at, (kinds, causes) in TRUTH.items()}
    kinds, causes = truth.setdefault((quarter, area), ({}, {}))
    of, name = topic.split(":")
    if sum(kinds.values()) >= THRESHOLD:  # a row of its own: its other counts stay
        (kinds if of == "kind" else causes)[name] = wanted
        return truth
    kind = name if of == "kind" else "abuse"  # one that the rest has enough of
    if (quarter, f"{STATE}{REST}") not in {at[:2] for at in known}:  # so few that nothing of the rest is shown
        for (at, _key), (its, _causes) in truth.items():
            if at == quarter and sum(its.values()) < THRESHOLD:
                its.clear()
        kinds[kind] = wanted
        causes.clear()
        causes[name if of == "cause" else "weapons"] = wanted
        return truth
    for its, count in list(kinds.items()):
        _move(truth, quarter, area, its, count)
    kinds.clear()
    kinds[kind] = wanted
    _move(truth, quarter, area, kind, -wanted)
    for (at, _key), (its_kinds, its_causes) in truth.items():  # few name a cause in the rest: who does is one of these
        if at == quarter and sum(its_kinds.values()) < THRESHOLD:
            its_causes.clear()
    causes[name if of == "cause" else "weapons"] = wanted
    return truth


def _move(truth, quarter, area, kind, count):
    """Let other places that are counted together with this one have so many more (or fewer) reports of a kind."""
    for key in areas_in(STATE):
        its = truth.setdefault((quarter, key), ({}, {}))[0]
        if key != area and sum(its.values()) < THRESHOLD:
            moved = max(-its.get(kind, 0), min(THRESHOLD - 1 - sum(its.values()), count))
            its[kind] = its.get(kind, 0) + moved
            count -= moved


def test_what_is_counted_after_a_release_changes_nothing_that_came_out(client):
    told(TRUTH)
    before = figures(client)
    ours = ground.organisation()
    by = ground.membership(ground.person(), ours).person
    about = {"organisation": ours, "place": Place.objects.get(pk="08019"), "kind": "extortion"}
    for quarter in QUARTERS:
        count_report(**about, causes=[Cause.CORRUPTION], quarter=quarter, by=by, now=OUT)
    assert out() == []
    assert figures(client) == before
    assert set(Tally.objects.values_list("quarter", flat=True)) == {"2026-4"}


def test_nothing_of_a_released_quarter_is_left_in_the_tables():
    told(TRUTH)
    assert Tally.objects.count() == 0
    assert set(Figure.objects.values_list("count", flat=True)) <= set(range(5, 100, 5))
