"""Who listens for a place, and what they say about it before anybody writes to them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from tejido.ground.organisations.models import KeyWrap, Organisation, OrganisationKey
from tejido.ground.organisations.profiles import Output, figure, listed
from tejido.ground.organisations.queries import listening_key_of, listening_keys, with_places
from tejido.ground.organisations.vocabulary import Kind
from tejido.ground.places.tables import COUNTRY
from tejido.stages.reports.models import ListeningProfile, Standstill


@dataclass(frozen=True)
class Listener:
    """An organisation that listens, as somebody in danger sees it before choosing.

    `readers` is how many people can read what it gets: (n, n), or a band where its profile shows bands;
    nothing where it reads apart, since then nobody here knows.
    """

    organisation: Organisation
    use: str
    since: date
    retention_days: int
    answers_within_days: int | None
    readers: tuple[int, int | None] | None
    fingerprint: str
    reads_apart: bool

    @property
    def is_institution(self) -> bool:
        """Whether it is an authority."""
        return self.organisation.kind == Kind.INSTITUTION


def listeners(place: str = "") -> list[Listener]:
    """Return who listens for a place (its INEGI key), those nearest first; for no place all who listen.

    Verified, open for work, shown in public, with a sealing key, and not paused. Who works in the municipality comes
    before who works in its state, and these before who works in the whole country. Four queries.
    """
    near = _nearness(place)
    ranked = [(_rank(one.organisation, near), one) for one in _listening(ListeningProfile.objects.all())]
    near_enough = [(rank, one) for rank, one in ranked if rank < max(len(near), 1)]
    near_enough.sort(key=lambda pair: (pair[0], pair[1].organisation.searchable, str(pair[1].organisation.pk)))
    return [one for _rank_of_it, one in near_enough]


def listens_near(listener: Listener, place: str) -> bool:
    """Say whether a listener is one of those that `listeners` gives for a place. No query: its places are known."""
    near = _nearness(place)
    return _rank(listener.organisation, near) < max(len(near), 1)


def stands_still() -> bool:
    """Say whether the emergency switch is on."""
    return Standstill.objects.exists()


def profile_of(organisation: Organisation) -> ListeningProfile | None:
    """Return what the organisation says about listening; None where it never said anything."""
    return ListeningProfile.objects.filter(organisation=organisation).first()


def listener_of(organisation: Organisation) -> Listener | None:
    """Return the organisation as one that listens; None where it does not now. For its own public page."""
    return next(iter(_listening(ListeningProfile.objects.filter(organisation=organisation))), None)


def retention_promised_by(organisation: Organisation) -> int | None:
    """Return for how many days it keeps closed reports; None where it does not listen now, its key apart. One query."""
    profiles = ListeningProfile.objects.filter(organisation=organisation, paused_on=None, organisation__in=_shown())
    return profiles.values_list("retention_days", flat=True).first()


def key_version_of(organisation: Organisation) -> int | None:
    """Return the version of the organisation's sealing key; None where it has none."""
    key = listening_key_of(organisation)
    return key.version if key else None


def _listening(profiles: QuerySet[ListeningProfile]) -> list[Listener]:
    """Return those of `profiles` that listen now: organisations, places, keys and their holders in four queries."""
    shown = with_places(_shown())
    named = profiles.filter(paused_on=None, organisation__in=shown.prefetch_related(None))
    found = list(named.prefetch_related(Prefetch("organisation", shown)))
    of = [profile.organisation_id for profile in found]
    keys = {key.organisation_id: key for key in listening_keys().filter(organisation__in=of)}
    holders = Counter(KeyWrap.objects.filter(key__in=keys.values()).values_list("key_id", flat=True))
    return [
        _listener(profile, key, holders[key.pk])
        for profile in found
        if (key := keys.get(profile.organisation_id)) is not None
    ]


def _listener(profile: ListeningProfile, key: OrganisationKey, holders: int) -> Listener:
    organisation = profile.organisation
    return Listener(
        organisation=organisation,
        use=profile.use,
        since=profile.since,
        retention_days=profile.retention_days,
        answers_within_days=profile.answers_within_days,
        readers=None if key.reads_apart else figure(organisation.profile, Output.PAGE, holders),
        fingerprint=key.fingerprint,
        reads_apart=key.reads_apart,
    )


def _shown() -> QuerySet[Organisation]:
    return listed(Organisation.objects.filter(verified_on__isnull=False, closed_on=None), Output.PAGE)


def _nearness(place: str) -> list[str]:
    """Return the places whose listeners are offered, nearest first."""
    if not place:
        return []
    return list(dict.fromkeys([place, place[:2], COUNTRY]))


def _rank(organisation: Organisation, near: Sequence[str]) -> int:
    """Return how near an organisation is: 0 is the place itself; the length of `near` is nowhere."""
    worked = {place.key for place in organisation.places.all()}
    if not near:
        return 0
    inside = 0 if len(near[0]) == 2 and any(key[:2] == near[0] for key in worked) else len(near)
    return min([inside, *(rank for rank, key in enumerate(near) if key in worked)])
