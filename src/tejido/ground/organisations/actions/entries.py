"""The leaves of an organisation: what each act carries into the public record."""

from datetime import date
from typing import Any

from tejido.ground.organisations.models import Organisation, Post
from tejido.ground.organisations.recording import enter
from tejido.ground.organisations.vocabulary import Act

COLUMNS = ("kind", "level", "power", "places", "causes", "profile", "verified_on", "closed_on")
"""The public columns that leaves carry. Contacts, CLUNI and tax key never stand in the record."""


def enter_act(
    act: Act, organisation: Organisation, *, by: Organisation | Post | None, day: date, text: str = "", **fields: Any
) -> None:
    """Enter one act of the organisation, as far as its profile lets it be public."""
    url = organisation.get_absolute_url()
    enter(act, subject=organisation, under=organisation.profile, by=by, day=day, text=text, url=url, **fields)


def enter_whole(act: Act, organisation: Organisation, *, by: Organisation | Post | None, day: date) -> None:
    """Enter all that is public of the organisation: when it registers, and when it comes to be shown."""
    fields = {name: getattr(organisation, name) for name in COLUMNS if name != "places"}
    fields["places"] = sorted(organisation.places.values_list("key", flat=True))
    enter_act(act, organisation, by=by, day=day, text=organisation.name, **fields)
    if organisation.about:
        enter_act(Act.DESCRIBED, organisation, by=by, day=day, text=organisation.about)
