"""A person's key: made, opened for a session, closed, locked anew, and begun anew where the password is lost."""

import threading
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tejido.engines.sealing import CannotOpen, Pair, draw_pair
from tejido.ground.people import actions, hashing, locking, unlocking
from tejido.ground.people.actions import HasKey, WrongPassword
from tejido.ground.people.locking import unlock_private
from tejido.ground.people.models import PersonKey
from tests.factories.ground import PASSWORD, person
from tests.factories.moments import NOW
from tests.ground.people.entering import NAME, sign_in, signed_up
from tests.ground.people.test_nothing_in_clear import assert_absent, dump

pytestmark = pytest.mark.django_db

OTHER = "otra contraseña larga"


def pair_of(key: PersonKey, password: str = PASSWORD) -> Pair:
    return Pair.of(unlock_private(bytes(key.locked), password))


def with_key(client: Client) -> PersonKey:
    """Sign in as somebody who makes their key on its page, which leaves it open."""
    person(NAME)
    sign_in(client)
    assert client.post("/cuenta/llave/", {"current_password": PASSWORD}).status_code == 302
    return PersonKey.objects.get()


def is_open(client: Client) -> bool:
    answer = client.get("/cuenta/llave/")
    return answer.status_code == 200 and answer.context["is_open"]


def test_key_is_made_once_and_opens_with_the_password_only():
    who = person()
    key = actions.make_key(password=PASSWORD, by=who, now=NOW)
    assert pair_of(key).public == bytes(key.public)
    with pytest.raises(CannotOpen):
        unlock_private(bytes(key.locked), OTHER)
    with pytest.raises(HasKey):
        actions.make_key(password=PASSWORD, by=who, now=NOW)


def test_key_is_not_made_with_a_password_that_is_not_the_persons():
    with pytest.raises(WrongPassword):
        actions.make_key(password=OTHER, by=person(), now=NOW)
    assert not PersonKey.objects.exists()


def test_account_page_shows_the_fingerprint_and_since_when(client):
    key = with_key(client)
    page = client.get("/cuenta/").content.decode()
    assert key.fingerprint in page
    assert len(key.fingerprint.split()) == 8


def test_signing_in_does_not_open_the_key_and_its_page_does(client):
    with_key(client)
    client.post("/cuenta/salir/")
    assert "k" not in {name for name, cookie in client.cookies.items() if cookie.value}
    sign_in(client)
    assert not is_open(client)
    assert client.post("/cuenta/llave/abrir/", {"current_password": OTHER}).status_code == 200
    assert not is_open(client)
    answer = client.post("/cuenta/llave/abrir/", {"current_password": PASSWORD, "next": "/cuenta/codigos/"})
    assert answer["Location"] == "/cuenta/codigos/"
    assert is_open(client)


def test_cookie_of_the_key_is_strict_and_gone_with_the_browser(client):
    with_key(client)
    cookie = client.cookies["k"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["max-age"], cookie["expires"]) == (
        True,
        "Strict",
        "/",
        "",
        "",
    )


@pytest.mark.parametrize("next_page", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_opening_leads_nowhere_else(client, next_page):
    with_key(client)
    answer = client.post("/cuenta/llave/abrir/", {"current_password": PASSWORD, "next": next_page})
    assert answer["Location"] == "/cuenta/llave/"


def test_key_closes_by_its_button(client):
    with_key(client)
    client.post("/cuenta/llave/cerrar/")
    assert not client.cookies["k"].value
    assert not is_open(client)


def test_key_closes_after_half_an_hour_without_use(client, monkeypatch):
    with_key(client)
    at = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: at + unlocking.IDLE)
    assert not is_open(client)
    assert not client.cookies["k"].value
    monkeypatch.setattr(timezone, "now", lambda: at)
    assert not is_open(client)


def test_key_stays_open_while_it_is_used_and_no_longer_than_four_hours(client, monkeypatch):
    with_key(client)
    at = timezone.now()
    open_at = []
    for minutes in range(0, 260, 20):
        monkeypatch.setattr(timezone, "now", lambda minutes=minutes: at + timedelta(minutes=minutes))
        open_at.append((minutes, is_open(client)))
    assert [minutes for minutes, was in open_at if was] == list(range(0, 240, 20))


def test_another_password_keeps_the_key_and_what_is_open(client):
    before = with_key(client)
    private = pair_of(before).private
    said = {"current_password": PASSWORD, "password": OTHER, "password_again": OTHER}
    assert client.post("/cuenta/contrasena/", said).status_code == 302
    after = PersonKey.objects.get()
    assert (after.pk, bytes(after.public), pair_of(after, OTHER).private) == (before.pk, bytes(before.public), private)
    with pytest.raises(CannotOpen):
        pair_of(after)
    assert is_open(client)


