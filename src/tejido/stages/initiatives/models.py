"""Initiatives and what they need."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.places.models import Place
from tejido.stages.initiatives.vocabulary import Kind, State


class Initiative(models.Model):
    """What citizens are doing about insecurity and its causes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=120)
    searchable = models.CharField(max_length=160, db_index=True)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="initiatives")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="initiatives")
    causes = models.JSONField(default=list)
    story = models.TextField(blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    profile = models.CharField(max_length=12, choices=Profile.choices, default=Profile.DISCREET)
    drafted_on = models.DateField()
    began_on = models.DateField(null=True)
    published_on = models.DateField(null=True)
    is_example = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)  # counts edits, so that two at once do not overwrite each other

    class Meta:
        ordering = ["title", "id"]
        indexes = [models.Index(fields=["place", "state"]), models.Index(fields=["state", "-published_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.DRAFT, published_on=None) | (~Q(state=State.DRAFT) & ~Q(published_on=None)),
                name="draft_is_not_published",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its public page."""
        return reverse("initiative", args=[self.pk])

    @property
    def record_name(self) -> str:
        """How the public record names the initiative."""
        return f"initiative:{self.pk}"


class Need(models.Model):
    """Something that an initiative needs from others; commitments answer it.

    Of a discreet initiative, nobody hears for 72 hours that a need was stated, or that it was met. `shown_on` is the
    day on which the need, `end_shown_on` the one on which its end came into the public record; before, it is inside.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="needs")
    text = models.CharField(max_length=280)
    stated_on = models.DateField()
    met_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    shown_on = models.DateField(null=True)
    end_shown_on = models.DateField(null=True)

    class Meta:
        ordering = ["stated_on", "id"]
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
