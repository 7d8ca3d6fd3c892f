"""What may become of a commitment: one table, from which the actions, the buttons and the diagram are made.

Late is not a state but a clock beside it: see `tejido.stages.roundtables.actions.clock`.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from tejido.stages.roundtables.vocabulary import CommitmentState as State


class Who(StrEnum):
    """As whom somebody may act on a commitment."""

    OWNER = "owner"  # the liaison of the owner's post, or a coordinator of the civil society organisation that owns it
    CO_OWNER = "co_owner"
    FACILITATOR = "facilitator"
    SECRETARY = "secretary"
    CITIZENS = "citizens"  # a citizens' organisation at the roundtable that neither owns nor co-owns it
    CLOCK = "clock"  # nobody: the daily run


class Move(StrEnum):
    """What can happen to a commitment."""

    EDIT = "edit"
    CONFIRM = "confirm"
    REFUSE = "refuse"
    REFUSE_IN_HANDOVER = "refuse_in_handover"
    FALL_SILENT = "fall_silent"
    PROPOSE_CHANGE = "propose_change"
    ADOPT_CHANGE = "adopt_change"
    DECLINE_CHANGE = "decline_change"
    REPORT = "report"
    PLAN = "plan"  # steps: add, report
    ADD_EVIDENCE = "add_evidence"
    MOVE_DATE = "move_date"
    CALL_DONE = "call_done"
    ATTEST = "attest"  # the first voice
    VERIFY = "verify"  # the second voice
    OBJECT = "object"
    BREAK = "break"
    WITHDRAW = "withdraw"
    CARRY_OVER = "carry_over"


STAFF = frozenset({Who.FACILITATOR, Who.SECRETARY})
OWNER = frozenset({Who.OWNER})
SPEAKING = OWNER | STAFF
"""The owner, or the staff on its behalf with a source."""
WORKING = SPEAKING | {Who.CO_OWNER}
ANYBODY = WORKING | {Who.CITIZENS}
CITIZENS = frozenset({Who.CITIZENS})
CLOCK = frozenset({Who.CLOCK})

OPEN = (State.PROPOSED, State.UNCONFIRMED, State.ACCEPTED, State.UNDER_WAY)
"""Nothing has become of it yet."""
RUNNING = (State.UNCONFIRMED, State.ACCEPTED, State.UNDER_WAY)
"""The clock runs: it can be late. A proposal that nobody has answered is no promise yet; one that the roundtable wrote
down in its minutes is, until its owner refuses it."""
CLOSED = (State.VERIFIED, State.BROKEN, State.WITHDRAWN, State.REFUSED)

Table = Mapping[tuple[State, Move], tuple[State, frozenset[Who]]]


def _table() -> Iterator[tuple[tuple[State, Move], tuple[State, frozenset[Who]]]]:
    for state in OPEN:
        yield (state, Move.EDIT), (state, SPEAKING)
        yield (state, Move.PROPOSE_CHANGE), (state, OWNER)
        yield (state, Move.DECLINE_CHANGE), (state, STAFF)
        yield (state, Move.REFUSE_IN_HANDOVER), (State.REFUSED, OWNER)
        yield (state, Move.PLAN), (state, WORKING)
        yield (state, Move.MOVE_DATE), (state, SPEAKING)
        yield (state, Move.WITHDRAW), (State.WITHDRAWN, STAFF)
        yield (state, Move.CARRY_OVER), (state, STAFF)
    for state in (*OPEN, State.DONE, State.BROKEN):
        yield (state, Move.ADD_EVIDENCE), (state, ANYBODY)
    # The owner's word. Words that the roundtable adopts as the owner proposed them are accepted by both.
    for state in (State.PROPOSED, State.UNCONFIRMED):
        yield (state, Move.CONFIRM), (State.ACCEPTED, OWNER)
        yield (state, Move.REFUSE), (State.REFUSED, OWNER)
        yield (state, Move.ADOPT_CHANGE), (State.ACCEPTED, STAFF)
    for state in (State.ACCEPTED, State.UNDER_WAY):
        yield (state, Move.ADOPT_CHANGE), (state, STAFF)
    yield (State.REFUSED, Move.CONFIRM), (State.ACCEPTED, OWNER)
    yield (State.REFUSED, Move.WITHDRAW), (State.WITHDRAWN, STAFF)
    # What was recorded on the owner's behalf later on: it confirms, or it is silent.
    for state in (State.UNDER_WAY, State.DONE):
        yield (state, Move.CONFIRM), (state, OWNER)
    yield (State.PROPOSED, Move.FALL_SILENT), (State.UNCONFIRMED, CLOCK)
    for state in (State.UNCONFIRMED, State.UNDER_WAY, State.DONE, State.BROKEN):
        yield (state, Move.FALL_SILENT), (state, CLOCK)
    # The work.
    for state in OPEN:  # an owner that works on a proposal has accepted it; the staff needs a source
        yield (state, Move.REPORT), (State.UNDER_WAY, SPEAKING)
        yield (state, Move.CALL_DONE), (State.DONE, SPEAKING)
    for state in RUNNING:
        yield (state, Move.BREAK), (State.BROKEN, OWNER | {Who.FACILITATOR})
    yield (State.BROKEN, Move.CALL_DONE), (State.DONE, SPEAKING)
    # The citizens' word.
    yield (State.DONE, Move.ATTEST), (State.DONE, CITIZENS)
    yield (State.DONE, Move.VERIFY), (State.VERIFIED, CITIZENS)
    for state in (State.DONE, State.VERIFIED):
        yield (state, Move.OBJECT), (State.UNDER_WAY, CITIZENS)


TABLE: Table = dict(_table())


def after(state: str, move: Move) -> State | None:
    """Return the state that follows, None where the move is impossible."""
    found = TABLE.get((State(state), move))
    return found[0] if found else None


def who_may(state: str, move: Move) -> frozenset[Who]:
    """Return those who may make the move in this state; nobody where it is impossible."""
    found = TABLE.get((State(state), move))
    return found[1] if found else frozenset()


def states_allowing(move: Move) -> list[State]:
    """Return the states in which the move is possible, in the order of the vocabulary."""
    return [state for state in State if (state, move) in TABLE]


def diagram() -> str:
    """Return the table as a Mermaid state diagram, one arrow for each pair of states."""
    arrows: dict[tuple[State, State], list[str]] = {}
    for (before, move), (then, who) in TABLE.items():
        if before is not then:
            names = ", ".join(sorted(who))
            arrows.setdefault((before, then), []).append(f"{move} ({names})")
    lines = [
        f"    {before} --> {then} : {' / '.join(sorted(labels))}" for (before, then), labels in sorted(arrows.items())
    ]
    ends = [f"    {state} --> [*]" for state in CLOSED]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {State.PROPOSED}", *lines, *ends]) + "\n"


def listing() -> str:
    """Return the whole table as Markdown rows: state, move, next state, who."""
    rows = [
        f"| {before} | {move} | {then} | {', '.join(sorted(who))} |" for (before, move), (then, who) in TABLE.items()
    ]
    return "\n".join(["| state | move | next state | who may |", "|---|---|---|---|", *sorted(rows)]) + "\n"
