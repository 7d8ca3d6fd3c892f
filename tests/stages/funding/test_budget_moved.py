"""What was really moved: announced, approved, paid; never surer than its source."""

from datetime import timedelta

import pytest
from django.core.cache import caches

from tejido.ground.web.acting import NotAllowed
from tejido.stages.funding.actions.budgets_moved import (
    BadAnnouncement,
    NotPublic,
    OtherCurrency,
    TakenBack,
    announce_shift,
    follow_announcement,
    withdraw_announcement,
)
from tejido.stages.funding.models import Announcement, Grant, Instalment
from tejido.stages.funding.queries.budgets_moved import announcements, moved
from tejido.stages.funding.vocabulary.budgets import BudgetAct
from tejido.stages.funding.vocabulary.calls import CallState
from tejido.stages.funding.vocabulary.grants import GrantState, InstalmentState
from tests.factories.budgets import announcement, decided_call, line, organisation_of, row, said, source, speaker
from tests.factories.ground import TODAY
from tests.factories.moments import NOW
from tests.factories.record import leaves

pytestmark = pytest.mark.django_db


def read(made):
    return moved(announcements().get(pk=made.pk))


def test_announcement_alone_is_neither_approved_nor_paid():
    found = read(announcement())
    assert (found.announcement.amount, found.approved, found.paid, found.given) == (10_000_000_000, None, None, None)
    assert list(leaves().values_list("verb", flat=True)) == [
        BudgetAct.SHIFT_ENTERED,
        BudgetAct.SHIFT_ATTRIBUTED,
        BudgetAct.SHIFT_SOURCED,
    ]


def test_lines_that_followed_say_what_was_approved_and_paid():
    who = speaker()
    made = announcement(who)
    its = source(row("A", amounts={"approved": 500, "paid": 200}), row("B", amounts={"approved": 300}))
    follow_announcement(made, lines=list(its.lines.all()), by=who, now=NOW)
    found = read(made)
    assert (found.approved, found.paid) == (800, 200)
    assert leaves().last().fields["lines"] == sorted(str(one.pk) for one in its.lines.all())
    follow_announcement(made, lines=[], by=who, now=NOW)
    assert read(made).approved is None


def test_grants_of_its_calls_are_told_only_where_both_sides_are_open():
    who = speaker()
    made, call = announcement(who), decided_call({1: 100, 2: 100}, [[1, 2]], total=200, chosen=[1, 2])
    for application, profile in zip(call.applications.order_by("number"), ["open", "discreet"], strict=True):
        grant = Grant.objects.create(
            funder=call.funder,
            initiative=application.initiative,
            application=application,
            place=application.place,
            title=application.title,
            searchable="obra",
            amount=application.amount,
            agreed_on=TODAY,
            begins_on=TODAY,
            ends_on=TODAY,
            profile=profile,
            drafted_on=TODAY,
            state=GrantState.AGREED,
            state_since=TODAY,
        )
        paid = {"state": InstalmentState.PAID, "paid_on": TODAY, "paid": 4_000}
        Instalment.objects.create(grant=grant, number=1, amount=4_000, due_on=TODAY, milestone="Material", **paid)
    follow_announcement(made, lines=[], calls=[call], by=who, now=NOW)
    found = read(made)
    assert ([one.title for one in found.grants], found.given) == (["Obra 1"], 4_000)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"what": " "}, "what"),
        ({"said_by": ""}, "said_by"),
        ({"source": ""}, "source"),
        ({"source": "x" * 301}, "source"),
        ({"announced_on": TODAY + timedelta(days=1)}, "announced_on"),
        ({"amount": 0}, "amount"),
        ({"to_category": "interdiction"}, "to_category"),
    ],
)
def test_announcement_that_cannot_be_is_refused_at_its_field(changes, field):
    who = speaker()
    with pytest.raises(BadAnnouncement) as refused:
        announce_shift(said(**changes), organisation=organisation_of(who), by=who, now=NOW)
    assert refused.value.field == field
    assert (Announcement.objects.count(), leaves().count()) == (0, 0)


def test_money_of_two_currencies_is_never_added():
    who = speaker()
    made = announcement(who)
    dollars = source(row(), currency="USD").lines.get()
    with pytest.raises(OtherCurrency):
        follow_announcement(made, lines=[line(), dollars], by=who, now=NOW)
    call = decided_call({1: 10}, [[1]], total=10, currency="USD")
    with pytest.raises(OtherCurrency):
        follow_announcement(made, lines=[], calls=[call], by=who, now=NOW)
    assert read(made).lines == []


def test_call_that_is_no_more_than_a_draft_cannot_be_named():
    who = speaker()
    draft = decided_call({1: 10}, [[1]], total=10, state=CallState.DRAFT)
    with pytest.raises(NotPublic):
        follow_announcement(announcement(who), lines=[], calls=[draft], by=who, now=NOW)


def test_entry_that_was_wrong_is_taken_back_once_and_stays_readable(client):
    who = speaker()
    made = announcement(who)
    withdraw_announcement(made, because="Era de otro año.", by=who, now=NOW)
    with pytest.raises(TakenBack):
        withdraw_announcement(made, because="Otra vez.", by=who, now=NOW)
    with pytest.raises(TakenBack):
        follow_announcement(made, lines=[], by=who, now=NOW)
    page = client.get(made.get_absolute_url()).content.decode()
    assert "Era de otro año." in page
    assert made.what in page


def test_funders_and_institutions_enter_no_announcement_of_their_own():
    for kind in ("funder", "institution"):
        more = {"level": "municipal", "power": "police"} if kind == "institution" else {}
        who = speaker(kind=kind, **more)
        with pytest.raises(NotAllowed):
            announcement(who)


def test_author_is_not_named_once_its_page_is_no_longer_open(client):
    who = speaker()
    made, of = announcement(who), organisation_of(who)
    assert of.name in client.get(made.get_absolute_url()).content.decode()
    type(of).objects.filter(pk=of.pk).update(profile="protected")
    caches["pages"].clear()
    assert of.name not in client.get(made.get_absolute_url()).content.decode()
