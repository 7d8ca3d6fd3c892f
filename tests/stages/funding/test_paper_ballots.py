"""Paper: typed twice apart, differences resolved by both, slips counted against sheets, differences announced."""

import pytest

from tejido.ground.web.acting import NotAllowed
from tejido.stages.funding.actions import paper, voting
from tejido.stages.funding.actions.voting_refusals import (
    BundlesOpen,
    CodeDoesNotCount,
    NotOver,
    OtherPersonNeeded,
    ReasonMissing,
    TooLateForAnUrn,
    TypedAlready,
    UrnMissing,
    WrongMoment,
)
from tejido.stages.funding.models import CastBallot, Sheet
from tejido.stages.funding.voting_page import page_of
from tests.factories import ground
from tests.factories import voting as factory
from tests.factories.moments import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return factory.call()


@pytest.fixture
def held(call):
    return factory.holding(call)


@pytest.fixture
def two(held):
    return factory.coordinator_of(held), factory.coordinator_of(held)


@pytest.fixture
def after(call):
    return factory.after(call)


@pytest.fixture
def bundle(call, two, after):
    urn = paper.announce_urn(call, urn="Quiosco", by=two[0], now=NOW)
    return paper.begin_bundle(urn, size=3, by=two[0], now=after)


def typed(bundle, by, sheets, now):
    return paper.type_sheets(bundle, typed=sheets, by=by, now=now)


def test_sheets_on_which_both_agree_count(call, bundle, two, after):
    sheets = {1: [[1, 1]], 2: [], 3: None}
    typed(bundle, two[0], sheets, after)
    assert typed(bundle, two[1], sheets, after).state == "agreed"
    closed = factory.closed(call)
    assert (closed.on_paper, closed.spoiled, closed.online) == (2, 1, 0)
    assert sorted(map(str, CastBallot.objects.filter(on_paper=True).values_list("choices", flat=True))) == [
        "[[1, 1]]",
        "[]",
    ]


def test_what_was_typed_and_who_typed_it_is_forgotten_at_the_end(call, bundle, two, after):
    for who in two:
        typed(bundle, who, {1: [], 2: [], 3: []}, after)
    factory.closed(call)
    bundle.refresh_from_db()
    assert (Sheet.objects.count(), bundle.first_id, bundle.second_id, bundle.counted) == (0, None, None, 3)


def test_sheets_that_differ_need_both_to_agree(call, bundle, two, after):
    typed(bundle, two[0], {1: [[1, 1]], 2: [], 3: [[2, 1]]}, after)
    again = typed(bundle, two[1], {1: [[1, 1]], 2: [], 3: [[3, 1]]}, after)
    assert (again.state, again.differing) == ("typing", 1)
    with pytest.raises(BundlesOpen):
        factory.closed(call)
    sheet = Sheet.objects.get(bundle=bundle, number=3)
    with pytest.raises(WrongMoment):
        paper.agree_reading(sheet, by=two[1], now=after)
    paper.propose_reading(sheet, reading=[[3, 1]], by=two[0], now=after)
    with pytest.raises(OtherPersonNeeded):
        paper.agree_reading(sheet, by=two[0], now=after)
    paper.agree_reading(sheet, by=two[1], now=after)
    with pytest.raises(WrongMoment):
        paper.propose_reading(sheet, reading=[], by=two[0], now=after)
    assert factory.closed(call).on_paper == 3


def test_third_person_types_nothing_and_decides_nothing(held, bundle, two, after):
    other = factory.coordinator_of(held)
    typed(bundle, two[0], {1: [], 2: [], 3: [[2, 1]]}, after)
    typed(bundle, two[1], {1: [], 2: [], 3: [[3, 1]]}, after)
    sheet = Sheet.objects.get(bundle=bundle, number=3)
    with pytest.raises(TypedAlready):
        typed(bundle, other, {3: []}, after)
    with pytest.raises(NotAllowed):
        paper.propose_reading(sheet, reading=[], by=other, now=after)


def test_nobody_changes_what_they_typed_once_all_is_typed(bundle, two, after):
    typed(bundle, two[0], {1: [], 2: []}, after)
    typed(bundle, two[0], {2: [[1, 1]], 3: []}, after)
    with pytest.raises(TypedAlready):
        typed(bundle, two[0], {1: [[1, 1]]}, after)


def test_urns_are_announced_while_people_vote_and_opened_afterwards(call, two, after):
    urn = paper.announce_urn(call, urn="Quiosco", by=two[0], now=NOW)
    with pytest.raises(NotOver):
        paper.begin_bundle(urn, size=3, by=two[0], now=NOW)
    with pytest.raises(TooLateForAnUrn):
        paper.announce_urn(call, urn="Otra", by=two[0], now=after)


def test_clock_waits_for_sheets_and_a_person_may_leave_them_out_with_a_reason(call, bundle, after):
    assert voting.close_due(now=after) == 0
    with pytest.raises(ReasonMissing):
        paper.leave_out_bundle(bundle, reason=" ", by=factory.runner(call), now=after)
    paper.leave_out_bundle(bundle, reason="La urna llegó abierta", by=factory.runner(call), now=after)
    assert voting.close_due(now=after) == 1


def test_voting_on_paper_only_does_not_close_without_sheets():
    call = factory.call(takes_online=False)
    factory.codes(call)
    assert voting.close_due(now=factory.after(call)) == 0
    with pytest.raises(UrnMissing):
        factory.closed(call)


def test_slip_in_the_urn_votes_no_more_by_phone(call, held, two):
    codes = factory.codes(call, held=held)
    assert paper.take_slips(call, codes=codes[:2], by=two[0], now=NOW) == (2, 0)
    with pytest.raises(CodeDoesNotCount):
        factory.cast(call, codes[0], 1)


def test_differences_between_slips_sheets_and_codes_are_announced(call, held, two, after):
    codes = factory.codes(call, held=held)
    factory.cast(call, codes[0], 1)
    urn = paper.announce_urn(call, urn="Quiosco", by=two[0], now=NOW)
    assert paper.take_slips(call, codes=codes[:2], by=two[1], now=after) == (1, 1)
    urn = paper.begin_bundle(urn, size=2, by=two[0], now=after)
    for who in two:
        typed(urn, who, {1: [], 2: []}, after)
    factory.closed(call)
    assert page_of(call, None, after.date()).differences == [
        "Se usaron o regresaron 2 códigos que nadie anotó como repartidos.",
        "En las urnas: boletas 2, fichas que cuentan 1.",
        "1 ficha de las urnas no contó: desconocida, devuelta o usada antes por teléfono.",
    ]


def test_urn_with_more_than_a_hundred_sheets_gets_another_bundle(call, bundle, two, after):
    second = paper.add_bundle(bundle, by=two[0], now=after)
    assert (second.number, second.urn, second.state) == (2, "Quiosco", "waiting")


def test_who_gives_the_money_types_no_sheets(call, bundle, after):
    with pytest.raises(NotAllowed):
        typed(bundle, factory.runner(call), {1: []}, after)
    with pytest.raises(NotAllowed):
        paper.take_slips(call, codes=[], by=ground.person(is_host=True), now=after)
