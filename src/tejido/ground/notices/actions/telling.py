"""Telling followers what happened, reading it, forgetting it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db.models import Max

from tejido.ground.ledger.vocabulary import Recorded
from tejido.ground.notices.models import Follow, Notice, NoticeSubject, Reader
from tejido.ground.notices.queries import notices_of
from tejido.ground.people.models import Person
from tejido.ground.people.policies import check_keeps_account
from tejido.ground.web.acting import action

KEPT = timedelta(days=60)


@action
def tell(
    act: str, *, subject: Recorded, also: Sequence[Recorded] = (), day: date, url: str, line: str = ""
) -> Notice | None:
    """Let those who follow `subject`, or one of `also`, hear that `act` was done to `subject`; each of them once.

    Called by the action that did it, once its transaction holds::

        transaction.on_commit(
            partial(tell, Act.DATE_MOVED, subject=it, also=[it.roundtable, place], day=today, url=it.get_absolute_url())
        )

    `act` is a verb of the record, whose words the reader sees in their own language. `line` (300 letters at most) is
    for public words that need no translation: what somebody wrote, two dates. **The caller decides** whether the
    publication profile lets this act be told at all, and today: this function asks no profile. The title comes from
    tejido.ground.notices.subjects whenever the notice is read, so that what was hidden since is not shown.
    Costs three queries, whoever follows; nothing is kept where nobody does.
    """
    names = {subject.record_name, *(other.record_name for other in also)}
    if not Follow.objects.filter(subject__in=names).exists():
        return None
    notice = Notice.objects.create(verb=str(act), subject=subject.record_name, line=line[:300], url=url, day=day)
    NoticeSubject.objects.bulk_create(NoticeSubject(notice=notice, subject=name) for name in sorted(names))
    return notice


@action
def mark_read(*, by: Person, now: datetime) -> None:  # noqa: ARG001  every action knows its moment
    """Mark all notices of the person as read."""
    person = check_keeps_account(by)
    newest = notices_of(person).order_by().aggregate(newest=Max("pk"))["newest"]
    if newest:
        Reader.objects.update_or_create(person=person, defaults={"read_through": newest})


@action
def forget_old(*, now: datetime) -> int:
    """Erase notices older than 60 days; return how many. Runs daily."""
    old = Notice.objects.filter(day__lt=now.date() - KEPT)
    number = old.count()
    old.delete()
    return number
