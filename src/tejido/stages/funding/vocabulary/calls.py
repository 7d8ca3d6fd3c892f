"""Words for calls and for what initiatives ask of them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Currency(TextChoices):
    """In which money; amounts are integer hundredths of it."""

    MXN = "MXN", _("Mexican pesos")
    USD = "USD", _("US dollars")


class CallState(TextChoices):
    """Where a call is in its life."""

    DRAFT = "draft", pgettext_lazy("state of a call", "Draft")
    ANNOUNCED = "announced", pgettext_lazy("state of a call", "Announced")
    OPEN = "open", pgettext_lazy("state of a call", "Open")
    REVIEW = "review", pgettext_lazy("state of a call", "Under review")
    VOTING = "voting", pgettext_lazy("state of a call", "Being voted on")
    COUNTING = "counting", pgettext_lazy("state of a call", "Voting has closed")
    DECIDED = "decided", pgettext_lazy("state of a call", "Decided")
    CANCELLED = "cancelled", pgettext_lazy("state of a call", "Cancelled")


class Decision(TextChoices):
    """How it is decided which initiatives a call reinforces."""

    BALLOT = "ballot", _("The community votes")
    PANEL = "panel", _("A panel decides")
    BOTH = "both", _("A panel admits, then the community votes")
    LOT = "lot", _("A panel admits, then a lot is drawn")


class ApplicationState(TextChoices):
    """Where an application is."""

    DRAFT = "draft", pgettext_lazy("state of an application", "Draft")
    SENT = "sent", pgettext_lazy("state of an application", "Sent")
    RETURNED = "returned", pgettext_lazy("state of an application", "To be mended")
    ADMITTED = "admitted", pgettext_lazy("state of an application", "Admitted")
    REFUSED = "refused", pgettext_lazy("state of an application", "Not admitted")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of an application", "Withdrawn")
    CHOSEN = "chosen", pgettext_lazy("state of an application", "Chosen")
    NOT_CHOSEN = "not_chosen", pgettext_lazy("state of an application", "Not chosen")


class CostKind(TextChoices):
    """What a line of a cost buys."""

    MATERIALS = "materials", _("Materials and tools")
    WORK = "work", _("Work that is paid")
    SERVICES = "services", _("Services and rent")
    TRAVEL = "travel", _("Travel and food")
    SAFETY = "safety", _("Safety of those who take part")
    OTHER = "other", pgettext_lazy("kind of a cost", "Other")
