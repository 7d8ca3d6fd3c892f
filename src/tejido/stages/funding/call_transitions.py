"""What may become of a call, and by whom: one table, from which actions, buttons and the diagram are made.

From announcing on nothing but the state changes. It can be cancelled, with a reason, until the voting has closed; after
that it cannot, so that nobody takes money back because of a result.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from tejido.stages.funding.vocabulary.calls import CallState as State


class Who(StrEnum):
    """As whom somebody may act on a call."""

    MEMBER = "member"  # whoever belongs to the funder
    RUNNER = "runner"  # a coordinator of the funder; of an institution, whoever speaks for one of its posts
    CLOCK = "clock"  # nobody: the daily run


class Move(StrEnum):
    """What can happen to a call."""

    EDIT = "edit"
    DISCARD = "discard"
    ANNOUNCE = "announce"
    NAME_JURORS = "name_jurors"
    OPEN = "open"
    CLOSE = "close"
    ADMIT = "admit"  # say who was admitted and draw the numbers by lot
    BEGIN_VOTING = "begin_voting"
    CLOSE_BALLOT = "close_ballot"
    GO_ON = "go_on"  # nobody votes: on to the result
    DECIDE = "decide"
    CANCEL = "cancel"


RUNNER = frozenset({Who.RUNNER})
CLOCK = frozenset({Who.CLOCK})
ANNOUNCED = tuple(state for state in State if state is not State.DRAFT)
"""States in which anybody may read a call."""
UNDER_WAY = (State.ANNOUNCED, State.OPEN, State.REVIEW, State.VOTING, State.COUNTING)
CANCELLABLE = (State.ANNOUNCED, State.OPEN, State.REVIEW, State.VOTING)

Table = Mapping[tuple[State, Move], tuple[State, frozenset[Who]]]


def _table() -> Iterator[tuple[tuple[State, Move], tuple[State, frozenset[Who]]]]:
    yield (State.DRAFT, Move.EDIT), (State.DRAFT, RUNNER | {Who.MEMBER})
    yield (State.DRAFT, Move.DISCARD), (State.DRAFT, RUNNER)
    yield (State.DRAFT, Move.ANNOUNCE), (State.ANNOUNCED, RUNNER)
    for state in (State.ANNOUNCED, State.OPEN, State.REVIEW):
        yield (state, Move.NAME_JURORS), (state, RUNNER)
    yield (State.ANNOUNCED, Move.OPEN), (State.OPEN, CLOCK)
    yield (State.OPEN, Move.CLOSE), (State.REVIEW, CLOCK)
    yield (State.REVIEW, Move.ADMIT), (State.REVIEW, RUNNER)
    yield (State.REVIEW, Move.BEGIN_VOTING), (State.VOTING, CLOCK)
    yield (State.REVIEW, Move.GO_ON), (State.COUNTING, RUNNER | CLOCK)
    yield (State.VOTING, Move.CLOSE_BALLOT), (State.COUNTING, RUNNER | CLOCK)
    yield (State.COUNTING, Move.DECIDE), (State.DECIDED, RUNNER)
    for state in CANCELLABLE:
        yield (state, Move.CANCEL), (State.CANCELLED, RUNNER)


TABLE: Table = dict(_table())


def after(state: str, move: Move) -> State | None:
    """Return the state that follows, None where the move is impossible."""
    found = TABLE.get((State(state), move))
    return found[0] if found else None


def who_may(state: str, move: Move) -> frozenset[Who]:
    """Return those who may make the move in this state; nobody where it is impossible."""
    found = TABLE.get((State(state), move))
    return found[1] if found else frozenset()


def diagram() -> str:
    """Return the table as a Mermaid state diagram, one arrow for each move that changes the state."""
    order = list(State)
    ways = [(before, then, move, who) for (before, move), (then, who) in TABLE.items() if before is not then]
    ways.sort(key=lambda way: (order.index(way[0]), order.index(way[1])))
    arrows = [f"    {before} --> {then} : {move} ({', '.join(sorted(who))})" for before, then, move, who in ways]
    ends = [f"    {state} --> [*]" for state in (State.DECIDED, State.CANCELLED)]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {State.DRAFT}", *arrows, *ends]) + "\n"
