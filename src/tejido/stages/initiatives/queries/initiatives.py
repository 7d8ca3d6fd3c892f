"""Reads of initiatives: who sees which."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from tejido.ground.organisations.models import Membership, Organisation
from tejido.ground.organisations.policies import is_host
from tejido.ground.organisations.profiles import Field, Output, listed, profiles_showing
from tejido.ground.organisations.queries import memberships_of, organisations_of
from tejido.ground.organisations.vocabulary import Kind as OrganisationKind
from tejido.ground.organisations.vocabulary import Role
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.ground.places.vocabulary import PlaceKind
from tejido.stages.initiatives.models import Coordinator, Initiative
from tejido.stages.initiatives.models.initiative import UNPUBLISHED
from tejido.stages.initiatives.queries.needs import with_needs
from tejido.stages.initiatives.queries.places import below, works_in
from tejido.stages.initiatives.vocabulary import Kind, State


@dataclass(frozen=True)
class Totals:
    """How many initiatives a place has: in all, by kind, by state. Of a state or the country, all below are counted."""

    total: int
    by_kind: Mapping[str, int]
    by_state: Mapping[str, int]


def published() -> QuerySet[Initiative]:
    """Return what is published, with place and organisation."""
    return with_surroundings(Initiative.objects.exclude(state__in=UNPUBLISHED))


def with_surroundings(initiatives: QuerySet[Initiative]) -> QuerySet[Initiative]:
    """Join place and organisation, without the place's figures, which lists never show."""
    return initiatives.select_related("place", "organisation").defer("place__figures")


def initiatives_shown(output: Output, today: date) -> QuerySet[Initiative]:
    """Return the initiatives that anybody may see in `output`, with their open needs as `open_needs`.

    Feeds, exports, maps and search take this one, whoever asks: what leaves the site is public.
    """
    return with_needs(listed(published(), output), output, today)


def initiatives_visible_to(person: Person | None, today: date) -> QuerySet[Initiative]:
    """Return the initiatives whose page the person may open: public ones, and those that are theirs to run.

    Whoever is asked to confirm one sees it. The host sees what is published, protected ones included, and all that
    waits to be confirmed.
    """
    if person is None:
        return with_needs(listed(published(), Output.PAGE), Output.PAGE, today)
    everything = with_surroundings(Initiative.objects.all())
    seen = everything.filter(~Q(state__in=UNPUBLISHED)) if is_host(person) else listed(published(), Output.PAGE)
    return with_needs(seen | everything.filter(run_by(person) | waiting_for(person)), Output.PAGE, today)


def run_by(person: Person | None) -> Q:
    """Return the condition for initiatives of the person's organisations, and of groups that they coordinate."""
    if person is None:
        return Q(pk__in=[])
    groups = Coordinator.objects.filter(person=person, person__is_active=True, initiative__organisation=None)
    return Q(organisation__in=organisations_of(person)) | Q(pk__in=groups.values("initiative"))


def waiting_for(person: Person | None) -> Q:
    """Return the condition for initiatives that the person may confirm; see `policies.Standing.witnesses`."""
    if is_host(person):
        return Q(state=State.PROPOSED)
    coordinated = memberships_of(person).filter(role=Role.COORDINATOR, organisation__verified_on__isnull=False)
    return Q(state=State.PROPOSED, asked__in=coordinated.values("organisation"))


def coordinators_of(initiative: Initiative) -> QuerySet[Person]:
    """Return those who coordinate an initiative now: its organisation's coordinators, or its group's. Private."""
    if initiative.organisation_id:
        held = Membership.objects.filter(organisation=initiative.organisation_id, role=Role.COORDINATOR, ended_on=None)
        return Person.objects.filter(is_active=True, pk__in=held.values("person")).order_by("pk")
    return Person.objects.filter(is_active=True, coordinated__initiative=initiative).order_by("pk")


def of_place(place: Place, output: Output, today: date) -> QuerySet[Initiative]:
    """Return the public initiatives of a place, those of a state or of the country with all below it.

    Those that work there besides count as well.
    """
    return initiatives_shown(output, today).filter(works_in(place))


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
    counted = Initiative.objects.exclude(state__in=UNPUBLISHED).filter(below(place))
    rows = list(
        counted.filter(profile__in=profiles_showing(field, Output.PAGE))
        .order_by()
        .values_list("kind", "state")
        .annotate(number=Count("pk"))
    )
    by_kind = {kind.value: sum(number for of, _, number in rows if of == kind) for kind in Kind}
    states = [state for state in State if state not in UNPUBLISHED]
    by_state = {state.value: sum(number for _, of, number in rows if of == state) for state in states}
    return Totals(sum(by_kind.values()), by_kind, by_state)


def as_rows(initiatives: QuerySet[Initiative]) -> QuerySet[Initiative]:
    """Read no more of them than a row of a list shows: reading whole rows took a fifth of the time of a list."""
    of_place = ("key", "name", "common_name", "state_name")
    columns = ("title", "kind", "state", "profile", "causes", *(f"place__{name}" for name in of_place))
    return initiatives.select_related(None).select_related("place").defer(None).only(*columns)


def organisations_that_propose(person: Person | None) -> QuerySet[Organisation]:
    """Return the civil society organisations of the person: those for which they may propose an initiative."""
    return organisations_of(person).filter(kind=OrganisationKind.CIVIL_SOCIETY)


def drafts_of(person: Person | None) -> QuerySet[Initiative]:
    """Return the drafts of the person's organisations and groups, and what waits there to be confirmed."""
    return with_surroundings(Initiative.objects.filter(run_by(person), state__in=UNPUBLISHED))
