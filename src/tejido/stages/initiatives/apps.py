"""What citizens are doing."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InitiativesConfig(AppConfig):
    """What citizens are doing."""

    name = "tejido.stages.initiatives"
    label = "initiatives"

    def ready(self) -> None:
        """Make the app known to the record, the clock, the marks and the pages beneath it."""
        from tejido.ground.moderation import subjects as moderated
        from tejido.ground.notices import subjects
        from tejido.ground.web import daily, marks, panels
        from tejido.stages.initiatives.actions import show_updates
        from tejido.stages.initiatives.moderated import KIND as PAGES
        from tejido.stages.initiatives.panels import ORGANISATION_PANEL, PLACE_PANEL
        from tejido.stages.initiatives.queries import initiatives_followed, needs_followed
        from tejido.stages.initiatives.vocabulary import Kind, State

        _enter_in_record()
        marks.register("initiative-kind", Kind, icons="kind")
        marks.register("initiative-state", State, tones={"active": "kept", "draft": "quiet"})
        panels.register(PLACE_PANEL)
        panels.register(ORGANISATION_PANEL)
        subjects.register("initiative", initiatives_followed)
        moderated.register("initiative", PAGES)
        subjects.register("need", needs_followed)
        daily.register("initiatives.updates", lambda now: show_updates(now=now))


def _enter_in_record() -> None:
    """Say to the record what follows from it, what of it may be told, and in which words."""
    from django.db.models import Q

    from tejido.ground.ledger import audit, naming, showing, vocabulary, withdrawal, wording
    from tejido.ground.organisations.vocabulary import HIDDEN, Profile
    from tejido.ground.places.vocabulary import Cause
    from tejido.stages.initiatives import queries
    from tejido.stages.initiatives.actions.entries import COLUMNS
    from tejido.stages.initiatives.actions.finding import forget_title
    from tejido.stages.initiatives.models import Initiative, Need
    from tejido.stages.initiatives.models.initiative import UNPUBLISHED
    from tejido.stages.initiatives.vocabulary import Act

    vocabulary.declare(Act)
    withdrawal.register("initiative", forget_title)
    texts = {"title": (Act.PUBLISHED, Act.SHOWN, Act.RENAMED), "story": (Act.TOLD,)}
    published = ~Q(state__in=UNPUBLISHED)
    audit.register(audit.Audited("initiative", Initiative, COLUMNS, texts, expected=published))
    columns = ("initiative", "kind", "stated_on", "met_on", "withdrawn_on")
    ended = (~Q(met_on=None) | ~Q(withdrawn_on=None)) & Q(end_shown_on=None)
    hidden = Q(initiative__profile__in=(Profile.PROTECTED, HIDDEN)) | (Q(initiative__profile=Profile.DISCREET) & ended)
    need_texts = {"text": (Act.NEED_STATED,)}
    audit.register(audit.Audited("need", Need, columns, need_texts, hidden=hidden, expected=~Q(shown_on=None)))
    showing.register("initiative", queries.initiatives_told)
    showing.register("need", queries.needs_told)
    naming.register("initiative", queries.initiatives_named, noun=_("An initiative"))
    naming.register("need", queries.needs_named, noun=_("A need"))
    words: dict[str, wording.Words | wording.Column] = {
        "title": _("Title"),
        "story": _("What it does"),
        "kind": _("Kind"),
        "place": _("Place"),
        "causes": wording.Column(_("Causes"), values=dict(Cause.choices)),
        "state": _("State"),
        "profile": _("How much is shown"),
        "began_on": _("Began on"),
        "organisation": _("Organisation"),
    }
    wording.register("initiative", words)
    wording.register(
        "need",
        {"text": _("Need"), "stated_on": _("Stated on"), "met_on": _("Met on"), "withdrawn_on": _("Withdrawn on")},
    )
