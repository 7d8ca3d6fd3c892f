"""What organisations say about listening, and the emergency switch."""

from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.models import Organisation
from tejido.ground.people.models import Person
from tejido.ground.web.acting import Refused, action
from tejido.stages.reports.models import ListeningProfile, Standstill
from tejido.stages.reports.models.listening import LEAST_RETENTION, MOST_RETENTION
from tejido.stages.reports.policies.listening import check_may_describe_listening, check_may_stop_all
from tejido.stages.reports.queries.listening import key_version_of


class NoKeyYet(Refused):
    """Nothing could be sealed to the organisation."""

    message = _("Your organisation has no sealing key yet. Make it first; reports are sealed to it.")


class NothingSaid(Refused):
    """People in danger must be told what happens with what they tell."""

    message = _("Say what you do with reports: people read it before they choose you.")
    field = "use"


class RetentionOutOfBounds(Refused):
    """The time a closed report is kept is too short to answer it, or too long to keep it."""

    message = _("Between 30 and 730 days.")
    field = "retention_days"


@action
def describe_listening(
    organisation: Organisation,
    *,
    use: str,
    retention_days: int,
    answers_within_days: int | None,
    by: Person,
    now: datetime,
) -> ListeningProfile:
    """Say what the organisation does with reports, and listen from now on.

    Reports that came before keep the retention that was promised to them. Raises NotAllowed, NothingSaid, NoKeyYet,
    RetentionOutOfBounds.
    """
    check_may_describe_listening(by, organisation)
    if not use.strip():
        raise NothingSaid
    if not LEAST_RETENTION <= retention_days <= MOST_RETENTION:
        raise RetentionOutOfBounds
    if key_version_of(organisation) is None:
        raise NoKeyYet
    said = {
        "use": use.strip(),
        "retention_days": retention_days,
        "answers_within_days": answers_within_days,
        "paused_on": None,
    }
    profile, _made = ListeningProfile.objects.update_or_create(
        organisation=organisation, defaults=said, create_defaults=said | {"since": localdate(now)}
    )
    return profile


@action
def pause_listening(organisation: Organisation, *, by: Person, now: datetime) -> None:
    """Take no new reports for the organisation; threads that are open go on. Raises NotAllowed."""
    check_may_describe_listening(by, organisation)
    ListeningProfile.objects.filter(organisation=organisation, paused_on=None).update(paused_on=localdate(now))


@action
def stop_all_listening(*, by: Person, now: datetime) -> None:
    """Throw the emergency switch: nobody can send a report; receipts go on opening their threads. Raises NotAllowed."""
    check_may_stop_all(by)
    Standstill.objects.get_or_create(id=1, defaults={"since": localdate(now)})


@action
def resume_listening(*, by: Person, now: datetime) -> None:  # noqa: ARG001  every action knows its moment
    """Take reports again. Raises NotAllowed."""
    check_may_stop_all(by)
    Standstill.objects.all().delete()
