"""What a spreadsheet of commitments may say: its columns and the words of its cells."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy

from tejido.ground.intake.columns import Column
from tejido.ground.intake.parsing import amount, choice, day, several, text, whole
from tejido.ground.places.vocabulary import Cause
from tejido.stages.roundtables.transitions import Move
from tejido.stages.roundtables.vocabulary import CommitmentState as State

MOVES = {
    State.UNDER_WAY: Move.REPORT,
    State.DONE: Move.CALL_DONE,
    State.BROKEN: Move.BREAK,
    State.WITHDRAWN: Move.WITHDRAW,
}
WORDS: Mapping[State, tuple[str, ...]] = {
    State.PROPOSED: ("propuesto", "pendiente", "nuevo", "por iniciar", "sin iniciar", "no iniciado", "proposed"),
    State.ACCEPTED: ("aceptado", "acordado", "confirmado", "aprobado", "accepted"),
    State.UNDER_WAY: ("en marcha", "en proceso", "en curso", "en ejecución", "iniciado", "con avance", "under way"),
    State.DONE: ("hecho", "cumplido", "concluido", "terminado", "atendido", "completado", "done"),
    State.BROKEN: ("incumplido", "no cumplido", "no se cumplió", "broken"),
    State.WITHDRAWN: ("retirado", "cancelado", "sin efecto", "withdrawn"),
}
CAUSES = {cause: (cause.label, cause.value) for cause in Cause}
COLUMNS = (
    Column(
        name="text",
        label=gettext_lazy("What was promised"),
        synonyms=("compromiso", "acuerdo", "compromisos", "acuerdos", "descripción", "texto", "acción", "commitment"),
        parse=text(2000),
        required=True,
    ),
    Column(
        name="owner",
        label=gettext_lazy("Who answers for it"),
        synonyms=("responsable", "dependencia", "institución", "organización", "área responsable", "owner"),
        parse=text(200),
        required=True,
        help=gettext_lazy("An organisation or post that sits at the table, by its name."),
    ),
    Column(
        name="due_on",
        label=gettext_lazy("By when"),
        synonyms=(
            "fecha",
            "fecha límite",
            "fecha compromiso",
            "fecha de cumplimiento",
            "vence",
            "vencimiento",
            "plazo",
        ),
        parse=day,
        required=True,
        help=gettext_lazy("31/12/2026, 2026-12-31 or 31 de diciembre de 2026."),
    ),
    Column(
        name="state",
        label=gettext_lazy("State"),
        synonyms=("estado", "estatus", "situación", "status"),
        parse=choice(WORDS),
        help=gettext_lazy(
            "Beyond “proposed” it is recorded on the owner's behalf, who has ten business days to correct."
        ),
    ),
    Column(
        name="progress",
        label=gettext_lazy("Done (%)"),
        synonyms=("avance", "porcentaje", "% de avance", "avance %", "progreso"),
        parse=whole(0, 100),
    ),
    Column(
        name="meeting",
        label=gettext_lazy("Number of the session"),
        synonyms=("sesión", "número de sesión", "reunión", "session"),
        parse=whole(1, 10_000),
        help=gettext_lazy("Without it: the last session before the date."),
    ),
    Column(
        name="source",
        label=gettext_lazy("Where it is written"),
        synonyms=("fuente", "oficio", "minuta", "documento", "source"),
        parse=text(200),
    ),
    Column(
        name="note",
        label=gettext_lazy("What happened"),
        synonyms=("observaciones", "notas", "comentarios", "nota"),
        parse=text(2000),
    ),
    Column(
        name="causes",
        label=gettext_lazy("Causes"),
        synonyms=("causa", "causas"),
        parse=several(choice(CAUSES)),
    ),
    Column(name="indicator", label=gettext_lazy("How it is measured"), synonyms=("indicador",), parse=text(160)),
    Column(name="unit", label=gettext_lazy("Unit"), synonyms=("unidad", "unidad de medida"), parse=text(40)),
    Column(
        name="baseline",
        label=gettext_lazy("Number at the start"),
        synonyms=("línea base", "línea de base"),
        parse=amount,
    ),
    Column(name="target", label=gettext_lazy("Number to be reached"), synonyms=("meta",), parse=amount),
    Column(
        name="external_key",
        label=gettext_lazy("Key of the row"),
        synonyms=("clave", "folio", "id", "número", "no", "consecutivo", "key"),
        parse=text(60),
        help=gettext_lazy("Your own number for it. With it, importing again updates and never doubles."),
    ),
)
LABELS = {column.name: column.label for column in COLUMNS}
DETAILS = ("causes", "indicator", "unit", "baseline", "target")
"""Columns that an import may change as long as the commitment is open, where the file says something."""
