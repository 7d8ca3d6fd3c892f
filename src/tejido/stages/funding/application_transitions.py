"""What may become of an application, by whom, and while the call is in which states: one table.

Actions, buttons and the diagram are made from it.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from tejido.stages.funding.vocabulary.calls import ApplicationState as State
from tejido.stages.funding.vocabulary.calls import CallState


class Who(StrEnum):
    """As whom somebody may act on an application."""

    APPLICANT = "applicant"  # who coordinates the organisation or group that runs the initiative
    RUNNER = "runner"  # who runs the call
    JUROR = "juror"  # who reviews for it and has no part in the initiative
    INSTITUTION = "institution"  # who speaks for a post of the institution that would have to take part
    RULE = "rule"  # what follows from reviews, votes and the rules of the call


class Move(StrEnum):
    """What can happen to an application."""

    WRITE = "write"
    DISCARD = "discard"
    SEND = "send"
    RETURN = "return"
    WITHDRAW = "withdraw"
    REVIEW = "review"
    ANSWER = "answer"  # whether it can be done
    RECORD = "record"  # write that answer down on the institution's behalf
    ADMIT = "admit"
    REFUSE = "refuse"
    CHOOSE = "choose"
    LEAVE_OUT = "leave_out"


APPLICANT = frozenset({Who.APPLICANT})
RUNNER = frozenset({Who.RUNNER})
RULE = frozenset({Who.RULE})
OPEN = frozenset({CallState.OPEN})
MENDING = frozenset({CallState.OPEN, CallState.REVIEW})
"""While somebody may mend what was returned, and withdraw."""
REVIEW = frozenset({CallState.REVIEW})
JURY = frozenset({CallState.ANNOUNCED, CallState.OPEN, CallState.REVIEW})
"""While those who review read what was sent; afterwards they read what all may."""
DECIDING = frozenset({CallState.COUNTING})
SENT = (State.SENT, State.RETURNED, State.ADMITTED, State.REFUSED, State.CHOSEN, State.NOT_CHOSEN)
"""States in which the funder reads an application, and the public as far as its profile goes."""

Table = Mapping[tuple[State, Move], tuple[State, frozenset[Who], frozenset[CallState]]]


def _table() -> Iterator[tuple[tuple[State, Move], tuple[State, frozenset[Who], frozenset[CallState]]]]:
    yield (State.DRAFT, Move.WRITE), (State.DRAFT, APPLICANT, OPEN)
    yield (State.DRAFT, Move.DISCARD), (State.DRAFT, APPLICANT, frozenset(CallState))
    yield (State.DRAFT, Move.SEND), (State.SENT, APPLICANT, OPEN)
    yield (State.RETURNED, Move.WRITE), (State.RETURNED, APPLICANT, MENDING)
    yield (State.RETURNED, Move.SEND), (State.SENT, APPLICANT, MENDING)
    yield (State.SENT, Move.RETURN), (State.RETURNED, RUNNER, MENDING)
    for state in (State.SENT, State.RETURNED, State.ADMITTED):
        yield (state, Move.WITHDRAW), (State.WITHDRAWN, APPLICANT, MENDING)
    yield (State.SENT, Move.REVIEW), (State.SENT, frozenset({Who.JUROR}), REVIEW)
    for state in (State.SENT, State.RETURNED, State.ADMITTED):
        yield (state, Move.ANSWER), (state, frozenset({Who.INSTITUTION}), MENDING)
        yield (state, Move.RECORD), (state, RUNNER, MENDING)
    yield (State.SENT, Move.ADMIT), (State.ADMITTED, RULE, REVIEW)
    for state in (State.SENT, State.RETURNED):
        yield (state, Move.REFUSE), (State.REFUSED, RULE, REVIEW)
    yield (State.ADMITTED, Move.CHOOSE), (State.CHOSEN, RULE, DECIDING)
    yield (State.ADMITTED, Move.LEAVE_OUT), (State.NOT_CHOSEN, RULE, DECIDING)


TABLE: Table = dict(_table())


def after(state: str, move: Move, call_state: str) -> State | None:
    """Return the state that follows, None where the move is impossible."""
    found = TABLE.get((State(state), move))
    return found[0] if found and call_state in found[2] else None


def who_may(state: str, move: Move, call_state: str) -> frozenset[Who]:
    """Return those who may make the move now; nobody where it is impossible."""
    found = TABLE.get((State(state), move))
    return found[1] if found and call_state in found[2] else frozenset()


def diagram() -> str:
    """Return the table as a Mermaid state diagram, one arrow for each move that changes the state."""
    order = list(State)
    ways = [(before, then, move, who) for (before, move), (then, who, _while) in TABLE.items() if before is not then]
    ways.sort(key=lambda way: (order.index(way[0]), order.index(way[1])))
    arrows = [f"    {before} --> {then} : {move} ({', '.join(sorted(who))})" for before, then, move, who in ways]
    ends = [f"    {state} --> [*]" for state in (State.REFUSED, State.WITHDRAWN, State.CHOSEN, State.NOT_CHOSEN)]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {State.DRAFT}", *arrows, *ends]) + "\n"
