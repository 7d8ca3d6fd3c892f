"""The result of a call: computed once, by its rules, checked, in the public record; and clear where nobody wins."""

import hashlib
import json
import zlib
from fractions import Fraction

import pytest

from tejido.engines.allocation import pabulib
from tejido.engines.allocation.verify import problems
from tejido.ground.ledger.models import Leaf
from tejido.stages.funding import deciding
from tejido.stages.funding.actions.allocation import decide_call, decide_due
from tejido.stages.funding.actions.allocation_refusals import (
    DecidedAlready,
    NoBallots,
    NotCounting,
    ResultDoesNotHold,
)
from tejido.stages.funding.models import Allocation, Application, CastBallot
from tejido.stages.funding.models.call import Constraint
from tejido.stages.funding.queries.elections import election_of
from tejido.stages.funding.vocabulary.allocations import Ended
from tejido.stages.funding.vocabulary.calls import ApplicationState, CallState
from tests.factories.ballots import counting, decided, few, many
from tests.factories.funding import admitted, being_voted, call, coordinator, reviewed
from tests.factories.moments import NOW, TODAY, later

pytestmark = pytest.mark.django_db


def states(of):
    return dict(Application.objects.filter(call=of).values_list("number", "state"))


def test_election_has_numbers_amounts_and_ballots_and_no_names():
    it = counting(ballots=[(2,), (1, 3), (2,)])
    election = election_of(it)
    assert [(one.id, one.cost, one.more) for one in election.projects] == [
        ("1", 30_000, {}), ("2", 60_000, {}), ("3", 90_000, {})
    ]  # fmt: skip
    assert (election.budget, election.unit, election.voters) == (300_000, 1, 3)
    assert list(election.cast) == [(((0, 1), (2, 1)), 1), (((1, 1),), 2)]
    assert "Proyecto" not in pabulib.write(election)


def test_amounts_with_cents_are_in_hundredths_as_a_file_with_them_is_read():
    it = counting(ballots=[(1,)])
    Application.objects.filter(call=it, number=1).update(amount=30_000_50)
    election = election_of(it)
    assert (election.unit, election.projects[0].cost, election.budget) == (100, 3_000_050, 30_000_000)
    read = pabulib.read(pabulib.write(election)).election
    assert (read.unit, read.projects[0].cost, read.budget) == (100, 3_000_050, 30_000_000)


def test_ballots_by_rank_gain_by_their_order_and_votes_for_what_is_gone_do_not_count():
    it = counting(vote="ordinal", utility="borda")
    CastBallot.objects.create(call=it, choices=[[1, 1], [3, 2], [9, 5]])
    assert list(election_of(it).cast) == [(((0, 1), (2, 2)), 1)]


def test_result_is_stored_with_two_files_that_hold_against_each_other():
    it = decided(many())
    assert it.ended == Ended.CHOSEN
    assert (it.voters, it.is_published, it.budget) == (60, True, 300_000_00)
    assert hashlib.sha256(it.result_file).hexdigest() == it.result_hash
    assert hashlib.sha256(it.ballots_file).hexdigest() == it.ballots_hash
    content = json.loads(it.result_file)
    election = pabulib.read(it.ballots_file.decode()).election
    assert problems(content, election) == []
    assert content["ballots_sha256"] == it.ballots_hash
    assert content["winners"] == it.winners
    assert it.spent == sum(30_000_00 * number for number in it.numbers)


