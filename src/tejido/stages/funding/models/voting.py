"""The voting on a call: what was cast online lies sealed in a box until it closes, and goes out of it in one order."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from tejido.stages.funding.models.ballot import random_key
from tejido.stages.funding.models.call import Call


class Voting(models.Model):
    """The voting on one call, from the first code that is allotted to the day it closes.

    `key_check` recognises the key of the box, which is a file outside the database until the voting closes. The numbers
    are public: codes `allotted` and `printed` (those that hold), urns announced; and once it is closed how many ballots
    came `online` and `on_paper`, how many `slips` came out of the urns, and the `account` of the codes in words.
    """

    call = models.OneToOneField(Call, on_delete=models.PROTECT, primary_key=True, related_name="voting")
    key_check = models.CharField(max_length=32)
    allotted = models.PositiveIntegerField(default=0)
    printed = models.PositiveIntegerField(default=0)
    urns = models.PositiveSmallIntegerField(default=0)
    slips_refused = models.PositiveIntegerField(default=0)  # of the urns: unknown, returned or used online before
    closed_on = models.DateField(null=True)
    online = models.PositiveIntegerField(null=True)
    on_paper = models.PositiveIntegerField(null=True)
    spoiled = models.PositiveIntegerField(null=True)  # sheets that both who typed them could not count
    slips = models.PositiveIntegerField(null=True)
    account = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(online__isnull=False, on_paper__isnull=False, slips__isnull=False),
                name="closed_voting_is_counted",
            )
        ]

    def __str__(self) -> str:
        return str(self.call)

    def get_absolute_url(self) -> str:
        """Its public page."""
        return reverse("voting", args=[self.pk])

    @property
    def record_name(self) -> str:
        """How the public record names the voting."""
        return f"voting:{self.pk}"


class SetAside(models.Model):
    """One ballot in the box, sealed, until enough of them wait to be shuffled."""

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    voting = models.ForeignKey(Voting, on_delete=models.CASCADE, related_name="waiting")
    sealed = models.BinaryField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return "ballot in the box"


class Shuffled(models.Model):
    """Ballots of the box that were shuffled together, sealed as one."""

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    voting = models.ForeignKey(Voting, on_delete=models.CASCADE, related_name="shuffled")
    sealed = models.BinaryField()
    ballots = models.PositiveIntegerField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.ballots} ballots"
