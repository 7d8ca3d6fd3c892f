"""What organisations say about listening, the switch that stops all of it, and form tokens that were used."""

from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from tejido.ground.organisations.models import Organisation

LEAST_RETENTION, MOST_RETENTION, RETENTION = 30, 730, 180  # days that a closed report is kept


class ListeningProfile(models.Model):
    """What an organisation tells a person before they write to it.

    It listens while `paused_on` is empty, and only where it has a sealing key, is verified, and is not closed. `since`
    is the day on which it first listened. `retention_days` is how long a closed report is kept; each report keeps the
    promise that stood when it was sent.
    """

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, primary_key=True, related_name="listening"
    )
    use = models.TextField()
    answers_within_days = models.PositiveSmallIntegerField(null=True)
    retention_days = models.PositiveSmallIntegerField(
        default=RETENTION, validators=[MinValueValidator(LEAST_RETENTION), MaxValueValidator(MOST_RETENTION)]
    )
    since = models.DateField()
    paused_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(retention_days__gte=LEAST_RETENTION) & Q(retention_days__lte=MOST_RETENTION),
                name="retention_within_bounds",
            )
        ]

    def __str__(self) -> str:
        return f"listening of {self.organisation_id}"


class Standstill(models.Model):
    """While this one row exists nobody can send a report; receipts go on opening their threads."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    since = models.DateField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_standstill")]

    def __str__(self) -> str:
        return f"standstill since {self.since}"


class UsedToken(models.Model):
    """The digest of a form token that sent a report. It names neither the report nor the hour."""

    LASTS = timedelta(days=2)

    digest = models.CharField(max_length=64, primary_key=True)
    expires_on = models.DateField(db_index=True)

    def __str__(self) -> str:
        return "used token"
