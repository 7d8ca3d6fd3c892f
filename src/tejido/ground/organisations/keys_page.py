"""What the page about an organisation's keys shows to one person, decided before it is drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tejido.ground.ledger.history import Entry
from tejido.ground.ledger.models import Leaf
from tejido.ground.ledger.queries import entries_of
from tejido.ground.organisations import chain
from tejido.ground.organisations.chain import Hold
from tejido.ground.organisations.models import KeyWrap, OlderKeysProposal, Organisation, OrganisationKey
from tejido.ground.organisations.policies import Standing, standing
from tejido.ground.organisations.profiles import Output, figure
from tejido.ground.organisations.queries import members_of
from tejido.ground.people.models import Person, PersonKey

LASTS = timedelta(days=30)


@dataclass(frozen=True)
class Listens:
    """What everybody may know: since when, with which key, how many read it (from, up to), here or apart."""

    key: OrganisationKey
    since: date
    readers: tuple[int, int | None] | None

    @property
    def readers_in_words(self) -> str:
        """How many people read, exactly or as a band; nothing where that is not shown."""
        if self.readers is None:
            return ""
        low, high = self.readers
        if high is None:
            return _("%(low)s people or more") % {"low": low}
        if low == high:
            return ngettext("%(n)s person", "%(n)s people", low) % {"n": low}
        return _("between %(low)s and %(high)s people") % {"low": low, "high": high}


@dataclass(frozen=True)
class Reader:
    """Somebody of the organisation, as those who read see them: what they read, or what they wait for."""

    name: str
    key: PersonKey | None
    since: date | None
    reads_older: bool
    is_me: bool
    proposal: OlderKeysProposal | None = None
    may_confirm: bool = False


@dataclass(frozen=True)
class Step:
    """One version, how it hangs on the one before, and what the public record says of it."""

    key: OrganisationKey
    hold: str
    entries: Sequence[Entry]


@dataclass(frozen=True)
class KeysPage:
    """The keys of an organisation as one person sees them."""

    organisation: Organisation
    standing: Standing
    listens: Listens | None
    present: OrganisationKey | None
    steps: Sequence[Step]
    reads: bool
    readers: Sequence[Reader]
    waiting: Sequence[Reader]
    without_key: int
    may_begin: bool
    due: bool

    @property
    def sees_names(self) -> bool:
        """Whether the person may see who reads: those who read, and those who coordinate."""
        return self.reads or self.standing.makes_keys

    @property
    def may_rotate(self) -> bool:
        """Whether the person may make the next version now."""
        apart = self.present is not None and self.present.reads_apart
        return self.present is not None and self.standing.makes_keys and (self.reads or apart)

    @property
    def is_broken(self) -> bool:
        """Whether the chain of signatures does not hold."""
        return any(step.hold == Hold.BROKEN.value for step in self.steps)


def listens_with(organisation: Organisation) -> Listens | None:
    """Return with what the organisation listens now, for its public page; None where it does not. Two queries."""
    keys = list(organisation.keys.all())
    present = next((key for key in keys if key.ended_on is None), None)
    if present is None or organisation.verified_on is None or organisation.closed_on:
        return None
    count = 0 if present.reads_apart else present.wraps.count()
    if not (count or present.reads_apart):
        return None
    return Listens(present, keys[-1].made_on, figure(organisation.profile, Output.PAGE, count))


def is_due(key: OrganisationKey, today: date) -> bool:
    """Say whether another version is due: after a month, or when somebody who read has left."""
    return key.somebody_left_on is not None or key.made_on + LASTS <= today


def keys_page_of(organisation: Organisation, person: Person | None, today: date) -> KeysPage:
    """Return the page. Costs the same number of queries whatever the number of members and versions."""
    held = standing(person, organisation)
    keys = list(organisation.keys.all())
    present = next((key for key in keys if key.ended_on is None), None)
    wraps = list(KeyWrap.objects.filter(key__in=keys).select_related("holder")) if held.belongs else []
    reads = bool(person and present) and any(
        wrap.key_id == present.pk and wrap.holder.person_id == person.pk for wrap in wraps if present and person
    )
    shows_names = held.belongs and (reads or held.makes_keys)
    people = _people(organisation, person, present, wraps, keys) if shows_names and person else []
    listens = listens_with(organisation)
    entries = _entries(keys, today)
    by_number = {version.number: hold.value for version, hold in chain.holds(chain.version_of(key) for key in keys)}
    return KeysPage(
        organisation=organisation,
        standing=held,
        listens=listens,
        present=present,
        steps=[Step(key, by_number[key.version], entries[key.record_name]) for key in keys],
        reads=reads,
        readers=[one for one in people if one.since],
        waiting=[one for one in people if one.key and not one.since],
        without_key=sum(one.key is None for one in people),
        may_begin=held.makes_keys and (listens is None or present is None or present.reads_apart),
        due=present is not None and is_due(present, today),
    )


def _entries(keys: Sequence[OrganisationKey], today: date) -> Mapping[str, Sequence[Entry]]:
    leaves = list(Leaf.objects.filter(subject__in=[key.record_name for key in keys]).order_by("index"))
    found: dict[str, list[Entry]] = {key.record_name: [] for key in keys}
    for leaf, entry in zip(leaves, entries_of(leaves, today), strict=True):
        found[leaf.subject].append(entry)
    return found


def _people(
    organisation: Organisation,
    person: Person,
    present: OrganisationKey | None,
    wraps: Sequence[KeyWrap],
    keys: Sequence[OrganisationKey],
) -> list[Reader]:
    readable = {key.pk for key in keys if key.destroyed_on is None and not key.reads_apart}
    proposals = {one.holder_id: one for one in organisation.older_keys_proposals.select_related("proposed_by")}
    people = []
    for membership in members_of(organisation).select_related("person__key"):
        who = membership.person
        own = getattr(who, "key", None)
        mine = [wrap for wrap in wraps if own and wrap.holder_id == own.pk]
        now = next((wrap for wrap in mine if present and wrap.key_id == present.pk), None)
        proposal = proposals.get(own.pk) if own else None
        people.append(
            Reader(
                name=who.name,
                key=own,
                since=now.since if now else None,
                reads_older=readable <= {wrap.key_id for wrap in mine},
                is_me=who.pk == person.pk,
                proposal=proposal,
                may_confirm=bool(proposal)
                and who.pk != person.pk
                and proposal is not None
                and proposal.proposed_by.person_id != person.pk,
            )
        )
    return people
