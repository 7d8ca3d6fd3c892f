"""What a shift would fund: the same rule on the same ballots with more money; never across currencies."""

from fractions import Fraction
from http import HTTPStatus

import pytest
from django.core.cache import caches
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tejido.engines.allocation.allocating import Rules, allocate
from tejido.engines.allocation.completion import Completion
from tejido.engines.allocation.election import election_of
from tejido.stages.funding.models import Application
from tejido.stages.funding.queries.budgets_shift import last_decided_call, shift
from tests.factories.budgets import decided_call, forces, source

ADDRESS = "/financiar/presupuestos/mover/"
COSTS = {1: 1000, 2: 900, 3: 800, 4: 700}
BALLOTS = [[1, 2], [1], [1, 3], [2, 3], [4]]


def asked(its, year=2026, share="1"):
    return {"fuente": its.pk, "anio": year, "por_ciento": share}


@pytest.fixture
def decided(db):
    return decided_call(COSTS, BALLOTS, total=1000, chosen=[1])


def numbers(found):
    return sorted(one.number for one in found.new)


def test_without_a_ballot_the_page_says_so(client, db):
    its = source(forces(1_000_000))
    answer = client.get(ADDRESS, asked(its))
    assert answer.status_code == HTTPStatus.OK
    assert "todavía no se decide ninguna votación" in answer.content.decode()


def test_it_is_the_calls_own_rule_with_the_larger_budget(decided):
    its = source(forces(80_000))
    found = shift(its, 2026, Fraction(1), decided)  # 800 pesos more
    costs = {str(number): pesos for number, pesos in COSTS.items()}
    election = election_of(costs, 1800, [list(map(str, ballot)) for ballot in BALLOTS])
    rules = Rules(completion=Completion.ADD1, seed=7)
    winners = {int(one) for one in allocate(election, rules).winners}
    assert (found.interdiction, found.moved) == (8_000_000, 80_000)
    assert set(numbers(found)) == winners - {1}
    assert found.new_cost == sum(COSTS[number] * 100 for number in winners - {1})


def test_money_for_all_funds_whatever_anybody_voted_for(decided):
    Application.objects.filter(call=decided, number=4).update(amount=1)
    found = shift(source(forces(10_000_000_000)), 2026, Fraction(5), decided)
    assert (numbers(found), found.unsupported, found.times) == ([2, 3, 4], 0, 500_000)
    assert found.left == found.moved - found.new_cost


def test_what_nobody_voted_for_is_funded_by_no_budget(db):
    call = decided_call({1: 10, 2: 20}, [[1]], total=5)
    found = shift(source(forces(10_000_000)), 2026, Fraction(5), call)
    assert (numbers(found), found.unsupported) == ([1], 1)


def test_protected_initiatives_are_counted_and_not_named(client, decided):
    protected = Application.objects.get(call=decided, number=2)
    Application.objects.filter(pk=protected.pk).update(profile="protected")
    its = source(forces(10_000_000))
    found = shift(its, 2026, Fraction(5), decided)
    assert (numbers(found), found.hidden, found.would_be_funded) == ([3, 4], 1, 3)
    page = client.get(ADDRESS, asked(its, share="5")).content.decode()
    assert protected.title not in page
    assert "Obra 3" in page


def test_pesos_and_dollars_are_never_mixed(client, decided):
    dollars = source(forces(1_000_000), currency="USD")
    with pytest.raises(ValueError, match="currencies"):
        shift(dollars, 2026, Fraction(1), decided)
    assert "tipo de cambio" in client.get(ADDRESS, asked(dollars)).content.decode()


@pytest.mark.parametrize("share", ["", "x", "0", "-1", "26", "nan", "inf", "1e9", "9" * 20])
def test_share_that_cannot_be_is_said_at_its_field(client, decided, share):
    answer = client.get(ADDRESS, asked(source(forces(1_000_000)), share=share))
    assert answer.status_code == HTTPStatus.OK
    assert 'id="id_por_ciento_error"' in answer.content.decode()


@pytest.mark.parametrize("share", ["2", "2 %", "2,0", "2.0"])
def test_share_is_read_as_people_write_it(client, decided, share):
    answer = client.get(ADDRESS, asked(source(forces(100_000)), share=share))
    assert answer.context["shift"].moved == 200_000


def test_page_promises_no_lower_crime(client, decided):
    assert "nadie puede decir que bajaría el delito" in client.get(ADDRESS).content.decode()


def test_last_decided_call_is_the_one_with_a_ballot_in_this_currency(decided):
    other = decided_call({1: 10}, [[1]], total=10, currency="USD")
    assert last_decided_call("MXN") == decided
    assert last_decided_call("USD") == other
    decided_call({1: 10}, [], total=10)
    assert last_decided_call("MXN") == decided


class TestAnyBallot(TestCase):
    """Whatever was voted: no more is spent than there is, and a larger part never moves less."""

    @given(
        st.lists(st.lists(st.sampled_from([1, 2, 3]), unique=True), min_size=1, max_size=6),
        st.integers(1, 30_000),
    )
    def test_new_ones_fit_into_the_larger_budget(self, ballots, pesos):
        caches["pages"].clear()
        call = decided_call({1: 100, 2: 60, 3: 50}, ballots, total=100)
        found = shift(source(forces(pesos)), 2026, Fraction(1), call)
        assert found.new_cost <= call.total + found.moved
        assert 0 <= found.would_be_funded <= 3
