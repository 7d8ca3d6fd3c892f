"""Reads of reviews and of those who review."""

from fractions import Fraction

from django.db.models import Prefetch, QuerySet

from tejido.ground.people.models import Person
from tejido.stages.funding.models import Application, Call, Juror, Review
from tejido.stages.funding.vocabulary.calls import ApplicationState, Outcome

AGREE = 2
"""So many who have no part in it have to agree."""
MOST_POINTS = 10


def counted(application: Application) -> list[Review]:
    """Return the reviews that count: not those of who stood aside, nor what was begun and not said."""
    return [one for one in application.reviews.all() if not one.stands_aside and one.admits is not None]


def outcome_of(application: Application) -> Outcome:
    """Return what the reviews come to: two who agree decide; where two differ, a third does."""
    said = [one.admits for one in counted(application)]
    if said.count(True) >= AGREE:
        return Outcome.ADMITS
    if said.count(False) >= AGREE:
        return Outcome.REFUSES
    return Outcome.DIFFERS if len(said) == AGREE else Outcome.WAITING


def points_of(application: Application) -> Fraction:
    """Return the mean of the points that those gave who counted; for calls that a panel decides."""
    points = [one.points or 0 for one in counted(application)]
    return Fraction(sum(points), len(points)) if points else Fraction(0)


def with_reviews(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Read the reviews along with them."""
    return applications.prefetch_related(Prefetch("reviews", Review.objects.order_by("id")))


def reasons_of(application: Application) -> list[str]:
    """Return the reasons that those gave who counted, in an order that tells nobody who gave which."""
    return [one.reasons for one in sorted(counted(application), key=lambda it: it.pk) if one.reasons]


def jurors_of(call: Call) -> QuerySet[Juror]:
    """Return those who review for a call, and the codes that still count. For those who run it."""
    return call.jurors.select_related("person").order_by("is_invited", "named_on", "id")


def juries_of(person: Person | None) -> QuerySet[Call]:
    """Return the calls for which the person reviews."""
    return Call.objects.filter(jurors__person=person) if person else Call.objects.none()


def waiting_for_review(call: Call, person: Person) -> list[Application]:
    """Return what was sent and still needs a word, without those of which the person has said theirs."""
    rows = with_reviews(call.applications.filter(state=ApplicationState.SENT).select_related("initiative", "place"))
    needed = {Outcome.WAITING, Outcome.DIFFERS}
    return [
        one
        for one in rows.order_by("sent_on", "id")
        if outcome_of(one) in needed and all(review.reviewer_id != person.pk for review in one.reviews.all())
    ]
