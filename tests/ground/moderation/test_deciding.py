"""Two people decide, never one, never somebody whom it concerns; what they decide holds for every output at once."""

from datetime import timedelta

import pytest

from tejido.ground.ledger.models import Leaf, LeafText
from tejido.ground.moderation import actions
from tejido.ground.moderation.models import Flag, Hiding, Review
from tejido.ground.moderation.vocabulary import Ask, Outcome, Reason
from tejido.ground.organisations.actions import HiddenByModeration, InstitutionsAreOpen, change_profile
from tejido.ground.organisations.profiles import Field, Output, Shown, shown
from tejido.ground.organisations.vocabulary import HIDDEN, Profile, Role
from tejido.ground.web.acting import NotAllowed
from tests.factories.ground import institution, membership, organisation, person
from tests.factories.initiatives import initiative
from tests.factories.meetings import room
from tests.factories.moderating import decided, flagged, hidden, moderator, proposed
from tests.factories.moments import NOW, later

pytestmark = pytest.mark.django_db


def test_page_pointed_out_often_is_one_question_that_counts():
    page = initiative().record_name
    first, second = flagged(page), flagged(page, reason=Reason.HATE)
    assert (first.pk, Review.objects.get().flags_counted, Flag.objects.count()) == (second.pk, 2, 2)


def test_nothing_of_a_flag_says_who_wrote_it_and_its_words_are_sealed():
    review = flagged(words="Palabrasecreta")
    columns = {field.attname for field in Flag._meta.fields}
    assert columns == {"id", "review_id", "reason", "sealed"}
    assert b"Palabrasecreta" not in bytes(Flag.objects.get(review=review).sealed)


def test_page_that_one_cannot_see_cannot_be_pointed_out():
    with pytest.raises(NotAllowed):
        flagged(initiative(profile=Profile.PROTECTED).record_name)


@pytest.mark.parametrize(("said", "field"), [({"reason": "x"}, "reason"), ({"words": "a" * 1001}, "words")])
def test_flag_with_something_that_cannot_be_is_refused(said, field):
    with pytest.raises(actions.BadFlag) as refused:
        flagged(**said)
    assert refused.value.field == field


def test_flood_of_flags_is_slowed_and_nobody_is_shut_out():
    page = initiative().record_name
    for _ in range(200):
        flagged(page)
    with pytest.raises(actions.TooManyFlags):
        flagged(page)
    flagged(page, now=NOW + timedelta(seconds=2))
    assert (Review.objects.get().flags_counted, Flag.objects.count()) == (201, 30)


def test_nothing_happens_before_a_second_person_agrees():
    it = initiative()
    review = proposed(flagged(it.record_name), Outcome.REMOVE, by=(one := moderator()))
    it.refresh_from_db()
    assert (it.profile, review.decided_on, Leaf.objects.count()) == (Profile.OPEN, None, 0)
    with pytest.raises(NotAllowed):
        actions.confirm_outcome(review, version=review.version, by=one, now=NOW)


def test_agreeing_to_a_proposal_that_was_replaced_meanwhile_is_refused():
    review = proposed(flagged(), Outcome.LEAVE)
    seen = review.version
    proposed(review, Outcome.REMOVE)
    with pytest.raises(actions.ProposalChanged):
        actions.confirm_outcome(review, version=seen, by=moderator(), now=NOW)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.COORDINATOR])
def test_those_whom_the_page_concerns_never_decide(role):
    it, who = initiative(), moderator()
    membership(who, it.organisation, role)
    with pytest.raises(NotAllowed):
        proposed(flagged(it.record_name), Outcome.LEAVE, by=who)


def test_hidden_page_stands_in_no_output_and_the_record_says_why():
    it = initiative()
    hiding = hidden(it.record_name)
    it.refresh_from_db()
    assert it.profile == HIDDEN
    assert {shown(it.profile, field, output) for field in Field for output in Output} == {Shown.NO}
    leaf = Leaf.objects.get(subject=hiding.review.record_name)
    assert (leaf.verb, leaf.actor, leaf.day) == ("moderation.hidden", "site", NOW.date())
    assert leaf.fields == {
        "page": it.record_name,
        "ask": "flagged",
        "outcome": "hide",
        "reason": "spam",
        "decided_on": "2026-11-02",
    }
    assert LeafText.objects.get(leaf=leaf).text == "Es publicidad."


