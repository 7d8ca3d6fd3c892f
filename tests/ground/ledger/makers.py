"""One thing of every audited kind, made by the actions of its app, with as many columns set as those allow.

A kind that an app registers with `audit.register` needs a line here: `test_audited_columns` names those that have none.
"""

from collections.abc import Callable
from decimal import Decimal

from django.db.models import Model

from tejido.engines.sealing import draw_pair
from tejido.ground.moderation.vocabulary import Outcome
from tejido.ground.organisations import actions as organisations
from tejido.ground.organisations.models import Organisation, OrganisationKey, Post
from tejido.ground.organisations.particulars import Particulars
from tejido.ground.organisations.vocabulary import Kind, Level, Power, Profile, Role
from tejido.stages.funding.actions.budgets_classifying import refuse_classification
from tejido.stages.funding.actions.budgets_moved import follow_announcement, withdraw_announcement
from tejido.stages.funding.actions.feasibility import answer_feasibility
from tejido.stages.funding.actions.grant_changes import suspend_grant
from tejido.stages.funding.actions.grant_voices import answer_doubt, raise_doubt, withdraw_visit, write_visit
from tejido.stages.funding.actions.paper import announce_urn, leave_out_bundle
from tejido.stages.funding.grant_terms import Step
from tejido.stages.funding.models import (
    Announcement,
    Application,
    BudgetSource,
    Call,
    Classification,
    Doubt,
    Grant,
    Instalment,
    Visit,
    Voting,
)
from tejido.stages.funding.sheets import Partner
from tejido.stages.funding.terms import Constraint
from tejido.stages.initiatives import actions as initiatives
from tejido.stages.initiatives import vocabulary as initiative_words
from tejido.stages.initiatives.models import Guide, Initiative, Need, Result
from tejido.stages.initiatives.outline import Outline
from tejido.stages.reports.actions.diagnoses import publish_diagnosis, write_diagnosis
from tejido.stages.reports.actions.tallies import release_due
from tejido.stages.reports.models import Diagnosis, Release
from tejido.stages.reports.quarters import Quarter
from tejido.stages.roundtables.actions.handover import begin_handover
from tejido.stages.roundtables.actions.seats import make_group
from tejido.stages.roundtables.models import Commitment, Handover, Meeting, Minutes, WorkingGroup
from tests.factories import budgets, grants
from tests.factories import voting as voting_factory
from tests.factories.ballots import decided as result_decided
from tests.factories.commitments import details, table
from tests.factories.diagnoses import count, published, writing
from tests.factories.funding import OPEN_DAY, announced, applied, old_initiative
from tests.factories.funding import call as funding_call
from tests.factories.ground import institution, membership, person, place, post
from tests.factories.keys import listening
from tests.factories.meetings import room
from tests.factories.moderating import decided, flagged
from tests.factories.moments import NOW, later


def _organisation() -> Organisation:
    given = Particulars(name="Vecinas (ejemplo)", places=[place()], causes=["poverty"], about="Cuidamos la cancha.")
    who, host = person(), person(is_host=True)
    made = organisations.register_organisation(given, profile=Profile.OPEN, by=who, now=NOW)
    organisations.verify_organisation(made, by=host, now=NOW)
    made.refresh_from_db()
    return made


def _organisation_key() -> OrganisationKey:
    at = listening(recovery_public=draw_pair().public)
    second, _third = (
        organisations.rotate_key(at.organisation, pair=at.pair, by=at.coordinator, now=NOW) for _ in range(2)
    )
    organisations.destroy_old_keys(now=later(days=1))
    second.refresh_from_db()
    return second


def _post() -> Post:
    given = Particulars(name="Policía (ejemplo)", places=[place()], level=Level.MUNICIPAL, power=Power.POLICE)
    host = person(is_host=True)
    police = organisations.register_organisation(given, kind=Kind.INSTITUTION, by=host, now=NOW)
    return organisations.add_post(police, title="Dirección", by=host, now=NOW)


def _initiative() -> Initiative:
    ours, who = _organisation(), person()
    membership(who, ours, Role.COORDINATOR)
    outline = Outline(
        title="La cancha",
        kind=initiative_words.Kind.COMMUNITY,
        place=place(),
        causes=["poverty"],
        story="La recuperamos.",
        places=[place("08019", "Chihuahua")],
        ways=["come"],
    )
    draft = initiatives.propose_initiative(outline, organisation=ours, profile=Profile.OPEN, by=who, now=NOW)
    return initiatives.change_state(draft, to=initiative_words.State.ACTIVE, by=who, now=NOW)


def _need() -> Need:
    of, who = _initiative(), person()
    membership(who, of.organisation, Role.COORDINATOR)
    return initiatives.state_need(of, text="Dos porterías", by=who, now=NOW)


def _result() -> Result:
    of, who = _initiative(), person()
    membership(who, of.organisation, Role.COORDINATOR)
    said = {"what": "jóvenes que entrenan", "unit": "jóvenes", "source": "lista de mayo", "measured_on": NOW.date()}
    return initiatives.state_result(of, figure=Decimal(63), **said, by=who, now=NOW)


def _guide() -> Guide:
    of, who = _initiative(), person()
    membership(who, of.organisation, Role.COORDINATOR)
    how = initiatives.HowTo(title="Cómo recuperamos la cancha", steps=["Juntarse", "Barrer"])
    return initiatives.publish_guide(initiatives.write_guide(of, how, version=0, by=who, now=NOW), by=who, now=NOW)


