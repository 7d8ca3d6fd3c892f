"""Reads of organisations, posts and memberships."""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from tejido.ground.notices.subjects import Subject
from tejido.ground.organisations.models import (
    Invitation,
    KeyWrap,
    Membership,
    Organisation,
    OrganisationKey,
    Post,
)
from tejido.ground.organisations.profiles import Output, listed
from tejido.ground.organisations.vocabulary import Role
from tejido.ground.people.models import Person, PersonKey
from tejido.ground.places.models import Place
from tejido.ground.web.pending import Pending


def memberships_of(person: Person | None) -> QuerySet[Membership]:
    """Return the memberships that hold now, with their organisations and posts."""
    held = Membership.objects.filter(ended_on=None, organisation__closed_on=None, person__is_active=True)
    held = held.select_related("organisation", "post")
    return held.filter(person=person) if person else held.none()


def organisations_of(person: Person | None) -> QuerySet[Organisation]:
    """Return the organisations that the person belongs to now."""
    return Organisation.objects.filter(pk__in=memberships_of(person).values("organisation"))


def organisations_shown(output: Output) -> QuerySet[Organisation]:
    """Return the organisations that anybody may see in `output`, with their places.

    Feeds, exports, maps and search take this one, whoever asks: what leaves the site is public.
    """
    return with_places(listed(Organisation.objects.all(), output))


def organisations_visible_to(person: Person | None) -> QuerySet[Organisation]:
    """Return the organisations whose page the person may open, with their places: public ones and their own.

    The host sees all.
    """
    everything = with_places(Organisation.objects.all())
    if person and person.is_active and person.is_host:
        return everything
    public = listed(everything, Output.PAGE)
    return public if person is None else public | everything.filter(pk__in=organisations_of(person))


