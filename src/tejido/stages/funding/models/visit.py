"""What citizens see of a grant: visits, and doubts that are raised and answered in public."""

import uuid

from django.db import models
from django.db.models import Q

from tejido.ground.files.models import File
from tejido.ground.organisations.models import Organisation
from tejido.ground.people.models import Person
from tejido.stages.funding.models.grant import Grant, Instalment
from tejido.stages.funding.vocabulary.grants import Seen, Side


class Visit(models.Model):
    """Somebody went to see what the money did: for an `organisation`, or as "a visitor", whom nobody is shown.

    `instalment` is one that was paid, whose milestone they went to see; None: the whole. `person` lets them take it
    back; it goes with the account. `hidden_on`: moderation took it out of sight.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="visits")
    instalment = models.ForeignKey(Instalment, on_delete=models.SET_NULL, null=True, related_name="visits")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    seen = models.CharField(max_length=10, choices=Seen.choices)
    text = models.TextField()
    visited_on = models.DateField()
    written_on = models.DateField()
    told_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    hidden_on = models.DateField(null=True)

    class Meta:
        ordering = ["-written_on", "id"]

    def __str__(self) -> str:
        return self.text

    @property
    def record_name(self) -> str:
        """How the public record names the visit."""
        return f"visit:{self.pk}"


class VisitPhoto(models.Model):
    """A photo of a visit, drawn afresh, and what is to be seen on it."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="photos")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    caption = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ["visit", "id"]

    def __str__(self) -> str:
        return self.caption


class Doubt(models.Model):
    """A question about a grant, and the answer of one of the two sides; it is late after ten business days."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="doubts")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    text = models.TextField()
    asked_on = models.DateField()
    answer_by = models.DateField()
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True)
    answered_by = models.CharField(max_length=10, choices=Side.choices, blank=True)
    late_since = models.DateField(null=True)
    told_on = models.DateField(null=True)
    answer_told_on = models.DateField(null=True)
    hidden_on = models.DateField(null=True)

    class Meta:
        ordering = ["-asked_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on=None, answer="") | (Q(answered_on__isnull=False) & ~Q(answer="")),
                name="doubt_is_answered_with_words",
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def record_name(self) -> str:
        """How the public record names the doubt."""
        return f"doubt:{self.pk}"
