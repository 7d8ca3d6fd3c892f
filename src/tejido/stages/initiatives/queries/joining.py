"""Reads of requests to join: whether one may ask, who could read it, what waits."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, Min, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from tejido.engines.sealing import Pair
from tejido.ground.organisations.models import Membership
from tejido.ground.organisations.profiles import Field, Output, Shown, shown
from tejido.ground.organisations.vocabulary import Role
from tejido.ground.people.models import Person, PersonKey
from tejido.ground.vault.envelopes import notes_about
from tejido.ground.web.pending import Pending
from tejido.stages.initiatives.models import Coordinator, Initiative, JoinRequest, Offer
from tejido.stages.initiatives.queries.initiatives import coordinators_of, run_by
from tejido.stages.initiatives.vocabulary import Answer, Asked, State


@dataclass(frozen=True)
class Read:
    """A request that waits, with what a coordinator's key opened; `notes` is empty where it is sealed to others."""

    request: JoinRequest
    motive: str = field(repr=False)
    contact: str = field(repr=False)
    is_sealed_to_others: bool = False


def may_be_asked(initiative: Initiative, about: str = Asked.JOIN) -> bool:
    """Say whether the initiative goes on and so takes requests; an hour only where it offers one in public."""
    if initiative.state != State.ACTIVE:
        return False
    if about == Asked.JOIN:
        return True
    linked = shown(initiative.profile, Field.LINK, Output.PAGE) is Shown.FULL
    return linked and Offer.objects.filter(initiative=initiative, ended_on=None).exists()


def can_be_read(initiative: Initiative) -> bool:
    """Say whether any coordinator has a key that a request could be sealed to."""
    return PersonKey.objects.filter(person__in=coordinators_of(initiative)).exists()


def requests_waiting(initiative: Initiative) -> QuerySet[JoinRequest]:
    """Return the requests that wait for an answer, the oldest first."""
    return JoinRequest.objects.filter(initiative=initiative, answer=Answer.WAITING).order_by("asked_on", "id")


def requests_accepted(initiative: Initiative) -> QuerySet[JoinRequest]:
    """Return the accepted requests whose contact is not erased yet."""
    return JoinRequest.objects.filter(initiative=initiative, answer=Answer.ACCEPTED).order_by("-asked_on", "id")


def read_with(requests: Sequence[JoinRequest], person: Person, pair: Pair) -> list[Read]:
    """Open requests with a coordinator's key, each in memory only; two queries each."""
    return [_read(request, person, pair) for request in requests]


def requests_of(person: Person) -> QuerySet[JoinRequest]:
    """Return what the person asked with their account, the newest first."""
    return JoinRequest.objects.filter(person=person).select_related("initiative__place").order_by("-asked_on", "id")


def pending_of(person: Person | None, today: date) -> list[Pending]:  # noqa: ARG001  the same question for all apps
    """Return what waits: requests that a coordinator has to answer, a key nobody made yet, answers to one's own."""
    if person is None:
        return []
    rows = [*_to_answer(person), *_key_to_make(person)]
    title = gettext("Your request to “%(title)s” was answered")
    answered = requests_of(person).exclude(answer=Answer.WAITING)
    return rows + [
        Pending(title % {"title": one.initiative.title}, reverse("taking-part"), one.asked_on, one.erase_on)
        for one in answered
    ]


def _read(request: JoinRequest, person: Person, pair: Pair) -> Read:
    notes = notes_about(request.pk, person, pair)
    if not notes:
        return Read(request, "", "", is_sealed_to_others=True)
    return Read(request, str(notes[0].get("motive", "")), str(notes[0].get("contact", "")))


def _to_answer(person: Person) -> list[Pending]:
    waiting = _coordinated(person).filter(join_requests__answer=Answer.WAITING)
    counted = waiting.annotate(
        number=Count("join_requests"), since=Min("join_requests__asked_on"), due=Min("join_requests__erase_on")
    ).values_list("pk", "title", "number", "since", "due")
    title = gettext("Answer who asks to join “%(title)s” (%(number)d)")
    return [
        Pending(
            title % {"number": number, "title": name},
            reverse("join-requests", args=[pk]),
            since,
            due,
        )
        for pk, name, number, since, due in counted.order_by("since", "pk")
    ]


def _key_to_make(person: Person) -> list[Pending]:
    """A task to make one's key, where one of the initiatives that the person runs has no coordinator with a key."""
    of_organisation = Membership.objects.filter(
        organisation=OuterRef("organisation"), role=Role.COORDINATOR, ended_on=None, person__key__isnull=False
    )
    of_group = Coordinator.objects.filter(initiative=OuterRef("pk"), person__key__isnull=False)
    without = _coordinated(person).filter(~Exists(of_organisation), ~Exists(of_group), state=State.ACTIVE)
    first = without.order_by("published_on").values_list("published_on", flat=True).first()
    title = gettext("Make your key, so that people can ask to join what you coordinate")
    return [Pending(title, reverse("account-key"), first)] if first else []


def _coordinated(person: Person) -> QuerySet[Initiative]:
    held = person.memberships.filter(role=Role.COORDINATOR, ended_on=None, organisation__closed_on=None)
    ours = Initiative.objects.filter(run_by(person))
    return ours.filter(organisation__in=held.values("organisation")) | ours.filter(organisation=None)
