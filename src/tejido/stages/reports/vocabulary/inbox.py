"""Words of the inbox: its boxes, and what members write for each other."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Box(TextChoices):
    """Where a report lies in the inbox; the value stands in the address."""

    UNREAD = "sin-leer", pgettext_lazy("reports", "Unread")
    OURS = "nos-toca", _("Waits for us")
    THEIRS = "les-toca", _("Waits for them")
    CLOSED = "cerrados", pgettext_lazy("reports", "Closed")


class Among(StrEnum):
    """The kind of a sealed item that members write for each other. `labels` are a list; the newest one holds."""

    NOTE = "note"
    LABELS = "labels"
