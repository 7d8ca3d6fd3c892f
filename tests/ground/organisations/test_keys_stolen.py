"""A thief of the database and of instance.json: every table, every session, every key of the instance, no password."""

import pytest

from tejido.engines.sealing import CannotOpen, draw_pair, unlock
from tejido.ground.organisations import actions, keyring
from tejido.ground.organisations.models import KeyWrap
from tejido.ground.people import names
from tejido.ground.people.actions import change_password, recover_account
from tejido.ground.people.codes import digest_of_code
from tejido.ground.people.locking import PURPOSE
from tejido.ground.people.models import PersonKey, RecoveryCode
from tests.factories.ground import PASSWORD
from tests.factories.keys import key_of, let_in, listening, pair_of
from tests.factories.moments import NOW, later
from tests.ground.organisations.test_keys_pages import address, entered
from tests.ground.people.test_nothing_in_clear import dump

pytestmark = pytest.mark.django_db

OTHER = "otra contraseña larga"


def test_no_private_half_lies_in_any_table_or_session_while_a_key_is_open():
    at = listening(recovery_public=draw_pair().public)
    member = at.member()
    client = entered(at.coordinator)
    assert client.post(address(at, "nueva/")).status_code == 302
    opened_sessions = str(dict(client.session.items()))
    kept = dump() + opened_sessions
    secrets = [pair_of(who).private for who in (at.coordinator, member)]
    for key in at.organisation.keys.all():
        secret = keyring.open_secret(key, at.pair, at.coordinator)
        secrets += [secret.pair.private, secret.signing.private]
    assert len(set(secrets)) == 6
    for private in secrets:
        assert private.hex() not in kept
        assert private.decode("latin-1") not in kept


def test_keys_of_the_instance_open_the_outer_seal_and_not_the_lock():
    at = listening()
    inner = bytes.fromhex(names.unseal(bytes(PersonKey.objects.get().locked), purpose=PURPOSE))
    for guess in ("", "contraseña", str(at.coordinator.pk)):
        with pytest.raises(CannotOpen):
            unlock(inner, guess)


def test_wraps_open_to_no_key_but_their_holders():
    at = listening()
    for wrap in KeyWrap.objects.select_related("key"):
        with pytest.raises(CannotOpen):
            keyring.open_secret(wrap.key, draw_pair(), at.coordinator)


def test_recovery_code_opens_the_account_and_nothing_sealed_until_a_colleague_compares():
    at = listening()
    member = at.member()
    before = at.key.wraps.count()
    RecoveryCode.objects.create(person=member, digest=digest_of_code("7Q2XM-0F9KD-W3HTA-5RZ8C"))
    recover_account(name=member.name, code="7Q2XM-0F9KD-W3HTA-5RZ8C", password=OTHER, now=later(days=2))
    assert (before, at.key.wraps.count()) == (2, 1)
    with pytest.raises(CannotOpen):
        keyring.open_private(at.key, pair_of(member, OTHER), member)
    let_in(at, member, now=later(days=2))
    assert keyring.open_private(at.key, pair_of(member, OTHER), member).public == bytes(at.key.public)


def test_new_password_keeps_what_somebody_reads():
    at = listening()
    change_password(password=OTHER, current=PASSWORD, by=at.coordinator, now=NOW)
    assert keyring.open_private(at.key, pair_of(at.coordinator, OTHER), at.coordinator).public == bytes(at.key.public)


def test_removed_member_with_an_open_session_opens_nothing_more():
    at = listening()
    member = at.member()
    client = entered(member)
    actions.end_membership(member.memberships.get(), by=at.coordinator, now=later(days=1))
    assert client.get(address(at, f"dar/{key_of(member).pk}/")).status_code == 403
    assert member.name not in client.get(address(at)).content.decode()
    with pytest.raises(CannotOpen):
        keyring.open_private(at.key, pair_of(member), member)
