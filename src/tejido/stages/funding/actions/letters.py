"""What the two sides of an application write to each other: on the site, sealed under its key, and erased."""

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from tejido.ground.people.models import Person
from tejido.ground.people.names import seal
from tejido.ground.web.acting import NotAllowed, sealed_action
from tejido.stages.funding.actions.call_rows import said
from tejido.stages.funding.models import Application, Letter
from tejido.stages.funding.policies.applications import applies_for
from tejido.stages.funding.policies.calls import runs
from tejido.stages.funding.queries.letters import PURPOSE
from tejido.stages.funding.vocabulary.calls import ApplicationState

LONGEST = 2000
KEPT = timedelta(days=365)


@sealed_action
def write_letter(application: Application, *, text: str, by: Person, now: datetime) -> Letter:
    """Write to the other side: the funder or those who apply. No name stands on it. Raises NotAllowed, TextMissing."""
    from_funder = _side_of(application, by)
    words, today = said(text, "text", longest=LONGEST), localdate(now)
    return Letter.objects.create(
        application=application,
        is_from_funder=from_funder,
        sealed=seal(words, purpose=PURPOSE),
        written_on=today,
        erase_on=today + KEPT,
    )


@sealed_action
def mark_letters_read(application: Application, *, by: Person, now: datetime) -> int:
    """Say that one's side has read what the other wrote; return how many. Raises NotAllowed."""
    from_funder = _side_of(application, by)
    unread = Letter.objects.filter(application=application, is_from_funder=not from_funder, read_on=None)
    return unread.update(read_on=localdate(now))


def _side_of(application: Application, by: Person) -> bool:
    """Say whether the person writes for the funder. Raises NotAllowed for whoever stands on neither side."""
    if application.state == ApplicationState.DRAFT:
        raise NotAllowed
    if applies_for(by, application.initiative):
        return False
    if runs(by, application.call):
        return True
    raise NotAllowed
