"""Money that was agreed on, how it is paid step by step, and what was accounted for."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from tejido.ground.files.models import File
from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.places.models import Place
from tejido.stages.funding.models.application import Application
from tejido.stages.funding.vocabulary.calls import Currency
from tejido.stages.funding.vocabulary.grants import GrantState, InstalmentState
from tejido.stages.initiatives.models import Initiative

UNAGREED = (GrantState.DRAFT, GrantState.OFFERED)
"""States in which nobody but the two sides hears of a grant."""


class Grant(models.Model):
    """What a funder gives an initiative. Amounts are integer hundredths of `currency`.

    `profile` is never more open than the initiative's; what is not open is told in bands only, 90 days after the
    quarter of each payment, and never with a coming instalment: `tejido.stages.funding.disclosure` decides.
    `foreign_programme` is the funder's own number of the programme, where the money is foreign. `application` is None
    for a grant that was agreed outside any call. `answer` is what the initiative said when it sent an offer back.
    `told_on` is the day on which the record first told of it, `told_openly` whether any leaf says exact amounts.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    funder = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="grants")
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="grants")
    application = models.OneToOneField(Application, on_delete=models.PROTECT, null=True, related_name="grant")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="grants")
    causes = models.JSONField(default=list)
    title = models.CharField(max_length=140)
    searchable = models.CharField(max_length=180)
    purpose = models.TextField(blank=True)
    reference = models.CharField(max_length=60, blank=True)  # the number of the agreement on paper
    foreign_programme = models.CharField(max_length=80, blank=True)
    currency = models.CharField(max_length=3, choices=Currency.choices, default=Currency.MXN)
    amount = models.BigIntegerField()
    drafted_on = models.DateField()
    offered_on = models.DateField(null=True)
    answer = models.CharField(max_length=600, blank=True)
    agreed_on = models.DateField(null=True)
    begins_on = models.DateField()
    ends_on = models.DateField()
    finished_on = models.DateField(null=True)
    reason = models.CharField(max_length=600, blank=True)  # why it was suspended or ended
    profile = models.CharField(max_length=12, choices=Profile.choices, default=Profile.DISCREET)
    state = models.CharField(max_length=10, choices=GrantState.choices, default=GrantState.DRAFT)
    state_since = models.DateField()
    told_on = models.DateField(null=True)
    told_openly = models.BooleanField(default=False)
    is_example = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-agreed_on", "id"]
        indexes = [models.Index(fields=["state", "profile"]), models.Index(fields=["place", "profile", "state"])]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="grant_gives_something"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("begins_on")), name="grant_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(state__in=UNAGREED) | Q(agreed_on__isnull=False), name="grant_is_agreed_first"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its public page."""
        return reverse("grant", args=[self.pk])

    @property
    def record_name(self) -> str:
        """How the public record names the grant."""
        return f"grant:{self.pk}"

    @property
    def is_unagreed(self) -> bool:
        """Whether only the two sides know of it."""
        return self.state in UNAGREED


class Instalment(models.Model):
    """One payment of a grant, against a milestone. Only the two sides see it before it is paid.

    `amount` is what was planned, `paid` what was paid: no more than planned. `note` is what the funder said when it
    sent the milestone back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="instalments")
    number = models.PositiveSmallIntegerField()
    milestone = models.CharField(max_length=160)
    amount = models.BigIntegerField()
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=InstalmentState.choices, default=InstalmentState.PLANNED)
    reached_on = models.DateField(null=True)
    checked_on = models.DateField(null=True)
    late_since = models.DateField(null=True)
    note = models.CharField(max_length=600, blank=True)
    paid_on = models.DateField(null=True)
    paid = models.BigIntegerField(null=True)
    told_on = models.DateField(null=True)
    told_openly = models.BooleanField(default=False)

    class Meta:
        ordering = ["grant", "number"]
        indexes = [models.Index(fields=["paid_on"], condition=Q(paid_on__isnull=False), name="paid_instalments")]
        constraints = [
            models.UniqueConstraint(fields=["grant", "number"], name="one_instalment_a_number"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="instalment_pays_something"),
            models.CheckConstraint(
                condition=Q(state=InstalmentState.PAID, paid_on__isnull=False, paid__gt=0, paid__lte=F("amount"))
                | (~Q(state=InstalmentState.PAID) & Q(paid_on=None, paid=None)),
                name="paid_instalment_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.milestone}"

    @property
    def record_name(self) -> str:
        """How the public record names the instalment."""
        return f"instalment:{self.pk}"


class Evidence(models.Model):
    """What shows that a milestone was reached: words, a picture or a PDF. Seen by others once it was paid."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    instalment = models.ForeignKey(Instalment, on_delete=models.CASCADE, related_name="evidence")
    text = models.TextField()
    file = models.ForeignKey(File, on_delete=models.PROTECT, null=True, related_name="+")
    added_on = models.DateField()

    class Meta:
        ordering = ["instalment", "added_on", "id"]

    def __str__(self) -> str:
        return self.text


class Invoice(models.Model):
    """The folio (UUID) of a CFDI that accounts for money of a grant: each counts once, over all grants.

    `amount` is the part of the invoice that this grant paid. Only the two sides see invoices; others see their sum.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="invoices")
    instalment = models.ForeignKey(Instalment, on_delete=models.PROTECT, null=True, related_name="invoices")
    folio = models.UUIDField(unique=True)
    amount = models.BigIntegerField()
    what = models.CharField(max_length=160)
    issued_on = models.DateField()
    entered_on = models.DateField()

    class Meta:
        ordering = ["grant", "issued_on", "id"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="invoice_is_of_something")]

    def __str__(self) -> str:
        return str(self.folio).upper()
