"""Reads of what belongs to an initiative, as far as somebody may know of it, which the profiles decide."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils.formats import number_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.profiles import (
    Field,
    Output,
    Shown,
    figure,
    linked,
    profiles_showing,
    shown,
    update_shown,
    updates_shown,
)
from tejido.ground.organisations.queries import organisations_in
from tejido.ground.people.models import Person
from tejido.stages.initiatives.models import Gathering, Guide, Initiative, Milestone, Offer, Photo, Result, Update
from tejido.stages.initiatives.models.initiative import UNPUBLISHED
from tejido.stages.initiatives.queries.initiatives import initiatives_visible_to, run_by

LINKS_AFTER = timedelta(days=90)
LINKS_FROM = 10
"""Organisations that a place must have before anybody learns who works with whom there (promise 11)."""


@dataclass(frozen=True)
class MilestoneShown:
    """A milestone as somebody may see it."""

    milestone: Milestone
    planned_for: date | None
    reached_on: date | None


@dataclass(frozen=True)
class ResultShown:
    """A result as somebody may see it; `number` is in words: exact, or a band."""

    result: Result
    number: str


@dataclass(frozen=True)
class Activity:
    """What shows that citizens have undertaken it already; counts are exact or bands, in words."""

    updates: str
    photos: str
    first: date
    last: date


def updates_of(initiative: Initiative, output: Output, today: date, *, inside: bool) -> QuerySet[Update]:
    """Return its updates with their photos, newest first; who is not `inside` hears of a discreet one's later."""
    rows = initiative.updates.prefetch_related("photos__file")
    return rows if inside else rows.filter(_heard("written_on", output, today))


def milestones_of(initiative: Initiative, today: date, *, inside: bool) -> list[MilestoneShown]:
    """Return its milestones; to others a discreet one's without the days to come."""
    dates = inside or shown(initiative.profile, Field.COMING_DATE, Output.PAGE) is Shown.FULL
    found = []
    for one in initiative.milestones.all():
        if inside or update_shown(initiative.profile, Output.PAGE, day=one.stated_on, today=today):
            heard = one.reached_on is not None and (
                inside or update_shown(initiative.profile, Output.PAGE, day=one.reached_on, today=today)
            )
            found.append(MilestoneShown(one, one.planned_for if dates else None, one.reached_on if heard else None))
    return found


def results_of(initiative: Initiative, output: Output, today: date, *, inside: bool) -> list[ResultShown]:
    """Return its results that stand; to others a discreet one's in bands, 72 hours later."""
    rows = initiative.results.all()
    if inside:
        return [ResultShown(one, number_format(one.figure.normalize())) for one in rows.filter(withdrawn_on=None)]
    heard = rows.filter(_heard("stated_on", output, today), shown_on__isnull=False, end_shown_on=None)
    return [ResultShown(one, number_shown(one, output)) for one in heard]


def number_shown(result: Result, output: Output) -> str:
    """Return the figure in words as `output` may hold it: exact, or as a band of whole numbers."""
    band = figure(result.initiative.profile, output, int(result.figure))
    if band is None:
        return ""
    low, high = band
    if low == high:
        return number_format(result.figure.normalize())
    words = {"low": number_format(low), "high": number_format(high) if high else ""}
    return _("%(low)s to %(high)s") % words if high else _("%(low)s or more") % words


def gatherings_of(initiative: Initiative, output: Output, today: date, *, inside: bool) -> list[Gathering]:
    """Return the dates from today on: of an open initiative to everybody, of another one only to those inside."""
    if not inside and shown(initiative.profile, Field.COMING_DATE, output) is not Shown.FULL:
        return []
    rows = initiative.gatherings.filter(starts_at__date__gte=today)
    return list(rows if output is Output.CALENDAR else rows.filter(is_cancelled=False))


def calendar_of(initiative: Initiative, today: date, *, inside: bool) -> list[Gathering]:
    """Return the dates for a calendar, those of the last 60 days included, cancelled ones too."""
    if not inside and shown(initiative.profile, Field.COMING_DATE, Output.CALENDAR) is not Shown.FULL:
        return []
    return list(initiative.gatherings.filter(starts_at__date__gte=today - timedelta(days=60)))


