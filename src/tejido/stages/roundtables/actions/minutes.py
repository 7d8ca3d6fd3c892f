"""Writing minutes, objecting to them, adopting and correcting them."""

from datetime import date, datetime

from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.profiles import Field, Output, Shown, shown, update_shown
from tejido.ground.people.models import Person
from tejido.ground.places.business_days import business_days_after
from tejido.ground.web.acting import Refused, action
from tejido.stages.roundtables.actions.editing import ChangedMeanwhile, Missing, WrongMoment, written
from tejido.stages.roundtables.actions.recording import enter_meeting, enter_minutes
from tejido.stages.roundtables.models import Meeting, Minutes, Objection
from tejido.stages.roundtables.policies.roundtables import check_runs, check_sits_for
from tejido.stages.roundtables.queries.meetings import HELD, profile_of
from tejido.stages.roundtables.queries.minutes import all_minutes, has_open_objections
from tejido.stages.roundtables.terms import MINUTES_DAYS
from tejido.stages.roundtables.vocabulary import MeetingAct, MeetingState, MinutesState


class OpenObjections(Refused):
    """Objections wait for their answer."""

    message = _("An organisation objected, and nobody has answered yet. Answer first, or change the text.")


class NotAtMeeting(Refused):
    """Minutes are adopted by a later meeting that had its quorum."""

    message = _("Choose a later session of this roundtable that was held with its quorum.")
    field = "at"


class TooSoon(Refused):
    """What a discreet roundtable did is told after three days only."""

    message = _("This roundtable is discreet: its minutes become public four days after the session, not before.")


class OpenVersion(Refused):
    """A correction is being written already."""

    message = _("A new version of these minutes is open already. Go on with that one.")


@action
def write_minutes(
    minutes: Minutes,
    *,
    text: str,
    edition: int,
    by: Person,
    now: datetime,  # noqa: ARG001  as all actions
) -> Minutes:
    """Write the text of a version that has not been adopted; one that had been proposed is open again.

    `edition` is the one that the form was filled in from. Raises NotAllowed, WrongMoment, TooLong, ChangedMeanwhile
    (with the text as it stands).
    """
    locked = _locked(minutes)
    check_runs(by, locked.meeting.roundtable)
    if locked.state == MinutesState.ADOPTED:
        raise WrongMoment
    if locked.edition != edition:
        raise ChangedMeanwhile(locked.text, locked.edition)
    locked.text = written(text, "text")
    locked.state, locked.proposed_on, locked.silent_on = MinutesState.OPEN, None, None
    locked.edition += 1
    locked.save()
    return locked


@action
def propose_minutes(minutes: Minutes, *, by: Person, now: datetime) -> Minutes:
    """Propose minutes for adoption: those who sit at the roundtable have ten business days to object.

    Raises NotAllowed, WrongMoment, Missing, OpenObjections.
    """
    locked = _locked(minutes)
    check_runs(by, locked.meeting.roundtable)
    if locked.state != MinutesState.OPEN:
        raise WrongMoment
    if not locked.text:
        raise Missing(field="text")
    if has_open_objections(locked):
        raise OpenObjections
    locked.state, locked.proposed_on = MinutesState.PROPOSED, localdate(now)
    locked.silent_on = business_days_after(locked.proposed_on, MINUTES_DAYS)
    locked.save()
    return locked


@action
def object_to_minutes(
    minutes: Minutes, *, organisation: Organisation, text: str, by: Person, now: datetime
) -> Objection:
    """Say for an organisation of the roundtable what is wrong in proposed minutes; silence adopts them no more.

    Raises NotAllowed, WrongMoment, Missing, TooLong.
    """
    locked = _locked(minutes)
    check_sits_for(by, locked.meeting.roundtable, organisation)
    if locked.state != MinutesState.PROPOSED:
        raise WrongMoment
    said = written(text, "text", longest=4000, at_least=3)
    return Objection.objects.create(minutes=locked, organisation=organisation, text=said, raised_on=localdate(now))


