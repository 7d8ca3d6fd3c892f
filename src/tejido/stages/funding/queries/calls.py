"""Reads of calls: who sees which, what they came to."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from tejido.ground.notices.subjects import Subject
from tejido.ground.organisations.models import Membership
from tejido.ground.organisations.profiles import Field, Output, profiles_showing
from tejido.ground.organisations.queries import memberships_of
from tejido.ground.organisations.vocabulary import Kind
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.stages.funding.application_transitions import SENT
from tejido.stages.funding.models import Call
from tejido.stages.funding.vocabulary.calls import CallState
from tejido.stages.initiatives.queries.places import below


def with_surroundings(calls: QuerySet[Call]) -> QuerySet[Call]:
    """Join funder and place, and read the places, without figures that lists never show."""
    places = Prefetch("places", Place.objects.defer("figures").order_by("key"))
    return calls.select_related("funder", "place").defer("place__figures").prefetch_related(places)


def calls_shown(output: Output) -> QuerySet[Call]:
    """Return the calls that anybody may see in `output`: announced ones of funders that are shown in public."""
    told = profiles_showing(Field.LINK, output)
    return with_surroundings(Call.objects.filter(funder__profile__in=told).exclude(state=CallState.DRAFT))


def calls_visible_to(person: Person | None) -> QuerySet[Call]:
    """Return the calls whose page the person may open: public ones, and those of their funder."""
    public = calls_shown(Output.PAGE)
    if person is None:
        return public
    return public | with_surroundings(Call.objects.filter(funder__in=funders_of(person).values("organisation")))


def funders_of(person: Person | None) -> QuerySet[Membership]:
    """Return the memberships by which the person belongs to a funder, or speaks for an institution."""
    speaks = Q(organisation__kind=Kind.INSTITUTION, post__isnull=False, post__ended_on=None)
    return memberships_of(person).filter(Q(organisation__kind=Kind.FUNDER) | speaks)


def open_calls(output: Output, today: date) -> QuerySet[Call]:
    """Return the calls to which one can apply today, those that close first at the top."""
    now = Q(state=CallState.OPEN, opens_on__lte=today, closes_on__gte=today)
    return calls_shown(output).filter(now).order_by("closes_on", "id")


def for_place(calls: QuerySet[Call], place: Place) -> QuerySet[Call]:
    """Return those of `calls` that are for a place: for it, for its state, for the country, or for something in it."""
    if place.parent_id is None:
        return calls
    around = [place.pk, place.pk[:2], "00"]
    wide = Q(places=None) & (Q(place__in=around) | below(place))
    inside = Call.places.through.objects.filter(below(place))
    named = Q(places__in=around) | Q(pk__in=inside.values("call"))
    return calls.filter(pk__in=Call.objects.filter(wide | named).values("pk"))


def of_funder(funder_id: UUID, output: Output) -> QuerySet[Call]:
    """Return the public calls of a funder, newest first."""
    return calls_shown(output).filter(funder=funder_id).order_by("-opens_on", "id")


def with_counts(calls: QuerySet[Call], output: Output) -> QuerySet[Call]:
    """Count what was sent to each, of what `output` may show: another sum would tell how many are hidden."""
    told = profiles_showing(Field.EXISTENCE, output)
    shown = Q(applications__profile__in=told, applications__initiative__profile__in=told)
    return calls.annotate(sent=Count("applications", filter=Q(applications__state__in=SENT) & shown))


def calls_told(ids: Collection[str], today: date) -> set[str]:  # noqa: ARG001  the same question for all kinds
    """Return which of these calls the public record may tell of."""
    told = profiles_showing(Field.LINK, Output.RECORD)
    return {str(pk) for pk in Call.objects.filter(pk__in=ids, funder__profile__in=told).values_list("pk", flat=True)}


def calls_named(ids: Collection[str]) -> Mapping[str, tuple[str, str]]:
    """Return title and address of these calls."""
    return {str(one.pk): (one.title, one.get_absolute_url()) for one in Call.objects.filter(pk__in=ids)}


def calls_followed(ids: Collection[str], reader: Person | None) -> Mapping[str, Subject]:
    """Return how these calls are called for a reader of notices, where they may still be shown to them."""
    seen = calls_visible_to(reader).filter(pk__in=ids).prefetch_related(None)
    return {str(one.pk): Subject(one.title, one.get_absolute_url()) for one in seen}
