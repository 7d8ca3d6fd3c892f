"""Shifts of money that were announced: entered with their source, followed, taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.recording import enter
from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.ground.web.acting import Refused, action
from tejido.ground.web.searching import folded
from tejido.stages.funding.models import Announcement, BudgetLine, Call
from tejido.stages.funding.policies import budgets as policies
from tejido.stages.funding.policies.budgets import Actor
from tejido.stages.funding.vocabulary.budgets import BudgetAct, Category
from tejido.stages.funding.vocabulary.calls import CallState, Currency

COLUMNS = ("announced_on", "year", "amount", "currency", "from_category", "to_category", "place", "lines", "calls")
MOST_LINES = 40
TEXTS = {"what": 200, "said_by": 160, "source": 300}


class BadAnnouncement(Refused):
    """Something that an announcement must say is missing or cannot be."""

    message = _("Write this down.")


class NotPublic(Refused):
    """A call that nobody may see cannot be what followed."""

    message = _("Only calls that are announced can be named.")
    field = "calls"


class OtherCurrency(Refused):
    """Money of another currency is no part of this sum."""

    message = _("This line is in another currency; name lines in the currency of the announcement.")
    field = "lines"


class TakenBack(Refused):
    """The entry was taken back."""

    message = _("This entry was taken back already.")


@dataclass(frozen=True)
class Said:
    """What was announced."""

    what: str
    said_by: str
    announced_on: date
    source: str
    to_category: str
    place: Place
    from_category: str = Category.UNCLASSIFIED
    amount: int | None = None
    currency: str = Currency.MXN
    year: int | None = None


@action
def announce_shift(said: Said, *, organisation: Organisation | None, by: Person, now: datetime) -> Announcement:
    """Enter that somebody announced a shift of money, with where that can be checked.

    Raises NotAllowed, BadAnnouncement.
    """
    actor = policies.check_may_announce(by, organisation)
    today = localdate(now)
    _check(said, today)
    made = Announcement.objects.create(
        **vars(said), searchable=folded(said.what, said.said_by)[:420], organisation=organisation, entered_on=today
    )
    _enter(BudgetAct.SHIFT_ENTERED, made, actor, today, text=made.what, **fields_of(made))
    _enter(BudgetAct.SHIFT_ATTRIBUTED, made, actor, today, text=made.said_by)
    _enter(BudgetAct.SHIFT_SOURCED, made, actor, today, text=made.source)
    return made


@action
def follow_announcement(
    announcement: Announcement,
    *,
    lines: Sequence[BudgetLine],
    calls: Sequence[Call] = (),
    by: Person,
    now: datetime,
) -> Announcement:
    """Say which lines of budgets and which calls are what was announced; both replace what was said before.

    Raises NotAllowed, TakenBack, OtherCurrency, NotPublic, BadAnnouncement.
    """
    locked = _locked(announcement)
    actor = policies.check_may_follow(by, locked)
    if locked.withdrawn_on is not None:
        raise TakenBack
    if len(lines) > MOST_LINES:
        raise BadAnnouncement(_("Name at most 40 lines."), field="lines")
    if any(line.source.currency != locked.currency for line in lines):
        raise OtherCurrency
    if any(call.state == CallState.DRAFT for call in calls):
        raise NotPublic
    if any(call.currency != locked.currency for call in calls):
        raise OtherCurrency(field="calls")
    locked.lines.set(lines)
    locked.calls.set(calls)
    named = [str(one.pk) for one in lines], [str(one.pk) for one in calls]
    _enter(BudgetAct.SHIFT_FOLLOWED, locked, actor, localdate(now), lines=named[0], calls=named[1])
    return locked


@action
def withdraw_announcement(announcement: Announcement, *, because: str, by: Person, now: datetime) -> Announcement:
    """Take an entry back, since it was wrong; it stays readable as such.

    Raises NotAllowed, TakenBack, BadAnnouncement.
    """
    locked = _locked(announcement)
    actor = policies.check_may_follow(by, locked)
    if locked.withdrawn_on is not None:
        raise TakenBack
    said = " ".join(because.split())
    if not 0 < len(said) <= 600:
        raise BadAnnouncement(_("Say what was wrong, in at most 600 characters."), field="because")
    locked.withdrawn_on, locked.withdrawn_because = localdate(now), said
    locked.save(update_fields=["withdrawn_on", "withdrawn_because"])
    _enter(BudgetAct.SHIFT_WITHDRAWN, locked, actor, locked.withdrawn_on, text=said, withdrawn_on=locked.withdrawn_on)
    return locked


def fields_of(announcement: Announcement) -> dict[str, Any]:
    """Return the public columns as they stand when it is entered."""
    plain = {name: getattr(announcement, name) for name in COLUMNS if name not in {"place", "lines", "calls"}}
    return plain | {"place": announcement.place_id, "lines": [], "calls": []}


def _check(said: Said, today: date) -> None:
    for name, longest in TEXTS.items():
        text = getattr(said, name).strip()
        if not 0 < len(text) <= longest:
            raise BadAnnouncement(field=name)
    if said.announced_on > today:
        raise BadAnnouncement(_("This day has not come yet."), field="announced_on")
    if said.amount is not None and said.amount <= 0:
        raise BadAnnouncement(_("Write an amount above zero, or leave it empty."), field="amount")
    if said.from_category == said.to_category:
        raise BadAnnouncement(_("Choose another category than the one the money comes from."), field="to_category")


def _locked(announcement: Announcement) -> Announcement:
    rows = Announcement.objects.select_for_update(of=("self",)).select_related("organisation")
    return rows.get(pk=announcement.pk)


def _enter(act: BudgetAct, one: Announcement, actor: Actor, day: date, text: str = "", **fields: Any) -> None:
    url = one.get_absolute_url()
    enter(act, subject=one, under=Profile.OPEN, by=actor, day=day, text=text, url=url, **fields)
