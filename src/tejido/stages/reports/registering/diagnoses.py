"""What diagnoses and their public figures make known when the site starts."""

from django.utils.translation import gettext_lazy as _


def register() -> None:
    """Register what diagnoses and their public figures bring to other pages and to the clock."""
    from tejido.ground.files import showing
    from tejido.ground.notices import subjects
    from tejido.ground.web import daily, marks, panels
    from tejido.stages.reports.actions.tallies import release_due
    from tejido.stages.reports.diagnosis_panels import ORGANISATION_PANEL, PLACE_PANEL
    from tejido.stages.reports.queries import diagnoses as queries
    from tejido.stages.reports.vocabulary.diagnoses import DiagnosisState

    _enter_in_record()
    marks.register("diagnosis-state", DiagnosisState, tones={"draft": "quiet"})
    panels.register(PLACE_PANEL)
    panels.register(ORGANISATION_PANEL)
    subjects.register("diagnosis", queries.diagnoses_followed)
    showing.register("reports.wall", lambda pk, person: queries.photo_visible_to(person, pk))
    daily.register("reports.figures", lambda now: len(release_due(now=now)))


def _enter_in_record() -> None:
    """Say to the record what follows from it, what of it may be told, and in which words."""
    from django.db.models import Q

    from tejido.ground.ledger import audit, naming, showing, vocabulary, wording
    from tejido.ground.places.vocabulary import Cause
    from tejido.stages.reports.actions.diagnosis_entries import COLUMNS
    from tejido.stages.reports.models import Diagnosis, Release
    from tejido.stages.reports.queries import diagnoses as queries
    from tejido.stages.reports.queries.tallies import releases_named, releases_told
    from tejido.stages.reports.vocabulary.diagnoses import DiagnosisAct, DiagnosisState, TallyAct

    vocabulary.declare(DiagnosisAct)
    vocabulary.declare(TallyAct)
    texts = {
        "title": (DiagnosisAct.PUBLISHED, DiagnosisAct.SHOWN, DiagnosisAct.RENAMED),
        "text": (DiagnosisAct.TOLD, DiagnosisAct.REVISED),
    }
    published = Q(state=DiagnosisState.PUBLISHED)
    audit.register(audit.Audited("diagnosis", Diagnosis, COLUMNS, texts, expected=published))
    audit.register(audit.Audited("release", Release, ("quarter", "released_on", "digest")))
    showing.register("diagnosis", queries.diagnoses_told)
    showing.register("release", releases_told)
    naming.register("diagnosis", queries.diagnoses_named, noun=_("A diagnosis"))
    naming.register("release", releases_named, noun=_("Figures of a quarter"))
    words: dict[str, wording.Words | wording.Column] = {
        "title": _("The problem"),
        "text": _("What it says"),
        "place": _("Place"),
        "quarter": _("Quarter"),
        "causes": wording.Column(_("Causes"), values=dict(Cause.choices)),
        "profile": _("How much is shown"),
        "published_on": _("Published on"),
        "edition": _("Version"),
        "edited_on": _("Last changed on"),
        "organisation": _("Organisation"),
    }
    wording.register("diagnosis", words)
    wording.register(
        "release",
        {"quarter": _("Quarter"), "released_on": _("Published on"), "digest": _("Digest of the file of figures")},
    )
