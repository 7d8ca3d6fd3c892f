"""What waits for somebody about the keys of their organisations."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext

from tejido.ground.organisations.keys_page import LASTS
from tejido.ground.organisations.models import KeyWrap, OlderKeysProposal, OrganisationKey
from tejido.ground.organisations.queries import members_of, memberships_of
from tejido.ground.organisations.vocabulary import Role
from tejido.ground.people.models import Person
from tejido.ground.web.pending import Pending

WARNING = timedelta(days=14)  # days that a new version may wait before it is late


def pending_of(person: Person | None, today: date) -> list[Pending]:
    """Return what waits: another version, colleagues to let in, a proposal to agree to, a key of one's own to make."""
    memberships = {one.organisation_id: one for one in memberships_of(person)}
    keys = OrganisationKey.objects.filter(organisation__in=memberships, ended_on=None).select_related("organisation")
    if person is None or not (found := list(keys)):
        return []
    held = set(KeyWrap.objects.filter(key__in=found, holder__person=person).values_list("key", flat=True))
    rows = []
    for key in found:
        role = memberships[key.organisation_id].role
        if role in {Role.COORDINATOR, Role.LIAISON} and (key.pk in held or key.reads_apart):
            rows += _version_due(key, today)
        if key.pk in held:
            rows += _to_let_in(key) + _to_agree_to(key, person)
    if found and not all(key.reads_apart for key in found) and not hasattr(person, "key"):
        title = gettext("Make your key, to read what your organisation receives sealed")
        since = min(max(key.made_on, memberships[key.organisation_id].began_on) for key in found)
        rows.append(Pending(title, reverse("account-key"), since))
    return rows


def _version_due(key: OrganisationKey, today: date) -> list[Pending]:
    since = key.somebody_left_on or key.made_on + LASTS
    if since > today:
        return []
    if key.somebody_left_on:
        title = gettext("Somebody who read has left %(name)s: make a new key")
    else:
        title = gettext("Make this month's key of %(name)s")
    words = {"name": key.organisation.name}
    return [
        Pending(title % words, reverse("organisation-keys-next", args=[key.organisation_id]), since, since + WARNING)
    ]


def _to_let_in(key: OrganisationKey) -> list[Pending]:
    waiting = (
        members_of(key.organisation).filter(person__key__isnull=False).exclude(person__key__organisation_wraps__key=key)
    )
    title = gettext("%(member)s waits to read in %(name)s: compare your fingerprints")
    return [
        Pending(
            title % {"member": one.person.name, "name": key.organisation.name},
            reverse("organisation-keys", args=[key.organisation_id]),
            max(one.began_on, one.person.key.made_on),
        )
        for one in waiting.select_related("person__key")
    ]


def _to_agree_to(key: OrganisationKey, person: Person) -> list[Pending]:
    proposals = OlderKeysProposal.objects.filter(organisation=key.organisation_id)
    asked = proposals.exclude(proposed_by__person=person).exclude(holder__person=person)
    title = gettext("Somebody proposes that a colleague reads what came before them in %(name)s")
    url = reverse("organisation-keys", args=[key.organisation_id])
    return [Pending(title % {"name": key.organisation.name}, url, one.proposed_on) for one in asked]
