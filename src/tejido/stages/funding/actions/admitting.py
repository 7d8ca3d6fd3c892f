"""From reviews to those who are admitted, and the lot that gives them their numbers."""

from datetime import date, datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tejido.engines.allocation.ties import lots
from tejido.ground.ledger.vocabulary import Recorded
from tejido.ground.organisations.profiles import is_secret
from tejido.ground.people.models import Person
from tejido.ground.web.acting import action
from tejido.stages.funding import application_transitions
from tejido.stages.funding.actions.call_refusals import ReviewsMissing
from tejido.stages.funding.actions.call_rows import enter, enter_call, locked_call, saved, saved_call, turn, turn_call
from tejido.stages.funding.call_transitions import Move
from tejido.stages.funding.models import Application, Call
from tejido.stages.funding.policies.calls import actor_for, check_may
from tejido.stages.funding.profiles import profile_of
from tejido.stages.funding.queries.reviews import outcome_of
from tejido.stages.funding.vocabulary.calls import ApplicationAct, ApplicationState, CallAct, Decision, Outcome

UNDECIDED = (ApplicationState.SENT, ApplicationState.RETURNED)


@action
def admit_applications(call: Call, *, by: Person, now: datetime) -> Call:
    """Say who was admitted, as two who reviewed agree, and draw the numbers of the ballot by lot from the seed.

    What was returned and not mended until now is not admitted. Where nobody votes the call goes on to its result.
    Raises NotAllowed, WrongTime, ReviewsMissing.
    """
    found = locked_call(call)
    check_may(by, found, Move.ADMIT)
    turn_call(found, Move.ADMIT)
    if not is_reviewed(found):
        raise ReviewsMissing
    return admit_all(found, by=actor_for(by, found.funder), day=localdate(now))


def is_reviewed(call: Call) -> bool:
    """Say whether every application that was sent has its reviews; part of the locked call's action."""
    return all(outcome_of(one) in {Outcome.ADMITS, Outcome.REFUSES} for one in _to_decide(call, ApplicationState.SENT))


def admit_all(call: Call, *, by: Recorded | None, day: date) -> Call:
    """Admit and refuse what was sent to a locked call whose reviews are complete, and draw the lot."""
    admitted = []
    for one in _to_decide(call, *UNDECIDED):
        if _admits(call, one):
            admitted.append(one)
        else:
            _refused(one, by, day)
    # By the initiative and not by the application: nobody can make applications until the lot favours one.
    drawn = lots([str(one.initiative_id) for one in admitted], call.seed or 0)
    for one in sorted(admitted, key=lambda it: drawn[str(it.initiative_id)]):
        number = drawn[str(one.initiative_id)] + 1
        saved(one, day, state=turn(one, application_transitions.Move.ADMIT), number=number, reason="")
        enter(ApplicationAct.ADMITTED, one, by=by, day=day, columns=("state", "number", "amount"))
    saved_call(call, day, admitted_on=day)
    enter_call(CallAct.REVIEWED, call, by=by, day=day, columns=("admitted_on",))
    if not call.has_ballot or not admitted:
        saved_call(call, day, state=turn_call(call, Move.GO_ON))
        enter_call(CallAct.PASSED_ON, call, by=by, day=day)
    return call


def _to_decide(call: Call, *states: str) -> list[Application]:
    rows = call.applications.select_for_update(of=("self",)).filter(state__in=states)
    found = list(rows.select_related("initiative__organisation", "initiative__place", "institution", "place"))
    for one in found:
        one.call = call
    return found


def _admits(call: Call, application: Application) -> bool:
    if application.state != ApplicationState.SENT or outcome_of(application) != Outcome.ADMITS:
        return False
    return call.decision == Decision.PANEL or not is_secret(profile_of(application))


def _refused(application: Application, by: Recorded | None, day: date) -> None:
    if application.state == ApplicationState.RETURNED:
        reason = _("It was not mended in time.")
    elif outcome_of(application) == Outcome.ADMITS:
        reason = _("The initiative is protected by now, and what people vote on is read by all.")
    else:
        reason = ""
    saved(application, day, state=turn(application, application_transitions.Move.REFUSE), reason=reason)
    enter(ApplicationAct.REFUSED, application, by=by, day=day)
