"""How the actions on calls and applications write: one row locked, one entry in the record, what the profile allows."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from tejido.ground.ledger.audit import WITHHELD
from tejido.ground.ledger.vocabulary import Recorded
from tejido.ground.notices.causes import followed_causes
from tejido.ground.organisations import recording
from tejido.ground.organisations.profiles import Field, Output, Shown, linked, shown
from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.web.acting import Refused
from tejido.stages.funding import application_transitions, call_transitions
from tejido.stages.funding.actions.call_refusals import TextMissing, WrongTime
from tejido.stages.funding.models import Application, Call
from tejido.stages.funding.money import is_exact
from tejido.stages.funding.profiles import profile_of
from tejido.stages.funding.vocabulary.calls import ApplicationAct, CallAct
from tejido.stages.initiatives.actions.entries import named
from tejido.stages.initiatives.policies import runner

CALL_COLUMNS = (
    "funder", "place", "places", "causes", "currency", "total", "least", "most", "opens_on", "closes_on",
    "reviewed_by", "votes_from", "votes_until", "decided_by", "months_existed", "needs_verified", "decision",
    "takes_online", "vote", "most_choices", "rule", "utility", "completion", "stop", "skip", "ties", "threshold",
    "seed", "groups", "foreign_programme", "state", "announced_on", "admitted_on",
)  # fmt: skip
"""The public columns of a call that leaves carry: all of its rules, and where it is in its life."""
COLUMNS = (
    "call", "initiative", "place", "causes", "amount", "institution", "feasible", "feasible_on", "profile", "state",
    "sent_on", "number",
)  # fmt: skip
"""The public columns of an application that leaves carry."""
LONGEST = 600


def locked_call(call: Call) -> Call:
    """Return the call as it now is, so that nobody else changes it until the transaction ends."""
    rows = Call.objects.select_for_update(of=("self",)).select_related("funder", "place")
    return rows.prefetch_related("places").get(pk=call.pk)


def locked(application: Application) -> Application:
    """Return the application as it now is, with its call, both kept from others until the transaction ends.

    The call first: so that nothing is sent in the instant in which it closes.
    """
    call = locked_call(application.call)
    rows = Application.objects.select_for_update(of=("self",))
    found = rows.select_related("initiative__organisation", "initiative__place", "institution", "place").get(
        pk=application.pk
    )
    found.call = call
    return found


def turn_call(call: Call, move: call_transitions.Move) -> str:
    """Return the state of the call after the move. Raises WrongTime where it is impossible."""
    then = call_transitions.after(call.state, move)
    if then is None:
        raise WrongTime
    return then


def turn(application: Application, move: application_transitions.Move) -> str:
    """Return the state of the application after the move. Raises WrongTime where it is impossible."""
    then = application_transitions.after(application.state, move, application.call.state)
    if then is None:
        raise WrongTime
    return then


def saved_call(call: Call, day: date, **changes: Any) -> Call:
    """Set columns, count the save, and write the row."""
    _save(call, day, changes)
    return call


def saved(application: Application, day: date, **changes: Any) -> Application:
    """Set columns, count the save, and write the row.

    Where the initiative shows less by now the application does so for good, whatever the initiative chooses later.
    """
    _save(application, day, {"profile": profile_of(application)} | changes)
    return application


def _save(row: Call | Application, day: date, changes: dict[str, Any]) -> None:
    if changes.get("state", row.state) != row.state:
        changes["state_since"] = day
    for name, value in changes.items():
        setattr(row, name, value)
    row.version += 1
    row.save()


def said(text: str, field: str, *, problem: type[Refused] = TextMissing, longest: int = LONGEST) -> str:
    """Return what somebody typed without blanks at the ends. Raises TextMissing where it is nothing, or too long."""
    kept = text.replace("\x00", " ").strip()
    if not 3 <= len(kept) <= longest:
        raise problem(field=field)
    return kept


def enter_call(
    act: CallAct, call: Call, *, by: Recorded | None, day: date, text: str = "", columns: Sequence[str] = ("state",)
) -> None:
    """Enter an act on a call; whoever follows it, its funder, its place or its causes hears of it."""
    recording.enter(
        act,
        subject=call,
        under=Profile.OPEN,
        by=by,
        day=day,
        text=text,
        url=call.get_absolute_url() if act != CallAct.TOLD else "",
        also=[call.funder, call.place, *followed_causes(call.causes)],
        **{name: _of_call(call, name) for name in columns},
    )


def enter(
    act: ApplicationAct,
    application: Application,
    *,
    by: Recorded | None,
    day: date,
    text: str = "",
    columns: Sequence[str] = ("state",),
) -> None:
    """Enter an act on an application as far as its profile allows; nothing of a protected one."""
    profile = profile_of(application)
    url = "" if act in {ApplicationAct.TOLD, ApplicationAct.MENDED} else application.get_absolute_url()
    fields = {name: _of_application(application, name, profile) for name in {*columns, "profile"}}
    at_once = shown(profile, Field.UPDATE, Output.FEED) is Shown.FULL
    also: list[Recorded] = [application.initiative, application.call]
    recording.enter(
        act,
        subject=application,
        under=profile,
        by=by,
        day=day,
        text=text,
        url=url if at_once else "",
        also=also,
        **fields,
    )


def applicant_of(application: Application) -> Recorded | None:
    """Return who applies, as the record may name them: the organisation, or the group as such where it is open."""
    return named(application.initiative, runner(application.initiative))


def _of_call(call: Call, name: str) -> Any:
    if name == "places":
        return sorted(place.pk for place in call.places.all())
    value = getattr(call, f"{name}_id" if name in {"funder", "place"} else name)
    return str(value) if name == "funder" else value


def _of_application(application: Application, name: str, profile: str) -> Any:
    if name == "amount" and not is_exact(application, profile, Output.RECORD):
        return WITHHELD
    if name == "number" and application.number is not None and not application.call.has_ballot:
        return WITHHELD  # a gap in the numbers would tell of an applicant that nobody may know of
    if name == "institution":
        of = application.institution
        told = of is None or linked(profile, of.profile, Output.RECORD)
        return str(of.pk) if of and told else None if told else WITHHELD
    if name in {"call", "initiative"}:
        return str(getattr(application, f"{name}_id"))
    return application.place_id if name == "place" else getattr(application, name)
