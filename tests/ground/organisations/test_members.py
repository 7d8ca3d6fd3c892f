import pytest

from tejido.ground.organisations import actions, invitations
from tejido.ground.organisations.models import Invitation, Membership
from tejido.ground.organisations.policies import coordinates, speaks_for_post
from tejido.ground.organisations.queries import speaks_for_an_institution
from tejido.ground.organisations.vocabulary import Act, Role
from tejido.ground.web.acting import NotAllowed
from tests.factories.ground import TODAY, institution, membership, organisation, person, post
from tests.factories.moments import NOW, later
from tests.factories.record import leaves

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours():
    return organisation()


@pytest.fixture
def coordinator(ours):
    return membership(person(), ours, Role.COORDINATOR)


def test_accept_invitation_joins_once(ours, coordinator):
    code = actions.invite_member(ours, role=Role.MEMBER, by=coordinator.person, now=NOW)
    assert code not in str(list(Invitation.objects.values()))
    joined = actions.accept_invitation(code.lower().replace("-", " "), by=person(), now=later(days=7))
    assert (joined.role, joined.organisation) == (Role.MEMBER, ours)
    assert Invitation.objects.count() == 0
    with pytest.raises(actions.CodeUnknown):
        actions.accept_invitation(code, by=person(), now=NOW)


def test_accept_invitation_after_seven_days_is_unknown(ours, coordinator):
    code = actions.invite_member(ours, role=Role.MEMBER, by=coordinator.person, now=NOW)
    with pytest.raises(actions.CodeUnknown):
        actions.accept_invitation(code, by=person(), now=later(days=8))
    assert actions.clear_invitations(now=later(days=7)) == 0
    assert actions.clear_invitations(now=later(days=8)) == 1


def test_accept_invitation_by_a_member_keeps_the_code_good(ours, coordinator):
    code = actions.invite_member(ours, role=Role.COORDINATOR, by=coordinator.person, now=NOW)
    with pytest.raises(actions.AlreadyMember):
        actions.accept_invitation(code, by=coordinator.person, now=NOW)
    assert coordinates(actions.accept_invitation(code, by=person(), now=NOW).person, ours)


def test_invitation_codes_forgive_letters_that_look_alike():
    assert invitations.digest_of("0i1l-OO11-ABCD") == invitations.digest_of("0111 0011 abcd")
    assert invitations.digest_of("0111-0011-ABCD") != invitations.digest_of("0111-0011-ABCE")


def test_withdraw_invitation_makes_the_code_worthless(ours, coordinator):
    code = actions.invite_member(ours, role=Role.MEMBER, by=coordinator.person, now=NOW)
    actions.withdraw_invitation(Invitation.objects.get(), by=coordinator.person, now=NOW)
    with pytest.raises(actions.CodeUnknown):
        actions.accept_invitation(code, by=person(), now=NOW)


@pytest.mark.parametrize("role", [Role.LIAISON, "owner"])
def test_invite_member_into_another_role_is_refused(ours, coordinator, role):
    with pytest.raises(actions.NoSuchRole):
        actions.invite_member(ours, role=role, by=coordinator.person, now=NOW)


def test_end_membership_of_the_last_coordinator_is_refused_until_somebody_takes_over(ours, coordinator):
    other = membership(person(), ours)
    with pytest.raises(actions.LastCoordinator):
        actions.end_membership(coordinator, by=coordinator.person, now=NOW)
    with pytest.raises(actions.LastCoordinator):
        actions.change_role(coordinator, to=Role.MEMBER, by=coordinator.person, now=NOW)
    actions.change_role(other, to=Role.COORDINATOR, by=coordinator.person, now=NOW)
    assert actions.end_membership(coordinator, by=coordinator.person, now=NOW).ended_on == TODAY
    assert not coordinates(coordinator.person, ours)


def test_end_membership_of_another_is_a_coordinators(ours, coordinator):
    other, third = membership(person(), ours), membership(person(), ours)
    with pytest.raises(NotAllowed):
        actions.end_membership(other, by=third.person, now=NOW)
    actions.end_membership(other, by=coordinator.person, now=NOW)
    actions.end_membership(third, by=third.person, now=NOW)
    assert list(Membership.objects.filter(ended_on=None)) == [coordinator]


def test_membership_leaves_nothing_in_the_record(ours, coordinator):
    code = actions.invite_member(ours, role=Role.MEMBER, by=coordinator.person, now=NOW)
    actions.end_membership(actions.accept_invitation(code, by=person(), now=NOW), by=coordinator.person, now=NOW)
    assert leaves().count() == 0


def test_liaison_speaks_until_the_post_ends():
    host, who = person(is_host=True), person()
    police = institution()
    at = actions.add_post(police, title=" Comisaría  General ", by=host, now=NOW)
    assert at.title == "Comisaría General"
    assert not speaks_for_an_institution(who)
    actions.accept_invitation(actions.appoint_liaison(at, by=host, now=NOW), by=who, now=NOW)
    assert speaks_for_post(who, at)
    assert speaks_for_an_institution(who)
    successor = person()
    actions.accept_invitation(actions.appoint_liaison(at, by=who, now=NOW), by=successor, now=NOW)
    open_code = actions.appoint_liaison(at, by=who, now=NOW)
    actions.end_post(at, by=host, now=NOW)
    assert not speaks_for_post(who, at)
    assert not speaks_for_post(successor, at)
    with pytest.raises(actions.CodeUnknown):
        actions.accept_invitation(open_code, by=person(), now=NOW)
    with pytest.raises(actions.PostEnded):
        actions.appoint_liaison(at, by=host, now=NOW)
    assert list(leaves().order_by("index").values_list("verb", "subject", "actor")) == [
        (Act.POST_MADE, at.record_name, "site"),
        (Act.POST_ENDED, at.record_name, "site"),
    ]


def test_add_post_with_a_taken_title_is_refused_until_that_post_ends():
    host = person(is_host=True)
    at = post(title="Dirección")
    with pytest.raises(actions.TitleTaken):
        actions.add_post(at.organisation, title="Dirección", by=host, now=NOW)
    actions.end_post(at, by=host, now=NOW)
    actions.add_post(at.organisation, title="Dirección", by=host, now=NOW)
    with pytest.raises(actions.BadTitle):
        actions.add_post(at.organisation, title=" ", by=host, now=NOW)


def test_add_post_to_a_civil_society_organisation_is_not_allowed(ours, coordinator):
    with pytest.raises(NotAllowed):
        actions.add_post(ours, title="Dirección", by=coordinator.person, now=NOW)
