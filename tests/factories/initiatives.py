"""Initiatives and needs."""

from datetime import timedelta
from decimal import Decimal

from tejido.ground.organisations import invitations
from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.people.models import Person
from tejido.stages.initiatives.actions.finding import make_findable, searchable_of
from tejido.stages.initiatives.models import (
    Coordinator,
    Gathering,
    Guide,
    Handover,
    Initiative,
    Milestone,
    Need,
    Offer,
    Partnership,
    Result,
    Update,
)
from tejido.stages.initiatives.models.initiative import UNPUBLISHED
from tejido.stages.initiatives.vocabulary import Kind, State
from tests.factories import ground
from tests.factories.ground import TODAY
from tests.factories.moments import NOW


def initiative(of: Organisation | None = None, **kwargs) -> Initiative:
    """An open initiative under way in Juárez."""
    values = {
        "title": "La cancha de todas",
        "searchable": "la cancha de todas",
        "kind": Kind.COMMUNITY,
        "place": kwargs.get("place") or ground.place(),
        "causes": ["lack_of_public_space"],
        "profile": Profile.OPEN,
        "state": State.ACTIVE,
        "drafted_on": TODAY,
        "published_on": None if kwargs.get("state") in UNPUBLISHED else TODAY,
        "organisation": of or (None if "organisation" in kwargs else ground.organisation()),
    }
    values |= {"searchable": searchable_of(kwargs["title"])} if "title" in kwargs else {}
    made = Initiative.objects.create(**(values | kwargs))
    make_findable(made)
    return made


def group(*who: Person, **kwargs) -> Initiative:
    """An initiative of neighbours without an organisation, coordinated by these people."""
    made = initiative(organisation=None, **kwargs)
    for person in who:
        Coordinator.objects.create(initiative=made, person=person, began_on=TODAY)
    return made


def need(of: Initiative | None = None, **kwargs) -> Need:
    """An open need that anybody may know of."""
    values = {"text": "Dos porterías", "stated_on": TODAY, "shown_on": TODAY}
    return Need.objects.create(initiative=of or initiative(), **(values | kwargs))


def update(of: Initiative | None = None, **kwargs) -> Update:
    """An update that followers have heard of."""
    values = {"text": "Pintamos las líneas.", "happened_on": TODAY, "written_on": TODAY, "told_on": TODAY}
    return Update.objects.create(initiative=of or initiative(), **(values | kwargs))


def milestone(of: Initiative | None = None, **kwargs) -> Milestone:
    """A milestone to come."""
    values = {"text": "Luz hasta las nueve", "stated_on": TODAY}
    return Milestone.objects.create(initiative=of or initiative(), **(values | kwargs))


def result(of: Initiative | None = None, **kwargs) -> Result:
    """A result that stands in the record's place but not in the record."""
    values = {
        "what": "jóvenes que entrenan",
        "figure": Decimal(63),
        "unit": "jóvenes",
        "source": "lista de mayo",
        "measured_on": TODAY,
        "stated_on": TODAY,
        "shown_on": TODAY,
    }
    return Result.objects.create(initiative=of or initiative(), **(values | kwargs))


def gathering(of: Initiative | None = None, **kwargs) -> Gathering:
    """A date in three days."""
    at = NOW + timedelta(days=3)
    values = {"title": "Faena", "starts_at": at, "ends_at": at + timedelta(hours=2), "changed_on": TODAY}
    return Gathering.objects.create(initiative=of or initiative(), **(values | kwargs))


def guide(of: Initiative | None = None, **kwargs) -> Guide:
    """A published guide."""
    values = {
        "title": "Cómo recuperamos la cancha",
        "steps": ["Juntarse", "Barrer"],
        "written_on": TODAY,
        "published_on": TODAY,
        "shown_on": TODAY,
    }
    return Guide.objects.create(initiative=of or initiative(), **(values | kwargs))


def offer(of: Initiative | None = None, **kwargs) -> Offer:
    """An offer of an hour."""
    values = {"about": "Cómo se pide el permiso", "hours": 1, "offered_on": TODAY}
    return Offer.objects.create(initiative=of or initiative(), **(values | kwargs))


def handover(of: Initiative, to: Organisation, **kwargs) -> Handover:
    """An offer to take an initiative over."""
    values = {"offered_on": TODAY, "expires_on": TODAY + timedelta(days=30)}
    return Handover.objects.create(initiative=of, to=to, **(values | kwargs))


def code(of: Initiative, drawn: str, **kwargs) -> Handover:
    """A code to coordinate a group's initiative."""
    values = {"offered_on": TODAY, "expires_on": TODAY + timedelta(days=7), "digest": invitations.digest_of(drawn)}
    return Handover.objects.create(initiative=of, **(values | kwargs))


def partnership(of: Initiative, organisation: Organisation, **kwargs) -> Partnership:
    """A partnership that both declared long ago."""
    long_ago = TODAY - timedelta(days=200)
    values = {"by_initiative_on": long_ago, "by_organisation_on": long_ago}
    return Partnership.objects.create(initiative=of, organisation=organisation, **(values | kwargs))
