"""Reads of changes of officials."""

from datetime import date

from django.db.models import QuerySet

from tejido.ground.people.models import Person
from tejido.stages.roundtables.models import Handover, HandoverItem
from tejido.stages.roundtables.queries.commitments import commitments_visible_to


def handovers() -> QuerySet[Handover]:
    """Return all changes of officials with their posts; that one happens is public."""
    return Handover.objects.select_related("post__organisation")


def items_visible_to(person: Person | None, handover: Handover, today: date) -> list[HandoverItem]:
    """Return the commitments of the dossier that the person may see, nearest date first; two queries."""
    seen = {it.pk: it for it in commitments_visible_to(person, today).filter(handover_items__handover=handover)}
    items = handover.items.filter(commitment__in=seen).order_by("commitment__due_on", "id")
    found = list(items)
    for item in found:
        item.commitment = seen[item.commitment_id]
        item.handover = handover
    return found
