"""How far an initiative is: what it means to reach, and what came of it in numbers."""

import uuid

from django.db import models

from tejido.stages.initiatives.models.initiative import Initiative


class Milestone(models.Model):
    """Something that the initiative means to reach. A planned day is a coming date: shown of open ones only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="milestones")
    text = models.CharField(max_length=200)
    planned_for = models.DateField(null=True)
    stated_on = models.DateField()
    reached_on = models.DateField(null=True)
    told_on = models.DateField(null=True)

    class Meta:
        ordering = ["stated_on", "id"]

    def __str__(self) -> str:
        return self.text


class Result(models.Model):
    """A number that says what came of it: `figure` `unit`, of `what`, on which day, and where that is written.

    In the record from `shown_on` on: at once of an open initiative, after 72 hours of a discreet one, and then without
    the exact figure.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="results")
    what = models.CharField(max_length=200)
    figure = models.DecimalField(max_digits=14, decimal_places=2)
    unit = models.CharField(max_length=40)
    source = models.CharField(max_length=300)
    measured_on = models.DateField()
    stated_on = models.DateField()
    shown_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    end_shown_on = models.DateField(null=True)

    class Meta:
        ordering = ["-measured_on", "id"]

    def __str__(self) -> str:
        return f"{self.figure.normalize():f} {self.unit}: {self.what}"

    @property
    def record_name(self) -> str:
        """How the public record names the result."""
        return f"result:{self.pk}"