def test_password_is_not_changed_without_the_present_one():
    who = person()
    key = actions.make_key(password=PASSWORD, by=who, now=NOW)
    with pytest.raises(WrongPassword):
        actions.change_password(password=OTHER, current="no es esta", by=who, now=NOW)
    assert pair_of(PersonKey.objects.get()).public == bytes(key.public)
    who.refresh_from_db()
    assert who.check_password(PASSWORD)


def test_recovery_code_puts_another_key_in_place_of_the_old_one(client):
    codes = signed_up(client)
    client.post("/cuenta/codigos/", {"code": codes[0]})
    client.post("/cuenta/llave/", {"current_password": PASSWORD})
    before = PersonKey.objects.get()
    elsewhere = Client()
    said = {"name": NAME, "code": codes[1], "password": OTHER, "password_again": OTHER}
    assert elsewhere.post("/cuenta/recuperar/", said).status_code == 302
    after = PersonKey.objects.get()
    assert after.pk != before.pk
    assert bytes(after.public) != bytes(before.public)
    assert pair_of(after, OTHER).public == bytes(after.public)
    assert client.get("/cuenta/llave/").status_code == 302


def test_recovery_makes_no_key_for_who_had_none():
    _who, codes = actions.sign_up(name=NAME, password=PASSWORD, language="es", now=NOW)
    actions.recover_account(name=NAME, code=codes[0], password=OTHER, now=NOW)
    assert not PersonKey.objects.exists()


def test_erased_account_leaves_no_key(client):
    key = with_key(client)
    client.post("/cuenta/borrar/", {"current_password": PASSWORD})
    assert not PersonKey.objects.exists()
    assert_absent(bytes(key.public).hex(), bytes(key.locked).hex())


def test_stolen_database_with_the_keys_of_the_instance_gives_no_private_key(client):
    """The thief has every table and instance.json: sessions open, the private half does not."""
    key = with_key(client)
    private, cookie = pair_of(key).private, client.cookies["k"].value
    kept = dump()
    session = client.session
    everything = kept + str(dict(session.items()))
    for secret in (private.hex(), private.decode("latin-1"), cookie, PASSWORD):
        assert secret not in everything
    thief = Client()
    thief.cookies["s"] = client.cookies["s"].value  # even with the cookie of the session, but not that of the key
    assert not is_open(thief)


@pytest.mark.parametrize("cookie", ["", "zz", "00" * 32, "00" * 31])
def test_wrong_cookie_opens_nothing_and_closes_the_key(client, cookie):
    with_key(client)
    client.cookies["k"] = cookie
    assert not is_open(client)


def test_key_of_another_person_is_not_opened_by_this_session(client):
    with_key(client)
    PersonKey.objects.update(public=draw_pair().public)  # whoever writes to the database puts their own in place
    assert not is_open(client)
    assert client.post("/cuenta/llave/abrir/", {"current_password": PASSWORD}).status_code == 200
    assert not is_open(client)


def test_session_ended_from_elsewhere_closes_the_key(client):
    with_key(client)
    elsewhere = Client()
    sign_in(elsewhere)
    elsewhere.post("/cuenta/sesiones/")
    assert client.get("/cuenta/llave/").status_code == 302
    assert not client.cookies["k"].value
    assert not Session.objects.exists()


def test_database_alone_gives_nothing_to_try_passwords_on():
    key = actions.make_key(password=PASSWORD, by=person(), now=NOW)
    assert b"L1" not in bytes(key.locked)[:2]
    with pytest.raises(CannotOpen):
        unlock_private(bytes(key.locked)[:-1] + b"\0", PASSWORD)


def test_no_more_derivations_at_once_than_memory_is_meant_for(monkeypatch):
    running, most, guard = 0, 0, threading.Lock()
    gate = threading.Barrier(hashing.AT_ONCE)

    def counted(*_args, **_costs):
        nonlocal running, most
        with guard:
            running += 1
            most = max(most, running)
        gate.wait(timeout=30)  # as many as may are inside together, and no more ever come
        with guard:
            running -= 1
        return b"locked"

    monkeypatch.setattr(locking, "lock", counted)
    threads = [threading.Thread(target=locking.lock_private, args=(b"x", "y")) for _ in range(hashing.AT_ONCE * 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == hashing.AT_ONCE
