"""What a funder offers, to whom, and how it will be decided; fixed in the public record before it opens."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from tejido.ground.organisations.models import Organisation
from tejido.ground.places.models import Place
from tejido.stages.funding.vocabulary.calls import CallState, Currency, Decision

RULES = ("rule", "utility", "completion", "stop", "skip", "ties", "threshold")
"""Columns that are arguments of the engine's rules; the seed of the lot is the last one."""
NO_RULES: dict[str, Any] = dict.fromkeys(RULES, "") | {"skip": True, "threshold": 0}
"""What they hold where nobody votes."""


@dataclass(frozen=True)
class Constraint:
    """The least or the most (hundredths) that a place, a cause or a grade of marginalisation must get.

    `of` is one of `vocabulary.calls.GroupOf`, `key` a place's key, a cause, or the number of a grade.
    """

    of: str
    key: str
    least: int | None = None
    most: int | None = None

    @property
    def line(self) -> str:
        """How a call keeps it, and the record carries it: `grade:5:100000:` (least, most)."""
        ends = ("" if end is None else str(end) for end in (self.least, self.most))
        return ":".join((self.of, self.key, *ends))

    @classmethod
    def read(cls, line: str) -> "Constraint":
        """Return what such a line says."""
        of, key, least, most = line.split(":")
        return cls(of, key, int(least) if least else None, int(most) if most else None)


class Call(models.Model):
    """Money for initiatives that exist already. Amounts are integer hundredths of `currency`.

    From the day it is announced nothing changes any more but its state. `rule` to `threshold` are those of the
    allocation as `tejido.engines.allocation` takes them, `seed` is that of the lot (drawn by the site when it is
    announced), `vote` one of its kinds of vote, `groups` the least or most that places, causes or grades of
    marginalisation must get (see `constraints`). Who votes does so from `votes_from` until `votes_until`, both days
    included; where a panel decides alone the two are None. `admitted_on` is the day on which it was said who was
    admitted, and the lot drawn for their numbers.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    funder = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="calls")
    title = models.CharField(max_length=160)
    searchable = models.CharField(max_length=200)
    about = models.TextField(blank=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="calls")  # the smallest that holds `places`
    places = models.ManyToManyField(Place, related_name="+", blank=True)  # empty: all of `place`
    causes = models.JSONField(default=list)  # empty: every cause
    currency = models.CharField(max_length=3, choices=Currency.choices, default=Currency.MXN)
    total = models.BigIntegerField()
    least = models.BigIntegerField(default=0)  # that one application may ask for
    most = models.BigIntegerField(null=True)
    opens_on = models.DateField()
    closes_on = models.DateField()  # the last day on which an application is taken
    reviewed_by = models.DateField()  # the day until which it is said who was admitted
    votes_from = models.DateField(null=True)
    votes_until = models.DateField(null=True)
    decided_by = models.DateField()
    months_existed = models.PositiveSmallIntegerField(default=6)
    needs_verified = models.BooleanField(default=True)
    decision = models.CharField(max_length=8, choices=Decision.choices, default=Decision.BALLOT)
    takes_online = models.BooleanField(default=True)  # False: an urn in person only
    vote = models.CharField(max_length=12, default="approval")
    most_choices = models.PositiveSmallIntegerField(null=True)
    rule = models.CharField(max_length=12, blank=True)
    utility = models.CharField(max_length=12, blank=True)
    completion = models.CharField(max_length=12, blank=True)
    stop = models.CharField(max_length=12, blank=True)
    ties = models.CharField(max_length=16, blank=True)
    skip = models.BooleanField(default=True)
    threshold = models.PositiveIntegerField(default=0)
    seed = models.BigIntegerField(null=True)
    groups = models.JSONField(default=list)
    foreign_programme = models.CharField(max_length=80, blank=True)  # the funder's number, where money is foreign
    state = models.CharField(max_length=10, choices=CallState.choices, default=CallState.DRAFT)
    state_since = models.DateField()
    drafted_on = models.DateField()
    announced_on = models.DateField(null=True)
    admitted_on = models.DateField(null=True)
    reason = models.CharField(max_length=600, blank=True)  # why it was cancelled
    is_example = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-opens_on", "id"]
        indexes = [models.Index(fields=["state", "closes_on"]), models.Index(fields=["place", "state"])]
        constraints = [
            models.CheckConstraint(condition=Q(total__gt=0), name="call_has_money"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")) & Q(reviewed_by__gte=F("closes_on")),
                name="call_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(votes_from=None, votes_until=None) | Q(votes_until__gte=F("votes_from")),
                name="votes_end_after_they_begin",
            ),
            models.CheckConstraint(
                condition=Q(state=CallState.DRAFT) | Q(announced_on__isnull=False, seed__isnull=False),
                name="call_is_announced_first",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its public page."""
        return reverse("call", args=[self.pk])

    @property
    def record_name(self) -> str:
        """How the public record names the call."""
        return f"call:{self.pk}"

    @property
    def has_ballot(self) -> bool:
        """Whether people vote on it."""
        return self.decision in {Decision.BALLOT, Decision.BOTH}

    @property
    def rules(self) -> dict[str, Any]:
        """The rules of the allocation by the names of the engine's arguments, in plain values; empty without a ballot.

        Besides the ballot and the costs they decide everything.
        """
        if not self.rule:
            return {}
        return {name: getattr(self, name) for name in (*RULES, "seed")}

    @property
    def constraints(self) -> list[Constraint]:
        """What places, causes or grades of marginalisation must get at least or at most."""
        return [Constraint.read(line) for line in self.groups]
