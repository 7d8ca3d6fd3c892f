"""What may become of an initiative: one table, from which the action, the buttons and the diagram are made."""

from collections.abc import Mapping

from tejido.stages.initiatives.vocabulary import State

TABLE: Mapping[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.ACTIVE}),  # a coordinator publishes it
    State.ACTIVE: frozenset({State.PAUSED, State.FINISHED}),
    State.PAUSED: frozenset({State.ACTIVE, State.FINISHED}),
    State.FINISHED: frozenset({State.ACTIVE}),  # taken up again
}


def may_follow(before: str, then: str) -> bool:
    """Say whether an initiative may go from `before` to `then`."""
    return then in TABLE[State(before)]


def next_states(state: str) -> list[State]:
    """Return the states that may follow, in the order of the vocabulary."""
    return [then for then in State if may_follow(state, then)]


def diagram() -> str:
    """Return the table as a Mermaid state diagram."""
    arrows = [f"    {before} --> {then}" for before in State for then in next_states(before)]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {State.DRAFT}", *arrows]) + "\n"
