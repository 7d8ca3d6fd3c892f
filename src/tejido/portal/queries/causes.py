"""How much is public of what is done about a cause."""

from dataclasses import dataclass

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.profiles import Output
from tejido.ground.organisations.queries import organisations_shown
from tejido.ground.places.vocabulary import Cause
from tejido.ground.web.listing import in_list
from tejido.stages.initiatives.queries import initiatives_shown
from tejido.stages.roundtables.queries.commitments import commitments_shown
from tejido.stages.roundtables.queries.roundtables import roundtables_shown


@dataclass(frozen=True)
class Done:
    """One kind of thing: how many there are, their list, and its feed."""

    title: Promise
    number: int
    url: str

    @property
    def feed(self) -> str:
        """The address of the same as an Atom feed."""
        return f"{self.url}&formato=atom"


def done_about(cause: Cause) -> list[Done]:
    """Return how many of each kind anybody may see in lists; one query each."""
    today = localdate()
    kinds: list[tuple[Promise, str, QuerySet[Model]]] = [
        (_("Initiatives"), "initiative-list", initiatives_shown(Output.LIST, today)),
        (_("Commitments"), "commitment-list", commitments_shown(Output.LIST, today)),
        (_("Roundtables"), "roundtable-list", roundtables_shown(Output.LIST)),
        (_("Organisations"), "organisation-list", organisations_shown(Output.LIST)),
    ]
    tagged = in_list("causes")
    return [
        Done(title, tagged(things, cause).count(), f"{reverse(name)}?causa={cause}") for title, name, things in kinds
    ]
