"""Budgets by what they buy: sources, lines by stage, why each stands where it does, shifts that were announced."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from tejido.ground.organisations.models import Organisation
from tejido.ground.places.models import Place
from tejido.stages.funding.models.call import Call
from tejido.stages.funding.vocabulary.budgets import (
    BudgetKind,
    BudgetReason,
    Category,
    Certainty,
    ClassificationState,
    Scheme,
    Stage,
)
from tejido.stages.funding.vocabulary.calls import Currency


class BudgetSource(models.Model):
    """A budget, or a report of one: where its lines come from, and on what terms.

    `key` is that of the package's own sources, else empty. Sources of one `family` tell of the same money in their own
    ways: they are never added up. `stage` is the one that the source is mainly about. `organisation` may bring lines
    in, besides the host. `digest` is that of all lines, so that the record covers them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=160)
    searchable = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=BudgetKind.choices)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="budgets")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="budgets")
    currency = models.CharField(max_length=3, choices=Currency.choices, default=Currency.MXN)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.APPROVED)
    family = models.CharField(max_length=40, blank=True)
    publisher = models.CharField(max_length=160)
    document = models.CharField(max_length=240)
    url = models.CharField(max_length=300, blank=True)
    vintage = models.CharField(max_length=20, blank=True)
    terms = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    added_on = models.DateField()
    line_count = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["kind", "searchable", "id"]
        constraints = [models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="budget_source_key_once")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its public page."""
        return reverse("budget-source", args=[self.pk])

    @property
    def record_name(self) -> str:
        """How the public record names the source."""
        return f"budget_source:{self.pk}"


class BudgetImport(models.Model):
    """One time that lines were brought in, and how much of what was known it changed."""

    source = models.ForeignKey(BudgetSource, on_delete=models.CASCADE, related_name="imports")
    number = models.PositiveIntegerField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    imported_on = models.DateField()
    made = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    gone = models.PositiveIntegerField()

    class Meta:
        ordering = ["source", "-number"]
        constraints = [models.UniqueConstraint(fields=["source", "number"], name="budget_import_number_once")]

    def __str__(self) -> str:
        return f"{self.source_id} {self.number}"


class BudgetLine(models.Model):
    """One line of a year. Amounts are integer hundredths of the source's currency; None is not known, which is not 0.

    `constant` is the source's own figure in constant prices, of its main stage, where it gives one. `category`,
    `certainty` and `reason` follow from the account or the functional code, until a classification of its own is
    adopted (`own`). `gone_on`: a later version of the source has the line no more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.ForeignKey(BudgetSource, on_delete=models.CASCADE, related_name="lines")
    year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    searchable = models.CharField(max_length=600)
    unit = models.CharField(max_length=160, blank=True)
    programme = models.CharField(max_length=160, blank=True)
    scheme = models.CharField(max_length=10, choices=Scheme.choices, blank=True)
    function = models.CharField(max_length=20, blank=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    causes = models.JSONField(default=list)
    approved = models.BigIntegerField(null=True)
    modified = models.BigIntegerField(null=True)
    committed = models.BigIntegerField(null=True)
    accrued = models.BigIntegerField(null=True)
    paid = models.BigIntegerField(null=True)
    constant = models.BigIntegerField(null=True)
    category = models.CharField(max_length=12, choices=Category.choices, default=Category.UNCLASSIFIED)
    certainty = models.CharField(max_length=8, choices=Certainty.choices, default=Certainty.UNKNOWN)
    reason = models.CharField(max_length=30, choices=BudgetReason.choices, blank=True)
    own = models.ForeignKey("Classification", on_delete=models.PROTECT, null=True, related_name="+")
    brought_on = models.DateField()
    gone_on = models.DateField(null=True)

    class Meta:
        ordering = ["-year", "searchable", "id"]
        indexes = [
            models.Index(fields=["source", "year", "category"]),
            models.Index(fields=["-year", "searchable", "id"], name="budget_lines_by_year"),
            models.Index(fields=["category", "-year"], name="budget_lines_by_category"),
        ]
        constraints = [models.UniqueConstraint(fields=["source", "year", "code"], name="budget_line_once_a_year")]

    def __str__(self) -> str:
        return f"{self.name} ({self.year})"

    def get_absolute_url(self) -> str:
        """Its public page."""
        return reverse("budget-line", args=[self.pk])

    @property
    def record_name(self) -> str:
        """How the public record, and those who follow it, name the line."""
        return f"budget_line:{self.pk}"


class LineChange(models.Model):
    """What an import changed of a line: one stage, or all of it where `stage` is empty (it is gone, or came back)."""

    line = models.ForeignKey(BudgetLine, on_delete=models.CASCADE, related_name="changes")
    batch = models.ForeignKey(BudgetImport, on_delete=models.CASCADE, related_name="changes")
    stage = models.CharField(max_length=10, choices=Stage.choices, blank=True)
    before = models.BigIntegerField(null=True)
    after = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["line", "batch", "id"]

    def __str__(self) -> str:
        return f"{self.line_id} {self.stage}"


class Classification(models.Model):
    """What an organisation says that a line buys, and why. None as `organisation` is the host."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    line = models.ForeignKey(BudgetLine, on_delete=models.CASCADE, related_name="classifications")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    category = models.CharField(max_length=12, choices=Category.choices)
    reason = models.CharField(max_length=600)
    stated_on = models.DateField()
    state = models.CharField(max_length=10, choices=ClassificationState.choices, default=ClassificationState.PROPOSED)
    answer = models.CharField(max_length=600, blank=True)  # why it was not adopted
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ["line", "-stated_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["line"], condition=Q(state=ClassificationState.ADOPTED), name="one_classification_in_force"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()}"

    def get_absolute_url(self) -> str:
        """The page of its line."""
        return f"{reverse('budget-line', args=[self.line_id])}#clasificacion"

    @property
    def record_name(self) -> str:
        """How the public record names it."""
        return f"classification:{self.pk}"


class Announcement(models.Model):
    """A shift of money that somebody announced, with where that can be checked, and what followed from it.

    Nothing here is surer than `source`. `amount` is None where none was named. What was approved and paid is read from
    `lines`, to whom from the grants of `calls`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    what = models.CharField(max_length=200)
    searchable = models.CharField(max_length=420)
    said_by = models.CharField(max_length=160)
    announced_on = models.DateField()
    source = models.CharField(max_length=300)
    year = models.PositiveSmallIntegerField(null=True)
    amount = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, choices=Currency.choices, default=Currency.MXN)
    from_category = models.CharField(max_length=12, choices=Category.choices, default=Category.UNCLASSIFIED)
    to_category = models.CharField(max_length=12, choices=Category.choices)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    entered_on = models.DateField()
    lines = models.ManyToManyField(BudgetLine, related_name="announcements", blank=True)
    calls = models.ManyToManyField(Call, related_name="+", blank=True)
    withdrawn_on = models.DateField(null=True)
    withdrawn_because = models.CharField(max_length=600, blank=True)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["-announced_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gt=0), name="announced_amount_is_some"),
            models.CheckConstraint(condition=~Q(from_category=F("to_category")), name="shift_goes_elsewhere"),
            models.CheckConstraint(condition=~Q(source=""), name="announcement_has_a_source"),
        ]

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        """Its public page."""
        return reverse("announcement", args=[self.pk])

    @property
    def record_name(self) -> str:
        """How the public record names it."""
        return f"announcement:{self.pk}"


class Deflator(models.Model):
    """By how much an amount of a year is multiplied to be in prices of `base`: millionths, with where it comes from."""

    currency = models.CharField(max_length=3, choices=Currency.choices)
    year = models.PositiveSmallIntegerField()
    base = models.PositiveSmallIntegerField()
    millionths = models.PositiveBigIntegerField()
    source = models.CharField(max_length=240)

    class Meta:
        ordering = ["currency", "year"]
        constraints = [
            models.UniqueConstraint(fields=["currency", "year"], name="one_deflator_a_year"),
            models.CheckConstraint(condition=Q(millionths__gt=0), name="deflator_is_some"),
        ]

    def __str__(self) -> str:
        return f"{self.currency} {self.year}"
