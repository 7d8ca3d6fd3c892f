"""Money that was agreed on, how it is paid step by step, and what was accounted for."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.places.models import Place
from tejido.stages.funding.models.application import Application
from tejido.stages.funding.vocabulary.calls import Currency
from tejido.stages.funding.vocabulary.grants import GrantState, InstalmentState
from tejido.stages.initiatives.models import Initiative


class Grant(models.Model):
    """What a funder gives an initiative. Amounts are integer hundredths of `currency`.

    `profile` is never more open than the initiative's; what is not open is told in bands only, 90 days after each
    payment, and never with a coming instalment. `foreign_programme` is the funder's own number of the programme, where
    the money is foreign. `application` is None for a grant that was agreed outside any call.
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
    agreed_on = models.DateField(null=True)
    begins_on = models.DateField()
    ends_on = models.DateField()
    finished_on = models.DateField(null=True)
    profile = models.CharField(max_length=12, choices=Profile.choices, default=Profile.DISCREET)
    state = models.CharField(max_length=10, choices=GrantState.choices, default=GrantState.DRAFT)
    state_since = models.DateField()
    is_example = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-agreed_on", "id"]
        indexes = [models.Index(fields=["state", "profile"]), models.Index(fields=["place", "profile", "state"])]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="grant_gives_something"),
            models.CheckConstraint(
                condition=Q(state=GrantState.DRAFT) | Q(agreed_on__isnull=False), name="grant_is_agreed_first"
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


class Instalment(models.Model):
    """One payment of a grant, against a milestone. Only the two sides see it before it is paid."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="instalments")
    number = models.PositiveSmallIntegerField()
    milestone = models.CharField(max_length=160)
    amount = models.BigIntegerField()
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=InstalmentState.choices, default=InstalmentState.PLANNED)
    reached_on = models.DateField(null=True)
    paid_on = models.DateField(null=True)

    class Meta:
        ordering = ["grant", "number"]
        constraints = [
            models.UniqueConstraint(fields=["grant", "number"], name="one_instalment_a_number"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="instalment_pays_something"),
            models.CheckConstraint(
                condition=Q(state=InstalmentState.PAID, paid_on__isnull=False)
                | (~Q(state=InstalmentState.PAID) & Q(paid_on=None)),
                name="paid_instalment_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.milestone}"

    @property
    def record_name(self) -> str:
        """How the public record names the instalment."""
        return f"instalment:{self.pk}"


class Invoice(models.Model):
    """The folio (UUID) of a CFDI that accounts for money of a grant: each counts once, over all grants."""

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
        return str(self.folio)
