"""Reads of notices."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import translate_url
from django.utils.translation import get_language

from tejido.ground.ledger.vocabulary import label_of
from tejido.ground.notices.models import Follow, Notice, NoticeSubject, Reader
from tejido.ground.notices.subjects import Subject, described
from tejido.ground.people.models import Person


@dataclass(frozen=True)
class Line:
    """A notice as it is read: its number, whom it is about, what happened in words, more words, when, whether new."""

    notice: int
    title: str
    url: str
    act: str
    line: str
    day: date
    is_new: bool


@dataclass(frozen=True)
class Followed:
    """A subject that somebody follows; without a title where it is not shown any more."""

    name: str
    title: str
    url: str
    began_on: date


def follows(person: Person | None, subject: str) -> bool:
    """Say whether the person follows the subject."""
    return person is not None and Follow.objects.filter(person=person, subject=subject).exists()


def followed_by(person: Person) -> list[Followed]:
    """Return what the person follows, the newest first."""
    rows = list(Follow.objects.filter(person=person).order_by("-began_on", "-id"))
    shown = described((row.subject for row in rows), person)
    nothing = Subject("", "")
    return [
        Followed(row.subject, shown.get(row.subject, nothing).title, shown.get(row.subject, nothing).url, row.began_on)
        for row in rows
    ]


def notices_of(person: Person) -> QuerySet[Notice]:
    """Return what happened to what the person follows, since they follow it, the newest first."""
    ours = Follow.objects.filter(person=person)
    since = ours.filter(subject=OuterRef("subject"), began_on__lte=OuterRef("notice__day"))
    about = NoticeSubject.objects.filter(Exists(since), subject__in=ours.values("subject"))
    return Notice.objects.filter(pk__in=about.values("notice")).order_by("-id")


def followed_through(person: Person, notices: Iterable[int]) -> dict[int, str]:
    """Return for each of these notices one subject that the person follows and so hears of it; one query."""
    ours = Follow.objects.filter(person=person).values("subject")
    about = NoticeSubject.objects.filter(notice__in=list(notices), subject__in=ours).order_by("-subject")
    return dict(about.values_list("notice", "subject"))


def reader_of(person: Person) -> Reader:
    """Return how far the person has read and what mail they want; unsaved where they never said."""
    return Reader.objects.filter(person=person).first() or Reader(person=person)


def unread_count(person: Person) -> int:
    """Return how many notices the person has not marked as read."""
    return notices_of(person).filter(pk__gt=reader_of(person).read_through).count()


def lines_of(notices: Iterable[Notice], person: Person, read_through: int) -> list[Line]:
    """Return notices as the person may read them today; those of subjects that are hidden since are left out."""
    rows = list(notices)
    shown = described((row.subject for row in rows), person)
    return [
        Line(
            notice=row.pk,
            title=shown[row.subject].title,
            url=translate_url(row.url, get_language() or "es"),
            act=label_of(row.verb),
            line=row.line,
            day=row.day,
            is_new=row.pk > read_through,
        )
        for row in rows
        if row.subject in shown
    ]