def test_applications_learn_what_came_of_them_and_the_record_holds_it():
    it = many()
    Application.objects.filter(call=it, number=3).update(amount=290_000_00)
    found = decided(it)
    it.refresh_from_db()
    assert it.state == CallState.DECIDED
    chosen, not_chosen = ApplicationState.CHOSEN, ApplicationState.NOT_CHOSEN
    assert states(it) == {1: chosen, 2: chosen, 3: not_chosen}
    leaf = Leaf.objects.get(subject=found.record_name)
    assert (leaf.verb, leaf.actor) == ("allocation.decided", it.funder.record_name)
    assert leaf.fields == {
        "ended": "chosen",
        "decided_on": str(TODAY),
        "voters": 60,
        "budget": 300_000_00,
        "spent": 90_000_00,
        "winners": sorted(found.winners),
        "is_published": True,
        "result_hash": found.result_hash,
        "ballots_hash": found.ballots_hash,
        "confirmed": 0,
        "disputed": 0,
    }
    assert Leaf.objects.filter(subject=it.record_name, verb="call.decided").exists()
    assert sorted(Leaf.objects.filter(subject__startswith="application:").values_list("verb", flat=True)) == [
        "application.chosen", "application.chosen", "application.not_chosen"
    ]  # fmt: skip


def test_result_is_computed_once_and_only_after_the_voting():
    it = many()
    decided(it)
    with pytest.raises(DecidedAlready):
        decided(it)
    assert Allocation.objects.count() == 1
    with pytest.raises(NotCounting):
        decided(being_voted())


def test_order_of_the_rows_makes_no_difference():
    first, second = many(), many()
    rows = list(CastBallot.objects.filter(call=second).order_by("-id").values_list("choices", flat=True))
    CastBallot.objects.filter(call=second).delete()
    CastBallot.objects.bulk_create(CastBallot(id=at, call=second, choices=choices) for at, choices in enumerate(rows))
    assert decided(first).ballots_hash == decided(second).ballots_hash


def test_nobody_voted_has_to_be_said_and_then_nobody_is_chosen():
    it = counting()
    who = coordinator(it.funder)
    with pytest.raises(NoBallots):
        decide_call(it, by=who, now=NOW)
    it.refresh_from_db()
    assert it.state == CallState.COUNTING
    found = decide_call(it, nobody_voted=True, by=who, now=NOW)
    assert (found.ended, found.winners, found.spent, found.voters) == (Ended.NOBODY_VOTED, [], 0, 0)
    assert set(states(it).values()) == {ApplicationState.NOT_CHOSEN}
    assert problems(json.loads(found.result_file), pabulib.read(found.ballots_file.decode()).election) == []


def test_call_without_admitted_applications_ends_without_winners():
    found = decided(counting(projects=0))
    assert (found.ended, found.winners) == (Ended.NOTHING_ADMITTED, [])


def test_projects_dearer_than_the_budget_end_without_winners():
    it = many(total=20_000_00)
    found = decided(it)
    assert (found.ended, found.spent) == (Ended.NOTHING_FITS, 0)
    assert set(states(it).values()) == {ApplicationState.NOT_CHOSEN}


@pytest.mark.parametrize("rule", ["mes", "greedy", "phragmen"])
@pytest.mark.parametrize(("vote", "utility"), [("approval", "cost"), ("choose-1", "cardinality"), ("ordinal", "borda")])
def test_every_rule_and_kind_of_vote_gives_a_result_that_holds(rule, vote, utility):
    it = counting(4, rule=rule, vote=vote, utility=utility)
    points = [[1, 3], [2, 2], [3, 1]] if vote == "ordinal" else [[2, 1]]
    for choices in (points, [[4, 1]], []):
        CastBallot.objects.bulk_create(CastBallot(call=it, choices=choices) for _ in range(7))
    found = decided(it)
    assert problems(json.loads(found.result_file), pabulib.read(found.ballots_file.decode()).election) == []
    assert found.spent <= it.total


@pytest.mark.parametrize("vote", ["cumulative", "scoring"])
def test_points_are_counted_as_they_were_given(vote):
    it = counting(3, vote=vote, utility="score")
    CastBallot.objects.bulk_create(CastBallot(call=it, choices=[[1, 5], [3, 2]]) for _ in range(6))
    found = decided(it)
    assert "1" in found.winners
    assert problems(json.loads(found.result_file), pabulib.read(found.ballots_file.decode()).election) == []


def test_what_fails_its_check_is_not_stored(monkeypatch):
    monkeypatch.setattr(deciding, "problems", lambda *_: ["a price falls"])
    it = many()
    with pytest.raises(ResultDoesNotHold):
        decided(it)
    it.refresh_from_db()
    assert it.state == CallState.COUNTING
    assert not Allocation.objects.exists()


