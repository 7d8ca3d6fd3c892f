"""Reads of diagnoses."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from tejido.ground.notices.subjects import Subject
from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.policies import is_host
from tejido.ground.organisations.profiles import Field, Output, listed, profiles_showing
from tejido.ground.organisations.queries import memberships_of, organisations_of
from tejido.ground.organisations.vocabulary import Kind, Role
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.ground.web.pending import Pending
from tejido.stages.reports import trees
from tejido.stages.reports.models import Diagnosis, DiagnosisPart, WallPhoto
from tejido.stages.reports.vocabulary.diagnoses import DiagnosisState, PartKind


def published() -> QuerySet[Diagnosis]:
    """Return what is no draft, with place and organisation."""
    return with_surroundings(Diagnosis.objects.filter(state=DiagnosisState.PUBLISHED))


def with_surroundings(diagnoses: QuerySet[Diagnosis]) -> QuerySet[Diagnosis]:
    """Join place and organisation, without the place's figures."""
    return diagnoses.select_related("place", "organisation").defer("place__figures")


def diagnoses_shown(output: Output) -> QuerySet[Diagnosis]:
    """Return the diagnoses that anybody may see in `output`, whoever asks."""
    return listed(published(), output)


def diagnoses_visible_to(person: Person | None) -> QuerySet[Diagnosis]:
    """Return the diagnoses whose page the person may open: public ones, and all of their organisations' own.

    The host sees what is published, protected ones included.
    """
    seen = published() if is_host(person) else diagnoses_shown(Output.PAGE)
    if person is not None:
        seen = seen | with_surroundings(Diagnosis.objects.filter(organisation__in=organisations_of(person)))
    return seen


def diagnoses_of_place(place: Place, output: Output) -> QuerySet[Diagnosis]:
    """Return the public diagnoses of a place, of a state or the country with all below it, the last first."""
    here = diagnoses_shown(output).order_by("-published_on", "id")
    return here if place.parent_id is None else here.filter(Q(place=place) | Q(place__parent=place))


def diagnoses_of_organisation(organisation: Organisation, output: Output) -> QuerySet[Diagnosis]:
    """Return the diagnoses that `output` may say are this organisation's: none where either side shows no links."""
    allowed = profiles_showing(Field.LINK, output)
    shown = diagnoses_shown(output).filter(organisation=organisation, profile__in=allowed)
    return shown if organisation.profile in allowed else shown.none()


def organisations_that_diagnose(person: Person | None) -> QuerySet[Organisation]:
    """Return the civil society organisations of the person."""
    return organisations_of(person).filter(kind=Kind.CIVIL_SOCIETY)


def drafts_of(person: Person | None) -> QuerySet[Diagnosis]:
    """Return the diagnoses of the person's organisations that were never published."""
    ours = Diagnosis.objects.filter(state=DiagnosisState.DRAFT, organisation__in=organisations_of(person))
    return with_surroundings(ours)


def parts_with_words(diagnosis: Diagnosis) -> dict[UUID, str]:
    """Return the words of each part of a published diagnosis, by the id of the part: what would help comes first."""
    words = words_of(list(diagnosis.parts.select_related("diagnosis")))
    kinds = dict(diagnosis.parts.values_list("pk", "kind"))
    first = [pk for pk in words if kinds[pk] == PartKind.HELP]
    return {pk: words[pk] for pk in [*first, *(pk for pk in words if pk not in first)]}


def words_of(parts: Collection[DiagnosisPart]) -> dict[UUID, str]:
    """Return the words of parts that stand in their published diagnosis now; parts come with their diagnosis."""
    found: dict[UUID, str] = {}
    for part in parts:
        tree = trees.read(part.diagnosis.text)
        lines = {
            PartKind.CAUSE: tree.causes,
            PartKind.EFFECT: tree.effects,
            PartKind.HELP: [one.what for one in tree.helps],
        }[PartKind(part.kind)]
        for line in lines:
            if trees.digest(part.kind, line) == part.digest:
                found[part.pk] = line
    return found


def parts_shown(output: Output) -> QuerySet[DiagnosisPart]:
    """Return the parts of diagnoses that anybody may see in `output`, with their diagnosis and its place."""
    parts = DiagnosisPart.objects.select_related("diagnosis__place").defer("diagnosis__place__figures")
    return parts.filter(diagnosis__in=diagnoses_shown(output))


def photo_visible_to(person: Person | None, file: UUID) -> bool:
    """Say whether the file is a photo of the wall that the person may see: members of its organisation only."""
    ours = organisations_of(person)
    return WallPhoto.objects.filter(file=file, diagnosis__organisation__in=ours).exists()


def diagnoses_told(ids: Collection[str], today: date) -> set[str]:  # noqa: ARG001  the same question for all kinds
    """Return which of these diagnoses the public record may tell of."""
    return {str(pk) for pk in diagnoses_shown(Output.RECORD).filter(pk__in=ids).values_list("pk", flat=True)}


def diagnoses_named(ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return title and address of these diagnoses."""
    found = Diagnosis.objects.filter(pk__in=ids).only("pk", "title", "draft_title")
    return {str(one.pk): (str(one), one.get_absolute_url()) for one in found}


def diagnoses_followed(ids: Collection[str], reader: Person | None) -> dict[str, Subject]:
    """Return how these diagnoses are called for a reader of notices, where they may still be shown to them."""
    seen = diagnoses_visible_to(reader).filter(pk__in=ids)
    return {str(one.pk): Subject(str(one), one.get_absolute_url()) for one in seen}


def pending_of(person: Person | None, today: date) -> list[Pending]:  # noqa: ARG001  the same question for all apps
    """Return what waits for the person: drafts that only a coordinator can publish."""
    coordinated = memberships_of(person).filter(role=Role.COORDINATOR).values("organisation")
    drafts = Diagnosis.objects.filter(state=DiagnosisState.DRAFT, organisation__in=coordinated)
    title = gettext("Publish the diagnosis “%(title)s”, or delete it")
    rows = drafts.order_by("drafted_on", "id")
    return [Pending(title % {"title": str(one)}, one.get_absolute_url(), one.drafted_on) for one in rows]
