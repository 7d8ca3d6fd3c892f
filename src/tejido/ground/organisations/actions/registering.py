"""Registering organisations and verifying them."""

from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations import policies
from tejido.ground.organisations.actions.entries import enter_act, enter_whole
from tejido.ground.organisations.models import Membership, Organisation
from tejido.ground.organisations.particulars import BadParticulars, Particulars, checked
from tejido.ground.organisations.vocabulary import Act, Kind, Profile, Role
from tejido.ground.people.models import Person
from tejido.ground.web.acting import Refused, action
from tejido.ground.web.searching import folded

MOST_WAITING = 3


class TooManyWaiting(Refused):
    """The person coordinates as many unverified organisations as one may."""

    message = _("Three organisations that you registered wait for the host to verify them. Register more afterwards.")


class CluniTaken(Refused):
    """A verified organisation has this CLUNI."""

    message = _("An organisation with this CLUNI is verified already.")
    field = "cluni"


@action
def register_organisation(
    particulars: Particulars,
    *,
    kind: str = Kind.CIVIL_SOCIETY,
    profile: str = Profile.DISCREET,
    by: Person,
    now: datetime,
    is_example: bool = False,
) -> Organisation:
    """Register an organisation.

    Any resident may register civil society and becomes its coordinator; it is unverified until the host verifies it.
    The host registers institutions, which are open, and funders; these are verified by that, and so without members.
    Raises NotAllowed, BadParticulars, TooManyWaiting.
    """
    policies.check_may_register(by, kind)
    if kind not in Kind.values or profile not in Profile.values:
        raise BadParticulars(field="kind" if kind not in Kind.values else "profile")
    of_residents = not policies.is_host(by)
    if of_residents and _waiting(by) >= MOST_WAITING:
        raise TooManyWaiting
    made = checked(particulars, kind)
    today = localdate(now)
    organisation = Organisation(
        kind=kind,
        profile=Profile.OPEN if kind == Kind.INSTITUTION else profile,
        registered_on=today,
        verified_on=None if kind == Kind.CIVIL_SOCIETY else today,
        is_example=is_example,
    )
    if organisation.verified_on and _is_taken(made.cluni):
        raise CluniTaken
    fill(organisation, made)
    organisation.save(force_insert=True)
    organisation.places.set(made.places)
    if of_residents:
        Membership.objects.create(person=by, organisation=organisation, role=Role.COORDINATOR, began_on=today)
    enter_whole(Act.REGISTERED, organisation, by=organisation if of_residents else None, day=today)
    return organisation


@action
def verify_organisation(organisation: Organisation, *, by: Person, now: datetime) -> Organisation:
    """Say that the host knows the organisation to be what it says. Verified already: nothing happens.

    Raises NotAllowed, CluniTaken.
    """
    policies.check_is_host(by)
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if locked.verified_on:
        return locked
    if _is_taken(locked.cluni):
        raise CluniTaken
    locked.verified_on = localdate(now)
    locked.save(update_fields=["verified_on"])
    enter_act(Act.VERIFIED, locked, by=None, day=locked.verified_on, verified_on=locked.verified_on)
    return locked


@action
def withdraw_verification(organisation: Organisation, *, by: Person, now: datetime) -> Organisation:
    """Take the verification back, where it turns out to be wrong. Raises NotAllowed."""
    policies.check_is_host(by)
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if locked.verified_on:
        locked.verified_on = None
        locked.save(update_fields=["verified_on"])
        enter_act(Act.VERIFICATION_WITHDRAWN, locked, by=None, day=localdate(now), verified_on=None)
    return locked


def fill(organisation: Organisation, made: Particulars) -> None:
    """Set the columns (not the places) that hold the particulars."""
    for name in ("name", "about", "causes", "level", "power", "cluni", "rfc", "website"):
        setattr(organisation, name, getattr(made, name))
    organisation.searchable = folded(made.name)[:200]


def _waiting(person: Person) -> int:
    waiting = Membership.objects.filter(person=person, role=Role.COORDINATOR, ended_on=None)
    return waiting.filter(organisation__verified_on=None, organisation__closed_on=None).count()


def _is_taken(cluni: str) -> bool:
    return bool(cluni) and Organisation.objects.filter(cluni=cluni, verified_on__isnull=False).exists()
