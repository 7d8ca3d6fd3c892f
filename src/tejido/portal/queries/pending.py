"""What waits for somebody, from every stage."""

from collections.abc import Callable
from datetime import date

from tejido.ground.ledger.queries import pending_of as texts_to_withdraw
from tejido.ground.moderation.queries import pending_of as pages_to_decide_on
from tejido.ground.organisations.key_tasks import pending_of as keys_to_look_after
from tejido.ground.organisations.queries import pending_of as organisations_to_look_at
from tejido.ground.people.models import Person
from tejido.ground.web.pending import Pending
from tejido.stages.funding.queries.pending_calls import pending_of as calls_to_look_after
from tejido.stages.funding.queries.pending_grants import pending_of as grants_to_look_after
from tejido.stages.initiatives.queries import pending_of as initiatives_to_go_on_with
from tejido.stages.initiatives.queries.joining import pending_of as requests_to_answer
from tejido.stages.initiatives.queries.participation import pending_of as messages_to_read
from tejido.stages.reports.queries.diagnoses import pending_of as diagnoses_to_publish
from tejido.stages.reports.queries.inbox import pending_of as reports_to_answer
from tejido.stages.roundtables.queries.pending import pending_of as commitments_to_act_on
from tejido.stages.roundtables.queries.pending_meetings import pending_of as meetings_to_look_after

Source = Callable[[Person, date], list[Pending]]
SOURCES: tuple[Source, ...] = (
    texts_to_withdraw,
    pages_to_decide_on,
    organisations_to_look_at,
    keys_to_look_after,
    reports_to_answer,
    diagnoses_to_publish,
    initiatives_to_go_on_with,
    requests_to_answer,
    messages_to_read,
    meetings_to_look_after,
    commitments_to_act_on,
    calls_to_look_after,
    grants_to_look_after,
)


def pending_of(person: Person | None, today: date) -> list[Pending]:
    """Return everything that waits for `person`, oldest first."""
    if person is None:
        return []
    rows = [row for source in SOURCES for row in source(person, today)]
    return sorted(rows, key=lambda row: (row.since, row.due or date.max))
