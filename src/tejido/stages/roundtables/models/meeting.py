"""Meetings of a roundtable, and who was there."""

import uuid
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import models
from django.urls import reverse

from tejido.ground.organisations.models import Organisation, Post
from tejido.stages.roundtables.models.roundtable import Roundtable, WorkingGroup
from tejido.stages.roundtables.vocabulary import MeetingState, SeatRole


class Meeting(models.Model):
    """One session of a roundtable or of one of its working groups.

    It is a plan of the roundtable's own until it is called (`called_on`, the day the invitation goes out);
    `first_starts_at` is the date of that first invitation, which stays visible when the session is moved. `duration` is
    in minutes. `quorum` is how many seats were needed, `present` how many of those that count were there. `recorded_on`
    is the day from which the public may know that it was held. `sequence` counts what a calendar must hear of,
    `version` every change.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    roundtable = models.ForeignKey(Roundtable, on_delete=models.CASCADE, related_name="meetings")
    group = models.ForeignKey(WorkingGroup, on_delete=models.PROTECT, null=True, related_name="meetings")
    number = models.PositiveIntegerField()
    starts_at = models.DateTimeField()
    duration = models.PositiveSmallIntegerField(default=90)
    venue = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=MeetingState.choices, default=MeetingState.PLANNED)
    called_on = models.DateField(null=True)
    first_starts_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    quorum = models.PositiveSmallIntegerField(null=True)
    present = models.PositiveSmallIntegerField(null=True)
    recorded_on = models.DateField(null=True)
    changed_on = models.DateField(null=True)
    sequence = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-starts_at"]
        constraints = [models.UniqueConstraint(fields=["roundtable", "number"], name="one_number_a_meeting")]
        indexes = [models.Index(fields=["roundtable", "state", "starts_at"])]

    def __str__(self) -> str:
        return f"{self.roundtable} {self.number}"

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("meeting", args=[self.pk])

    @property
    def record_name(self) -> str:
        """How the public record names the meeting."""
        return f"meeting:{self.pk}"

    @property
    def has_quorum(self) -> bool:
        """Whether enough seats were there."""
        return self.present is not None and self.quorum is not None and self.present >= self.quorum

    @property
    def ends_at(self) -> datetime:
        """When it should end."""
        return self.starts_at + timedelta(minutes=self.duration)

    @property
    def was_moved(self) -> bool:
        """Whether it has another date than its first invitation said."""
        return self.first_starts_at is not None and self.first_starts_at != self.starts_at

    def day(self, zone: str) -> date:
        """Return the day of the meeting in the time zone of its roundtable."""
        return self.starts_at.astimezone(ZoneInfo(zone)).date()


class Attendance(models.Model):
    """An organisation that was at a meeting, through a post where it is an institution; never a person."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=10, choices=SeatRole.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "organisation"], name="present_once_a_meeting")]

    def __str__(self) -> str:
        return f"{self.organisation_id} at {self.meeting_id}"
