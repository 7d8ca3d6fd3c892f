"""When people meet."""

from datetime import datetime, timedelta

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.profiles import Field, Output, Shown, shown
from tejido.ground.people.models import Person
from tejido.ground.web.acting import Refused, action
from tejido.stages.initiatives import policies
from tejido.stages.initiatives.actions.changing import locked_initiative
from tejido.stages.initiatives.actions.showing import tell_followers
from tejido.stages.initiatives.models import Gathering, Initiative
from tejido.stages.initiatives.vocabulary import Act

TITLE_LENGTH = 120
WHERE_LENGTH = 200
LONGEST = timedelta(hours=24)
FARTHEST = timedelta(days=731)
MOST_COMING = 60


class BadGathering(Refused):
    """A part of it cannot be; `field` tells which."""

    message = _("Say what it is, in at most 120 characters.")
    field = "title"


@action
def call_gathering(
    initiative: Initiative,
    *,
    title: str,
    starts_at: datetime,
    minutes: int,
    where: str = "",
    by: Person,
    now: datetime,
) -> Gathering:
    """Say when (and where) people meet; its coordinators may. Only of an open initiative do others hear of it before.

    Raises NotAllowed, BadGathering.
    """
    locked = locked_initiative(initiative)
    policies.check_may_run(by, locked)
    title, where = " ".join(title.split()), " ".join(where.split())
    if not 0 < len(title) <= TITLE_LENGTH:
        raise BadGathering
    if len(where) > WHERE_LENGTH:
        raise BadGathering(_("At most 200 characters."), field="where")
    if not now < starts_at < now + FARTHEST:
        raise BadGathering(_("Choose a day to come, at most two years away."), field="day")
    if not timedelta() < timedelta(minutes=minutes) <= LONGEST:
        raise BadGathering(_("It lasts from one minute to a day."), field="minutes")
    if locked.gatherings.filter(starts_at__gt=now).count() >= MOST_COMING:
        raise BadGathering(_("Sixty dates are entered already."))
    made = Gathering.objects.create(
        initiative=locked,
        title=title,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        where=where,
        changed_on=localdate(now),
    )
    if not locked.is_unpublished and shown(locked.profile, Field.COMING_DATE, Output.FEED) is Shown.FULL:
        tell_followers(Act.CALLED, locked, localdate(now), line=title)
    return made


@action
def cancel_gathering(gathering: Gathering, *, by: Person, now: datetime) -> Gathering:
    """Say that it does not take place; calendars show it as cancelled. Raises NotAllowed."""
    policies.check_may_run(by, gathering.initiative)
    row = Gathering.objects.select_for_update().get(pk=gathering.pk)
    if not row.is_cancelled:
        row.is_cancelled = True
        row.sequence += 1
        row.changed_on = localdate(now)
        row.save(update_fields=["is_cancelled", "sequence", "changed_on"])
    return row
