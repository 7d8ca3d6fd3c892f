"""The tables of calls and applications: what they promise, and that the documents say the same."""

from pathlib import Path

from tejido.stages.funding import application_transitions, call_transitions
from tejido.stages.funding.vocabulary.calls import ApplicationState, CallState

ROOT = Path(__file__).parents[3]


def test_every_state_of_a_call_can_be_reached_and_every_move_is_used():
    assert {then for then, _who in call_transitions.TABLE.values()} == set(CallState)
    assert {move for _state, move in call_transitions.TABLE} == set(call_transitions.Move)


def test_every_state_of_an_application_can_be_reached_and_every_move_is_used():
    assert {then for then, _who, _while in application_transitions.TABLE.values()} == set(ApplicationState)
    assert {move for _state, move in application_transitions.TABLE} == set(application_transitions.Move)


def test_nobody_cancels_once_the_voting_has_closed():
    move = call_transitions.Move.CANCEL
    assert not any(call_transitions.who_may(state, move) for state in (CallState.COUNTING, CallState.DECIDED))


def test_no_person_decides_who_is_admitted_or_chosen():
    moves = application_transitions.Move
    decided = {moves.ADMIT, moves.REFUSE, moves.CHOOSE, moves.LEAVE_OUT}
    rule = frozenset({application_transitions.Who.RULE})
    assert {
        who for (_state, move), (_then, who, _while) in application_transitions.TABLE.items() if move in decided
    } == {rule}


def test_nothing_of_an_application_changes_while_people_vote():
    kept = {application_transitions.Move.DISCARD}  # a draft that was never sent stands on no ballot
    table = application_transitions.TABLE.items()
    assert {move for (_state, move), (_then, _who, during) in table if CallState.VOTING in during} == kept


def test_diagrams_in_the_docs_are_the_tables():
    for name, table in (("call", call_transitions), ("application", application_transitions)):
        assert table.diagram() in (ROOT / f"docs/states/{name}.md").read_text("utf-8")
