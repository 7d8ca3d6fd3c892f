"""What the public page of an organisation shows, decided before it is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

from tejido.ground.organisations.keys_page import Listens, listens_with
from tejido.ground.organisations.models import Organisation, Post
from tejido.ground.organisations.policies import Standing, standing
from tejido.ground.organisations.profiles import Field, Output, Shown, shown
from tejido.ground.organisations.queries import posts_of
from tejido.ground.organisations.vocabulary import Kind
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place


@dataclass(frozen=True)
class OrganisationPage:
    """An organisation as one person sees it: the public part, and what they may do there."""

    organisation: Organisation
    places: Sequence[Place]
    posts: Sequence[Post]
    website: str
    cluni: str
    standing: Standing
    listens: Listens | None

    @property
    def is_institution(self) -> bool:
        """Whether it has posts, a level and a power."""
        return self.organisation.kind == Kind.INSTITUTION


def page_of(organisation: Organisation, person: Person | None) -> OrganisationPage:
    """Return the page; `organisation` comes from `queries.organisations_visible_to`. Costs at most four queries."""
    contact = shown(organisation.profile, Field.CONTACT, Output.PAGE) is Shown.FULL
    return OrganisationPage(
        organisation=organisation,
        places=list(organisation.places.all()),
        posts=list(posts_of(organisation)) if organisation.kind == Kind.INSTITUTION else [],
        website=organisation.website if contact else "",
        cluni=organisation.cluni if contact else "",
        standing=standing(person, organisation),
        listens=listens_with(organisation),
    )
