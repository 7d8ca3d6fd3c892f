"""Words for grants, and for how they are paid and watched."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class GrantState(TextChoices):
    """Where a grant is in its life."""

    DRAFT = "draft", pgettext_lazy("state of a grant", "Draft")
    AGREED = "agreed", pgettext_lazy("state of a grant", "Agreed")
    SUSPENDED = "suspended", pgettext_lazy("state of a grant", "Suspended")
    FINISHED = "finished", pgettext_lazy("state of a grant", "Finished")
    ENDED = "ended", pgettext_lazy("state of a grant", "Ended early")


class InstalmentState(TextChoices):
    """Where an instalment is: what it waits for was reached, it was paid, or it was called off."""

    PLANNED = "planned", pgettext_lazy("state of an instalment", "Waits for its milestone")
    DUE = "due", pgettext_lazy("state of an instalment", "Can be paid")
    PAID = "paid", pgettext_lazy("state of an instalment", "Paid")
    CANCELLED = "cancelled", pgettext_lazy("state of an instalment", "Called off")
