"""What the pages of calls and applications show, decided before they are drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tejido.ground.organisations.profiles import Field, Output, Shown, linked, shown
from tejido.ground.people.models import Person
from tejido.ground.places.business_days import business_days_after
from tejido.stages.funding.call_transitions import Move
from tejido.stages.funding.models import Application, Call
from tejido.stages.funding.money import told_of, written
from tejido.stages.funding.policies import applications as application_policies
from tejido.stages.funding.policies import calls as policies
from tejido.stages.funding.profiles import profile_of
from tejido.stages.funding.queries.applications import of_call
from tejido.stages.funding.queries.pending_calls import ANSWER_DAYS
from tejido.stages.funding.vocabulary.calls import ApplicationState
from tejido.stages.initiatives.models import Initiative
from tejido.stages.initiatives.queries.initiatives import initiatives_visible_to, run_by

SHOWN = 60


@dataclass(frozen=True)
class Row:
    """An application as a list shows it to anybody."""

    application: Application
    amount: str


@dataclass(frozen=True)
class CallPage:
    """A call as one person sees it."""

    call: Call
    rows: Sequence[Row]
    moves: frozenset[Move]
    belongs: bool
    reviews: bool

    @property
    def can(self) -> frozenset[str]:
        """The moves by name; for buttons."""
        return frozenset(str(move) for move in self.moves)


def page_of(call: Call, person: Person | None) -> CallPage:
    """Return the page of a call; a visitor costs three queries."""
    rows = [Row(one, amount_words(one)) for one in of_call(call, Output.PAGE)[:SHOWN]]
    if person is None:
        return CallPage(call, rows, frozenset(), belongs=False, reviews=False)
    return CallPage(
        call=call,
        rows=rows,
        moves=frozenset(policies.moves_of(person, call)),
        belongs=policies.belongs(person, call),
        reviews=call.jurors.filter(person=person).exists(),
    )


def could_ask(person: Person, today: date) -> list[Initiative]:
    """Return the published initiatives for which the person may apply."""
    rows = initiatives_visible_to(person, today).filter(run_by(person)).exclude(published_on=None)
    rows = rows.prefetch_related("places").order_by("title", "id")
    return [one for one in rows if application_policies.applies_for(person, one)]


def amount_words(application: Application, output: Output = Output.PAGE) -> str:
    """Return what an application asks for as anybody may read it: exactly, as a band, or nothing."""
    found = told_of(application, profile_of(application), output)
    if found is None:
        return ""
    least, most = found
    currency = application.call.currency
    if least == most:
        return written(least, currency)
    if most is None:
        return _("more than %(least)s") % {"least": written(least, currency)}
    return _("between %(least)s and %(most)s") % {"least": written(least, currency), "most": written(most, currency)}


@dataclass(frozen=True)
class ApplicationPage:
    """An application as one person sees it: `inside` reads all of it, others what its profile lets them.

    Milestones carry coming instalments: nobody outside reads them, whatever the profile (promise 11).
    """

    application: Application
    moves: frozenset[str]
    inside: bool
    is_open: bool
    applies: bool
    runs: bool
    amount: str
    names_house: bool
    names_institution: bool
    answer_by: date | None
    is_unconfirmed: bool


def application_page(application: Application, person: Person | None, today: date) -> ApplicationPage:
    """Return the page of an application; it comes from `queries.applications_visible_to`."""
    profile, of = profile_of(application), application.initiative.organisation
    inside = application_policies.may_read(person, application)
    institution = application.institution
    answer_by = business_days_after(application.sent_on, ANSWER_DAYS) if application.sent_on and institution else None
    waits = application.feasible is None and application.state != ApplicationState.DRAFT
    return ApplicationPage(
        application=application,
        moves=frozenset(str(move) for move in application_policies.moves_of(person, application)),
        inside=inside,
        is_open=shown(profile, Field.NUMBER, Output.PAGE) is Shown.FULL,
        applies=application_policies.applies_for(person, application.initiative),
        runs=policies.runs(person, application.call),
        amount=written(application.amount, application.call.currency) if inside else amount_words(application),
        names_house=of is not None and (inside or linked(profile, of.profile, Output.PAGE)),
        names_institution=institution is not None and (inside or linked(profile, institution.profile, Output.PAGE)),
        answer_by=answer_by,
        is_unconfirmed=bool(answer_by and waits and answer_by < today),
    )
