"""Words for initiatives."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    """What an initiative does."""

    COMMUNITY = "community", _("Community improvement")
    SECURITY = "security", _("Public security")
    SERVICE = "service", _("Service")
    ACCOUNTABILITY = "accountability", _("Accountability")


class State(TextChoices):
    """Where an initiative is in its life."""

    DRAFT = "draft", pgettext_lazy("state of an initiative", "Draft")
    PROPOSED = "proposed", pgettext_lazy("state of an initiative", "Waits for confirmation")
    ACTIVE = "active", pgettext_lazy("state of an initiative", "Active")
    PAUSED = "paused", pgettext_lazy("state of an initiative", "Paused")
    FINISHED = "finished", pgettext_lazy("state of an initiative", "Finished")
    HANDED_ON = "handed_on", pgettext_lazy("state of an initiative", "In new hands")


class NeedKind(TextChoices):
    """What somebody can give."""

    PEOPLE = "people", pgettext_lazy("kind of need", "People")
    THINGS = "things", pgettext_lazy("kind of need", "Things")
    KNOWLEDGE = "knowledge", pgettext_lazy("kind of need", "Knowledge")
    PERMITS = "permits", pgettext_lazy("kind of need", "Permits")
    MONEY = "money", pgettext_lazy("kind of need", "Money")


class Way(TextChoices):
    """How somebody can take part."""

    COME = "come", _("Come along")
    HANDS = "hands", _("Lend a hand for a few hours")
    SKILL = "skill", _("Bring what you know how to do")
    DRIVE = "drive", _("Drive or carry")
    LEND = "lend", _("Lend or give things")
    REMOTE = "remote", _("Help from home")
    SPREAD = "spread", _("Tell others")


class Asked(TextChoices):
    """What somebody asks those who coordinate an initiative for."""

    JOIN = "join", _("To take part")
    HOUR = "hour", _("An hour of somebody who did it before")


class Answer(TextChoices):
    """What became of a request."""

    WAITING = "waiting", pgettext_lazy("answer to a request", "Waits for an answer")
    ACCEPTED = "accepted", pgettext_lazy("answer to a request", "Accepted")
    DECLINED = "declined", pgettext_lazy("answer to a request", "Not this time")


class Act(TextChoices):
    """Public acts on initiatives and what belongs to them; the actor stands before these words.

    `WRITTEN`, `REACHED` and `CALLED` are told to followers and are not in the record.
    """

    PUBLISHED = "initiative.published", _("published the initiative")
    CONFIRMED = "initiative.confirmed", _("confirmed that neighbours do this")
    SHOWN = "initiative.shown", _("began to show the initiative in public")
    RENAMED = "initiative.renamed", _("changed the title")
    TOLD = "initiative.told", _("told what the initiative does")
    CHANGED = "initiative.changed", _("changed the page")
    STATE_CHANGED = "initiative.state.changed", _("changed the state of the initiative")
    HANDED_ON = "initiative.handed_on", _("took the initiative over")
    PROFILE_CHANGED = "initiative.profile.changed", _("changed how much is shown")
    WRITTEN = "initiative.update.written", _("told what happened")
    REACHED = "initiative.milestone.reached", _("reached a milestone")
    CALLED = "initiative.gathering.called", _("said when people meet")
    NEED_STATED = "initiative.need.stated", _("stated a need")
    NEED_MET = "initiative.need.met", _("said that a need is met")
    NEED_WITHDRAWN = "initiative.need.withdrawn", _("withdrew a need")
    RESULT_STATED = "initiative.result.stated", _("stated a result")
    RESULT_WITHDRAWN = "initiative.result.withdrawn", _("took a result back")
    GUIDE_PUBLISHED = "initiative.guide.published", _("published how it was done")
    GUIDE_CHANGED = "initiative.guide.changed", _("changed the guide")
