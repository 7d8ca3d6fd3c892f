"""Words for what comes of a call: how it ended, who recomputed it, and what the public record says of both."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Ended(TextChoices):
    """What came of a call."""

    CHOSEN = "chosen", pgettext_lazy("what came of a call", "Initiatives were chosen")
    NOBODY_VOTED = "nobody_voted", pgettext_lazy("what came of a call", "Nobody voted")
    NOTHING_ADMITTED = "nothing_admitted", pgettext_lazy("what came of a call", "Nothing was admitted")
    NOTHING_FITS = "nothing_fits", pgettext_lazy("what came of a call", "None could be paid")


class Recount(TextChoices):
    """How far somebody else than the site has recomputed a result."""

    ANYBODY = "anybody", pgettext_lazy("recount of a result", "Anybody can recompute it")
    WAITING = "waiting", pgettext_lazy("recount of a result", "Waits for its scrutineers")
    CONFIRMED = "confirmed", pgettext_lazy("recount of a result", "Confirmed by two scrutineers")
    DISPUTED = "disputed", pgettext_lazy("recount of a result", "Disputed by a scrutineer")


class AllocationAct(TextChoices):
    """Public acts on the result of a call; the actor stands before these words."""

    DECIDED = "allocation.decided", _("computed the result of a call")
    FETCHED = "allocation.ballots.fetched", _("took the ballots to recompute the result")
    CONFIRMED = "allocation.confirmed", _("recomputed the result and found that it holds")
    DISPUTED = "allocation.disputed", _("recomputed the result and found that it does not hold")
    LEFT = "allocation.scrutineer.left", _("gave back its place as scrutineer")


class CountAct(TextChoices):
    """Public acts on a call between the voting and the result."""

    IMPORTED = "call.ballots.imported", _("brought in ballots that were counted elsewhere")
    PUT_FORWARD = "call.scrutineer.put_forward", _("put itself forward to recompute the result")
    SEATED = "call.scrutineer.seated", _("was drawn to recompute the result")
