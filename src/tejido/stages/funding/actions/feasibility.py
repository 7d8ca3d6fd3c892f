"""Whether the institution that would have to take part says that it can be done; silence reads "unconfirmed"."""

from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.profiles import Output, linked
from tejido.ground.people.models import Person
from tejido.ground.web.acting import action
from tejido.stages.funding.actions.call_rows import enter, locked, said, saved, turn
from tejido.stages.funding.application_transitions import Move
from tejido.stages.funding.models import Application
from tejido.stages.funding.policies.applications import answering_post, check_may
from tejido.stages.funding.policies.calls import actor_for
from tejido.stages.funding.profiles import profile_of
from tejido.stages.funding.sheets import BadAnswer
from tejido.stages.funding.vocabulary.calls import ApplicationAct

SOURCE_LENGTH = 200
ANSWER = ("feasible", "feasible_on")


@action
def answer_feasibility(
    application: Application, *, feasible: bool, reason: str, by: Person, now: datetime
) -> Application:
    """Say for the institution, in public, whether it would do its part, and why; it may say it anew.

    Raises NotAllowed, WrongTime, TextMissing.
    """
    found, today = locked(application), localdate(now)
    check_may(by, found, Move.ANSWER)
    turn(found, Move.ANSWER)
    post, words = answering_post(by, found), said(reason, "reason")
    answer = {"feasible": feasible, "feasible_reason": words, "feasible_on": today}
    saved(found, today, feasible_by=post, feasible_source="", **answer)
    named = _is_named(found)
    actor, text = (post, words) if named else (None, "")
    enter(ApplicationAct.FEASIBILITY_ANSWERED, found, by=actor, day=today, text=text, columns=ANSWER)
    return found


@action
def record_feasibility(
    application: Application, *, feasible: bool, reason: str, source: str, by: Person, now: datetime
) -> Application:
    """Write down for the institution what it said elsewhere, with the source; who runs the call may.

    It can correct it itself. Raises NotAllowed, WrongTime, TextMissing, BadAnswer where it has answered here.
    """
    found, today = locked(application), localdate(now)
    check_may(by, found, Move.RECORD)
    turn(found, Move.RECORD)
    if found.institution_id is None:
        raise BadAnswer(_("No institution has to take part."), field="feasible")
    if found.feasible_by_id is not None:
        raise BadAnswer(_("The institution has answered here itself."), field="feasible")
    where = said(source, "source", longest=SOURCE_LENGTH)
    answer = {"feasible": feasible, "feasible_reason": said(reason, "reason"), "feasible_on": today}
    saved(found, today, feasible_source=where, **answer)
    actor = actor_for(by, found.call.funder)
    text = f"{found.feasible_reason} ({where})" if _is_named(found) else ""
    enter(ApplicationAct.FEASIBILITY_RECORDED, found, by=actor, day=today, text=text, columns=ANSWER)
    return found


def _is_named(application: Application) -> bool:
    """Say whether the record may name the institution: else its own words, and where they stand, would."""
    of = application.institution
    return of is not None and linked(profile_of(application), of.profile, Output.RECORD)
