"""What citizens see of a grant, and the doubts that they raise and the two sides answer, in public."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from tejido.engines.cleaning import Cleaned
from tejido.ground.files.actions import drop_file, keep_file
from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.policies import coordinates
from tejido.ground.organisations.profiles import Output
from tejido.ground.organisations.vocabulary import Kind
from tejido.ground.people.models import Person
from tejido.ground.places.business_days import business_days_after
from tejido.ground.web.acting import NotAllowed, action
from tejido.stages.funding.actions.grant_refusals import DayImpossible, DoubtAnswered, NotYours, TooMany
from tejido.stages.funding.actions.grant_rows import enter, locked_grant, said, turn_grant
from tejido.stages.funding.disclosure import How, What, how, profile_of
from tejido.stages.funding.grant_transitions import Move
from tejido.stages.funding.models import Doubt, Grant, Instalment, Visit, VisitPhoto
from tejido.stages.funding.policies.grants import check_may, check_may_look, side_of
from tejido.stages.funding.queries.grants import grants_shown
from tejido.stages.funding.vocabulary.grants import GrantAct, InstalmentState, Seen

LONGEST = 2000
MOST_PHOTOS = 4
MOST_VISITS, MOST_DOUBTS = 200, 200
MOST_A_PERSON = 5
"""Visits, and doubts without an answer, of one person about one grant."""
ANSWER_IN = 10
"""Business days."""


@dataclass(frozen=True)
class Photo:
    """A photo that was drawn afresh, and what is to be seen on it."""

    file: Cleaned
    caption: str = ""


@action
def write_visit(
    grant: Grant,
    *,
    seen: str,
    text: str,
    visited_on: date,
    instalment: Instalment | None = None,
    organisation: Organisation | None = None,
    photos: Sequence[Photo] = (),
    by: Person,
    now: datetime,
) -> Visit:
    """Tell what one saw of what the money did: for an organisation that one coordinates, or as a visitor.

    Who gives or gets the money does not look after itself, and nobody is shown who the visitor was.
    Raises NotAllowed, GrantTextMissing, DayImpossible, TooMany, NotYours.
    """
    today = localdate(now)
    found, person = _public(grant, by, today)
    _check_speaks(person, organisation)
    mine = found.visits.filter(person=person, withdrawn_on=None)
    if mine.count() >= MOST_A_PERSON or found.visits.count() >= MOST_VISITS or len(photos) > MOST_PHOTOS:
        raise TooMany
    if not today - timedelta(days=366) <= visited_on <= today:
        raise DayImpossible(field="visited_on")
    paid = instalment is not None and _may_name(found, instalment, today)
    visit = Visit.objects.create(
        grant=found,
        instalment=instalment if paid else None,
        organisation=organisation,
        person=person,
        seen=Seen(seen),
        text=said(text, "text", longest=LONGEST),
        visited_on=visited_on,
        written_on=today,
    )
    for photo in photos:
        kept = keep_file(photo.file, today=today)
        VisitPhoto.objects.create(visit=visit, file=kept, caption=" ".join(photo.caption.split())[:160])
    tell_voices(found, today)
    return visit


@action
def withdraw_visit(visit: Visit, *, by: Person, now: datetime) -> Visit:
    """Take back what one told of a visit; words and photos go, and the record keeps that it was told, not what.

    Raises NotAllowed.
    """
    today = localdate(now)
    grant = locked_grant(visit.grant, today)
    row = Visit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    if not by or not by.is_active or row.person_id != by.pk or row.withdrawn_on:
        raise NotAllowed
    row.grant = grant
    row.withdrawn_on, row.text = today, ""
    row.save(update_fields=["withdrawn_on", "text"])
    for photo in list(row.photos.select_related("file")):
        photo.delete()
        drop_file(photo.file)
    if row.told_on:
        fields = {"withdrawn_on": today}
        enter(GrantAct.VISIT_WITHDRAWN, grant, row, day=today, by=row.organisation, fields=fields)
    return row


@action
def raise_doubt(
    grant: Grant, *, text: str, organisation: Organisation | None = None, by: Person, now: datetime
) -> Doubt:
    """Ask in public about a grant; the two sides have ten business days to answer, and the clock is visible.

    Raises NotAllowed, GrantTextMissing, TooMany, NotYours.
    """
    today = localdate(now)
    found, person = _public(grant, by, today)
    _check_speaks(person, organisation)
    mine = found.doubts.filter(person=person, answered_on=None)
    if mine.count() >= MOST_A_PERSON or found.doubts.count() >= MOST_DOUBTS:
        raise TooMany
    made = Doubt.objects.create(
        grant=found,
        organisation=organisation,
        person=person,
        text=said(text, "text", longest=LONGEST),
        asked_on=today,
        answer_by=business_days_after(today, ANSWER_IN),
    )
    tell_voices(found, today)
    return made


@action
def answer_doubt(doubt: Doubt, *, text: str, by: Person, now: datetime) -> Doubt:
    """Answer a doubt in public, for the funder or for the initiative; that it was late stays.

    Raises NotAllowed, GrantWrongTime, DoubtAnswered, GrantTextMissing.
    """
    today = localdate(now)
    grant = locked_grant(doubt.grant, today)
    parts = check_may(by, grant, Move.ANSWER_DOUBT)
    turn_grant(grant, Move.ANSWER_DOUBT)
    row = Doubt.objects.select_for_update(of=("self",)).get(pk=doubt.pk)
    row.grant = grant
    if row.answered_on:
        raise DoubtAnswered
    row.answer = said(text, "text", longest=LONGEST)
    row.answered_on, row.answered_by = today, side_of(parts)
    if row.late_since is None and row.answer_by < today:
        row.late_since = row.answer_by + timedelta(days=1)
    row.person = None  # who asked was kept only so that nobody asks too much at once
    row.save(update_fields=["answer", "answered_on", "answered_by", "late_since", "person"])
    tell_voices(grant, today)
    return row


def tell_voices(grant: Grant, today: date) -> int:
    """Enter visits, doubts and answers of a locked grant as far as they may be told by now; return how many leaves."""
    if grant.told_on is None:
        return 0
    profile, entered = profile_of(grant), 0
    visits = grant.visits.filter(told_on=None, withdrawn_on=None, hidden_on=None).select_related("organisation")
    for visit in visits.order_by("written_on", "id"):
        if _is_due(profile, visit.written_on, today):
            entered += _enter_visit(grant, visit, today)
    for doubt in grant.doubts.filter(hidden_on=None).select_related("organisation").order_by("asked_on", "id"):
        if doubt.told_on is None and _is_due(profile, doubt.asked_on, today):
            entered += _enter_doubt(grant, doubt, today)
        if doubt.told_on and doubt.answered_on and doubt.answer_told_on is None:
            entered += _enter_answer(grant, doubt, profile, today)
    return entered


def _is_due(profile: str, day: date, today: date) -> bool:
    return how(profile, What.VOICE, Output.RECORD, day=day, today=today) is not How.NO


def _enter_visit(grant: Grant, visit: Visit, today: date) -> int:
    visit.told_on = today
    visit.save(update_fields=["told_on"])
    fields = {"grant": str(grant.pk), "seen": visit.seen, "visited_on": visit.visited_on}
    enter(GrantAct.VISITED, grant, visit, day=today, by=visit.organisation, text=visit.text, fields=fields)
    return 1


def _enter_doubt(grant: Grant, doubt: Doubt, today: date) -> int:
    doubt.told_on = today
    doubt.save(update_fields=["told_on"])
    fields: dict[str, Any] = {"grant": str(grant.pk), "asked_on": doubt.asked_on, "answer_by": doubt.answer_by}
    fields |= {"late_since": doubt.late_since} if doubt.late_since else {}
    enter(GrantAct.DOUBTED, grant, doubt, day=today, by=doubt.organisation, text=doubt.text, fields=fields)
    return 1


def _enter_answer(grant: Grant, doubt: Doubt, profile: str, today: date) -> int:
    assert doubt.answered_on is not None
    if not _is_due(profile, doubt.answered_on, today):
        return 0
    doubt.answer_told_on = today
    doubt.save(update_fields=["answer_told_on"])
    fields: dict[str, Any] = {"answered_on": doubt.answered_on, "late_since": doubt.late_since}
    enter(GrantAct.ANSWERED, grant, doubt, day=today, side=doubt.answered_by, text=doubt.answer, fields=fields)
    return 1


def _public(grant: Grant, by: Person, today: date) -> tuple[Grant, Person]:
    """Return the locked grant and the person. Raises NotAllowed where they may not look, or others do not see it."""
    found = locked_grant(grant, today)
    person = check_may_look(by, found)
    if not grants_shown(Output.PAGE, today).filter(pk=found.pk).exists():
        raise NotAllowed
    return found, person


def _check_speaks(person: Person, organisation: Organisation | None) -> None:
    if organisation is None:
        return
    if organisation.kind != Kind.CIVIL_SOCIETY or not coordinates(person, organisation):
        raise NotYours


def _may_name(grant: Grant, instalment: Instalment, today: date) -> bool:
    """Say whether a visit may name the milestone of this instalment: one that others know was paid."""
    if instalment.grant_id != grant.pk or instalment.state != InstalmentState.PAID:
        return False
    way = how(profile_of(grant), What.PAYMENT, Output.PAGE, day=instalment.paid_on, today=today)
    return way is not How.NO
