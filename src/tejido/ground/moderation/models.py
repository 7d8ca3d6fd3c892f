"""Pages that were pointed out, what was decided on them, and which are hidden now."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from tejido.ground.moderation.vocabulary import Ask, Outcome, Reason
from tejido.ground.people.models import Person


class Moderator(models.Model):
    """Somebody whom the host asked to look at pages that are pointed out."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="moderates")
    named_on = models.DateField()

    class Meta:
        ordering = ["named_on", "id"]

    def __str__(self) -> str:
        return f"moderator {self.person_id}"


class Review(models.Model):
    """A question about one page, which two people answer together.

    `page` is its name in the record (`initiative:1b4e…`). The first of the two proposes `outcome`, `reason` and `words`
    (public once decided), the second agrees. Who they are is private, and forgotten where nobody can appeal any more.
    `plea` is what the owners say, sealed. `version` counts proposals, so that nobody agrees to one they did not see.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    page = models.CharField(max_length=80)
    ask = models.CharField(max_length=8, choices=Ask.choices, default=Ask.FLAGGED)
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="followed_by")
    opened_on = models.DateField()
    flags_counted = models.PositiveIntegerField(default=0)
    plea = models.BinaryField(default=b"")
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True, default="")
    reason = models.CharField(max_length=8, choices=Reason.choices, blank=True, default="")
    words = models.CharField(max_length=600, blank=True, default="")
    proposer = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    seconder = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-decided_on", "opened_on", "id"]
        indexes = [models.Index(fields=["page", "decided_on"]), models.Index(fields=["-decided_on", "id"])]
        constraints = [
            models.UniqueConstraint(fields=["page"], condition=Q(decided_on=None), name="one_open_review_a_page"),
            models.CheckConstraint(
                condition=Q(decided_on=None) | (~Q(outcome="") & ~Q(reason="")), name="decision_has_an_outcome"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ask}: {self.page}"

    def get_absolute_url(self) -> str:
        """Its page: the decision for everybody, the question for those who decide."""
        return reverse("moderation-review", args=[self.pk])

    @property
    def record_name(self) -> str:
        """How the public record names it."""
        return f"review:{self.pk}"

    @property
    def is_proposed(self) -> bool:
        """Whether one of the two has said what they would decide."""
        return self.decided_on is None and self.outcome != ""


class Flag(models.Model):
    """One time that a page was pointed out: why, and sealed words. Nothing says by whom, or from where."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="flags")
    reason = models.CharField(max_length=8, choices=Reason.choices)
    sealed = models.BinaryField(default=b"")

    class Meta:
        ordering = ["reason", "id"]

    def __str__(self) -> str:
        return f"{self.reason} ({self.review_id})"


class Hiding(models.Model):
    """A page that is hidden now, by which decision. `kept` is what its app needs to show it again."""

    page = models.CharField(max_length=80, primary_key=True)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="+")
    hidden_on = models.DateField()
    kept = models.CharField(max_length=40)
    was_public = models.BooleanField()

    def __str__(self) -> str:
        return self.page
