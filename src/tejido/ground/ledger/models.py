"""The public record's tables: leaves, their texts beside them, nodes of the tree, checkpoints."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse

from tejido.ground.ledger.vocabulary import Reason

KEPT = timedelta(days=30)
"""How long a request to withdraw a text waits for the second person."""


class Leaf(models.Model):
    """One public act. Nothing here is ever changed or deleted."""

    index = models.PositiveBigIntegerField(primary_key=True)
    day = models.DateField()
    verb = models.CharField(max_length=80)
    subject = models.CharField(max_length=120)
    actor = models.CharField(max_length=80)
    fields = models.JSONField(default=dict)
    text_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name_plural = "leaves"
        ordering = ["index"]
        indexes = [
            models.Index(fields=["subject", "index"], name="leaf_by_subject"),
            models.Index(fields=["actor", "index"], name="leaf_by_actor"),
            models.Index(fields=["verb", "index"], name="leaf_by_verb"),
            models.Index(fields=["day", "index"], name="leaf_by_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(actor="site")
                | Q(actor__startswith="organisation:")
                | Q(actor__startswith="post:")
                | Q(actor__startswith="initiative:"),
                name="leaf_actor_is_never_a_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.index} {self.verb} {self.subject}"

    def get_absolute_url(self) -> str:
        """Return the page of the leaf."""
        return reverse("record-leaf", args=[self.index])


class LeafText(models.Model):
    """The text of a leaf and its salt, served while shown; after a withdrawal a tombstone: both are empty."""

    leaf = models.OneToOneField(Leaf, on_delete=models.PROTECT, primary_key=True, related_name="text_beside")
    salt = models.BinaryField(null=True)
    text = models.TextField(blank=True)
    withdrawn_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_on=None, salt__isnull=False) | Q(withdrawn_on__isnull=False, salt=None, text=""),
                name="tombstone_is_empty",
            )
        ]

    def __str__(self) -> str:
        return f"text of {self.leaf_id}"


class Node(models.Model):
    """The hash of a complete subtree, numbered as the nodes of array-based trees are (RFC 9420, appendix C).

    Level l and position p, over the leaves p·2^l up to (p+1)·2^l, have the number (2p+1)·2^l - 1: what is appended at
    about the same time lies close together.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    digest = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"{self.level}/{self.position}"

    @staticmethod
    def number_of(level: int, position: int) -> int:
        """Return the number of a node."""
        return (2 * position + 1 << level) - 1

    @property
    def level(self) -> int:
        """The height above the leaves: how many ones end the number in binary."""
        return (self.number + 1 & ~self.number).bit_length() - 1

    @property
    def position(self) -> int:
        """Which one of its level, from 0."""
        return self.number >> self.level + 1


class LogSize(models.Model):
    """One row, locked by whoever appends, so that indices have no gaps and no doubles."""

    size = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.size)


class Checkpoint(models.Model):
    """A signed statement of the log's size and root, one a day and on request; never changed."""

    size = models.PositiveBigIntegerField(primary_key=True)
    day = models.DateField()
    note = models.TextField()

    def __str__(self) -> str:
        return f"checkpoint {self.size}"


class Withdrawal(models.Model):
    """Somebody asked to withdraw the text of a leaf; gone once a second person decided, or after thirty days.

    `asked_by` is the random id of an account. It is kept only to tell the second person from the first.
    """

    leaf = models.OneToOneField(Leaf, on_delete=models.PROTECT, primary_key=True, related_name="withdrawal")
    asked_by = models.UUIDField()
    reason = models.CharField(max_length=12, choices=Reason.choices)
    asked_on = models.DateField()

    def __str__(self) -> str:
        return f"withdrawal of {self.leaf_id}"