def partners_of(initiative: Initiative, output: Output, today: date) -> list[Organisation]:
    """Return with whom it works: declared by both, 90 days ago, both open, where there are ten organisations or more.

    Never for a feed, an export, the record or the API.
    """
    if output is not Output.PAGE or initiative.profile not in profiles_showing(Field.LINK, output):
        return []
    since = today - LINKS_AFTER
    rows = initiative.partnerships.filter(by_initiative_on__lte=since, by_organisation_on__lte=since)
    found = [one.organisation for one in rows.select_related("organisation").order_by("organisation__name")]
    found = [one for one in found if linked(initiative.profile, one.profile, output) and not one.closed_on]
    return found if found and organisations_in(initiative.place, output).count() >= LINKS_FROM else []


def inspiration_of(initiative: Initiative, output: Output) -> Initiative | None:
    """Return what inspired it, where both may be shown together."""
    by = initiative.inspired_by
    if by is None or by.state in UNPUBLISHED or not linked(initiative.profile, by.profile, output):
        return None
    return by


def inspired_by(initiative: Initiative, output: Output) -> QuerySet[Initiative]:
    """Return what it inspired elsewhere, where both may be shown together."""
    linking = profiles_showing(Field.LINK, output)
    rows = initiative.inspired.exclude(state__in=UNPUBLISHED).filter(profile__in=linking)
    return rows.select_related("place") if initiative.profile in linking else rows.none()


def guides_shown(output: Output, today: date) -> QuerySet[Guide]:
    """Return the guides that anybody may read, with their initiatives and places."""
    told = updates_shown(output, profile="initiative__profile", day="published_on", today=today)
    rows = Guide.objects.filter(told, shown_on__isnull=False, published_on__isnull=False)
    rows = rows.filter(initiative__profile__in=profiles_showing(Field.EXISTENCE, output))
    return (
        rows.exclude(initiative__state__in=UNPUBLISHED).select_related("initiative__place").order_by("-shown_on", "id")
    )


def guides_visible_to(person: Person | None, today: date) -> QuerySet[Guide]:
    """Return the guides that the person may read: public ones and those of what they run."""
    if person is None:
        return guides_shown(Output.PAGE, today)
    own = Initiative.objects.filter(run_by(person)).values("pk")
    mine = Guide.objects.filter(initiative__in=own).values("pk")
    shown_to_all = guides_shown(Output.PAGE, today).values("pk")
    return Guide.objects.filter(Q(pk__in=mine) | Q(pk__in=shown_to_all)).select_related("initiative__place")


def offers_shown(output: Output) -> QuerySet[Offer]:
    """Return the open offers of an hour: of open initiatives that go on or are finished, with their places."""
    rows = Offer.objects.filter(ended_on=None, initiative__state__in=["active", "finished"])
    rows = rows.filter(initiative__profile__in=profiles_showing(Field.CONTACT, output))
    return rows.select_related("initiative__place")


def activity_of(initiative: Initiative, output: Output, today: date, *, inside: bool) -> Activity | None:
    """Return what shows that it has been undertaken already, as far as may be known; None where nothing does."""
    rows = initiative.updates.all() if inside else initiative.updates.filter(_heard("written_on", output, today))
    found = rows.aggregate(number=Count("pk", distinct=True), first=Min("happened_on"), last=Max("happened_on"))
    if not found["number"]:
        return None
    photos = Photo.objects.filter(update__in=rows.values("pk")).count()
    counts = [_count(initiative.profile, output, number, inside=inside) for number in (found["number"], photos)]
    return Activity(counts[0], counts[1] if photos else "", found["first"], found["last"])


def photo_is_shown(file: UUID, person: Person | None) -> bool:
    """Say whether a file is a photo of an update that the person may see."""
    photo = Photo.objects.filter(file=file).select_related("update__initiative").first()
    if photo is None:
        return False
    today, of = localdate(), photo.update.initiative
    if person and Initiative.objects.filter(run_by(person), pk=of.pk).exists():
        return True
    told = update_shown(of.profile, Output.PAGE, day=photo.update.written_on, today=today)
    seen = initiatives_visible_to(person, today).filter(pk=of.pk)
    return seen.exists() and (told or bool(person and person.is_host))


def _heard(day: str, output: Output, today: date) -> Q:
    return updates_shown(output, profile="initiative__profile", day=day, today=today)


def _count(profile: str, output: Output, number: int, *, inside: bool) -> str:
    band = (number, number) if inside else figure(profile, output, number)
    if band is None:
        return ""
    low, high = band
    return number_format(low) if low == high else f"{low}–{high}" if high else f"{low}+"
