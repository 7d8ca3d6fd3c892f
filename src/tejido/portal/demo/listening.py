"""Who listens in the example: keys of their own for those who read, an organisation's key, a new one every month.

What organisations say about listening, and what they were told, comes from modules of its own, which find here who
reads (`READERS`), their opened keys (`pair_of`) and from which day on (`FIRST_KEY`).
"""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from tejido.engines.sealing import Pair
from tejido.ground.organisations.actions.key_endings import destroy_old_keys
from tejido.ground.organisations.actions.key_grants import grant_key
from tejido.ground.organisations.actions.key_versions import make_first_key, rotate_key
from tejido.ground.people.actions.keys import make_key
from tejido.ground.people.locking import unlock_private
from tejido.ground.people.models import PersonKey
from tejido.portal.demo.cast import PASSWORD

if TYPE_CHECKING:
    from tejido.portal.demo.seed import Happening, World

FIRST_KEY = -100  # the day on which all of them begin
NEXT_KEYS = (-70, -40, -10)
READERS = {
    "vecinas": ("vecina", "lectora"),
    "observatorio": ("observadora",),
    "prevencion": ("enlace prevencion",),
}
"""Whom each body lets read, the one who makes its keys first; the institution reads what is referred to it."""


def listening_events(world: "World") -> "Iterator[Happening]":
    """Make the first keys on one day, let the others in, and make the next ones as months go by."""
    for key in READERS:
        yield FIRST_KEY, partial(_begin, world, key)
        for day in NEXT_KEYS:
            yield day, partial(_renew, world, key, day)


def pair_of(world: "World", name: str) -> Pair:
    """Return the opened key of somebody of the example, which is made where they have none; opened once."""
    if name not in world.pairs:
        person = world.people[name]
        key = PersonKey.objects.filter(person=person).first()
        key = key or make_key(password=PASSWORD, by=person, now=world.on(FIRST_KEY))
        world.pairs[name] = Pair.of(unlock_private(bytes(key.locked), PASSWORD))
    return world.pairs[name]


def _begin(world: "World", body: str) -> None:
    first, *others = READERS[body]
    organisation, by, now = world.bodies[body], world.people[first], world.on(FIRST_KEY)
    make_first_key(organisation, pair=pair_of(world, first), by=by, now=now)
    for name in others:
        pair_of(world, name)
        to = PersonKey.objects.get(person=world.people[name])
        heard = to.fingerprint[-5:]
        grant_key(organisation, to=to, fingerprint=heard, pair=pair_of(world, first), by=by, now=now)


def _renew(world: "World", body: str, day: int) -> None:
    first, *_others = READERS[body]
    by, now = world.people[first], world.on(day)
    rotate_key(world.bodies[body], pair=pair_of(world, first), by=by, now=now)
    destroy_old_keys(now=now)
