"""Saying that a commitment answers a part of a diagnosis, and taking it back."""

from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.people.models import Person
from tejido.ground.web.acting import NotAllowed, Refused, action
from tejido.stages.reports.models import DiagnosisPart
from tejido.stages.reports.queries.diagnoses import diagnoses_visible_to
from tejido.stages.roundtables.models import Commitment, DiagnosisPromise
from tejido.stages.roundtables.policies.commitments import check_may
from tejido.stages.roundtables.transitions import Move


class LinkedAlready(Refused):
    """It was said before."""

    message = _("This is said already.")
    field = "part"


@action
def link_diagnosis(commitment: Commitment, *, part: DiagnosisPart, by: Person, now: datetime) -> DiagnosisPromise:
    """Say that the commitment answers a part of a diagnosis; its owner and those who run the roundtable may.

    Both pages show it where the profiles of both allow links. Raises NotAllowed, LinkedAlready.
    """
    check_may(by, commitment, Move.EDIT)
    if not diagnoses_visible_to(by).filter(pk=part.diagnosis_id).exists():
        raise NotAllowed
    values = {"said_on": localdate(now)}
    link, is_new = DiagnosisPromise.objects.get_or_create(commitment=commitment, part=part, defaults=values)
    if not is_new:
        raise LinkedAlready
    return link


@action
def unlink_diagnosis(link: DiagnosisPromise, *, by: Person, now: datetime) -> None:  # noqa: ARG001  as all actions
    """Take back that the commitment answers a part of a diagnosis. Raises NotAllowed."""
    check_may(by, link.commitment, Move.EDIT)
    link.delete()
