"""The short risk check that suggests a publication profile. Pure: nothing of an answer is kept."""

from collections.abc import Collection

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.vocabulary import Profile


class Risk(TextChoices):
    """What somebody may say yes to; each is one question of the check."""

    THREATENED = "threatened", _("Has anybody of you been threatened, followed or attacked because of this work?")
    ARMED_GROUP = "armed_group", _("Does an armed group watch or control the place where you work?")
    ACCUSES = (
        "accuses",
        _("Does the work point at officials or at armed groups, search for the missing, or follow cases?"),
    )
    FINDABLE = "findable", _("Could a stranger work out where and when you meet?")
    CHILDREN_OR_VICTIMS = "children_or_victims", _("Do children, or people who were victims, take part?")
    PUBLIC_ALREADY = (
        "public_already",
        _("Are your name and your contact public already, in the press or on a page of yours?"),
    )


_NEEDS_DISCRETION = {Risk.ARMED_GROUP, Risk.ACCUSES, Risk.FINDABLE, Risk.CHILDREN_OR_VICTIMS}


def suggest_profile(answers: Collection[str]) -> Profile:
    """Return the profile that fits the risks said yes to.

    Protected where somebody was threatened, or where the work accuses in a place that an armed group watches; open only
    where nothing speaks against it and all is public already; discreet otherwise.
    """
    risks = set(answers)
    if Risk.THREATENED in risks or {Risk.ARMED_GROUP, Risk.ACCUSES} <= risks:
        return Profile.PROTECTED
    if Risk.PUBLIC_ALREADY in risks and not risks & _NEEDS_DISCRETION:
        return Profile.OPEN
    return Profile.DISCREET
