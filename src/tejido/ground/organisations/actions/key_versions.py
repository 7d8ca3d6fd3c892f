"""The versions of an organisation's key: the first one, a new one every month, and what the record says of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from tejido.engines.sealing import CannotOpen, Pair, SigningPair, draw_pair, draw_signing, sign, verify
from tejido.ground.organisations import keyring, policies
from tejido.ground.organisations.keyring import Secret
from tejido.ground.organisations.models import KeyWrap, Organisation, OrganisationKey, Post
from tejido.ground.organisations.queries import key_of, members_of
from tejido.ground.organisations.recording import enter
from tejido.ground.organisations.vocabulary import KeyAct
from tejido.ground.people.models import Person, PersonKey
from tejido.ground.web.acting import Refused, action

COLUMNS = (
    "organisation",
    "version",
    "public",
    "signing_public",
    "recovery_public",
    "signature",
    "reads_apart",
    "ended_on",
    "destroyed_on",
)
"""The columns that leaves carry: with them anybody checks the chain of an organisation's keys."""


class NotVerified(Refused):
    """Nobody vouches for the organisation."""

    message = _("The host has to verify the organisation before people tell it anything sealed.")


class HasOrganisationKey(Refused):
    """The organisation has a key that somebody reads with."""

    message = _("The organisation has a key. Make a new version of it instead.")


class NoOrganisationKey(Refused):
    """There is nothing to make a new version of."""

    message = _("The organisation has no key yet.")


class DoesNotOpen(Refused):
    """The person's key does not open that of the organisation."""

    message = _("Your key does not open the organisation's key. Somebody who reads has to let you in first.")


class BadRecoveryKey(Refused):
    """What was given cannot be a recovery key."""

    message = _("This is not a public recovery key. Copy the line “public” as it was printed.")
    field = "recovery"


class BadSignature(Refused):
    """The new version is not signed by the one before."""

    message = _("The signature is not that of the present key over the new one. Copy the three lines once more.")
    field = "signature"


@dataclass(frozen=True)
class ApartKeys:
    """The public halves of a key whose private halves stay on a computer of the organisation.

    `signature` is that of the version before; not needed for a first one.
    """

    public: bytes
    signing_public: bytes
    signature: bytes = b""


@action
@sensitive_variables()
def make_first_key(
    organisation: Organisation,
    *,
    pair: Pair | None = None,
    apart: ApartKeys | None = None,
    recovery_public: bytes = b"",
    by: Person,
    now: datetime,
) -> OrganisationKey:
    """Make the first key of an organisation: `pair` is the opened key of who makes it and reads from then on.

    With `apart` its private halves never come here, and no wrap is made. Where nobody can open the present version any
    more, or it is read apart, the organisation begins anew: the version is signed by none before it, and the record
    shows that. Raises NotAllowed, NotVerified, HasOrganisationKey, DoesNotOpen, BadRecoveryKey.
    """
    standing = policies.check_may_make_key(by, organisation)
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if locked.verified_on is None or locked.closed_on:
        raise NotVerified
    present, today = key_of(locked), localdate(now)
    if present and not present.reads_apart and present.wraps.exists():
        raise HasOrganisationKey
    if present:
        end_version(present, by=standing.actor, today=today)
    if apart:
        key = _new_version(locked, None, apart, recovery_public, today)
    else:
        holder = _own_key(by, pair)
        secret = Secret(draw_pair(), draw_signing())
        key = _new_version(locked, None, _halves(secret), recovery_public, today, secret)
        let_in(key, secret, [holder], today)
    enter_key(KeyAct.MADE, key, by=standing.actor, day=today)
    return key


@action
@sensitive_variables()
def rotate_key(
    organisation: Organisation,
    *,
    pair: Pair | None = None,
    apart: ApartKeys | None = None,
    recovery_public: bytes | None = None,
    by: Person,
    now: datetime,
) -> OrganisationKey:
    """Make the next version, signed by the present one, for all who read now and still belong to the organisation.

    `recovery_public` stays as it is unless given; with `apart` the private halves of the next version stay off the
    server. Raises NotAllowed, NoOrganisationKey, DoesNotOpen, BadSignature, BadRecoveryKey.
    """
    standing = policies.check_may_make_key(by, organisation)
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    present = key_of(locked)
    if present is None:
        raise NoOrganisationKey
    recovery = bytes(present.recovery_public) if recovery_public is None else recovery_public
    signing = None if present.reads_apart else opened_secret(present, pair, by).signing
    if apart is None and signing is None:
        raise DoesNotOpen
    return next_version(present, signing, apart, recovery, actor=standing.actor, today=localdate(now))


