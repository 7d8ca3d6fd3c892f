"""Learning from each other: how it was done, and an hour for who begins."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from tejido.stages.initiatives.models.initiative import Initiative


class Guide(models.Model):
    """How an initiative did it: steps, cost, time, risks, and at which offices to ask.

    `cost` is integer hundredths of `currency`, of all that was spent. Nobody else reads it before `published_on`, nor
    (72 hours more of a discreet initiative) before `shown_on`, when it comes into the record.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    initiative = models.OneToOneField(Initiative, on_delete=models.CASCADE, related_name="guide")
    title = models.CharField(max_length=120)
    steps = models.JSONField(default=list)
    cost = models.PositiveBigIntegerField(null=True)
    currency = models.CharField(max_length=3, default="MXN")
    cost_words = models.CharField(max_length=300, blank=True)
    time_words = models.CharField(max_length=300, blank=True)
    risks = models.TextField(blank=True)
    ask = models.CharField(max_length=600, blank=True)
    written_on = models.DateField()
    published_on = models.DateField(null=True)
    shown_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(shown_on=None) | Q(published_on__isnull=False), name="guide_shown_is_published"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("initiative-guide", args=[self.initiative_id])

    @property
    def record_name(self) -> str:
        """How the public record names the guide."""
        return f"guide:{self.pk}"


class Offer(models.Model):
    """An hour (or a few) that an initiative gives to who begins something like it; no person is named.

    It is answered by a sealed request to those who coordinate the initiative. Shown of open initiatives only.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="offers")
    about = models.CharField(max_length=300)
    hours = models.PositiveSmallIntegerField(default=1)
    offered_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ["-offered_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["initiative"], condition=Q(ended_on=None), name="one_open_offer"),
            models.CheckConstraint(condition=Q(hours__gte=1, hours__lte=20), name="offer_of_some_hours"),
        ]

    def __str__(self) -> str:
        return self.about
