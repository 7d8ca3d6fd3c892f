"""From a draft to closed accounts: who says yes, what is paid, what is refused."""

from datetime import timedelta

import pytest
from django.utils import translation

from tejido.ground.ledger.models import Leaf
from tejido.ground.organisations.actions import ChangedMeanwhile
from tejido.ground.organisations.vocabulary import Profile, Role
from tejido.ground.web.acting import NotAllowed
from tejido.stages.funding.actions import grant_accounts, grant_changes, grant_payments, grant_reports, grants
from tejido.stages.funding.actions import grant_refusals as refusals
from tejido.stages.funding.grant_terms import BadTerms, Change, Step, kept_change
from tejido.stages.funding.models import Grant, Instalment
from tejido.stages.funding.queries.balances import balance_of
from tejido.stages.initiatives.actions.changing import change_profile
from tests.factories import grants as factory
from tests.factories import ground, initiatives
from tests.factories.ground import TODAY
from tests.factories.moments import NOW, later

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def leaves(verb=None):
    rows = Leaf.objects.order_by("index")
    return list(rows.filter(verb=verb) if verb else rows)


def test_both_sides_say_yes_before_it_holds():
    made = factory.sides()
    with pytest.raises(NotAllowed):
        grants.agree_grant(made.grant, version=1, by=made.giver, now=NOW)
    with pytest.raises(refusals.GrantWrongTime):
        grants.agree_grant(made.grant, version=1, by=made.taker, now=NOW)
    assert not leaves("grant.agreed")
    assert made.agreed().state == "agreed"
    assert made.grant.agreed_on == TODAY
    (leaf,) = leaves("grant.agreed")
    assert leaf.actor == made.funder.record_name
    assert leaf.fields["amount"] == 120_000_00 and leaf.fields["reference"] == "CONV-7/2026"


def test_initiative_agrees_to_what_it_read():
    made = factory.sides()
    read = made.offered()
    grants.take_back_offer(made.grant, by=made.giver, now=NOW)
    draft = Grant.objects.get(pk=made.grant.pk)
    grants.edit_grant(draft, factory.terms(title="Otra cosa"), version=draft.version, by=made.giver, now=NOW)
    made.offered()
    with pytest.raises(ChangedMeanwhile):
        grants.agree_grant(made.grant, version=read.version, by=made.taker, now=NOW)


def test_offer_goes_back_with_what_should_be_different():
    made = factory.sides()
    made.offered()
    back = grants.decline_grant(made.grant, reason="La segunda meta no depende de nosotras.", by=made.taker, now=NOW)
    assert (back.state, back.answer) == ("draft", "La segunda meta no depende de nosotras.")


def test_whoever_has_a_part_in_the_initiative_gives_it_no_money():
    made = factory.sides()
    ground.membership(made.taker, made.funder, Role.COORDINATOR)
    with pytest.raises(NotAllowed):
        grants.offer_grant(made.grant, by=made.taker, now=NOW)
    with pytest.raises(NotAllowed):
        grants.draft_grant(made.initiative, funder=made.funder, terms=factory.terms(), by=made.taker, now=NOW)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amount": 120_000_01}, "steps"),
        ({"amount": 0}, "amount"),
        ({"steps": []}, "steps"),
        ({"steps": [Step("Meta", 0, TODAY), Step("Otra", 120_000_00, TODAY)]}, "steps"),
        ({"ends_on": TODAY - timedelta(days=1)}, "ends_on"),
        ({"title": ""}, "title"),
        ({"reports": [TODAY - timedelta(days=1)]}, "reports"),
    ],
)
def test_terms_that_cannot_be_are_refused_at_their_field(changes, field):
    with pytest.raises(BadTerms) as refused:
        factory.sides(**changes)
    assert refused.value.field == field
    assert not Grant.objects.exists()


def test_draft_is_never_more_open_than_the_initiative():
    made = factory.sides(Profile.DISCREET)
    assert made.grant.profile == Profile.DISCREET
    with pytest.raises(refusals.TooOpen):
        grants.change_grant_profile(made.grant, to=Profile.OPEN, by=made.taker, now=NOW)


def test_tightened_initiative_tightens_the_grant_for_good():
    made = factory.agreed()
    change_profile(made.initiative, to=Profile.PROTECTED, by=made.taker, now=NOW)
    made.paid()
    change_profile(made.initiative, to=Profile.OPEN, by=made.taker, now=NOW)
    assert made.grant.profile == Profile.PROTECTED
    assert not leaves("grant.instalment.paid")


def test_initiative_shows_more_and_the_funder_only_less():
    made = factory.agreed()
    grants.change_grant_profile(made.grant, to=Profile.DISCREET, by=made.giver, now=NOW)
    with pytest.raises(NotAllowed):
        grants.change_grant_profile(made.grant, to=Profile.OPEN, by=made.giver, now=NOW)
    assert grants.change_grant_profile(made.grant, to=Profile.OPEN, by=made.taker, now=NOW).profile == Profile.OPEN