def next_version(
    present: OrganisationKey,
    signing: SigningPair | None,
    apart: ApartKeys | None,
    recovery: bytes,
    *,
    actor: Organisation | Post | None,
    today: date,
) -> OrganisationKey:
    """Make the version after `present`. Part of an action, which locked the organisation."""
    secret = None if apart else Secret(draw_pair(), draw_signing())
    halves = apart or _halves(secret)
    holders = keepers_of(present)
    end_version(present, by=actor, today=today)
    key = _new_version(present.organisation, signing, halves, recovery, today, secret, present)
    if secret:
        let_in(key, secret, holders, today)
    enter_key(KeyAct.MADE, key, by=actor, day=today)
    return key


def let_in(key: OrganisationKey, secret: Secret, holders: Iterable[PersonKey], today: date) -> None:
    """Let people read with this version. Part of an action."""
    for holder in holders:
        KeyWrap.objects.create(
            key=key,
            holder=holder,
            wrapped=keyring.wrapped_for(key, secret, bytes(holder.public)),
            attested=keyring.attested(key, holder, secret),
            since=today,
        )


def keepers_of(key: OrganisationKey) -> list[PersonKey]:
    """Return who reads with this version and goes on: attested by it, and still of the organisation."""
    rows = list(key.wraps.select_related("key", "holder").order_by("since", "pk"))
    belong = set(members_of(key.organisation).values_list("person", flat=True))
    return [row.holder for row in rows if row.holder.person_id in belong and keyring.is_attested(row)]


def opened_secret(key: OrganisationKey, pair: Pair | None, by: Person) -> Secret:
    """Return the private halves of a version. Raises DoesNotOpen."""
    if pair is None:
        raise DoesNotOpen
    try:
        return keyring.open_secret(key, pair, by)
    except CannotOpen:
        raise DoesNotOpen from None


def end_version(key: OrganisationKey, *, by: Organisation | Post | None, today: date) -> None:
    """Have nothing sealed to this version from now on. Part of an action."""
    key.ended_on = today
    key.save(update_fields=["ended_on"])
    enter_key(KeyAct.ENDED, key, by=by, day=today, only=("ended_on",))


def enter_key(
    act: KeyAct, key: OrganisationKey, *, by: Organisation | Post | None, day: date, only: Iterable[str] = COLUMNS
) -> None:
    """Enter an act on a key in the public record, as far as the organisation's profile lets it be public."""
    organisation = key.organisation
    fields = {name: getattr(key, name) for name in only}
    url = organisation.get_absolute_url()
    under = organisation.profile
    shown = {"fingerprint": key.fingerprint} if "public" in fields else {}
    enter(act, subject=key, under=under, by=by, day=day, url=url, also=[organisation], **fields, **shown)


def _new_version(
    organisation: Organisation,
    signing: SigningPair | None,
    halves: ApartKeys,
    recovery_public: bytes,
    today: date,
    secret: Secret | None = None,
    present: OrganisationKey | None = None,
) -> OrganisationKey:
    """Keep a new version; `signing` signs it, or `halves` bring the signature of `present`."""
    if len(recovery_public) not in {0, keyring.HALF}:
        raise BadRecoveryKey
    latest = organisation.keys.order_by("-version").first()
    key = OrganisationKey(
        pk=uuid4(),
        organisation=organisation,
        of_kind=organisation.kind,
        version=latest.version + 1 if latest else 1,
        public=halves.public,
        signing_public=halves.signing_public,
        recovery_public=recovery_public,
        reads_apart=secret is None,
        made_on=today,
    )
    stated = keyring.statement_of(key)
    if present:
        key.signature = sign(stated, signing) if signing else halves.signature
        if not verify(stated, bytes(key.signature), bytes(present.signing_public)):
            raise BadSignature
    if secret and recovery_public:
        try:
            key.recovery_wrapped = keyring.wrapped_for(key, secret, recovery_public)
        except ValueError:
            raise BadRecoveryKey from None
    key.save(force_insert=True)
    return key


def _halves(secret: Secret | None) -> ApartKeys:
    assert secret is not None
    return ApartKeys(secret.pair.public, secret.signing.public)


def _own_key(by: Person, pair: Pair | None) -> PersonKey:
    """Return the row of the person's own key. Raises DoesNotOpen where `pair` is not it."""
    key = PersonKey.objects.filter(person=by).first()
    if key is None or pair is None or pair.public != bytes(key.public):
        raise DoesNotOpen
    return key
