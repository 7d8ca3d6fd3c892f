"""What the example's organisations say about listening, and what two invented people told them."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from tejido.portal.demo.cast import PLACE
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
        "Leemos los lunes, entre dos. Sirve para cuidarnos y para el diagnóstico de la colonia. No damos consejos"
        " legales ni pasamos nada a la policía sin que tú lo digas. (ejemplo)",
        7,
    ),
    (
        "observatorio",
        "observadora",
        "Buscamos patrones de corrupción y abuso con documentos públicos. Nunca publicamos lo que alguien nos contó,"
        " solo cuántas veces pasa. (ejemplo)",
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


def telling_events(world: "World") -> "Iterator[Happening]":
    """Let two organisations say what they do with reports, and tell them something."""
    for listener in LISTENERS:
        yield FIRST_DAY, partial(_describe, world, *listener)
    for day, to, told in TOLD:
        yield day, partial(_tell, world, day, to, told)


def _describe(world: "World", body: str, name: str, use: str, days: int) -> None:
    describe_listening(
        world.bodies[body],
        use=use,
        retention_days=180,
        answers_within_days=days,
        by=world.people[name],
        now=world.on(FIRST_DAY),
    )


def _tell(world: "World", day: int, to: str, told: Told) -> None:
    now = world.on(day)
    token = form_tokens.read(form_tokens.issue(now), now)
    world.told[day] = send_report(to=world.bodies[to], told=told, files=[], token=token, now=now)
