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
    COUNTING = "counting", pgettext_lazy("state of a call", "Waits for its result")
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


class Outcome(TextChoices):
    """What the reviews of an application come to so far."""

    WAITING = "waiting", pgettext_lazy("outcome of reviews", "Waits for reviews")
    DIFFERS = "differs", pgettext_lazy("outcome of reviews", "Two differ: a third decides")
    ADMITS = "admits", pgettext_lazy("outcome of reviews", "To be admitted")
    REFUSES = "refuses", pgettext_lazy("outcome of reviews", "Not to be admitted")


class GroupOf(TextChoices):
    """Of what a constraint of a call speaks."""

    PLACE = "place", pgettext_lazy("constraint of a call", "A place")
    CAUSE = "cause", pgettext_lazy("constraint of a call", "A cause")
    GRADE = "grade", pgettext_lazy("constraint of a call", "A grade of marginalisation")


class CallAct(TextChoices):
    """Public acts on calls; the actor stands before these words. The state changes are the clock's."""

    ANNOUNCED = "call.announced", _("announced a call and fixed its rules")
    TOLD = "call.told", _("told what a call is for")
    OPENED = "call.opened", _("opened a call")
    CLOSED = "call.closed", _("closed a call to applications")
    REVIEWED = "call.reviewed", _("said who was admitted, and drew the numbers by lot")
    PASSED_ON = "call.passed_on", _("passed a call on to its result")
    VOTING_BEGAN = "call.voting.began", _("opened the voting")
    DECIDED = "call.decided", _("decided a call by its rules")
    CANCELLED = "call.cancelled", _("cancelled a call")


class ApplicationAct(TextChoices):
    """Public acts on applications; the actor stands before these words."""

    SENT = "application.sent", _("applied to a call")
    TOLD = "application.told", _("told what the money is for")
    RETURNED = "application.returned", _("asked for an application to be mended")
    MENDED = "application.mended", _("mends an application")
    SENT_AGAIN = "application.sent.again", _("sent a mended application")
    WITHDRAWN = "application.withdrawn", _("withdrew an application")
    ADMITTED = "application.admitted", _("admitted an application")
    REFUSED = "application.refused", _("did not admit an application")
    CHOSEN = "application.chosen", _("chose an application by the rules of the call")
    NOT_CHOSEN = "application.not_chosen", _("did not choose an application, by the rules of the call")
    FEASIBILITY_ANSWERED = "application.feasibility.answered", _("said whether it can be done")
    FEASIBILITY_RECORDED = "application.feasibility.recorded", _("wrote down whether it can be done")


class VoteKind(TextChoices):
    """What a voter does on a ballot; the values are those of the engine."""

    APPROVAL = "approval", _("Mark all that one supports")
    CHOOSE_ONE = "choose-1", _("Choose one")
    ORDINAL = "ordinal", _("Put them in order")
    CUMULATIVE = "cumulative", _("Share out points")
    SCORING = "scoring", _("Give points to each")


class RuleKind(TextChoices):
    """How the money follows from the votes; the values are those of the engine."""

    EQUAL_SHARES = "mes", _("Equal shares: everybody has the same part of the money")
    GREEDY = "greedy", _("Most votes first, until the money is used")
    PHRAGMEN = "phragmen", _("Phragmén: everybody earns alike, and whoever has enough buys")


class UtilityKind(TextChoices):
    """How gain is measured; the values are those of the engine."""

    COST = "cost", _("By what it costs")
    CARDINALITY = "cardinality", _("Every project counts the same")
    SCORE = "score", _("By the points on the ballot")
    BORDA = "borda", _("By the place in the order")


class CompletionKind(TextChoices):
    """What becomes of money that equal shares leave over; the values are those of the engine."""

    ADD1U = "add1u", _("Shares grow step by step; what is left goes to the most voted that fits")
    ADD1 = "add1", _("Shares grow step by step")
    NONE = "none", _("It is left over")


class StopKind(TextChoices):
    """Where the steps end; the values are those of the engine."""

    EXHAUSTIVE = "exhaustive", _("as soon as nothing that was voted for fits any more")
    OVERSPEND = "overspend", _("before the next step would spend too much")


class TiesKind(TextChoices):
    """What decides between equals; the values are those of the engine."""

    LOT = "cost-votes-lot", _("the cheaper one, then the most voted, then a lot from the published seed")
    LEXICOGRAPHIC = "lexicographic", _("the number on the ballot")