def with_places(organisations: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """Prefetch the places, without the figures that lists never show."""
    return organisations.prefetch_related(Prefetch("places", Place.objects.defer("figures").order_by("key")))


def organisations_in(place: Place, output: Output) -> QuerySet[Organisation]:
    """Return the organisations of a place that work here now and may be shown: of a state or the country all below."""
    here = organisations_shown(output).filter(closed_on=None)
    return here if place.parent_id is None else here.filter(Q(places=place) | Q(places__parent=place)).distinct()


def posts_of(organisation: Organisation) -> QuerySet[Post]:
    """Return the posts of an institution, those that ended last."""
    return organisation.posts.order_by(F("ended_on").desc(nulls_first=True), "title", "id")


def members_of(organisation: Organisation) -> QuerySet[Membership]:
    """Return who belongs to the organisation now; names are for coordinators and the host only."""
    held = organisation.memberships.filter(ended_on=None, person__is_active=True)
    return held.select_related("person", "post").order_by("role", "began_on", "id")


def coordinators_of(organisation: Organisation) -> QuerySet[Membership]:
    """Return the memberships of those who coordinate the organisation now."""
    return members_of(organisation).filter(role=Role.COORDINATOR)


def invitations_of(organisation: Organisation, today: date) -> QuerySet[Invitation]:
    """Return the invitations that may still be used."""
    return organisation.invitations.filter(expires_on__gte=today).select_related("post")


def speaks_for_an_institution(person: Person) -> bool:
    """Say whether the person is liaison of any post; who is must have a second factor."""
    return memberships_of(person).filter(role=Role.LIAISON).exists()


def key_of(organisation: Organisation) -> OrganisationKey | None:
    """Return the present version of the organisation's key, whether anybody can read with it or not."""
    return OrganisationKey.objects.filter(organisation=organisation, ended_on=None).first()


def listening_keys() -> QuerySet[OrganisationKey]:
    """Return the keys to which something may be sealed now.

    Those of verified organisations that work here, with somebody who reads, on this server or apart.
    """
    readable = Q(reads_apart=True) | Exists(KeyWrap.objects.filter(key=OuterRef("pk")))
    works = Q(organisation__verified_on__isnull=False, organisation__closed_on=None)
    return OrganisationKey.objects.filter(readable, works, ended_on=None)


def listening_key_of(organisation: Organisation) -> OrganisationKey | None:
    """Return the key to which something for this organisation is sealed now; None where it does not listen."""
    return listening_keys().filter(organisation=organisation).first()


def organisations_listening() -> QuerySet[Organisation]:
    """Return the organisations that something can be sealed to now, whatever their profile."""
    return Organisation.objects.filter(pk__in=listening_keys().values("organisation"))


def reads_with(person: Person | None, key: OrganisationKey) -> bool:
    """Say whether the person holds this version on the server."""
    return person is not None and KeyWrap.objects.filter(key=key, holder__person=person).exists()


def keys_unread_by(holder: PersonKey, organisation: Organisation) -> QuerySet[OrganisationKey]:
    """Return the versions that can still be read on the server, and not by this holder."""
    readable = OrganisationKey.objects.filter(organisation=organisation, destroyed_on=None, reads_apart=False)
    return readable.exclude(wraps__holder=holder)


def holds_a_key(person: Person) -> bool:
    """Say whether the person holds any organisation's key; who does must have a second factor."""
    return KeyWrap.objects.filter(holder__person=person).exists()


def organisations_told(ids: Collection[str], today: date) -> set[str]:  # noqa: ARG001  the same question for all kinds
    """Return which of these organisations the public record may tell of."""
    told = listed(Organisation.objects.filter(pk__in=ids), Output.RECORD)
    return {str(pk) for pk in told.values_list("pk", flat=True)}


def posts_told(ids: Collection[str], today: date) -> set[str]:  # noqa: ARG001  the same question for all kinds
    """Return which of these posts the public record may tell of: those of organisations that it tells of."""
    told = Post.objects.filter(pk__in=ids, organisation__in=listed(Organisation.objects.all(), Output.RECORD))
    return {str(pk) for pk in told.values_list("pk", flat=True)}


def keys_told(ids: Collection[str], today: date) -> set[str]:  # noqa: ARG001  the same question for all kinds
    """Return which of these keys the public record may tell of: those of organisations that it tells of."""
    told = OrganisationKey.objects.filter(
        pk__in=ids, organisation__in=listed(Organisation.objects.all(), Output.RECORD)
    )
    return {str(pk) for pk in told.values_list("pk", flat=True)}


def keys_named(ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return which key of which organisation these are, and the address of the page about it."""
    found = OrganisationKey.objects.filter(pk__in=ids).select_related("organisation")
    words = gettext("Key %(version)s of %(organisation)s")
    return {
        str(one.pk): (
            words % {"version": one.version, "organisation": one.organisation.name},
            reverse("organisation-keys", args=[one.organisation_id]),
        )
        for one in found
    }


def organisations_named(ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return name and address of these organisations."""
    found = Organisation.objects.filter(pk__in=ids).only("pk", "name")
    return {str(one.pk): (one.name, one.get_absolute_url()) for one in found}


def organisations_followed(ids: Collection[str], reader: Person | None) -> dict[str, Subject]:
    """Return how these organisations are called for a reader of notices, where they may still be shown to them."""
    seen = organisations_visible_to(reader).filter(pk__in=ids).prefetch_related(None)
    return {str(one.pk): Subject(one.name, one.get_absolute_url()) for one in seen}


def pending_of(person: Person | None, today: date) -> list[Pending]:  # noqa: ARG001  the same question for all apps
    """Return what waits for the person: for the host, organisations that nobody has verified."""
    if person is None or not person.is_host:
        return []
    waiting = Organisation.objects.filter(verified_on=None, closed_on=None).order_by("registered_on", "id")
    title = gettext("Verify the organisation “%(name)s”")
    return [Pending(title % {"name": one.name}, one.get_absolute_url(), one.registered_on) for one in waiting]


def posts_named(ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return title with institution, and the institution's address, of these posts."""
    found = Post.objects.filter(pk__in=ids).select_related("organisation")
    return {str(one.pk): (str(one), one.organisation.get_absolute_url()) for one in found}
