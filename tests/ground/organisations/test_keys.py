"""Keys of organisations: versions, who reads, who does not any more, what the record says."""

import pytest
from django.db import IntegrityError

from tejido.engines.sealing import CannotOpen, Pair, draw_pair, draw_signing, sign, unwrap
from tejido.ground.organisations import actions, keyring, queries
from tejido.ground.organisations.models import KeyWrap, OrganisationKey
from tejido.ground.organisations.vocabulary import Kind, Role
from tejido.ground.people.actions import erase_account
from tejido.ground.people.models import PersonKey
from tejido.ground.web.acting import NotAllowed
from tests.factories.ground import institution, membership, organisation, person, post
from tests.factories.keys import key_of, let_in, listening, pair_of
from tests.factories.moments import NOW, later

pytestmark = pytest.mark.django_db


def reads(who, key) -> bool:
    try:
        pair = keyring.open_private(key, pair_of(who), who)
    except CannotOpen:
        return False
    return pair.public == bytes(key.public)


def test_first_key_opens_to_who_made_it_and_to_nobody_else():
    at = listening()
    other = person()
    membership(other, at.organisation)
    assert (reads(at.coordinator, at.key), reads(other, at.key)) == (True, False)
    assert queries.listening_key_of(at.organisation) == at.key
    assert list(queries.organisations_listening()) == [at.organisation]


def test_first_key_is_not_made_twice_nor_without_the_hosts_word():
    at = listening()
    with pytest.raises(actions.HasOrganisationKey):
        actions.make_first_key(at.organisation, pair=at.pair, by=at.coordinator, now=NOW)
    ours, who = organisation(verified_on=None), person()
    membership(who, ours, Role.COORDINATOR)
    with pytest.raises(actions.NotVerified):
        actions.make_first_key(ours, pair=pair_of(who), by=who, now=NOW)
    with pytest.raises(actions.DoesNotOpen):
        actions.make_first_key(organisation_of(who), pair=draw_pair(), by=who, now=NOW)


def organisation_of(who):
    ours = organisation()
    membership(who, ours, Role.COORDINATOR)
    return ours


def test_funder_never_has_a_key_by_policy_and_by_constraint():
    who, funder = person(), organisation(kind=Kind.FUNDER)
    membership(who, funder, Role.COORDINATOR)
    with pytest.raises(NotAllowed):
        actions.make_first_key(funder, pair=pair_of(who), by=who, now=NOW)
    halves = {"public": b"p" * 32, "signing_public": b"s" * 32}
    with pytest.raises(IntegrityError, match="funder_never_has_sealing_keys"):
        OrganisationKey.objects.create(organisation=funder, of_kind=funder.kind, version=1, made_on=NOW, **halves)


def test_liaison_of_an_institution_makes_its_key():
    police, who = institution(), person()
    membership(who, police, Role.LIAISON, post(police))
    made = actions.make_first_key(police, pair=pair_of(who), by=who, now=NOW)
    assert reads(who, made)


def test_new_version_is_signed_by_the_one_before_and_opens_to_the_same():
    at = listening()
    member = at.member()
    first = at.key
    second = actions.rotate_key(at.organisation, pair=at.pair, by=at.coordinator, now=later(days=30))
    assert (second.version, bytes(second.public) != bytes(first.public)) == (2, True)
    assert [reads(who, key) for who in (at.coordinator, member) for key in (first, second)] == [True] * 4
    assert queries.listening_key_of(at.organisation) == second


def test_new_version_is_not_carried_to_who_was_put_into_the_table():
    """Whoever writes to the database adds a wrap, or swaps a member's key for their own: neither is attested."""
    at = listening()
    member, forger = at.member(), person()
    membership(forger, at.organisation)
    KeyWrap.objects.create(key=at.key, holder=key_of(forger), wrapped=b"x", attested=b"x" * 64, since=NOW)
    PersonKey.objects.filter(person=member).update(public=draw_pair().public)
    second = actions.rotate_key(at.organisation, pair=at.pair, by=at.coordinator, now=later(days=30))
    assert [wrap.holder.person for wrap in second.wraps.all()] == [at.coordinator]


def test_new_version_needs_somebody_who_opens_the_present_one():
    at = listening()
    other = at.member(reads=False, role=Role.COORDINATOR)
    with pytest.raises(actions.DoesNotOpen):
        actions.rotate_key(at.organisation, pair=pair_of(other), by=other, now=NOW)
    with pytest.raises(actions.DoesNotOpen):
        actions.rotate_key(at.organisation, pair=draw_pair(), by=at.coordinator, now=NOW)
    with pytest.raises(NotAllowed):
        actions.rotate_key(at.organisation, pair=pair_of(at.member()), by=at.member(), now=NOW)


