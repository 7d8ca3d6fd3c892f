"""Who reviews what initiatives ask of a call: named by the funder, known to nobody else."""

import uuid

from django.db import models
from django.db.models import Q

from tejido.ground.people.models import Person
from tejido.stages.funding.models.call import Call


class Juror(models.Model):
    """Somebody who reviews the applications of a call, or a code by which somebody of another organisation becomes one.

    The code itself is not kept, only its keyed digest (tejido.ground.organisations.invitations); it counts once.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="jurors")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="juries")
    digest = models.CharField(max_length=64, blank=True)
    is_invited = models.BooleanField(default=False)  # from outside the funder
    named_on = models.DateField()
    expires_on = models.DateField(null=True)

    class Meta:
        ordering = ["call", "named_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["call", "person"], name="one_juror_a_person"),
            models.UniqueConstraint(fields=["digest"], condition=~Q(digest=""), name="one_juror_a_code"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, digest="") | (Q(person=None) & ~Q(digest="")),
                name="juror_is_somebody_or_a_code",
            ),
        ]

    def __str__(self) -> str:
        return f"juror {self.pk}"
