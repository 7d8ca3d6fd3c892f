"""What lies in an inbox, as far as it can be known without opening anything."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.queries import listening_key_of, memberships_of
from tejido.ground.organisations.vocabulary import Kind, Role
from tejido.ground.people.models import Person
from tejido.ground.vault.models import Thread, Wrap
from tejido.ground.vault.vocabulary import Side
from tejido.ground.web.pending import Pending
from tejido.stages.reports.models import DigestWish
from tejido.stages.reports.vocabulary.inbox import Box

_OPEN = Q(closed_on=None)
_BOXES = {
    Box.UNREAD: _OPEN & Q(is_unread=True),
    Box.OURS: _OPEN & Q(waits_for=Side.ORGANISATION),
    Box.THEIRS: _OPEN & Q(waits_for=Side.REPORTER),
    Box.CLOSED: ~_OPEN,
}


@dataclass(frozen=True)
class BoxCount:
    """One of the boxes of an inbox, with how many lie in it."""

    box: Box
    count: int
    is_here: bool


def organisations_read_by(person: Person | None) -> QuerySet[Organisation]:
    """Return the organisations whose inbox the person may open now."""
    held = memberships_of(person).exclude(organisation__kind=Kind.FUNDER)
    speaking = Q(role=Role.LIAISON, post__ended_on=None)
    held = held.filter(~Q(organisation__kind=Kind.INSTITUTION) | speaking)
    return Organisation.objects.filter(pk__in=held.values("organisation"))


def inboxes_of(person: Person | None) -> list[Organisation]:
    """Return the organisations of the person that ever had a sealing key, and so an inbox."""
    return list(organisations_read_by(person).filter(keys__isnull=False).distinct())


def threads_in(organisation: Organisation, box: Box) -> QuerySet[Thread]:
    """Return what lies in a box of an inbox: who has waited longest first, the newest first among the closed."""
    found = organisation.threads.filter(_BOXES[box]).select_related("handling", "handling__looked_after_by")
    return found.order_by("-closed_on", "id") if box == Box.CLOSED else found.order_by("waits_since", "id")


def boxes_of(organisation: Organisation, here: Box | None) -> list[BoxCount]:
    """Return the boxes of an inbox; one query."""
    counts = organisation.threads.aggregate(**{box.name: Count("pk", filter=where) for box, where in _BOXES.items()})
    return [BoxCount(box, counts[box.name], box == here) for box in Box]


def thread_read_by(person: Person | None, pk: UUID) -> Thread | None:
    """Return the thread, where it lies in an inbox that the person may open; None else, also where there is none."""
    found = Thread.objects.filter(pk=pk, organisation__in=organisations_read_by(person))
    return found.select_related("organisation", "handling", "handling__looked_after_by").first()


def readers_of(organisation: Organisation) -> list[Person]:
    """Return those who may open the inbox now, to have one of them look after a report."""
    held = organisation.memberships.filter(ended_on=None, person__is_active=True).select_related("person")
    if organisation.kind == Kind.INSTITUTION:
        held = held.filter(role=Role.LIAISON, post__ended_on=None)
    return [membership.person for membership in held.order_by("began_on", "id")]


def receiving_institutions() -> QuerySet[Organisation]:
    """Return the institutions that have a sealing key, so that a report can be referred to them."""
    found = Organisation.objects.filter(kind=Kind.INSTITUTION, closed_on=None, verified_on__isnull=False)
    return found.filter(keys__ended_on=None, keys__isnull=False).distinct()


def old_wraps_of(organisation: Organisation) -> QuerySet[Thread]:
    """Return the open threads that are still wrapped to an earlier version of the organisation's key."""
    key = listening_key_of(organisation)
    if key is None:
        return Thread.objects.none()
    old = Wrap.objects.filter(side=Side.ORGANISATION).exclude(key=key)
    return organisation.threads.filter(_OPEN, pk__in=old.values("thread")).order_by("id")


def wants_digest(person: Person) -> bool:
    """Say whether the person asked for the daily mail about their inboxes."""
    return DigestWish.objects.filter(person=person).exists()


def something_waits_for(person: Person) -> bool:
    """Say whether anything waits for an answer in any inbox of the person."""
    found = Thread.objects.filter(_BOXES[Box.OURS], organisation__in=organisations_read_by(person))
    return found.exists()


def pending_of(person: Person | None, today: date) -> list[Pending]:  # noqa: ARG001  the same question for all apps
    """Return one row for each inbox of the person in which something waits; it says neither what nor how much."""
    rows = []
    for organisation in organisations_read_by(person):
        waiting = threads_in(organisation, Box.OURS).values_list("waits_since", flat=True).first()
        if waiting:
            title = gettext("Something waits in the inbox of %(name)s") % {"name": organisation.name}
            rows.append(Pending(title, reverse("inbox", args=[organisation.pk]), waiting))
    return rows
