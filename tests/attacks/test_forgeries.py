"""Tokens, cookies and map addresses that somebody made up, changed, or took from elsewhere, open and send nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tejido.ground.places.pictures import Point
from tejido.stages.reports import form_tokens, map_address
from tejido.stages.reports.sealed_words import NotOurs, open_words, seal_words

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TOKEN = form_tokens.issue(NOW)
ADDRESS = map_address.of("08037", Point(31.7, -106.4))
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def changed(text: str, at: int, letter: str) -> str:
    at %= len(text) - 1  # the last letter may carry bits that mean nothing
    return text[:at] + letter + text[at + 1 :]


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, 500), letter=st.sampled_from(LETTERS))
def test_token_changed_in_any_letter_is_none_of_ours(at, letter):
    forged = changed(TOKEN, at, letter)
    if forged == TOKEN:
        return
    with pytest.raises(form_tokens.BadToken):
        form_tokens.read(forged, NOW)


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=200))
def test_any_text_is_refused_as_a_token_and_as_the_address_of_a_map(text):
    with pytest.raises(form_tokens.BadToken):
        form_tokens.read(text, NOW)
    with pytest.raises(map_address.NoSuchMap):
        map_address.read(text)


@settings(max_examples=40, deadline=None)
@given(at=st.integers(0, 500), letter=st.sampled_from(LETTERS))
def test_address_of_a_map_changed_in_any_letter_draws_nothing(at, letter):
    forged = changed(ADDRESS, at, letter)
    if forged == ADDRESS:
        return
    with pytest.raises(map_address.NoSuchMap):
        map_address.read(forged)


def test_what_was_sealed_for_one_purpose_serves_no_other():
    for purpose, other in [("form-token", "map-address"), ("map-address", "thread-cookie")]:
        with pytest.raises(NotOurs):
            open_words(seal_words(b"words", purpose=purpose), purpose=other)


def test_two_addresses_of_one_map_are_different_so_that_nobody_can_tell_who_looks_at_the_same_place():
    assert map_address.of("08037", None) != map_address.of("08037", None)


@pytest.mark.parametrize("hours", [-2, 25])
def test_token_from_another_day_is_refused(hours):
    with pytest.raises(form_tokens.BadToken):
        form_tokens.read(TOKEN, NOW + timedelta(hours=hours))


def test_token_that_has_to_wait_says_so_and_nobody_can_shorten_it():
    token = form_tokens.read(form_tokens.issue(NOW, wait=timedelta(seconds=20)), NOW)
    assert [token.has_waited(NOW + timedelta(seconds=after)) for after in (0, 19, 20)] == [False, False, True]
    assert not form_tokens.read(TOKEN, NOW).has_waited(NOW + timedelta(hours=1))
