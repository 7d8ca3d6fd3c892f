"""Writing a diagnosis as a draft, publishing it and its later versions, and choosing how much of it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.engines.cleaning import Cleaned
from tejido.ground.files.actions import drop_file, keep_file
from tejido.ground.organisations.actions import ChangedMeanwhile, OnlyTighter
from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.profiles import tighter
from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.ground.places.vocabulary import Cause, PlaceKind
from tejido.ground.web.acting import Refused, action
from tejido.ground.web.searching import folded
from tejido.stages.reports import trees
from tejido.stages.reports.actions.diagnosis_entries import enter_edition, enter_profile, enter_whole
from tejido.stages.reports.models import Diagnosis, DiagnosisPart, WallPhoto
from tejido.stages.reports.policies import diagnoses as policies
from tejido.stages.reports.quarters import Quarter
from tejido.stages.reports.trees import Tree
from tejido.stages.reports.vocabulary.diagnoses import DiagnosisState

TITLE_LENGTH, LINE_LENGTH, WHO_LENGTH, KNOWS_LENGTH = 160, 280, 120, 8000
MOST_LINES, MOST_PHOTOS = 12, 6


class BadDiagnosis(Refused):
    """Something that was written cannot be kept; `field` tells which."""

    message = _("Choose one of the list.")


class NothingToPublish(Refused):
    """The draft says what is published already, or too little."""

    message = _("There is nothing new to publish.")


class Unfinished(Refused):
    """A diagnosis without a cause or without what would help is none."""

    message = _("Write at least one cause, tick an underlying one and say what would help before you publish.")


class TooManyPhotos(Refused):
    """There is room for a few."""

    message = _("There are six photos already. Remove one first.")
    field = "photo"


@dataclass(frozen=True)
class Writing:
    """What an organisation writes: the problem as a title, the tree, and the causes that it is tagged by."""

    title: str
    tree: Tree
    causes: Sequence[str] = ()


@action
def draft_diagnosis(
    writing: Writing,
    *,
    organisation: Organisation,
    place: Place,
    quarter: str,
    profile: str = Profile.DISCREET,
    by: Person,
    now: datetime,
    is_example: bool = False,
) -> Diagnosis:
    """Write down a diagnosis as a draft that only its organisation sees.

    Any member of a civil society organisation may. Raises NotAllowed, BadDiagnosis.
    """
    policies.check_may_draft(by, organisation)
    if profile not in Profile.values:
        raise BadDiagnosis(field="profile")
    if place.kind != PlaceKind.MUNICIPALITY:
        raise BadDiagnosis(_("Choose a municipality."), field="place")
    today = localdate(now)
    about = Quarter.read(quarter)
    if about is None or about > Quarter.of(today):
        raise BadDiagnosis(field="quarter")
    diagnosis = Diagnosis(
        organisation=organisation,
        place=place,
        quarter=quarter,
        profile=profile,
        drafted_on=today,
        is_example=is_example,
    )
    _fill(diagnosis, writing)
    diagnosis.save(force_insert=True)
    return diagnosis


@action
def write_diagnosis(
    diagnosis: Diagnosis,
    writing: Writing,
    *,
    version: int,
    by: Person,
    now: datetime,  # noqa: ARG001  as all actions
) -> Diagnosis:
    """Change the draft of a diagnosis; `version` is the one that the form was filled in from.

    What is published stays as it is until a coordinator publishes the next version. Any member of its organisation may.
    Raises NotAllowed, BadDiagnosis, ChangedMeanwhile.
    """
    locked = _locked(diagnosis)
    policies.check_may_write(by, locked)
    if locked.version != version:
        raise ChangedMeanwhile
    _fill(locked, writing)
    locked.version += 1
    locked.save()
    return locked


@action
def publish_diagnosis(diagnosis: Diagnosis, *, by: Person, now: datetime) -> Diagnosis:
    """Publish the draft: for the first time, or as a new version. A coordinator of its organisation may.

    Parts whose words stay the same keep what answers them. Raises NotAllowed, NothingToPublish, Unfinished.
    """
    locked = _locked(diagnosis)
    standing = policies.check_may_publish(by, locked)
    if not locked.has_draft:
        raise NothingToPublish
    tree = trees.read(locked.draft)
    if not tree.causes or not tree.helps or not locked.draft_causes:
        raise Unfinished
    is_first, before = locked.state == DiagnosisState.DRAFT, (locked.title, locked.text, locked.causes)
    _publish(locked, localdate(now))
    _keep_parts(locked, tree)
    if is_first:
        enter_whole(locked, by=standing.actor, day=localdate(now), is_first=True)
    else:
        enter_edition(locked, before, by=standing.actor, day=localdate(now))
    return locked


@action
def change_diagnosis_profile(diagnosis: Diagnosis, *, to: str, by: Person, now: datetime) -> Diagnosis:
    """Choose how much is shown of a diagnosis; it holds at once, for every page, feed, file and the record.

    Its coordinators may choose any, the host only a tighter one. Raises NotAllowed, OnlyTighter, BadDiagnosis.
    """
    locked = _locked(diagnosis)
    standing = policies.check_may_choose_profile(by, locked)
    if to not in Profile.values:
        raise BadDiagnosis(field="profile")
    before = locked.profile
    if to == before:
        return locked
    if not standing.coordinates and not tighter(to, than=before):
        raise OnlyTighter
    locked.profile = to
    locked.save(update_fields=["profile"])
    if locked.state == DiagnosisState.PUBLISHED:
        if before == Profile.PROTECTED:
            enter_whole(locked, by=standing.actor, day=localdate(now), is_first=False)
        else:
            enter_profile(locked, by=standing.actor, day=localdate(now))
    return locked


@action
def discard_diagnosis(diagnosis: Diagnosis, *, by: Person, now: datetime) -> None:  # noqa: ARG001  as all actions
    """Delete a draft that was never published, with its photos. Raises NotAllowed, BadDiagnosis once published."""
    locked = _locked(diagnosis)
    policies.check_may_publish(by, locked)
    if locked.state != DiagnosisState.DRAFT:
        raise BadDiagnosis(_("It is published: its versions stay. Change how much is shown instead."))
    for photo in locked.photos.select_related("file"):
        _drop(photo)
    locked.delete()


@action
def add_wall_photo(diagnosis: Diagnosis, photo: Cleaned, *, by: Person, now: datetime) -> WallPhoto:
    """Keep a photo of the wall, drawn afresh, for members to transcribe. Raises NotAllowed, TooManyPhotos."""
    locked = _locked(diagnosis)
    policies.check_may_write(by, locked)
    if locked.photos.count() >= MOST_PHOTOS:
        raise TooManyPhotos
    return WallPhoto.objects.create(diagnosis=locked, file=keep_file(photo, today=localdate(now)))


@action
def drop_wall_photo(photo: WallPhoto, *, by: Person, now: datetime) -> None:  # noqa: ARG001  as all actions
    """Delete a photo of the wall for good. Raises NotAllowed."""
    policies.check_may_write(by, photo.diagnosis)
    _drop(photo)


def _drop(photo: WallPhoto) -> None:
    file = photo.file
    photo.delete()
    drop_file(file)


def _fill(diagnosis: Diagnosis, writing: Writing) -> None:
    """Set what the draft says. Raises BadDiagnosis."""
    title, tree = " ".join(writing.title.split()), trees.tidy(writing.tree)
    if not 0 < len(title) <= TITLE_LENGTH:
        raise BadDiagnosis(_("Write the problem in one sentence of at most 160 characters."), field="title")
    if not set(writing.causes) <= set(Cause.values):
        raise BadDiagnosis(field="tags")
    for name, lines in (
        ("causes", tree.causes),
        ("effects", tree.effects),
        ("helps", [one.what for one in tree.helps]),
    ):
        if len(lines) > MOST_LINES or any(len(line) > LINE_LENGTH for line in lines):
            raise BadDiagnosis(_("Write at most 12 lines of at most 280 characters."), field=name)
    if any(len(one.who) > WHO_LENGTH for one in tree.helps):
        raise BadDiagnosis(_("Name who could help in at most 120 characters."), field="helps")
    if len(tree.knows) > KNOWS_LENGTH:
        raise BadDiagnosis(_("This text is longer than 8,000 characters. Write it shorter."), field="knows")
    now_said = (title, trees.write(tree), sorted(set(writing.causes)))
    if now_said == (diagnosis.title, diagnosis.text, diagnosis.causes):
        _drop_draft(diagnosis)
        return
    diagnosis.has_draft = True
    diagnosis.draft_title, diagnosis.draft, diagnosis.draft_causes = now_said


def _drop_draft(diagnosis: Diagnosis) -> None:
    diagnosis.has_draft, diagnosis.draft_title, diagnosis.draft, diagnosis.draft_causes = False, "", "", []


def _publish(diagnosis: Diagnosis, today: date) -> None:
    diagnosis.title, diagnosis.text, diagnosis.causes = diagnosis.written
    _drop_draft(diagnosis)
    diagnosis.searchable = folded(diagnosis.title)[:200]
    diagnosis.state = DiagnosisState.PUBLISHED
    diagnosis.published_on = diagnosis.published_on or today
    diagnosis.edition += 1
    diagnosis.edited_on = today
    diagnosis.version += 1
    diagnosis.save()


def _keep_parts(diagnosis: Diagnosis, tree: Tree) -> None:
    """Bring the rows of parts in step with the published tree; those whose words are gone stay, and are not drawn."""
    known = set(diagnosis.parts.values_list("digest", flat=True))
    new = [(kind, mark) for kind, mark in trees.digests(tree) if mark not in known]
    DiagnosisPart.objects.bulk_create(
        [DiagnosisPart(diagnosis=diagnosis, kind=kind, digest=mark) for kind, mark in new]
    )


def _locked(diagnosis: Diagnosis) -> Diagnosis:
    return (
        Diagnosis.objects.select_for_update(of=("self",)).select_related("organisation", "place").get(pk=diagnosis.pk)
    )
