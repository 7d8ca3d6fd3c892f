"""Real votes: what the cities announced, found again from their ballots."""

import pytest

from tejido.engines.allocation import pabulib
from tejido.engines.allocation.allocating import Rule, Rules, allocate
from tejido.engines.allocation.completion import Completion, Stop

pytestmark = pytest.mark.shared_data


def official(election):
    return {project.id for project in election.projects if project.more["selected"] == "1"}


@pytest.mark.parametrize(
    ("name", "stop", "count", "cost"),
    [
        ("Poland_Swiecie_2023", Stop.EXHAUSTIVE, 17, None),
        ("Netherlands_Assen_2024", Stop.EXHAUSTIVE, 9, None),
        ("Poland_Wieliczka_2023_Green_Budget", Stop.OVERSPEND, 30, 995_079),
    ],
)
def test_city_that_used_equal_shares_has_the_same_winners(real_election, name, stop, count, cost):
    election = real_election(name)
    result = allocate(election, Rules(completion=Completion.ADD1, stop=stop))
    assert set(result.winners) == official(election)
    assert len(result.winners) == count
    assert cost is None or result.total_cost == cost


@pytest.mark.parametrize(
    ("name", "skip"),
    [
        ("Poland_Krakow_2020_Pradnik_Bialy", True),
        ("Poland_Krakow_2020_Wzgorza_Krzeslawickie", True),
        ("Poland_Krakow_2025_Pradnik_Czerwony", True),
        ("Poland_Czestochowa_2024_Rakow", True),
        ("Poland_Czestochowa_2024_Wrzosowiak", True),
        ("Poland_Gdynia_2020_Leszczynki__large", False),
        ("Poland_Gdynia_2024_Maly_Kack__small", False),
        ("Poland_Wroclaw_2017_Rejon_nr_7_250", False),
        ("Poland_Katowice_2022_Bogucice", True),
        ("Poland_Lodz_2025_Rokicie", True),
        ("Poland_Warszawa_2026_Kolo_Ulrychow", True),
    ],
)
def test_city_that_took_most_points_first_has_the_same_winners(real_election, name, skip):
    election = real_election(name)
    threshold = int(election.more.get("min_project_score_threshold", 0))
    result = allocate(election, Rules(rule=Rule.GREEDY, skip=skip, threshold=threshold))
    assert set(result.winners) == official(election)


def test_real_files_are_the_same_after_writing_and_reading(real, every_name):
    """All of it: fields, types of vote, ranks, decimals; and nothing odd is left after writing."""
    for name in every_name:
        election = pabulib.read(real(name)).election
        assert pabulib.read(pabulib.write(election)) == pabulib.Reading(election, ()), name
