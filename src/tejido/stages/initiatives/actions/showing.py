"""When others hear of what belongs to an initiative: at once of an open one, after 72 hours of a discreet one."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from tejido.ground.ledger.audit import WITHHELD
from tejido.ground.notices.actions import tell
from tejido.ground.organisations.profiles import Field, Output, Shown, profiles_showing, shown, update_shown
from tejido.ground.web.acting import action
from tejido.stages.initiatives.actions.entries import around, enter_part
from tejido.stages.initiatives.actions.needs import show_due
from tejido.stages.initiatives.models import Guide, Initiative, Milestone, Need, Result, Update
from tejido.stages.initiatives.models.initiative import UNPUBLISHED
from tejido.stages.initiatives.vocabulary import Act

OPEN_ENDED = Q(shown_on__isnull=False, end_shown_on=None)


@action
def show_updates(*, now: datetime) -> int:
    """Tell what discreet initiatives said over 72 hours ago, and return how much; runs daily."""
    today = localdate(now)
    of = Q(initiative__profile__in=profiles_showing(Field.EXISTENCE, Output.RECORD))
    of &= ~Q(initiative__state__in=UNPUBLISHED)
    near = ("initiative__organisation", "initiative__place")
    begun = Q(shown_on=None, withdrawn_on=None)
    needs = Need.objects.filter(of, (begun & Q(met_on=None)) | (OPEN_ENDED & ~Q(met_on=None, withdrawn_on=None)))
    results = Result.objects.filter(of, begun | (OPEN_ENDED & Q(withdrawn_on__isnull=False)))
    guides = Guide.objects.filter(of, shown_on=None, published_on__isnull=False)
    updates = Update.objects.filter(of, told_on=None)
    milestones = Milestone.objects.filter(of, told_on=None, reached_on__isnull=False)
    return (
        show_due(needs.select_related(*near).order_by("stated_on", "id"), today)
        + show_results(results.select_related(*near).order_by("stated_on", "id"), today)
        + show_guides(guides.select_related(*near), today)
        + tell_updates(updates.select_related(*near).order_by("written_on", "id"), today)
        + tell_milestones(milestones.select_related(*near).order_by("reached_on", "id"), today)
    )


def show_parts(initiative: Initiative, today: date) -> None:
    """Enter what may be public of an initiative that has just come to be shown, or is shown more of."""
    show_due(_of(initiative, initiative.needs.all()), today)
    show_results(_of(initiative, initiative.results.all()), today)
    show_guides(_of(initiative, Guide.objects.filter(initiative=initiative, published_on__isnull=False)), today)
    tell_updates(_of(initiative, initiative.updates.filter(told_on=None)), today)


def show_results(results: Iterable[Result], today: date) -> int:
    """Enter results, and that they were taken back, as far as they may be public by now; return how many leaves."""
    entered = 0
    for one in results:
        of = one.initiative
        if one.shown_on is None and one.withdrawn_on is None and is_due(of, one.stated_on, today):
            one.shown_on = today
            one.save(update_fields=["shown_on"])
            enter_part(Act.RESULT_STATED, one, of, day=today, text=one.what, **_result_fields(one))
            entered += 1
        elif one.shown_on and one.end_shown_on is None and one.withdrawn_on and is_due(of, one.withdrawn_on, today):
            one.end_shown_on = today
            one.save(update_fields=["end_shown_on"])
            enter_part(Act.RESULT_WITHDRAWN, one, of, day=today, withdrawn_on=one.withdrawn_on)
            entered += 1
    return entered


def show_guides(guides: Iterable[Guide], today: date) -> int:
    """Enter guides as far as they may be public by now; return how many."""
    entered = 0
    for one in guides:
        if one.shown_on is None and one.published_on and is_due(one.initiative, one.published_on, today):
            one.shown_on = today
            one.save(update_fields=["shown_on"])
            fields = {"initiative": str(one.initiative_id), "published_on": one.published_on}
            enter_part(
                Act.GUIDE_PUBLISHED,
                one,
                one.initiative,
                day=today,
                text=one.title,
                url=one.get_absolute_url(),
                **fields,
            )
            entered += 1
    return entered


def tell_updates(updates: Iterable[Update], today: date) -> int:
    """Let followers hear of updates as soon as they may; return how many. Nothing of them enters the record."""
    told = 0
    for one in updates:
        if one.told_on is None and is_due(one.initiative, one.written_on, today):
            one.told_on = today
            one.save(update_fields=["told_on"])
            tell_followers(Act.WRITTEN, one.initiative, today, line=one.text)
            told += 1
    return told


def tell_milestones(milestones: Iterable[Milestone], today: date) -> int:
    """Let followers hear of milestones that were reached; return how many."""
    told = 0
    for one in milestones:
        if one.told_on is None and one.reached_on and is_due(one.initiative, one.reached_on, today):
            one.told_on = today
            one.save(update_fields=["told_on"])
            tell_followers(Act.REACHED, one.initiative, today, line=one.text)
            told += 1
    return told


def tell_followers(act: Act, initiative: Initiative, today: date, *, line: str) -> None:
    """Let followers hear of something that is not in the record, once the transaction holds."""
    line, url = " ".join(line.split())[:300], initiative.get_absolute_url()
    also = around(initiative)
    transaction.on_commit(partial(tell, act, subject=initiative, also=also, day=today, url=url, line=line))


def is_due(initiative: Initiative, day: date, today: date) -> bool:
    """Say whether others may hear today of what happened on `day`; of a draft nobody hears."""
    return not initiative.is_unpublished and update_shown(initiative.profile, Output.RECORD, day=day, today=today)


def _result_fields(result: Result) -> dict[str, Any]:
    exact = shown(result.initiative.profile, Field.NUMBER, Output.RECORD) is Shown.FULL
    return {
        "initiative": str(result.initiative_id),
        "figure": result.figure if exact else WITHHELD,
        "unit": result.unit,
        "measured_on": result.measured_on,
        "stated_on": result.stated_on,
    }


def _of(initiative: Initiative, parts: Iterable[Any]) -> list[Any]:
    """Give the parts the very initiative, whose state and profile have just changed."""
    rows = list(parts)
    for row in rows:
        row.initiative = initiative
    return rows
