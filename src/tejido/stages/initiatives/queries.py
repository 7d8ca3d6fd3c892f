"""Reads of initiatives and their needs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext

from tejido.ground.notices.subjects import Subject
from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.policies import is_host
from tejido.ground.organisations.profiles import Field, Output, listed, profiles_showing, updates_shown
from tejido.ground.organisations.queries import memberships_of, organisations_of
from tejido.ground.organisations.vocabulary import Kind as OrganisationKind
from tejido.ground.organisations.vocabulary import Role
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.ground.places.vocabulary import PlaceKind
from tejido.ground.web.pending import Pending
from tejido.stages.initiatives.models import Initiative, Need
from tejido.stages.initiatives.vocabulary import Kind, State


@dataclass(frozen=True)
class Totals:
    """How many initiatives a place has: in all, by kind, by state. Of a state or the country, all below are counted."""

    total: int
    by_kind: Mapping[str, int]
    by_state: Mapping[str, int]


def below(place: Place, field: str = "place") -> Q:
    """Return the condition for what lies in a place: in the municipality, or anywhere in the state or the country.

    `field` leads to the place of what is asked for.
    """
    if place.kind == PlaceKind.STATE:  # a range of keys, which an index serves; a join to places would read all rows
        return Q((f"{field}_id__gte", place.pk), (f"{field}_id__lte", f"{place.pk}999"))
    return Q() if place.parent_id is None else Q((field, place))


def published() -> QuerySet[Initiative]:
    """Return what is no draft, with place and organisation."""
    return with_surroundings(Initiative.objects.exclude(state=State.DRAFT))


def with_surroundings(initiatives: QuerySet[Initiative]) -> QuerySet[Initiative]:
    """Join place and organisation, without the place's figures, which lists never show."""
    return initiatives.select_related("place", "organisation").defer("place__figures")


def initiatives_shown(output: Output, today: date) -> QuerySet[Initiative]:
    """Return the initiatives that anybody may see in `output`, with their open needs as `open_needs`.

    Feeds, exports, maps and search take this one, whoever asks: what leaves the site is public.
    """
    return with_needs(listed(published(), output), output, today)


def initiatives_visible_to(person: Person | None, today: date) -> QuerySet[Initiative]:
    """Return the initiatives whose page the person may open: public ones, and all of their organisations' own.

    The host sees what is published, protected ones included.
    """
    seen = published() if is_host(person) else listed(published(), Output.PAGE)
    if person is not None:
        everything = with_surroundings(Initiative.objects.all())
        seen = seen | everything.filter(organisation__in=organisations_of(person))
    return with_needs(seen, Output.PAGE, today)


def of_place(place: Place, output: Output, today: date) -> QuerySet[Initiative]:
    """Return the public initiatives of a place, those of a state or of the country with all below it."""
    return initiatives_shown(output, today).filter(below(place))


def of_organisation(organisation: Organisation, output: Output, today: date) -> QuerySet[Initiative]:
    """Return the initiatives that `output` may say are this organisation's: none where either side shows no links."""
    shown = initiatives_shown(output, today)
    if organisation.profile not in profiles_showing(Field.LINK, output):
        return shown.none()
    return shown.filter(organisation=organisation, profile__in=profiles_showing(Field.LINK, output))


def totals(place: Place) -> Totals:
    """Count the initiatives of a place that are no drafts; protected ones count from the state upward only."""
    wide = place.kind in {PlaceKind.STATE, PlaceKind.COUNTRY}
    field = Field.STATE_TOTAL if wide else Field.MUNICIPAL_TOTAL
    counted = Initiative.objects.exclude(state=State.DRAFT).filter(below(place))
    rows = list(
        counted.filter(profile__in=profiles_showing(field, Output.PAGE))
        .order_by()
        .values_list("kind", "state")
        .annotate(number=Count("pk"))
    )
    by_kind = {kind.value: sum(number for of, _, number in rows if of == kind) for kind in Kind}
    states = [state for state in State if state != State.DRAFT]
    by_state = {state.value: sum(number for _, of, number in rows if of == state) for state in states}
    return Totals(sum(by_kind.values()), by_kind, by_state)


def needs_shown(output: Output, today: date) -> QuerySet[Need]:
    """Return the needs that anybody may see in `output`; open ones have no `end_shown_on`."""
    shown = Need.objects.filter(
        updates_shown(output, profile="initiative__profile", day="stated_on", today=today),
        initiative__profile__in=profiles_showing(Field.EXISTENCE, output),
        shown_on__isnull=False,
    ).exclude(initiative__state=State.DRAFT)
    return shown.exclude(withdrawn_on__isnull=False, end_shown_on__isnull=False)


