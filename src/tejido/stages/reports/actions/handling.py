"""What members do with a report: answer, ask, note, label, hand to one of them, close. All text is sealed.

`keys` are those of the person who acts, opened in their session. Who reads apart answers with `leave_answer`.
"""

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.queries import listening_key_of
from tejido.ground.people.models import Person
from tejido.ground.vault import threads
from tejido.ground.vault.durability import lasts
from tejido.ground.vault.models import Thread
from tejido.ground.vault.threads import MemberKeys, OpenThread
from tejido.ground.web.acting import Refused, sealed_action
from tejido.stages.reports.models import Handling
from tejido.stages.reports.policies.inbox import check_reads, reads
from tejido.stages.reports.queries.inbox import old_wraps_of
from tejido.stages.reports.vocabulary.inbox import Among
from tejido.stages.reports.vocabulary.items import Outcome, Saying

LABELS, LABEL_LENGTH = 5, 30
REWRAPPED_AT_ONCE = 200


class NothingWritten(Refused):
    """There is no text."""

    message = _("Write something first.")
    field = "text"


class NotOneOfUs(Refused):
    """Who should look after the report does not read this inbox."""

    message = _("Choose somebody who reads this inbox.")
    field = "person"


class TooManyLabels(Refused):
    """Labels are for finding things again, not for writing."""

    message = _("At most five labels, each of at most thirty letters.")
    field = "labels"


class ClosedAlready(Refused):
    """The report is closed."""

    message = _("It is closed already.")


def opened(thread: Thread, keys: MemberKeys, by: Person | None) -> OpenThread:
    """Open a thread for a member, locked until the action ends. Part of an action. Raises NotAllowed, NoKeyForIt."""
    check_reads(by, thread.organisation)
    row = Thread.objects.select_for_update().select_related("organisation").get(pk=thread.pk)
    return threads.for_member(row, keys)


@sealed_action
def mark_read(thread: Thread, *, by: Person, now: datetime) -> None:  # noqa: ARG001  every action knows its moment
    """Have the report no longer count as unread. Raises NotAllowed."""
    check_reads(by, thread.organisation)
    Thread.objects.filter(pk=thread.pk, is_unread=True).update(is_unread=False)


@sealed_action
def take_along(organisation: Organisation, *, rows: Sequence[Thread], by: Person, now: datetime) -> list[Thread]:  # noqa: ARG001
    """Return the reports of `rows` for reading elsewhere; they count as read from now on. Raises NotAllowed.

    What is taken along is sealed as it lies here, and cannot be erased from here any more.
    """
    check_reads(by, organisation)
    taken = Thread.objects.filter(organisation=organisation, pk__in=[row.pk for row in rows])
    taken.update(is_unread=False)
    return list(taken.order_by("opened_on", "id"))


@lasts
@sealed_action
def answer_reporter(
    thread: Thread, *, text: str, is_question: bool, keys: MemberKeys, by: Person, now: datetime
) -> None:
    """Say something to the reporter, or ask them; the report waits for them then. Raises NothingWritten."""
    it = opened(thread, keys, by)
    it.add(Saying.QUESTION if is_question else Saying.MESSAGE, {"text": _written(text)}, now=now)


@lasts
@sealed_action
def leave_answer(thread: Thread, *, text: str, is_question: bool, by: Person, now: datetime) -> None:
    """Answer without opening, as who reads apart does: sealed to the reporter and to the organisation."""
    check_reads(by, thread.organisation)
    row = Thread.objects.select_for_update().select_related("organisation").get(pk=thread.pk)
    kind = Saying.QUESTION if is_question else Saying.MESSAGE
    threads.leave(row, kind, {"text": _written(text)}, now=now)


@sealed_action
def write_note(thread: Thread, *, text: str, keys: MemberKeys, by: Person, now: datetime) -> None:
    """Write something for the other members; the reporter's key does not open it. Raises NothingWritten."""
    opened(thread, keys, by).note(Among.NOTE, {"text": _written(text), "by": str(by.pk)}, now=now)


@sealed_action
def label_report(thread: Thread, *, labels: Sequence[str], keys: MemberKeys, by: Person, now: datetime) -> None:
    """Replace the labels, which are sealed as notes are. Raises TooManyLabels."""
    it = opened(thread, keys, by)
    chosen = list(dict.fromkeys(label.strip() for label in labels if label.strip()))
    if len(chosen) > LABELS or any(len(label) > LABEL_LENGTH for label in chosen):
        raise TooManyLabels
    it.note(Among.LABELS, {"labels": chosen}, now=now)


@sealed_action
def hand_to(thread: Thread, *, to: Person | None, by: Person, now: datetime) -> None:  # noqa: ARG001
    """Have one member look after the report, or nobody in particular. Raises NotOneOfUs."""
    check_reads(by, thread.organisation)
    if to is not None and not reads(to, thread.organisation):
        raise NotOneOfUs
    Handling.objects.update_or_create(thread=thread, defaults={"looked_after_by": to})


@lasts
@sealed_action
def close_report(thread: Thread, *, outcome: Outcome, text: str, keys: MemberKeys, by: Person, now: datetime) -> None:
    """Close a report and tell the reporter what became of it; after the promised time it is erased.

    Raises ClosedAlready.
    """
    it = opened(thread, keys, by)
    if it.row.closed_on:
        raise ClosedAlready
    it.add(Saying.OUTCOME, {"outcome": outcome.value, "text": text.strip()}, now=now)
    _close([it.row], now)


@sealed_action
def close_reports(organisation: Organisation, *, rows: Sequence[Thread], by: Person, now: datetime) -> int:
    """Close many at once, as after a flood, without a word to each; return how many. Erased after the promised time."""
    check_reads(by, organisation)
    found = Thread.objects.filter(organisation=organisation, closed_on=None, pk__in=[row.pk for row in rows])
    return _close(list(found), now)


@sealed_action
def reopen_report(thread: Thread, *, by: Person, now: datetime) -> None:  # noqa: ARG001
    """Open a closed report again, so that it is not erased."""
    check_reads(by, thread.organisation)
    Thread.objects.filter(pk=thread.pk).update(closed_on=None)


@sealed_action
def wrap_to_new_key(organisation: Organisation, *, keys: MemberKeys, by: Person, now: datetime) -> int:
    """Wrap open reports to the newest version of the organisation's key; return how many are left for another time.

    After it a member who was removed opens none of them, whatever they kept. Those that this member's keys do not open
    are left for one whose keys do.
    """
    check_reads(by, organisation)
    key, done = listening_key_of(organisation), 0
    if key is None:
        return 0
    for row in old_wraps_of(organisation):
        try:
            threads.for_member(row, keys).rewrap_to(key, now=now)
        except threads.NoKeyForIt:
            continue
        done += 1
        if done == REWRAPPED_AT_ONCE:
            break
    return old_wraps_of(organisation).count()


def _written(text: str) -> str:
    if not text.strip():
        raise NothingWritten
    return text.strip()


def _close(rows: Sequence[Thread], now: datetime) -> int:
    found = Thread.objects.filter(pk__in=[row.pk for row in rows])
    return found.update(closed_on=localdate(now), is_unread=False)
