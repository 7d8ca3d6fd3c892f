"""What an initiative needs from others: stated, met, withdrawn, and when others hear of it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.profiles import Output, update_shown
from tejido.ground.people.models import Person
from tejido.ground.web.acting import Refused, action
from tejido.stages.initiatives import policies
from tejido.stages.initiatives.actions.entries import enter_part
from tejido.stages.initiatives.models import Initiative, Need
from tejido.stages.initiatives.vocabulary import Act, NeedKind, State

NEED_LENGTH = 280
MOST_OPEN = 12


class BadNeed(Refused):
    """The text is empty or too long."""

    message = _("Write what is needed, in at most 280 characters.")
    field = "text"


class TooManyNeeds(Refused):
    """So many needs wait that nobody would read them."""

    message = _("Twelve needs wait already. Close one before you state another.")
    field = "text"


class NotUnderWay(Refused):
    """A finished initiative needs nothing."""

    message = _("This initiative is finished. Take it up again before you state a need.")


class NeedEnded(Refused):
    """The need was met or withdrawn."""

    message = _("This need was closed already.")


@action
def state_need(initiative: Initiative, *, text: str, kind: str = NeedKind.THINGS, by: Person, now: datetime) -> Need:
    """Say what the initiative needs; its coordinators may, and in a draft every member.

    Others hear of it at once where the initiative is open, after 72 hours where it is discreet.
    Raises NotAllowed, BadNeed, TooManyNeeds, NotUnderWay.
    """
    locked = Initiative.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=initiative.pk)
    policies.check_may_change(by, locked)
    text = " ".join(text.split())
    if not 0 < len(text) <= NEED_LENGTH:
        raise BadNeed
    if kind not in NeedKind.values:
        raise BadNeed(_("Choose one of the list."), field="kind")
    if locked.state == State.FINISHED:
        raise NotUnderWay
    if locked.needs.filter(met_on=None, withdrawn_on=None).count() >= MOST_OPEN:
        raise TooManyNeeds
    need = Need.objects.create(initiative=locked, kind=kind, text=text, stated_on=localdate(now))
    show_due([need], need.stated_on)
    return need


@action
def meet_need(need: Need, *, by: Person, now: datetime) -> Need:
    """Say that a need is met. Raises NotAllowed, NeedEnded."""
    return _end(need, "met_on", by=by, now=now)


@action
def withdraw_need(need: Need, *, by: Person, now: datetime) -> Need:
    """Take a need back. Commitments that answer it stay as they are. Raises NotAllowed, NeedEnded."""
    return _end(need, "withdrawn_on", by=by, now=now)


def show_due(needs: Iterable[Need], today: date) -> int:
    """Enter those of `needs`, and those of their ends, that may be public by now; return how many leaves that made.

    A need that ended before anybody heard of it never becomes public.
    """
    entered = 0
    for need in needs:
        initiative = need.initiative
        if initiative.is_unpublished:
            continue
        ended_on = need.met_on or need.withdrawn_on
        if need.shown_on is None and ended_on is None and _is_due(initiative, need.stated_on, today):
            need.shown_on = today
            fields = {"initiative": str(initiative.pk), "kind": need.kind, "stated_on": need.stated_on}
            _enter(Act.NEED_STATED, need, today, text=need.text, **fields)
            entered += 1
        elif need.shown_on and need.end_shown_on is None and ended_on and _is_due(initiative, ended_on, today):
            need.end_shown_on = today
            if need.met_on:
                _enter(Act.NEED_MET, need, today, met_on=ended_on)
            else:
                _enter(Act.NEED_WITHDRAWN, need, today, withdrawn_on=ended_on)
            entered += 1
    return entered


def _end(need: Need, column: str, *, by: Person, now: datetime) -> Need:
    policies.check_may_change(by, need.initiative)
    locked = Need.objects.select_for_update(of=("self",)).select_related("initiative__organisation").get(pk=need.pk)
    if not locked.is_open:
        raise NeedEnded
    today = localdate(now)
    setattr(locked, column, today)
    locked.save(update_fields=[column])
    show_due([locked], today)
    return locked


def _is_due(initiative: Initiative, day: date, today: date) -> bool:
    return update_shown(initiative.profile, Output.RECORD, day=day, today=today)


def _enter(act: Act, need: Need, today: date, *, text: str = "", **fields: Any) -> None:
    need.save(update_fields=["shown_on", "end_shown_on"])
    enter_part(act, need, need.initiative, day=today, text=text, **fields)
