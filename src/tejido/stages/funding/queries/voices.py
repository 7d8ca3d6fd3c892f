"""Visits and doubts of citizens as others read them: never who the visitor was."""

from dataclasses import dataclass
from datetime import date

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.profiles import Output, linked
from tejido.ground.people.models import Person
from tejido.ground.places.business_days import business_days_between
from tejido.stages.funding.disclosure import How, What, how, profile_of
from tejido.stages.funding.models import Doubt, Grant, Instalment, Visit, VisitPhoto


@dataclass(frozen=True)
class ToldVisit:
    """A visit. `organisation` is None for "a visitor"; `is_mine` lets them take it back."""

    visit: Visit
    organisation: Organisation | None
    milestone: str
    photos: list[VisitPhoto]
    is_mine: bool


@dataclass(frozen=True)
class ToldDoubt:
    """A doubt with its clock: business days left, or since it is late; `answer` only once it may be told."""

    doubt: Doubt
    organisation: Organisation | None
    answer: str
    days_left: int | None
    is_late: bool


def visits_of(grant: Grant, person: Person | None, today: date) -> list[ToldVisit]:
    """Return the visits that may be told, and the person's own."""
    rows = grant.visits.filter(hidden_on=None, withdrawn_on=None).select_related("organisation", "instalment")
    profile, found = profile_of(grant), []
    for it in rows.prefetch_related("photos__file"):
        is_mine = person is not None and it.person_id == person.pk
        if is_mine or _is_told(profile, it.written_on, today):
            milestone = _milestone(profile, it.instalment, today)
            found.append(ToldVisit(it, _named(profile, it.organisation), milestone, list(it.photos.all()), is_mine))
    return found


def doubts_of(grant: Grant, today: date, *, inside: bool = False) -> list[ToldDoubt]:
    """Return the doubts that may be told; to the two sides with their answers at once."""
    profile, found = profile_of(grant), []
    for it in grant.doubts.filter(hidden_on=None).select_related("organisation"):
        if not _is_told(profile, it.asked_on, today):
            continue
        told = it.answered_on is not None and (inside or _is_told(profile, it.answered_on, today))
        waits = it.answered_on is None
        left = business_days_between(today, it.answer_by) if waits and it.answer_by >= today else None
        late = it.late_since is not None or (waits and it.answer_by < today)
        found.append(ToldDoubt(it, _named(profile, it.organisation), it.answer if told else "", left, late))
    return found


def _is_told(profile: str, day: date, today: date) -> bool:
    return how(profile, What.VOICE, Output.PAGE, day=day, today=today) is not How.NO


def _milestone(profile: str, instalment: Instalment | None, today: date) -> str:
    if instalment is None or instalment.paid_on is None:
        return ""
    way = how(profile, What.PAYMENT, Output.PAGE, day=instalment.paid_on, today=today)
    return instalment.milestone if way is not How.NO else ""


def _named(profile: str, organisation: Organisation | None) -> Organisation | None:
    if organisation is None or not linked(profile, organisation.profile, Output.PAGE):
        return None
    return organisation
