"""What may become of an initiative, and by whom: one table, from which actions, buttons and the diagram are made."""

from collections.abc import Collection, Mapping
from enum import StrEnum

from tejido.stages.initiatives.vocabulary import State


class Who(StrEnum):
    """As whom somebody may act on an initiative."""

    ORGANISATION = "organisation"  # a coordinator of the organisation that runs it
    GROUP = "group"  # a coordinator of the group without an organisation that runs it
    WITNESS = "witness"  # a coordinator of the verified organisation that was asked to confirm it, or the host
    TAKER = "taker"  # a coordinator of the organisation to which it is handed on


RUNNING = frozenset({Who.ORGANISATION, Who.GROUP})

TABLE: Mapping[tuple[State, State], frozenset[Who]] = {
    (State.DRAFT, State.ACTIVE): frozenset({Who.ORGANISATION}),  # published
    (State.DRAFT, State.PROPOSED): frozenset({Who.GROUP}),
    (State.PROPOSED, State.ACTIVE): frozenset({Who.WITNESS}),  # confirmed, and by that published
    (State.PROPOSED, State.DRAFT): frozenset({Who.WITNESS, Who.GROUP}),  # sent back, or taken back
    (State.ACTIVE, State.PAUSED): RUNNING,
    (State.ACTIVE, State.FINISHED): RUNNING,
    (State.PAUSED, State.ACTIVE): RUNNING,
    (State.PAUSED, State.FINISHED): RUNNING,
    (State.FINISHED, State.ACTIVE): RUNNING,  # taken up again
    (State.ACTIVE, State.HANDED_ON): frozenset({Who.TAKER}),
    (State.PAUSED, State.HANDED_ON): frozenset({Who.TAKER}),
    (State.HANDED_ON, State.ACTIVE): RUNNING,  # whoever took it over goes on
    (State.HANDED_ON, State.FINISHED): RUNNING,
}


def who_may(before: str, then: str) -> frozenset[Who]:
    """Return those who may bring an initiative from `before` to `then`; nobody where there is no such way."""
    if then not in State.values:
        return frozenset()
    return TABLE.get((State(before), State(then)), frozenset())


def next_states(state: str, who: Collection[Who]) -> list[State]:
    """Return the states to which somebody who is `who` may bring it, in the order of the vocabulary."""
    return [then for then in State if who_may(state, then) & set(who)]


def diagram() -> str:
    """Return the table as a Mermaid state diagram."""
    ordered = sorted(TABLE.items(), key=lambda way: [list(State).index(state) for state in way[0]])
    arrows = [f"    {before} --> {then} : {', '.join(sorted(who))}" for (before, then), who in ordered]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {State.DRAFT}", *arrows]) + "\n"
