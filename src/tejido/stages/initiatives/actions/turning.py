"""The life of an initiative: published or confirmed, paused, finished, taken up again."""

from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.policies import coordinates
from tejido.ground.organisations.vocabulary import Kind
from tejido.ground.people.models import Person
from tejido.ground.web.acting import Refused, action
from tejido.stages.initiatives import policies
from tejido.stages.initiatives.actions.changing import locked_initiative
from tejido.stages.initiatives.actions.entries import columns_of, enter_act, enter_whole
from tejido.stages.initiatives.actions.proposing import turned
from tejido.stages.initiatives.actions.showing import show_parts
from tejido.stages.initiatives.models import Initiative
from tejido.stages.initiatives.policies import runner
from tejido.stages.initiatives.transitions import who_may
from tejido.stages.initiatives.vocabulary import Act, State

ANSWER_LENGTH = 600


class WrongTurn(Refused):
    """The initiative cannot go from its state to this one."""

    message = _("The initiative cannot change in this way from where it is now. Look at its page again.")
    field = "to"


class CannotConfirm(Refused):
    """This organisation cannot be asked."""

    message = _("Choose an organisation of citizens that the host has verified, or the host.")
    field = "of"


class SayWhy(Refused):
    """Whoever sends something back says why."""

    message = _("Say in a few words what is missing, at most 600 characters. Only those who run it read this.")
    field = "answer"


@action
def change_state(initiative: Initiative, *, to: str, by: Person, now: datetime) -> Initiative:
    """Publish, pause, resume or finish an initiative, or take a proposal back; those may whom the table names.

    Raises NotAllowed, WrongTurn where the table of `transitions` has no such way, or another action goes it.
    """
    locked = locked_initiative(initiative)
    standing = policies.check_may_turn(by, locked, to)
    before = locked.state
    if not who_may(before, to) & standing.who or (before == State.PROPOSED and to == State.ACTIVE):
        raise WrongTurn
    if to == State.PROPOSED:
        raise WrongTurn
    today = localdate(now)
    turned(locked, to, today)
    if before == State.DRAFT:
        enter_whole(Act.PUBLISHED, locked, by=standing.actor, day=today)
        show_parts(locked, today)
    elif not locked.is_unpublished:
        fields = columns_of(locked, ("state", "finished_on"))
        enter_act(Act.STATE_CHANGED, locked, by=standing.actor, day=today, fields=fields)
    return locked


@action
def ask_confirmation(initiative: Initiative, *, of: Organisation | None, by: Person, now: datetime) -> Initiative:
    """Ask an organisation, or the host (None), to confirm that neighbours do this; until then nobody else sees it.

    For initiatives of a group. Raises NotAllowed, WrongTurn, CannotConfirm.
    """
    locked = locked_initiative(initiative)
    standing = policies.check_may_run(by, locked)
    if not who_may(locked.state, State.PROPOSED) & standing.who:
        raise WrongTurn
    if of and (of.kind != Kind.CIVIL_SOCIETY or of.verified_on is None or of.closed_on):
        raise CannotConfirm
    locked.asked, locked.answer = of, ""
    locked.save(update_fields=["asked", "answer"])
    return turned(locked, State.PROPOSED, localdate(now))


@action
def confirm_initiative(initiative: Initiative, *, by: Person, now: datetime) -> Initiative:
    """Confirm that neighbours do this, which publishes it. Whom they asked may, and the host. Raises NotAllowed."""
    locked = locked_initiative(initiative)
    policies.check_may_confirm(by, locked)
    asked = locked.asked
    if asked and not coordinates(by, asked):
        locked.asked = asked = None  # the host, where those who were asked do not answer
    today = localdate(now)
    locked.confirmed_on = today
    locked.save(update_fields=["confirmed_on", "asked"])
    turned(locked, State.ACTIVE, today)
    enter_whole(Act.PUBLISHED, locked, by=runner(locked), day=today)
    enter_act(Act.CONFIRMED, locked, by=asked, day=today, fields={"confirmed_on": today})
    show_parts(locked, today)
    return locked


@action
def send_back(initiative: Initiative, *, answer: str, by: Person, now: datetime) -> Initiative:
    """Do not confirm it, and say to those who run it why; it is a draft again. Raises NotAllowed, SayWhy."""
    locked = locked_initiative(initiative)
    policies.check_may_confirm(by, locked)
    if not 0 < len(answer.strip()) <= ANSWER_LENGTH:
        raise SayWhy
    locked.answer = answer.strip()
    locked.save(update_fields=["answer"])
    return turned(locked, State.DRAFT, localdate(now))


@action
def discard_draft(initiative: Initiative, *, by: Person, now: datetime) -> None:  # noqa: ARG001  as all actions
    """Delete a draft with its needs, for good. Raises NotAllowed, WrongTurn where it is no draft any more."""
    locked = locked_initiative(initiative)
    policies.check_may_run(by, locked)
    if locked.state != State.DRAFT:
        raise WrongTurn
    locked.delete()
