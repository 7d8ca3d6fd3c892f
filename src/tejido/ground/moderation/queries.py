"""Reads of moderation."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from tejido.ground.ledger.showing import told
from tejido.ground.moderation import subjects
from tejido.ground.moderation.models import Flag, Hiding, Moderator, Review
from tejido.ground.moderation.vocabulary import Ask
from tejido.ground.notices.subjects import Subject, described
from tejido.ground.people.models import Person
from tejido.ground.people.names import unseal
from tejido.ground.web.pending import Pending

WITHIN = timedelta(days=7)
"""The time that two people have to decide."""
SEALED_AS = "moderation"
WAITING = Q(decided_on=None)
"""Reviews that two people have yet to answer: nothing of them is public."""
LISTED = 2_000
"""The public list goes back so many decisions."""


@dataclass(frozen=True)
class Row:
    """A line of the queue: what is asked of which page, how often it was pointed out, and until when it should end."""

    review: Review
    title: str
    noun: subjects.Words
    due: date
    waits_for_another: bool


def is_moderator(person: Person | None) -> bool:
    """Say whether the person decides on pages: the host, and whom the host named."""
    if person is None or not person.is_active:
        return False
    return person.is_host or Moderator.objects.filter(person=person).exists()


def is_named_moderator(person: Person) -> bool:
    """Say whether the host named this person."""
    return Moderator.objects.filter(person=person).exists()


def moderators() -> QuerySet[Moderator]:
    """Return those whom the host named."""
    return Moderator.objects.select_related("person").filter(person__is_active=True)


def page_seen(page: str, reader: Person | None) -> Subject | None:
    """Return title and address of a page that the reader may see and point out; None where there is none."""
    return described([page], reader).get(page) if subjects.kind_of(page) else None


def hiding_of(page: str) -> Hiding | None:
    """Return by what a page is hidden now."""
    return Hiding.objects.select_related("review").filter(pk=page).first()


def open_reviews() -> QuerySet[Review]:
    """Return what waits for a decision, oldest first."""
    return Review.objects.filter(WAITING).order_by("opened_on", "id")


def decided_reviews() -> QuerySet[Review]:
    """Return what was decided, newest first."""
    return Review.objects.exclude(WAITING).order_by("-decided_on", "id")


def public_reviews(today: date) -> QuerySet[Review]:
    """Return the decisions of which anybody may read, the last 2,000."""
    newest = [str(pk) for pk in decided_reviews().values_list("pk", flat=True)[:LISTED]]
    return decided_reviews().filter(pk__in=reviews_told(newest, today))


def reviews_for(person: Person) -> list[Review]:
    """Return what waits for this person among others: not their own pages, not what they decided already."""
    waiting = list(open_reviews().select_related("follows"))
    theirs = subjects.concerned((review.page for review in waiting), person)
    return [one for one in waiting if one.page not in theirs and not was_decided_by(one, person)]


def queue_for(person: Person) -> list[Row]:
    """Return the queue as this person sees it, with the titles of the pages."""
    waiting = reviews_for(person)
    pages = subjects.pages(review.page for review in waiting)
    rows = []
    for one in waiting:
        kind, page = subjects.kind_of(one.page), pages.get(one.page)
        noun = kind.noun if kind else ""
        title = page.title if page else gettext("A page that is gone")
        rows.append(Row(one, title, noun, _due(one), one.is_proposed and one.proposer_id == person.pk))
    return rows


def was_decided_by(review: Review, person: Person) -> bool:
    """Say whether an appeal is about what this very person decided."""
    before = review.follows if review.ask == Ask.APPEAL else None
    return before is not None and person.pk in {before.proposer_id, before.seconder_id}


def flags_of(review: Review) -> list[tuple[str, str]]:
    """Return why the page was pointed out, each with its words; for those who decide."""
    return [(flag.get_reason_display(), opened(flag.sealed)) for flag in Flag.objects.filter(review=review)]


def opened(sealed: bytes | memoryview) -> str:
    """Return what somebody wrote to those who decide."""
    return unseal(bytes(sealed), purpose=SEALED_AS) if sealed else ""


def may_appeal(hiding: Hiding) -> bool:
    """Say whether the decision that hides a page can be looked at again: once, and not while something waits."""
    asked = Review.objects.filter(Q(follows=hiding.review, ask=Ask.APPEAL) | Q(page=hiding.page, decided_on=None))
    return not asked.exists()


def told_pages(pages: Collection[str], today: date) -> set[str]:
    """Return those of the pages that the record may name: shown now, or hidden by moderation and shown before."""
    hidden = Hiding.objects.filter(pk__in=pages, was_public=True).values_list("pk", flat=True)
    return told(pages, today) | set(hidden)


def reviews_told(ids: Collection[str], today: date) -> set[str]:
    """Return which of these reviews the public record may tell of."""
    found = dict(decided_reviews().filter(pk__in=ids).values_list("pk", "page"))
    public = told_pages(set(found.values()), today)
    return {str(pk) for pk, page in found.items() if page in public}


def reviews_named(ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return what these decisions are called, and their addresses."""
    found = decided_reviews().filter(pk__in=ids)
    title = gettext("Decision on a page")
    return {str(one.pk): (title, one.get_absolute_url()) for one in found}


def pending_of(person: Person | None, today: date) -> list[Pending]:  # noqa: ARG001  the same question for all apps
    """Return what waits for the person: pages to decide on, and pages of their own that are hidden."""
    if person is None:
        return []
    rows = [
        Pending(gettext("Look at a page that was pointed out"), one.get_absolute_url(), one.opened_on, _due(one))
        for one in (reviews_for(person) if is_moderator(person) else [])
        if one.proposer_id != person.pk
    ]
    hidden = {hiding.page: hiding for hiding in Hiding.objects.select_related("review").order_by("hidden_on", "page")}
    title = gettext("Your page is hidden: read why, and what you can do")
    own = sorted(subjects.owned(hidden, person))
    return rows + [Pending(title, hidden[page].review.get_absolute_url(), hidden[page].hidden_on) for page in own]


def _due(review: Review) -> date:
    return review.opened_on + WITHIN
