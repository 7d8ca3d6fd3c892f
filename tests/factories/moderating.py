"""Pages that were pointed out, and who decides on them."""

from tejido.ground.moderation import actions
from tejido.ground.moderation.models import Hiding, Moderator, Review
from tejido.ground.moderation.vocabulary import Outcome, Reason
from tejido.ground.people.models import Person
from tests.factories.ground import TODAY, person
from tests.factories.initiatives import initiative
from tests.factories.moments import NOW


def moderator() -> Person:
    """Somebody whom the host asked to decide."""
    return Moderator.objects.create(person=person(), named_on=TODAY).person


def flagged(page: str | None = None, **more) -> Review:
    """A page that a visitor pointed out."""
    said = {"reason": Reason.SPAM, "words": "Vende cosas", "now": NOW} | more
    return actions.flag_page(page or initiative().record_name, by=None, **said)


def proposed(review: Review, outcome: str, by: Person | None = None, **more) -> Review:
    """What one of two would decide."""
    review.refresh_from_db()
    said = {"reason": Reason.SPAM, "words": "Es publicidad.", "version": review.version} | more
    return actions.propose_outcome(review, outcome=outcome, by=by or moderator(), now=NOW, **said)


def decided(review: Review, outcome: str, by: tuple[Person, Person] | None = None, now=NOW) -> Review:
    """What two people decided."""
    first, second = by or (moderator(), moderator())
    waiting = proposed(review, outcome, by=first)
    return actions.confirm_outcome(waiting, version=waiting.version, by=second, now=now)


def hidden(page: str | None = None, outcome: str = Outcome.HIDE, by: tuple[Person, Person] | None = None) -> Hiding:
    """A page that is hidden."""
    return Hiding.objects.get(review=decided(flagged(page), outcome, by=by))
