from pathlib import Path

import pytest

from tejido.stages.roundtables import transitions
from tejido.stages.roundtables.transitions import CLOSED, OPEN, RUNNING, TABLE, Move, Who
from tejido.stages.roundtables.vocabulary import CommitmentState as State

ROOT = Path(__file__).parents[3]


def test_every_state_can_be_reached_and_every_move_is_used():
    assert {then for then, _who in TABLE.values()} == set(State)
    assert {move for _state, move in TABLE} == set(Move)


def test_open_done_and_closed_are_all_states():
    assert {*OPEN, State.DONE, *CLOSED} == set(State)
    assert set(RUNNING) < set(OPEN)


@pytest.mark.parametrize("state", [State.PROPOSED, State.UNCONFIRMED])
def test_accepted_is_never_reached_without_the_owner(state):
    """By its own word, or because the roundtable adopts the words that the owner itself proposed."""
    ways = {(move, who) for (at, move), (then, who) in TABLE.items() if at is state and then is State.ACCEPTED}
    assert ways == {(Move.CONFIRM, frozenset({Who.OWNER})), (Move.ADOPT_CHANGE, transitions.STAFF)}


def test_silence_never_accepts():
    assert {then for (_at, move), (then, _who) in TABLE.items() if move is Move.FALL_SILENT} == {
        State.UNCONFIRMED,
        State.UNDER_WAY,
        State.DONE,
        State.BROKEN,
    }


def test_only_citizens_verify():
    assert {who for (_at, move), (_then, who) in TABLE.items() if move is Move.VERIFY} == {frozenset({Who.CITIZENS})}
    assert [at for (at, move), (then, _who) in TABLE.items() if then is State.VERIFIED] == [State.DONE]


def test_an_owner_cannot_withdraw_its_promise():
    assert all(Who.OWNER not in who for (_at, move), (_then, who) in TABLE.items() if move is Move.WITHDRAW)


def test_diagram_in_the_docs_is_the_table():
    page = (ROOT / "docs/states/commitment.md").read_text("utf-8")
    assert transitions.diagram() in page
    assert transitions.listing() in page
