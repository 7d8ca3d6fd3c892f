"""What grants make known."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tejido.ground.files import showing as files
from tejido.ground.ledger import audit, naming, showing, vocabulary, withdrawal, wording
from tejido.ground.moderation import subjects as moderated
from tejido.ground.notices import subjects
from tejido.ground.organisations import fabric
from tejido.ground.organisations.vocabulary import HIDDEN, Profile
from tejido.ground.people import second_factor
from tejido.ground.places.vocabulary import Cause
from tejido.ground.web import daily, marks, panels
from tejido.stages.funding.actions.grant_clock import turn_grants
from tejido.stages.funding.actions.grant_rows import COLUMNS, OF_INSTALMENT
from tejido.stages.funding.actions.grants import forget_title
from tejido.stages.funding.grant_moderated import DOUBT, GRANT, VISIT
from tejido.stages.funding.grant_panels import PANELS
from tejido.stages.funding.models import Doubt, Grant, Instalment, Visit
from tejido.stages.funding.policies.calls import coordinates_a_funder
from tejido.stages.funding.queries import grants
from tejido.stages.funding.queries.grant_totals import money_arriving
from tejido.stages.funding.vocabulary.grants import GrantAct, GrantState, InstalmentState, Seen, Side

_SECRET = (Profile.PROTECTED, HIDDEN)
SECRET = Q(profile__in=_SECRET) | Q(initiative__profile__in=_SECRET)
GRANT_TONES: dict[str, marks.Tone] = {"agreed": "accent", "finished": "kept", "ended": "late", "draft": "quiet"}
INSTALMENT_TONES: dict[str, marks.Tone] = {"paid": "kept", "due": "accent", "cancelled": "quiet"}
SEEN_TONES: dict[str, marks.Tone] = {"as_said": "kept", "not_there": "late", "not_seen": "quiet"}


def register() -> None:
    """Make grants known; called once, from `AppConfig.ready`."""
    second_factor.require(coordinates_a_funder)
    _record()
    _words()
    marks.register("grant", GrantState, tones=GRANT_TONES)
    marks.register("instalment", InstalmentState, tones=INSTALMENT_TONES)
    marks.register("visit", Seen, tones=SEEN_TONES)
    subjects.register("grant", grants.grants_followed)
    files.register("funding.grants", grants.file_is_shown)
    daily.register("funding.grants", lambda now: turn_grants(now=now))
    fabric.register(fabric.MONEY, money_arriving)
    for panel in PANELS:
        panels.register(panel)
    for name, kind in (("grant", GRANT), ("visit", VISIT), ("doubt", DOUBT)):
        moderated.register(name, kind)


def _record() -> None:
    vocabulary.declare(GrantAct)
    withdrawal.register("grant", forget_title)
    told = Q(told_on__isnull=False)
    texts = {"title": (GrantAct.AGREED, GrantAct.SHOWN), "purpose": (GrantAct.TOLD,)}
    # Not by the state, which the record carries: nobody hides a row by changing it.
    audit.register(audit.Audited("grant", Grant, COLUMNS, texts, hidden=SECRET, expected=told))
    paid_texts = {"milestone": (GrantAct.PAID,)}
    of_secret = Q(grant__profile__in=_SECRET) | Q(grant__initiative__profile__in=_SECRET)
    audit.register(audit.Audited("instalment", Instalment, OF_INSTALMENT, paid_texts, hidden=of_secret, expected=told))
    hidden_voice = of_secret | ~Q(hidden_on=None)
    visit = ("grant", "seen", "visited_on", "withdrawn_on")
    visit_texts = {"text": (GrantAct.VISITED, GrantAct.VISIT_WITHDRAWN)}  # the latter without a word
    audit.register(audit.Audited("visit", Visit, visit, visit_texts, hidden=hidden_voice, expected=told))
    doubt = ("grant", "asked_on", "answer_by", "answered_on", "late_since")
    doubt_texts = {"text": (GrantAct.DOUBTED,), "answer": (GrantAct.ANSWERED,)}
    audit.register(audit.Audited("doubt", Doubt, doubt, doubt_texts, hidden=hidden_voice, expected=told))
    showing.register("grant", grants.grants_told)
    showing.register("instalment", grants.instalments_told)
    showing.register("visit", grants.visits_told)
    showing.register("doubt", grants.doubts_told)
    naming.register("grant", grants.grants_named, noun=_("a grant"))
    naming.register("instalment", grants.instalments_named, noun=_("an instalment of a grant"))
    naming.register("visit", grants.visits_named, noun=_("a visit to what a grant paid"))
    naming.register("doubt", grants.doubts_named, noun=_("a doubt about a grant"))


def _words() -> None:
    quarter = {"quarter": _("Quarter"), "least": _("At least (hundredths)"), "most": _("At most (hundredths)")}
    grant: dict[str, wording.Words | wording.Column] = {
        "title": _("What the money is for"),
        "purpose": _("In a few words"),
        "funder": _("Who gives the money"),
        "initiative": _("Initiative"),
        "place": _("Place"),
        "causes": wording.Column(_("Causes"), values=dict(Cause.choices)),
        "currency": _("Currency"),
        "amount": _("Agreed amount (hundredths)"),
        "amount_before": _("Agreed amount before (hundredths)"),
        "agreed_on": _("Agreed on"),
        "begins_on": _("Begins on"),
        "ends_on": _("Ends on"),
        "ends_on_before": _("Last day before"),
        "finished_on": _("Finished on"),
        "state": _("State"),
        "profile": _("How much is shown"),
        "reference": _("Number of the agreement"),
        "foreign_programme": _("Foreign programme"),
    }
    wording.register("grant", grant)
    instalment: dict[str, wording.Words | wording.Column] = {
        "milestone": _("Milestone"),
        "grant": _("Grant"),
        "number": _("Number"),
        "paid": _("Paid (hundredths)"),
        "paid_on": _("Paid on"),
        **quarter,
    }
    wording.register("instalment", instalment)
    visit: dict[str, wording.Words | wording.Column] = {
        "text": _("What was seen"),
        "seen": wording.Column(_("In short"), values=dict(Seen.choices)),
        "visited_on": _("Seen on"),
        "withdrawn_on": _("Taken back on"),
    }
    wording.register("visit", visit)
    doubt: dict[str, wording.Words | wording.Column] = {
        "text": _("Doubt"),
        "answer": _("Answer"),
        "asked_on": _("Asked on"),
        "answer_by": _("To be answered until"),
        "answered_on": _("Answered on"),
        "late_since": _("Late since"),
        "answered_by": wording.Column(_("Answered by"), values=dict(Side.choices)),
    }
    wording.register("doubt", doubt)
