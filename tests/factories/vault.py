"""Organisations that listen, members who can open, and threads."""

from dataclasses import dataclass

from django.db import transaction

from tejido.engines import sealing
from tejido.engines.sealing import Pair
from tejido.ground.organisations.models import KeyWrap, Organisation, OrganisationKey
from tejido.ground.organisations.vocabulary import Role
from tejido.ground.people.models import Person, PersonKey
from tejido.ground.vault.threads import MemberKeys, Opened, open_thread
from tests.factories import ground
from tests.factories.moments import NOW


@dataclass(frozen=True)
class Listening:
    """An organisation with a key, and one member who holds it."""

    organisation: Organisation
    member: Person
    pair: Pair
    key: OrganisationKey

    @property
    def keys(self) -> MemberKeys:
        return MemberKeys(self.pair, self.member)


def key_of(person: Person) -> Pair:
    """Give somebody a pair, and return it."""
    pair = sealing.draw_pair()
    PersonKey.objects.create(person=person, public=pair.public, locked=b"locked", made_on=NOW.date())
    return pair


def version(organisation: Organisation, holder: Person, pair: Pair, number: int = 1) -> OrganisationKey:
    """Make a version of an organisation's key, held by one member."""
    made = sealing.draw_pair()
    key = OrganisationKey.objects.create(
        organisation=organisation, version=number, public=made.public, made_on=NOW.date()
    )
    address = sealing.Context(organisation.pk.bytes, bytes(16), "organisation-key", number).address
    KeyWrap.objects.create(key=key, person=holder, wrapped=sealing.wrap(made.private, pair.public, address))
    return key


def listening(organisation: Organisation | None = None, role: str = Role.MEMBER) -> Listening:
    """An organisation that listens, with one member who opens."""
    organisation = organisation or ground.organisation()
    member = ground.person()
    ground.membership(member, organisation, role)
    pair = key_of(member)
    return Listening(organisation, member, pair, version(organisation, member, pair))


def thread(of: Listening, first: dict | None = None, **kwargs) -> Opened:
    """A thread that a reporter opened."""
    with transaction.atomic():
        return open_thread(
            organisation=of.organisation,
            kind="report",
            first=first or {"text": "En la esquina"},
            now=kwargs.pop("now", NOW),
            **kwargs,
        )
