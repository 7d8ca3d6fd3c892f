"""What may become of a grant: one table, from which the actions, the buttons and the diagram are made.

Late is not a state but a clock beside it, of milestones, reports and doubts: see
`tejido.stages.funding.actions.grant_clock`.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from tejido.stages.funding.vocabulary.grants import GrantState as State


class Who(StrEnum):
    """As whom somebody may act on a grant."""

    FUNDER = "funder"  # who coordinates the funder, and has no part in the initiative
    FUNDER_MEMBER = "funder_member"
    INITIATIVE = "initiative"  # who coordinates the initiative's organisation, or its group
    INITIATIVE_MEMBER = "initiative_member"


class Move(StrEnum):
    """What can happen to a grant."""

    EDIT = "edit"
    DROP = "drop"
    OFFER = "offer"
    TAKE_BACK = "take_back"
    DECLINE = "decline"
    AGREE = "agree"
    CHOOSE_PROFILE = "choose_profile"
    SAY_REACHED = "say_reached"
    CHECK = "check"
    PAY = "pay"
    ACCOUNT = "account"  # invoices
    REPORT = "report"
    GIVE_BACK = "give_back"
    AMEND = "amend"  # propose it, answer it, take it back
    SUSPEND = "suspend"
    RESUME = "resume"
    END = "end"
    FINISH = "finish"
    ANSWER_DOUBT = "answer_doubt"


FUNDER = frozenset({Who.FUNDER})
INITIATIVE = frozenset({Who.INITIATIVE})
BOTH = FUNDER | INITIATIVE
DRAFTING = frozenset({Who.FUNDER, Who.FUNDER_MEMBER})

RUNNING = (State.AGREED, State.SUSPENDED)
"""The agreement holds."""
CLOSED = (State.FINISHED, State.ENDED)
PUBLIC = (*RUNNING, *CLOSED)
"""States in which others may hear of it, as far as the profile allows."""

Table = Mapping[tuple[State, Move], tuple[State, frozenset[Who]]]


def _table() -> Iterator[tuple[tuple[State, Move], tuple[State, frozenset[Who]]]]:
    yield (State.DRAFT, Move.EDIT), (State.DRAFT, DRAFTING)
    yield (State.DRAFT, Move.DROP), (State.DRAFT, FUNDER)
    yield (State.DRAFT, Move.OFFER), (State.OFFERED, FUNDER)
    yield (State.OFFERED, Move.TAKE_BACK), (State.DRAFT, FUNDER)
    yield (State.OFFERED, Move.DECLINE), (State.DRAFT, INITIATIVE)
    yield (State.OFFERED, Move.AGREE), (State.AGREED, INITIATIVE)
    for state in State:
        yield (state, Move.CHOOSE_PROFILE), (state, BOTH)  # a tighter one either side, a wider one the initiative
    # The money.
    yield (State.AGREED, Move.SAY_REACHED), (State.AGREED, INITIATIVE)
    yield (State.AGREED, Move.CHECK), (State.AGREED, FUNDER)
    yield (State.AGREED, Move.PAY), (State.AGREED, FUNDER)
    for state in RUNNING:
        yield (state, Move.AMEND), (state, BOTH)
    # Accounts are still given where a grant ended early.
    for state in (*RUNNING, State.ENDED):
        yield (state, Move.ACCOUNT), (state, BOTH)
        yield (state, Move.REPORT), (state, INITIATIVE)
        yield (state, Move.GIVE_BACK), (state, FUNDER)
    yield (State.AGREED, Move.SUSPEND), (State.SUSPENDED, FUNDER)
    yield (State.SUSPENDED, Move.RESUME), (State.AGREED, FUNDER)
    for state in RUNNING:
        yield (state, Move.END), (State.ENDED, BOTH)
    yield (State.AGREED, Move.FINISH), (State.FINISHED, FUNDER)
    for state in PUBLIC:
        yield (state, Move.ANSWER_DOUBT), (state, BOTH)


TABLE: Table = dict(_table())


def after(state: str, move: Move) -> State | None:
    """Return the state that follows, None where the move is impossible."""
    found = TABLE.get((State(state), move))
    return found[0] if found else None


def who_may(state: str, move: Move) -> frozenset[Who]:
    """Return those who may make the move in this state; nobody where it is impossible."""
    found = TABLE.get((State(state), move))
    return found[1] if found else frozenset()


def who_ever(move: Move) -> frozenset[Who]:
    """Return those who may make the move in some state."""
    return frozenset(who for (_state, its), (_then, whos) in TABLE.items() if its is move for who in whos)


def diagram() -> str:
    """Return the table as a Mermaid state diagram, one arrow for each pair of states."""
    arrows: dict[tuple[State, State], list[str]] = {}
    for (before, move), (then, who) in TABLE.items():
        if before is not then:
            arrows.setdefault((before, then), []).append(f"{move} ({', '.join(sorted(who))})")
    lines = [
        f"    {before} --> {then} : {' / '.join(sorted(labels))}" for (before, then), labels in sorted(arrows.items())
    ]
    ends = [f"    {state} --> [*]" for state in CLOSED]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {State.DRAFT}", *lines, *ends]) + "\n"


def listing() -> str:
    """Return the whole table as Markdown rows: state, move, next state, who."""
    rows = [
        f"| {before} | {move} | {then} | {', '.join(sorted(who))} |" for (before, move), (then, who) in TABLE.items()
    ]
    return "\n".join(["| state | move | next state | who may |", "|---|---|---|---|", *sorted(rows)]) + "\n"
