"""What of a diagnosis an initiative answers."""

import uuid

from django.db import models

from tejido.stages.initiatives.models.initiative import Initiative
from tejido.stages.reports.models import DiagnosisPart


class DiagnosisAnswer(models.Model):
    """An initiative says that it answers a part of a diagnosis; shown where the profiles of both allow links."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="diagnosis_answers")
    part = models.ForeignKey(DiagnosisPart, on_delete=models.CASCADE, related_name="+")
    said_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["initiative", "part"], name="initiative_answers_a_part_once")]

    def __str__(self) -> str:
        return f"{self.initiative_id} answers {self.part_id}"
