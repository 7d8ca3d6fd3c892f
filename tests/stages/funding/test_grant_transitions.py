"""The table of grants: what it promises, and that the documents say the same."""

from pathlib import Path

from tejido.stages.funding import grant_transitions as grants
from tejido.stages.funding.grant_transitions import Move, Who
from tejido.stages.funding.vocabulary.grants import GrantState

ROOT = Path(__file__).parents[3]


def test_every_state_can_be_reached_and_every_move_is_used():
    assert {then for then, _who in grants.TABLE.values()} == set(GrantState)
    assert {move for _state, move in grants.TABLE} == set(Move)


def test_money_moves_only_while_the_agreement_holds_and_by_the_funder_alone():
    paying = {state: who for (state, move), (_then, who) in grants.TABLE.items() if move is Move.PAY}
    assert paying == {GrantState.AGREED: frozenset({Who.FUNDER})}


def test_the_yes_of_each_side_is_its_own():
    assert grants.who_may(GrantState.DRAFT, Move.OFFER) == {Who.FUNDER}
    assert grants.who_may(GrantState.OFFERED, Move.AGREE) == {Who.INITIATIVE}


def test_accounts_can_be_given_where_it_ended_early_and_not_once_it_is_finished():
    assert grants.who_may(GrantState.ENDED, Move.ACCOUNT)
    assert not grants.who_may(GrantState.FINISHED, Move.ACCOUNT)


def test_diagram_and_table_in_the_docs_are_the_table():
    page = (ROOT / "docs/states/grant.md").read_text("utf-8")
    assert grants.diagram() in page and grants.listing() in page
