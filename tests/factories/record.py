"""What tests read of the public record."""

from django.db.models import QuerySet

from tejido.ground.ledger.models import Leaf


def leaves() -> QuerySet[Leaf]:
    """All leaves but the first, which opens the log."""
    return Leaf.objects.exclude(index=0).order_by("index")
