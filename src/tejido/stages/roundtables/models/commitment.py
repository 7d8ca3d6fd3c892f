"""Commitments made at a roundtable, and their steps."""

import hashlib
import secrets
import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from tejido.ground.organisations.models import Organisation, Post
from tejido.ground.places.models import Place
from tejido.stages.initiatives.models import Need
from tejido.stages.roundtables.models.meeting import Meeting
from tejido.stages.roundtables.models.roundtable import Roundtable
from tejido.stages.roundtables.vocabulary import CommitmentState

WHOLE = 100  # progress is counted in hundredths of the work


def new_salt() -> str:
    """Return 128 random bits in hex."""
    return secrets.token_hex(16)


class Commitment(models.Model):
    """What a post (or a civil society organisation) promised to do, by when, and what became of it.

    `owner` is the organisation; `owner_post` the post that answers for it where the owner is an institution.
    `made_on` is the day of the meeting. `late_since` is set by the clock and stays when the work is done late; it is
    empty again once the date is moved, and `times_late` keeps count. What the roundtable's staff wrote down on the
    owner's behalf carries `recorded_on` and `recorded_source`; the owner may correct it until `answer_by`, and silence
    sets `unconfirmed_since`. `version` counts the saves, so that nobody overwrites what they have not seen. `due_salt`
    belongs to `due_seal`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    roundtable = models.ForeignKey(Roundtable, on_delete=models.PROTECT, related_name="commitments")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="commitments")
    number = models.PositiveIntegerField()
    external_key = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    searchable = models.TextField()
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="commitments")
    owner_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="commitments")
    co_owners = models.ManyToManyField(Organisation, related_name="co_owned_commitments", blank=True)
    needs = models.ManyToManyField(Need, related_name="commitments", blank=True)
    places = models.ManyToManyField(Place, related_name="commitments")
    causes = models.JSONField(default=list)

    indicator = models.CharField(max_length=160, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    baseline = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    target = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    current = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    cost = models.BigIntegerField(null=True)  # hundredths of the currency
    currency = models.CharField(max_length=3, default="MXN")

    state = models.CharField(max_length=12, choices=CommitmentState.choices, default=CommitmentState.PROPOSED)
    progress = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(WHOLE)])
    made_on = models.DateField()
    first_due_on = models.DateField()
    due_on = models.DateField()
    due_salt = models.CharField(max_length=32, default=new_salt, editable=False)
    postponed = models.PositiveSmallIntegerField(default=0)
    late_since = models.DateField(null=True)
    times_late = models.PositiveSmallIntegerField(default=0)
    done_on = models.DateField(null=True)
    reopened = models.PositiveSmallIntegerField(default=0)
    broken_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    carried_over = models.PositiveSmallIntegerField(default=0)
    carried_to = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="carried_commitments")

    recorded_on = models.DateField(null=True)
    recorded_source = models.CharField(max_length=200, blank=True)
    answer_by = models.DateField(null=True)
    unconfirmed_since = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["state", "due_on"]),
            models.Index(fields=["owner", "state"]),
            models.Index(fields=["roundtable", "state", "due_on"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["roundtable", "number"], name="one_number_a_commitment"),
            models.UniqueConstraint(
                fields=["roundtable", "external_key"], condition=~Q(external_key=""), name="one_key_a_commitment"
            ),
            models.CheckConstraint(
                condition=Q(first_due_on__gte=F("made_on"), due_on__gte=F("made_on")),
                name="commitment_is_not_due_before_its_meeting",
            ),
            models.CheckConstraint(
                condition=Q(late_since=None) | Q(late_since__gt=F("due_on")), name="commitment_is_late_after_its_date"
            ),
            models.CheckConstraint(condition=Q(progress__lte=WHOLE), name="commitment_progress_up_to_100"),
            models.CheckConstraint(condition=Q(cost=None) | Q(cost__gte=0), name="commitment_cost_is_not_negative"),
            models.CheckConstraint(
                condition=~Q(state__in=[CommitmentState.DONE, CommitmentState.VERIFIED]) | Q(done_on__isnull=False),
                name="commitment_done_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("commitment", args=[self.pk])

    @property
    def record_name(self) -> str:
        """How the public record names the commitment."""
        return f"commitment:{self.pk}"

    @property
    def due_seal(self) -> str:
        """A salted hash of both dates: binds a roundtable that does not publish coming dates to them all the same."""
        return hashlib.sha256(f"{self.due_salt}|{self.first_due_on}|{self.due_on}".encode()).hexdigest()

    @property
    def was_done_late(self) -> bool:
        """Whether it was called done after its date."""
        return self.done_on is not None and self.done_on > self.due_on


class Step(models.Model):
    """A part of a commitment with a date and a weight of its own; the whole's progress is worked out from its steps."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="steps")
    text = models.CharField(max_length=280)
    due_on = models.DateField()
    weight = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1), MaxValueValidator(100)])
    progress = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(WHOLE)])
    done_on = models.DateField(null=True)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(weight__gte=1, weight__lte=100), name="step_weighs_1_to_100"),
            models.CheckConstraint(condition=Q(progress__lte=WHOLE), name="step_progress_up_to_100"),
        ]

    def __str__(self) -> str:
        return self.text


class Update(models.Model):
    """What the owner said of its commitment on a day; where the staff wrote it down for it, from which source."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="updates")
    text = models.TextField(blank=True)
    progress = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200, blank=True)
    said_on = models.DateField()

    class Meta:
        ordering = ["-said_on", "id"]

    def __str__(self) -> str:
        return f"{self.progress} on {self.said_on}"
