"""What initiatives add to a diagnosis, and what diagnoses add to an initiative: which part it answers."""

from django.http import HttpRequest
from django.utils.timezone import localdate

from tejido.ground.organisations.profiles import Output, linked
from tejido.ground.people.models import Person
from tejido.ground.web.panels import Panel
from tejido.stages.initiatives import queries
from tejido.stages.initiatives.models import DiagnosisAnswer, Initiative
from tejido.stages.initiatives.policies import standing
from tejido.stages.reports.models import Diagnosis
from tejido.stages.reports.queries.diagnoses import diagnoses_visible_to, words_of
from tejido.stages.reports.vocabulary.diagnoses import DiagnosisState


def _of_diagnosis(request: HttpRequest, diagnosis: Diagnosis) -> dict[str, object] | None:
    if diagnosis.state != DiagnosisState.PUBLISHED:
        return None
    shown = queries.initiatives_shown(Output.PAGE, localdate(getattr(request, "now", None)))
    answers = DiagnosisAnswer.objects.filter(part__diagnosis=diagnosis, initiative__in=shown.prefetch_related(None))
    found = list(answers.select_related("initiative", "part__diagnosis").order_by("said_on", "id"))
    words = words_of([answer.part for answer in found])
    rows = [
        (answer.initiative, words[answer.part_id])
        for answer in found
        if answer.part_id in words and linked(answer.initiative.profile, diagnosis.profile, Output.PAGE)
    ]
    person: Person | None = getattr(request, "person", None)
    return {"rows": rows, "diagnosis": diagnosis, "may": person is not None}


def _of_initiative(request: HttpRequest, initiative: Initiative) -> dict[str, object] | None:
    person: Person | None = getattr(request, "person", None)
    held = standing(person, initiative)
    answers = DiagnosisAnswer.objects.filter(initiative=initiative, part__diagnosis__in=diagnoses_visible_to(person))
    found = list(answers.select_related("part__diagnosis").order_by("said_on", "id"))
    words = words_of([answer.part for answer in found])
    rows = [
        (answer, words[answer.part_id])
        for answer in found
        if answer.part_id in words
        and (held.belongs or linked(initiative.profile, answer.part.diagnosis.profile, Output.PAGE))
    ]
    return {"rows": rows, "may": held.coordinates} if rows else None


PANELS = (
    Panel("diagnosis", 10, "initiatives/diagnosis_panel.html", _of_diagnosis),
    Panel("initiative", 30, "initiatives/answers_panel.html", _of_initiative),
)
