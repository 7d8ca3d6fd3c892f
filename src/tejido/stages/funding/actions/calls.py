"""A call from its draft to its announcement, and its end before its time.

From the announcement on nothing changes but the state: neither a date nor an amount nor a rule. Who has to change one
cancels the call, with the reason, and announces another.
"""

import secrets
from datetime import datetime

from django.utils.timezone import localdate

from tejido.ground.organisations.actions import ChangedMeanwhile
from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.profiles import Field, Output, Shown, shown
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.ground.web.acting import action
from tejido.ground.web.searching import folded
from tejido.stages.funding.actions.call_refusals import NotOpenFunder
from tejido.stages.funding.actions.call_rows import CALL_COLUMNS, enter_call, locked_call, said, saved_call, turn_call
from tejido.stages.funding.call_transitions import Move
from tejido.stages.funding.models import Call
from tejido.stages.funding.models.call import NO_RULES, RULES
from tejido.stages.funding.policies.calls import actor_for, check_may, check_may_draft
from tejido.stages.funding.terms import Terms, check_notice, checked, narrowest
from tejido.stages.funding.vocabulary.calls import CallAct

SEEDS = 10**12
"""The lot is drawn from a seed below this: short enough to be read aloud."""


@action
def draft_call(terms: Terms, *, funder: Organisation, by: Person, now: datetime) -> Call:
    """Keep a draft that only those of the funder see. Raises NotAllowed, BadTerms."""
    check_may_draft(by, funder)
    kept = checked(terms)
    today = localdate(now)
    made = Call(funder=funder, drafted_on=today, state_since=today, is_example=funder.is_example)
    return _filled(made, kept)


@action
def change_call(call: Call, terms: Terms, *, version: int, by: Person, now: datetime) -> Call:  # noqa: ARG001  as all
    """Change a draft; `version` is the one that the form was filled in from.

    Raises NotAllowed, BadTerms, ChangedMeanwhile, WrongTime once it is announced.
    """
    found = locked_call(call)
    check_may(by, found, Move.EDIT)
    turn_call(found, Move.EDIT)
    if found.version != version:
        raise ChangedMeanwhile
    kept = checked(terms)
    found.version += 1
    return _filled(found, kept)


@action
def discard_call(call: Call, *, by: Person, now: datetime) -> None:  # noqa: ARG001  all actions know it
    """Delete a draft for good. Raises NotAllowed, WrongTime."""
    found = locked_call(call)
    check_may(by, found, Move.DISCARD)
    turn_call(found, Move.DISCARD)
    found.delete()


@action
def announce_call(call: Call, *, by: Person, now: datetime) -> Call:
    """Fix all of a call in the public record, and draw the seed of its lot. Nothing but its state changes from here on.

    Raises NotAllowed, WrongTime, NotOpenFunder, BadTerms where it would open too soon.
    """
    found = locked_call(call)
    check_may(by, found, Move.ANNOUNCE)
    then = turn_call(found, Move.ANNOUNCE)
    of, today = found.funder, localdate(now)
    if shown(of.profile, Field.LINK, Output.RECORD) is not Shown.FULL or of.verified_on is None or of.closed_on:
        raise NotOpenFunder
    check_notice(found.opens_on, today)
    saved_call(found, today, state=then, announced_on=today, seed=secrets.randbelow(SEEDS))
    actor = actor_for(by, of)
    enter_call(CallAct.ANNOUNCED, found, by=actor, day=today, text=found.title, columns=CALL_COLUMNS)
    if found.about:
        enter_call(CallAct.TOLD, found, by=actor, day=today, text=found.about, columns=())
    return found


@action
def cancel_call(call: Call, *, reason: str, by: Person, now: datetime) -> Call:
    """End a call before its result, for a reason that everybody reads. Raises NotAllowed, WrongTime, TextMissing."""
    found = locked_call(call)
    check_may(by, found, Move.CANCEL)
    then, today = turn_call(found, Move.CANCEL), localdate(now)
    words = said(reason, "reason")
    saved_call(found, today, state=then, reason=words)
    enter_call(CallAct.CANCELLED, found, by=actor_for(by, found.funder), day=today, text=words)
    return found


def _filled(call: Call, terms: Terms) -> Call:
    for name in _PLAIN:
        setattr(call, name, getattr(terms, name))
    for name in RULES:
        setattr(call, name, terms.rules.get(name, NO_RULES[name]))
    call.groups = sorted(one.line for one in terms.groups)
    call.place = Place.objects.get(pk=narrowest(terms.places))
    call.searchable = folded(terms.title)[:200]
    call.save()
    call.places.set(terms.places if len(terms.places) > 1 else [])
    return call


_PLAIN = (
    "title", "about", "causes", "currency", "total", "least", "most", "opens_on", "closes_on", "reviewed_by",
    "votes_from", "votes_until", "decided_by", "months_existed", "needs_verified", "decision", "takes_online", "vote",
    "most_choices", "foreign_programme",
)  # fmt: skip
