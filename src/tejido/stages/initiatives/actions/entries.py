"""The leaves of an initiative: what each act carries into the public record."""

from datetime import date
from typing import Any

from tejido.ground.ledger.audit import WITHHELD
from tejido.ground.ledger.vocabulary import Recorded
from tejido.ground.notices.causes import followed_causes
from tejido.ground.organisations.profiles import Field, Output, Shown, linked, shown
from tejido.ground.organisations.recording import enter
from tejido.stages.initiatives.models import Initiative
from tejido.stages.initiatives.policies import runner
from tejido.stages.initiatives.vocabulary import Act

COLUMNS = (
    "kind", "place", "places", "causes", "ways", "state", "profile", "began_on", "published_on", "finished_on",
    "confirmed_on", "organisation",
)  # fmt: skip
"""The public columns that leaves carry; `organisation` is withheld where the profiles allow no link to it."""


def enter_act(
    act: Act,
    initiative: Initiative,
    *,
    by: Recorded | None,
    day: date,
    text: str = "",
    fields: dict[str, Any] | None = None,
) -> None:
    """Enter one act of the initiative, as far as its profile lets it be public."""
    enter(
        act,
        subject=initiative,
        under=initiative.profile,
        by=named(initiative, by),
        day=day,
        text=text,
        url=initiative.get_absolute_url(),
        also=around(initiative),
        **(fields or {}),
    )


def enter_part(
    act: Act, part: Recorded, of: Initiative, *, day: date, text: str = "", url: str = "", **fields: Any
) -> None:
    """Enter an act on something that belongs to the initiative `of`: a need, a result, a guide."""
    enter(
        act,
        subject=part,
        under=of.profile,
        by=named(of, runner(of)),
        day=day,
        text=text,
        url=url or of.get_absolute_url(),
        also=[of, *around(of)],
        **fields,
    )


def enter_whole(act: Act, initiative: Initiative, *, by: Recorded | None, day: date) -> None:
    """Enter all that is public of the initiative: when it is published, and when it comes to be shown."""
    enter_act(act, initiative, by=by, day=day, text=initiative.title, fields=columns_of(initiative, COLUMNS))
    if initiative.story:
        enter_act(Act.TOLD, initiative, by=by, day=day, text=initiative.story)


def columns_of(initiative: Initiative, names: tuple[str, ...]) -> dict[str, Any]:
    """Return the named public columns as leaves carry them."""
    found: dict[str, Any] = {}
    for name in names:
        if name == "organisation":
            found |= organisation_field(initiative)
        elif name == "place":
            found[name] = initiative.place_id
        elif name == "places":
            found[name] = sorted(initiative.places.values_list("pk", flat=True))
        else:
            found[name] = getattr(initiative, name)
    return found


def named(initiative: Initiative, by: Recorded | None) -> Recorded | None:
    """Return the actor, or None (the site) where a group without an organisation is not open.

    So a leaf does not tell a discreet group from a discreet organisation.
    """
    if isinstance(by, Initiative) and shown(initiative.profile, Field.LINK, Output.RECORD) is not Shown.FULL:
        return None
    return by


def around(initiative: Initiative) -> list[Recorded]:
    """Return what people may follow to hear of it: its place and causes, and its organisation while both are open."""
    of = initiative.organisation
    is_told = of is not None and linked(initiative.profile, of.profile, Output.RECORD)
    told: list[Recorded] = [initiative.place, *followed_causes(initiative.causes)]
    return [*told, of] if of and is_told else told


def organisation_field(initiative: Initiative) -> dict[str, str | None]:
    """Return the organisation as a field of a leaf: withheld where the two may not be shown together.

    A group has none; where it is not open, its leaf says no more than an organisation's.
    """
    of = initiative.organisation
    if of is None:
        is_told = shown(initiative.profile, Field.LINK, Output.RECORD) is Shown.FULL
        return {"organisation": None if is_told else WITHHELD}
    return {"organisation": str(of.pk) if linked(initiative.profile, of.profile, Output.RECORD) else WITHHELD}
