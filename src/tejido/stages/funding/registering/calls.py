"""What calls and applications make known."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tejido.ground.ledger import audit, naming, showing, vocabulary, wording
from tejido.ground.notices import subjects
from tejido.ground.organisations.profiles import Field, Output, profiles_showing
from tejido.ground.people import second_factor
from tejido.ground.places.vocabulary import Cause
from tejido.ground.web import daily, marks, panels
from tejido.stages.funding.actions import call_clock
from tejido.stages.funding.actions.call_rows import CALL_COLUMNS, COLUMNS
from tejido.stages.funding.call_panels import PANELS
from tejido.stages.funding.models import Application, Call
from tejido.stages.funding.policies.calls import coordinates_a_funder
from tejido.stages.funding.profiles import SECRET
from tejido.stages.funding.queries import applications, calls
from tejido.stages.funding.vocabulary.calls import (
    ApplicationAct,
    ApplicationState,
    CallAct,
    CallState,
    Decision,
)

CALL_TONES: dict[str, marks.Tone] = {"open": "accent", "voting": "accent", "draft": "quiet", "cancelled": "quiet"}
TONES: dict[str, marks.Tone] = {"draft": "quiet", "withdrawn": "quiet", "chosen": "accent", "admitted": "accent"}


def register() -> None:
    """Make calls and applications known; called once, from `AppConfig.ready`."""
    _record()
    _words()
    second_factor.require(coordinates_a_funder)
    marks.register("call", CallState, tones=CALL_TONES)
    marks.register("application", ApplicationState, tones=TONES)
    marks.register("call-decision", Decision, icons="decision")
    subjects.register("call", calls.calls_followed)
    subjects.register("application", applications.applications_followed)
    for panel in PANELS:
        panels.register(panel)
    daily.register("funding.calls", lambda now: call_clock.turn_calls(now=now))
    daily.register("funding.letters", lambda now: call_clock.forget_letters(now=now))


def _record() -> None:
    vocabulary.declare(CallAct)
    vocabulary.declare(ApplicationAct)
    texts = {"title": (CallAct.ANNOUNCED,), "about": (CallAct.TOLD,), "reason": (CallAct.CANCELLED,)}
    hidden = ~Q(funder__profile__in=profiles_showing(Field.LINK, Output.RECORD))
    announced = ~Q(state=CallState.DRAFT)
    audit.register(audit.Audited("call", Call, CALL_COLUMNS, texts, hidden=hidden, expected=announced))
    titled = (ApplicationAct.SENT, ApplicationAct.MENDED, ApplicationAct.SENT_AGAIN)
    its_texts = {"title": titled, "summary": (ApplicationAct.TOLD,)}
    sent = ~Q(state=ApplicationState.DRAFT)
    audit.register(audit.Audited("application", Application, COLUMNS, its_texts, hidden=SECRET, expected=sent))
    showing.register("call", calls.calls_told)
    showing.register("application", applications.applications_told)
    naming.register("call", calls.calls_named, noun=_("a call"))
    naming.register("application", applications.applications_named, noun=_("an application"))


def _words() -> None:
    wording.register(
        "call",
        {
            "title": _("Title"),
            "about": _("What it is for"),
            "reason": _("Why it was cancelled"),
            "funder": _("Who gives the money"),
            "place": _("Place"),
            "places": wording.Column(_("Places"), kind="place"),
            "causes": wording.Column(_("Causes"), values=dict(Cause.choices)),
            "total": _("In all (hundredths)"),
            "least": _("Least that can be asked for (hundredths)"),
            "most": _("Most that can be asked for (hundredths)"),
            "currency": _("Currency"),
            "opens_on": _("Opens on"),
            "closes_on": _("Closes on"),
            "reviewed_by": _("Reviewed until"),
            "votes_from": _("Voting from"),
            "votes_until": _("Voting until"),
            "decided_by": _("Decided until"),
            "months_existed": _("Months that an initiative must have existed"),
            "needs_verified": _("Needs a verified organisation"),
            "decision": _("How it is decided"),
            "takes_online": _("Votes are taken on this site"),
            "vote": _("Kind of vote"),
            "most_choices": _("Most choices on a ballot"),
            "rule": _("Rule of the allocation"),
            "utility": _("Measure of gain"),
            "completion": _("Completion"),
            "stop": _("Where the completion stops"),
            "skip": _("What does not fit is passed over"),
            "ties": _("Ties"),
            "threshold": _("Points needed"),
            "seed": _("Seed of the lot"),
            "groups": _("What groups must get"),
            "foreign_programme": _("Foreign programme"),
            "state": _("State"),
            "admitted_on": _("Said on who was admitted"),
        },
    )
    wording.register(
        "application",
        {
            "title": _("What the money is for"),
            "summary": _("In a few words"),
            "call": _("Call"),
            "initiative": _("Initiative"),
            "place": _("Place"),
            "causes": wording.Column(_("Causes"), values=dict(Cause.choices)),
            "amount": _("Asked for (hundredths)"),
            "institution": _("Institution that would take part"),
            "feasible": _("Can be done"),
            "feasible_on": _("Said so on"),
            "profile": _("How much is shown"),
            "state": _("State"),
            "sent_on": _("Sent on"),
            "number": _("Number on the ballot"),
        },
    )
