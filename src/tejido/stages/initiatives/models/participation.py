"""Who takes part. Private: coordinators see it, nobody else, unless a person says otherwise of themselves."""

import uuid

from django.db import models

from tejido.ground.people.models import Person
from tejido.stages.initiatives.models.initiative import Initiative


class Participation(models.Model):
    """A person with an account takes part in an initiative; the row goes when they leave, and leaves nothing.

    `is_public` is the person's own word that their name may stand on the page. `unread` counts messages.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="participations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="participations")
    began_on = models.DateField()
    is_public = models.BooleanField(default=False)
    unread = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["initiative", "person"], name="takes_part_once")]

    def __str__(self) -> str:
        return f"participation {self.pk}"


class Message(models.Model):
    """What coordinators tell those who take part: sealed under the instance's key, shown inside the site, erased."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="messages")
    sealed = models.BinaryField()
    written_on = models.DateField()
    erase_on = models.DateField(db_index=True)

    class Meta:
        ordering = ["-written_on", "-id"]

    def __str__(self) -> str:
        return f"message {self.pk}"
