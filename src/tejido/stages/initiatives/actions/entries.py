"""The leaves of an initiative: what each act carries into the public record."""

from datetime import date

from tejido.ground.ledger.vocabulary import Recorded
from tejido.ground.organisations.models import Organisation, Post
from tejido.ground.organisations.profiles import Output, linked
from tejido.ground.organisations.recording import enter
from tejido.stages.initiatives.models import Initiative
from tejido.stages.initiatives.vocabulary import Act

COLUMNS = ("kind", "place", "causes", "state", "profile", "began_on", "published_on", "organisation")
"""The public columns that leaves carry; `organisation` only while both are open."""


def enter_act(
    act: Act,
    initiative: Initiative,
    *,
    by: Organisation | Post | None,
    day: date,
    text: str = "",
    fields: dict[str, object] | None = None,
) -> None:
    """Enter one act of the initiative, as far as its profile lets it be public."""
    enter(
        act,
        subject=initiative,
        under=initiative.profile,
        by=by,
        day=day,
        text=text,
        url=initiative.get_absolute_url(),
        also=around(initiative),
        **(fields or {}),
    )


def enter_whole(act: Act, initiative: Initiative, *, by: Organisation | Post | None, day: date) -> None:
    """Enter all that is public of the initiative: when it is published, and when it comes to be shown."""
    fields: dict[str, object] = {
        "kind": initiative.kind,
        "place": initiative.place_id,
        "causes": initiative.causes,
        "state": initiative.state,
        "profile": initiative.profile,
        "began_on": initiative.began_on,
        "published_on": initiative.published_on,
    } | organisation_field(initiative)
    enter_act(act, initiative, by=by, day=day, text=initiative.title, fields=fields)
    if initiative.story:
        enter_act(Act.TOLD, initiative, by=by, day=day, text=initiative.story)


def around(initiative: Initiative) -> list[Recorded]:
    """Return what people may follow to hear of the initiative: its place, and its organisation while both are open."""
    shown = linked(initiative.profile, initiative.organisation.profile, Output.RECORD)
    return [initiative.place, initiative.organisation] if shown else [initiative.place]


def organisation_field(initiative: Initiative) -> dict[str, object]:
    """Return the organisation as a field of a leaf, or nothing where the two may not be shown together."""
    organisation = initiative.organisation
    shown = linked(initiative.profile, organisation.profile, Output.RECORD)
    return {"organisation": str(organisation.pk)} if shown else {}
