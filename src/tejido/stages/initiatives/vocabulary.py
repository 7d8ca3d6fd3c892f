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
    ACTIVE = "active", pgettext_lazy("state of an initiative", "Active")
    PAUSED = "paused", pgettext_lazy("state of an initiative", "Paused")
    FINISHED = "finished", pgettext_lazy("state of an initiative", "Finished")


class Act(TextChoices):
    """Public acts on initiatives and their needs; the actor stands before these words."""

    PUBLISHED = "initiative.published", _("published the initiative")
    SHOWN = "initiative.shown", _("began to show the initiative in public")
    RENAMED = "initiative.renamed", _("changed the title")
    TOLD = "initiative.told", _("told what the initiative does")
    CHANGED = "initiative.changed", _("changed the page")
    STATE_CHANGED = "initiative.state.changed", _("changed the state of the initiative")
    PROFILE_CHANGED = "initiative.profile.changed", _("changed how much is shown")
    NEED_STATED = "initiative.need.stated", _("stated a need")
    NEED_MET = "initiative.need.met", _("said that a need is met")
    NEED_WITHDRAWN = "initiative.need.withdrawn", _("withdrew a need")
