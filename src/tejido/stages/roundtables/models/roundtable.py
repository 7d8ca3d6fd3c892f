"""Roundtables, who sits at them, and who runs them."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from tejido.ground.organisations.models import Organisation, Post
from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.stages.roundtables.vocabulary import SeatRole, StaffRole


class Roundtable(models.Model):
    """A table at which citizens and institutions of a place meet.

    `terms` says in the table's own words what is public; `quorum` counts seats of citizens and State; `zone` is the
    IANA time zone of its place; `version` goes up with every change, so that two who change it at once do not overwrite
    each other. `secretariat` is the organisation that keeps its minutes: it stands in the public record for those who
    run it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=160)
    searchable = models.CharField(max_length=200, db_index=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="roundtables")
    purpose = models.TextField(blank=True)
    causes = models.JSONField(default=list)
    profile = models.CharField(max_length=12, choices=Profile.choices, default=Profile.DISCREET)
    terms = models.TextField(blank=True)
    secretariat = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="secretariats")
    quorum = models.PositiveSmallIntegerField(default=3)
    zone = models.CharField(max_length=40, default="America/Mexico_City")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    is_example = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("roundtable", args=[self.pk])

    @property
    def record_name(self) -> str:
        """How the public record names the roundtable."""
        return f"roundtable:{self.pk}"


class Seat(models.Model):
    """An organisation at a roundtable; an institution sits there through a post."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    roundtable = models.ForeignKey(Roundtable, on_delete=models.CASCADE, related_name="seats")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="seats")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="seats")
    role = models.CharField(max_length=10, choices=SeatRole.choices)
    began_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["roundtable", "organisation"],
                condition=Q(ended_on=None),
                name="one_seat_an_organisation",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} at {self.roundtable_id}"

    @property
    def record_name(self) -> str:
        """How the public record names the seat."""
        return f"seat:{self.pk}"


class Staff(models.Model):
    """A person who runs a roundtable; private."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    roundtable = models.ForeignKey(Roundtable, on_delete=models.CASCADE, related_name="staff")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="staffs")
    role = models.CharField(max_length=12, choices=StaffRole.choices)
    began_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["roundtable", "person"],
                condition=Q(ended_on=None),
                name="one_part_a_person_in_running",
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.roundtable_id}"


class WorkingGroup(models.Model):
    """Some seats of a roundtable that work on one matter between its sessions.

    What a group that is not public does is shown to nobody but the roundtable.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    roundtable = models.ForeignKey(Roundtable, on_delete=models.CASCADE, related_name="groups")
    name = models.CharField(max_length=120)
    seats = models.ManyToManyField(Seat, related_name="groups")
    is_public = models.BooleanField(default=False)
    began_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["roundtable", "name"], condition=Q(ended_on=None), name="one_name_a_working_group"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def record_name(self) -> str:
        """How the public record names the group."""
        return f"group:{self.pk}"


class CalendarKey(models.Model):
    """A private address of a roundtable's calendar: only the digest of its secret part is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    roundtable = models.ForeignKey(Roundtable, on_delete=models.CASCADE, related_name="calendar_keys")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="calendar_keys")
    digest = models.CharField(max_length=64, unique=True)
    made_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["roundtable", "person"], name="one_private_calendar_a_roundtable")
        ]

    def __str__(self) -> str:
        return f"calendar of {self.roundtable_id}"
