"""Reads of grants: who sees which. What may be said of those seen is `published_grants`' to decide."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Case, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, TruncQuarter
from django.urls import reverse
from django.utils.timezone import localdate

from tejido.ground.notices.subjects import Subject
from tejido.ground.organisations.profiles import Field, Output, profiles_showing
from tejido.ground.organisations.queries import memberships_of
from tejido.ground.organisations.vocabulary import Kind, Role
from tejido.ground.people.models import Person
from tejido.stages.funding.disclosure import exactly, existing, last_told_day
from tejido.stages.funding.grant_transitions import PUBLIC
from tejido.stages.funding.models import Doubt, Evidence, Grant, Instalment, Visit
from tejido.stages.funding.models.grant import UNAGREED
from tejido.stages.funding.vocabulary.grants import GrantState, InstalmentState
from tejido.stages.initiatives.models import Initiative
from tejido.stages.initiatives.queries import run_by


def with_neighbours(grants: QuerySet[Grant]) -> QuerySet[Grant]:
    """Join what every row needs: funder, initiative with its organisation, place."""
    rows = grants.select_related("funder", "initiative__organisation", "place")
    return rows.defer("place__figures", "initiative__story")


def shown_condition(output: Output, today: date) -> Q:
    """The condition for grants of which `output` may tell anybody something today."""
    paid = Instalment.objects.filter(
        grant=OuterRef("pk"), state=InstalmentState.PAID, paid_on__lte=last_told_day(today)
    )
    return Q(state__in=PUBLIC) & (exactly(output) | (existing(output) & Q(Exists(paid))))


def grants_shown(output: Output, today: date) -> QuerySet[Grant]:
    """Return the grants of which anybody may hear in `output`, whoever asks, with `told_day` to sort and filter by.

    It is the day of the agreement of what is told exactly, and the first day of the quarter of the first payment of
    what is not: no order and no filter tells a day that the row does not.
    """
    rows = with_neighbours(Grant.objects.filter(shown_condition(output, today)))
    first = Instalment.objects.filter(grant=OuterRef("pk"), state=InstalmentState.PAID).order_by("paid_on")
    # The cast: of a date PostgreSQL makes a moment.
    quarter = Cast(TruncQuarter(Subquery(first.values("paid_on")[:1]), output_field=DateField()), DateField())
    return rows.annotate(told_day=Case(When(exactly(output), then=F("agreed_on")), default=quarter))


def grants_visible_to(person: Person | None, today: date) -> QuerySet[Grant]:
    """Return the grants whose page the person may open: public ones, and those of their own sides."""
    condition = shown_condition(Output.PAGE, today)
    if person is not None and person.is_active:
        condition |= of_sides(person)
    return with_neighbours(Grant.objects.filter(condition))


def of_sides(person: Person) -> Q:
    """The condition for grants of the person's funders, and of initiatives that they run; drafts are the funder's."""
    mine = Q(pk__in=Grant.objects.filter(initiative__in=_run(person)).exclude(state=GrantState.DRAFT).values("pk"))
    return mine | Q(funder__in=funding_houses(person))


def funding_houses(person: Person) -> list[UUID]:
    """Return the ids of the organisations for whose money the person may act or look."""
    held = memberships_of(person)
    at = [it for it in held if it.organisation.kind == Kind.FUNDER or it.role == Role.LIAISON]
    return [it.organisation_id for it in at if it.post is None or it.post.ended_on is None]


def grants_told(ids: Collection[str], today: date) -> set[str]:
    """Return of which of these grants the record may tell: what was told openly only while they are open."""
    rows = Grant.objects.filter(_recorded(today), pk__in=ids)
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def instalments_told(ids: Collection[str], today: date) -> set[str]:
    """Return of which of these instalments the record may tell."""
    told = Q(told_on__isnull=False) & (Q(told_openly=False) | Q(grant__in=Grant.objects.filter(exactly(Output.RECORD))))
    rows = Instalment.objects.filter(told, pk__in=ids, grant__in=Grant.objects.filter(_recorded(today)))
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def visits_told(ids: Collection[str], today: date) -> set[str]:
    """Return of which of these visits the record may tell."""
    rows = Visit.objects.filter(pk__in=ids, hidden_on=None, withdrawn_on=None, told_on__isnull=False)
    rows = rows.filter(grant__in=Grant.objects.filter(_recorded(today)))
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def doubts_told(ids: Collection[str], today: date) -> set[str]:
    """Return of which of these doubts the record may tell."""
    rows = Doubt.objects.filter(pk__in=ids, hidden_on=None, told_on__isnull=False)
    rows = rows.filter(grant__in=Grant.objects.filter(_recorded(today)))
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def grants_named(ids: Collection[str]) -> Mapping[str, tuple[str, str]]:
    """Return names and addresses for the record."""
    rows = Grant.objects.filter(pk__in=ids).values_list("pk", "title")
    return {str(pk): (title, reverse("grant", args=[pk])) for pk, title in rows}


def instalments_named(ids: Collection[str]) -> Mapping[str, tuple[str, str]]:
    """Return names and addresses for the record."""
    rows = Instalment.objects.filter(pk__in=ids).values_list("pk", "milestone", "grant")
    return {str(pk): (milestone, reverse("grant", args=[grant])) for pk, milestone, grant in rows}


def visits_named(ids: Collection[str]) -> Mapping[str, tuple[str, str]]:
    """Return names and addresses for the record."""
    rows = Visit.objects.filter(pk__in=ids).values_list("pk", "grant__title", "grant")
    return {str(pk): (title, reverse("grant", args=[grant])) for pk, title, grant in rows}


def doubts_named(ids: Collection[str]) -> Mapping[str, tuple[str, str]]:
    """Return names and addresses for the record."""
    rows = Doubt.objects.filter(pk__in=ids).values_list("pk", "grant__title", "grant")
    return {str(pk): (title, reverse("grant", args=[grant])) for pk, title, grant in rows}


def grants_followed(ids: Collection[str], reader: Person | None) -> Mapping[str, Subject]:
    """Return how these grants are called for a reader of notices, where they may still be shown to them."""
    rows = grants_visible_to(reader, localdate()).filter(pk__in=ids).exclude(state__in=UNAGREED)
    rows = rows.filter(Q(told_openly=False) | exactly(Output.PAGE))  # what was told openly is told no more
    return {str(row.pk): Subject(row.title, row.get_absolute_url()) for row in rows}


def file_is_shown(pk: UUID, person: Person | None) -> bool:
    """Say whether a photo of a visit, or what shows a milestone, is shown to the person."""
    today = localdate()
    visit = Visit.objects.filter(photos__file=pk, hidden_on=None, withdrawn_on=None).first()
    if visit is not None:
        told = visit.told_on is not None or (person is not None and visit.person_id == person.pk)
        return told and grants_visible_to(person, today).filter(pk=visit.grant_id).exists()
    kept = Evidence.objects.filter(file=pk).select_related("instalment__grant__initiative").first()
    if kept is None:
        return False
    grant, instalment = kept.instalment.grant, kept.instalment
    if person is not None and person.is_active and Grant.objects.filter(of_sides(person), pk=grant.pk).exists():
        return True
    open_now = grants_shown(Output.PAGE, today).filter(exactly(Output.PAGE), pk=grant.pk).exists()
    return instalment.state == InstalmentState.PAID and open_now


def _run(person: Person) -> QuerySet[Initiative]:
    return Initiative.objects.filter(run_by(person))


def _recorded(today: date) -> Q:
    told = Q(told_on__isnull=False) & (Q(told_openly=False) | exactly(Output.RECORD))
    return shown_condition(Output.RECORD, today) & told


def own_grants(person: Person) -> QuerySet[Grant]:
    """Return the grants of the person's own sides: what goes on first, then the latest."""
    rows = with_neighbours(Grant.objects.filter(of_sides(person)))
    done = Case(When(state__in=(GrantState.FINISHED, GrantState.ENDED), then=Value(1)), default=Value(0))
    return rows.order_by(done, "-drafted_on", "id")


def in_state(rows: QuerySet[Grant], state: str, output: Output) -> QuerySet[Grant]:
    """Narrow to a state, of grants whose state may be told."""
    return rows.filter(exactly(output), state=state)


def given_by(rows: QuerySet[Grant], funder: UUID, output: Output) -> QuerySet[Grant]:
    """Narrow to what a funder gave, of grants of which `output` may say so."""
    linking = profiles_showing(Field.LINK, output)
    told = Q(profile__in=linking, initiative__profile__in=linking, funder__profile__in=linking)
    return rows.filter(told, funder=funder)


def funders_told(output: Output) -> QuerySet[Grant, UUID]:
    """Return the ids of the funders of whom `output` may tell that they gave something."""
    linking = profiles_showing(Field.LINK, output)
    told = Q(profile__in=linking, initiative__profile__in=linking, funder__profile__in=linking)
    return Grant.objects.filter(told, state__in=PUBLIC).order_by().values_list("funder", flat=True)


def initiative_named(written: str, today: date) -> str | None:
    """Return the title of an initiative that the list of grants may be narrowed to."""
    try:
        row = grants_shown(Output.LIST, today).filter(initiative=UUID(written)).first()
    except ValueError:
        return None
    return row.initiative.title if row else None
