"""An import as an app above would declare it: municipalities with a founding day and a number of courts."""

from collections.abc import Sequence

from django.urls import reverse

from tejido.ground.intake.columns import Column
from tejido.ground.intake.kinds import Asked, Change, IntakeKind, Plan, Problem, Row, Update, register
from tejido.ground.intake.parsing import choice, day, text, whole
from tejido.ground.organisations.queries import memberships_of
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.ground.places.vocabulary import PlaceKind
from tejido.ground.web.acting import NotAllowed

COLUMNS = (
    Column(name="key", label="Clave", synonyms=("CVEGEO", "clave del municipio"), required=True, parse=text(5)),
    Column(name="name", label="Nombre", synonyms=("municipio", "name"), required=True, parse=text(60)),
    Column(name="founded", label="Fundación", synonyms=("fecha de fundación",), parse=day, help="31/12/1850"),
    Column(name="courts", label="Canchas", parse=whole(0, 500)),
    Column(name="grade", label="Grado", parse=choice({"high": ("alto", "high"), "low": ("bajo", "low")})),
)


def plan(rows: Sequence[Row], asked: Asked) -> Plan:
    there = Place.objects.in_bulk([row["key"] for row in rows])
    create, update, unchanged, refused = [], [], [], []
    for row in rows:
        found = there.get(row["key"])
        if not row["key"].startswith("08"):
            refused.append(Problem(row.line, "no es de Chihuahua; deja solo municipios que empiezan con 08", "Clave"))
        elif found is None:
            create.append(row)
        elif found.name != row["name"]:
            update.append(Update(row, found, (Change("Nombre", found.name, row["name"]),)))
        else:
            unchanged.append(row)
    return Plan(create, update, unchanged, refused)


def apply(plan: Plan, asked: Asked) -> None:
    for row in plan.create:
        Place.objects.create(key=row["key"], name=row["name"], kind=PlaceKind.MUNICIPALITY)
    for update in plan.update:
        update.target.name = update.row["name"]
        update.target.save()


def check_may(person: Person | None, subject: str) -> None:
    if not memberships_of(person).exists():
        raise NotAllowed("solo organizaciones")


KIND = IntakeKind(
    name="municipios",
    title="Importar municipios",
    columns=COLUMNS,
    plan=plan,
    apply=apply,
    check_may=check_may,
    done_url=lambda subject: reverse("home") + (f"?de={subject}" if subject else ""),
    key=("key",),
)
register(KIND)
