"""What people follow, and what happened to it."""

from django.db import models
from django.db.models import Q

from tejido.ground.notices.vocabulary import MailKind
from tejido.ground.people.models import Person


class Follow(models.Model):
    """Somebody wants to hear what happens to a subject, named as in the public record. Nobody else sees it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="follows")
    subject = models.CharField(max_length=80)
    began_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["subject", "person"])]
        constraints = [models.UniqueConstraint(fields=["person", "subject"], name="followed_once")]

    def __str__(self) -> str:
        return f"{self.person_id} follows {self.subject}"


class Notice(models.Model):
    """Something public that happened, kept for 60 days. One row, however many people follow what it is about."""

    verb = models.CharField(max_length=80)
    subject = models.CharField(max_length=80)
    line = models.CharField(max_length=300, blank=True)
    url = models.CharField(max_length=300)
    day = models.DateField(db_index=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}"


class NoticeSubject(models.Model):
    """What a notice is about: its subject, and what else its followers should hear of it through."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="about")
    subject = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["subject", "notice"])]

    def __str__(self) -> str:
        return f"{self.notice_id} about {self.subject}"


class Reader(models.Model):
    """How far somebody has read, and what mail they want at which hour of their day (`settings.TIME_ZONE`).

    Who has no row has read nothing and gets, with a confirmed address, the mail that the defaults say.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="reader")
    read_through = models.PositiveBigIntegerField(default=0)
    mail = models.CharField(max_length=5, choices=MailKind.choices, default=MailKind.COUNT)
    hour = models.PositiveSmallIntegerField(default=7)
    mailed_through = models.PositiveBigIntegerField(default=0)
    mailed_on = models.DateField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(hour__lt=24), name="hour_of_the_day")]

    def __str__(self) -> str:
        return f"reader {self.person_id}"
