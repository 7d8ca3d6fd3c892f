"""What was voted: ballots without names, order or time."""

import secrets

from django.db import models

from tejido.stages.funding.models.call import Call


def random_key() -> int:
    """Return a random 63-bit number, so that keys tell nothing of the order in which ballots came."""
    return secrets.randbits(63)


class CastBallot(models.Model):
    """One ballot. `choices` holds pairs of an application's number and its points, in order of numbers.

    Points are those of the allocation: 1 for an approval or a choice; where people rank, the first of n applications
    has n-1 and each next one less; else as given. A blank ballot holds none. Rows are written once, in the order of
    their keys, when the voting closes (tejido.stages.funding.actions.voting).
    """

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="ballots")
    choices = models.JSONField(default=list)
    on_paper = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return "ballot"
