"""What happened, told with photos."""

import uuid

from django.db import models

from tejido.ground.files.models import File
from tejido.ground.people.models import Person
from tejido.stages.initiatives.models.initiative import Initiative


class Update(models.Model):
    """What happened on a day. Of a discreet initiative others hear of it after 72 hours.

    `told_on` is the day on which followers heard of it. Updates are not in the public record: they can be taken back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="updates")
    text = models.TextField()
    happened_on = models.DateField()
    written_on = models.DateField()
    told_on = models.DateField(null=True)

    class Meta:
        ordering = ["-written_on", "-happened_on", "id"]
        indexes = [models.Index(fields=["initiative", "-written_on"])]

    def __str__(self) -> str:
        return self.text[:80]


class Photo(models.Model):
    """A photo of an update, drawn afresh; `covered` says that parts were made unrecognisable before it was kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    update = models.ForeignKey(Update, on_delete=models.CASCADE, related_name="photos")
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="+")
    alt = models.CharField(max_length=200, blank=True)
    covered = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.alt or str(self.pk)


class Uncovered(models.Model):
    """A photo whose faces are about to be covered, sealed under a key that only the person's session holds.

    It goes when the covered photo is kept, and at the latest with the next daily run.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    sealed = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    made_on = models.DateField()

    def __str__(self) -> str:
        return f"uncovered photo {self.pk}"
