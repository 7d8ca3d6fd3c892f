"""The chain of an organisation's keys: each version signed by the one before, checked from rows or from the record."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any
from uuid import UUID

from tejido.engines.sealing import fingerprint, statement, verify
from tejido.ground.organisations.models import OrganisationKey


class Hold(Enum):
    """How a version hangs on the one before it."""

    FIRST = "first"
    SIGNED = "signed"
    ANEW = "anew"  # the organisation began anew: no signature, and the page says so
    BROKEN = "broken"  # a signature that is not that of the version before, or a version between is missing


@dataclass(frozen=True)
class Version:
    """What is public of one version."""

    organisation: bytes
    number: int
    public: bytes
    signing_public: bytes
    recovery_public: bytes
    signature: bytes

    @property
    def fingerprint(self) -> str:
        """Its fingerprint."""
        return fingerprint(self.public, self.signing_public)

    @property
    def statement(self) -> bytes:
        """What the version before signed."""
        halves = (self.public, self.signing_public, self.recovery_public)
        return statement(self.organisation, self.number, *halves)


def version_of(key: OrganisationKey) -> Version:
    """Return what is public of a row."""
    halves = (bytes(key.public), bytes(key.signing_public), bytes(key.recovery_public), bytes(key.signature))
    return Version(key.organisation_id.bytes, key.version, *halves)


def version_in(fields: Mapping[str, Any]) -> Version:
    """Return what a leaf of the record says of a version. Raises KeyError, ValueError for another kind of leaf."""
    names = ("public", "signing_public", "recovery_public", "signature")
    return Version(
        UUID(fields["organisation"]).bytes, fields["version"], *(bytes.fromhex(fields[name]) for name in names)
    )


def holds(versions: Iterable[Version]) -> list[tuple[Version, Hold]]:
    """Return the versions of one organisation, oldest first, each with how it hangs on the one before."""
    found: list[tuple[Version, Hold]] = []
    for version in sorted(versions, key=lambda it: it.number):
        before = found[-1][0] if found else None
        found.append((version, _hold(before, version)))
    return found


def _hold(before: Version | None, version: Version) -> Hold:
    if before is None:
        return Hold.FIRST if version.number == 1 and not version.signature else Hold.BROKEN
    if version.number != before.number + 1 or version.organisation != before.organisation:
        return Hold.BROKEN
    if not version.signature:
        return Hold.ANEW
    return Hold.SIGNED if verify(version.statement, version.signature, before.signing_public) else Hold.BROKEN
