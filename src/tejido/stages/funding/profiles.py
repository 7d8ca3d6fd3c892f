"""Under which profile an application stands now: its own or its initiative's, whichever shows less."""

from django.db.models import Q, QuerySet

from tejido.ground.organisations.profiles import Field, Output, profiles_showing, tighter
from tejido.ground.organisations.vocabulary import HIDDEN, Profile
from tejido.stages.funding.models import Application


def profile_of(application: Application) -> str:
    """Return the tighter of the two: what an initiative shows less of holds at once for what it asked for."""
    own, its = application.profile, application.initiative.profile
    return its if tighter(its, than=own) else own


def shown_applications(
    rows: QuerySet[Application], output: Output, field: Field = Field.EXISTENCE
) -> QuerySet[Application]:
    """Return those of `rows` of which `output` may show the field in full."""
    told = profiles_showing(field, output)
    return rows.filter(profile__in=told, initiative__profile__in=told)


SECRET = Q(profile__in=(Profile.PROTECTED, HIDDEN)) | Q(initiative__profile__in=(Profile.PROTECTED, HIDDEN))
"""Applications of which the record says nothing now."""
