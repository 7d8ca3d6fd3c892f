"""What waits for somebody in grants: to agree, to reach, to check, to pay, to report, to answer."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tejido.ground.organisations.queries import memberships_of
from tejido.ground.organisations.vocabulary import Kind, Role
from tejido.ground.people.models import Person
from tejido.ground.web.pending import Pending
from tejido.stages.funding.grant_transitions import PUBLIC, RUNNING
from tejido.stages.funding.models import Amendment, Doubt, Grant, GrantReport, Instalment
from tejido.stages.funding.vocabulary.grants import GrantState, InstalmentState, Side
from tejido.stages.initiatives.models import Initiative
from tejido.stages.initiatives.queries.initiatives import run_by

SOON = timedelta(days=14)


def pending_of(person: Person, today: date) -> list[Pending]:
    """Return what waits for the person on either side; costs the same number of queries whatever waits."""
    held = list(memberships_of(person))
    coordinated = [it.organisation_id for it in held if it.role == Role.COORDINATOR]
    posts = [it.organisation_id for it in held if it.post is not None and it.post.ended_on is None]
    money = [it.organisation_id for it in held if it.organisation.kind == Kind.FUNDER and it.role == Role.COORDINATOR]
    run = Initiative.objects.filter(Q(organisation__in=coordinated) | (Q(organisation=None) & run_by(person)))
    grants = Grant.objects.select_related("funder", "initiative")
    ours = grants.filter(initiative__in=run.values("pk"))
    given = grants.filter(funder__in=[*money, *posts]).exclude(initiative__in=run.values("pk"))
    return [
        *_to_agree(ours),
        *_to_reach(ours, today),
        *_to_report(ours, today),
        *_to_offer(given),
        *_to_check_and_pay(given),
        *_to_answer(ours, Side.INITIATIVE, today),
        *_to_answer(given, Side.FUNDER, today),
    ]


def _desk(grant: Grant) -> str:
    return reverse("grant-desk", args=[grant.pk])


def _to_agree(ours: QuerySet[Grant]) -> Iterator[Pending]:
    for it in ours.filter(state=GrantState.OFFERED).order_by("offered_on", "id"):
        words = _("Say whether you agree to the grant “%(title)s”") % {"title": it}
        yield Pending(
            words, reverse("grant-answer", args=[it.pk]), it.offered_on or it.drafted_on, None, it.funder.name
        )


def _to_offer(given: QuerySet[Grant]) -> Iterator[Pending]:
    for it in given.filter(state=GrantState.DRAFT).order_by("drafted_on", "id"):
        words = _("Offer the grant “%(title)s”, or throw the draft away") % {"title": it}
        yield Pending(words, _desk(it), it.state_since, None, it.initiative.title)


def _to_reach(ours: QuerySet[Grant], today: date) -> Iterator[Pending]:
    rows = Instalment.objects.filter(
        grant__in=ours.filter(state=GrantState.AGREED), state=InstalmentState.PLANNED, due_on__lte=today + SOON
    )
    for it in rows.select_related("grant__funder").order_by("due_on", "id"):
        words = _("Say that a milestone was reached: %(what)s") % {"what": it.milestone}
        yield Pending(words, _desk(it.grant), it.due_on - SOON, it.due_on, str(it.grant))


def _to_report(ours: QuerySet[Grant], today: date) -> Iterator[Pending]:
    running = ours.filter(state__in=(*RUNNING, GrantState.ENDED))
    rows = GrantReport.objects.filter(grant__in=running, sent_on=None, due_on__lte=today + SOON)
    for it in rows.select_related("grant").order_by("due_on", "id"):
        words = _("Send report %(number)s on “%(title)s”") % {"number": it.number, "title": it.grant}
        url = reverse("grant-report", args=[it.grant_id, it.pk])
        yield Pending(words, url, it.due_on - SOON, it.due_on, "")


def _to_check_and_pay(given: QuerySet[Grant]) -> Iterator[Pending]:
    rows = Instalment.objects.filter(
        grant__in=given.filter(state=GrantState.AGREED), state__in=(InstalmentState.CLAIMED, InstalmentState.DUE)
    )
    for it in rows.select_related("grant__initiative").order_by("due_on", "id"):
        if it.state == InstalmentState.CLAIMED:
            words, name = _("Check whether it was reached: %(what)s"), "grant-check"
        else:
            words, name = _("Pay the instalment for: %(what)s"), "grant-pay"
        url = reverse(name, args=[it.grant_id, it.pk])
        since = it.checked_on or it.reached_on or it.due_on
        yield Pending(words % {"what": it.milestone}, url, since, None, it.grant.initiative.title)


def _to_answer(grants: QuerySet[Grant], side: Side, today: date) -> Iterator[Pending]:  # noqa: ARG001  as the others
    asked = Amendment.objects.filter(grant__in=grants, agreed_on=None, declined_on=None).exclude(side=side)
    for change in asked.select_related("grant").order_by("proposed_on", "id"):
        words = _("Answer the change proposed for “%(title)s”") % {"title": change.grant}
        url = reverse("grant-amendment-answer", args=[change.grant_id, change.pk])
        yield Pending(words, url, change.proposed_on, None, "")
    doubts = Doubt.objects.filter(
        grant__in=grants.filter(state__in=PUBLIC), answered_on=None, hidden_on=None, told_on__isnull=False
    )
    for it in doubts.select_related("grant").order_by("answer_by", "id"):
        words = _("Answer a doubt about “%(title)s”") % {"title": it.grant}
        url = reverse("grant-doubt-answer", args=[it.grant_id, it.pk])
        yield Pending(words, url, it.asked_on, it.answer_by, "")
