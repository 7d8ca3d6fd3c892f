"""Who reads: letting a colleague in after comparing fingerprints; what came before them needs two."""

import re
from collections.abc import Iterable
from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from tejido.engines.sealing import Pair
from tejido.ground.organisations import policies
from tejido.ground.organisations.actions.key_versions import let_in, next_version, opened_secret
from tejido.ground.organisations.models import KeyWrap, OlderKeysProposal, Organisation, OrganisationKey
from tejido.ground.organisations.queries import key_of, keys_unread_by, members_of
from tejido.ground.people.models import Person, PersonKey
from tejido.ground.web.acting import NotAllowed, Refused, action


class FingerprintDiffers(Refused):
    """What was typed is not the end of the colleague's fingerprint."""

    message = _(
        "These are not the last five digits of the key that is kept here. Have them read to you once more. If they"
        " still differ, let nobody in: somebody may have put another key in its place."
    )
    field = "fingerprint"


class DoesNotBelong(Refused):
    """Whoever should read is no member."""

    message = _("Only who belongs to the organisation can read here.")


class ReadsAlready(Refused):
    """There is nothing that the colleague does not read."""

    message = _("They read all of it already.")


class NeedsAnother(Refused):
    """Two have to agree, and neither is the one who shall read."""

    message = _("Somebody else who reads has to agree: neither who proposed it nor who shall read.")


@action
@sensitive_variables()
def grant_key(
    organisation: Organisation, *, to: PersonKey, fingerprint: str, pair: Pair, by: Person, now: datetime
) -> OrganisationKey:
    """Let a colleague read what comes from their joining onward; return the present version.

    `fingerprint` is the last group of theirs, as they read it aloud; `pair` the opened key of who lets them in. Where
    the present version is older than their membership, a new one is made, so that nothing from before opens to them.
    After a reset they read again what came since they joined. Raises NotAllowed, FingerprintDiffers, DoesNotBelong,
    ReadsAlready, DoesNotOpen.
    """
    standing = policies.check_reads(by, organisation)
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    present, today = _present(locked), localdate(now)
    membership = members_of(locked).filter(person=to.person_id).first()
    if membership is None:
        raise DoesNotBelong
    if KeyWrap.objects.filter(key=present, holder=to).exists():
        raise ReadsAlready
    if "".join(re.findall(r"\d", fingerprint)) not in {to.fingerprint[-5:], to.fingerprint.replace(" ", "")}:
        raise FingerprintDiffers
    if present.made_on < membership.began_on:
        signing = opened_secret(present, pair, by).signing
        recovery = bytes(present.recovery_public)
        present = next_version(present, signing, None, recovery, actor=standing.actor, today=today)
    since = locked.keys.filter(made_on__gte=membership.began_on, destroyed_on=None, reads_apart=False)
    _hand_over(since, to, pair, by, now)
    return present


@action
def propose_older_keys(organisation: Organisation, *, to: PersonKey, by: Person, now: datetime) -> OlderKeysProposal:
    """Propose that a colleague who reads may read what came before them. Raises NotAllowed, ReadsAlready,
    NeedsAnother, DoesNotBelong.
    """
    policies.check_reads(by, organisation)
    own = PersonKey.objects.get(person=by)
    if own.pk == to.pk:
        raise NeedsAnother
    present = _present(organisation)
    if not KeyWrap.objects.filter(key=present, holder=to).exists():
        raise DoesNotBelong
    if not keys_unread_by(to, organisation).exists():
        raise ReadsAlready
    made, _is_new = OlderKeysProposal.objects.get_or_create(
        organisation=organisation, holder=to, defaults={"proposed_by": own, "proposed_on": localdate(now)}
    )
    return made


@action
@sensitive_variables()
def confirm_older_keys(proposal: OlderKeysProposal, *, pair: Pair, by: Person, now: datetime) -> int:
    """Agree to a proposal: the colleague reads all older versions that who agrees can open; return how many.

    Raises NotAllowed, NeedsAnother, DoesNotBelong, DoesNotOpen.
    """
    organisation = proposal.organisation
    policies.check_reads(by, organisation)
    locked = OlderKeysProposal.objects.select_for_update(of=("self",)).select_related("holder", "proposed_by")
    asked = locked.get(pk=proposal.pk)
    if by.pk in {asked.holder.person_id, asked.proposed_by.person_id}:
        raise NeedsAnother
    still = set(_present(organisation).wraps.values_list("holder", flat=True))
    if not {asked.holder_id, asked.proposed_by_id} <= still:
        raise DoesNotBelong
    given = _hand_over(keys_unread_by(asked.holder, organisation), asked.holder, pair, by, now)
    asked.delete()
    return given


@action
def decline_older_keys(proposal: OlderKeysProposal, *, by: Person, now: datetime) -> None:  # noqa: ARG001
    """Take a proposal away; anybody who reads may. Raises NotAllowed."""
    policies.check_reads(by, proposal.organisation)
    proposal.delete()


def _hand_over(keys: Iterable[OrganisationKey], to: PersonKey, pair: Pair, by: Person, now: datetime) -> int:
    """Wrap for `to` the versions that who hands them over holds, and return how many."""
    held = set(KeyWrap.objects.filter(holder__person=by).values_list("key", flat=True))
    given = [key for key in keys if key.pk in held and not key.wraps.filter(holder=to).exists()]
    for key in given:
        let_in(key, opened_secret(key, pair, by), [to], localdate(now))
    return len(given)


def _present(organisation: Organisation) -> OrganisationKey:
    present = key_of(organisation)
    if present is None:
        raise NotAllowed
    return present
