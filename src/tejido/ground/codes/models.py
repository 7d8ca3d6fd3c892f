"""One-use codes: for what, with whom, and what became of them; never when, and never with which person."""

import uuid

from django.db import models
from django.db.models import F, Q

from tejido.ground.codes.vocabulary import CodeState

MOST_OF_NAME = 80  # characters of a name in the record


class Holding(models.Model):
    """The codes for one subject that one holder hands out.

    `subject` and `holder` are names in the public record: of what the codes are for, and of who distributes them.
    `handed_out` and `returned` (of those handed out) are what the holder wrote down. `used` and `at_urn` (how many of
    those used came as slips in an urn) stay empty until the subject is closed; then the codes themselves are gone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.CharField(max_length=MOST_OF_NAME)
    holder = models.CharField(max_length=MOST_OF_NAME)
    allotted = models.PositiveIntegerField()
    handed_out = models.PositiveIntegerField(default=0)
    returned = models.PositiveIntegerField(default=0)
    used = models.PositiveIntegerField(null=True)
    at_urn = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["subject", "holder"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "holder"], name="one_holding_a_holder"),
            models.CheckConstraint(condition=Q(returned__lte=F("handed_out")), name="no_more_returned_than_handed_out"),
        ]

    def __str__(self) -> str:
        return f"{self.holder} for {self.subject}"

    @property
    def is_closed(self) -> bool:
        """Whether its codes were counted and are gone."""
        return self.used is not None


class Batch(models.Model):
    """Codes that were drawn and printed together, once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    holding = models.ForeignKey(Holding, on_delete=models.CASCADE, related_name="batches")
    printed = models.PositiveIntegerField()
    made_on = models.DateField()
    cancelled_on = models.DateField(null=True)

    class Meta:
        ordering = ["made_on", "id"]
        constraints = [models.CheckConstraint(condition=Q(printed__gt=0), name="batch_has_codes")]

    def __str__(self) -> str:
        return f"{self.printed} codes"


class Code(models.Model):
    """One code, known by its keyed digest alone; the key lies outside the database."""

    digest = models.CharField(max_length=64, primary_key=True)
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="codes")
    state = models.PositiveSmallIntegerField(choices=CodeState.choices, default=CodeState.FREE)

    class Meta:
        ordering = ["digest"]

    def __str__(self) -> str:
        return "code"
