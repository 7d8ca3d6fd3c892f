"""A diagnosis of the example: what the neighbours put on the wall, and what answers it. No counts are invented."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.portal.demo.cast import PEOPLE, PLACE
from tejido.stages.initiatives.actions.answering import answer_diagnosis
from tejido.stages.reports.actions.diagnoses import Writing, draft_diagnosis, publish_diagnosis, write_diagnosis
from tejido.stages.reports.models import Diagnosis, DiagnosisPart
from tejido.stages.reports.quarters import Quarter
from tejido.stages.reports.trees import Help, Tree, digest
from tejido.stages.reports.vocabulary.diagnoses import PartKind
from tejido.stages.roundtables.actions.answering import link_diagnosis

if TYPE_CHECKING:
    from tejido.portal.demo.seed import Happening, World

WORKSHOP, PUBLISHED, REVISED, ANSWERED = -130, -118, -75, -70
BODY = "vecinas"
TITLE = "Después de las seis, la avenida es de quien cobra"
LIGHT = "Luz en los paraderos y en la cancha, y que alguien responda cuando se apaga"
COUNTER = "Un lugar en la colonia donde denunciar sin ir al centro"
NUMBERS = "Saber cada mes cuántos policías patrullan de verdad"
COURT = "Que la cancha esté ocupada toda la tarde"
CAUSES = (
    "Quien denuncia pierde el día y nadie le contesta",
    "La policía cambia de mando cada seis meses y no conoce la colonia",
    "No hay a dónde ir después de la secundaria",
)
EFFECTS = (
    "Las tiendas cierran a las cinco y suben los precios",
    "Las trabajadoras del primer turno caminan en grupo, a oscuras",
    "Los muchachos dejan la escuela por un pago de 300 pesos",
)
HELPS = (
    Help(LIGHT, "Obras públicas"),
    Help(COUNTER, "La fiscalía"),
    Help(NUMBERS, "La policía municipal"),
)
KNOWS = (
    "Lo platicamos en tres tardes, con 34 personas de cuatro cuadras, en la escuela y en la cancha. Cada quien "
    "escribió en tarjetas; las juntamos en la pared y votamos con puntos qué pesa más.\n\n"
    "En lo que todas coincidieron: el cobro empezó cuando cerró el módulo de policía. En lo que no: unas piden más "
    "patrullas, otras dicen que con las patrullas vino el cobro.\n\n"
    "No sabemos cuántos negocios pagan: nadie lo dice en voz alta."
)
TAGS = ("lack_of_opportunity", "lack_of_public_space", "unreliable_justice", "weak_policing")


def diagnosis_events(world: "World") -> "Iterator[Happening]":
    """Draft it after the workshop, publish it, publish a second version, and let the story answer it."""
    made: list[Diagnosis] = []
    yield WORKSHOP, partial(_draft, world, made)
    yield PUBLISHED, partial(_publish, world, made)
    yield REVISED, partial(_revise, world, made)
    yield ANSWERED, partial(_answer, world, made)


def _writing(*more: Help) -> Writing:
    return Writing(TITLE, Tree(CAUSES, EFFECTS, (*HELPS, *more), KNOWS), TAGS)


def _draft(world: "World", made: list[Diagnosis]) -> None:
    now = world.on(WORKSHOP)
    diagnosis = draft_diagnosis(
        _writing(),
        organisation=world.bodies[BODY],
        place=Place.objects.get(pk=PLACE),
        quarter=str(Quarter.of(now.date())),
        profile=Profile.OPEN,
        by=_coordinator(world, BODY),
        now=now,
        is_example=True,
    )
    made.append(diagnosis)


def _publish(world: "World", made: list[Diagnosis]) -> None:
    made[0] = publish_diagnosis(made[0], by=_coordinator(world, BODY), now=world.on(PUBLISHED))


def _revise(world: "World", made: list[Diagnosis]) -> None:
    by, now = _coordinator(world, BODY), world.on(REVISED)
    more = Help(COURT, "Entrenadores, vecinas y el municipio")
    written = write_diagnosis(made[0], _writing(more), version=made[0].version, by=by, now=now)
    made[0] = publish_diagnosis(written, by=by, now=now)


def _answer(world: "World", made: list[Diagnosis]) -> None:
    now = world.on(ANSWERED)
    for effort, body, words in (("campo", "cancha", COURT), ("oficio", BODY, NUMBERS)):
        initiative = world.needs[f"{effort}:0"].initiative
        answer_diagnosis(initiative, part=_part(made[0], words), by=_coordinator(world, body), now=now)
    for pledge, words in (("paraderos", LIGHT), ("mp-colonia", COUNTER), ("policias-numeros", NUMBERS)):
        part = _part(made[0], words)
        link_diagnosis(world.commitments[pledge], part=part, by=world.people["facilitadora"], now=now)


def _part(diagnosis: Diagnosis, words: str) -> DiagnosisPart:
    return diagnosis.parts.get(digest=digest(PartKind.HELP, words))


def _coordinator(world: "World", body: str) -> Person:
    return next(world.people[who.name] for who in PEOPLE if who.coordinates == body)