def test_instalment_is_paid_once_its_milestone_was_reached_and_checked():
    made = factory.agreed()
    first = made.instalments[0]
    with pytest.raises(refusals.GrantWrongTime):
        grant_payments.pay_instalment(first, paid_on=TODAY, by=made.giver, now=NOW)
    grant_payments.say_reached(first, text="Está listo.", by=made.taker, now=NOW)
    with pytest.raises(NotAllowed):
        grant_payments.check_milestone(first, accepted=True, by=made.taker, now=NOW)
    back = grant_payments.check_milestone(first, accepted=False, note="Falta la foto.", by=made.giver, now=NOW)
    assert (back.state, back.note, back.reached_on) == ("planned", "Falta la foto.", None)
    made.checked()
    with pytest.raises(NotAllowed):
        grant_payments.pay_instalment(first, paid_on=TODAY, by=made.taker, now=NOW)
    paid = grant_payments.pay_instalment(first, paid_on=TODAY, by=made.giver, now=NOW)
    assert (paid.state, paid.paid) == ("paid", 60_000_00)
    (leaf,) = leaves("grant.instalment.paid")
    assert leaf.subject == paid.record_name
    assert leaf.fields == {"grant": str(made.grant.pk), "number": 1, "paid": 60_000_00, "paid_on": TODAY.isoformat()}
    with pytest.raises(refusals.GrantWrongTime):
        grant_payments.pay_instalment(first, paid_on=TODAY, by=made.giver, now=NOW)


def test_nothing_of_what_is_coming_is_in_the_record():
    made = factory.agreed()
    made.checked()
    said = " ".join(f"{leaf.fields}" for leaf in leaves())
    assert "6000000" not in said and (TODAY + timedelta(days=30)).isoformat() not in said
    assert not [leaf for leaf in leaves() if "instalment" in leaf.subject]


@pytest.mark.parametrize("amount", [60_000_01, 0, -5])
def test_payment_above_the_instalment_is_refused(amount):
    made = factory.agreed()
    row = made.checked()
    with pytest.raises(refusals.OverInstalment):
        grant_payments.pay_instalment(row, paid_on=TODAY, amount=amount, by=made.giver, now=NOW)


def test_instalment_over_the_balance_is_refused():
    made = factory.agreed()
    row = made.checked()
    Grant.objects.filter(pk=made.grant.pk).update(amount=59_999_99)  # as an amended row that went wrong
    with pytest.raises(refusals.OverBalance):
        grant_payments.pay_instalment(row, paid_on=TODAY, by=made.giver, now=NOW)
    assert Instalment.objects.get(pk=row.pk).paid_on is None


@pytest.mark.parametrize("days", [-1, 1])
def test_payment_lies_between_the_agreement_and_today(days):
    made = factory.agreed()
    row = made.checked()
    with pytest.raises(refusals.DayImpossible):
        grant_payments.pay_instalment(row, paid_on=TODAY + timedelta(days=days), by=made.giver, now=NOW)


def test_nothing_is_paid_while_it_is_suspended():
    made = factory.agreed()
    row = made.checked()
    grant_changes.suspend_grant(made.grant, reason="Esperamos el permiso del parque.", by=made.giver, now=NOW)
    with pytest.raises(refusals.GrantWrongTime):
        grant_payments.pay_instalment(row, paid_on=TODAY, by=made.giver, now=NOW)
    grant_changes.resume_grant(made.grant, reason="Ya llegó.", by=made.giver, now=NOW)
    assert grant_payments.pay_instalment(row, paid_on=TODAY, by=made.giver, now=NOW).paid
    assert [leaf.fields.get("state") for leaf in leaves() if leaf.subject == made.grant.record_name][-1] == "agreed"


def test_balance_says_what_was_agreed_paid_accounted_for_returned_and_left():
    made = factory.agreed()
    made.paid(1)
    made.invoiced(45_000_00)
    grant_accounts.enter_return(made.grant, amount=5_000_00, returned_on=TODAY, reason="Sobró.", by=made.giver, now=NOW)
    balance = balance_of(made.grant)
    assert (balance.agreed, balance.paid, balance.accounted, balance.returned) == (
        120_000_00, 60_000_00, 45_000_00, 5_000_00,
    )  # fmt: skip
    assert (balance.left, balance.unaccounted) == (60_000_00, 10_000_00)
    with pytest.raises(refusals.OverPaid):
        made.invoiced(10_000_01, "11111111-396d-4725-8521-cdc4bdd20ccf")
    (leaf,) = leaves("grant.returned")
    assert leaf.fields == {"returned_1": 5_000_00, "returned_1_on": TODAY.isoformat()}


