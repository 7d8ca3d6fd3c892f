"""Opening, changing and closing roundtables."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.actions import HiddenByModeration
from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.profiles import Output, is_secret, tighter
from tejido.ground.organisations.vocabulary import HIDDEN, Profile
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.ground.places.vocabulary import Cause
from tejido.ground.places.zones import zone_of
from tejido.ground.web.acting import Refused, action
from tejido.ground.web.searching import folded
from tejido.stages.roundtables.actions.commitments import enter_commitments_of
from tejido.stages.roundtables.actions.editing import ChangedMeanwhile, RoundtableClosed, WrongMoment, line, written
from tejido.stages.roundtables.actions.recording import SEAT, enter_roundtable, enter_seat, enter_whole
from tejido.stages.roundtables.disclosure import may_be_named
from tejido.stages.roundtables.models import Meeting, Roundtable, Staff
from tejido.stages.roundtables.policies.roundtables import check_facilitates, check_is_host, check_manages
from tejido.stages.roundtables.queries.roundtables import live_seats
from tejido.stages.roundtables.vocabulary import MeetingState, RoundtableAct, StaffRole

LONGEST_PURPOSE = 4000
LARGEST_QUORUM = 60


class BadQuorum(Refused):
    """The quorum is no number of seats."""

    message = _("Write how many organisations must be there: at least 2, at most 60.")
    field = "quorum"


class OnlyTighter(Refused):
    """The host may hide a roundtable in danger, and never show one that hides itself."""

    message = _("Only the facilitator may show more of the roundtable. You can only show less.")
    field = "profile"


class MeetingsToCome(Refused):
    """Meetings have been called that are still to come."""

    message = _("Meetings of this roundtable are still to come. Cancel them first, so that everybody hears of it.")


@dataclass(frozen=True)
class Outline:
    """What a roundtable says of itself. `quorum` counts seats of citizens and State that must be there."""

    name: str
    purpose: str = ""
    terms: str = ""
    causes: Sequence[str] = ()
    quorum: int = 3
    secretariat: Organisation | None = None


@action
def open_roundtable(
    outline: Outline,
    *,
    place: Place,
    facilitator: Person,
    profile: str = Profile.DISCREET,
    is_example: bool = False,
    by: Person,
    now: datetime,
) -> Roundtable:
    """Open a roundtable in a place and name its first facilitator; only the host may. Raises NotAllowed, BadQuorum."""
    check_is_host(by)
    today = localdate(now)
    made = Roundtable(
        place=place, profile=Profile(profile), opened_on=today, zone=zone_of(place.key), is_example=is_example
    )
    _fill(made, outline)
    made.save(force_insert=True)
    Staff.objects.create(roundtable=made, person=facilitator, role=StaffRole.FACILITATOR, began_on=today)
    enter_whole(RoundtableAct.OPENED, made, day=today)
    return made


@action
def change_roundtable(
    roundtable: Roundtable, outline: Outline, *, version: int, by: Person, now: datetime
) -> Roundtable:
    """Change what a roundtable says of itself; `version` is the one that the form was filled in from.

    Raises NotAllowed, ChangedMeanwhile (with the purpose and terms as they stand), RoundtableClosed, BadQuorum.
    """
    check_facilitates(by, roundtable)
    locked = locked_roundtable(roundtable)
    if locked.version != version:
        raise ChangedMeanwhile("\n\n".join(filter(None, (locked.name, locked.purpose, locked.terms))), locked.version)
    before = (locked.name, locked.purpose, locked.terms)
    rules = (locked.causes, locked.quorum, locked.secretariat_id)
    _fill(locked, outline)
    locked.version += 1
    locked.save()
    _enter_changes(locked, before, rules, localdate(now))
    return locked


@action
def change_profile(roundtable: Roundtable, *, to: str, by: Person, now: datetime) -> Roundtable:
    """Choose how much is shown of a roundtable; it holds at once, everywhere.

    The facilitator may choose any, the host only a tighter one. What becomes protected says nothing more in the record;
    what stops being protected is entered as it now is. Raises NotAllowed, OnlyTighter,
    HiddenByModeration.
    """
    part = check_manages(by, roundtable)
    locked = (
        Roundtable.objects.select_for_update(of=("self",)).select_related("secretariat", "place").get(pk=roundtable.pk)
    )
    before, to = locked.profile, Profile(to)
    if before == HIDDEN:
        raise HiddenByModeration
    if to == before:
        return locked
    if not part.facilitates and not tighter(to, than=before):
        raise OnlyTighter
    locked.profile = to
    locked.version += 1
    locked.save(update_fields=["profile", "version"])
    if not is_secret(before):
        enter_roundtable(RoundtableAct.PROFILE_CHANGED, locked, "profile", "secretariat", day=localdate(now))
    if tighter(before, than=to):
        enter_shown(locked, before, now)
    return locked


def enter_shown(roundtable: Roundtable, before: str, now: datetime) -> None:
    """Enter what came to be shown by a more open profile than `before`: the roundtable, its seats and commitments."""
    day = localdate(now)
    if is_secret(before):
        enter_whole(RoundtableAct.SHOWN, roundtable, day=day)
    _enter_seats(roundtable, before, day)
    enter_commitments_of(roundtable, by=roundtable.secretariat, now=now)


@action
def close_roundtable(roundtable: Roundtable, *, reason: str, by: Person, now: datetime) -> Roundtable:
    """End the work of a roundtable, with the reason; page and record stay. Raises NotAllowed, MeetingsToCome."""
    check_manages(by, roundtable)
    locked = locked_roundtable(roundtable)
    why = written(reason, "reason", longest=LONGEST_PURPOSE, at_least=3)
    coming = Meeting.objects.filter(roundtable=locked, state=MeetingState.PLANNED)
    if coming.filter(called_on__isnull=False, starts_at__gt=now).exists():
        raise MeetingsToCome
    locked.closed_on = localdate(now)
    locked.version += 1
    locked.save(update_fields=["closed_on", "version"])
    enter_roundtable(RoundtableAct.CLOSED, locked, "closed_on", day=locked.closed_on, text=why)
    return locked


def locked_roundtable(roundtable: Roundtable) -> Roundtable:
    """Return the roundtable as it stands now, kept from others until the transaction ends. Raises RoundtableClosed."""
    rows = Roundtable.objects.select_for_update(of=("self",)).select_related("secretariat", "place")
    locked = rows.get(pk=roundtable.pk)
    if locked.closed_on is not None:
        raise RoundtableClosed
    return locked


def _fill(roundtable: Roundtable, outline: Outline) -> None:
    if not 2 <= outline.quorum <= LARGEST_QUORUM:
        raise BadQuorum
    if not set(outline.causes) <= set(Cause.values):
        raise WrongMoment(field="causes")
    roundtable.name = line(outline.name, "name", longest=160, at_least=3)
    roundtable.searchable = folded(roundtable.name)[:200]
    roundtable.purpose = written(outline.purpose, "purpose", longest=LONGEST_PURPOSE)
    roundtable.terms = written(outline.terms, "terms", longest=LONGEST_PURPOSE)
    roundtable.causes = sorted(set(outline.causes))
    roundtable.quorum = outline.quorum
    roundtable.secretariat = outline.secretariat


def _enter_changes(
    changed: Roundtable, before: tuple[str, str, str], rules: tuple[list[str], int, object], day: date
) -> None:
    acts = (RoundtableAct.RENAMED, RoundtableAct.PURPOSE_STATED, RoundtableAct.TERMS_STATED)
    after = (changed.name, changed.purpose, changed.terms)
    for act, was, text in zip(acts, before, after, strict=True):
        if was != text:
            enter_roundtable(act, changed, day=day, text=text)
    if rules != (changed.causes, changed.quorum, changed.secretariat_id):
        enter_roundtable(RoundtableAct.CHANGED, changed, "causes", "quorum", "secretariat", day=day)


def _enter_seats(roundtable: Roundtable, before: str, day: date) -> None:
    """Enter the seats that came to be shown by a more open profile."""
    for seat in live_seats(roundtable):
        was, now = (
            may_be_named(seat.organisation, beside=profile, output=Output.RECORD)
            for profile in (before, roundtable.profile)
        )
        if is_secret(before) or (now and not was):
            seat.roundtable = roundtable
            enter_seat(RoundtableAct.SEAT_SHOWN, seat, *SEAT, day=day)
