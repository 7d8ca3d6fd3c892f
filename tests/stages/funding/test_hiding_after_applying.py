"""An initiative that shows less after it applied: its application does so at once, and for good once it moved on."""

from datetime import timedelta

import pytest

from tejido.ground.ledger.auditing import audit_site
from tejido.ground.ledger.models import Leaf
from tejido.ground.organisations.profiles import Output
from tejido.ground.organisations.vocabulary import Profile
from tejido.stages.funding.actions import admitting, call_clock, reviews
from tejido.stages.funding.queries.applications import applications_shown, applications_visible_to
from tejido.stages.funding.vocabulary.calls import ApplicationState
from tejido.stages.initiatives.actions import change_profile
from tests.factories.funding import OPEN_DAY, applied, juror, opened

pytestmark = pytest.mark.django_db


def hide(it, at, to):
    change_profile(it.initiative, to=to, by=at.applicant, now=OPEN_DAY)
    it.refresh_from_db()


def problems():
    return [str(one) for one in audit_site(OPEN_DAY.date()).problems if "application:" in str(one)]


def test_hidden_at_once_and_read_by_the_two_sides_still():
    at = opened()
    it = applied(at)
    assert it in applications_shown(Output.PAGE)
    hide(it, at, Profile.PROTECTED)
    assert it not in applications_shown(Output.PAGE)
    assert it in applications_visible_to(at.runner) and it in applications_visible_to(at.applicant)
    assert problems() == []


def test_protected_by_now_it_is_not_admitted_to_a_ballot_and_the_record_says_nothing_of_it():
    at = opened()
    it = applied(at)
    hide(it, at, Profile.PROTECTED)
    later = OPEN_DAY + timedelta(days=27)
    call_clock.turn_calls(now=later)
    for who in (juror(at.call), juror(at.call)):
        reviews.review_application(it, admits=True, reasons="Está claro.", by=who, now=later)
    leaves = Leaf.objects.filter(subject=it.record_name).count()
    admitting.admit_applications(at.call, by=at.runner, now=later)
    it.refresh_from_db()
    assert (it.state, it.number) == (ApplicationState.REFUSED, None)
    assert it.reason
    assert Leaf.objects.filter(subject=it.record_name).count() == leaves
    hide(it, at, Profile.OPEN)  # what was hidden while something happened stays hidden
    assert it not in applications_shown(Output.PAGE)
    assert problems() == []


def test_discreet_by_now_the_amount_is_told_once_it_stands_on_the_ballot():
    at = opened()
    it = applied(at)
    hide(it, at, Profile.DISCREET)
    later = OPEN_DAY + timedelta(days=27)
    call_clock.turn_calls(now=later)
    for who in (juror(at.call), juror(at.call)):
        reviews.review_application(it, admits=True, reasons="Está claro.", by=who, now=later)
    admitting.admit_applications(at.call, by=at.runner, now=later)
    it.refresh_from_db()
    assert it.profile == Profile.DISCREET and it.number == 1
    leaf = Leaf.objects.get(subject=it.record_name, verb="application.admitted")
    assert leaf.fields["amount"] == it.amount and leaf.fields["profile"] == Profile.DISCREET
    assert problems() == []
