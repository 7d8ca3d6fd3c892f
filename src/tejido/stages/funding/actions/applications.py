"""An application from its first line to the moment in which it is sent, and back."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.actions import ChangedMeanwhile
from tejido.ground.organisations.profiles import Field, Output, Shown, shown
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.ground.web.acting import action, sealed_action, turn_page
from tejido.ground.web.searching import folded
from tejido.stages.funding.actions.call_refusals import AppliedAlready, CannotApply, Incomplete
from tejido.stages.funding.actions.call_rows import (
    COLUMNS,
    applicant_of,
    enter,
    locked,
    locked_call,
    said,
    saved,
    turn,
)
from tejido.stages.funding.application_transitions import Move
from tejido.stages.funding.eligibility import Obstacle, lies_in, obstacles
from tejido.stages.funding.models import Application, Call, CostLine, ExpectedResult, PlannedStep
from tejido.stages.funding.policies.applications import check_may, check_may_apply
from tejido.stages.funding.policies.calls import actor_for
from tejido.stages.funding.profiles import profile_of
from tejido.stages.funding.sheets import BadAnswer, Partner, Sheet, check_sheet, gaps
from tejido.stages.funding.vocabulary.calls import ApplicationAct, ApplicationState
from tejido.stages.initiatives.models import Initiative

TIMES = {"not_yet", "closed"}


@sealed_action
def start_application(call: Call, *, initiative: Initiative, by: Person, now: datetime) -> Application:
    """Begin an application, which only those who run the initiative see.

    Raises NotAllowed, CannotApply, AppliedAlready.
    """
    check_may_apply(by, initiative)
    found, today = locked_call(call), localdate(now)
    _check_can_apply(found, initiative, today)
    made = Application(
        call=found,
        initiative=initiative,
        place=_place_in(found, initiative),
        causes=_causes_in(found, initiative),
        profile=initiative.profile,
        drafted_on=today,
        state_since=today,
        is_example=initiative.is_example,
    )
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as problem:
        raise AppliedAlready from problem
    return made


@sealed_action
def write_application(
    application: Application, sheet: Sheet, *, version: int, by: Person, now: datetime
) -> Application:
    """Save what somebody wrote, complete or not; `version` is the one that the form was filled in from.

    Raises NotAllowed, WrongTime, BadAnswer, ChangedMeanwhile.
    """
    found = locked(application)
    check_may(by, found, Move.WRITE)
    turn(found, Move.WRITE)
    if found.version != version:
        raise ChangedMeanwhile
    check_sheet(sheet)
    _write_rows(found, sheet)
    if sheet.title is not None:
        found.title = " ".join(sheet.title.split())
        found.searchable = folded(found.title)[:160]
    if sheet.summary is not None:
        found.summary = sheet.summary.strip()
    if sheet.partner is not None:
        _ask(found, sheet.partner)
    saved(found, localdate(now))
    if found.state == ApplicationState.RETURNED:  # all read what is being mended, so that the record has to know it
        transaction.on_commit(turn_page)
        by_whom, today = applicant_of(found), localdate(now)
        enter(ApplicationAct.MENDED, found, by=by_whom, day=today, text=found.title, columns=COLUMNS)
        enter(ApplicationAct.TOLD, found, by=by_whom, day=today, text=found.summary, columns=())
    return found


@sealed_action
def discard_application(application: Application, *, by: Person, now: datetime) -> None:  # noqa: ARG001  as all
    """Delete a draft that was never sent, for good. Raises NotAllowed, WrongTime."""
    found = locked(application)
    check_may(by, found, Move.DISCARD)
    turn(found, Move.DISCARD)
    found.delete()


@action
def send_application(
    application: Application, *, declares: bool, agrees: bool = False, by: Person, now: datetime
) -> Application:
    """Send an application, or send it again once it was mended.

    Who sends it `declares` that no conflict of interest stands (LFFAOSC, art. 8), and, where people vote and the
    initiative is not open, `agrees` that its title and amount are read by all on the ballot.
    Raises NotAllowed, WrongTime, CannotApply, Incomplete, BadAnswer.
    """
    found, today = locked(application), localdate(now)
    check_may(by, found, Move.SEND)
    _check_can_apply(found.call, found.initiative, today, mended=found.state == ApplicationState.RETURNED)
    then = turn(found, Move.SEND)
    missing = gaps(found)
    if missing:
        raise Incomplete(" ".join(str(words) for _part, words in missing))
    if not declares:
        raise BadAnswer(_("It can only be sent with this declaration."), field="declares")
    if asks_to_be_shown(found) and not agrees:
        raise BadAnswer(_("On a ballot all read it; without this it cannot be sent."), field="agrees")
    again = found.state == ApplicationState.RETURNED
    found.profile = found.initiative.profile if not again else found.profile
    found.reviews.filter(stands_aside=False).delete()  # they spoke of what stood there before
    saved(found, today, state=then, sent_on=found.sent_on or today, declared_on=today, reason="")
    act = ApplicationAct.SENT_AGAIN if again else ApplicationAct.SENT
    enter(act, found, by=applicant_of(found), day=today, text=found.title, columns=COLUMNS)
    enter(ApplicationAct.TOLD, found, by=applicant_of(found), day=today, text=found.summary, columns=())
    return found


@action
def return_application(application: Application, *, reason: str, by: Person, now: datetime) -> Application:
    """Ask those who apply to mend something; only they read what. Raises NotAllowed, WrongTime, TextMissing."""
    found, today = locked(application), localdate(now)
    check_may(by, found, Move.RETURN)
    then = turn(found, Move.RETURN)
    saved(found, today, state=then, reason=said(reason, "reason"))
    enter(ApplicationAct.RETURNED, found, by=actor_for(by, found.call.funder), day=today)
    return found


@action
def withdraw_application(application: Application, *, by: Person, now: datetime) -> Application:
    """Take an application back before people vote; it stays visible as withdrawn. Raises NotAllowed, WrongTime."""
    found, today = locked(application), localdate(now)
    check_may(by, found, Move.WITHDRAW)
    saved(found, today, state=turn(found, Move.WITHDRAW), number=None)
    columns = ("state", "number", "amount")
    enter(ApplicationAct.WITHDRAWN, found, by=applicant_of(found), day=today, columns=columns)
    return found


def asks_to_be_shown(application: Application) -> bool:
    """Say whether its profile shows less than what stands on a ballot, so that who applies has to agree to it."""
    discreet = shown(profile_of(application), Field.NUMBER, Output.PAGE) is not Shown.FULL
    return application.call.has_ballot and discreet


def _check_can_apply(call: Call, initiative: Initiative, today: date, *, mended: bool = False) -> None:
    found = obstacles(call, initiative, today)
    if mended:  # what was returned can be mended after the call has closed
        found = [one for one in found if one.code not in TIMES]
        if today > call.reviewed_by:
            found.append(Obstacle("closed", _("It is being said who was admitted: it is too late to mend it.")))
    if found:
        raise CannotApply(found)


def _place_in(call: Call, initiative: Initiative) -> Place:
    wanted = [place.pk for place in call.places.all()] or [call.place_id]
    return next(
        (place for place in (initiative.place, *initiative.places.all()) if lies_in(place.pk, wanted)), initiative.place
    )


def _causes_in(call: Call, initiative: Initiative) -> list[str]:
    return sorted(set(initiative.causes) & set(call.causes) if call.causes else initiative.causes)


def _ask(application: Application, partner: Partner) -> None:
    """Say who has to take part; what another one, or the same about something else, answered does not hold for it."""
    part = partner.part.strip() if partner.institution else ""
    if (partner.institution, part) != (application.institution, application.institution_part):
        application.feasible = application.feasible_on = application.feasible_by = None
        application.feasible_reason = application.feasible_source = ""
    application.institution, application.institution_part = partner.institution, part


def _write_rows(application: Application, sheet: Sheet) -> None:
    if sheet.lines is not None:
        _replace(application, CostLine, [{"kind": it.kind, "what": it.what, "amount": it.amount} for it in sheet.lines])
        application.amount = sum(it.amount for it in sheet.lines)
    if sheet.steps is not None:
        rows = [{"what": it.what, "due_on": it.due_on, "amount": it.amount} for it in sheet.steps]
        _replace(application, PlannedStep, rows)
    if sheet.expected is not None:
        results = [{"what": it.what, "figure": it.figure, "unit": it.unit} for it in sheet.expected]
        _replace(application, ExpectedResult, results)


def _replace(
    application: Application,
    model: type[CostLine | PlannedStep | ExpectedResult],
    rows: Sequence[dict[str, object]],
) -> None:
    model._default_manager.filter(application=application).delete()
    made = [model(application=application, number=number, **row) for number, row in enumerate(rows, 1)]
    model._default_manager.bulk_create(made)  # type: ignore[arg-type]  # all of one of the three
