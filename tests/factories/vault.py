"""Organisations that listen, members who can open, and threads."""

from dataclasses import dataclass

from django.db import transaction

from tejido.engines.sealing import Pair
from tejido.ground.organisations import keyring
from tejido.ground.organisations.actions import make_first_key, rotate_key
from tejido.ground.organisations.models import KeyWrap, Organisation, OrganisationKey
from tejido.ground.organisations.vocabulary import Kind, Role
from tejido.ground.people.models import Person
from tejido.ground.vault.threads import MemberKeys, Opened, open_thread
from tests.factories import ground, keys
from tests.factories.moments import NOW


@dataclass(frozen=True)
class Listening:
    """An organisation with a key, and one of its people who holds it: its coordinator, or an institution's liaison."""

    organisation: Organisation
    member: Person
    pair: Pair
    key: OrganisationKey

    @property
    def keys(self) -> MemberKeys:
        """The member's opened keys."""
        return MemberKeys(self.pair, self.member)

    def colleague(self) -> "Listening":
        """Another member who reads."""
        who = ground.person()
        ground.membership(who, self.organisation)
        keys.let_in(keys.Listening(self.organisation, self.member), who)
        return Listening(self.organisation, who, keys.pair_of(who), self.key)


def key_of(person: Person) -> Pair:
    """Give somebody a key, and return it opened."""
    return keys.pair_of(person)


def version(of: Listening) -> OrganisationKey:
    """Make the next version of an organisation's key."""
    return rotate_key(of.organisation, pair=of.pair, by=of.member, now=NOW)


def listening(organisation: Organisation | None = None) -> Listening:
    """An organisation that listens, with one person who opens."""
    organisation, who = organisation or ground.organisation(), ground.person()
    if organisation.kind == Kind.INSTITUTION:
        ground.membership(who, organisation, Role.LIAISON, organisation.posts.first() or ground.post(organisation))
    else:
        ground.membership(who, organisation, Role.COORDINATOR)
    pair = keys.pair_of(who)
    return Listening(organisation, who, pair, make_first_key(organisation, pair=pair, by=who, now=NOW))


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


def hold(of: Listening, who: Person) -> MemberKeys:
    """Put a wrap of the organisation's key for somebody into the table, whoever they are; return their opened keys."""
    holder, secret = keys.key_of(who), keyring.open_secret(of.key, of.pair, of.member)
    KeyWrap.objects.get_or_create(
        key=of.key,
        holder=holder,
        defaults={
            "wrapped": keyring.wrapped_for(of.key, secret, bytes(holder.public)),
            "attested": keyring.attested(of.key, holder, secret),
            "since": NOW.date(),
        },
    )
    return MemberKeys(keys.pair_of(who), who)
