"""What an initiative asks a call for, what it would cost, and what two people who have no part in it say."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from tejido.ground.organisations.models import Organisation, Post
from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.stages.funding.models.call import Call
from tejido.stages.funding.vocabulary.calls import ApplicationState, CostKind
from tejido.stages.initiatives.models import Initiative


class Application(models.Model):
    """What an initiative asks for. `amount` is the sum of its cost lines, in hundredths of the call's currency.

    `profile` is the initiative's on the day it was sent; it may only become tighter. `number` is its place on the
    ballot, drawn by lot when the review is over, and its project id in the published file.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="applications")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    causes = models.JSONField(default=list)
    title = models.CharField(max_length=120, blank=True)  # what the money is for
    searchable = models.CharField(max_length=160, blank=True)
    summary = models.TextField(blank=True)
    amount = models.BigIntegerField(default=0)
    institution = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    institution_part = models.CharField(max_length=600, blank=True)  # what that institution would have to do
    feasible = models.BooleanField(null=True)  # what the institution answered; None: nothing yet
    feasible_reason = models.CharField(max_length=600, blank=True)
    feasible_source = models.CharField(max_length=200, blank=True)  # where the funder wrote the answer down: from what
    feasible_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    feasible_on = models.DateField(null=True)
    profile = models.CharField(max_length=12, choices=Profile.choices, default=Profile.DISCREET)
    state = models.CharField(max_length=10, choices=ApplicationState.choices, default=ApplicationState.DRAFT)
    state_since = models.DateField()
    drafted_on = models.DateField()
    sent_on = models.DateField(null=True)
    declared_on = models.DateField(null=True)  # when those who run it declared that no conflict of interest stands
    reason = models.CharField(max_length=600, blank=True)  # why it was returned or not admitted
    number = models.PositiveSmallIntegerField(null=True)
    is_example = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["call", "number", "sent_on", "id"]
        indexes = [models.Index(fields=["initiative", "state"])]
        constraints = [
            models.UniqueConstraint(fields=["call", "initiative"], name="one_application_a_call"),
            models.UniqueConstraint(
                fields=["call", "number"], condition=Q(number__isnull=False), name="one_number_a_ballot"
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="application_asks_for_no_less_than_nothing"),
            models.CheckConstraint(
                condition=Q(state=ApplicationState.DRAFT) | Q(sent_on__isnull=False, amount__gt=0),
                name="application_is_sent_with_an_amount",
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.initiative)

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("application", args=[self.pk])

    @property
    def record_name(self) -> str:
        """How the public record names the application."""
        return f"application:{self.pk}"


class CostLine(models.Model):
    """One line of what it would cost."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=CostKind.choices, default=CostKind.MATERIALS)
    what = models.CharField(max_length=160)
    amount = models.BigIntegerField()

    class Meta:
        ordering = ["application", "number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="one_cost_line_a_number"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="cost_line_costs_something"),
        ]

    def __str__(self) -> str:
        return self.what


class PlannedStep(models.Model):
    """A milestone of the application: what is reached by when, and how much is paid once it is."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=160)
    due_on = models.DateField()
    amount = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["application", "number"]
        constraints = [models.UniqueConstraint(fields=["application", "number"], name="one_step_a_number")]

    def __str__(self) -> str:
        return self.what


class ExpectedResult(models.Model):
    """What is to come of it, in a number."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="expected")
    number = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=160)
    figure = models.DecimalField(max_digits=12, decimal_places=2)
    unit = models.CharField(max_length=40)

    class Meta:
        ordering = ["application", "number"]
        constraints = [models.UniqueConstraint(fields=["application", "number"], name="one_expected_result_a_number")]

    def __str__(self) -> str:
        return self.what


class Review(models.Model):
    """What one reviewer says of an application, or that they have a part in it and stood aside.

    Who reviewed is known to the funder and the reviewers alone; two who have no part in it must agree.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    stands_aside = models.BooleanField(default=False)
    admits = models.BooleanField(null=True)
    points = models.PositiveSmallIntegerField(null=True)
    reasons = models.CharField(max_length=1200, blank=True)
    reviewed_on = models.DateField(null=True)

    class Meta:
        ordering = ["application", "reviewed_on", "id"]
        constraints = [models.UniqueConstraint(fields=["application", "reviewer"], name="one_review_a_reviewer")]

    def __str__(self) -> str:
        return f"review of {self.application_id}"
