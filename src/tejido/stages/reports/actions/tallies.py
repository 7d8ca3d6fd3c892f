"""Counting accepted reports, and releasing the figures of a quarter: once, on its day, for good."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db.models import F, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.engines.statistics.pooling import Counts, Published, Row, publish
from tejido.ground.ledger.actions import append
from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.profiles import Field, Output, Shown, shown
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.ground.places.vocabulary import Cause
from tejido.ground.web.acting import Refused, action, sealed_action
from tejido.stages.reports.areas import area_of, areas_in
from tejido.stages.reports.models import Figure, Release, Tally
from tejido.stages.reports.policies import tallies as policies
from tejido.stages.reports.quarters import Quarter, last_due
from tejido.stages.reports.queries.tallies import CAUSE, KIND, POOL, REST, lines_of
from tejido.stages.reports.vocabulary.diagnoses import TallyAct
from tejido.stages.reports.vocabulary.telling import ReportKind


class BadCount(Refused):
    """Kind, cause or place is none that is counted."""

    message = _("Choose one of the list.")


@sealed_action
def count_report(
    *,
    organisation: Organisation,
    place: Place,
    quarter: str,
    kind: str,
    causes: Sequence[str] = (),
    by: Person | None,
    now: datetime,
) -> None:
    """Add a report that the organisation accepted to its counts; the inbox calls this once a report.

    `place` is a municipality or a state; counted is its area (20,000 people or more). `quarter` ("2026-3") is that in
    which it was told. Where its figures came out already, the report counts in the present quarter. Nothing kept leads
    back to the report, so that counts stay when it is erased. Raises NotAllowed, BadCount.
    """
    policies.check_may_count(by, organisation)
    if kind not in ReportKind.values:
        raise BadCount(field="kind")
    if not set(causes) <= set(Cause.values):
        raise BadCount(field="causes")
    told = Quarter.read(quarter)
    area = Place.objects.filter(pk=area_of(place.pk)).exclude(parent=None).first()
    if told is None or area is None:
        raise BadCount(field="quarter" if told is None else "place")
    present = Quarter.of(localdate(now))
    if told > present or told <= last_due(localdate(now)) or Release.objects.filter(quarter=str(told)).exists():
        told = present
    for topic in (f"{KIND}{kind}", *(f"{CAUSE}{cause}" for cause in sorted(set(causes)))):
        tally, _is_new = Tally.objects.get_or_create(
            organisation=organisation, area=area, quarter=str(told), topic=topic
        )
        Tally.objects.filter(pk=tally.pk).update(count=F("count") + 1)


@action
def release_due(*, now: datetime) -> list[Release]:
    """Release the quarters whose day has come and that are not out yet, the earliest first; the clock runs it."""
    last = last_due(localdate(now))
    out = set(Release.objects.values_list("quarter", flat=True))
    counted = map(Quarter.read, Tally.objects.values_list("quarter", flat=True).distinct())
    due = {str(quarter) for quarter in counted if quarter and quarter <= last}
    if out:
        due.add(str(last))
    return [_release(quarter, localdate(now)) for quarter in sorted(due - out)]


def _release(quarter: str, today: date) -> Release:
    """Publish what may be of a quarter, and delete the counts that it was made from."""
    tallies = Tally.objects.filter(quarter=quarter)
    found = [one for state in _states(tallies) for one in _figures(state, publish(_counts(state, tallies)))]
    lines = lines_of(quarter, [(row, topic, count) for row, topic, count in found])
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    release = Release.objects.create(quarter=quarter, released_on=today, digest=digest)
    Figure.objects.bulk_create(
        [Figure(release=release, row=row, topic=topic, count=count) for row, topic, count in found]
    )
    tallies.delete()
    append(
        TallyAct.RELEASED,
        subject=release,
        by=None,
        day=today,
        quarter=quarter,
        released_on=today,
        digest=digest,
    )
    return release


def _states(tallies: QuerySet[Tally]) -> list[str]:
    return sorted({key[:2] for key in tallies.values_list("area_id", flat=True).distinct()})


def _counts(state: str, tallies: QuerySet[Tally]) -> dict[str, Counts]:
    """Return the counts of every area of a state, and under the state's own key those of no area that may be said."""
    kinds = {key: dict.fromkeys(ReportKind.values, 0) for key in (*areas_in(state), state)}
    causes = {key: dict.fromkeys(Cause.values, 0) for key in kinds}
    for tally in tallies.filter(area__key__startswith=state).select_related("organisation"):
        at = tally.area_id if _is_placed(tally.organisation) and tally.area_id in kinds else state
        of, value = tally.topic.split(":")
        table = kinds if f"{of}:" == KIND else causes
        table[at][value] += tally.count
    return {key: Counts(kinds[key], causes[key]) for key in kinds}


def _is_placed(organisation: Organisation) -> bool:
    """Say whether what was told to it may count in a municipality: that of a protected one counts in its state."""
    return shown(organisation.profile, Field.MUNICIPAL_TOTAL, Output.MAP) is Shown.FULL


def _figures(state: str, published: Published[str]) -> list[tuple[str, str, int]]:
    rows: Mapping[str, Row] = dict(published.rows) | ({f"{state}{REST}": published.rest} if published.rest else {})
    found: list[tuple[str, str, int]] = []
    for key, row in sorted(rows.items()):
        found += [(key, f"{KIND}{kind}", count) for kind, count in sorted(row.kinds.items())]
        found += [(key, POOL, row.pool)] if row.pool else []
        found += [(key, f"{CAUSE}{cause}", count) for cause, count in sorted(row.marks.items())]
    return found
