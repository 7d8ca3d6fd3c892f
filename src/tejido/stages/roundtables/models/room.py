"""The citizens' preparation room."""

import uuid

from django.db import models

from tejido.ground.organisations.models import Organisation
from tejido.stages.roundtables.models.meeting import Meeting


class Note(models.Model):
    """A note of an organisation on the citizens' side before a meeting: sealed, of no person, erased on `erase_on`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="notes")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    sealed = models.BinaryField()
    written_on = models.DateField()
    erase_on = models.DateField(db_index=True)

    class Meta:
        ordering = ["written_on", "id"]

    def __str__(self) -> str:
        return f"note {self.pk}"