def _meeting() -> Meeting:
    return room().held()


def _minutes() -> Minutes:
    at = room()
    return at.adopted(at.held())


def _group() -> WorkingGroup:
    at = room()
    return make_group(at.roundtable, name="Luminarias", seats=at.seats, is_public=True, by=at.facilitator, now=NOW)


def _commitment() -> Commitment:
    at = table()
    measured = {"causes": ["corruption"], "cost": 100, "baseline": Decimal(3), "target": Decimal("10.5")}
    return at.commitment(details=details(co_owners=[at.youth], needs=[_need()], **measured))


def _handover() -> Handover:
    at = table()
    at.commitment()
    return begin_handover(at.chief, on=NOW.date(), by=at.facilitator, now=NOW)


def _release() -> Release:
    quarter = Quarter(2020 + Release.objects.count(), 1)
    day = quarter.begins_on
    count(5, quarter=str(quarter), now=NOW.replace(year=day.year, month=2))
    return release_due(now=NOW.replace(year=day.year, month=6))[-1]


def _voting() -> Voting:
    call = voting_factory.call()
    code = voting_factory.codes(call)[0]
    announce_urn(call, urn="Quiosco", by=voting_factory.runner(call), now=NOW)
    voting_factory.cast(call, code, 1)
    leave_out_bundle(call.voting.bundles.get(), reason="Llegó abierta", by=voting_factory.runner(call), now=NOW)
    return voting_factory.closed(call)


def _diagnosis() -> Diagnosis:
    made, who = published(_organisation()), person()
    membership(who, made.organisation, Role.COORDINATOR)
    again = write_diagnosis(made, writing(title="Otro", causes=["poverty"]), version=made.version, by=who, now=NOW)
    return publish_diagnosis(again, by=who, now=NOW)


def _call() -> Call:
    groups = [Constraint("grade", "5", least=100_000)]
    wide = [place(), place("08019", "Chihuahua")]
    return announced(groups=groups, places=wide, causes=["poverty"], most_choices=3, foreign_programme="MX-1").call


def _application() -> Application:
    police = institution()
    made = applied(partner=Partner(police, "Prestar el camión"))
    liaison = membership(person(), police, Role.LIAISON, post(police)).person
    return answer_feasibility(made, feasible=True, reason="Sí se puede.", by=liaison, now=OPEN_DAY)


def _budget_source() -> BudgetSource:
    return budgets.source()


def _classification() -> Classification:
    return refuse_classification(budgets.proposal(), answer=budgets.REASON, by=budgets.host(), now=NOW)


def _announcement() -> Announcement:
    who = budgets.speaker()
    made, call = budgets.announcement(who), budgets.decided_call({1: 10}, [[1]], total=10)
    follow_announcement(made, lines=[budgets.line()], calls=[call], by=who, now=NOW)
    return withdraw_announcement(made, because="Era de otro año.", by=who, now=NOW)


def _grant() -> Grant:
    foreign = {"foreign_programme": "MX-1", "purpose": "Para la cancha."}
    made = grants.agreed(**foreign)
    suspend_grant(made.grant, reason="Falta el permiso.", by=made.giver, now=NOW)
    made.grant.refresh_from_db()
    return made.grant


def _instalment() -> Instalment:
    steps = [Step(f"Meta {at}", 100, NOW.date()) for at in range(4)]  # the fourth: another grant has three
    return grants.agreed(steps=steps, amount=400).paid(4, amount=98)


def _visit() -> Visit:
    said = {"seen": "partly", "text": "Hay luz en media cancha.", "visited_on": NOW.date()}
    who = person()
    made = write_visit(grants.agreed().grant, **said, by=who, now=NOW)
    return withdraw_visit(made, by=who, now=NOW)


def _doubt() -> Doubt:
    made = grants.agreed()
    asked = raise_doubt(made.grant, text="¿Y las porterías?", by=person(), now=NOW)
    return answer_doubt(asked, text="Llegan en mayo.", by=made.taker, now=later(days=30))


def spare() -> None:
    """Rows to which a link can be turned without another constraint standing in the way."""
    room().planned()
    funding_call()
    grants.agreed()
    old_initiative()
    _initiative()
    _group()
    institution()
    place("08019", "Chihuahua")


MAKERS: dict[str, Callable[[], Model]] = {
    "organisation": _organisation,
    "call": _call,
    "application": _application,
    "organisation_key": _organisation_key,
    "post": _post,
    "initiative": _initiative,
    "need": _need,
    "result": _result,
    "guide": _guide,
    "roundtable": lambda: room().roundtable,
    "seat": lambda: room().seats[-1],
    "group": _group,
    "meeting": _meeting,
    "minutes": _minutes,
    "commitment": _commitment,
    "handover": _handover,
    "release": _release,
    "diagnosis": _diagnosis,
    "voting": _voting,
    "budget_source": _budget_source,
    "classification": _classification,
    "announcement": _announcement,
    "grant": _grant,
    "instalment": _instalment,
    "visit": _visit,
    "doubt": _doubt,
    "review": lambda: decided(flagged(), Outcome.LEAVE),
    "allocation": result_decided,
}
