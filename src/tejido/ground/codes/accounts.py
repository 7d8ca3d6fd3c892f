"""The account of codes: for each holder printed, handed out, returned and used, and what does not add up."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from tejido.ground.codes.models import Holding


@dataclass(frozen=True)
class Account:
    """The codes of one holder. `used` and `at_urn` are None until the subject is closed."""

    pk: UUID
    holder: str
    allotted: int
    printed: int
    cancelled: int
    handed_out: int
    returned: int
    used: int | None
    at_urn: int | None

    @property
    def kept(self) -> int:
        """How many were printed and never handed out, as far as the holder wrote down."""
        return self.printed - self.handed_out

    @property
    def unaccounted(self) -> int | None:
        """By how many more codes were used or came back than were handed out; 0 where it adds up."""
        return None if self.used is None else max(0, self.used + self.returned - self.handed_out)


def accounts_of(subject: str) -> list[Account]:
    """Return the account of every holder, in one query."""
    good, gone = Q(batches__cancelled_on=None), Q(batches__cancelled_on__isnull=False)
    rows = Holding.objects.filter(subject=subject).annotate(
        printed=Coalesce(Sum("batches__printed", filter=good), 0),
        cancelled=Coalesce(Sum("batches__printed", filter=gone), 0),
    )
    return [
        Account(
            row.pk,
            row.holder,
            row.allotted,
            row.printed,
            row.cancelled,
            row.handed_out,
            row.returned,
            row.used,
            row.at_urn,
        )
        for row in rows.order_by("holder")
    ]
