"""Who asks to join in the example: a resident who was accepted, and a neighbour without an account who waits."""

from typing import TYPE_CHECKING
from uuid import uuid4

from tejido.portal.demo.cast import PEOPLE
from tejido.portal.demo.listening import pair_of
from tejido.stages.initiatives.actions.joining import answer_request, ask_to_join
from tejido.stages.initiatives.actions.participation import message_participants

if TYPE_CHECKING:
    from tejido.portal.demo.seed import World

JOINED_BY, RUN_BY, COURT = "residente", "cancha", "campo"
MOTIVE = "Jugué ahí de niño. Puedo ir los sábados por la mañana."
WELCOME = "Bienvenido. El sábado a las nueve pintamos las porterías; pregunta por el entrenador."
TOLD = "Este sábado traigan agua: va a hacer calor."
WAITING = "Vivo cerca y tengo una camioneta. Prefiero volver con mi código."


def make_keys(world: "World") -> None:
    """Give those who coordinate a key, so that people can ask to join what they do."""
    for who in PEOPLE:
        if who.coordinates:
            pair_of(world, who.name)


def ask_and_answer(world: "World") -> None:
    """Let one person be accepted and told something, and another one wait."""
    now = world.on(0)
    court = world.initiatives[COURT]
    coordinator = next(world.people[who.name] for who in PEOPLE if who.coordinates == RUN_BY)
    joined = ask_to_join(court, motive=MOTIVE, token=uuid4(), by=world.people[JOINED_BY], now=now)
    answer_request(joined.request, accept=True, words=WELCOME, by=coordinator, now=now)
    message_participants(court, text=TOLD, by=coordinator, now=now)
    ask_to_join(court, motive=WAITING, token=uuid4(), by=None, now=now)
