"""What ends: somebody's reading, with their membership; old private halves; all keys, with the organisation."""

from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from tejido.ground.organisations import retention
from tejido.ground.organisations.actions.key_versions import end_version, enter_key
from tejido.ground.organisations.models import KeyWrap, OlderKeysProposal, Organisation, OrganisationKey, Post
from tejido.ground.organisations.queries import key_of
from tejido.ground.organisations.vocabulary import KeyAct
from tejido.ground.people.models import Person
from tejido.ground.web.acting import action


def take_keys(person_id: UUID, organisation: Organisation, today: date) -> None:
    """Take from somebody who leaves all that they read with, at once, and ask for a new version. Part of an action."""
    held = KeyWrap.objects.filter(key__organisation=organisation, holder__person=person_id)
    if held.filter(key__ended_on=None).exists():
        organisation.keys.filter(ended_on=None).update(somebody_left_on=today)
    held.delete()
    proposals = OlderKeysProposal.objects.filter(organisation=organisation)
    (proposals.filter(holder__person=person_id) | proposals.filter(proposed_by__person=person_id)).delete()


def leave_all_keys(person: Person, now: datetime) -> None:
    """Take from somebody who erases their account what they read with, in every organisation."""
    held = KeyWrap.objects.filter(holder__person=person).values("key__organisation")
    for organisation in Organisation.objects.filter(pk__in=held):
        take_keys(person.pk, organisation, localdate(now))


def end_all_keys(organisation: Organisation, *, by: Organisation | Post | None, today: date) -> None:
    """Destroy every private half of an organisation that ends its work here. Part of an action."""
    present = key_of(organisation)
    if present:
        end_version(present, by=by, today=today)
    for key in organisation.keys.filter(destroyed_on=None):
        _destroy(key, by=by, today=today)


@action
def destroy_old_keys(*, now: datetime) -> int:
    """Destroy the private halves of versions to which nothing is sealed any more; return how many. Runs daily.

    The versions themselves stay, so that the chain of signatures can be followed.
    """
    today = localdate(now)
    ended = list(OrganisationKey.objects.filter(ended_on__lt=today, destroyed_on=None).select_related("organisation"))
    needed = retention.still_needed([key.pk for key in ended])
    gone = [key for key in ended if key.pk not in needed]
    for key in gone:
        _destroy(key, by=None, today=today)
    return len(gone)


def _destroy(key: OrganisationKey, *, by: Organisation | Post | None, today: date) -> None:
    key.wraps.all().delete()
    key.recovery_wrapped, key.destroyed_on = b"", today
    key.save(update_fields=["recovery_wrapped", "destroyed_on"])
    enter_key(KeyAct.DESTROYED, key, by=by, day=today, only=("destroyed_on",))
