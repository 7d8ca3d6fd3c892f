"""Changes that owners propose, and what happens to the commitments of a post when its official changes."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from tejido.ground.organisations.models import Post
from tejido.stages.roundtables.models.commitment import Commitment
from tejido.stages.roundtables.vocabulary import ChangeAnswer, HandoverAnswer


class Change(models.Model):
    """New words or a new date that the owner proposes; they hold only if the roundtable adopts them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="changes")
    text = models.TextField()
    due_on = models.DateField()
    reason = models.TextField()
    proposed_on = models.DateField()
    answer = models.CharField(max_length=10, choices=ChangeAnswer.choices, default=ChangeAnswer.WAITING)
    answer_reason = models.TextField(blank=True)
    answered_on = models.DateField(null=True)

    class Meta:
        ordering = ["proposed_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment"], condition=Q(answer=ChangeAnswer.WAITING), name="one_change_waits_a_commitment"
            )
        ]

    def __str__(self) -> str:
        return f"change of {self.commitment_id}"


class Handover(models.Model):
    """A post has a new official, who answers for each open commitment until `answer_by`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="handovers")
    begins_on = models.DateField()
    answer_by = models.DateField()
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ["-begins_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["post"], condition=Q(closed_on=None), name="one_open_handover_a_post")
        ]

    def __str__(self) -> str:
        return f"handover of {self.post_id}"

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("handover", args=[self.pk])

    @property
    def record_name(self) -> str:
        """How the public record names the handover."""
        return f"handover:{self.pk}"


class HandoverItem(models.Model):
    """One commitment of the post and what the new official answered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    handover = models.ForeignKey(Handover, on_delete=models.CASCADE, related_name="items")
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="handover_items")
    answer = models.CharField(max_length=12, choices=HandoverAnswer.choices, default=HandoverAnswer.WAITING)
    answered_on = models.DateField(null=True)
    change = models.ForeignKey(Change, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["commitment__due_on", "id"]
        constraints = [models.UniqueConstraint(fields=["handover", "commitment"], name="one_item_a_handover")]

    def __str__(self) -> str:
        return f"{self.answer} for {self.commitment_id}"
