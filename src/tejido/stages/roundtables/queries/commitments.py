"""Reads of commitments."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import (
    BooleanField,
    Case,
    Count,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.profiles import Field, Output, profiles_showing
from tejido.ground.organisations.queries import memberships_of
from tejido.ground.organisations.vocabulary import Kind, Role
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.ground.places.vocabulary import PlaceKind
from tejido.stages.initiatives.models import Initiative
from tejido.stages.roundtables.models import Commitment, Roundtable, Seat, Staff
from tejido.stages.roundtables.transitions import OPEN, RUNNING
from tejido.stages.roundtables.vocabulary import CommitmentState

MOST_OWNERS = 100
NEIGHBOURS = {
    "roundtable": ("name", "profile", "zone", "place"),
    "roundtable__place": ("kind", "name", "common_name", "state_name", "parent"),
    "owner": ("kind", "name", "profile"),
    "owner_post": ("title", "organisation"),
    "meeting": ("group",),
    "meeting__group": ("is_public",),
}
"""Columns of other tables that every row needs."""
NEAREST = (F("told_order"), "number", "id")
"""Earliest date first, as far as dates may be told; for rows of `commitments_visible_to` and `commitments_shown`."""


@dataclass(frozen=True)
class Counts:
    """How many commitments there are, in all, by state, and what the clock says of them."""

    total: int
    by_state: Mapping[str, int]
    late: int
    done_late: int

    @property
    def verified(self) -> int:
        """Verified by citizens."""
        return self.by_state[CommitmentState.VERIFIED]

    @property
    def done(self) -> int:
        """Called done by their owner, and not verified."""
        return self.by_state[CommitmentState.DONE]

    @property
    def broken(self) -> int:
        """Declared broken."""
        return self.by_state[CommitmentState.BROKEN]

    @property
    def refused(self) -> int:
        """Refused or withdrawn."""
        return self.by_state[CommitmentState.REFUSED] + self.by_state[CommitmentState.WITHDRAWN]

    @property
    def open(self) -> int:
        """Nothing has become of them yet."""
        return sum(self.by_state[state] for state in OPEN)


def _public(output: Output) -> Q:
    """The condition for what anybody may see: not of a protected roundtable, nor of a working group that is closed."""
    group = Q(meeting__group=None) | Q(meeting__group__is_public=True)
    return Q(roundtable__profile__in=profiles_showing(Field.EXISTENCE, output)) & group


def _inside(person: Person | None) -> Exists | Value:
    """Whether the person runs the roundtable of the row or belongs to an organisation that sits there."""
    if person is None or not person.is_active:
        return Value(False, output_field=BooleanField())
    mine = memberships_of(person).order_by().values("organisation")
    seats = Seat.objects.filter(roundtable=OuterRef("roundtable"), organisation__in=mine, ended_on=None)
    staff = Staff.objects.filter(roundtable=OuterRef("roundtable"), person=person, ended_on=None)
    return Exists(seats) | Exists(staff)  # type: ignore[return-value]  # two conditions make one


def _with_told_dates(rows: QuerySet[Commitment], output: Output, today: date) -> QuerySet[Commitment]:
    """Annotate `told_due_on`, the due date where it may be told (lists filter by nothing else), and `told_order`.

    Rows must carry `is_inside`.
    """
    at_once = Q(roundtable__profile__in=profiles_showing(Field.COMING_DATE, output))
    told = Q(is_inside=True) | at_once | Q(due_on__lt=today)
    told_due_on = Case(When(told, then=F("due_on")), default=None, output_field=DateField())
    last = Value(date.max, output_field=DateField())
    return rows.annotate(told_due_on=told_due_on, told_order=Coalesce(F("told_due_on"), last))


def _rows() -> QuerySet[Commitment]:
    """Commitments with what `disclosure` asks of their neighbours, and no more of these: half the time of a list."""
    rows = Commitment.objects.select_related("roundtable__place", "owner", "owner_post", "meeting__group")
    own = [column.name for column in Commitment._meta.concrete_fields]
    return rows.only(*own, *(f"{whose}__{column}" for whose, columns in NEIGHBOURS.items() for column in columns))


def commitments_visible_to(person: Person | None, today: date) -> QuerySet[Commitment]:
    """Return the commitments whose page the person may open, with `is_inside` and `told_due_on`."""
    rows = _rows().annotate(is_inside=_inside(person))
    return _with_told_dates(rows.filter(_public(Output.PAGE) | Q(is_inside=True)), Output.PAGE, today)


def commitments_shown(output: Output, today: date) -> QuerySet[Commitment]:
    """Return the commitments that anybody may see in `output`; feeds, files and bulletins take this, whoever asks."""
    rows = _rows().annotate(is_inside=_inside(None)).filter(_public(output))
    return _with_told_dates(rows, output, today)


def commitments_told(ids: Collection[str], today: date) -> set[str]:  # noqa: ARG001  the same question for all kinds
    """Return which of these commitments the public record may tell of."""
    rows = Commitment.objects.filter(_public(Output.RECORD), pk__in=ids)
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def in_place(rows: QuerySet[Commitment], place: Place) -> QuerySet[Commitment]:
    """Narrow to a municipality, or to a state or the country with all below it."""
    if place.parent_id is None:
        return rows
    through = Commitment.places.through.objects.filter(commitment=OuterRef("pk"))
    return rows.filter(Exists(through.filter(Q(place=place.pk) | Q(place__parent=place.pk))))


def owned_by(rows: QuerySet[Commitment], owner: UUID, output: Output) -> QuerySet[Commitment]:
    """Narrow to what the organisation with this id owns and `output` may say that it does."""
    return rows.filter(_naming(output), owner=owner)


def _naming(output: Output) -> Q:
    """The condition for rows whose owner `output` may name; see `disclosure.may_be_named`."""
    linking = profiles_showing(Field.LINK, output)
    return Q(owner__kind=Kind.INSTITUTION) | Q(owner__profile__in=linking, roundtable__profile__in=linking)


def answering(rows: QuerySet[Commitment], initiative: Initiative, *, inside: bool) -> QuerySet[Commitment]:
    """Narrow to what answers a need of the initiative.

    Who is not `inside` its organisation hears of it only where both profiles show links.
    """
    through = Commitment.needs.through.objects.filter(commitment=OuterRef("pk"), need__initiative=initiative)
    answers = rows.filter(Exists(through))
    if inside:
        return answers
    linking = profiles_showing(Field.LINK, Output.PAGE)
    return answers.filter(roundtable__profile__in=linking) if initiative.profile in linking else answers.none()


def of_roundtable(rows: QuerySet[Commitment], roundtable: Roundtable) -> QuerySet[Commitment]:
    """Narrow to one roundtable."""
    return rows.filter(roundtable=roundtable)


def late(rows: QuerySet[Commitment], today: date) -> QuerySet[Commitment]:
    """Narrow to what is late today."""
    return rows.filter(state__in=RUNNING, due_on__lt=today)


def counts(rows: QuerySet[Commitment], today: date) -> Counts:
    """Count in one query, by state and by the clock."""
    each = {state.value: Count("pk", filter=Q(state=state)) for state in CommitmentState}
    found = rows.order_by().aggregate(
        total=Count("pk"),
        late_now=Count("pk", filter=Q(state__in=RUNNING, due_on__lt=today)),
        done_late_now=Count("pk", filter=Q(done_on__gt=F("due_on"))),
        **each,
    )
    by_state = {state.value: found[state.value] for state in CommitmentState}
    return Counts(found["total"], by_state, found["late_now"], found["done_late_now"])


def totals(place: Place, today: date) -> Counts:
    """Count the commitments of a place; those of protected roundtables count from the state upward only."""
    wide = place.kind in {PlaceKind.STATE, PlaceKind.COUNTRY}
    profiles = profiles_showing(Field.STATE_TOTAL if wide else Field.MUNICIPAL_TOTAL, Output.PAGE)
    return counts(in_place(Commitment.objects.filter(roundtable__profile__in=profiles), place), today)


def spoken_for(person: Person | None) -> Q:
    """Return the condition for commitments whose owner the person speaks for."""
    memberships = list(memberships_of(person))
    posts = [it.post_id for it in memberships if it.role == Role.LIAISON]
    coordinated = [
        it.organisation_id
        for it in memberships
        if it.role == Role.COORDINATOR and it.organisation.kind != Kind.INSTITUTION
    ]
    return Q(owner_post__in=posts) | Q(owner_post=None, owner__in=coordinated)


def owed_by(person: Person | None, today: date) -> QuerySet[Commitment]:
    """Return what the person owes for a post or an organisation and is not at its end: late first, then by date."""
    rows = commitments_visible_to(person, today).filter(spoken_for(person), state__in=[*OPEN, CommitmentState.DONE])
    return rows.prefetch_related("steps").order_by("due_on", "number", "id")


def owners_named(rows: QuerySet[Commitment], output: Output) -> list[tuple[str, str]]:
    """Return ids and names of the owners of `rows` that `output` may name; to filter by."""
    owners = rows.filter(_naming(output)).order_by().values("owner")
    found = Organisation.objects.filter(pk__in=owners).order_by("name", "id").values_list("pk", "name")
    return [(str(pk), name) for pk, name in found[:MOST_OWNERS]]


def answers_wanted(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """Narrow to what waits for its owner's word: proposals, and what was recorded on its behalf."""
    waits = Q(state__in=[CommitmentState.PROPOSED, CommitmentState.UNCONFIRMED]) | Q(recorded_on__isnull=False)
    return rows.filter(waits | Q(unconfirmed_since__isnull=False), state__in=[*OPEN, CommitmentState.DONE])
