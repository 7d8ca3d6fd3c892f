"""What waits for somebody: the row that every stage hands to the page "Mis pendientes"."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Pending:
    """One thing to do: its title in the reader's language, where to do it, since when it waits, and until when."""

    title: str
    url: str
    since: date
    due: date | None = None
    context: str = ""
