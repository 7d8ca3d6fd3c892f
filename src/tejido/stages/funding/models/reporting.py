"""What a grant is to bring and brought, what was changed or given back, and what others have yet to hear of it."""

import uuid

from django.db import models
from django.db.models import Q

from tejido.stages.funding.models.grant import Grant
from tejido.stages.funding.vocabulary.grants import GrantAct, Side


class Target(models.Model):
    """A result that the two sides expect, in a number."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="targets")
    number = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=160)
    figure = models.DecimalField(max_digits=12, decimal_places=2)
    unit = models.CharField(max_length=40)

    class Meta:
        ordering = ["grant", "number"]
        constraints = [models.UniqueConstraint(fields=["grant", "number"], name="one_target_a_number")]

    def __str__(self) -> str:
        return self.what


class GrantReport(models.Model):
    """What the initiative reports by a day that was agreed. Empty `sent_on`: not yet; `late_since` is the clock's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="reports")
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    text = models.TextField(blank=True)
    sent_on = models.DateField(null=True)
    late_since = models.DateField(null=True)

    class Meta:
        ordering = ["grant", "number"]
        constraints = [
            models.UniqueConstraint(fields=["grant", "number"], name="one_report_a_number"),
            models.CheckConstraint(condition=Q(sent_on=None) | ~Q(text=""), name="sent_report_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class Reading(models.Model):
    """How far an expected result was by a report."""

    report = models.ForeignKey(GrantReport, on_delete=models.CASCADE, related_name="readings")
    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="readings")
    figure = models.DecimalField(max_digits=12, decimal_places=2)
    source = models.CharField(max_length=160)

    class Meta:
        ordering = ["report", "target__number"]
        constraints = [models.UniqueConstraint(fields=["report", "target"], name="one_reading_a_report")]

    def __str__(self) -> str:
        return f"{self.figure}"


class Returned(models.Model):
    """Money that the initiative gave back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="returned")
    amount = models.BigIntegerField()
    returned_on = models.DateField()
    reason = models.CharField(max_length=600)

    class Meta:
        ordering = ["grant", "returned_on", "id"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="something_is_returned")]

    def __str__(self) -> str:
        return self.reason


class Amendment(models.Model):
    """A change of the agreement that one side proposed: it holds once the other says yes.

    `before` and `after` hold the amount, the last day, the instalments not yet paid and the days of reports not yet
    sent, as lists and ISO days. The row stays; what was declined is seen by the two sides only.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="amendments")
    side = models.CharField(max_length=10, choices=Side.choices)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.CharField(max_length=600)
    proposed_on = models.DateField()
    agreed_on = models.DateField(null=True)
    declined_on = models.DateField(null=True)
    answer = models.CharField(max_length=600, blank=True)

    class Meta:
        ordering = ["grant", "proposed_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["grant"], condition=Q(agreed_on=None, declined_on=None), name="one_open_amendment_a_grant"
            ),
        ]

    def __str__(self) -> str:
        return self.reason


class Happening(models.Model):
    """Something that happened to a grant and belongs into the record as soon as the profile lets it be told.

    `fields` are exact; what is entered of them is decided on the day of entering. `told_on` is that day.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="happenings")
    order = models.PositiveIntegerField()
    act = models.CharField(max_length=40, choices=GrantAct.choices)
    side = models.CharField(max_length=10, choices=Side.choices, blank=True)  # empty: the clock
    text = models.TextField(blank=True)
    fields = models.JSONField(default=dict)
    happened_on = models.DateField()
    told_on = models.DateField(null=True)

    class Meta:
        ordering = ["grant", "order"]
        indexes = [models.Index(fields=["grant"], condition=Q(told_on=None), name="happenings_to_tell")]
        constraints = [models.UniqueConstraint(fields=["grant", "order"], name="one_happening_an_order")]

    def __str__(self) -> str:
        return self.act
