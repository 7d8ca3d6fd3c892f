"""Initiatives and needs."""

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.vocabulary import Profile
from tejido.stages.initiatives.actions.finding import make_findable, searchable_of
from tejido.stages.initiatives.models import Initiative, Need
from tejido.stages.initiatives.vocabulary import Kind, State
from tests.factories import ground
from tests.factories.ground import TODAY


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
        "published_on": None if kwargs.get("state") == State.DRAFT else TODAY,
    }
    values |= {"searchable": searchable_of(kwargs["title"])} if "title" in kwargs else {}
    made = Initiative.objects.create(organisation=of or ground.organisation(), **(values | kwargs))
    make_findable(made)
    return made


def need(of: Initiative | None = None, **kwargs) -> Need:
    """An open need that anybody may know of."""
    values = {"text": "Dos porterías", "stated_on": TODAY, "shown_on": TODAY}
    return Need.objects.create(initiative=of or initiative(), **(values | kwargs))
