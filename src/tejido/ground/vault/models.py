"""What the vault keeps: sealed rows, days instead of hours, random ids, and nothing that says who wrote.

A thief of these tables learns how many threads there are, of which organisation, since which day, whose turn it is, how
many items and files each has, and the bucket that their sizes fall into. See docs/threat-model.md.
"""

import uuid

from django.db import models
from django.db.models import Q

from tejido.ground.organisations.models import Organisation, OrganisationKey
from tejido.ground.people.models import Person
from tejido.ground.vault.vocabulary import Purpose, Side


class Thread(models.Model):
    """A sealed conversation between somebody with a receipt and an organisation.

    `lookup` recognises the receipt (a keyed hash whose key lies outside the database); `reporter_locked` is the
    reporter's private key, sealed under the receipt; `waits_for` says whose turn it is, since the day `waits_since`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="threads")
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    lookup = models.BinaryField(max_length=32, unique=True)
    reporter_public = models.BinaryField(max_length=32)
    reporter_locked = models.BinaryField(max_length=200)
    opened_on = models.DateField()
    waits_for = models.CharField(max_length=12, choices=Side.choices, default=Side.ORGANISATION)
    waits_since = models.DateField()
    is_unread = models.BooleanField(default=True)
    closed_on = models.DateField(null=True)
    retention_days = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [models.Index(fields=["organisation", "purpose", "closed_on", "waits_since"])]
        constraints = [
            models.CheckConstraint(condition=~Q(waits_for=Side.INSIDE), name="thread_waits_for_one_of_two"),
        ]

    def __str__(self) -> str:
        return f"thread {self.pk}"


class Item(models.Model):
    """One sealed thing that somebody said in a thread; its order, hour and kind are sealed with it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="items")
    side = models.CharField(max_length=12, choices=Side.choices)
    sealed = models.BinaryField()
    on = models.DateField()

    def __str__(self) -> str:
        return f"item {self.pk}"


class SealedFile(models.Model):
    """A file sealed on disk under a random name; what it is called, its type and size are sealed inside."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="sealed_files")
    side = models.CharField(max_length=12, choices=Side.choices)
    blob = models.CharField(max_length=40, unique=True)
    on = models.DateField()

    def __str__(self) -> str:
        return f"file {self.pk}"


class Wrap(models.Model):
    """A key of a thread, or of one item in it, sealed to one side, in an envelope under an epoch's key.

    `key` is the version of the organisation's key that opens it, nothing for the reporter's. The organisation's wrap
    of a thread holds two keys: the thread's, and that of the notes among members.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="wraps")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, null=True, related_name="wraps")
    side = models.CharField(max_length=12, choices=Side.choices)
    key = models.ForeignKey(OrganisationKey, on_delete=models.PROTECT, null=True, related_name="thread_wraps")
    epoch = models.PositiveIntegerField(db_index=True)
    blob = models.BinaryField(max_length=300)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(side=Side.REPORTER, key=None) | Q(side=Side.ORGANISATION, key__isnull=False),
                name="wrap_is_for_the_reporter_or_for_a_key",
            ),
        ]

    def __str__(self) -> str:
        return f"wrap {self.pk}"


class Envelope(models.Model):
    """A short sealed note to some persons about something, erased on a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    about = models.UUIDField(db_index=True)
    sealed = models.BinaryField()
    erase_on = models.DateField(db_index=True)

    def __str__(self) -> str:
        return f"envelope {self.pk}"


class NoteWrap(models.Model):
    """The key of an envelope, sealed to one person, in an envelope under an epoch's key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    envelope = models.ForeignKey(Envelope, on_delete=models.CASCADE, related_name="wraps")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    epoch = models.PositiveIntegerField(db_index=True)
    blob = models.BinaryField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["envelope", "person"], name="one_wrap_a_person")]

    def __str__(self) -> str:
        return f"wrap {self.pk}"
