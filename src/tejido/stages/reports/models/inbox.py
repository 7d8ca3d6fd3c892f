"""What the inbox keeps beside the vault: who looks after a report, whether it counts, who wants the daily mail."""

from django.db import models

from tejido.ground.people.models import Person
from tejido.ground.vault.models import Thread


class Handling(models.Model):
    """How an organisation goes about a report. `is_counted` says that it is in the figures, and not under what."""

    thread = models.OneToOneField(Thread, on_delete=models.CASCADE, primary_key=True, related_name="handling")
    looked_after_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    is_counted = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"handling of {self.thread_id}"


class DigestWish(models.Model):
    """A member who asked for the daily mail about their inboxes; `mailed_on` is the day of the last one."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="+")
    mailed_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"digest for {self.person_id}"
