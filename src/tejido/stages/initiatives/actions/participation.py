"""Taking part: leaving in one tap, being seen or not, and what coordinators tell those who take part."""

from datetime import datetime, timedelta

from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.people.models import Person
from tejido.ground.people.names import seal
from tejido.ground.people.policies import check_keeps_account
from tejido.ground.web.acting import NotAllowed, Refused, action
from tejido.stages.initiatives import policies
from tejido.stages.initiatives.models import Initiative, Message, Participation
from tejido.stages.initiatives.queries.participation import MESSAGE

MESSAGE_LENGTH = 2000
MESSAGES_KEPT = timedelta(days=60)
MOST_UNREAD = 99


class BadMessage(Refused):
    """The message is empty or too long."""

    message = _("Write a message of at most 2,000 characters.")
    field = "text"


class NobodyTakesPart(Refused):
    """There is nobody to tell."""

    message = _("Nobody takes part yet, so nobody would read it.")
    field = "text"


@action
def leave(participation: Participation, *, by: Person, now: datetime) -> None:  # noqa: ARG001  all actions know it
    """Take part no longer; nothing stays that says one did. Raises NotAllowed unless it is one's own."""
    _check_own(participation, by)
    participation.delete()


@action
def remove_participant(participation: Participation, *, by: Person, now: datetime) -> None:  # noqa: ARG001  as above
    """End somebody's taking part; its coordinators may. Raises NotAllowed."""
    policies.check_may_run(by, participation.initiative)
    participation.delete()


@action
def change_visibility(participation: Participation, *, is_public: bool, by: Person, now: datetime) -> Participation:  # noqa: ARG001  as above
    """Let one's name stand on the page of an open initiative, or no longer. Raises NotAllowed for anybody else."""
    _check_own(participation, by)
    participation.is_public = is_public
    participation.save(update_fields=["is_public"])
    return participation


@action
def message_participants(initiative: Initiative, *, text: str, by: Person, now: datetime) -> Message:
    """Tell those who take part something, inside the site only: no address is used, no mail carries it.

    Raises NotAllowed, BadMessage, NobodyTakesPart.
    """
    policies.check_may_run(by, initiative)
    text = text.strip()
    if not 0 < len(text) <= MESSAGE_LENGTH:
        raise BadMessage
    theirs = Participation.objects.filter(initiative=initiative)
    if not theirs.filter(unread__lt=MOST_UNREAD).update(unread=F("unread") + 1) and not theirs.exists():
        raise NobodyTakesPart
    today = localdate(now)
    return Message.objects.create(
        initiative=initiative, sealed=seal(text, purpose=MESSAGE), written_on=today, erase_on=today + MESSAGES_KEPT
    )


@action
def mark_messages_read(participation: Participation, *, by: Person, now: datetime) -> None:  # noqa: ARG001  as above
    """Say that one has read what was told. Raises NotAllowed unless it is one's own."""
    _check_own(participation, by)
    Participation.objects.filter(pk=participation.pk).update(unread=0)


@action
def forget_messages(*, now: datetime) -> int:
    """Erase messages whose day has come; return how many. Runs daily."""
    return Message.objects.filter(erase_on__lte=localdate(now)).delete()[0]


def _check_own(participation: Participation, by: Person | None) -> None:
    if participation.person_id != check_keeps_account(by).pk:
        raise NotAllowed
