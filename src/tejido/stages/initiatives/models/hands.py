"""In whose hands an initiative is: those who coordinate it, to whom it is handed on, with whom it works."""

import uuid

from django.db import models
from django.db.models import Q

from tejido.ground.organisations.models import Organisation
from tejido.ground.people.models import Person
from tejido.stages.initiatives.models.initiative import Initiative


class Coordinator(models.Model):
    """A person who runs the initiative of a group without an organisation; private. The row goes when that ends."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="coordinators")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="coordinated")
    began_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["initiative", "person"], name="one_coordinator_a_person")]

    def __str__(self) -> str:
        return f"coordinator of {self.initiative_id}"


class Handover(models.Model):
    """An offer to take an initiative over that waits for the other side; the row goes when it is answered.

    Either `to` an organisation, whose coordinators accept, or to whoever enters a code (`digest` is its keyed hash, as
    of invitations): then they come to coordinate a group's initiative, beside the others or (`leaves`) in their place.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="handovers")
    to = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="+")
    digest = models.CharField(max_length=64, blank=True)
    leaves = models.BooleanField(default=False)
    offered_on = models.DateField()
    expires_on = models.DateField()

    class Meta:
        ordering = ["offered_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(to=None) & ~Q(digest="")) | Q(to__isnull=False, digest=""),
                name="handover_to_an_organisation_or_by_code",
            ),
            models.UniqueConstraint(fields=["digest"], condition=~Q(digest=""), name="one_handover_a_code"),
            models.UniqueConstraint(
                fields=["initiative"], condition=Q(to__isnull=False), name="one_handover_to_an_organisation"
            ),
        ]

    def __str__(self) -> str:
        return f"handover of {self.initiative_id}"


class Partnership(models.Model):
    """An organisation with which an initiative works; shown only once both declared it.

    The row goes when either ends it. `by_initiative_on` and `by_organisation_on` are the days on which each side
    declared it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="partnerships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="partnerships")
    by_initiative_on = models.DateField(null=True)
    by_organisation_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["initiative", "organisation"], name="one_partnership_a_pair"),
            models.CheckConstraint(
                condition=Q(by_initiative_on__isnull=False) | Q(by_organisation_on__isnull=False),
                name="partnership_is_declared",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id} with {self.organisation_id}"
