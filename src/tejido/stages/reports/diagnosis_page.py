"""What the page of a diagnosis shows, decided before it is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.policies import Standing, standing
from tejido.ground.organisations.profiles import Output, linked
from tejido.ground.people.models import Person
from tejido.ground.web.tables import Table
from tejido.stages.reports import trees
from tejido.stages.reports.models import Diagnosis, Sentence
from tejido.stages.reports.quarters import Quarter
from tejido.stages.reports.queries.tallies import Told, release_of, sentences_of, told_in
from tejido.stages.reports.told_page import causes_table, kinds_table
from tejido.stages.reports.trees import Tree
from tejido.stages.reports.vocabulary.diagnoses import DiagnosisState


@dataclass(frozen=True)
class DiagnosisPage:
    """A diagnosis as one person sees it; to its organisation the draft, where there is one, and what is published.

    `organisation` is None where the profiles allow no link. `told` is what people tell of the place in that quarter, as
    published; None while the quarter is not out.
    """

    diagnosis: Diagnosis
    organisation: Organisation | None
    title: str
    tree: Tree
    causes: Sequence[str]
    told: Told | None
    sentences: Sequence[Sentence]
    standing: Standing

    @property
    def is_draft(self) -> bool:
        """Whether only its organisation sees it."""
        return self.diagnosis.state == DiagnosisState.DRAFT

    @property
    def is_withdrawn(self) -> bool:
        """Whether two people withdrew its text for somebody's safety."""
        return not self.is_draft and not self.diagnosis.text

    @property
    def quarter(self) -> str:
        """The quarter in words."""
        found = Quarter.read(self.diagnosis.quarter)
        return found.words if found else ""

    @property
    def kinds(self) -> Table | None:
        """What the reports are about."""
        return kinds_table(self.told) if self.told else None

    @property
    def named(self) -> Table | None:
        """Which causes they name."""
        return causes_table(self.told) if self.told else None

    @property
    def chooses_profile(self) -> bool:
        """Whether the person may choose how much is shown."""
        return self.standing.coordinates or self.standing.is_host


def page_of(diagnosis: Diagnosis, person: Person | None, today: date) -> DiagnosisPage:
    """Return the page; `diagnosis` comes from `queries.diagnoses.diagnoses_visible_to`. Some four queries."""
    held = standing(person, diagnosis.organisation)
    shows = held.belongs or linked(diagnosis.profile, diagnosis.organisation.profile, Output.PAGE)
    is_draft = diagnosis.state == DiagnosisState.DRAFT
    title, text, causes = diagnosis.written if is_draft else (diagnosis.title, diagnosis.text, diagnosis.causes)
    return DiagnosisPage(
        diagnosis=diagnosis,
        organisation=diagnosis.organisation if shows else None,
        title=title,
        tree=trees.read(text),
        causes=causes,
        told=told_about(diagnosis),
        sentences=list(sentences_of(diagnosis.organisation, diagnosis.place, today)) if shows else [],
        standing=held,
    )


def told_about(diagnosis: Diagnosis) -> Told | None:
    """Return what people tell of the place in the quarter of the diagnosis, as it was published for everybody."""
    quarter = Quarter.read(diagnosis.quarter)
    release = release_of(quarter) if quarter else None
    return told_in(diagnosis.place, release) if release else None
