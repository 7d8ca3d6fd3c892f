"""Accepting a report for the figures: only what the organisation accepted counts, once, as a number."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.ground.vault.models import Thread
from tejido.ground.vault.vocabulary import Purpose
from tejido.ground.web.acting import Refused, action
from tejido.stages.reports.actions.tallies import count_report
from tejido.stages.reports.models import Handling
from tejido.stages.reports.policies.inbox import check_reads
from tejido.stages.reports.quarters import Quarter


class CountsAlready(Refused):
    """A report counts once."""

    message = _("It counts already.")


class NotOursToCount(Refused):
    """A referral is somebody else's report: it would count twice."""

    message = _("A referral does not count: it counts where it was told.")


@action
def accept_report(thread: Thread, *, place: Place, kind: str, causes: Sequence[str], by: Person, now: datetime) -> None:
    """Count a report under its area, the quarter in which it was told, its kind and its causes.

    Kept with the report is that it counts, and not under what. Raises CountsAlready, NotOursToCount, and what
    `count_report` raises.
    """
    check_reads(by, thread.organisation)
    row = Thread.objects.select_for_update().select_related("organisation").get(pk=thread.pk)
    if row.purpose != Purpose.REPORT:
        raise NotOursToCount
    handled, _is_new = Handling.objects.get_or_create(thread=row)
    if handled.is_counted:
        raise CountsAlready
    count_report(
        organisation=row.organisation,
        place=place,
        quarter=str(Quarter.of(row.opened_on)),
        kind=kind,
        causes=causes,
        by=by,
        now=now,
    )
    Handling.objects.filter(pk=row.pk).update(is_counted=True)
