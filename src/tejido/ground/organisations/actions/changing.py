"""Changing an organisation's page, how much of it is shown, and ending it."""

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations import policies
from tejido.ground.organisations.actions.entries import enter_act, enter_whole
from tejido.ground.organisations.actions.key_endings import end_all_keys
from tejido.ground.organisations.actions.key_versions import enter_key
from tejido.ground.organisations.actions.registering import fill
from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.particulars import BadParticulars, Particulars, checked
from tejido.ground.organisations.policies import Standing
from tejido.ground.organisations.profiles import is_secret, tighter
from tejido.ground.organisations.vocabulary import HIDDEN, Act, KeyAct, Kind, Profile
from tejido.ground.people.models import Person
from tejido.ground.web.acting import NotAllowed, Refused, action


class ChangedMeanwhile(Refused):
    """Somebody else changed it since the form was opened; nothing was overwritten."""

    message = _(
        "Somebody else changed this while you were writing. Nothing of theirs was overwritten, and what you wrote is"
        " still here. Look at how it stands now; save again to put yours in its place."
    )


class InstitutionsAreOpen(Refused):
    """Public institutions cannot hide."""

    message = _("Public institutions are always open.")
    field = "profile"


class OnlyTighter(NotAllowed):
    """The host may hide an organisation in danger, and never show one that hid itself."""

    message = _("Only a coordinator of the organisation may show more of it.")
    field = "profile"


class HiddenByModeration(Refused):
    """What two people decided to hide is shown again by two people only."""

    message = _("Moderation hides this page now. How much is shown can be chosen once it is shown again.")
    field = "profile"


@action
def change_organisation(
    organisation: Organisation, particulars: Particulars, *, version: int, by: Person, now: datetime
) -> Organisation:
    """Change what an organisation says of itself; `version` is the one that the form was filled in from.

    Another name, CLUNI or tax key ends the verification, unless the host changes it: who was verified is somebody else.
    Raises NotAllowed, BadParticulars, ChangedMeanwhile.
    """
    standing = policies.check_may_change(by, organisation)
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if locked.version != version:
        raise ChangedMeanwhile
    made = checked(particulars, locked.kind)
    before = _public(locked)
    identity = (locked.name, locked.cluni, locked.rfc)
    fill(locked, made)
    if not standing.is_host and identity != (locked.name, locked.cluni, locked.rfc):
        locked.verified_on = None
    locked.version += 1
    locked.save()
    locked.places.set(made.places)
    _enter_changes(locked, before, standing, localdate(now))
    return locked


@action
def change_profile(organisation: Organisation, *, to: str, by: Person, now: datetime) -> Organisation:
    """Choose how much is shown of an organisation; it holds at once, for every page, feed, file and the record.

    A coordinator may choose any, the host only a tighter one. What becomes protected says nothing more in the record,
    not even this; what stops being protected is entered there as it now is. Raises NotAllowed, InstitutionsAreOpen,
    OnlyTighter, HiddenByModeration.
    """
    if organisation.kind == Kind.INSTITUTION:
        policies.check_may_change(by, organisation)
        raise InstitutionsAreOpen
    standing = policies.check_may_choose_profile(by, organisation)
    if to not in Profile.values:
        raise BadParticulars(field="profile")
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    before = locked.profile
    if before == HIDDEN:
        raise HiddenByModeration
    if to == before:
        return locked
    if not standing.coordinates and not tighter(to, than=before):
        raise OnlyTighter
    locked.profile = to
    locked.save(update_fields=["profile"])
    day = localdate(now)
    if is_secret(before):
        enter_whole(Act.SHOWN, locked, by=standing.actor, day=day)
        for key in locked.keys.order_by("version"):
            enter_key(KeyAct.SHOWN, key, by=standing.actor, day=day)
    else:
        enter_act(Act.PROFILE_CHANGED, locked, by=standing.actor, day=day, profile=to)
    return locked


@action
def close_organisation(organisation: Organisation, *, by: Person, now: datetime) -> Organisation:
    """End an organisation's work here: its members lose their access, its page stays as history.

    Its keys are destroyed: what it received sealed opens to nobody any more.

    A coordinator or the host may; the liaisons of an institution may not. Raises NotAllowed.
    """
    standing = policies.check_may_close(by, organisation)
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if locked.closed_on is None:
        locked.closed_on = localdate(now)
        locked.save(update_fields=["closed_on"])
        locked.invitations.all().delete()
        end_all_keys(locked, by=standing.actor, today=locked.closed_on)
        enter_act(Act.CLOSED, locked, by=standing.actor, day=locked.closed_on, closed_on=locked.closed_on)
    return locked


def _public(organisation: Organisation) -> dict[str, object]:
    return {
        "name": organisation.name,
        "about": organisation.about,
        "level": organisation.level,
        "power": organisation.power,
        "causes": organisation.causes,
        "places": sorted(organisation.places.values_list("key", flat=True)),
        "verified_on": organisation.verified_on,
    }


def _enter_changes(changed: Organisation, before: dict[str, object], standing: Standing, day: date) -> None:
    now = _public(changed)
    differing: dict[str, Any] = {name: value for name, value in now.items() if value != before[name]}
    name, about = differing.pop("name", None), differing.pop("about", None)
    if name is not None:
        enter_act(Act.RENAMED, changed, by=standing.actor, day=day, text=changed.name)
    if about is not None:
        enter_act(Act.DESCRIBED, changed, by=standing.actor, day=day, text=changed.about)
    if "verified_on" in differing:
        enter_act(Act.VERIFICATION_WITHDRAWN, changed, by=None, day=day, verified_on=differing.pop("verified_on"))
    if differing:
        enter_act(Act.CHANGED, changed, by=standing.actor, day=day, **differing)
