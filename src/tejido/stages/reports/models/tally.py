"""Counts of accepted reports before their quarter is published, and the figures that are published of it."""

import uuid

from django.db import models
from django.urls import reverse

from tejido.ground.organisations.models import Organisation
from tejido.ground.places.models import Place


class Tally(models.Model):
    """How many reports an organisation accepted of an area in a quarter, of one kind or with one cause.

    `topic` is `kind:VALUE` or `cause:VALUE`: the two are never counted together, so that no row can come near to being
    one report. Only areas of 20,000 people and more, or states. Deleted for good when the quarter is released: then
    the small counts are nowhere any more.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    quarter = models.CharField(max_length=6)
    topic = models.CharField(max_length=40)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["quarter", "area", "topic", "organisation"], name="one_tally_a_topic")
        ]

    def __str__(self) -> str:
        return f"{self.quarter} {self.area_id} {self.topic}"


class Release(models.Model):
    """A quarter whose figures came out: once, and never changed. `digest` is the SHA-256 of its file of figures."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    quarter = models.CharField(max_length=6, unique=True)
    released_on = models.DateField()
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.quarter

    def get_absolute_url(self) -> str:
        """The page of its figures."""
        return reverse("told-country") + f"?trimestre={self.quarter}"

    @property
    def record_name(self) -> str:
        """How the public record names the release."""
        return f"release:{self.pk}"


class Figure(models.Model):
    """A published figure: a multiple of five.

    `row` is the key of an area, of a state (reports of no municipality that can be said), or of a state and `rest` (its
    areas with few reports, together). `topic` is `kind:VALUE`, `cause:VALUE`, or `pool` (the other kinds together).
    """

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="figures")
    row = models.CharField(max_length=6)
    topic = models.CharField(max_length=40)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["release", "row", "topic"], name="one_figure_a_topic"),
            models.CheckConstraint(condition=models.Q(count__gte=5), name="no_figure_under_five"),
        ]

    def __str__(self) -> str:
        return f"{self.row} {self.topic}: {self.count}"


class Sentence(models.Model):
    """A sentence that whoever told it agreed to have published, word for word. Nothing here leads to the report.

    It is shown from the first day of `shown_from`, the quarter after the consent: the day of the consent is not kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=400)
    shown_from = models.DateField()

    def __str__(self) -> str:
        return self.text
