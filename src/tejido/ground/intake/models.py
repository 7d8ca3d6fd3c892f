"""A spreadsheet between upload and import. Erased when it is done, given up, or a day old."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from tejido.ground.intake.vocabulary import State
from tejido.ground.people.models import Person

ROWS_PER_CHUNK = 500
MOST_OF_SUBJECT = 64  # characters


class Intake(models.Model):
    """One upload of one person; nobody else sees it.

    `matches` maps columns to positions of headings, `counts` verdicts to numbers of rows. `made_at` is kept to the
    hour. `subject` is the importing app's own word for what the rows belong to.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=MOST_OF_SUBJECT, blank=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(db_index=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.STAGED)
    sheet = models.CharField(max_length=100, blank=True)
    headings = models.JSONField()
    row_count = models.PositiveIntegerField()
    matches = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(state__in=State.values), name="intake_known_state")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    def get_absolute_url(self) -> str:
        """Return the address of the page where it stands now."""
        page = "intake:columns" if self.state == State.STAGED else "intake:preview"
        return reverse(page, args=[self.pk])


class Chunk(models.Model):
    """Some hundred rows in their order.

    `rows` holds [line, [cells]]; `verdicts`, once checked, holds for each row [verdict, details]: problems as
    [column, value, message], or changes as [label, before, after].
    """

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="chunks")
    number = models.PositiveIntegerField()
    rows = models.JSONField()
    verdicts = models.JSONField(default=list)
    refused = models.PositiveIntegerField(default=0)  # how many of its rows are, so that pages find theirs
    accepted = models.PositiveIntegerField(default=0)  # how many will be made or changed

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["intake", "number"], name="intake_chunk_once")]

    def __str__(self) -> str:
        return f"{self.intake_id} {self.number}"
