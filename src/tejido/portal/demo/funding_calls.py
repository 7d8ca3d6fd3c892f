"""A funder of the example and its two calls: one long past its voting day, one that takes applications now.

What is voted and decided follows in `funding_votes`: `world.calls` and `world.applications` hold what was made, by
the keys below.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from tejido.ground.organisations.actions.members import accept_invitation, invite_member
from tejido.ground.organisations.actions.registering import register_organisation, verify_organisation
from tejido.ground.organisations.particulars import Particulars
from tejido.ground.organisations.vocabulary import Kind, Profile, Role
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.portal.demo.cast import FUNDER, PEOPLE, PLACE
from tejido.portal.demo.neighbours import RUNNER
from tejido.portal.demo.story import EFFORTS
from tejido.stages.funding.actions import admitting, applications, calls, feasibility, jury, letters, reviews
from tejido.stages.funding.models import Application
from tejido.stages.funding.sheets import Expected, Line, Partner, Sheet, Step
from tejido.stages.funding.terms import Terms
from tejido.stages.funding.vocabulary.calls import Decision

if TYPE_CHECKING:
    from tejido.portal.demo.seed import Happening, World

PAST, OPEN = "lo-que-ya-hacemos", "tardes-abiertas"
"""Keys of the two calls in `world.calls`."""
FOUNDED = -330
PESOS = 100
JURORS = ("financiadora", "secretaria", "facilitadora")


@dataclass(frozen=True)
class Offer:
    """A call of the example: the day on which it opens, and how many days later the rest comes."""

    key: str
    title: str
    about: str
    opens: int
    total: int
    closes: int = 25
    reviewed: int = 40
    votes: tuple[int, int] = (45, 52)
    decided: int = 60


@dataclass(frozen=True)
class Request:
    """What an initiative of the example asks for: lines in pesos, paid in two parts; `admitted` as the reviews say."""

    call: str
    by: str
    day: int
    title: str
    summary: str
    lines: tuple[tuple[str, str, int], ...]
    expected: tuple[str, int, str]
    part: str = ""  # what public works would have to do
    admitted: bool = True

    @property
    def key(self) -> str:
        """Its key in `world.applications`."""
        return f"{self.call}/{self.by}"


OFFERS = (
    Offer(
        PAST,
        "Lo que ya hacemos",
        "Para herramientas, luz, materiales y trabajo pagado de iniciativas que llevan meses en marcha.\n\n"
        "No se pagan viajes fuera del municipio ni gastos de oficina.",
        -250,
        300_000,
    ),
    Offer(
        OPEN,
        "Tardes abiertas",
        "Para lo que mantiene abiertas las canchas, talleres y bibliotecas entre las cuatro y las nueve.",
        -6,
        250_000,
        closes=30,
        reviewed=44,
        votes=(48, 55),
        decided=62,
    ),
)
REQUESTS = (
    Request(
        PAST, "campo", -246, "Porterías, red y un encargado por las tardes",
        "Para que la cancha abra cinco tardes y no tres, con alguien que responda por la llave.",
        (("Porterías y red", "materials", 28_000), ("Encargado, ocho meses", "work", 62_000)),
        ("jóvenes que entrenan cada semana", 90, "jóvenes"), part="Revisar las luminarias cada dos meses.",
    ),
    Request(
        PAST, "oficio", -243, "Mesa mensual con el mando del sector",
        "Salón, sonido y alguien que tome nota y publique lo que se cumplió.",
        (("Salón y sonido", "services", 24_000), ("Quien toma nota, doce meses", "work", 46_000)),
        ("sesiones con acta publicada", 12, "sesiones"),
    ),
    Request(
        PAST, "vecinos:1", -240, "Riego para el huerto de la escuela",
        "Tinaco, manguera y semilla para que el comedor tenga verdura dos veces por semana.",
        (("Tinaco y manguera", "materials", 31_000), ("Semilla y composta", "materials", 9_000)),
        ("comidas con verdura del huerto", 1_600, "comidas"),
    ),
    Request(
        PAST, "vecinos:2", -238, "Dieciséis lámparas con sensor",
        "Para la calle por la que suben quienes salen del turno de la noche.",
        (("Lámparas y postes", "materials", 88_000), ("Electricista", "work", 22_000)),
        ("lámparas que encienden", 16, "lámparas"),
    ),
    Request(
        PAST, "vecinos:7", -236, "Herramienta para el taller de bicicletas",
        "Dos juegos completos, para que aprendan seis a la vez y no tres.",
        (("Juegos de herramienta", "materials", 37_500), ("Bicicletas para practicar", "materials", 12_500)),
        ("jóvenes que aprenden a reparar", 24, "jóvenes"),
    ),
    Request(
        PAST, "patrulla", -232, "Cámara para documentar patrullas",
        "Una cámara y un teléfono para comparar bitácoras con lo que se ve en la calle.",
        (("Cámara y teléfono", "materials", 32_000),),
        ("bitácoras comparadas", 40, "bitácoras"), admitted=False,
    ),
    Request(
        OPEN, "oficio", -2, "Ventanilla para acompañar denuncias",
        "Una tarde por semana, alguien que sepa y que acompañe a quien denuncia.",
        (("Acompañante, seis meses", "work", 54_000), ("Pasajes", "travel", 6_000)),
        ("personas acompañadas", 60, "personas"),
    ),
)  # fmt: skip
YES = "Se entiende para qué es, lo hacen desde antes y los costos son los de la zona."
NO = "Lo que pide la convocatoria es trabajo y materiales; aquí falta decir quién guarda las imágenes y hasta cuándo."


def call_events(world: "World") -> "Iterator[Happening]":
    """Found the funder, announce its calls, apply, review and admit; each on its day."""
    yield FOUNDED, partial(_found, world)
    for offer in OFFERS:
        yield offer.opens - 12, partial(_announce, world, offer)
        yield offer.opens - 8, partial(_name_jurors, world, offer.key)
    for request in REQUESTS:
        yield request.day, partial(_apply, world, request)
        if request.part:
            yield request.day + 7, partial(_answer, world, request)
    past = OFFERS[0]
    for request in (it for it in REQUESTS if it.call == PAST):
        yield past.opens + past.closes + 4, partial(_review, world, request)
    yield past.opens + past.reviewed - 2, partial(_admit, world, PAST)


def _found(world: "World") -> None:
    host, now = world.people["anfitriona"], world.on(FOUNDED)
    about = Particulars(
        name=FUNDER.name, places=[Place.objects.get(pk=PLACE)], causes=FUNDER.causes, about=FUNDER.about
    )
    made = register_organisation(about, kind=Kind.FUNDER, profile=Profile.OPEN, by=host, now=now, is_example=True)
    world.bodies[FUNDER.key] = verify_organisation(made, by=host, now=now)
    code = invite_member(made, role=Role.COORDINATOR, by=host, now=now)
    accept_invitation(code, by=world.people["financiadora"], now=now)


def _announce(world: "World", offer: Offer) -> None:
    by, now = world.people["financiadora"], world.on(offer.opens - 12)

    terms = Terms(
        title=offer.title,
        about=offer.about,
        places=[Place.objects.get(pk=PLACE[:2])],
        total=offer.total * PESOS,
        least=10_000 * PESOS,
        most=120_000 * PESOS,
        opens_on=localdate(world.on(offer.opens)),
        closes_on=localdate(world.on(offer.opens + offer.closes)),
        reviewed_by=localdate(world.on(offer.opens + offer.reviewed)),
        votes_from=localdate(world.on(offer.opens + offer.votes[0])),
        votes_until=localdate(world.on(offer.opens + offer.votes[1])),
        decided_by=localdate(world.on(offer.opens + offer.decided)),
        needs_verified=False,
        decision=Decision.BOTH,
        most_choices=4,
    )
    draft = calls.draft_call(terms, funder=world.bodies[FUNDER.key], by=by, now=now)
    world.calls[offer.key] = calls.announce_call(draft, by=by, now=now)


def _name_jurors(world: "World", key: str) -> None:
    of, by = world.calls[key], world.people["financiadora"]
    now = world.on(next(it.opens for it in OFFERS if it.key == key) - 8)
    jury.name_juror(of, person=by, by=by, now=now)
    for name in JURORS[1:]:
        _row, code = jury.invite_juror(of, by=by, now=now)
        jury.accept_jury(code=code, by=world.people[name], now=now)


def _apply(world: "World", request: Request) -> None:
    by, now, to = runner_of(world, request.by), world.on(request.day), world.calls[request.call]
    amounts = [amount * PESOS for _what, _kind, amount in request.lines]
    half = sum(amounts) // 2
    due = [to.decided_by + timedelta(days=60), to.decided_by + timedelta(days=200)]
    what, figure, unit = request.expected
    sheet = Sheet(
        title=request.title,
        summary=request.summary,
        lines=[Line(line, amount * PESOS, kind) for line, kind, amount in request.lines],
        steps=[
            Step("Comprado e instalado, con sus facturas", due[0], half),
            Step("Contado y publicado lo que resultó", due[1], sum(amounts) - half),
        ],
        expected=[Expected(what, Decimal(figure), unit)],
        partner=Partner(world.bodies["obras"], request.part) if request.part else Partner(None),
    )
    made = applications.start_application(to, initiative=world.initiatives[request.by], by=by, now=now)
    made = applications.write_application(made, sheet, version=made.version, by=by, now=now)
    made = applications.send_application(made, declares=True, agrees=True, by=by, now=now)
    world.applications[request.key] = made


def _answer(world: "World", request: Request) -> None:
    it, now = world.applications[request.key], world.on(request.day + 7)
    reason = "La cuadrilla de alumbrado pasa por la avenida cada dos meses; se agrega la cancha a la ruta."
    feasibility.answer_feasibility(it, feasible=True, reason=reason, by=world.people["enlace obras"], now=now)


def _review(world: "World", request: Request) -> None:
    it, past = world.applications[request.key], OFFERS[0]
    now = world.on(past.opens + past.closes + 4)
    reasons = YES if request.admitted else NO
    for name in JURORS[:2]:
        reviews.review_application(it, admits=request.admitted, reasons=reasons, by=world.people[name], now=now)
    if not request.admitted:
        words = "Pueden volver a solicitar con la parte de los materiales."
        letters.write_letter(it, text=words, by=world.people["financiadora"], now=now)


def _admit(world: "World", key: str) -> None:
    past = OFFERS[0]
    now = world.on(past.opens + past.reviewed - 2)
    world.calls[key] = admitting.admit_applications(world.calls[key], by=world.people["financiadora"], now=now)
    for request in REQUESTS:
        if request.call == key:
            world.applications[request.key] = Application.objects.get(pk=world.applications[request.key].pk)


def runner_of(world: "World", initiative: str) -> Person:
    """Who coordinates an initiative of the example."""
    of = next((effort.by for effort in EFFORTS if effort.key == initiative), None)
    ours = (world.people[who.name] for who in PEOPLE if who.coordinates and who.coordinates == of)
    return next(ours, world.people[RUNNER])
