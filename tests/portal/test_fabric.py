"""The civic fabric of a place: counted as lists show it, links late and only where many work."""

from datetime import date, timedelta

import pytest

from tejido.ground.organisations import fabric as sources
from tejido.ground.organisations.fabric import MONEY, PEOPLE, Period
from tejido.ground.organisations.vocabulary import HIDDEN, Profile
from tejido.portal.queries.fabric import fabric_of
from tejido.portal.queries.fabric_links import links_of
from tejido.stages.initiatives.models import Participation, Partnership
from tejido.stages.initiatives.vocabulary import State
from tests.factories.ground import institution, organisation, person, place
from tests.factories.initiatives import initiative

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
LONG_AGO = TODAY - timedelta(days=90)


def flows(found, what="initiatives"):
    return {str(flow.period.year): (flow.began, flow.going_on, flow.stopped) for flow in getattr(found, what)}


def state():
    return place().parent


def test_years_count_what_began_goes_on_and_stopped():
    initiative(began_on=date(2024, 3, 1))
    initiative(began_on=date(2024, 9, 1), state=State.FINISHED, finished_on=date(2026, 2, 1))
    initiative(began_on=None, published_on=date(2026, 5, 1))
    found = flows(fabric_of(place(), TODAY))
    assert (found["2023"], found["2024"], found["2025"], found["2026"]) == ((0, 0, 0), (2, 2, 0), (0, 2, 0), (1, 2, 1))


def test_quarters_are_twelve_and_end_with_this_one():
    initiative(began_on=date(2026, 8, 1))
    found = fabric_of(place(), TODAY, by_quarter=True).initiatives
    assert (len(found), found[-1].period, found[-2].began) == (12, Period(2026, 4), 1)


def test_organisations_are_those_of_citizens():
    organisation(registered_on=date(2025, 1, 1), closed_on=date(2026, 1, 1))
    institution(registered_on=date(2025, 1, 1))
    found = flows(fabric_of(place(), TODAY), "organisations")
    assert (found["2025"], found["2026"]) == ((1, 1, 0), (0, 0, 1))


def test_nothing_counts_before_four_days_have_passed():
    initiative(began_on=TODAY - timedelta(days=3))
    initiative(began_on=TODAY - timedelta(days=4))
    assert flows(fabric_of(place(), TODAY))["2026"] == (1, 1, 0)


@pytest.mark.parametrize(("number", "counted"), [(4, 1), (5, 6)])
def test_protected_ones_count_in_the_state_only_where_they_are_five(number, counted):
    initiative(began_on=date(2026, 1, 1))
    for _ in range(number):
        initiative(began_on=date(2026, 1, 1), profile=Profile.PROTECTED)
    assert flows(fabric_of(state(), TODAY))["2026"] == (counted, counted, 0)
    assert flows(fabric_of(place(), TODAY))["2026"] == (1, 1, 0)


def test_what_moderation_hides_counts_nowhere():
    for _ in range(6):
        initiative(began_on=date(2026, 1, 1), profile=HIDDEN)
    assert flows(fabric_of(state(), TODAY))["2026"] == (0, 0, 0)


@pytest.fixture
def people(monkeypatch):
    monkeypatch.setitem(sources._sources, PEOPLE, lambda _place, _periods: {Period(2025): 4, Period(2026): 23})


def test_people_come_in_bands_and_never_under_five(client, people):
    initiative(began_on=date(2025, 1, 1))
    found = fabric_of(place(), TODAY).people
    assert found == {Period(2025): None, Period(2026): (20, 49)}
    page = client.get("/lugares/08037/tejido/").content.decode()
    assert "menos de 5" in page
    csv = client.get("/lugares/08037/tejido.csv").content.decode()
    assert ",23," not in csv
    assert ",20,49" in csv


def test_money_stands_in_pesos_once_somebody_tells_it(client, monkeypatch):
    initiative(began_on=date(2025, 1, 1))
    monkeypatch.setitem(sources._sources, MONEY, lambda _place, _periods: {Period(2026): 150_000_00})
    assert "150,000" in client.get("/lugares/08037/tejido/").content.decode()


def partners(number=10, **changes):
    for _ in range(number):
        organisation()
    it = initiative(title="La cancha")
    dates = {"by_initiative_on": LONG_AGO, "by_organisation_on": LONG_AGO} | changes
    return Partnership.objects.create(initiative=it, organisation=organisation(name="Las vecinas"), **dates)


def pairs():
    return [(one.title, other.name) for one, other in links_of(place(), TODAY).pairs]


def test_link_that_both_declared_ninety_days_ago_is_told():
    partners()
    assert pairs() == [("La cancha", "Las vecinas")]


@pytest.mark.parametrize(
    "changes",
    [
        {"by_organisation_on": None},
        {"by_initiative_on": None},
        {"by_organisation_on": LONG_AGO + timedelta(days=1)},
        {"by_initiative_on": LONG_AGO + timedelta(days=1)},
    ],
)
def test_link_of_one_side_or_of_yesterday_is_not_told(changes):
    partners(**changes)
    assert pairs() == []


@pytest.mark.parametrize("profile", [Profile.DISCREET, Profile.PROTECTED, HIDDEN])
@pytest.mark.parametrize("side", ["initiative", "organisation"])
def test_link_is_told_only_of_two_open_sides(side, profile):
    thing = getattr(partners(), side)
    thing.profile = profile
    thing.save()
    assert pairs() == []


def test_where_fewer_than_ten_organisations_work_no_link_is_told(client):
    partners(number=7)  # with the one that runs it and the partner: nine
    found = links_of(place(), TODAY)
    assert (found.pairs, found.too_few) == ((), True)
    assert "Las vecinas" not in client.get("/lugares/08037/tejido/").content.decode()


def test_links_of_a_state_and_of_the_country_are_not_told():
    partners()
    assert links_of(state(), TODAY) is None
    assert links_of(state().parent, TODAY) is None


def test_no_file_holds_links(client):
    partners()
    assert "Las vecinas" in client.get("/lugares/08037/tejido/").content.decode()
    assert "Las vecinas" not in client.get("/lugares/08037/tejido.csv").content.decode()


@pytest.mark.parametrize("key", ["00", "08", "08037"])
@pytest.mark.parametrize("language", ["", "/en"])
def test_page_of_each_kind_of_place_opens(client, key, language):
    initiative(began_on=date(2025, 1, 1))
    assert client.get(f"{language}/lugares/{key}/tejido/").status_code == 200


def test_empty_page_says_what_would_be_there(client):
    place()
    assert "De este lugar todavía no se ha anotado nada." in client.get("/lugares/08037/tejido/").content.decode()


def test_page_costs_as_many_queries_for_one_as_for_many(client, django_assert_max_num_queries):
    for _ in range(12):
        partners(number=1)
    with django_assert_max_num_queries(16):
        client.get("/lugares/08037/tejido/")


def test_people_count_once_and_only_now():
    ours = [initiative(began_on=LONG_AGO), initiative(began_on=LONG_AGO, title="Otra")]
    for number in range(5):
        somebody = person(f"participa {number}")
        for one in ours:
            Participation.objects.create(initiative=one, person=somebody, began_on=LONG_AGO)
    found = fabric_of(place(), TODAY).people
    assert {period.year: people for period, people in found.items()} == {2026: (5, 9)}
