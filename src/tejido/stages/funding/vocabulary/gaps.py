"""Words for how need and what answers it meet in a municipality."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Gap(TextChoices):
    """From the lightest shade of the map to the darkest."""

    LOW = "low", pgettext_lazy("need and answers", "No high violence or marginalisation")
    MONEY = "money", pgettext_lazy("need and answers", "High need; initiatives, and money that reached them")
    NO_MONEY = "no_money", pgettext_lazy("need and answers", "High need; initiatives, no money known")
    NOTHING = "nothing", pgettext_lazy("need and answers", "High need; no initiative known here")
    BOTH = "both", pgettext_lazy("need and answers", "High violence and marginalisation; no initiative known here")

    @property
    def number(self) -> int:
        """Its class on the map, from 1 to 5."""
        return list(Gap).index(self) + 1
