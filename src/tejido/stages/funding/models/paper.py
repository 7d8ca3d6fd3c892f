"""Sheets of paper out of an urn, typed in by two people who do not see each other's."""

import uuid

from django.db import models
from django.db.models import F, Q

from tejido.ground.people.models import Person
from tejido.stages.funding.models.voting import Voting
from tejido.stages.funding.vocabulary.voting import BundleState


class Bundle(models.Model):
    """Up to a hundred sheets of one urn. Who typed them is forgotten once the voting is closed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    voting = models.ForeignKey(Voting, on_delete=models.CASCADE, related_name="bundles")
    urn = models.CharField(max_length=120)  # where the urn stood, in words
    number = models.PositiveSmallIntegerField()  # of the bundles of this voting
    size = models.PositiveSmallIntegerField(null=True)  # how many sheets
    state = models.CharField(max_length=10, choices=BundleState.choices, default=BundleState.WAITING)
    first = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    first_done = models.BooleanField(default=False)
    second_done = models.BooleanField(default=False)
    differing = models.PositiveSmallIntegerField(null=True)  # how many sheets the two typed differently
    counted = models.PositiveSmallIntegerField(null=True)
    reason = models.CharField(max_length=300, blank=True)  # why it was left out

    class Meta:
        ordering = ["voting", "number"]
        constraints = [
            models.UniqueConstraint(fields=["voting", "number"], name="one_bundle_a_number"),
            models.CheckConstraint(
                condition=Q(first=None) | Q(second=None) | ~Q(first=F("second")), name="two_people_type_a_bundle"
            ),
            models.CheckConstraint(condition=Q(size=None) | Q(size__range=(1, 100)), name="bundle_is_small"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.urn}"


class Sheet(models.Model):
    """One sheet as two people typed it: {"choices": [...]}, or {} where it cannot be counted; None until it is typed.

    `third` is what one of them proposes where the two differ, and `proposed_by_first` says which; `agreed` is what
    counts. All of it is deleted when the voting closes: the sheets themselves are kept on paper.
    """

    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="sheets")
    number = models.PositiveSmallIntegerField()
    first = models.JSONField(null=True)
    second = models.JSONField(null=True)
    third = models.JSONField(null=True)
    proposed_by_first = models.BooleanField(null=True)
    agreed = models.JSONField(null=True)

    class Meta:
        ordering = ["bundle", "number"]
        constraints = [models.UniqueConstraint(fields=["bundle", "number"], name="one_sheet_a_number")]

    def __str__(self) -> str:
        return f"sheet {self.number}"
