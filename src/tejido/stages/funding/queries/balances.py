"""What was agreed, paid, accounted for and given back of a grant, and what is left."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Sum

from tejido.stages.funding.models import Grant, Instalment, Invoice, Returned
from tejido.stages.funding.vocabulary.grants import InstalmentState


@dataclass(frozen=True)
class Balance:
    """Sums of a grant in integer hundredths; for its two sides, and for others where the grant is open."""

    agreed: int
    paid: int = 0
    accounted: int = 0
    returned: int = 0

    @property
    def left(self) -> int:
        """What can still be paid."""
        return self.agreed - self.paid

    @property
    def unaccounted(self) -> int:
        """What was paid, not given back, and has no invoice yet."""
        return self.paid - self.returned - self.accounted


def balance_of(grant: Grant) -> Balance:
    """Return the balance of one grant."""
    return balances([grant])[grant.pk]


def balances(grants: Iterable[Grant]) -> Mapping[UUID, Balance]:
    """Return the balances of grants, by their ids; three queries whatever their number."""
    agreed = {grant.pk: grant.amount for grant in grants}
    of = {"grant__in": list(agreed)}
    paid = _sums(Instalment.objects.filter(state=InstalmentState.PAID, **of).values_list("grant"), "paid")
    accounted = _sums(Invoice.objects.filter(**of).values_list("grant"), "amount")
    returned = _sums(Returned.objects.filter(**of).values_list("grant"), "amount")
    return {
        pk: Balance(amount, paid.get(pk, 0), accounted.get(pk, 0), returned.get(pk, 0)) for pk, amount in agreed.items()
    }


def _sums(rows: object, column: str) -> dict[UUID, int]:
    return dict(rows.order_by("grant").annotate(total=Sum(column)))  # type: ignore[attr-defined]
