"""The layouts of official files, told by their heading."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tejido.ground.places.imports.files import Refusal

MONTHS = (
    "Enero", "Febrero", "Marzo", "Abril", "Mayo", "Junio",
    "Julio", "Agosto", "Septiembre", "Octubre", "Noviembre", "Diciembre",
)  # fmt: skip
OFFENCE = ("Bien jurídico afectado", "Tipo de delito", "Subtipo de delito", "Modalidad")
STATE = ("Año", "Clave_Ent", "Entidad")


@dataclass(frozen=True)
class Layout:
    """A layout: the source its figures belong to, and what its indicators' codes begin with."""

    name: str | Promise
    source: str
    prefix: str
    columns: tuple[str, ...]

    @property
    def municipal(self) -> bool:
        """Whether its lines are of municipalities; else they are of states."""
        return "Cve. Municipio" in self.columns

    @property
    def first_month(self) -> int:
        """Where the twelve months begin."""
        return len(self.columns) - len(MONTHS)


MONTHLY = (
    Layout(gettext_lazy("SESNSP, by state"), "investigations_state", "investigations_", (*STATE, *OFFENCE, *MONTHS)),
    Layout(
        gettext_lazy("SESNSP, by municipality"),
        "investigations",
        "investigations_",
        (*STATE, "Cve. Municipio", "Municipio", *OFFENCE, *MONTHS),
    ),
    Layout(
        gettext_lazy("SESNSP, victims by state"),
        "victims",
        "victims_",
        (*STATE, *OFFENCE, "Sexo", "Rango de edad", *MONTHS),
    ),
)
WIDE = "cvegeo"  # and then one column a year: INEGI's homicides, CONAPO's population
UNSPECIFIED = ("cvegeo", "year", "homicides")  # homicides of no known municipality, one line a year


def monthly_layout(heading: list[str]) -> Layout | None:
    """Give the SESNSP layout of a heading; None where it is of another family.

    Raise Refusal where the heading would be official but for damaged letters or other names.
    """
    for layout in MONTHLY:
        if tuple(heading) == layout.columns:
            return layout
    for layout in MONTHLY:
        damaged = _damaged(heading, layout.columns)
        if damaged:
            found, official = damaged
            words = _("letters are damaged (mojibake): the column “%(found)s” should be “%(official)s”")
            raise Refusal(1, words % {"found": found, "official": official})
    if len(heading) > len(MONTHS) and not is_yearly(heading):
        nearest = max(MONTHLY, key=lambda layout: len(set(layout.columns) & set(heading)))
        strange = [name for name in heading if name not in nearest.columns]
        lacking = [name for name in nearest.columns if name not in heading]
        words = _("not the official columns: %(strange)s instead of %(lacking)s")
        raise Refusal(1, words % {"strange": ", ".join(strange) or "–", "lacking": ", ".join(lacking) or "–"})
    return None


def is_yearly(heading: list[str]) -> bool:
    """Whether a heading is a key and then years without a gap."""
    years = heading[1:]
    if heading[0].lower() != WIDE or not years or not all(name.isdigit() and len(name) == 4 for name in years):
        return False
    first = int(years[0])
    return years == [str(first + i) for i in range(len(years))]


def _damaged(heading: list[str], columns: tuple[str, ...]) -> tuple[str, str] | None:
    """Give the first column that differs from the official one only where that has accents, if all others agree."""
    if len(heading) != len(columns):
        return None
    pairs = [(found, official) for found, official in zip(heading, columns, strict=True) if found != official]
    if pairs and all(_skeleton(found) == _skeleton(official) for found, official in pairs):
        return pairs[0]
    return None


def _skeleton(text: str) -> str:
    """The text with every run of letters beyond ASCII drawn together to one sign."""
    signs = ["?" if ord(c) > 127 else c for c in text]
    return "".join(c for i, c in enumerate(signs) if c != "?" or i == 0 or signs[i - 1] != "?")
