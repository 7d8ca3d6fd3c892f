"""What the page of a commitment shows beside the commitment itself, as far as it may be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.timezone import localdate

from tejido.ground.organisations.profiles import Field, Output, date_shown, profiles_showing, update_shown
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.stages.initiatives.models import Need
from tejido.stages.initiatives.queries import needs_shown
from tejido.stages.roundtables.disclosure import Disclosed, disclosed, name_of, profile_of
from tejido.stages.roundtables.models import Change, Commitment, Evidence, Step, Update, Voice
from tejido.stages.roundtables.queries.commitments import commitments_visible_to
from tejido.stages.roundtables.vocabulary import ChangeAnswer


@dataclass(frozen=True)
class ShownStep:
    """A step, with its date where it may be told."""

    step: Step
    due_on: date | None
    is_late: bool


@dataclass(frozen=True)
class ShownEvidence:
    """A piece of evidence and who brought it."""

    evidence: Evidence
    by: str


@dataclass(frozen=True)
class ShownVoice:
    """What an organisation said, whether it still counts, and with which evidence."""

    voice: Voice
    by: str
    counts: bool


@dataclass(frozen=True)
class CommitmentPage:
    """Everything on the page of a commitment."""

    it: Disclosed
    steps: Sequence[ShownStep]
    updates: Sequence[Update]
    evidence: Sequence[ShownEvidence]
    voices: Sequence[ShownVoice]
    changes: Sequence[Change]
    co_owners: Sequence[str]
    needs: Sequence[Need]
    places: Sequence[Place]

    @property
    def waiting(self) -> Change | None:
        """The change that waits for the roundtable."""
        return next((it for it in self.changes if it.answer == ChangeAnswer.WAITING), None)


def page_of(commitment: Commitment, today: date, *, inside: bool) -> CommitmentPage:
    """Return the page for somebody `inside` the roundtable or for anybody else; eight queries, whatever there is."""
    profile, page = profile_of(commitment), Output.PAGE

    def told(day: date) -> bool:
        return inside or update_shown(profile, page, day=day, today=today)

    def name(organisation: object, post: object = None) -> str:
        return name_of(organisation, post, beside=profile, output=page, inside=inside)  # type: ignore[arg-type]

    evidence = commitment.evidence.select_related("organisation", "post", "file")
    voices = commitment.voices.select_related("organisation", "evidence")
    needs = needs_shown(page, today).filter(commitments=commitment).select_related("initiative")
    if not inside:
        linking = profiles_showing(Field.LINK, page)
        needs = needs.filter(initiative__profile__in=linking) if profile in linking else needs.none()
    return CommitmentPage(
        it=disclosed(commitment, page, today, inside=inside),
        steps=[_step(step, profile, today, inside=inside) for step in commitment.steps.all()],
        updates=[it for it in commitment.updates.all() if told(it.said_on)],
        evidence=[ShownEvidence(it, name(it.organisation, it.post)) for it in evidence if told(it.added_on)],
        voices=[
            ShownVoice(it, name(it.organisation), it.round == commitment.reopened) for it in voices if told(it.said_on)
        ],
        changes=[it for it in commitment.changes.all() if told(it.proposed_on)],
        co_owners=[name(it) for it in commitment.co_owners.all()],
        needs=list(needs),
        places=list(commitment.places.select_related("parent").defer("figures")),
    )


def _step(step: Step, profile: str, today: date, *, inside: bool) -> ShownStep:
    tells = inside or date_shown(profile, Field.COMING_DATE, Output.PAGE, day=step.due_on, today=today)
    is_late = step.done_on is None and step.due_on < today
    return ShownStep(step, step.due_on if tells else None, is_late)


def shows_file(pk: UUID, person: Person | None) -> bool:
    """Say whether the person may see a file of evidence: where it stands on a page that they may see."""
    evidence = Evidence.objects.filter(file=pk).first()
    if evidence is None:
        return False
    today = localdate()
    found = commitments_visible_to(person, today).filter(pk=evidence.commitment_id).first()
    if found is None:
        return False
    inside = bool(getattr(found, "is_inside", False))
    return inside or update_shown(profile_of(found), Output.PAGE, day=evidence.added_on, today=today)
