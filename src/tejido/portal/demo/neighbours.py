"""Thirty initiatives in the municipalities around the example's, invented and marked as examples.

Groups of neighbours without an organisation run them, and the host confirmed that they do. They are few words each, so
that lists, maps and places that are alike have something to show.
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.places.models import Place
from tejido.ground.places.outlines import outlines
from tejido.portal.demo.cast import MARK, PLACE
from tejido.stages.initiatives import actions
from tejido.stages.initiatives.outline import Outline
from tejido.stages.initiatives.vocabulary import NeedKind, State, Way

if TYPE_CHECKING:
    from tejido.portal.demo.seed import Happening, World

RUNNER = "promotora"
FIRST, STEP = -660, 21
EVERY = 4
"""Every fourth is discreet; the others are open."""

# title, kind, cause, what it needs first, kind of need
IDEAS = (
    ("Camino seguro a la secundaria", "security", "weak_policing", "Doce chalecos y silbatos", "things"),
    ("Huerto de la escuela", "community", "poverty", "Manguera de cincuenta metros", "things"),
    ("Lámparas de la calle de arriba", "community", "lack_of_public_space", "Permiso de alumbrado", "permits"),
    ("Tardes de lectura en la plaza", "service", "lack_of_opportunity", "Dos personas los martes", "people"),
    ("Acompañar a denunciar", "service", "unreliable_justice", "Quien maneje los jueves", "people"),
    ("Cuentas del alumbrado", "accountability", "corruption", "Quien sepa leer contratos", "knowledge"),
    ("Banda juvenil del barrio", "community", "lack_of_opportunity", "Tres tambores", "things"),
    ("Taller de bicicletas", "service", "lack_of_opportunity", "Un local con candado", "things"),
    ("Parque sin vidrios", "community", "lack_of_public_space", "Veinte pares de guantes", "things"),
    ("Escuchar a quien perdió a alguien", "service", "unreliable_justice", "Una psicóloga al mes", "knowledge"),
    ("Vigilar la obra del puente", "accountability", "corruption", "Copia del contrato de obra", "knowledge"),
    ("Comedor de los viernes", "service", "poverty", "Gas para dos meses", "money"),
    ("Cuadra encendida", "security", "weak_policing", "Ocho focos con sensor", "things"),
    ("Liga de barrio contra barrio", "community", "lack_of_opportunity", "Árbitras los sábados", "people"),
    ("Paradero con luz", "community", "lack_of_public_space", "Permiso de obras públicas", "permits"),
    ("Clases para terminar la prepa", "service", "lack_of_opportunity", "Quien enseñe matemáticas", "knowledge"),
    ("Reunión mensual con el comandante", "security", "weak_policing", "Un salón una vez al mes", "things"),
    ("Murales en la barda larga", "community", "lack_of_public_space", "Cuarenta litros de pintura", "things"),
    ("Primer empleo en talleres", "service", "lack_of_opportunity", "Talleres que reciban aprendices", "people"),
    ("Revisar la nómina de la policía", "accountability", "weak_policing", "Quien sepa de tablas", "knowledge"),
    ("Círculo de mujeres del ejido", "service", "inequality", "Traslado dos veces al mes", "people"),
    ("Agua para la cancha", "community", "lack_of_public_space", "Toma de agua y permiso", "permits"),
    ("Sin alcohol en la feria", "community", "demand_for_drugs", "Diez voluntarios en mayo", "people"),
    ("Canje de juguetes bélicos", "community", "weapons", "Juguetes y cuentos", "things"),
    ("Ruta de la maquila a casa", "security", "weak_policing", "Choferes que acompañen de noche", "people"),
    ("Defensoría de la colonia", "service", "unreliable_justice", "Una abogada los lunes", "knowledge"),
    ("Patrullas a la vista", "accountability", "corruption", "Copias de bitácoras", "knowledge"),
    ("Techo para la biblioteca", "community", "poverty", "Veinte láminas", "money"),
    ("Salud mental en la prepa", "service", "demand_for_drugs", "Una hora de salón por semana", "things"),
    ("Limpiar el arroyo", "community", "lack_of_public_space", "Camioneta dos domingos", "things"),
)  # fmt: skip


def neighbour_events(world: "World") -> "Iterator[Happening]":
    """Begin each of the thirty on its day."""
    places = around(len(IDEAS) // 2)
    for number in range(len(IDEAS)):
        day = FIRST + number * STEP
        yield day, partial(_begin, world, number, places[number % len(places)], day)
        if number % 5 == 0:
            yield min(day + 90, 0), partial(_count, world, number, min(day + 90, 0))
        if number % 7 == 3:
            yield min(day + 200, 0), partial(_finish, world, number, min(day + 200, 0))


def around(number: int) -> list[str]:
    """Return the keys of so many municipalities around the example's, the nearest first, all of its state."""
    near: list[str] = []
    seen, edge = {PLACE}, [PLACE]
    while edge and len(near) < number:
        edge = sorted({key for one in edge for key in outlines().neighbours(one)} - seen)
        edge = [key for key in edge if key[:2] == PLACE[:2]]
        seen |= set(edge)
        near += edge
    return near[:number]


def _begin(world: "World", number: int, key: str, day: int) -> None:
    title, kind, cause, need, need_kind = IDEAS[number]
    by, host, now = world.people[RUNNER], world.people["anfitriona"], world.on(day)
    place = Place.objects.defer("figures").get(pk=key)
    outline = Outline(
        title=f"{title} {MARK}",
        kind=kind,
        place=place,
        causes=[cause],
        story=f"Vecinas y vecinos de {place.name}, en un ejemplo inventado: empezaron con tres personas y una tarde.",
        began_on=world.on(day - 40).date(),
        ways=[Way.COME, Way.HANDS],
        how_to_join="Dos horas, cuando puedas. Lo primero es venir a ver.",
    )
    made = actions.propose_initiative(
        outline,
        organisation=None,
        profile=Profile.DISCREET if number % EVERY == EVERY - 1 else Profile.OPEN,
        first_need=need,
        need_kind=NeedKind(need_kind),
        by=by,
        now=now,
        is_example=True,
    )
    asked = actions.ask_confirmation(made, of=None, by=by, now=now)
    done = actions.confirm_initiative(asked, by=host, now=now)
    actions.write_update(done, text="Nos juntamos por primera vez: vinieron once.", by=by, now=now)
    world.initiatives[f"vecinos:{number}"] = done


def _count(world: "World", number: int, day: int) -> None:
    now = world.on(day)
    actions.state_result(
        world.initiatives[f"vecinos:{number}"],
        what="participan cada mes",
        figure=Decimal(11 + number),
        unit="personas",
        source="Lista de la tarde",
        measured_on=now.date(),
        by=world.people[RUNNER],
        now=now,
    )


def _finish(world: "World", number: int, day: int) -> None:
    of = world.initiatives[f"vecinos:{number}"]
    actions.change_state(of, to=State.FINISHED, by=world.people[RUNNER], now=world.on(day))
