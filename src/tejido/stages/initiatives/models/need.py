"""What an initiative needs from others."""

import uuid

from django.db import models
from django.db.models import Q

from tejido.stages.initiatives.models.initiative import Initiative
from tejido.stages.initiatives.vocabulary import NeedKind


class Need(models.Model):
    """Something that an initiative needs from others; commitments answer it.

    Of a discreet initiative, nobody hears for 72 hours that a need was stated, or that it was met. `shown_on` is the
    day on which the need, `end_shown_on` the one on which its end came into the public record; before, it is inside.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="needs")
    kind = models.CharField(max_length=10, choices=NeedKind.choices, default=NeedKind.THINGS)
    text = models.CharField(max_length=280)
    stated_on = models.DateField()
    met_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    shown_on = models.DateField(null=True)
    end_shown_on = models.DateField(null=True)

    class Meta:
        ordering = ["stated_on", "id"]
        indexes = [
            models.Index(
                fields=["initiative", "stated_on"],
                condition=Q(shown_on__isnull=False, end_shown_on=None),
                name="needs_that_wait",
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(met_on=None) | Q(withdrawn_on=None), name="need_ends_once"),
            models.CheckConstraint(
                condition=Q(end_shown_on=None) | (~Q(shown_on=None) & (~Q(met_on=None) | ~Q(withdrawn_on=None))),
                name="need_ends_in_public_after_it_began_there",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def record_name(self) -> str:
        """How the public record names the need."""
        return f"need:{self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it still waits, as its initiative sees it."""
        return self.met_on is None and self.withdrawn_on is None