def test_panel_chooses_by_points_and_the_file_says_which():
    it = call(CallState.COUNTING, decision="panel", total=100_000_00)
    for number, points in ((1, 4), (2, 9), (3, 9)):
        reviewed(admitted(it, number, amount=50_000_00), points=points)
    found = decided(it)
    content = json.loads(found.result_file)
    assert content["rules"]["rule"] == "panel"
    assert content["certificate"]["points"] == {"1": "4", "2": "9", "3": "9"}
    assert sorted(found.winners) == ["2", "3"]
    assert found.is_published
    assert problems(content, pabulib.read(found.ballots_file.decode()).election) == []


def test_lot_is_drawn_from_the_seed_that_was_published():
    it = call(CallState.COUNTING, decision="lot", total=100_000_00)
    for number in (1, 2, 3):
        admitted(it, number, amount=50_000_00)
    found = decided(it)
    by_hand = sorted((1, 2, 3), key=lambda one: hashlib.sha256(f"{it.seed}:{one}".encode()).hexdigest())
    assert found.numbers == by_hand[:2]
    assert json.loads(found.result_file)["rules"] == {"rule": "lot", "seed": it.seed}


def test_clock_decides_on_the_last_day_so_that_nobody_sits_on_a_result():
    it, without = many(), counting()
    assert decide_due(now=NOW) == 0
    late = later(days=(it.decided_by - TODAY).days)
    assert decide_due(now=late) == 1
    it.refresh_from_db()
    without.refresh_from_db()
    assert (it.state, without.state) == (CallState.DECIDED, CallState.COUNTING)
    assert Leaf.objects.get(subject=f"allocation:{it.pk}").actor == "site"


def test_unpublished_files_cannot_be_found_by_trying_which_ballots_have_their_hash():
    one, other = decided(few()), decided(few())
    assert not one.is_published
    assert one.ballots_hash != other.ballots_hash  # the same ballots, each with a secret number beside them
    known = pabulib.read(one.ballots_file.decode()).election
    assert len(known.more["nonce"]) == 64
    assert zlib.decompress(one.ballots) == one.ballots_file


def test_mean_of_points_is_exact():
    it = call(CallState.COUNTING, decision="panel")
    one = reviewed(admitted(it, 1), points=7, by=1)
    reviewed(one, points=8, by=1)
    content = json.loads(decided(it).result_file)
    assert Fraction(content["certificate"]["points"]["1"]) == Fraction(15, 2)


def test_groups_get_their_least_and_their_most_and_the_file_shows_who_belongs():
    it = many(total=150_000_00)
    Application.objects.filter(call=it, number=3).update(causes=["corruption"])
    it.groups = [Constraint("cause", "corruption", least=90_000_00).line, Constraint("grade", "5", least=10).line]
    it.save()
    found = decided(it)
    assert "3" in found.winners  # which by votes alone comes last
    content = json.loads(found.result_file)
    [group] = content["rules"]["groups"]  # of the other nothing was admitted
    assert (group["column"], group["value"], group["least"]) == ("cause", "corruption", 90_000)
    election = pabulib.read(found.ballots_file.decode()).election
    assert problems(content, election) == []
    assert [one.more["cause"] for one in election.projects][2] == "corruption"


def test_groups_that_should_get_more_than_there_is_are_served_in_their_order():
    it = many(total=100_000_00)
    it.groups = [Constraint("place", key, least=80_000_00).line for key in ("08", "08037")]
    it.save()
    content = json.loads(decided(it).result_file)
    assert [one["least"] for one in content["rules"]["groups"]] == [80_000, 20_000]


def test_explanation_stands_in_the_result_in_both_languages():
    content = json.loads(decided(many()).result_file)
    told = content["explanation"]
    assert {one["project"] for one in (*told["won"], *told["lost"])} == {"1", "2", "3"}
    assert all(one["es"] and one["en"] for one in (*told["won"], *told["lost"]))
