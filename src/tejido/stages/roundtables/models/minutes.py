"""Minutes of a meeting: versions of one text, and objections to them."""

import uuid

from django.db import models
from django.urls import reverse

from tejido.ground.organisations.models import Organisation
from tejido.stages.roundtables.models.meeting import Meeting
from tejido.stages.roundtables.vocabulary import MinutesState


class Minutes(models.Model):
    """One version of what a meeting said; tejido.stages.roundtables.minutes_text reads its entries.

    An adopted version never changes: a correction is the next version, with its `reason`. `silent_on` is the day on
    which a proposed version is adopted where nobody objects. `edition` counts every change of the text, so that two who
    write at once do not overwrite each other.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="minutes")
    version = models.PositiveSmallIntegerField(default=1)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=MinutesState.choices, default=MinutesState.OPEN)
    reason = models.TextField(blank=True)
    opened_on = models.DateField()
    proposed_on = models.DateField(null=True)
    silent_on = models.DateField(null=True)
    adopted_on = models.DateField(null=True)
    adopted_at = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="adopted")
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["meeting", "version"]
        verbose_name_plural = "minutes"
        constraints = [models.UniqueConstraint(fields=["meeting", "version"], name="one_number_a_version")]
        indexes = [models.Index(fields=["state", "silent_on"])]

    def __str__(self) -> str:
        return f"minutes {self.version} of {self.meeting_id}"

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("minutes", args=[self.pk])

    @property
    def record_name(self) -> str:
        """How the public record names this version."""
        return f"minutes:{self.pk}"


class Objection(models.Model):
    """What an organisation of the roundtable finds wrong in proposed minutes, and the answer to it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="objections")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    raised_on = models.DateField()
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True)

    class Meta:
        ordering = ["raised_on", "id"]

    def __str__(self) -> str:
        return f"objection to {self.minutes_id}"
