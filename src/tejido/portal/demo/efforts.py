"""The whole life of the example's three initiatives: what happened, what it needed and got, what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from tejido.engines.cleaning import Cleaned, Limits, clean
from tejido.ground.files.models import PREVIEW_BYTES, PREVIEW_SIDE
from tejido.ground.people.models import Person
from tejido.portal.demo.cast import PEOPLE
from tejido.portal.demo.story import EFFORTS
from tejido.stages.initiatives import actions
from tejido.stages.initiatives.actions import HowTo
from tejido.stages.initiatives.models import Initiative

if TYPE_CHECKING:
    from tejido.portal.demo.seed import Happening, World


@dataclass(frozen=True)
class Result:
    """A number of the example: of what, how many, in which unit, counted how."""

    day: int
    what: str
    figure: int
    unit: str
    source: str


@dataclass(frozen=True)
class Life:
    """What becomes of one initiative; days as in the story."""

    updates: tuple[tuple[int, str], ...]
    met: tuple[tuple[int, int], ...] = ()  # day, number of the need
    milestones: tuple[tuple[int, str, int | None], ...] = ()  # stated, what, reached
    results: tuple[Result, ...] = ()
    drawn: tuple[int, ...] = ()  # days of the updates that have a picture


LIVES = {
    "campo": Life(
        updates=(
            (-725, "Sacamos once camionetas de basura en tres domingos. Vinieron familias de cuatro calles."),
            (-640, "Pintamos las líneas y las gradas. La pintura la juntó la ferretería de la avenida."),
            (-612, "Encienden dos de las cuatro luminarias. Ya se puede entrenar hasta las siete y media."),
            (-548, "Encienden las cuatro luminarias y hay agua. El primer partido de noche en seis años."),
            (-300, "Empezó la liga de los jueves: ocho equipos, tres de mujeres."),
            (-30, "Un año y medio después nadie ha vuelto a vender en la cancha por las tardes."),
        ),
        met=((-541, 0), (-541, 1)),
        milestones=(
            (-728, "La cancha sin basura", -720),
            (-728, "Luz hasta las nueve", -541),
            (-728, "Sesenta jóvenes cada semana", -310),
            (-120, "Un baño que funcione", None),
        ),
        results=(
            Result(-540, "encienden de noche", 4, "luminarias", "Conteo de vecinas y red, tres noches"),
            Result(-310, "entrenan cada semana", 63, "jóvenes", "Lista de asistencia de la red"),
            Result(-20, "entrenan cada semana", 88, "jóvenes", "Lista de asistencia de la red"),
        ),
        drawn=(-725, -548),
    ),
    "patrulla": Life(
        updates=(
            (-650, "Pedimos las facturas de mantenimiento de dos años. Llegaron 412 de unas 700."),
            (-495, "Publicamos lo que encontramos: 37 facturas sin patrulla que corresponda."),
            (-380, "La contraloría entregó un año de compras, en papel. Lo estamos capturando."),
        ),
        milestones=((-650, "Todas las facturas leídas", -495), (-380, "Tres años de compras en línea", None)),
        results=(Result(-495, "sin patrulla que corresponda", 37, "facturas", "Revisión del observatorio"),),
    ),
    "oficio": Life(
        updates=(
            (-600, "El mando del sector vino a la quinta reunión y trajo su lista de turnos."),
            (-250, "Empezó la prueba de turnos de doce horas con dos cuadrillas."),
            (-60, "Tres policías nos dijeron que por primera vez en años comieron en su casa entre semana."),
        ),
        milestones=(
            (-600, "Una reunión al mes con el mando del sector", -500),
            (-250, "Un año de turnos probado", None),
        ),
        results=(Result(-90, "de ausentismo en las cuadrillas de prueba", 11, "por ciento", "Parte mensual"),),
    ),
}
GUIDE = HowTo(
    title="Cómo recuperamos una cancha en tres domingos",
    steps=(
        "Caminar la cancha con cinco vecinas y anotar qué estorba: basura, vidrio, oscuridad.",
        "Pedir prestadas palas y dos camionetas, y avisar en la escuela y en la misa, no en redes.",
        "Limpiar tres domingos seguidos, de ocho a once, con agua y fruta. Quien llega, trabaja una hora.",
        "Pintar líneas y poner redes el cuarto domingo, y jugar ese mismo día.",
        "Poner tres tardes fijas con entrenador antes de pedir nada al municipio.",
        "Llevar a la mesa una lista corta: luz, agua, porterías. Pedir fecha y responsable.",
    ),
    cost=640_000,
    cost_words="en pintura, redes y gasolina; palas, camionetas y comida fueron prestadas o regaladas.",
    time_words="Tres domingos para limpiar, un mes para entrenar, seis meses para la luz.",
    risks="Los que vendían ahí miran los primeros días: vayan muchos, de día, con niños y sin reclamar a nadie. Si "
    "alguien amenaza, se para y se platica con una organización que sepa de eso. Nada de fotos con caras.",
    ask="Obras y espacios públicos del municipio (luz y agua), dirección de la escuela (baños), parroquia (aviso).",
)


def effort_events(world: "World") -> "Iterator[Happening]":
    """Let happen to the three initiatives what their lives say."""
    for effort in EFFORTS:
        life, by = LIVES[effort.key], effort.by
        for day, text in life.updates:
            yield day, partial(_update, world, effort.key, by, day, text, drawn=day in life.drawn)
        for day, number in life.met:
            yield day, partial(_meet, world, f"{effort.key}:{number}", by, day)
        for stated, text, reached in life.milestones:
            yield stated, partial(_milestone, world, effort.key, by, stated, text, reached)
        for result in life.results:
            yield result.day, partial(_result, world, effort.key, by, result)
    yield -290, partial(_teach, world, "campo", "cancha", -290)
    yield 0, partial(_call, world, "campo", "cancha")


def coordinator_of(world: "World", body: str) -> Person:
    """Return who coordinates an organisation of the cast."""
    return next(world.people[who.name] for who in PEOPLE if who.coordinates == body)


def _update(world: "World", key: str, body: str, day: int, text: str, *, drawn: bool) -> None:
    photos = [(picture(lit=day > -600), "Dibujo de ejemplo de la cancha")] if drawn else []
    by = coordinator_of(world, body)
    actions.write_update(world.initiatives[key], text=text, photos=photos, by=by, now=world.on(day))


def _meet(world: "World", need: str, body: str, day: int) -> None:
    actions.meet_need(world.needs[need], by=coordinator_of(world, body), now=world.on(day))


def _milestone(world: "World", key: str, body: str, day: int, text: str, reached: int | None) -> None:
    by = coordinator_of(world, body)
    made = actions.state_milestone(world.initiatives[key], text=text, by=by, now=world.on(day))
    if reached is not None:
        actions.tick_milestone(made, by=by, now=world.on(reached))


def _result(world: "World", key: str, body: str, result: Result) -> None:
    now = world.on(result.day)
    actions.state_result(
        world.initiatives[key],
        what=result.what,
        figure=Decimal(result.figure),
        unit=result.unit,
        source=result.source,
        measured_on=now.date(),
        by=coordinator_of(world, body),
        now=now,
    )


def _teach(world: "World", key: str, body: str, day: int) -> None:
    by, now = coordinator_of(world, body), world.on(day)
    of = Initiative.objects.get(pk=world.initiatives[key].pk)
    actions.publish_guide(actions.write_guide(of, GUIDE, version=0, by=by, now=now), by=by, now=now)
    about = "Cómo empezar con pocos, y cómo pedir luz y agua sin que se olvide."
    actions.make_offer(of, about=about, hours=1, by=by, now=now)


def _call(world: "World", key: str, body: str) -> None:
    now = world.on(0)
    start = world.on(9) - timedelta(hours=2)
    where = "La cancha de la Loma"
    by = coordinator_of(world, body)
    actions.call_gathering(
        world.initiatives[key], title="Faena y partido", starts_at=start, minutes=180, where=where, by=by, now=now
    )


def picture(*, lit: bool) -> Cleaned:
    """Draw a pitch, dark or lit: an example shows no real place and nobody."""
    made = Image.new("RGB", (960, 600), "#e9c98f" if lit else "#4a463f")
    draw = ImageDraw.Draw(made)
    draw.rectangle((80, 220, 880, 540), fill="#6f9a5b" if lit else "#3d4a36", outline="#fffdf8", width=6)
    draw.line((480, 220, 480, 540), fill="#fffdf8", width=6)
    draw.ellipse((410, 310, 550, 450), outline="#fffdf8", width=6)
    for left in (120, 360, 600, 840):
        draw.line((left, 60, left, 220), fill="#24201b", width=10)
        if lit:
            draw.ellipse((left - 34, 40, left + 34, 88), fill="#fff3c4")
    out = BytesIO()
    made.save(out, format="PNG")
    return clean(out.getvalue(), limits=Limits(preview_side=PREVIEW_SIDE, preview_bytes=PREVIEW_BYTES))
