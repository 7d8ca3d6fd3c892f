"""Who is in the example story. Every name is invented and says so: no real body is shown breaking a promise."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PLACE = "08037"  # Juárez, Chihuahua: the figures beside the story are real, the story is not
MARK = "(ejemplo)"


@dataclass(frozen=True)
class Body:
    """An organisation or institution; `post` is the post through which an institution sits at the table."""

    key: str
    name: str
    about: str
    causes: tuple[str, ...]
    power: str = ""
    level: str = ""
    post: str = ""


@dataclass(frozen=True)
class Somebody:
    """An account of the example; `post` names the institution whose liaison it is."""

    name: str
    part: str | Promise
    coordinates: str = ""
    post: str = ""
    member_of: str = ""
    is_host: bool = False
    funds: bool = False


CITIZENS = (
    Body(
        "vecinas",
        f"Vecinas de la Loma {MARK}",
        "Cuarenta familias que empezaron a reunirse después de dos robos a la escuela. Llevan la cuenta de lo que la "
        "policía promete y acompañan a quien denuncia.",
        ("weak_policing", "unreliable_justice"),
    ),
    Body(
        "observatorio",
        f"Observatorio Ciudadano del Río {MARK}",
        "Revisa contratos y facturas de seguridad, y publica lo que encuentra con los documentos al lado.",
        ("corruption", "weak_policing"),
    ),
    Body(
        "cancha",
        f"Red Cancha Viva {MARK}",
        "Entrenadoras y entrenadores que recuperan canchas para que los jóvenes tengan a dónde ir en la tarde.",
        ("lack_of_public_space", "lack_of_opportunity"),
    ),
    Body(
        "taller",
        f"Casa Taller del Puente {MARK}",
        "Talleres de oficio y primer empleo para jóvenes que dejaron la escuela.",
        ("lack_of_opportunity", "poverty"),
    ),
)
STATE = (
    Body("policia", f"Dirección de Seguridad Pública {MARK}", "", ("weak_policing",), "police", "municipal", "Titular"),
    Body(
        "prevencion",
        f"Instituto de Prevención {MARK}",
        "",
        ("lack_of_opportunity",),
        "prevention",
        "municipal",
        "Directora",
    ),
    Body("contraloria", f"Contraloría Municipal {MARK}", "", ("corruption",), "other", "municipal", "Titular"),
    Body(
        "obras",
        f"Dirección de Obras y Espacios Públicos {MARK}",
        "",
        ("lack_of_public_space",),
        "other",
        "municipal",
        "Director",
    ),
    Body(
        "fiscalia",
        f"Fiscalía de Distrito {MARK}",
        "",
        ("unreliable_justice",),
        "prosecutor",
        "state",
        "Fiscal de distrito",
    ),
)
FUNDER = Body(
    "fondo",
    f"Fondo Frontera {MARK}",
    "Da dinero a lo que vecinas y vecinos ya hacen, y publica a quién, cuánto y qué resultó.",
    ("lack_of_opportunity", "lack_of_public_space"),
)
PEOPLE = (
    Somebody("anfitriona", _("runs the instance"), is_host=True),
    Somebody("facilitadora", _("facilitates the roundtable")),
    Somebody("secretaria", _("keeps its minutes")),
    Somebody("vecina", _("coordinates Vecinas de la Loma"), coordinates="vecinas"),
    Somebody("lectora", _("reads what Vecinas de la Loma receives sealed"), member_of="vecinas"),
    Somebody("observadora", _("coordinates the Observatorio"), coordinates="observatorio"),
    Somebody("entrenador", _("coordinates Red Cancha Viva"), coordinates="cancha"),
    Somebody("tallerista", _("coordinates Casa Taller"), coordinates="taller"),
    Somebody("enlace", _("liaison of the police"), post="policia"),
    Somebody("enlace obras", _("liaison of public works"), post="obras"),
    Somebody("enlace prevencion", _("liaison of prevention"), post="prevencion"),
    Somebody("financiadora", _("coordinates the fund that opens calls"), funds=True),
    Somebody("promotora", _("coordinates groups of neighbours without an organisation")),
    Somebody("residente", _("has an account and nothing else")),
)
PASSWORD = "ejemplo-tejido-2026"  # noqa: S105  printed at every start of the demo, which lives on loopback only
