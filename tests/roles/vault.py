"""Rows of the vault: all of it is the clock's."""

from uuid import UUID

from tejido.ground.vault import actions, epochs
from tejido.ground.vault.actions.turning import renew_wraps
from tejido.ground.vault.models import Wrap
from tests.factories.moments import NOW
from tests.roles.table import without_person

without_person("vault.erase_due", why="the clock", call=lambda _: actions.erase_due(now=NOW))
without_person(
    "vault.renew_wraps",
    why="the clock",
    call=lambda _: renew_wraps(Wrap, after=UUID(int=0), to=epochs.current(NOW.date()), now=NOW),
)
