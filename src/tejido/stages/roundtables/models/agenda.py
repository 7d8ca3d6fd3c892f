"""Points of a meeting's agenda."""

import uuid

from django.db import models

from tejido.ground.organisations.models import Organisation
from tejido.stages.roundtables.models.commitment import Commitment
from tejido.stages.roundtables.models.meeting import Meeting
from tejido.stages.roundtables.vocabulary import AgendaKind


class AgendaItem(models.Model):
    """A point of the agenda, in order of `position`.

    `minutes` is the time planned for it. `treated` is not known before the meeting; what was not treated is carried
    over to the next one. `commitments` are those that the review looked at, kept when the meeting is held.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=240)
    minutes = models.PositiveSmallIntegerField(null=True)
    kind = models.CharField(max_length=10, choices=AgendaKind.choices, default=AgendaKind.DISCUSSION)
    brought_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    treated = models.BooleanField(null=True)
    carried_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="carried_to")
    commitments = models.ManyToManyField(Commitment, related_name="+", blank=True)

    class Meta:
        ordering = ["meeting", "position"]
        constraints = [models.UniqueConstraint(fields=["meeting", "position"], name="one_point_a_position")]

    def __str__(self) -> str:
        return self.title
