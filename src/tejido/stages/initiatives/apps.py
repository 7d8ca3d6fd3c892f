"""What citizens are doing."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InitiativesConfig(AppConfig):
    """What citizens are doing."""

    name = "tejido.stages.initiatives"
    label = "initiatives"

    def ready(self) -> None:
        """Make the app known to the record, the clock, the marks and the pages beneath it."""
        from tejido.ground.files import showing as files
        from tejido.ground.moderation import subjects as moderated
        from tejido.ground.notices import subjects
        from tejido.ground.people import erasure
        from tejido.ground.web import daily, marks, panels
        from tejido.stages.initiatives import actions, queries
        from tejido.stages.initiatives.actions.hands import let_go
        from tejido.stages.initiatives.diagnosis_panels import PANELS as DIAGNOSIS_PANELS
        from tejido.stages.initiatives.models import Guide, Result
        from tejido.stages.initiatives.moderated import KIND as PAGES
        from tejido.stages.initiatives.panels import ORGANISATION_PANEL, PLACE_PANEL
        from tejido.stages.initiatives.vocabulary import Kind, NeedKind, State, Way

        _enter_in_record()
        _take_requests()
        marks.register("initiative-kind", Kind, icons="kind")
        marks.register("initiative-state", State, tones={"active": "kept", "draft": "quiet", "proposed": "quiet"})
        marks.register("need-kind", NeedKind, icons="need")
        marks.register("way", Way, icons="way")
        for panel in (PLACE_PANEL, ORGANISATION_PANEL, *DIAGNOSIS_PANELS):
            panels.register(panel)
        subjects.register("initiative", queries.initiatives_followed)
        subjects.register("need", queries.needs_followed)
        subjects.register("result", queries.parts_followed(Result))
        subjects.register("guide", queries.parts_followed(Guide))
        files.register("initiatives", queries.photo_is_shown)
        erasure.register(let_go)
        daily.register("initiatives.updates", lambda now: actions.show_updates(now=now))
        daily.register("initiatives.handovers", lambda now: actions.clear_handovers(now=now))
        daily.register("initiatives.uncovered", lambda now: actions.clear_held(now=now))
        moderated.register("initiative", PAGES)


def _take_requests() -> None:
    """Let people ask to join and take part; have what they asked erased in time, and with their account."""
    from tejido.ground.organisations import fabric
    from tejido.ground.people import erasure
    from tejido.ground.web import daily, panels
    from tejido.stages.initiatives.actions.joining import erase_requests_of, forget_requests
    from tejido.stages.initiatives.actions.participation import forget_messages
    from tejido.stages.initiatives.joining_panels import ACCOUNT_PANEL, JOINING_PANEL
    from tejido.stages.initiatives.queries.people_counted import people_taking_part

    fabric.register(fabric.PEOPLE, people_taking_part)
    panels.register(JOINING_PANEL)
    panels.register(ACCOUNT_PANEL)
    erasure.register(erase_requests_of)
    daily.register("initiatives.requests", lambda now: forget_requests(now=now))
    daily.register("initiatives.messages", lambda now: forget_messages(now=now))


def _enter_in_record() -> None:
    """Say to the record what follows from it, what of it may be told, and in which words."""
    from django.db.models import Q

    from tejido.ground.ledger import audit, naming, showing, vocabulary, withdrawal, wording
    from tejido.ground.organisations.vocabulary import HIDDEN, Profile
    from tejido.ground.places.vocabulary import Cause
    from tejido.stages.initiatives import queries
    from tejido.stages.initiatives.actions.entries import COLUMNS
    from tejido.stages.initiatives.actions.finding import forget_title
    from tejido.stages.initiatives.models import Guide, Initiative, Need, Result
    from tejido.stages.initiatives.models.initiative import UNPUBLISHED
    from tejido.stages.initiatives.vocabulary import Act, NeedKind, Way

    vocabulary.declare(Act)
    withdrawal.register("initiative", forget_title)
    texts = {"title": (Act.PUBLISHED, Act.SHOWN, Act.RENAMED), "story": (Act.TOLD,)}
    published = ~Q(state__in=UNPUBLISHED)
    audit.register(audit.Audited("initiative", Initiative, COLUMNS, texts, expected=published))
    need_columns = ("initiative", "kind", "stated_on", "met_on", "withdrawn_on")
    ended = (~Q(met_on=None) | ~Q(withdrawn_on=None)) & Q(end_shown_on=None)
    protected = Q(initiative__profile__in=(Profile.PROTECTED, HIDDEN))
    hidden = protected | (Q(initiative__profile=Profile.DISCREET) & ended)
    need_texts = {"text": (Act.NEED_STATED,)}
    audit.register(audit.Audited("need", Need, need_columns, need_texts, hidden=hidden, expected=~Q(shown_on=None)))
    taken_back = Q(initiative__profile=Profile.DISCREET, withdrawn_on__isnull=False, end_shown_on=None)
    columns = ("initiative", "figure", "unit", "measured_on", "stated_on", "withdrawn_on")
    result_texts = {"what": (Act.RESULT_STATED,)}
    shown = ~Q(shown_on=None)
    audit.register(
        audit.Audited("result", Result, columns, result_texts, hidden=protected | taken_back, expected=shown)
    )
    guide_texts = {"title": (Act.GUIDE_PUBLISHED, Act.GUIDE_CHANGED)}
    audit.register(
        audit.Audited("guide", Guide, ("initiative", "published_on"), guide_texts, hidden=protected, expected=shown)
    )
    showing.register("result", queries.results_told)
    showing.register("guide", queries.guides_told)
    naming.register("result", queries.results_named, noun=_("A result"))
    naming.register("guide", queries.guides_named, noun=_("A guide"))
    showing.register("initiative", queries.initiatives_told)
    showing.register("need", queries.needs_told)
    naming.register("initiative", queries.initiatives_named, noun=_("An initiative"))
    naming.register("need", queries.needs_named, noun=_("A need"))
    words: dict[str, wording.Words | wording.Column] = {
        "title": _("Title"),
        "story": _("What it does"),
        "kind": _("Kind"),
        "place": _("Place"),
        "places": wording.Column(_("Where else"), kind="place"),
        "ways": wording.Column(_("How others can take part"), values=dict(Way.choices)),
        "causes": wording.Column(_("Causes"), values=dict(Cause.choices)),
        "state": _("State"),
        "profile": _("How much is shown"),
        "began_on": _("Began on"),
        "finished_on": _("Finished on"),
        "confirmed_on": _("Confirmed on"),
        "organisation": _("Organisation"),
    }
    wording.register("initiative", words)
    need_words: dict[str, wording.Words | wording.Column] = {
        "text": _("Need"),
        "kind": wording.Column(_("Kind"), values=dict(NeedKind.choices)),
        "stated_on": _("Stated on"),
        "met_on": _("Met on"),
        "withdrawn_on": _("Withdrawn on"),
    }
    wording.register("need", need_words)
    result_words: dict[str, wording.Words | wording.Column] = {
        "what": _("What was counted"),
        "figure": _("Number"),
        "unit": _("Unit"),
        "measured_on": _("Counted on"),
        "withdrawn_on": _("Taken back on"),
    }
    wording.register("result", result_words)
    wording.register("guide", {"title": _("How it was done"), "published_on": _("Published on")})
