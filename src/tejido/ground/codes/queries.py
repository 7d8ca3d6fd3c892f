"""Reads of codes."""

from django.db.models import QuerySet

from tejido.ground.codes.models import Batch, Code


def codes_for(subject: str) -> QuerySet[Code]:
    """Return the codes that are good for `subject`; as a set that may be written and deleted."""
    return Code.objects.filter(batch__in=Batch.objects.filter(holding__subject=subject).values("pk"))
