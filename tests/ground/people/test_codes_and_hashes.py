from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Lock

import pytest
from django.contrib.auth.hashers import check_password, make_password
from hypothesis import given
from hypothesis import strategies as st

from tejido.ground.people import hashing, limits
from tejido.ground.people.actions import forget_the_past
from tejido.ground.people.codes import ALPHABET, digest_of_code, draw_code
from tejido.ground.people.models import LimitRow, Tally
from tejido.ground.people.names import CannotOpen, handle_of, seal, unseal

NOW = datetime(2026, 11, 2, 18, 0, tzinfo=UTC)


def test_code_is_a_hundred_random_bits_in_four_groups():
    code = draw_code()
    assert [len(group) for group in code.split("-")] == [5, 5, 5, 5]
    assert set(code) <= set(ALPHABET + "-")
    assert len(ALPHABET) ** 20 == 2**100


@given(st.text(ALPHABET, min_size=20, max_size=20), st.sampled_from(["", "-", " ", " – "]))
def test_code_is_recognised_however_it_is_typed(letters, between):
    groups = [letters[at : at + 5] for at in range(0, 20, 5)]
    typed = between.join(groups).lower().replace("0", "o").replace("1", "i")
    assert digest_of_code(typed) == digest_of_code(letters)


@given(st.text(min_size=1), st.text(min_size=1))
def test_handle_is_the_same_for_the_same_words_only(one, other):
    same = " ".join(one.casefold().split()) == " ".join(other.casefold().split())
    if same:
        assert handle_of(one) == handle_of(other)
    assert handle_of(f"  {one} ") == handle_of(one)


@given(st.text())
def test_sealed_text_opens_for_its_purpose_only(text):
    sealed = seal(text, purpose="name")
    assert unseal(sealed, purpose="name") == text
    with pytest.raises(CannotOpen):
        unseal(sealed, purpose="email")


def test_password_hash_is_argon2id_with_64_mib_and_three_passes(settings):
    settings.PASSWORD_HASHERS = ["tejido.ground.people.hashing.Argon2id"]
    made = make_password("una contraseña larga")
    assert "$argon2id$v=19$m=65536,t=3,p=1$" in made
    assert check_password("una contraseña larga", made)
    assert not check_password("otra contraseña larga", made)


def test_hashes_at_the_same_time_are_bounded(monkeypatch):
    now, most, lock = 0, 0, Lock()

    def slow(*args, **kwargs):
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        done = original(*args, **kwargs)
        with lock:
            now -= 1
        return done

    original = hashing.pwhash.argon2id.str
    monkeypatch.setattr(hashing.pwhash.argon2id, "str", slow)
    monkeypatch.setattr(hashing.Argon2id, "memlimit", 1024 * 1024)
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda n: hashing.Argon2id().encode(f"contraseña {n}", ""), range(64)))
    assert 0 < most <= hashing.AT_ONCE


@pytest.mark.django_db
def test_limit_of_the_site_lets_one_try_through_every_two_seconds():
    limit = limits.SiteLimit("something", 2, timedelta(minutes=5))
    for _number in range(2):
        assert limits.may_try(limit, NOW)
        limits.count(limit, NOW)
    assert not limits.may_try(limit, NOW)
    assert limits.may_try(limit, NOW + limits.EASE)
    assert not limits.may_try(limit, NOW + limits.EASE)
    assert limits.may_try(limit, NOW + limit.per)


@pytest.mark.django_db
def test_what_limits_no_longer_need_is_forgotten():
    limits.count(limits.SIGN_UPS, NOW)
    LimitRow.objects.create(cache_key="x", value="", expires=NOW)
    assert forget_the_past(now=NOW)["limits"] == 0
    assert forget_the_past(now=NOW + timedelta(days=1))["limits"] == 2
    assert not Tally.objects.exists()