@action
def answer_objection(objection: Objection, *, answer: str, by: Person, now: datetime) -> Objection:
    """Answer an objection: what was changed, or why not. Raises NotAllowed, WrongMoment, Missing, TooLong."""
    check_runs(by, objection.minutes.meeting.roundtable)
    locked = Objection.objects.select_for_update().get(pk=objection.pk)
    if locked.answered_on is not None:
        raise WrongMoment
    locked.answer = written(answer, "answer", longest=4000, at_least=3)
    locked.answered_on = localdate(now)
    locked.save()
    return locked


@action
def adopt_minutes(minutes: Minutes, *, at: Meeting, by: Person, now: datetime) -> Minutes:
    """Enter that a later meeting adopted the minutes; they never change from here on.

    Raises NotAllowed, WrongMoment, OpenObjections, NotAtMeeting, TooSoon.
    """
    locked = _locked(minutes)
    check_runs(by, locked.meeting.roundtable)
    if locked.state != MinutesState.PROPOSED:
        raise WrongMoment
    if has_open_objections(locked):
        raise OpenObjections
    is_later = at.roundtable_id == locked.meeting.roundtable_id and at.starts_at > locked.meeting.starts_at
    if not is_later or at.state not in HELD or not at.has_quorum:
        raise NotAtMeeting
    if not _may_be_told(locked, localdate(now)):
        raise TooSoon
    locked.adopted_at = at
    return _adopt(locked, now)


@action
def adopt_silent_minutes(now: datetime) -> int:
    """Adopt the proposed minutes to which nobody objected in time; the clock's. Returns how many.

    An objection that was answered leaves them to the next meeting.
    """
    today = localdate(now)
    silent = all_minutes().filter(state=MinutesState.PROPOSED, silent_on__lt=today, objections=None)
    told = [minutes for minutes in silent.order_by("silent_on", "id") if _may_be_told(minutes, today)]
    for minutes in told:
        _adopt(_locked(minutes), now)
    return len(told)


@action
def correct_minutes(meeting: Meeting, *, reason: str, by: Person, now: datetime) -> Minutes:
    """Open a new version of adopted minutes, with the reason. The adopted one stays as it is, and stays readable.

    The new one is written, proposed and adopted as the first was. Raises NotAllowed, WrongMoment, OpenVersion, Missing.
    """
    check_runs(by, meeting.roundtable)
    versions = Minutes.objects.select_for_update().filter(meeting=meeting).order_by("-version")
    latest = versions.first()
    if latest is None:
        raise WrongMoment
    if latest.state != MinutesState.ADOPTED:
        raise OpenVersion
    number = versions.aggregate(last=Max("version"))["last"] + 1
    return Minutes.objects.create(
        meeting=meeting,
        version=number,
        text=latest.text,
        reason=written(reason, "reason", longest=1000, at_least=3),
        opened_on=localdate(now),
    )


def _locked(minutes: Minutes) -> Minutes:
    return all_minutes().select_for_update(of=("self",)).get(pk=minutes.pk)


def _may_be_told(minutes: Minutes, today: date) -> bool:
    meeting = minutes.meeting
    own_day, under = meeting.day(meeting.roundtable.zone), profile_of(meeting)
    if shown(under, Field.UPDATE, Output.RECORD) is Shown.NO:
        return True  # nothing of it is told at any time
    return update_shown(under, Output.RECORD, day=own_day, today=today)


def _adopt(minutes: Minutes, now: datetime) -> Minutes:
    day = localdate(now)
    minutes.state, minutes.adopted_on = MinutesState.ADOPTED, day
    minutes.save()
    meeting = minutes.meeting
    act = MeetingAct.MINUTES_ADOPTED if minutes.version == 1 else MeetingAct.MINUTES_CORRECTED
    if meeting.state != MeetingState.ADOPTED:
        meeting.state = MeetingState.ADOPTED
        meeting.version += 1
        meeting.save(update_fields=["state", "version"])
    enter_minutes(act, minutes, day=day)
    enter_meeting(act, meeting, "state", day=day)
    return minutes
