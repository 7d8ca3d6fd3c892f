"""Words of notices."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MailKind(TextChoices):
    """What the daily mail says. A mailbox is read by whoever runs it, so it says little unless its owner wants more."""

    NONE = "none", _("No mail")
    COUNT = "count", _("How many notices there are, and nothing else")
    LINES = "lines", _("What happened, line by line")
