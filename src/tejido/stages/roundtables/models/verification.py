"""What citizens' organisations say of a commitment that its owner calls done."""

import uuid

from django.db import models
from django.db.models import Q

from tejido.ground.organisations.models import Organisation
from tejido.ground.people.models import Person
from tejido.stages.roundtables.models.commitment import Commitment
from tejido.stages.roundtables.models.evidence import Evidence
from tejido.stages.roundtables.vocabulary import Verdict


class Voice(models.Model):
    """One organisation's word. Who spoke for it is private, kept so that one person cannot speak twice.

    `round` is the number of times the commitment had been opened again: what was said before an objection no longer
    counts afterwards.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="voices")
    round = models.PositiveSmallIntegerField(default=0)
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, null=True, related_name="voices")
    reason = models.TextField(blank=True)
    said_on = models.DateField()

    class Meta:
        ordering = ["said_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "round", "organisation"],
                condition=Q(verdict=Verdict.KEPT),
                name="one_voice_an_organisation_and_round",
            ),
            models.UniqueConstraint(
                fields=["commitment", "round", "person"],
                condition=Q(verdict=Verdict.KEPT),
                name="one_voice_a_person_and_round",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} by {self.organisation_id}"
