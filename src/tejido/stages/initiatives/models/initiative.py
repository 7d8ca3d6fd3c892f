"""What citizens are doing."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.vocabulary import HIDDEN, Profile
from tejido.ground.places.models import Place
from tejido.stages.initiatives.vocabulary import Kind, State

FILTERED = ("profile", "state", "kind", "place")
"""What lists ask of every row."""
UNPUBLISHED = (State.DRAFT, State.PROPOSED)
"""States in which nobody hears of it but those who run it, and whom they asked to confirm it."""


class Initiative(models.Model):
    """What citizens are doing about insecurity and its causes.

    It is run by an `organisation`, or by a group of neighbours without one: then `organisation` is None, and `asked` is
    the organisation that they asked to confirm it (None: the host). `place` is where it mainly works, `places` holds
    the other municipalities. A point (degrees, WGS 84) is kept only while the profile is open
    (or was, when moderation hid it).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=120)
    searchable = models.CharField(max_length=160)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="initiatives")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="initiatives")
    places = models.ManyToManyField(Place, related_name="+", blank=True)
    causes = models.JSONField(default=list)
    story = models.TextField(blank=True)
    ways = models.JSONField(default=list)
    how_to_join = models.CharField(max_length=600, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    state_since = models.DateField(null=True)
    profile = models.CharField(max_length=12, choices=Profile.choices, default=Profile.DISCREET)
    drafted_on = models.DateField()
    began_on = models.DateField(null=True)
    published_on = models.DateField(null=True)
    finished_on = models.DateField(null=True)
    asked = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_on = models.DateField(null=True)
    answer = models.CharField(max_length=600, blank=True)  # why it was sent back; only those who run it read this
    inspired_by = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="inspired")
    is_example = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)  # counts edits, so that two at once do not overwrite each other

    class Meta:
        ordering = ["title", "id"]
        indexes = [
            # The list in its orders with what its filters ask, what few rows fulfil, and the totals of places.
            models.Index(fields=["searchable", "id", *FILTERED], name="initiatives_by_name"),
            models.Index(fields=["-published_on", "id", *FILTERED], name="initiatives_by_day"),
            models.Index(fields=["kind", "state", "profile"], name="initiatives_by_kind"),
            models.Index(fields=["place", "profile", "state", "kind"], name="initiatives_by_place"),
            models.Index(fields=["latitude", "longitude"], condition=~Q(latitude=None), name="with_a_point"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=UNPUBLISHED, published_on=None)
                | (~Q(state__in=UNPUBLISHED) & ~Q(published_on=None)),
                name="draft_is_not_published",
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | (Q(profile__in=(Profile.OPEN, HIDDEN)) & ~Q(latitude=None) & ~Q(longitude=None)),
                name="point_only_of_an_open_initiative",
            ),
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

    @property
    def is_unpublished(self) -> bool:
        """Whether only those who run it, and whom they asked, know of it."""
        return self.state in UNPUBLISHED

    @property
    def is_of_a_group(self) -> bool:
        """Whether neighbours without an organisation run it."""
        return self.organisation_id is None
