"""Words of the vault. They stand in the database in clear, so they say no more than a thief may learn."""

from django.db.models import TextChoices


class Side(TextChoices):
    """Who wrote something in a thread, and for whom a key is wrapped. Bound into the seal: docs/sealing-format.md."""

    REPORTER = "reporter"
    ORGANISATION = "organisation"
    INSIDE = "inside"  # what members write for each other; the reporter's key does not open it


class Purpose(TextChoices):
    """What a thread is for."""

    REPORT = "report"
    REFERRAL = "referral"
