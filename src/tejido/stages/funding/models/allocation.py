"""What came of a call, in files that anybody can check, and who recomputed it where ballots are not published."""

import uuid
import zlib

from django.db import models
from django.db.models import Q
from django.urls import reverse

from tejido.ground.organisations.models import Organisation
from tejido.ground.people.models import Person
from tejido.stages.funding.models.call import Call
from tejido.stages.funding.vocabulary.allocations import Ended, Recount

SEATS = (1, 2)
"""Two organisations recompute a result whose ballots are not published."""


class Allocation(models.Model):
    """The result of a call, computed once. Amounts are hundredths of the call's currency.

    `winners` are numbers of applications as text, in the order in which they were chosen. `result` and `ballots` are
    the files as they are hashed, deflated. `is_published` says whether both may be read by all; where they may not,
    they are for two scrutineers alone, and neither a hash of them (the file holds a secret number, `nonce`) nor
    `figures` tells of a single ballot. `figures` has what the page says of each application.
    """

    call = models.OneToOneField(Call, on_delete=models.PROTECT, primary_key=True, related_name="allocation")
    ended = models.CharField(max_length=16, choices=Ended.choices)
    decided_on = models.DateField()
    voters = models.PositiveIntegerField()
    budget = models.BigIntegerField()
    spent = models.BigIntegerField()
    winners = models.JSONField(default=list)
    is_published = models.BooleanField()
    result_hash = models.CharField(max_length=64)
    ballots_hash = models.CharField(max_length=64)
    result = models.BinaryField()
    ballots = models.BinaryField()
    figures = models.JSONField(default=dict)
    confirmed = models.PositiveSmallIntegerField(default=0)
    disputed = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(spent__gte=0), name="allocation_spends_no_less_than_nothing")]

    def __str__(self) -> str:
        return str(self.call)

    def get_absolute_url(self) -> str:
        """Its public page."""
        return reverse("allocation", args=[self.pk])

    @property
    def record_name(self) -> str:
        """How the public record names the result."""
        return f"allocation:{self.pk}"

    @property
    def numbers(self) -> list[int]:
        """The numbers of the winners, in the order in which they were chosen."""
        return [int(one) for one in self.winners]

    @property
    def result_file(self) -> bytes:
        """The result as JSON, as it was hashed."""
        return zlib.decompress(self.result)

    @property
    def ballots_file(self) -> bytes:
        """The ballots as a Pabulib file, as it was hashed."""
        return zlib.decompress(self.ballots)

    @property
    def recount(self) -> Recount:
        """How far somebody else than the site has recomputed it."""
        if self.is_published:
            return Recount.ANYBODY
        if self.disputed:
            return Recount.DISPUTED
        return Recount.CONFIRMED if self.confirmed >= len(SEATS) else Recount.WAITING


class Scrutineer(models.Model):
    """An organisation that puts itself forward to recompute a result, and the person who does it for it.

    Those in a `seat` (1 or 2) take the ballots once and sign. Who it is in the organisation is told to nobody.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="scrutineers")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    applied = models.BooleanField()  # whether one of its initiatives applied to the call
    put_forward_on = models.DateField()
    seat = models.PositiveSmallIntegerField(null=True)
    fetched_on = models.DateField(null=True)
    holds = models.BooleanField(null=True)
    reason = models.CharField(max_length=600, blank=True)
    signed_on = models.DateField(null=True)
    left_on = models.DateField(null=True)

    class Meta:
        ordering = ["call", "seat", "put_forward_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["call", "organisation"], name="one_scrutineer_an_organisation"),
            models.UniqueConstraint(fields=["call", "seat"], condition=Q(left_on=None), name="one_scrutineer_a_seat"),
            models.CheckConstraint(condition=Q(seat=None) | Q(seat__in=SEATS), name="two_seats_for_scrutineers"),
            models.CheckConstraint(
                condition=Q(holds=None, signed_on=None) | Q(holds__isnull=False, fetched_on__isnull=False),
                name="scrutineer_signs_what_was_fetched",
            ),
        ]

    def __str__(self) -> str:
        return f"scrutineer {self.pk}"


class BroughtIn(models.Model):
    """Ballots of a file that somebody chose, kept for a day until they are counted: in one order, without lines.

    `cast` is a deflated JSON list of pairs: a ballot's choices, and how often it was cast. `problems` are pairs of a
    line and words (of many only the first are kept), `is_broken` says that one of them is of the file as a whole. Once
    they are counted the row stays, without the ballots, and says where they were counted.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="brought_in")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    brought_on = models.DateField(db_index=True)
    good = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()
    is_broken = models.BooleanField(default=False)
    problems = models.JSONField(default=list)
    cast = models.BinaryField()
    counted_on = models.DateField(null=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["call", "counted_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "person"], condition=Q(counted_on=None), name="one_file_of_ballots_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.good} ballots"

    def get_absolute_url(self) -> str:
        """Where its person looks at it before it is counted."""
        return reverse("ballots-look", args=[self.pk])
