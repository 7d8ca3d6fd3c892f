"""Who listens for a place, and what they say about it before anybody writes to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, QuerySet

from tejido.engines.sealing import fingerprint
from tejido.ground.organisations.models import Organisation, OrganisationKey
from tejido.ground.organisations.profiles import Output, figure, listed
from tejido.ground.organisations.queries import listening_key_of, with_places
from tejido.ground.organisations.vocabulary import Kind
from tejido.ground.places.tables import COUNTRY
from tejido.stages.reports.models import ListeningProfile, Standstill


@dataclass(frozen=True)
class Listener:
    """An organisation that listens, as somebody in danger sees it before choosing.

    `readers` is how many people can read what it gets: (n, n), or a band where its profile shows bands.
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
    found = [profile for profile in _profiles() if _rank(profile.organisation, near) < len(near)]
    found.sort(key=lambda profile: (_rank(profile.organisation, near), profile.organisation.searchable))
    return [_listener(profile) for profile in found]


def stands_still() -> bool:
    """Say whether the emergency switch is on."""
    return Standstill.objects.exists()


def profile_of(organisation: Organisation) -> ListeningProfile | None:
    """Return what the organisation says about listening; None where it never said anything."""
    return ListeningProfile.objects.filter(organisation=organisation).first()


def listener_of(organisation: Organisation) -> Listener | None:
    """Return the organisation as one that listens; None where it does not now. For its own public page."""
    return next((_listener(one) for one in _profiles().filter(organisation=organisation)), None)


def key_version_of(organisation: Organisation) -> int | None:
    """Return the version of the organisation's sealing key; None where it has none."""
    key = listening_key_of(organisation)
    return key.version if key else None


def _profiles() -> QuerySet[ListeningProfile]:
    """Return what those say who listen now, with their organisations, places and keys."""
    shown = with_places(listed(Organisation.objects.filter(verified_on__isnull=False, closed_on=None), Output.PAGE))
    keys = OrganisationKey.objects.filter(ended_on=None, destroyed_on=None).order_by("version")
    keyed = shown.filter(pk__in=keys.values("organisation"))
    organisations = keyed.prefetch_related(Prefetch("keys", keys.annotate(holders=Count("wraps")), to_attr="sealing"))
    listening = ListeningProfile.objects.filter(paused_on=None, organisation__in=keyed.prefetch_related(None))
    return listening.prefetch_related(Prefetch("organisation", organisations))


def _listener(profile: ListeningProfile) -> Listener:
    organisation = profile.organisation
    key = organisation.sealing[-1]  # type: ignore[attr-defined]  # prefetched above
    return Listener(
        organisation=organisation,
        use=profile.use,
        since=profile.since,
        retention_days=profile.retention_days,
        answers_within_days=profile.answers_within_days,
        readers=figure(organisation.profile, Output.PAGE, key.holders),
        fingerprint=fingerprint(bytes(key.public), bytes(key.signing_public)),
        reads_apart=key.reads_apart,
    )


def _nearness(place: str) -> list[str]:
    """Return the places whose listeners are offered, nearest first."""
    if not place:
        return []
    return list(dict.fromkeys([place, place[:2], COUNTRY]))


def _rank(organisation: Organisation, near: Sequence[str]) -> int:
    """Return how near an organisation is: 0 is the place itself; the length of `near` is nowhere."""
    worked = {place.key for place in organisation.places.all()}
    if not near:
        return -1
    inside = 0 if len(near[0]) == 2 and any(key[:2] == near[0] for key in worked) else len(near)
    return min([inside, *(rank for rank, key in enumerate(near) if key in worked)])
