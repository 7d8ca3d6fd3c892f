"""Words for organisations and for who belongs to them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    """What an organisation is. The kind funder never has sealing keys."""

    CIVIL_SOCIETY = "civil_society", _("Civil society organisation")
    INSTITUTION = "institution", _("Public institution")
    FUNDER = "funder", _("Funder")


class Level(TextChoices):
    """The level of government of an institution."""

    MUNICIPAL = "municipal", pgettext_lazy("level of government", "Municipal")
    STATE = "state", pgettext_lazy("level of government", "State")
    FEDERAL = "federal", pgettext_lazy("level of government", "Federal")


class Power(TextChoices):
    """What an institution does about security."""

    POLICE = "police", _("Police")
    PROSECUTOR = "prosecutor", _("Prosecutor's office")
    COURT = "court", _("Court")
    PREVENTION = "prevention", _("Prevention")
    OTHER = "other", pgettext_lazy("power of an institution", "Other")


class Profile(TextChoices):
    """How much of an organisation, initiative or roundtable is shown; see tejido.ground.organisations.profiles."""

    OPEN = "open", pgettext_lazy("publication profile", "Open")
    DISCREET = "discreet", pgettext_lazy("publication profile", "Discreet")
    PROTECTED = "protected", pgettext_lazy("publication profile", "Protected")


HIDDEN = "hidden"
"""Stands in place of a profile while moderation hides something: no output shows or counts it. Nobody can choose it."""


class Role(TextChoices):
    """What a membership lets somebody do in an organisation."""

    MEMBER = "member", _("Member")
    COORDINATOR = "coordinator", _("Coordinator")
    LIAISON = "liaison", _("Liaison of a post")


class Act(TextChoices):
    """Public acts on organisations; the actor stands before these words."""

    REGISTERED = "organisation.registered", _("registered the organisation")
    SHOWN = "organisation.shown", _("began to show the organisation in public")
    RENAMED = "organisation.renamed", _("changed the name")
    DESCRIBED = "organisation.described", _("changed what it says of itself")
    VERIFIED = "organisation.verified", _("verified the organisation")
    VERIFICATION_WITHDRAWN = "organisation.verification.withdrawn", _("took the verification back")
    CHANGED = "organisation.changed", _("changed the public page")
    PROFILE_CHANGED = "organisation.profile.changed", _("changed how much is shown")
    POST_MADE = "organisation.post.made", _("added a post")
    POST_ENDED = "organisation.post.ended", _("ended a post")
    CLOSED = "organisation.closed", _("ended the organisation's work here")


class KeyAct(TextChoices):
    """Public acts on the keys of an organisation that listens."""

    MADE = "organisation.key.made", _("made a key to receive sealed reports")
    SHOWN = "organisation.key.shown", _("began to show its key for sealed reports")
    ENDED = "organisation.key.ended", _("ended a key for sealed reports")
    DESTROYED = "organisation.key.destroyed", _("destroyed the private half of an old key")
