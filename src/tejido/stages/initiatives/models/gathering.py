"""When and where people meet."""

import uuid

from django.db import models
from django.db.models import F, Q

from tejido.stages.initiatives.models.initiative import Initiative


class Gathering(models.Model):
    """A date of an initiative. A discreet one's is shown to nobody else before its day has passed, and never where."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="gatherings")
    title = models.CharField(max_length=120)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    where = models.CharField(max_length=200, blank=True)
    is_cancelled = models.BooleanField(default=False)
    changed_on = models.DateField()
    sequence = models.PositiveSmallIntegerField(default=0)  # RFC 5545, 3.8.7.4

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="gathering_ends_later")]

    def __str__(self) -> str:
        return self.title
