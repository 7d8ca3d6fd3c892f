"""Naming who reviews for a call: from the funder by name, from elsewhere by a code that is handed over."""

from datetime import datetime

from django.utils.timezone import localdate

from tejido.ground.organisations import invitations
from tejido.ground.organisations.queries import memberships_of
from tejido.ground.people.models import Person
from tejido.ground.web.acting import NotAllowed, sealed_action
from tejido.stages.funding.actions.call_refusals import BadCode, NamedAlready, NotNamed, StillAsked
from tejido.stages.funding.actions.call_rows import locked_call, turn_call
from tejido.stages.funding.application_transitions import JURY
from tejido.stages.funding.call_transitions import Move
from tejido.stages.funding.models import Call, Juror, Review
from tejido.stages.funding.policies.calls import check_may


@sealed_action
def name_juror(call: Call, *, person: Person, by: Person, now: datetime) -> Juror:
    """Have somebody of the funder review for the call. Raises NotAllowed, WrongTime, NotNamed, NamedAlready."""
    found = _open_to_jurors(call, by)
    if not memberships_of(person).filter(organisation=found.funder).exists():
        raise NotNamed
    if Juror.objects.filter(call=found, person=person).exists():
        raise NamedAlready(field="person")
    return Juror.objects.create(call=found, person=person, named_on=localdate(now))


@sealed_action
def invite_juror(call: Call, *, by: Person, now: datetime) -> tuple[Juror, str]:
    """Draw a code by which somebody of another organisation reviews for the call; return the row and the code.

    It is shown once, counts once and holds for a week. Raises NotAllowed, WrongTime.
    """
    found, today, code = _open_to_jurors(call, by), localdate(now), invitations.draw()
    made = Juror.objects.create(
        call=found,
        digest=invitations.digest_of(code),
        is_invited=True,
        named_on=today,
        expires_on=today + invitations.VALID_FOR,
    )
    return made, code


@sealed_action
def accept_jury(*, code: str, by: Person, now: datetime) -> Juror:
    """Review for the call whose code one was given. Raises NotAllowed for a visitor, BadCode, NamedAlready."""
    if by is None or not by.is_active:
        raise NotAllowed
    rows = Juror.objects.select_for_update(of=("self",)).select_related("call")
    found = rows.filter(digest=invitations.digest_of(code), expires_on__gte=localdate(now), person=None).first()
    if found is None or locked_call(found.call).state not in JURY:
        raise BadCode
    if Juror.objects.filter(call=found.call_id, person=by).exists():
        raise NamedAlready
    found.person, found.digest, found.expires_on = by, "", None
    found.save()
    return found


@sealed_action
def remove_juror(juror: Juror, *, by: Person, now: datetime) -> None:  # noqa: ARG001  all actions know it
    """Take somebody who has not reviewed yet, or a code, from the list. Raises NotAllowed, WrongTime, StillAsked."""
    _open_to_jurors(juror.call, by)
    if juror.person_id and Review.objects.filter(application__call=juror.call_id, reviewer=juror.person_id).exists():
        raise StillAsked
    juror.delete()


def _open_to_jurors(call: Call, by: Person) -> Call:
    found = locked_call(call)
    check_may(by, found, Move.NAME_JURORS)
    turn_call(found, Move.NAME_JURORS)
    return found
