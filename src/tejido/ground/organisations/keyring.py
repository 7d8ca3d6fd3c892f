"""Opening the keys of an organisation with those of a person, and who is attested to hold them.

What is wrapped for somebody who reads are 64 bytes: the X25519 private half, then the seed of the Ed25519 pair. The
address of the organisation and of the version is bound into each wrap.
"""

from dataclasses import dataclass

from tejido.engines.sealing import (
    CannotOpen,
    Context,
    Pair,
    SigningPair,
    sign,
    statement,
    unwrap,
    verify,
    wrap,
)
from tejido.ground.organisations.models import KeyWrap, OrganisationKey
from tejido.ground.people.models import Person, PersonKey

HALF = 32  # bytes


@dataclass(frozen=True)
class Secret:
    """Both private halves of one version; kept for as long as a request takes."""

    pair: Pair
    signing: SigningPair

    @property
    def data(self) -> bytes:
        """What is wrapped."""
        return self.pair.private + self.signing.private


def address_of(key: OrganisationKey) -> bytes:
    """Return what is bound into every wrap of this version's private halves."""
    return Context(key.organisation_id.bytes, bytes(16), "organisation-key", key.version).address


def statement_of(key: OrganisationKey) -> bytes:
    """Return what the version before signs."""
    halves = (bytes(key.public), bytes(key.signing_public), bytes(key.recovery_public))
    return statement(key.organisation_id.bytes, key.version, *halves)


def open_secret(key: OrganisationKey, pair: Pair, person: Person) -> Secret:
    """Return the private halves of a version that the person holds. Raises CannotOpen."""
    row = KeyWrap.objects.filter(key=key, holder__person=person).select_related("holder").first()
    if row is None or bytes(row.holder.public) != pair.public:
        raise CannotOpen
    return secret_from(unwrap(bytes(row.wrapped), pair, address_of(key)), key)


def open_private(key: OrganisationKey, pair: Pair, person: Person) -> Pair:
    """Return the pair by which the person opens what was sealed to this version. Raises CannotOpen."""
    return open_secret(key, pair, person).pair


def secret_from(data: bytes, key: OrganisationKey) -> Secret:
    """Return the private halves in `data`. Raises CannotOpen where they are not those of this version."""
    if len(data) != 2 * HALF:
        raise CannotOpen
    try:
        return Secret(Pair(data[:HALF], bytes(key.public)), SigningPair(data[HALF:], bytes(key.signing_public)))
    except ValueError:
        raise CannotOpen from None


def wrapped_for(key: OrganisationKey, secret: Secret, public: bytes) -> bytes:
    """Wrap the private halves of a version for a public key: of somebody who may read, or for recovery."""
    return wrap(secret.data, public, address_of(key))


def attestation(key: OrganisationKey, holder: PersonKey) -> bytes:
    """Return what a version's key signs of everybody whom it lets read."""
    return b"|".join([b"tejido1 holder", key.pk.bytes, holder.person_id.bytes, bytes(holder.public)])


def attested(key: OrganisationKey, holder: PersonKey, secret: Secret) -> bytes:
    """Sign that `holder` may read."""
    return sign(attestation(key, holder), secret.signing)


def is_attested(row: KeyWrap) -> bool:
    """Say whether the version's own key signed that this holder may read."""
    return verify(attestation(row.key, row.holder), bytes(row.attested), bytes(row.key.signing_public))
