"""Asking to join: who asks and why lies sealed in an envelope of the vault; this row only says that somebody waits."""

import uuid

from django.db import models
from django.db.models import Q

from tejido.ground.people.models import Person
from tejido.stages.initiatives.models.initiative import Initiative
from tejido.stages.initiatives.vocabulary import Answer, Asked


class JoinRequest(models.Model):
    """A request to take part, or for an hour of somebody who did it before; erased on `erase_on` with its envelope.

    Somebody with an account is `person`. Who has none comes back with a code: `lookup` recognises it (a keyed hash),
    `public` is the key that the answer is sealed to, whose private half is `locked` under the code. `words` is the
    answer, sealed to that key (`wrapped`), or for a person under the instance's key.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="join_requests")
    about = models.CharField(max_length=8, choices=Asked.choices, default=Asked.JOIN)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="join_requests")
    lookup = models.BinaryField(max_length=32, unique=True, null=True)
    public = models.BinaryField(max_length=32, null=True)
    locked = models.BinaryField(max_length=200, null=True)
    asked_on = models.DateField()
    erase_on = models.DateField(db_index=True)
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.WAITING)
    words = models.BinaryField(null=True)
    wrapped = models.BinaryField(null=True)

    class Meta:
        ordering = ["asked_on", "id"]
        indexes = [models.Index(fields=["initiative", "answer"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, lookup=None) | Q(person=None, lookup__isnull=False),
                name="asked_by_a_person_or_with_a_code",
            ),
            models.UniqueConstraint(
                fields=["initiative", "person", "about"],
                condition=Q(answer=Answer.WAITING),
                name="one_request_waits_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"request {self.pk}"