def test_recovery_key_on_paper_opens_every_version():
    paper = draw_pair()
    at = listening(recovery_public=paper.public)
    first = at.key
    second = actions.rotate_key(at.organisation, pair=at.pair, by=at.coordinator, now=later(days=30))
    for key in (first, second):
        data = unwrap(bytes(key.recovery_wrapped), paper, keyring.address_of(key))
        assert keyring.secret_from(data, key).pair.public == bytes(key.public)


@pytest.mark.parametrize("given", [b"short", b"\x00" * 32])
def test_recovery_key_that_is_none_is_refused(given):
    ours, who = organisation(), person()
    membership(who, ours, Role.COORDINATOR)
    with pytest.raises(actions.BadRecoveryKey):
        actions.make_first_key(ours, pair=pair_of(who), recovery_public=given, by=who, now=NOW)


def test_new_member_reads_from_joining_onward_and_not_what_came_before():
    at = listening()
    first = at.key
    member = at.member(now=later(days=3))
    assert (at.key.version, reads(member, first), reads(member, at.key)) == (2, False, True)


def test_member_of_the_day_of_the_key_needs_no_other_version():
    at = listening()
    member = at.member()
    assert (at.key.version, reads(member, at.key)) == (1, True)


@pytest.mark.parametrize("typed", ["", "00000", "no sé"])
def test_nobody_is_let_in_whose_fingerprint_was_not_heard(typed):
    at = listening()
    who = at.member(reads=False)
    said = {"to": key_of(who), "fingerprint": typed, "pair": at.pair, "by": at.coordinator, "now": NOW}
    with pytest.raises(actions.FingerprintDiffers):
        actions.grant_key(at.organisation, **said)
    assert not reads(who, at.key)


def test_stranger_is_not_let_in_and_lets_nobody_in():
    at = listening()
    with pytest.raises(actions.DoesNotBelong):
        let_in(at, person())
    member = at.member(reads=False)
    with pytest.raises(NotAllowed):
        let_in(at, member, by=person())
    with pytest.raises(NotAllowed):
        let_in(at, member, by=at.member(reads=False))


def test_older_versions_need_two_who_read():
    at = listening()
    old, second = at.key, at.member()
    new = at.member(now=later(days=3))
    proposal = actions.propose_older_keys(at.organisation, to=key_of(new), by=at.coordinator, now=later(days=3))
    assert not reads(new, old)
    for by in (at.coordinator, new):
        with pytest.raises(actions.NeedsAnother):
            actions.confirm_older_keys(proposal, pair=pair_of(by), by=by, now=later(days=4))
    with pytest.raises(actions.NeedsAnother):
        actions.propose_older_keys(at.organisation, to=key_of(new), by=new, now=later(days=3))
    assert not reads(new, old)
    assert actions.confirm_older_keys(proposal, pair=pair_of(second), by=second, now=later(days=4)) == 1
    assert reads(new, old)


def test_declined_proposal_opens_nothing():
    at = listening()
    second, new = at.member(), at.member(now=later(days=3))
    proposal = actions.propose_older_keys(at.organisation, to=key_of(new), by=at.coordinator, now=later(days=3))
    actions.decline_older_keys(proposal, by=second, now=later(days=3))
    assert not at.organisation.older_keys_proposals.exists()


def test_removed_member_loses_the_wraps_at_once_and_a_new_version_is_asked_for():
    at = listening()
    member = at.member()
    actions.end_membership(member.memberships.get(), by=at.coordinator, now=later(days=1))
    assert not KeyWrap.objects.filter(holder__person=member).exists()
    assert at.key.somebody_left_on == later(days=1).date()
    actions.rotate_key(at.organisation, pair=at.pair, by=at.coordinator, now=later(days=1))
    assert at.key.somebody_left_on is None
    assert not reads(member, at.key)


def test_member_who_read_nothing_asks_for_no_new_version_by_leaving():
    at = listening()
    member = at.member(reads=False)
    actions.end_membership(member.memberships.get(), by=at.coordinator, now=later(days=1))
    assert at.key.somebody_left_on is None


def test_liaison_whose_post_ended_reads_nothing():
    police, who, host = institution(), person(), person(is_host=True)
    at_post = post(police)
    membership(who, police, Role.LIAISON, at_post)
    key = actions.make_first_key(police, pair=pair_of(who), by=who, now=NOW)
    actions.end_post(at_post, by=host, now=NOW)
    assert not reads(who, key)
    assert queries.listening_key_of(police) is None


def test_erased_account_leaves_no_wrap_and_asks_for_a_new_version():
    at = listening()
    erase_account(by=at.member(), now=later(days=1))
    assert at.key.wraps.count() == 1
    assert at.key.somebody_left_on == later(days=1).date()


