"""Changing an initiative's page, its state and how much of it is shown."""

from datetime import date, datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.actions import ChangedMeanwhile, HiddenByModeration, OnlyTighter
from tejido.ground.organisations.policies import Standing
from tejido.ground.organisations.profiles import is_secret, tighter
from tejido.ground.organisations.vocabulary import HIDDEN, Profile
from tejido.ground.people.models import Person
from tejido.ground.web.acting import Refused, action
from tejido.stages.initiatives import policies
from tejido.stages.initiatives.actions.entries import enter_act, enter_whole, organisation_field
from tejido.stages.initiatives.actions.needs import show_due
from tejido.stages.initiatives.actions.proposing import fill
from tejido.stages.initiatives.models import Initiative
from tejido.stages.initiatives.outline import BadOutline, Outline, checked
from tejido.stages.initiatives.transitions import may_follow
from tejido.stages.initiatives.vocabulary import Act, State

__all__ = [
    "ChangedMeanwhile",
    "OnlyTighter",
    "WrongTurn",
    "change_initiative",
    "change_profile",
    "change_state",
    "discard_draft",
]


class WrongTurn(Refused):
    """The initiative cannot go from its state to this one."""

    message = _("The initiative cannot change in this way from where it is now. Look at its page again.")
    field = "to"


@action
def change_initiative(
    initiative: Initiative, outline: Outline, *, version: int, by: Person, now: datetime
) -> Initiative:
    """Change what an initiative says of itself; `version` is the one that the form was filled in from.

    A coordinator may, and of a draft every member. Raises NotAllowed, BadOutline, ChangedMeanwhile.
    """
    locked = _locked(initiative)
    standing = policies.check_may_change(by, locked)
    if locked.version != version:
        raise ChangedMeanwhile
    today = localdate(now)
    before = _public(locked)
    fill(locked, checked(outline, today))
    locked.version += 1
    locked.save()
    if locked.state != State.DRAFT:
        _enter_changes(locked, before, standing, today)
    return locked


@action
def change_state(initiative: Initiative, *, to: str, by: Person, now: datetime) -> Initiative:
    """Publish, pause, resume or finish an initiative; its coordinators may.

    Raises NotAllowed, WrongTurn where the table of `transitions` has no such way.
    """
    locked = _locked(initiative)
    standing = policies.check_may_run(by, locked)
    before = locked.state
    if to not in State.values or not may_follow(before, to):
        raise WrongTurn
    today = localdate(now)
    locked.state = to
    if before == State.DRAFT:
        locked.published_on = today
        locked.save(update_fields=["state", "published_on"])
        enter_whole(Act.PUBLISHED, locked, by=standing.actor, day=today)
        show_due(locked.needs.all(), today)
    else:
        locked.save(update_fields=["state"])
        enter_act(Act.STATE_CHANGED, locked, by=standing.actor, day=today, fields={"state": to})
    return locked


@action
def change_profile(initiative: Initiative, *, to: str, by: Person, now: datetime) -> Initiative:
    """Choose how much is shown of an initiative; it holds at once, for every page, feed, file and the record.

    Its coordinators may choose any, the host only a tighter one. What becomes protected says nothing more in the
    record; what stops being protected is entered there as it now is. Raises NotAllowed, OnlyTighter, BadOutline,
    HiddenByModeration.
    """
    locked = _locked(initiative)
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
    locked.save(update_fields=["profile"])
    if locked.state != State.DRAFT:
        today = localdate(now)
        if is_secret(before):
            enter_whole(Act.SHOWN, locked, by=standing.actor, day=today)
        else:
            fields = {"profile": to} | organisation_field(locked)
            enter_act(Act.PROFILE_CHANGED, locked, by=standing.actor, day=today, fields=fields)
        show_due(locked.needs.all(), today)
    return locked


@action
def discard_draft(initiative: Initiative, *, by: Person, now: datetime) -> None:  # noqa: ARG001  as all actions
    """Delete a draft with its needs, for good. Raises NotAllowed, WrongTurn where it is no draft any more."""
    locked = _locked(initiative)
    policies.check_may_run(by, locked)
    if locked.state != State.DRAFT:
        raise WrongTurn
    locked.delete()


def _locked(initiative: Initiative) -> Initiative:
    return Initiative.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=initiative.pk)


def _public(initiative: Initiative) -> dict[str, object]:
    return {
        "title": initiative.title,
        "story": initiative.story,
        "kind": initiative.kind,
        "place": initiative.place_id,
        "causes": initiative.causes,
        "began_on": initiative.began_on,
    }


def _enter_changes(changed: Initiative, before: dict[str, object], standing: Standing, day: date) -> None:
    differing = {name: value for name, value in _public(changed).items() if value != before[name]}
    if "title" in differing:
        enter_act(Act.RENAMED, changed, by=standing.actor, day=day, text=str(differing.pop("title")))
    if "story" in differing:
        enter_act(Act.TOLD, changed, by=standing.actor, day=day, text=str(differing.pop("story")))
    if differing:
        enter_act(Act.CHANGED, changed, by=standing.actor, day=day, fields=differing)
