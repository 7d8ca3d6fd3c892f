"""Who listens in the example, and what two invented people told them."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from tejido.engines.sealing import Pair
from tejido.ground.organisations.actions import make_first_key
from tejido.ground.people.actions import make_key
from tejido.ground.people.actions.factor import set_up_app
from tejido.ground.people.locking import unlock_private
from tejido.portal.demo.cast import PASSWORD, PLACE
from tejido.stages.reports import form_tokens
from tejido.stages.reports.actions.listening import describe_listening
from tejido.stages.reports.actions.telling import send_report
from tejido.stages.reports.told import Told

if TYPE_CHECKING:
    from tejido.portal.demo.seed import Happening, World

FIRST_DAY = -60
LISTENERS = (
    (
        "vecinas",
        "vecina",
        "Leemos los lunes, entre dos. Sirve para cuidarnos y para el diagnóstico de la colonia. No damos consejos legales"
        " ni pasamos nada a la policía sin que tú lo digas. (ejemplo)",
        7,
    ),
    (
        "observatorio",
        "observadora",
        "Buscamos patrones de corrupción y abuso con documentos públicos. Nunca publicamos lo que alguien nos contó, solo"
        " cuántas veces pasa. (ejemplo)",
        14,
    ),
)
TOLD = (
    (
        -20,
        "vecinas",
        Told(
            text="En la bajada de la secundaria no hay luz desde hace meses y ahí venden a los muchachos. (ejemplo)",
            kind="drug_sale",
            causes=("lack_of_public_space", "demand_for_drugs"),
            place=PLACE,
            where="La bajada de la secundaria",
            knowing="saw",
            goes_on="yes",
        ),
    ),
    (
        -6,
        "vecinas",
        Told(text="Pasan cada viernes a cobrarle a las tienditas. Mi tía ya cerró. (ejemplo)", kind="extortion"),
    ),
)


def begin_listening(world: "World") -> "Iterator[Happening]":
    """Give two organisations keys, let them say what they do with reports, and tell them something."""
    for listener in LISTENERS:
        yield FIRST_DAY, partial(_listen, world, *listener)
    for day, to, told in TOLD:
        yield day, partial(_tell, world, day, to, told)


def _listen(world: "World", body: str, name: str, use: str, days: int) -> None:
    person, now, organisation = world.people[name], world.on(FIRST_DAY), world.bodies[body]
    set_up_app(by=person, now=now)
    key = make_key(password=PASSWORD, by=person, now=now)
    pair = Pair.of(unlock_private(bytes(key.locked), PASSWORD))
    make_first_key(organisation, pair=pair, by=person, now=now)
    describe_listening(organisation, use=use, retention_days=180, answers_within_days=days, by=person, now=now)


def _tell(world: "World", day: int, to: str, told: Told) -> None:
    now = world.on(day)
    token = form_tokens.read(form_tokens.issue(now), now)
    send_report(to=world.bodies[to], told=told, files=[], token=token, now=now)
