"""Who may do what: one row for every action of the site, kept in one file per app beside this one.

To add the actions of an app, make `tests/roles/APP.py`::

    from tests.roles.table import row, without_person

    @row("APP.verb_noun", may="coordinator host")
    def _(world, by):
        return actions.verb_noun(world.something, by=by, now=NOW)

    without_person("APP.do_daily", why="the clock runs it", call=lambda world: actions.do_daily(now=NOW))

`may` names every role that may; all others must be answered NotAllowed. The function makes what the action needs, in a
world of its own for each role, and calls it once, so that nothing but the role can stand in the way. Where rights
differ with the circumstances, add rows named with words after the action: "APP.verb_noun of a draft".
"""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tejido.ground.organisations.models import Organisation, Post
from tejido.ground.organisations.vocabulary import Kind, Role
from tejido.ground.people.models import Person
from tejido.stages.roundtables.models import Roundtable, Staff
from tejido.stages.roundtables.vocabulary import StaffRole
from tests.factories import ground
from tests.factories.ground import TODAY

ROLES = ("visitor", "resident", "member", "coordinator", "liaison", "funder", "facilitator", "secretary", "host")


class World:
    """A small world: `ours` (civil society), `police` with its `post`, a `funder`, a `roundtable`; made when asked."""

    @cached_property
    def ours(self) -> Organisation:
        """An open, verified civil society organisation; "member" and "coordinator" belong to it."""
        return ground.organisation()

    @cached_property
    def post(self) -> Post:
        """A post of an institution; "liaison" speaks for it."""
        return ground.post()

    @cached_property
    def police(self) -> Organisation:
        """The institution of `post`."""
        return self.post.organisation

    @cached_property
    def funder(self) -> Organisation:
        """A funder; "funder" is its member."""
        return ground.organisation(kind=Kind.FUNDER)

    @cached_property
    def roundtable(self) -> Roundtable:
        """A roundtable; "facilitator" and "secretary" run it."""
        place = ground.place()
        return Roundtable.objects.create(name="Mesa", searchable="mesa", place=place, profile="open", opened_on=TODAY)

    def person(self, role: str) -> Person | None:
        """Somebody in this role, and in no other."""
        if role == "visitor":
            return None
        who = ground.person(is_host=role == "host")
        if role in {"member", "coordinator"}:
            ground.membership(who, self.ours, Role(role))
        elif role == "liaison":
            ground.membership(who, self.police, Role.LIAISON, self.post)
        elif role == "funder":
            ground.membership(who, self.funder)
        elif role in {"facilitator", "secretary"}:
            Staff.objects.create(roundtable=self.roundtable, person=who, role=StaffRole(role), began_on=TODAY)
        return who


@dataclass(frozen=True)
class Row:
    """Who may do one action, and how to try it."""

    may: frozenset[str]
    call: Callable[[World, Person | None], object]


@dataclass(frozen=True)
class WithoutPerson:
    """An action that no person asks for by their rights, and why."""

    why: str
    call: Callable[[World], object]


ROWS: dict[str, Row] = {}
OTHERS: dict[str, WithoutPerson] = {}
EVERYBODY_WITH_AN_ACCOUNT = " ".join(role for role in ROLES if role != "visitor")


def row(action: str, *, may: str) -> Callable[[Callable[[World, Person | None], object]], None]:
    """Enter an action: `may` names the roles that may, with blanks between them."""
    roles = frozenset(may.split())
    assert roles <= set(ROLES), f"{action}: there is no role {roles - set(ROLES)}"
    assert action not in ROWS, f"{action} has a row already"

    def entered(call: Callable[[World, Person | None], object]) -> None:
        ROWS[action] = Row(roles, call)

    return entered


def without_person(action: str, *, why: str, call: Callable[[World], object]) -> None:
    """Enter an action that takes no `by`."""
    OTHERS[action] = WithoutPerson(why, call)


def load() -> None:
    """Read the files of all apps."""
    here = Path(__file__).parent
    for file in sorted(here.glob("*.py")):
        if file.stem not in {"table", "__init__"} and not file.stem.startswith("test_"):
            importlib.import_module(f"tests.roles.{file.stem}")
