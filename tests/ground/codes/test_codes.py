"""Codes: drawn, recognised however they are typed, drawn once, accounted for, counted and gone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tejido.engines.sealing.signs import ALPHABET, checked
from tejido.ground.codes import batches, closing, drawing, spending
from tejido.ground.codes.accounts import accounts_of
from tejido.ground.codes.models import Code
from tejido.ground.codes.refusals import (
    Cancelled,
    Closed,
    LessThanPrinted,
    MoreThanAllotted,
    MoreThanHandedOut,
    MoreThanPrinted,
    TooFew,
    TooMany,
)
from tejido.ground.codes.vocabulary import CodeState
from tests.factories.ground import TODAY

pytestmark = pytest.mark.django_db
CODES = st.text(ALPHABET, min_size=15, max_size=15).map(lambda signs: drawing.normalise(checked(signs)) or "")
SUBJECT, HOLDER = "call:1", "organisation:1"


@pytest.fixture
def holding():
    return batches.allot(subject=SUBJECT, holder=HOLDER, number=40)


def drawn(holding, number=20):
    return batches.draw_batch(holding, number=number, today=TODAY)


@given(CODES, st.data())
def test_code_is_recognised_with_any_case_blanks_dashes_and_mistaken_signs(code, data):
    looks = {"0": "oO0", "1": "iIlL1"}
    typed = [data.draw(st.sampled_from(looks.get(sign, sign + sign.lower()))) for sign in code.replace("-", "")]
    between = data.draw(st.lists(st.sampled_from(["", " ", "-", " - ", "\n"]), min_size=16, max_size=16))
    assert drawing.normalise("".join(sign + gap for sign, gap in zip(typed, between, strict=True))) == code


@given(CODES.filter(lambda code: len(set(code) - {"-"}) > 1), st.data())
def test_one_wrong_sign_or_two_that_changed_places_are_no_code(code, data):
    signs = list(code.replace("-", ""))
    at = data.draw(st.integers(0, 15))
    other = data.draw(st.sampled_from([it for it in range(16) if signs[it] != signs[at]]))
    swapped = signs.copy()
    swapped[at], swapped[other] = swapped[other], swapped[at]
    wrong = signs.copy()
    wrong[at] = data.draw(st.sampled_from([sign for sign in ALPHABET if sign != signs[at]]))
    assert (drawing.normalise("".join(swapped)), drawing.normalise("".join(wrong))) == (None, None)


@given(st.text(max_size=300))
def test_whatever_is_typed_is_a_code_or_not_and_never_an_error(typed):
    found = drawing.normalise(typed)
    assert found is None or drawing.normalise(found) == found


def test_codes_are_kept_as_digests_only(holding):
    _batch, codes = drawn(holding)
    assert len(set(codes)) == 20
    kept = set(Code.objects.values_list("digest", flat=True))
    assert kept == {drawing.digest(code) for code in codes}


def test_no_more_is_drawn_than_allotted_and_not_too_few_nor_too_many(holding):
    with pytest.raises(TooFew):
        batches.allot(subject=SUBJECT, holder=HOLDER, number=19)
    with pytest.raises(TooFew):
        drawn(holding, 19)
    with pytest.raises(TooMany):
        drawn(holding, 1001)
    drawn(holding)
    with pytest.raises(MoreThanAllotted):
        drawn(holding, 21)
    drawn(holding)
    with pytest.raises(LessThanPrinted):
        batches.allot(subject=SUBJECT, holder=HOLDER, number=39)


def test_batch_that_is_cancelled_makes_room_for_another(holding):
    batch, codes = drawn(holding, 40)
    batches.cancel_batch(batch, today=TODAY)
    assert spending.subject_of(codes[0]) is None
    with pytest.raises(Cancelled):
        batches.cancel_batch(batch, today=TODAY)
    drawn(holding, 40)
    [account] = accounts_of(SUBJECT)
    assert (account.printed, account.cancelled) == (40, 40)


def test_code_is_used_once_and_for_its_subject_alone(holding):
    _batch, codes = drawn(holding)
    assert spending.subject_of(codes[0]) == SUBJECT
    assert not spending.spend(codes[0], subject="call:2")
    assert [spending.spend(codes[0], subject=SUBJECT) for _ in range(2)] == [True, False]
    assert spending.subject_of(codes[0]) is None


def test_account_adds_up_or_says_by_how_much_it_does_not(holding):
    _batch, codes = drawn(holding)
    with pytest.raises(MoreThanPrinted):
        batches.write_down(holding, handed_out=21, returned=0)
    with pytest.raises(MoreThanHandedOut):
        batches.write_down(holding, handed_out=5, returned=6)
    batches.write_down(holding, handed_out=5, returned=2)
    spending.spend_all(codes[:4], subject=SUBJECT, state=CodeState.USED)
    spending.spend_all(codes[4:6], subject=SUBJECT, state=CodeState.AT_URN)
    spending.spend_all(codes[6:7], subject=SUBJECT, state=CodeState.RETURNED)
    [before] = accounts_of(SUBJECT)
    assert (before.used, before.unaccounted, before.kept) == (None, None, 15)
    assert closing.close(SUBJECT) == 6
    [after] = accounts_of(SUBJECT)
    assert (after.used, after.at_urn, after.unaccounted) == (6, 2, 3)
    assert Code.objects.count() == 0


def test_nothing_changes_once_it_is_closed(holding):
    batch, _codes = drawn(holding)
    closing.close(SUBJECT)
    for act in (
        lambda: drawn(holding),
        lambda: batches.cancel_batch(batch, today=TODAY),
        lambda: batches.write_down(holding, handed_out=1, returned=0),
        lambda: batches.allot(subject=SUBJECT, holder=HOLDER, number=60),
    ):
        with pytest.raises(Closed):
            act()


def test_closing_one_subject_leaves_the_codes_of_another(holding):
    other = batches.allot(subject="call:2", holder=HOLDER, number=20)
    _batch, codes = drawn(other)
    drawn(holding)
    closing.close(SUBJECT)
    assert spending.subject_of(codes[0]) == "call:2"


def test_codes_of_one_holder_are_not_returned_by_another(holding):
    _batch, codes = drawn(holding)
    other = batches.allot(subject=SUBJECT, holder="organisation:2", number=20)
    assert spending.spend_all(codes, subject=SUBJECT, state=CodeState.RETURNED, holding=other) == 0


def test_used_codes_are_written_anew_and_stay_used(holding):
    _batch, codes = drawn(holding)
    spending.spend_all(codes[:7], subject=SUBJECT, state=CodeState.USED)
    assert spending.forget_order(SUBJECT) == 7
    assert Code.objects.filter(state=CodeState.USED).count() == 7
    assert (spending.subject_of(codes[0]), spending.subject_of(codes[7])) == (None, SUBJECT)
