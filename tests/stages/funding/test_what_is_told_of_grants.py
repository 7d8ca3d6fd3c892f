"""What others may learn of grants: field x profile x output x day, and what an extortionist tries (promise 11)."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tejido.ground.ledger import showing
from tejido.ground.ledger.models import Leaf
from tejido.ground.organisations.fabric import Period
from tejido.ground.organisations.profiles import Output
from tejido.ground.organisations.vocabulary import HIDDEN, Kind, Profile
from tejido.stages.funding.actions import grant_changes, grants
from tejido.stages.funding.actions.grant_clock import turn_grants
from tejido.stages.funding.disclosure import How, What, band, how, last_told_day, told_from
from tejido.stages.funding.models import Grant
from tejido.stages.funding.queries import grant_totals
from tejido.stages.funding.queries.grants import funders_told, given_by, grants_shown
from tejido.stages.funding.queries.published_grants import published_grants
from tejido.stages.initiatives.models import Initiative
from tejido.stages.reports.quarters import Quarter
from tests.factories import grants as factory
from tests.factories import ground
from tests.factories.ground import TODAY  # 2 November 2026

END = date(2026, 12, 31)  # of the quarter in which TODAY lies
EVE, RELEASE = END + timedelta(days=89), END + timedelta(days=90)
PAYDAY = TODAY + timedelta(days=8)
NOT_OPEN = (Profile.DISCREET, Profile.PROTECTED, HIDDEN)
OUTPUTS = list(Output)


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("profile", [*Profile.values, HIDDEN, "unheard of"])
@pytest.mark.parametrize("day", [PAYDAY, EVE, RELEASE, RELEASE + timedelta(days=4000)])
def test_what_is_coming_is_told_in_no_output_of_no_profile_on_no_day(profile, output, day):
    assert how(profile, What.COMING, output, day=PAYDAY, today=day) is How.NO


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("what", [it for it in What if it is not What.COMING])
@pytest.mark.parametrize(
    ("profile", "today", "ways"),
    [
        (Profile.OPEN, PAYDAY, {How.EXACT}),
        (Profile.DISCREET, PAYDAY, {How.NO}),
        (Profile.DISCREET, EVE, {How.NO}),
        (Profile.DISCREET, RELEASE, {How.BAND, How.NO}),
        (Profile.PROTECTED, RELEASE, {How.NO}),
        (HIDDEN, RELEASE, {How.NO}),
        ("unheard of", RELEASE, {How.NO}),
    ],
)
def test_table_of_profiles_and_days(what, output, profile, today, ways):
    found = how(profile, what, output, day=PAYDAY, today=today)
    if what is What.VOICE and profile == Profile.DISCREET:  # said by others, 72 hours later
        assert found is (How.NO if today == PAYDAY else How.EXACT)
        return
    if profile == Profile.DISCREET and today == RELEASE:
        wanted = How.NO if what in {What.TERMS, What.MILESTONES} else How.BAND
        assert found is wanted
        return
    assert {found} == ways


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_all_days_of_a_quarter_are_told_on_one_day_and_none_before_90_days(day):
    quarter = Quarter.of(day)
    assert told_from(day) == told_from(quarter.begins_on) == told_from(quarter.ends_on)
    assert told_from(day) - day >= timedelta(days=90)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_query_and_function_agree_on_what_is_told(paid_on, today):
    told = how(Profile.DISCREET, What.PAYMENT, Output.LIST, day=paid_on, today=today) is How.BAND
    assert told == (paid_on <= last_told_day(today))


@given(st.integers(1, 10**13))
def test_band_holds_the_amount_and_does_not_say_it(amount):
    least, most = band(amount)
    assert least <= amount
    assert most is None or amount < most
    assert most is None or most - least >= 1_000_00


def told(output=Output.PAGE, today=PAYDAY):
    return published_grants(output, today)


@pytest.mark.django_db
@pytest.mark.parametrize("output", OUTPUTS)
def test_open_grant_is_told_exactly_and_at_once_but_nothing_that_is_coming(output):
    made = factory.agreed()
    made.paid(1, on=PAYDAY)
    made.checked(2, factory.at(PAYDAY))  # reached: its payday is near
    (row,) = told(output)
    assert (row.paid.least, row.paid.most) == (60_000_00, 60_000_00)
    assert [it.paid_on for it in row.payments] == [PAYDAY]
    assert row.milestones == ("Meta 2", "Meta 3")  # words only: neither day, nor amount, nor that one was reached
    assert "2026-12-02" not in repr(row) and "4000000" not in repr(row) and "claimed" not in repr(row)


@pytest.mark.django_db
@pytest.mark.parametrize("output", OUTPUTS)
def test_discreet_grant_does_not_exist_for_others_before_its_first_payment_is_told(output):
    made = factory.agreed(Profile.DISCREET)
    made.paid(1, on=PAYDAY)
    assert told(output, PAYDAY) == told(output, EVE) == []
    (row,) = told(output, RELEASE)
    assert (row.paid.least, row.paid.most) == (50_000_00, 100_000_00)
    (payment,) = row.payments
    assert payment.paid_on is None and str(payment.quarter) == "2026-4"
    nothing = (row.agreed, row.agreed_on, row.begins_on, row.ends_on, row.state, row.funder, row.accounted)
    assert nothing == (None,) * 7
    assert row.milestones == () and row.reference == "" and row.changes == ()
    assert "6000000" not in repr(row)


@pytest.mark.django_db
@pytest.mark.parametrize("profile", [Profile.PROTECTED, HIDDEN])
@pytest.mark.parametrize("output", OUTPUTS)
def test_protected_and_hidden_grants_are_in_no_list_ever(profile, output):
    made = factory.agreed(Profile.DISCREET)
    made.paid(1, on=PAYDAY)
    Grant.objects.update(profile=profile)
    assert told(output, RELEASE + timedelta(days=900)) == []


@pytest.mark.django_db
@pytest.mark.parametrize("profile", NOT_OPEN)
def test_initiative_that_shows_less_hides_its_open_grant_at_once(profile):
    made = factory.agreed()
    made.paid(1, on=PAYDAY)
    Initiative.objects.filter(pk=made.initiative.pk).update(profile=profile)
    assert told(today=PAYDAY) == []
    shown = showing.told([made.grant.record_name, made.instalments[0].record_name], RELEASE)
    assert shown == set()  # what was told exactly is not told by the record either, not even as a band later


@pytest.mark.django_db
def test_day_by_day_a_watcher_learns_the_quarter_and_no_more():
    """Two payments, the first and the last day of a quarter: no page tells them apart on any day."""
    early = factory.agreed(Profile.DISCREET, factory.at(date(2026, 10, 1)), begins_on=date(2026, 10, 1), named="Una")
    late = factory.agreed(Profile.DISCREET, factory.at(date(2026, 10, 1)), begins_on=date(2026, 10, 1), named="Dos")
    early.paid(1, on=date(2026, 10, 1))
    late.paid(1, on=END)
    day, seen = date(2026, 9, 30), {}
    while day <= RELEASE + timedelta(days=3):
        turn_grants(now=factory.at(day))
        for row in told(Output.LIST, day):
            seen.setdefault(row.initiative.title, (day, str(row.payments)))
        day += timedelta(days=30) if day < EVE - timedelta(days=31) else timedelta(days=1)
    assert {first for first, _said in seen.values()} == {RELEASE}
    days = set(Leaf.objects.filter(subject__startswith="instalment:").values_list("day", flat=True))
    assert days == {RELEASE}


@pytest.mark.django_db
def test_leaves_of_a_discreet_grant_hold_bands_and_quarters_and_nothing_of_what_is_coming():
    made = factory.agreed(Profile.DISCREET)
    made.paid(1, on=PAYDAY)
    grant_changes.suspend_grant(made.grant, reason="Esperamos 60,000.", by=made.giver, now=factory.at(PAYDAY))
    turn_grants(now=factory.at(EVE))
    assert not Leaf.objects.filter(verb__startswith="grant.").exists()
    turn_grants(now=factory.at(RELEASE))
    turn_grants(now=factory.at(RELEASE + timedelta(days=1)))
    leaves = list(Leaf.objects.filter(verb__startswith="grant.").order_by("index"))
    assert [leaf.verb for leaf in leaves][-2:] == ["grant.instalment.paid", "grant.suspended"]
    paid = next(leaf for leaf in leaves if leaf.verb == "grant.instalment.paid")
    assert paid.fields == {
        "grant": str(made.grant.pk), "number": 1, "paid": "withheld", "paid_on": "withheld", "quarter": "2026-4",
        "least": 50_000_00, "most": 100_000_00,
    }  # fmt: skip
    assert all(leaf.actor == "site" for leaf in leaves if leaf.actor != made.initiative.organisation.record_name)
    said = " ".join(f"{leaf.fields}" for leaf in leaves)
    for secret in ("6000000", "12000000", PAYDAY.isoformat(), "2026-12", str(made.funder.pk), "CONV-7"):
        assert secret not in said
    assert not any(leaf.text_hash for leaf in leaves if leaf.verb == "grant.suspended")


@pytest.mark.django_db
@pytest.mark.parametrize("profile", [Profile.PROTECTED, HIDDEN])
def test_clock_tells_nothing_of_what_is_protected_or_hidden(profile):
    made = factory.agreed(Profile.DISCREET)
    made.paid(1, on=PAYDAY)
    Initiative.objects.filter(pk=made.initiative.pk).update(profile=profile)
    turn_grants(now=factory.at(RELEASE + timedelta(days=400)))
    assert not Leaf.objects.filter(verb__startswith="grant.").exists()


@pytest.mark.django_db
def test_what_happened_while_it_was_protected_stays_untold_when_it_is_shown():
    made = factory.agreed(Profile.DISCREET)
    made.paid(1, on=PAYDAY)
    grants.change_grant_profile(made.grant, to=Profile.PROTECTED, by=made.taker, now=factory.at(PAYDAY))
    grant_changes.suspend_grant(made.grant, reason="Nos amenazaron.", by=made.giver, now=factory.at(PAYDAY))
    grant_changes.resume_grant(made.grant, reason="Ya pasó.", by=made.giver, now=factory.at(PAYDAY))
    grants.change_grant_profile(made.grant, to=Profile.DISCREET, by=made.taker, now=factory.at(PAYDAY))
    turn_grants(now=factory.at(RELEASE))
    verbs = set(Leaf.objects.filter(verb__startswith="grant.").values_list("verb", flat=True))
    assert "grant.suspended" not in verbs and "grant.instalment.paid" in verbs


@pytest.mark.django_db
def test_sums_of_a_place_and_a_cause_follow_from_the_rows_that_are_told():
    """Subtracting what is open from a sum leaves the band that the discreet row says anyway, and no more."""
    place = ground.place()
    factory.agreed().paid(1, on=PAYDAY)
    before = grant_totals.totals(grant_totals.grants_of_place(place, Output.PAGE, EVE))
    factory.agreed(Profile.DISCREET, named="Otra").paid(1, on=PAYDAY)
    for_now = grant_totals.totals(grant_totals.grants_of_place(place, Output.PAGE, EVE))
    assert for_now == before  # until the day of release a payment moves no sum
    after = grant_totals.totals(grant_totals.grants_of_place(place, Output.PAGE, RELEASE))
    (amount,) = after.amounts
    assert (amount.least - 60_000_00, amount.most - 60_000_00) == (50_000_00, 100_000_00)
    (of_cause,) = [of["MXN"] for of in after.by_cause.values()]
    assert (of_cause.least, of_cause.most) == (amount.least, amount.most)


@pytest.mark.django_db
def test_page_of_a_funder_neither_names_nor_counts_what_is_not_open():
    funder = ground.organisation(kind=Kind.FUNDER)
    factory.agreed(funder=funder).paid(1, on=PAYDAY)
    factory.agreed(Profile.DISCREET, funder=funder, named="Otra").paid(1, on=PAYDAY)
    rows = grant_totals.grants_of_funder(funder, Output.PAGE, RELEASE)
    assert [row.is_open for row in rows] == [True]
    assert grant_totals.totals(rows).amounts[0].most == 60_000_00
    told_by_list = given_by(grants_shown(Output.LIST, RELEASE), funder.pk, Output.LIST)
    assert told_by_list.count() == 1


@pytest.mark.django_db
def test_funder_that_gives_to_discreet_initiatives_only_is_no_choice_of_a_filter():
    made = factory.agreed(Profile.DISCREET)
    made.paid(1, on=PAYDAY)
    assert made.funder.pk not in set(funders_told(Output.LIST))


@pytest.mark.django_db
def test_order_and_year_of_the_list_tell_no_day_of_what_is_discreet():
    made = factory.agreed(Profile.DISCREET)
    made.paid(1, on=PAYDAY)
    (row,) = grants_shown(Output.LIST, RELEASE)
    assert row.told_day == date(2026, 10, 1)


@pytest.mark.django_db
def test_fabric_gets_open_money_exactly_discreet_from_below_and_nothing_protected(monkeypatch):
    monkeypatch.setattr(grant_totals, "localdate", lambda: RELEASE)
    factory.agreed().paid(1, on=PAYDAY)
    factory.agreed(Profile.DISCREET, named="Otra").paid(1, on=PAYDAY)
    factory.agreed(Profile.PROTECTED, named="Otra más").paid(1, on=PAYDAY)
    factory.agreed(currency="USD", named="De fuera").paid(1, on=PAYDAY)
    quarter, year, other = Period(2026, 4), Period(2026), Period(2026, 3)
    for place in (ground.place(), ground.place().parent):
        found = grant_totals.money_arriving(place, [quarter, year, other])
        assert found == {quarter: 110_000_00, year: 110_000_00}


def protected(number, key="08037"):
    for at in range(number):
        made = factory.agreed(Profile.PROTECTED, named=f"Protegida {key} {at}")
        Grant.objects.filter(pk=made.grant.pk).update(place=ground.place(key))
        made.grant.refresh_from_db()
        made.paid(1, on=PAYDAY)


@pytest.mark.django_db
@pytest.mark.parametrize(("number", "is_told"), [(4, False), (5, True)])
def test_protected_grants_are_told_by_state_and_year_where_five_are_counted(number, is_told):
    protected(number)
    state = ground.place().parent
    assert grant_totals.protected_totals(state, EVE) == []
    found = grant_totals.protected_totals(state, RELEASE)
    assert bool(found) is is_told
    assert grant_totals.protected_totals(ground.place(), RELEASE) == []  # never of a municipality
    if is_told:
        assert (found[0].year, found[0].grants, found[0].paid.is_exact) == (2026, 5, False)


@pytest.mark.django_db
def test_country_less_a_state_does_not_single_out_few_of_another():
    """Five of one state and two of another: with the country told, the two would follow by subtraction."""
    protected(5)
    protected(2, "26030")
    told = [grant_totals.protected_totals(ground.place(key).parent, RELEASE) for key in ("08037", "26030")]
    country = grant_totals.protected_totals(ground.place().parent.parent, RELEASE)
    assert told[1] == []
    assert not (told[0] and country)


@pytest.mark.django_db
def test_offered_grant_is_known_to_its_sides_only():
    made = factory.sides()
    made.offered()
    assert told(today=RELEASE) == []
    assert not Leaf.objects.filter(subject=made.grant.record_name).exists()
    assert isinstance(made.grant.pk, UUID)
