"""What those who review say of an application, each on their own."""

from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.people.models import Person
from tejido.ground.web.acting import NotAllowed, sealed_action
from tejido.stages.funding.actions.call_refusals import ReviewedAlready
from tejido.stages.funding.actions.call_rows import locked, said, turn
from tejido.stages.funding.application_transitions import Move
from tejido.stages.funding.models import Application, Review
from tejido.stages.funding.policies.applications import check_may
from tejido.stages.funding.queries.reviews import MOST_POINTS, outcome_of
from tejido.stages.funding.sheets import BadAnswer
from tejido.stages.funding.vocabulary.calls import Outcome

REASONS_LENGTH = 1200


@sealed_action
def review_application(
    application: Application, *, admits: bool, reasons: str, points: int | None = None, by: Person, now: datetime
) -> Review:
    """Say whether an application is to be admitted, and why; one can say it anew until it was said who is admitted.

    The reasons go to who applied, without a name. `points` (0 to 10) are asked for where nobody votes.
    Raises NotAllowed (also for whoever has a part in it), WrongTime, BadAnswer, TextMissing, ReviewedAlready.
    """
    found = locked(application)
    check_may(by, found, Move.REVIEW)
    turn(found, Move.REVIEW)
    _check_still_needed(found, by)
    if not found.call.has_ballot and (points is None or not 0 <= points <= MOST_POINTS):
        raise BadAnswer(_("Give 0 to 10 points."), field="points")
    words = said(reasons, "reasons", longest=REASONS_LENGTH)
    return _kept(found, by, localdate(now), admits=admits, reasons=words, points=points, stands_aside=False)


@sealed_action
def stand_aside(application: Application, *, by: Person, now: datetime) -> Review:
    """Say that one has a part in it, or somebody close to one: others review. Raises NotAllowed, WrongTime."""
    found = locked(application)
    check_may(by, found, Move.REVIEW)
    turn(found, Move.REVIEW)
    return _kept(found, by, localdate(now), admits=None, reasons="", points=None, stands_aside=True)


def _check_still_needed(application: Application, by: Person) -> None:
    if application.reviews.filter(reviewer=by, stands_aside=True).exists():
        raise NotAllowed(_("You stood aside for this application; others review it."))
    decided = outcome_of(application) in {Outcome.ADMITS, Outcome.REFUSES}
    if decided and not application.reviews.filter(reviewer=by, stands_aside=False).exists():
        raise ReviewedAlready


def _kept(application: Application, by: Person, day: object, **values: object) -> Review:
    made, _is_new = Review.objects.update_or_create(
        application=application, reviewer=by, defaults=values | {"reviewed_on": day}
    )
    return made