def test_person_of_a_reset_key_reads_nothing_until_a_colleague_lets_them_in():
    at = listening()
    member = at.member()
    PersonKey.objects.filter(person=member).delete()
    assert not reads(member, at.key)
    let_in(at, member, now=later(days=5))
    assert (at.key.version, reads(member, at.key)) == (1, True)


def test_organisation_that_nobody_reads_for_does_not_listen_and_begins_anew_unsigned():
    at = listening()
    PersonKey.objects.filter(person=at.coordinator).delete()
    assert queries.listening_key_of(at.organisation) is None
    made = actions.make_first_key(at.organisation, pair=pair_of(at.coordinator), by=at.coordinator, now=later(days=9))
    assert (made.version, bytes(made.signature)) == (2, b"")
    assert queries.listening_key_of(at.organisation) == made


def test_organisation_that_ends_its_work_destroys_its_keys():
    at = listening(recovery_public=draw_pair().public)
    key = at.key
    actions.close_organisation(at.organisation, by=at.coordinator, now=later(days=1))
    key.refresh_from_db()
    assert (key.ended_on, key.destroyed_on) == (later(days=1).date(), later(days=1).date())
    assert (key.wraps.count(), bytes(key.recovery_wrapped)) == (0, b"")


def test_organisation_that_is_not_verified_any_more_does_not_listen():
    at = listening()
    actions.withdraw_verification(at.organisation, by=person(is_host=True), now=NOW)
    assert queries.listening_key_of(at.organisation) is None


class Apart:
    """A key on a computer of the organisation."""

    def __init__(self):
        self.pair, self.signing = draw_pair(), draw_signing()

    def halves(self, signature=b""):
        return actions.ApartKeys(self.pair.public, self.signing.public, signature)


def test_key_that_reads_apart_never_has_a_private_half_here():
    ours, who = organisation(), person()
    membership(who, ours, Role.COORDINATOR)
    key = actions.make_first_key(ours, apart=Apart().halves(), by=who, now=NOW)
    assert (key.reads_apart, key.wraps.count(), bytes(key.recovery_wrapped)) == (True, 0, b"")
    assert queries.listening_key_of(ours) == key


def test_next_version_apart_bears_the_signature_of_the_one_before():
    ours, who = organisation(), person()
    membership(who, ours, Role.COORDINATOR)
    first, second = Apart(), Apart()
    actions.make_first_key(ours, apart=first.halves(), by=who, now=NOW)
    draft = OrganisationKey(organisation=ours, version=2, public=second.pair.public)
    draft.signing_public, draft.recovery_public = second.signing.public, b""
    for signature in (b"", sign(keyring.statement_of(draft), second.signing)):
        with pytest.raises(actions.BadSignature):
            actions.rotate_key(ours, apart=second.halves(signature), by=who, now=later(days=30))
    signed = sign(keyring.statement_of(draft), first.signing)
    made = actions.rotate_key(ours, apart=second.halves(signed), by=who, now=later(days=30))
    assert (made.version, made.reads_apart) == (2, True)


def test_organisation_goes_over_to_reading_apart_by_the_signature_of_its_key_here():
    at = listening()
    apart = Apart().halves()
    made = actions.rotate_key(at.organisation, pair=at.pair, apart=apart, by=at.coordinator, now=later(days=30))
    assert (made.reads_apart, made.wraps.count()) == (True, 0)


def test_wrap_opens_at_its_own_version_only():
    at = listening()
    first = at.key
    second = actions.rotate_key(at.organisation, pair=at.pair, by=at.coordinator, now=later(days=30))
    wrap = KeyWrap.objects.get(key=first)
    KeyWrap.objects.filter(key=second).update(wrapped=bytes(wrap.wrapped))
    with pytest.raises(CannotOpen):
        keyring.open_private(second, at.pair, at.coordinator)


def test_private_half_of_another_organisation_is_not_taken_for_ours():
    at, other = listening(), listening()
    secret = keyring.open_secret(other.key, other.pair, other.coordinator)
    forged = keyring.wrapped_for(at.key, secret, at.pair.public)
    KeyWrap.objects.filter(key=at.key).update(wrapped=forged)
    with pytest.raises(CannotOpen):
        keyring.open_private(at.key, at.pair, at.coordinator)


def test_secret_does_not_show_in_its_text():
    at = listening()
    secret = keyring.open_secret(at.key, at.pair, at.coordinator)
    for form in (repr(secret.pair.private), secret.pair.private.hex(), repr(secret.signing.private)):
        assert form not in repr(secret)
    assert isinstance(secret.pair, Pair)
