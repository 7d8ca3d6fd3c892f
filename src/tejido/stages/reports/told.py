"""A report as it was told, and as the payload that is sealed: all of it, the place too."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Told:
    """What somebody told. Only the text is needed; `point` is latitude and longitude, `place` an INEGI key."""

    text: str
    kind: str = ""
    causes: tuple[str, ...] = ()
    place: str = ""
    where: str = ""
    point: tuple[float, float] | None = None
    when: str = ""
    knowing: str = ""
    goes_on: str = ""
    language: str = "es"

    def payload(self) -> dict[str, Any]:
        """Return what is sealed, without what was not said; see tejido.stages.reports.vocabulary.items."""
        return {
            name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items() if value
        }
