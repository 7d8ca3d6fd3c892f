"""Words for grants, and for how they are paid and watched."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class GrantState(TextChoices):
    """Where a grant is in its life."""

    DRAFT = "draft", pgettext_lazy("state of a grant", "Draft")
    OFFERED = "offered", pgettext_lazy("state of a grant", "Waits for the initiative's yes")
    AGREED = "agreed", pgettext_lazy("state of a grant", "Agreed")
    SUSPENDED = "suspended", pgettext_lazy("state of a grant", "Suspended")
    FINISHED = "finished", pgettext_lazy("state of a grant", "Finished")
    ENDED = "ended", pgettext_lazy("state of a grant", "Ended early")


class InstalmentState(TextChoices):
    """Where an instalment is: what it waits for was reached, checked, it was paid, or it was called off."""

    PLANNED = "planned", pgettext_lazy("state of an instalment", "Waits for its milestone")
    CLAIMED = "claimed", pgettext_lazy("state of an instalment", "Waits to be checked")
    DUE = "due", pgettext_lazy("state of an instalment", "Can be paid")
    PAID = "paid", pgettext_lazy("state of an instalment", "Paid")
    CANCELLED = "cancelled", pgettext_lazy("state of an instalment", "Called off")


class Side(TextChoices):
    """The two who agree on a grant."""

    FUNDER = "funder", pgettext_lazy("side of a grant", "The funder")
    INITIATIVE = "initiative", pgettext_lazy("side of a grant", "The initiative")


class Seen(TextChoices):
    """What a visitor saw of what was promised."""

    AS_SAID = "as_said", pgettext_lazy("what a visit saw", "It is as they say")
    PARTLY = "partly", pgettext_lazy("what a visit saw", "A part of it is there")
    NOT_THERE = "not_there", pgettext_lazy("what a visit saw", "It is not there")
    NOT_SEEN = "not_seen", pgettext_lazy("what a visit saw", "It could not be seen")


class GrantAct(TextChoices):
    """Public acts on grants; the actor stands before these words."""

    AGREED = "grant.agreed", _("agreed on a grant")
    SHOWN = "grant.shown", _("began to show the grant in public")
    TOLD = "grant.told", _("told what the money is for")
    PROFILE_CHANGED = "grant.profile.changed", _("changed how much is shown of the grant")
    PAID = "grant.instalment.paid", _("paid an instalment")
    REPORTED = "grant.reported", _("reported on the grant")
    REPORT_LATE = "grant.report.late", _("a report on the grant is late")
    RETURNED = "grant.returned", _("took money back that was not spent")
    AMENDED = "grant.amended", _("changed the agreement, both sides saying yes")
    SUSPENDED = "grant.suspended", _("suspended the grant")
    RESUMED = "grant.resumed", _("took the grant up again")
    ENDED = "grant.ended", _("ended the grant early")
    FINISHED = "grant.finished", _("finished the grant")
    VISITED = "grant.visited", _("went to see what the money did")
    VISIT_WITHDRAWN = "grant.visit.withdrawn", _("took back what was seen")
    DOUBTED = "grant.doubted", _("raised a doubt about the grant")
    ANSWERED = "grant.doubt.answered", _("answered a doubt about the grant")
    ANSWER_LATE = "grant.doubt.late", _("a doubt about the grant has no answer in time")
