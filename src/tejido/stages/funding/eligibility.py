"""Whether an initiative can apply to a call: by code, and with what would mend it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tejido.ground.organisations.profiles import is_secret
from tejido.stages.funding.models import Call
from tejido.stages.funding.vocabulary.calls import CallState, Decision
from tejido.stages.initiatives.models import Initiative
from tejido.stages.initiatives.vocabulary import State

RUNNING = (State.ACTIVE, State.PAUSED)


@dataclass(frozen=True)
class Obstacle:
    """Why an initiative cannot apply: the reason, what would mend it, and where. `code` names it for tests."""

    code: str
    reason: str | Promise
    mend: str | Promise = ""
    url: str = ""


def obstacles(call: Call, initiative: Initiative, today: date) -> list[Obstacle]:
    """Return all that stands in the way, in the order in which one would mend it; nothing where it can apply.

    `initiative` comes with its organisation and `places`, `call` with its `places`.
    """
    checks = (_time(call, today), _life(initiative), _age(call, initiative), _organisation(call, initiative))
    fits = (_place(call, initiative), _cause(call, initiative), _secrecy(call, initiative), _own(call, initiative))
    return [found for found in (*checks, *fits) if found is not None]


def could_apply(call: Call, initiative: Initiative, today: date) -> bool:
    """Say whether nothing stands in the way."""
    return not obstacles(call, initiative, today)


def lies_in(key: str, places: Sequence[str]) -> bool:
    """Say whether the place with this key lies in one of the others: a state holds its municipalities, 00 all."""
    return any(place == "00" or key == place or (len(place) == 2 and key.startswith(place)) for place in places)


def _time(call: Call, today: date) -> Obstacle | None:
    if call.state == CallState.OPEN and call.opens_on <= today <= call.closes_on:
        return None
    if call.state == CallState.ANNOUNCED:
        day = date_format(call.opens_on)
        return Obstacle("not_yet", _("The call opens on %(day)s.") % {"day": day}, _("Come back on that day."))
    return Obstacle("closed", _("The call takes no more applications."), _("Look for one that is open."), _calls())


def _life(initiative: Initiative) -> Obstacle | None:
    if initiative.state in RUNNING:
        return None
    page = initiative.get_absolute_url()
    if initiative.is_unpublished:
        return Obstacle("unpublished", _("The initiative is not published."), _("Publish it first."), page)
    return Obstacle("finished", _("The initiative has finished."), _("Take it up again if it goes on."), page)


def _age(call: Call, initiative: Initiative) -> Obstacle | None:
    since = initiative.began_on or initiative.published_on
    if since is None or months_before(call.closes_on, call.months_existed) >= since:
        return None
    words = {"months": call.months_existed, "day": date_format(since)}
    mend = _("Where it began earlier, say so on its page.")
    reason = _("The call is for what has existed for %(months)s months; this began on %(day)s.") % words
    return Obstacle("too_young", reason, mend, initiative.get_absolute_url())


def months_before(day: date, months: int) -> date:
    """Return the same day so many months earlier; the last of the month where it has no such day."""
    number = day.year * 12 + day.month - 1 - months
    year, month = divmod(number, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError(day)


def _organisation(call: Call, initiative: Initiative) -> Obstacle | None:
    if not call.needs_verified:
        return None
    of = initiative.organisation
    if of is None:
        mend = _(
            "Ask a verified organisation to carry it, and hand the initiative on to it; your group goes on with the "
            "work. Or look for a call that takes groups."
        )
        return Obstacle("no_organisation", _("The call needs an organisation."), mend, initiative.get_absolute_url())
    if of.closed_on:
        return Obstacle("organisation_ended", _("The organisation has ended its work here."))
    if of.verified_on is None:
        mend = _("Ask the host of this site to verify it.")
        return Obstacle("not_verified", _("The organisation is not verified."), mend, of.get_absolute_url())
    return None


def _place(call: Call, initiative: Initiative) -> Obstacle | None:
    wanted = [place.pk for place in call.places.all()] or [call.place_id]
    works_in = [initiative.place_id, *(place.pk for place in initiative.places.all())]
    if any(lies_in(key, wanted) for key in works_in):
        return None
    reason = _("The call is for other places.")
    return Obstacle(
        "place", reason, _("Where you work there as well, say so on its page."), initiative.get_absolute_url()
    )


def _cause(call: Call, initiative: Initiative) -> Obstacle | None:
    if not call.causes or set(call.causes) & set(initiative.causes):
        return None
    reason = _("The call is for other causes.")
    return Obstacle(
        "cause", reason, _("Where you work on one of them, say so on its page."), initiative.get_absolute_url()
    )


def _secrecy(call: Call, initiative: Initiative) -> Obstacle | None:
    if call.decision == Decision.PANEL or not is_secret(initiative.profile):
        return None
    mend = _("Look for a call that a panel decides: there nobody else learns of it.")
    return Obstacle("protected", _("A protected initiative cannot stand where all can read it."), mend, _calls())


def _own(call: Call, initiative: Initiative) -> Obstacle | None:
    if initiative.organisation_id != call.funder_id:
        return None
    return Obstacle("own_call", _("Nobody applies to their own call."))


def _calls() -> str:
    return reverse("call-list")
