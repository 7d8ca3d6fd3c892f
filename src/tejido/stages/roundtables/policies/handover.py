"""Who may open a change of official, and who answers."""

from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.models import Post
from tejido.ground.organisations.policies import coordinates, is_host, speaks_for_post
from tejido.ground.people.models import Person
from tejido.ground.web.acting import NotAllowed
from tejido.stages.roundtables.models import Handover, Staff


def may_begin(person: Person | None, post: Post) -> bool:
    """Say whether the person may open a change of official for the post.

    The host, who speaks for the post or coordinates its institution, and those who run a roundtable with commitments
    of the post.
    """
    if person is None:
        return False
    runs = Staff.objects.filter(person=person, ended_on=None, roundtable__commitments__owner_post=post)
    return (
        is_host(person)
        or speaks_for_post(person, post)
        or coordinates(person, post.organisation)
        or (person.is_active and runs.exists())
    )


def check_may_begin(person: Person | None, post: Post) -> None:
    """Raise NotAllowed unless the person may open a change of official for the post."""
    if not may_begin(person, post):
        raise NotAllowed(
            _("Only the host, the institution itself, or those who run a roundtable with its commitments can do this.")
        )


def check_may_answer(person: Person | None, handover: Handover) -> None:
    """Raise NotAllowed unless the person is the liaison of the post."""
    if not speaks_for_post(person, handover.post):
        raise NotAllowed(_("Only the liaison of the post can answer for its commitments."))
