"""Words of the pages that join the stages."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Reason(TextChoices):
    """Why somebody comes to take part; the first two need help before they can give any."""

    NOW = "now", _("Something is happening, or happened just now")
    ME = "me", _("Something happened to me")
    NEAR = "near", _("Something happened near me")
    HELP = "help", _("I want to help")
