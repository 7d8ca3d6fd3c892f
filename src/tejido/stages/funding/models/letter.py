"""What the two sides of an application write to each other, on the site and nowhere else."""

import uuid

from django.db import models

from tejido.stages.funding.models.application import Application


class Letter(models.Model):
    """A message about an application, from the funder or from who applies, never from a person.

    Sealed under the instance's key; no mail carries it, and it is erased.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="letters")
    is_from_funder = models.BooleanField()
    sealed = models.BinaryField()
    written_on = models.DateField()
    read_on = models.DateField(null=True)
    erase_on = models.DateField(db_index=True)

    class Meta:
        ordering = ["written_on", "id"]

    def __str__(self) -> str:
        return f"letter {self.pk}"
