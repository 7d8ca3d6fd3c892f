"""Words for one-use codes."""

from django.db.models import IntegerChoices
from django.utils.translation import pgettext_lazy


class CodeState(IntegerChoices):
    """What became of a code. Nothing says when."""

    FREE = 0, pgettext_lazy("state of a code", "Not used")
    USED = 1, pgettext_lazy("state of a code", "Used")
    AT_URN = 2, pgettext_lazy("state of a code", "Put into the urn")
    RETURNED = 3, pgettext_lazy("state of a code", "Returned")
