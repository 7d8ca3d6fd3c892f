"""What of a diagnosis a commitment answers."""

import uuid

from django.db import models

from tejido.stages.reports.models import DiagnosisPart
from tejido.stages.roundtables.models.commitment import Commitment


class DiagnosisPromise(models.Model):
    """A commitment is said to answer a part of a diagnosis; shown where the profiles of both allow links."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="diagnosis_promises")
    part = models.ForeignKey(DiagnosisPart, on_delete=models.CASCADE, related_name="+")
    said_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["commitment", "part"], name="commitment_answers_a_part_once")]

    def __str__(self) -> str:
        return f"{self.commitment_id} answers {self.part_id}"
