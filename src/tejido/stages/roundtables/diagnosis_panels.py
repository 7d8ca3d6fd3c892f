"""What commitments add to a diagnosis, and what diagnoses add to a commitment: which part it answers."""

from django.http import HttpRequest
from django.utils.timezone import localdate

from tejido.ground.organisations.profiles import Output, linked
from tejido.ground.people.models import Person
from tejido.ground.web.panels import Panel
from tejido.stages.reports.models import Diagnosis
from tejido.stages.reports.queries.diagnoses import diagnoses_visible_to, words_of
from tejido.stages.reports.vocabulary.diagnoses import DiagnosisState
from tejido.stages.roundtables.disclosure import profile_of
from tejido.stages.roundtables.models import Commitment, DiagnosisPromise
from tejido.stages.roundtables.policies.commitments import is_inside, moves_of
from tejido.stages.roundtables.queries.commitments import commitments_shown
from tejido.stages.roundtables.transitions import Move


def _of_diagnosis(request: HttpRequest, diagnosis: Diagnosis) -> dict[str, object] | None:
    if diagnosis.state != DiagnosisState.PUBLISHED:
        return None
    today = localdate(getattr(request, "now", None))
    links = DiagnosisPromise.objects.filter(part__diagnosis=diagnosis).select_related("part__diagnosis")
    found = list(links.order_by("said_on", "id"))
    promises = {one.pk: one for one in commitments_shown(Output.PAGE, today).filter(diagnosis_promises__in=found)}
    words = words_of([link.part for link in found])
    rows = [
        (promises[link.commitment_id], words[link.part_id])
        for link in found
        if link.part_id in words
        and link.commitment_id in promises
        and linked(profile_of(promises[link.commitment_id]), diagnosis.profile, Output.PAGE)
    ]
    person: Person | None = getattr(request, "person", None)
    return {"rows": rows, "diagnosis": diagnosis, "may": person is not None, "today": today}


def _of_commitment(request: HttpRequest, commitment: Commitment) -> dict[str, object] | None:
    person: Person | None = getattr(request, "person", None)
    links = DiagnosisPromise.objects.filter(commitment=commitment, part__diagnosis__in=diagnoses_visible_to(person))
    found = list(links.select_related("part__diagnosis").order_by("said_on", "id"))
    words = words_of([link.part for link in found])
    inside = bool(found) and is_inside(person, commitment.roundtable)
    rows = [
        (link, words[link.part_id])
        for link in found
        if link.part_id in words
        and (inside or linked(profile_of(commitment), link.part.diagnosis.profile, Output.PAGE))
    ]
    return {"rows": rows, "may": Move.EDIT in moves_of(person, commitment)} if rows else None


PANELS = (
    Panel("diagnosis", 20, "roundtables/diagnosis_panel.html", _of_diagnosis),
    Panel("commitment", 10, "roundtables/answers_panel.html", _of_commitment),
)
