"""What waits for somebody in calls: to announce, to review, to admit, to mend, to answer, to read."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tejido.ground.organisations.queries import memberships_of
from tejido.ground.organisations.vocabulary import Kind, Role
from tejido.ground.people.models import Person
from tejido.ground.places.business_days import business_days_after
from tejido.ground.web.pending import Pending
from tejido.stages.funding.models import Application, Call, Letter
from tejido.stages.funding.queries.calls import funders_of
from tejido.stages.funding.queries.reviews import juries_of, waiting_for_review
from tejido.stages.funding.vocabulary.calls import ApplicationState, CallState
from tejido.stages.initiatives.models import Initiative
from tejido.stages.initiatives.queries.initiatives import run_by

ANSWER_DAYS = 10
"""Business days after which an institution's silence reads "unconfirmed"."""
TWO = 2


def pending_of(person: Person, today: date) -> list[Pending]:
    """Return what waits for the person; costs the same number of queries whatever waits, and one for each jury."""
    return [*_of_funder(person), *_to_review(person), *_of_applicant(person, today), *_to_answer(person)]


def _of_funder(person: Person) -> Iterator[Pending]:
    coordinated = funders_of(person).filter(Q(role=Role.COORDINATOR) | Q(organisation__kind=Kind.INSTITUTION))
    rows = Call.objects.filter(funder__in=coordinated.values("organisation"))
    ours = rows.annotate(named=Count("jurors", filter=Q(jurors__person__isnull=False))).select_related("funder")
    for call in ours.filter(state__in=(CallState.DRAFT, CallState.ANNOUNCED, CallState.OPEN, CallState.REVIEW)):
        context = call.funder.name
        if call.state == CallState.DRAFT:
            words = _("Announce the call “%(title)s”, or delete it") % {"title": call.title}
            yield Pending(words, call.get_absolute_url(), call.drafted_on, None, context)
            continue
        desk = reverse("call-desk", args=[call.pk])
        if call.named < TWO:
            words = _("Name who reviews for “%(title)s”") % {"title": call.title}
            yield Pending(words, desk, call.announced_on or call.drafted_on, call.closes_on, context)
        if call.state == CallState.REVIEW and call.admitted_on is None:
            words = _("Say who is admitted to “%(title)s”") % {"title": call.title}
            yield Pending(words, desk, call.state_since, call.reviewed_by, context)
    unread = Letter.objects.filter(application__call__in=rows, is_from_funder=False, read_on=None)
    yield from _letters(unread)


def _to_review(person: Person) -> Iterator[Pending]:
    for call in juries_of(person).filter(state=CallState.REVIEW, admitted_on=None).select_related("funder"):
        if waiting_for_review(call, person):
            words = _("Review what was sent to “%(title)s”") % {"title": call.title}
            url = reverse("call-reviews", args=[call.pk])
            yield Pending(words, url, call.state_since, call.reviewed_by, call.funder.name)


def _of_applicant(person: Person, today: date) -> Iterator[Pending]:
    coordinated = memberships_of(person).filter(role=Role.COORDINATOR).values("organisation")
    groups = Q(organisation=None) & run_by(person)
    initiatives = Initiative.objects.filter(Q(organisation__in=coordinated) | groups)
    rows = Application.objects.filter(initiative__in=initiatives.values("pk"))
    returned = Q(state=ApplicationState.RETURNED, call__state__in=(CallState.OPEN, CallState.REVIEW))
    begun = Q(state=ApplicationState.DRAFT, call__state=CallState.OPEN, call__closes_on__gte=today)
    for one in rows.filter(returned | begun).select_related("call", "initiative").order_by("state_since", "id"):
        is_draft = one.state == ApplicationState.DRAFT
        title = _("Finish and send the application “%(title)s”") if is_draft else _("Mend the application “%(title)s”")
        due = one.call.closes_on if is_draft else one.call.reviewed_by
        yield Pending(title % {"title": one}, one.get_absolute_url(), one.state_since, due, one.call.title)
    unread = Letter.objects.filter(application__in=rows, is_from_funder=True, read_on=None)
    yield from _letters(unread)


def _to_answer(person: Person) -> Iterator[Pending]:
    posts = memberships_of(person).filter(role=Role.LIAISON, post__ended_on=None).values("organisation")
    asked = Q(state__in=(ApplicationState.SENT, ApplicationState.RETURNED, ApplicationState.ADMITTED))
    rows = Application.objects.filter(
        asked, institution__in=posts, feasible_by=None, call__state__in=(CallState.OPEN, CallState.REVIEW)
    )
    for one in rows.select_related("call", "initiative").order_by("sent_on", "id"):
        since = one.sent_on or one.drafted_on
        words = _("Say whether “%(title)s” can be done") % {"title": one}
        yield Pending(words, one.get_absolute_url(), since, business_days_after(since, ANSWER_DAYS), one.call.title)


def _letters(unread: QuerySet[Letter]) -> Iterator[Pending]:
    rows = Application.objects.filter(Exists(unread.filter(application=OuterRef("pk"))))
    for one in rows.select_related("call", "initiative").order_by("sent_on", "id"):
        since = one.sent_on or one.drafted_on
        words = _("Read what was written about “%(title)s”") % {"title": one}
        yield Pending(words, one.get_absolute_url(), since, None, one.call.title)
