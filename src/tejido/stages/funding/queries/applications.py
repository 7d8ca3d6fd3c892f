"""Reads of applications: which of them anybody may see, and which a person may."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Q, QuerySet

from tejido.ground.notices.subjects import Subject
from tejido.ground.organisations.profiles import Field, Output, profiles_showing
from tejido.ground.organisations.queries import memberships_of
from tejido.ground.organisations.vocabulary import Role
from tejido.ground.people.models import Person
from tejido.stages.funding.application_transitions import JURY, SENT
from tejido.stages.funding.models import Application, Call
from tejido.stages.funding.profiles import shown_applications
from tejido.stages.funding.queries.calls import funders_of
from tejido.stages.funding.vocabulary.calls import ApplicationState
from tejido.stages.initiatives.models import Initiative
from tejido.stages.initiatives.queries.initiatives import run_by

PUBLIC = (*SENT, ApplicationState.WITHDRAWN)


def with_surroundings(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Join what a page shows beside an application."""
    joined = ("call__funder", "call__place", "initiative__organisation", "initiative__place", "place", "institution")
    return applications.select_related(*joined, "feasible_by__organisation")


def applications_shown(output: Output) -> QuerySet[Application]:
    """Return the applications that anybody may see in `output`: sent ones, as far as their profiles allow."""
    told = profiles_showing(Field.LINK, output)
    rows = Application.objects.filter(state__in=PUBLIC, call__funder__profile__in=told)
    return with_surroundings(shown_applications(rows, output))


def applications_visible_to(person: Person | None) -> QuerySet[Application]:
    """Return the applications whose page the person may open.

    Public ones; their initiatives'; once sent, those to their funder, for their review, or for their institution.
    """
    if person is None:
        return applications_shown(Output.PAGE)
    institutions = memberships_of(person).filter(role=Role.LIAISON, post__ended_on=None).values("organisation")
    funders = funders_of(person).values("organisation")
    inside = (
        Q(call__funder__in=funders)
        | Q(call__jurors__person=person, call__state__in=JURY)
        | Q(institution__in=institutions)
    )
    runs = Q(initiative__in=Initiative.objects.filter(run_by(person)).values("pk"))
    mine = Application.objects.filter(runs | (Q(state__in=PUBLIC) & inside)).values("pk")
    public = applications_shown(Output.PAGE).values("pk")
    return with_surroundings(Application.objects.filter(Q(pk__in=mine) | Q(pk__in=public)))


def of_call(call: Call, output: Output) -> QuerySet[Application]:
    """Return the applications to a call that anybody may see, in the order of the ballot, then of their days."""
    return applications_shown(output).filter(call=call)


def on_ballot(call: Call) -> QuerySet[Application]:
    """Return what was admitted, in the order of its numbers: what people vote on."""
    return with_surroundings(call.applications.filter(number__isnull=False).order_by("number"))


def of_initiative(initiative: Initiative, output: Output) -> QuerySet[Application]:
    """Return the applications of an initiative that anybody may see, newest first."""
    return applications_shown(output).filter(initiative=initiative).order_by("-sent_on", "id")


def applications_told(ids: Collection[str], today: date) -> set[str]:  # noqa: ARG001  the same question for all kinds
    """Return which of these applications the public record may tell of."""
    told = shown_applications(Application.objects.filter(pk__in=ids), Output.RECORD)
    return {str(pk) for pk in told.values_list("pk", flat=True)}


def applications_named(ids: Collection[str]) -> Mapping[str, tuple[str, str]]:
    """Return title and address of these applications."""
    rows = Application.objects.filter(pk__in=ids).select_related("initiative")
    return {str(one.pk): (str(one), one.get_absolute_url()) for one in rows}


def applications_followed(ids: Collection[str], reader: Person | None) -> Mapping[str, Subject]:
    """Return how these applications are called for a reader of notices, where they may still be shown to them."""
    seen = applications_visible_to(reader).filter(pk__in=ids)
    return {str(one.pk): Subject(str(one), one.get_absolute_url()) for one in seen}
