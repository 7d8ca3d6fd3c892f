"""Changing an initiative's page, and how much of it is shown."""

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from tejido.ground.organisations.actions import ChangedMeanwhile, HiddenByModeration, OnlyTighter
from tejido.ground.organisations.profiles import is_secret, tighter
from tejido.ground.organisations.vocabulary import HIDDEN, Profile
from tejido.ground.people.models import Person
from tejido.ground.web.acting import action
from tejido.stages.initiatives import policies
from tejido.stages.initiatives.actions.entries import columns_of, enter_act, enter_whole, organisation_field
from tejido.stages.initiatives.actions.finding import make_findable
from tejido.stages.initiatives.actions.proposing import fill
from tejido.stages.initiatives.actions.showing import show_parts
from tejido.stages.initiatives.models import Initiative
from tejido.stages.initiatives.outline import BadOutline, Outline, checked
from tejido.stages.initiatives.policies import Standing
from tejido.stages.initiatives.vocabulary import Act

__all__ = ["ChangedMeanwhile", "OnlyTighter", "change_initiative", "change_profile", "locked_initiative"]

_CHANGED = ("kind", "place", "places", "causes", "ways", "began_on")


@action
def change_initiative(
    initiative: Initiative, outline: Outline, *, version: int, by: Person, now: datetime
) -> Initiative:
    """Change what an initiative says of itself; `version` is the one that the form was filled in from.

    A coordinator may, and of a draft every member. Raises NotAllowed, BadOutline, ChangedMeanwhile.
    """
    locked = locked_initiative(initiative)
    standing = policies.check_may_change(by, locked)
    if locked.version != version:
        raise ChangedMeanwhile
    today = localdate(now)
    before = _public(locked)
    made = checked(outline, today, profile=locked.profile)
    fill(locked, made)
    locked.version += 1
    locked.save()
    locked.places.set(made.places)
    make_findable(locked)
    if not locked.is_unpublished:
        _enter_changes(locked, before, standing, today)
    return locked


@action
def change_profile(initiative: Initiative, *, to: str, by: Person, now: datetime) -> Initiative:
    """Choose how much is shown of an initiative; it holds at once, for every page, feed, file and the record.

    Its coordinators may choose any, the host only a tighter one. What becomes protected says nothing more in the
    record; what stops being protected is entered there as it now is. What is no longer open loses its point for good.
    Raises NotAllowed, OnlyTighter, BadOutline, HiddenByModeration.
    """
    locked = locked_initiative(initiative)
    standing = policies.check_may_choose_profile(by, locked)
    if to not in Profile.values:
        raise BadOutline(field="profile")
    before = locked.profile
    if before == HIDDEN:
        raise HiddenByModeration
    if to == before:
        return locked
    if not standing.coordinates and not tighter(to, than=before):
        raise OnlyTighter
    locked.profile = to
    if to != Profile.OPEN:
        locked.latitude = locked.longitude = None
    locked.save(update_fields=["profile", "latitude", "longitude"])
    if not locked.is_unpublished:
        today = localdate(now)
        if is_secret(before):
            enter_whole(Act.SHOWN, locked, by=standing.actor, day=today)
        else:
            fields = {"profile": to} | organisation_field(locked)
            enter_act(Act.PROFILE_CHANGED, locked, by=standing.actor, day=today, fields=fields)
        show_parts(locked, today)
    return locked


def locked_initiative(initiative: Initiative) -> Initiative:
    """Return the initiative as it now is, so that nobody else changes it until the transaction ends."""
    rows = Initiative.objects.select_for_update(of=("self",)).select_related("organisation", "asked", "place")
    return rows.get(pk=initiative.pk)


def _public(initiative: Initiative) -> dict[str, Any]:
    return {"title": initiative.title, "story": initiative.story} | columns_of(initiative, _CHANGED)


def _enter_changes(changed: Initiative, before: dict[str, Any], standing: Standing, day: date) -> None:
    differing = {name: value for name, value in _public(changed).items() if value != before[name]}
    if "title" in differing:
        enter_act(Act.RENAMED, changed, by=standing.actor, day=day, text=str(differing.pop("title")))
    if "story" in differing:
        enter_act(Act.TOLD, changed, by=standing.actor, day=day, text=str(differing.pop("story")))
    if differing:
        enter_act(Act.CHANGED, changed, by=standing.actor, day=day, fields=differing)
