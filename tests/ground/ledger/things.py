"""Acts on invented things, without any other app."""

from datetime import date
from uuid import UUID

from django.db import transaction

from tejido.ground.ledger.actions import append
from tejido.ground.ledger.models import Leaf
from tejido.ground.ledger.vocabulary import Name

DAY = date(2026, 1, 12)
ORGANISATION = Name(f"organisation:{UUID(int=7)}")
THING = Name(f"thing:{UUID(int=1)}")
OTHER = Name(f"thing:{UUID(int=2)}")


def act(verb: str = "things.thing.made", *, subject=THING, by=ORGANISATION, day=DAY, text="", **fields) -> Leaf:
    """Append one act in a transaction of its own."""
    with transaction.atomic():
        return append(verb, subject=subject, by=by, day=day, text=text, **fields)


def acts(count: int) -> None:
    """Append some acts."""
    for number in range(count):
        act(number=number, text=f"Texto {number}" if number % 3 == 0 else "")
