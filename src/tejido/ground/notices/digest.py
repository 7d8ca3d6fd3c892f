"""The daily mail: what it says, and to whom it is due. At most one a day, with no ids, at an hour that says nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext, override

from tejido.ground.notices.models import Notice, Reader
from tejido.ground.notices.queries import Line, followed_through, lines_of, notices_of
from tejido.ground.notices.vocabulary import MailKind
from tejido.ground.people.models import Person
from tejido.ground.people.names import CannotOpen, seal, unseal

LINES = 30  # at most, in one mail


@dataclass(frozen=True)
class Letter:
    """A mail that is ready."""

    subject: str
    body: str
    headers: dict[str, str]


def token_of(person: Person) -> str:
    """Return the key that stops the person's mail: sealed, so that a mailbox holds no id of an account."""
    return seal(str(person.pk), purpose="unsubscribe").hex()


def person_of(token: str) -> Person | None:
    """Return whose mail the key stops."""
    try:
        return Person.objects.filter(pk=unseal(bytes.fromhex(token), purpose="unsubscribe"), is_active=True).first()
    except (CannotOpen, ValueError):
        return None


def token_of_follow(person: Person, subject: str) -> str:
    """Return the key that lets the person follow one subject no longer, without signing in."""
    return seal(f"{person.pk} {subject}", purpose="unfollow").hex()


def follow_of(token: str) -> tuple[Person, str] | None:
    """Return whose following of what the key ends; None for no key."""
    try:
        pk, _blank, subject = unseal(bytes.fromhex(token), purpose="unfollow").partition(" ")
    except (CannotOpen, ValueError):
        return None
    person = Person.objects.filter(pk=pk, is_active=True).first()
    return (person, subject) if person else None


def due(now: datetime) -> Iterator[tuple[Person, Reader]]:
    """Yield those whose hour has come today and who were not written to yet; only with a confirmed address."""
    here = timezone.localtime(now)
    with_address = Person.objects.filter(is_active=True, email_sealed__isnull=False).select_related("reader")
    silent = Q(reader__mail=MailKind.NONE) | Q(reader__mailed_on__gte=here.date())
    for person in with_address.exclude(silent).order_by("pk").iterator():
        reader = getattr(person, "reader", None) or Reader(person=person)
        if reader.hour <= here.hour:
            yield person, reader


def letter_of(person: Person, reader: Reader) -> tuple[Letter, int] | None:
    """Return the person's mail and the newest notice that it covers; nothing where nothing is new."""
    new = list(notices_of(person).filter(pk__gt=max(reader.read_through, reader.mailed_through))[: LINES * 10])
    with override(person.language):
        lines = lines_of(new, person, 0)
        if not lines:
            return None
        stop = settings.SITE_URL + reverse("notice-stop", args=[token_of(person)])
        number = ngettext(
            "There is %(count)d new notice about what you follow.",
            "There are %(count)d new notices about what you follow.",
            len(lines),
        ) % {"count": len(lines)}
        told = _lines(person, lines[:LINES]) if reader.mail == MailKind.LINES else []
        body = "\n\n".join(
            [
                number,
                *(["\n".join(told)] if told else []),
                gettext("Read them here: %(url)s") % {"url": settings.SITE_URL + reverse("notice-list")},
                gettext("No more mail: %(url)s") % {"url": stop},
            ]
        )
        subject = gettext("Your notices")
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return Letter(subject, f"{body}\n", headers), _newest(new)


def _lines(person: Person, lines: Sequence[Line]) -> list[str]:
    """Return each line with the address that ends the following it comes from."""
    through = followed_through(person, [line.notice for line in lines])
    told = []
    for line in lines:
        told.append(f"- {line.title}: {line.act}. {line.line}".rstrip())
        if line.notice in through:  # else the person ended it a moment ago
            token = token_of_follow(person, through[line.notice])
            address = settings.SITE_URL + reverse("notice-unfollow-mail", args=[token])
            told.append("  " + gettext("Follow no longer: %(url)s") % {"url": address})
    return told


def _newest(notices: list[Notice]) -> int:
    return max(notice.pk for notice in notices)
