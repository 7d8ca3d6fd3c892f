"""Receipts: 100 random bits, forgiving to the hand that types them, and never forgiving more than that."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tejido.engines.sealing import receipts
from tejido.engines.sealing.receipts import ALPHABET

PEPPER = bytes(32)
DRAWN = st.builds(receipts.draw)


@given(DRAWN)
@settings(max_examples=50)
def test_receipt_is_understood_as_people_type_it(receipt):
    plain = receipt.replace("-", "")
    typed = [plain, plain.lower(), f"  {plain[:7]} {plain[7:]}\n", receipt.replace("-", " – "), plain.replace("0", "o")]
    typed += [plain.replace("1", "I"), plain.replace("1", "l"), "-".join(plain), ".".join([plain[:10], plain[10:]])]
    assert [receipts.normalise(one) for one in typed] == [receipt] * len(typed)


@given(DRAWN, st.data())
@settings(max_examples=60)
def test_one_wrong_sign_or_two_that_changed_places_are_noticed(receipt, data):
    plain = receipt.replace("-", "")
    at = data.draw(st.integers(0, 20))
    wrong = [plain[:at] + sign + plain[at + 1 :] for sign in ALPHABET if sign != plain[at]]
    other = data.draw(st.integers(0, 20))
    signs = list(plain)
    signs[at], signs[other] = signs[other], signs[at]
    wrong += ["".join(signs)] if signs[at] != signs[other] else []
    assert [receipts.normalise(one) for one in wrong] == [None] * len(wrong)


@pytest.mark.parametrize(
    "typed", ["", "-", "0" * 20, "0" * 22, "U" * 21, "ñ" * 21, "0" * 100_000, "\ud800", "٠" * 21 + "x"]
)
def test_what_cannot_be_a_receipt_is_none(typed):
    assert receipts.normalise(typed) is None


@given(DRAWN)
@settings(max_examples=30)
def test_last_group_is_typed_again_with_the_same_forgiveness(receipt):
    group = receipts.last_group(receipt)
    assert receipt.endswith(f"-{group}") and len(group) == 5
    assert receipts.is_last_group(receipt, f" {group.lower()} ") and receipts.is_last_group(receipt, receipt)
    wrong = ["", group[:-1], receipts.draw(), "\ud800", "0" * 100_000, receipt[:4]]
    assert [receipts.is_last_group(receipt, one) for one in wrong] == [False] * len(wrong)


def test_derived_depends_on_receipt_and_pepper_only():
    one, other = receipts.draw(), receipts.draw()
    same = receipts.derive(one.lower().replace("-", ""), PEPPER)
    assert receipts.derive(one, PEPPER) == same
    halves = {same.lookup, same.key}
    for different in (receipts.derive(other, PEPPER), receipts.derive(one, b"1" * 32)):
        halves |= {different.lookup, different.key}
    assert len(halves) == 6


def test_what_is_no_receipt_derives_what_nobody_has():
    assert receipts.derive("nada", PEPPER) != receipts.derive("nada", PEPPER)


@pytest.mark.parametrize("pepper", [b"", bytes(31), bytes(65)])
def test_pepper_that_is_too_short_or_long_is_refused(pepper):
    with pytest.raises(ValueError):
        receipts.derive(receipts.draw(), pepper)


def test_drawn_receipts_use_all_signs_in_all_places():
    drawn = [receipts.draw().replace("-", "") for _ in range(600)]
    assert len(set(drawn)) == 600
    assert all({one[place] for one in drawn} == set(ALPHABET) for place in range(21))
