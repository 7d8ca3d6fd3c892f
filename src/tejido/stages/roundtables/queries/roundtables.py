"""Reads of roundtables, their seats and their working groups."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from tejido.ground.notices.subjects import Subject
from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.profiles import Field, Output, figure, listed, profiles_showing
from tejido.ground.organisations.queries import organisations_of
from tejido.ground.organisations.vocabulary import Kind
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.stages.initiatives.queries import below
from tejido.stages.roundtables.bands import others_in_words
from tejido.stages.roundtables.disclosure import may_be_named
from tejido.stages.roundtables.models import Meeting, Roundtable, Seat, Staff, WorkingGroup
from tejido.stages.roundtables.vocabulary import SeatRole


@dataclass(frozen=True)
class Side:
    """The seats of one side: those that may be named, and how many others there are (from, up to), where any."""

    label: str
    named: tuple[Seat, ...]
    others: tuple[int, int | None] | None

    @property
    def others_in_words(self) -> str:
        """How many others there are."""
        return others_in_words(self.others) if self.others else ""


def _rows() -> QuerySet[Roundtable]:
    rows = Roundtable.objects.select_related("place__parent", "secretariat")
    return rows.defer("place__figures", "place__parent__figures")


def roundtables_shown(output: Output) -> QuerySet[Roundtable]:
    """Return the roundtables that anybody may see in `output`, whoever asks."""
    return listed(_rows(), output)


def roundtables_visible_to(person: Person | None) -> QuerySet[Roundtable]:
    """Return the roundtables whose page the person may open: public ones, and those they run or sit at.

    The host sees all.
    """
    everything = _rows()
    if person and person.is_active and person.is_host:
        return everything
    public = listed(everything, Output.PAGE)
    return public if person is None else public | everything.filter(inside(person))


def inside(person: Person) -> Q:
    """Return the condition for roundtables that the person runs, or at which one of their organisations sits."""
    run = Staff.objects.filter(person=person, ended_on=None, person__is_active=True).values("roundtable")
    seated = Seat.objects.filter(organisation__in=organisations_of(person), ended_on=None).values("roundtable")
    return Q(pk__in=run) | Q(pk__in=seated)


def roundtables_of(place: Place, *, visible_to: Person | None) -> QuerySet[Roundtable]:
    """Return the roundtables of a place that work now; those of a state or of the country with all below it."""
    return roundtables_visible_to(visible_to).filter(below(place), closed_on=None).order_by("name", "id")


def roundtables_at_which(organisation: Organisation, output: Output) -> QuerySet[Roundtable]:
    """Return the roundtables at which `output` may say that the organisation sits.

    Institutions may be named wherever they sit (see `disclosure`); others only where both sides show links.
    """
    shown = roundtables_shown(output)
    if organisation.kind != Kind.INSTITUTION:
        links = profiles_showing(Field.LINK, output)
        shown = shown.filter(profile__in=links) if organisation.profile in links else shown.none()
    return shown.filter(seats__organisation=organisation, seats__ended_on=None).order_by("name", "id")


def live_seats(roundtable: Roundtable) -> QuerySet[Seat]:
    """Return the seats that hold now, in the order of their organisations' names."""
    seats = Seat.objects.filter(roundtable=roundtable, ended_on=None)
    return seats.select_related("organisation", "post").order_by("organisation__name", "id")


def seats_for_page(roundtable: Roundtable, *, is_inside: bool) -> list[Side]:
    """Return who sits at the roundtable by sides, as the public may see it or as the roundtable itself does.

    Costs one query.
    """
    seats = list(live_seats(roundtable))
    sides = []
    for role in SeatRole:
        mine = [seat for seat in seats if seat.role == role]
        named = tuple(
            seat
            for seat in mine
            if is_inside or may_be_named(seat.organisation, beside=roundtable.profile, output=Output.PAGE)
        )
        hidden = len(mine) - len(named)
        others = figure(roundtable.profile, Output.PAGE, hidden) if hidden else None
        if named or others:
            sides.append(Side(str(role.label), named, others))
    return sides


def seats_of_meeting(meeting: Meeting) -> QuerySet[Seat]:
    """Return the seats that may be present at a meeting: those of its group, or all that hold now."""
    seats = live_seats(meeting.roundtable)
    return seats.filter(groups=meeting.group) if meeting.group else seats


def live_groups(roundtable: Roundtable, *, is_inside: bool) -> QuerySet[WorkingGroup]:
    """Return the working groups that work now, with the number of their seats; for the public only public ones."""
    groups = WorkingGroup.objects.filter(roundtable=roundtable, ended_on=None).annotate(seat_count=Count("seats"))
    return groups if is_inside else groups.filter(is_public=True)


def live_staff(roundtable: Roundtable) -> QuerySet[Staff]:
    """Return who runs the roundtable now; pages show the part and since when, never the person."""
    return Staff.objects.filter(roundtable=roundtable, ended_on=None).order_by("role", "began_on", "id")


def roundtables_told(ids: Collection[str], today: date) -> set[str]:  # noqa: ARG001  the same question for all kinds
    """Return which of these roundtables the public record may tell of."""
    return {str(pk) for pk in listed(Roundtable.objects.filter(pk__in=ids), Output.RECORD).values_list("pk", flat=True)}


def seats_told(ids: Collection[str], today: date) -> set[str]:  # noqa: ARG001  the same question for all kinds
    """Return which of these seats the public record may tell of: institutions', and where both sides show links."""
    links = profiles_showing(Field.LINK, Output.RECORD)
    both = Q(roundtable__profile__in=links, organisation__profile__in=links)
    seats = Seat.objects.filter(both | Q(organisation__kind=Kind.INSTITUTION), pk__in=ids)
    told = seats.filter(roundtable__profile__in=profiles_showing(Field.EXISTENCE, Output.RECORD))
    return {str(pk) for pk in told.values_list("pk", flat=True)}


def groups_told(ids: Collection[str], today: date) -> set[str]:  # noqa: ARG001  the same question for all kinds
    """Return which of these working groups the public record may tell of."""
    profiles = profiles_showing(Field.EXISTENCE, Output.RECORD)
    told = WorkingGroup.objects.filter(pk__in=ids, is_public=True, roundtable__profile__in=profiles)
    return {str(pk) for pk in told.values_list("pk", flat=True)}


def roundtables_named(ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return name and address of these roundtables."""
    return {str(it.pk): (it.name, it.get_absolute_url()) for it in Roundtable.objects.filter(pk__in=ids)}


def seats_named(ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return what these seats are called: their organisation at their roundtable."""
    seats = Seat.objects.filter(pk__in=ids).select_related("organisation", "roundtable")
    words = _("%(organisation)s at %(roundtable)s")
    return {
        str(it.pk): (
            words % {"organisation": it.organisation, "roundtable": it.roundtable},
            it.roundtable.get_absolute_url(),
        )
        for it in seats
    }


def groups_named(ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return name and address of these working groups."""
    groups = WorkingGroup.objects.filter(pk__in=ids).select_related("roundtable")
    return {str(it.pk): (it.name, it.roundtable.get_absolute_url()) for it in groups}


def describe_roundtables(ids: Collection[str], reader: Person | None) -> dict[str, Subject]:
    """Return title and address of those roundtables that the reader may see; for notices."""
    rows = roundtables_visible_to(reader).filter(pk__in=ids)
    return {str(it.pk): Subject(it.name, it.get_absolute_url()) for it in rows}
