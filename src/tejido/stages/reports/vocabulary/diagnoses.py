"""Words of diagnoses and of the figures of what people tell."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DiagnosisState(TextChoices):
    """Whether anybody but its organisation sees a diagnosis."""

    DRAFT = "draft", pgettext_lazy("state of a diagnosis", "Draft")
    PUBLISHED = "published", pgettext_lazy("state of a diagnosis", "Published")


class PartKind(TextChoices):
    """A branch of the problem tree."""

    CAUSE = "cause", pgettext_lazy("part of a diagnosis", "Cause")
    EFFECT = "effect", pgettext_lazy("part of a diagnosis", "Effect")
    HELP = "help", _("What would help")


class DiagnosisAct(TextChoices):
    """Public acts on diagnoses; the actor stands before these words."""

    PUBLISHED = "diagnosis.published", _("published the diagnosis")
    TOLD = "diagnosis.told", _("wrote down the diagnosis")
    RENAMED = "diagnosis.renamed", _("changed the title")
    REVISED = "diagnosis.revised", _("published a new version of the diagnosis")
    SHOWN = "diagnosis.shown", _("began to show the diagnosis in public")
    PROFILE_CHANGED = "diagnosis.profile.changed", _("changed how much is shown")


class TallyAct(TextChoices):
    """Public acts on the figures of what people tell."""

    RELEASED = "tally.released", _("published the figures of a quarter")
