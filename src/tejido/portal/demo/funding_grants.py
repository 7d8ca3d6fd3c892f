"""What the example's funder pays: a grant with reports, a visit and an answered doubt, one that begins, a discreet one.

The first follows from what was applied for in the call that is past, where the story has decided it by then; until
somebody does, it is agreed outside the call.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from tejido.ground.people.models import Person
from tejido.portal.demo.cast import FUNDER
from tejido.portal.demo.funding_calls import PAST, PESOS, runner_of
from tejido.stages.funding.actions import grant_accounts, grant_payments, grant_reports, grant_voices, grants
from tejido.stages.funding.grant_terms import Goal, Step, Terms
from tejido.stages.funding.models import Application, Doubt, Grant, Instalment
from tejido.stages.funding.vocabulary.calls import ApplicationState
from tejido.stages.funding.vocabulary.grants import Seen

if TYPE_CHECKING:
    from tejido.portal.demo.seed import Happening, World

COURT, OFFICE, QUIET = "campo", "oficio", "vecinos:3"
"""Keys of the initiatives; the grants stand under the same keys in `world.grants`."""
FOLIOS = ("6F1B2C3D-4E5F-4A6B-8C7D-9E0F1A2B3C4D", "0A1B2C3D-1111-4222-8333-444455556666")


@dataclass(frozen=True)
class Gift:
    """A grant of the example: what must be reached, how many pesos then, and after how many days."""

    of: str
    agreed: int
    title: str
    purpose: str
    steps: tuple[tuple[str, int, int], ...]
    goal: tuple[str, int, str]
    reports: tuple[int, ...]
    lasts: int


GIFTS = (
    Gift(
        COURT, -185, "Porterías, red y un encargado por las tardes",
        "Para que la cancha abra cinco tardes y no tres, con alguien que responda por la llave.",
        (
            ("Porterías y red compradas", 28_000, 20),
            ("Cuatro meses con encargado, cinco tardes por semana", 31_000, 130),
            ("Ocho meses con encargado y cuentas cerradas", 31_000, 260),
        ),
        ("jóvenes que entrenan cada semana", 90, "jóvenes"), (60, 150, 260), 265,
    ),
    Gift(
        OFFICE, -20, "Ventanilla para acompañar denuncias",
        "Una tarde por semana, alguien que sepa y que acompañe a quien denuncia.",
        (("Salón y horario anunciados", 20_000, 30), ("Seis meses de tardes abiertas", 40_000, 190)),
        ("personas acompañadas", 60, "personas"), (100, 195), 200,
    ),
    Gift(
        QUIET, -300, "Libreros y sombra para la plaza",
        "Para leer en la plaza aunque pegue el sol, y que los libros no se mojen.",
        (("Ocho libreros con puerta", 55_000, 20), ("Dos lonas de sombra", 55_000, 80)),
        ("libros prestados cada mes", 160, "libros"), (100,), 110,
    ),
)  # fmt: skip


def grant_events(world: "World") -> "Iterator[Happening]":
    """Agree on the grants, reach, pay, account for, report, visit, doubt and answer; each on its day."""
    for gift in GIFTS:
        yield gift.agreed - 4, partial(_offer, world, gift)
        yield gift.agreed, partial(_agree, world, gift)
    yield -160, partial(_pay, world, COURT, 1, -160, "Están puestas y pintadas; la red quedó con candado.")
    yield -150, partial(_account, world, COURT, FOLIOS[0], 28_000, "Porterías y red", -158)
    yield -124, partial(_report, world, COURT, 1, 71, "Cinco tardes abiertas desde la tercera semana.", -124)
    yield -110, partial(_visit, world)
    yield -100, partial(_doubt, world)
    yield -92, partial(_answer, world)
    yield -50, partial(_pay, world, COURT, 2, -50, "Van cuatro meses; la bitácora de la llave está en la cancha.")
    yield -45, partial(_account, world, COURT, FOLIOS[1], 30_400, "Encargado, cuatro meses", -48)
    yield -40, partial(_report, world, COURT, 2, 84, "Faltó dos semanas la luz; entrenaron en la mañana.", -40)
    yield -6, partial(_say_reached, world, OFFICE, 1, -6, "El salón está prestado y el horario, pegado en la puerta.")
    yield -270, partial(_pay, world, QUIET, 1, -270, "Están puestos y con llave.")
    yield -215, partial(_pay, world, QUIET, 2, -215, "Aguantaron el primer viento.")
    yield -205, partial(_report, world, QUIET, 1, 148, "Se prestan más los sábados; dos vecinas tienen la llave.", -205)


def _terms(world: "World", gift: Gift) -> Terms:
    begins = _day(world, gift.agreed)
    steps = [Step(what, pesos * PESOS, begins + timedelta(days=after)) for what, pesos, after in gift.steps]
    what, figure, unit = gift.goal
    return Terms(
        title=gift.title,
        purpose=gift.purpose,
        reference=f"FB-{begins.year}-{len(gift.title)}",
        amount=sum(step.amount for step in steps),
        begins_on=begins,
        ends_on=begins + timedelta(days=gift.lasts),
        steps=steps,
        goals=[Goal(what, Decimal(figure), unit)],
        reports=[begins + timedelta(days=after) for after in gift.reports],
    )


def _offer(world: "World", gift: Gift) -> None:
    by, now = _giver(world), world.on(gift.agreed - 4)
    chosen = _chosen(world, gift)
    made = grants.draft_grant(
        world.initiatives[gift.of],
        funder=world.bodies[FUNDER.key],
        terms=_terms(world, gift),
        application=chosen,
        by=by,
        now=now,
    )
    world.grants[gift.of] = grants.offer_grant(made, by=by, now=now)


def _chosen(world: "World", gift: Gift) -> Application | None:
    """Return the application of the past call that the grant follows from, once the story has chosen it."""
    asked = world.applications.get(f"{PAST}/{gift.of}")
    if asked is None or gift.of != COURT:
        return None
    return Application.objects.filter(pk=asked.pk, state=ApplicationState.CHOSEN).first()


def _agree(world: "World", gift: Gift) -> None:
    offered = world.grants[gift.of]
    by, now = runner_of(world, gift.of), world.on(gift.agreed)
    world.grants[gift.of] = grants.agree_grant(offered, version=offered.version, by=by, now=now)


def _say_reached(world: "World", key: str, number: int, day: int, text: str) -> Instalment:
    row = world.grants[key].instalments.get(number=number)
    return grant_payments.say_reached(row, text=text, by=runner_of(world, key), now=world.on(day))


def _pay(world: "World", key: str, number: int, day: int, text: str) -> None:
    by, now = _giver(world), world.on(day)
    row = _say_reached(world, key, number, day, text)
    row = grant_payments.check_milestone(row, accepted=True, by=by, now=now)
    grant_payments.pay_instalment(row, paid_on=localdate(now), by=by, now=now)


def _account(world: "World", key: str, folio: str, pesos: int, what: str, issued: int) -> None:
    of = Grant.objects.get(pk=world.grants[key].pk)
    by, now = runner_of(world, key), world.on(issued + 3)
    said = {"folio": folio, "amount": pesos * PESOS, "what": what, "issued_on": _day(world, issued)}
    grant_accounts.enter_invoice(of, **said, by=by, now=now)  # type: ignore[arg-type]  # each is what it says


def _report(world: "World", key: str, number: int, figure: int, text: str, day: int) -> None:
    report = world.grants[key].reports.select_related("grant").get(number=number)
    measured = [
        grant_reports.Measured(it, Decimal(figure), "cuaderno de la semana") for it in world.grants[key].targets.all()
    ]
    by, now = runner_of(world, key), world.on(day)
    grant_reports.send_report(report, text=text, measured=measured, by=by, now=now)


def _visit(world: "World") -> None:
    of = world.grants[COURT]
    grant_voices.write_visit(
        of,
        seen=Seen.AS_SAID,
        text="Fui un miércoles a las cinco: había dos equipos, y la red y las porterías están como dice el informe.",
        visited_on=_day(world, -111),
        instalment=of.instalments.get(number=1),
        by=_visitor(world),
        now=world.on(-110),
    )


def _doubt(world: "World") -> None:
    text = "¿Por qué la cancha estuvo cerrada el puente de noviembre, si el encargado está pagado?"
    grant_voices.raise_doubt(world.grants[COURT], text=text, by=_visitor(world), now=world.on(-100))


def _answer(world: "World") -> None:
    asked = Doubt.objects.select_related("grant").get(grant=world.grants[COURT])
    text = "Esos dos días no se cuentan como trabajados: están descontados en la bitácora de la llave."
    grant_voices.answer_doubt(asked, text=text, by=runner_of(world, COURT), now=world.on(-92))


def _giver(world: "World") -> Person:
    return world.people["financiadora"]


def _visitor(world: "World") -> Person:
    return world.people["residente"]


def _day(world: "World", day: int) -> date:
    return localdate(world.on(day))