def test_page_that_became_protected_before_the_decision_is_not_named_in_the_record():
    it = initiative()
    review = flagged(it.record_name)
    it.profile = Profile.PROTECTED
    it.save()
    decided(review, Outcome.REMOVE)
    assert Leaf.objects.get(subject=review.record_name).fields["page"] == "withheld"
    assert Hiding.objects.get().kept == Profile.PROTECTED


def test_owners_cannot_show_what_two_people_hid():
    it = organisation()
    who = membership(person(), it, Role.COORDINATOR).person
    hidden(it.record_name)
    with pytest.raises(HiddenByModeration):
        change_profile(it, to=Profile.OPEN, by=who, now=NOW)


def test_public_institution_can_be_pointed_out_and_not_hidden():
    with pytest.raises(InstitutionsAreOpen):
        hidden(institution().record_name)


def test_mended_page_is_shown_again_as_it_was_and_enters_the_record_as_it_is():
    it = initiative(profile=Profile.DISCREET)
    hiding = hidden(it.record_name)
    who = membership(person(), it.organisation, Role.COORDINATOR).person
    again = actions.say_mended(hiding, words="Quitamos el anuncio.", by=who, now=NOW)
    decided(again, Outcome.SHOW)
    it.refresh_from_db()
    assert (it.profile, Hiding.objects.count()) == (Profile.DISCREET, 0)
    assert Leaf.objects.filter(subject=it.record_name, verb="initiative.shown").count() == 1


def test_roundtable_is_hidden_with_its_commitments_and_comes_back_with_them():
    at = room()
    hiding = hidden(at.roundtable.record_name)
    at.roundtable.refresh_from_db()
    assert at.roundtable.profile == HIDDEN
    again = actions.say_mended(hiding, words="Ya no está.", by=at.facilitator, now=NOW)
    decided(again, Outcome.SHOW)
    at.roundtable.refresh_from_db()
    assert at.roundtable.profile == hiding.kept


def test_those_who_decided_do_not_decide_on_the_appeal_and_others_can_overturn_it():
    it, deciders = initiative(), (moderator(), moderator())
    hiding = hidden(it.record_name, Outcome.REMOVE, by=deciders)
    who = membership(person(), it.organisation, Role.COORDINATOR).person
    asked = actions.appeal(hiding, words="Es una confusión.", by=who, now=NOW)
    for one in deciders:
        with pytest.raises(NotAllowed):
            proposed(asked, Outcome.UPHOLD, by=one)
    decided(asked, Outcome.SHOW)
    it.refresh_from_db()
    assert it.profile == Profile.OPEN


def test_decision_is_appealed_once_and_then_stands():
    it = initiative()
    hiding = hidden(it.record_name, Outcome.REMOVE)
    who = membership(person(), it.organisation, Role.COORDINATOR).person
    asked = actions.appeal(hiding, words="Es una confusión.", by=who, now=NOW)
    with pytest.raises(actions.AppealedAlready):
        actions.appeal(hiding, words="Otra vez.", by=who, now=NOW)
    decided(asked, Outcome.UPHOLD)
    with pytest.raises(actions.AppealedAlready):
        actions.appeal(hiding, words="Otra vez.", by=who, now=NOW)


def test_who_decided_is_forgotten_where_nobody_can_appeal():
    left = decided(flagged(), Outcome.LEAVE)
    assert (left.proposer, left.seconder, left.ask) == (None, None, Ask.FLAGGED)


def test_words_are_erased_30_days_after_the_decision():
    review = decided(flagged(), Outcome.LEAVE)
    assert actions.forget_flags(now=later(days=29)) == 0
    assert actions.forget_flags(now=later(days=30)) == 1
    assert not Flag.objects.filter(review=review).exists()


def test_name_that_no_account_has_cannot_be_named():
    with pytest.raises(actions.UnknownName):
        actions.name_moderator(name="Nadie", by=person(is_host=True), now=NOW)