def test_amendment_holds_once_the_other_side_says_yes_with_before_and_after_in_the_record():
    made = factory.agreed()
    made.paid(1)
    change = Change(
        amount=100_000_00,
        ends_on=TODAY + timedelta(days=200),
        steps=[Step("Meta 2", 40_000_00, TODAY + timedelta(days=60))],
        reports=kept_change(made.grant).reports,
    )
    asked = grant_changes.propose_amendment(made.grant, change, reason="Sube la luz.", by=made.taker, now=NOW)
    with pytest.raises(NotAllowed):
        grant_changes.answer_amendment(asked, accepted=True, by=made.taker, now=NOW)
    with pytest.raises(refusals.AmendmentWaits):
        grant_changes.propose_amendment(made.grant, change, reason="Otra vez.", by=made.giver, now=NOW)
    grant_changes.answer_amendment(asked, accepted=True, by=made.giver, now=NOW)
    made.grant.refresh_from_db()
    assert made.grant.amount == 100_000_00
    states = {it.milestone: it.state for it in made.instalments}
    assert states == {"Meta 1": "paid", "Meta 2": "planned", "Meta 3": "cancelled"}
    (leaf,) = leaves("grant.amended")
    assert (leaf.fields["amount_before"], leaf.fields["amount"]) == (120_000_00, 100_000_00)
    assert "Meta" not in str(leaf.fields)  # never a coming instalment


def test_amendment_below_what_was_paid_or_that_does_not_add_up_is_refused():
    made = factory.agreed()
    made.paid(1)
    stands = kept_change(made.grant)
    for amount, problem in ((50_000_00, refusals.UnderPaid), (119_000_00, BadTerms)):
        change = Change(amount, stands.ends_on, stands.steps, stands.reports)
        with pytest.raises(problem):
            grant_changes.propose_amendment(made.grant, change, reason="Menos.", by=made.giver, now=NOW)
    with pytest.raises(refusals.NothingChanges):
        grant_changes.propose_amendment(made.grant, stands, reason="Igual.", by=made.giver, now=NOW)


def test_what_was_paid_meanwhile_is_not_amended_away():
    made = factory.agreed()
    change = Change(90_000_00, made.grant.ends_on, [Step("Todo", 90_000_00, TODAY)], [])
    asked = grant_changes.propose_amendment(made.grant, change, reason="Menos.", by=made.taker, now=NOW)
    made.paid(1)
    with pytest.raises(refusals.GrantWrongTime):
        grant_changes.answer_amendment(asked, accepted=True, by=made.giver, now=NOW)


def test_finishing_says_what_is_open_and_holds_once_accounts_are_closed():
    made = factory.agreed()
    made.paid(1)
    with pytest.raises(refusals.StillOpen) as refused:
        grant_changes.finish_grant(made.grant, by=made.giver, now=NOW)
    words = str(refused.value.message)
    assert "2 instalments" in words and "2 reports" in words and "$60,000" in words
    for number in (2, 3):
        made.paid(number)
    for number in (1, 2):
        made.reported(number)
    made.invoiced(120_000_00)
    assert grant_changes.finish_grant(made.grant, by=made.giver, now=NOW).state == "finished"
    assert leaves("grant.finished")


def test_end_calls_off_what_was_not_paid_and_leaves_the_accounts_to_be_given():
    made = factory.agreed()
    made.paid(1)
    grant_changes.end_grant(made.grant, reason="Nos amenazaron.", by=made.taker, now=NOW)
    assert [it.state for it in made.instalments] == ["paid", "cancelled", "cancelled"]
    assert made.invoiced(60_000_00).amount == 60_000_00


def test_late_report_stays_late_and_is_in_the_record_even_where_the_clock_had_not_come_by():
    made = factory.agreed()
    made.reported(1, now=later(days=70))
    report = made.grant.reports.get(number=1)
    assert report.late_since == TODAY + timedelta(days=61)
    verbs = [leaf.verb for leaf in leaves()]
    assert verbs.index("grant.report.late") < verbs.index("grant.reported")
    with pytest.raises(refusals.ReportSent):
        made.reported(1)


def test_report_takes_only_its_own_expected_results():
    made, other = factory.agreed(), factory.agreed()
    strange = grant_reports.Measured(other.grant.targets.get(), 3, "lista")
    with pytest.raises(refusals.BadReading):
        grant_reports.send_report(made.grant.reports.first(), text="Va.", measured=[strange], by=made.taker, now=NOW)


def test_grant_to_an_unpublished_initiative_is_refused():
    draft = initiatives.initiative(state="draft")
    with pytest.raises(refusals.CannotBeFunded):
        factory.sides(initiative=draft)
