"""Keys of persons and organisations, made by the project's own actions."""

from dataclasses import dataclass

from tejido.engines.sealing import Pair
from tejido.ground.organisations.actions import grant_key, make_first_key
from tejido.ground.organisations.models import Organisation, OrganisationKey
from tejido.ground.organisations.vocabulary import Role
from tejido.ground.people.actions import make_key
from tejido.ground.people.locking import unlock_private
from tejido.ground.people.models import Person, PersonKey
from tests.factories.ground import PASSWORD, membership, organisation, person
from tests.factories.moments import NOW


def pair_of(who: Person, password: str = PASSWORD) -> Pair:
    """The opened key of somebody, which is made where they have none."""
    return Pair.of(unlock_private(bytes(key_of(who).locked), password))


def key_of(who: Person) -> PersonKey:
    """Somebody's key, which is made where they have none."""
    return PersonKey.objects.filter(person=who).first() or make_key(password=PASSWORD, by=who, now=NOW)


@dataclass
class Listening:
    """An organisation that listens: its coordinator made the key and reads."""

    organisation: Organisation
    coordinator: Person

    @property
    def key(self) -> OrganisationKey:
        """The present version."""
        return self.organisation.keys.get(ended_on=None)

    @property
    def pair(self) -> Pair:
        """The coordinator's opened key."""
        return pair_of(self.coordinator)

    def member(self, *, reads: bool = True, role: str = Role.MEMBER, now=NOW) -> Person:
        """Somebody else of the organisation, whom the coordinator lets read."""
        who = person()
        made = membership(who, self.organisation, role)
        made.began_on = now.date()
        made.save()
        if reads:
            let_in(self, who, now=now)
        return who


def let_in(at: Listening, who: Person, *, by: Person | None = None, now=NOW) -> OrganisationKey:
    """Let somebody of the organisation read, with the end of their fingerprint."""
    to, by = key_of(who), by or at.coordinator
    typed = to.fingerprint[-5:]
    return grant_key(at.organisation, to=to, fingerprint=typed, pair=pair_of(by), by=by, now=now)


def listening(*, recovery_public: bytes = b"", now=NOW, **kwargs) -> Listening:
    """An organisation that listens from now on."""
    ours, who = organisation(**kwargs), person()
    membership(who, ours, Role.COORDINATOR)
    make_first_key(ours, pair=pair_of(who), recovery_public=recovery_public, by=who, now=now)
    return Listening(ours, who)
