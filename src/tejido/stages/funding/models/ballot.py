"""What was voted: ballots without names, order or time."""

import secrets

from django.db import models

from tejido.stages.funding.models.call import Call


def random_key() -> int:
    """Return a random 63-bit number, so that keys tell nothing of the order in which ballots came."""
    return secrets.randbits(63)


class CastBallot(models.Model):
    """One ballot. `choices` holds pairs of an application's number and its points, in order of numbers."""

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="ballots")
    choices = models.JSONField(default=list)
    on_paper = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return "ballot"