def open_needs(output: Output, today: date) -> QuerySet[Need]:
    """Return the needs that still wait, as far as anybody may know."""
    return needs_shown(output, today).filter(end_shown_on=None)


def needs_of(initiative: Initiative) -> QuerySet[Need]:
    """Return all needs of an initiative, those that wait first, as its own organisation sees them."""
    return initiative.needs.filter(withdrawn_on=None).order_by("met_on", "stated_on", "id")


def as_rows(initiatives: QuerySet[Initiative]) -> QuerySet[Initiative]:
    """Read no more of them than a row of a list shows: reading whole rows took a fifth of the time of a list."""
    of_place = ("key", "name", "common_name", "state_name")
    columns = ("title", "kind", "state", "profile", "causes", *(f"place__{name}" for name in of_place))
    return initiatives.select_related(None).select_related("place").defer(None).only(*columns)


def with_needs(initiatives: QuerySet[Initiative], output: Output, today: date) -> QuerySet[Initiative]:
    """Prefetch the public open needs of each initiative as `open_needs`."""
    return initiatives.prefetch_related(Prefetch("needs", queryset=open_needs(output, today), to_attr="open_needs"))


def open_needs_of(place: Place, output: Output, today: date) -> QuerySet[Need]:
    """Return the needs that still wait in a place, of initiatives that go on."""
    waiting = open_needs(output, today).filter(below(place, "initiative__place"))
    return waiting.exclude(initiative__state=State.FINISHED)


def having_open_needs(initiatives: QuerySet[Initiative], output: Output, today: date) -> QuerySet[Initiative]:
    """Return those of the initiatives that state an open need in public."""
    return initiatives.filter(Exists(open_needs(output, today).filter(initiative=OuterRef("pk"))))


def organisations_that_propose(person: Person | None) -> QuerySet[Organisation]:
    """Return the civil society organisations of the person: those for which they may propose an initiative."""
    return organisations_of(person).filter(kind=OrganisationKind.CIVIL_SOCIETY)


def drafts_of(person: Person | None) -> QuerySet[Initiative]:
    """Return the drafts of the person's organisations."""
    return with_surroundings(Initiative.objects.filter(state=State.DRAFT, organisation__in=organisations_of(person)))


def initiatives_told(ids: Collection[str], today: date) -> set[str]:  # noqa: ARG001  the same question for all kinds
    """Return which of these initiatives the public record may tell of."""
    return {str(pk) for pk in listed(Initiative.objects.filter(pk__in=ids), Output.RECORD).values_list("pk", flat=True)}


def needs_told(ids: Collection[str], today: date) -> set[str]:
    """Return which of these needs the public record may tell of."""
    return {str(pk) for pk in needs_shown(Output.RECORD, today).filter(pk__in=ids).values_list("pk", flat=True)}


def initiatives_named(ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return title and address of these initiatives."""
    found = Initiative.objects.filter(pk__in=ids).only("pk", "title")
    return {str(one.pk): (one.title, one.get_absolute_url()) for one in found}


def initiatives_followed(ids: Collection[str], reader: Person | None) -> dict[str, Subject]:
    """Return how these initiatives are called for a reader of notices, where they may still be shown to them."""
    seen = initiatives_visible_to(reader, localdate()).filter(pk__in=ids).prefetch_related(None)
    return {str(one.pk): Subject(one.title, one.get_absolute_url()) for one in seen}


def needs_followed(ids: Collection[str], reader: Person | None) -> dict[str, Subject]:
    """Return how notices of these needs are called: as their initiatives."""
    of = {str(pk): str(own) for pk, own in Need.objects.filter(pk__in=ids).values_list("pk", "initiative")}
    shown = initiatives_followed(set(of.values()), reader)
    return {need: shown[initiative] for need, initiative in of.items() if initiative in shown}


def pending_of(person: Person | None, today: date) -> list[Pending]:  # noqa: ARG001  the same question for all apps
    """Return what waits for the person: drafts that only a coordinator can publish."""
    coordinated = memberships_of(person).filter(role=Role.COORDINATOR).values("organisation")
    drafts = Initiative.objects.filter(state=State.DRAFT, organisation__in=coordinated).order_by("drafted_on", "id")
    title = gettext("Publish the draft “%(title)s”, or delete it")
    return [Pending(title % {"title": one.title}, one.get_absolute_url(), one.drafted_on) for one in drafts]


def needs_named(ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return text of these needs, and the address of their initiatives."""
    found = Need.objects.filter(pk__in=ids).select_related("initiative")
    return {str(one.pk): (one.text, one.initiative.get_absolute_url()) for one in found}
