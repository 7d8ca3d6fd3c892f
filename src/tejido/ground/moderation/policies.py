"""Who may decide on a page: the host and whom the host named, two together, and never somebody whom it concerns."""

from django.utils.translation import gettext_lazy as _

from tejido.ground.moderation import subjects
from tejido.ground.moderation.models import Hiding, Review
from tejido.ground.moderation.queries import is_moderator, was_decided_by
from tejido.ground.people.models import Person
from tejido.ground.web.acting import NotAllowed


def check_moderates(person: Person | None) -> Person:
    """Return the person. Raises NotAllowed unless they decide on pages."""
    if person is None or not is_moderator(person):
        raise NotAllowed
    return person


def check_may_decide(person: Person | None, review: Review) -> Person:
    """Return the person. Raises NotAllowed for others.

    Neither those whom the page concerns decide, nor, on an appeal, those who decided before.
    """
    decider = check_moderates(person)
    if subjects.concerned([review.page], decider):
        raise NotAllowed(_("You belong to this page. Two others decide on it."))
    if was_decided_by(review, decider):
        raise NotAllowed(_("You took part in the decision that is appealed. Two others decide now."))
    return decider


def check_may_answer(person: Person | None, hiding: Hiding) -> Person:
    """Return the person. Raises NotAllowed unless they may answer for the hidden page."""
    if person is None or not person.is_active or not subjects.owned([hiding.page], person):
        raise NotAllowed
    return person


def check_names_moderators(person: Person | None) -> Person:
    """Return the person. Raises NotAllowed unless they run this instance."""
    if person is None or not person.is_active or not person.is_host:
        raise NotAllowed
    return person
