"""Saying that an initiative answers a part of a diagnosis, and taking it back."""

from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.people.models import Person
from tejido.ground.web.acting import NotAllowed, Refused, action
from tejido.stages.initiatives import policies
from tejido.stages.initiatives.models import DiagnosisAnswer, Initiative
from tejido.stages.initiatives.models.initiative import UNPUBLISHED
from tejido.stages.reports.models import DiagnosisPart
from tejido.stages.reports.queries.diagnoses import diagnoses_visible_to


class AnsweredAlready(Refused):
    """It was said before."""

    message = _("This is said already.")
    field = "part"


class NotPublishedYet(Refused):
    """A draft answers nothing in public."""

    message = _("Publish the initiative first.")
    field = "initiative"


@action
def answer_diagnosis(initiative: Initiative, *, part: DiagnosisPart, by: Person, now: datetime) -> DiagnosisAnswer:
    """Say that the initiative answers a part of a diagnosis; whoever coordinates the initiative may.

    Both pages show it where the profiles of both allow links. Raises NotAllowed, AnsweredAlready, NotPublishedYet.
    """
    policies.check_may_run(by, initiative)
    if not diagnoses_visible_to(by).filter(pk=part.diagnosis_id).exists():
        raise NotAllowed
    if initiative.state in UNPUBLISHED:
        raise NotPublishedYet
    values = {"said_on": localdate(now)}
    answer, is_new = DiagnosisAnswer.objects.get_or_create(initiative=initiative, part=part, defaults=values)
    if not is_new:
        raise AnsweredAlready
    return answer


@action
def take_back_answer(answer: DiagnosisAnswer, *, by: Person, now: datetime) -> None:  # noqa: ARG001  as all actions
    """Take back that the initiative answers a part of a diagnosis. Raises NotAllowed."""
    policies.check_may_run(by, answer.initiative)
    answer.delete()
