"""Official identifiers: tax keys of public bodies, as they print them themselves, and what is wrong with others."""

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from tejido.ground.organisations import identifiers
from tejido.ground.organisations.identifiers import BadIdentifier

REAL = ["SAT970701NN3", "CFE370814QI0", "PME380607P35", "IMS421231I45", "INE140404NI0"]


@pytest.mark.parametrize("key", REAL)
def test_rfc_of_a_public_body_is_kept(key):
    assert identifiers.rfc(key) == key


@pytest.mark.parametrize("typed", ["sat970701nn3", " SAT-970701-NN3 ", "sat 970701 nn3"])
def test_rfc_typed_with_blanks_hyphens_or_small_letters_is_read(typed):
    assert identifiers.rfc(typed) == "SAT970701NN3"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("SAT970701NN4", "does not fit"),
        ("SAT971301NN3", "no date"),
        ("SAT970701NN", "3 letters"),
        ("S1T970701NN3", "3 letters"),
        ("SAT970701N.3", "3 letters"),
        ("GODE561231GR8", "of a person"),
    ],
)
def test_rfc_that_cannot_be_says_why(typed, why):
    with override("en"), pytest.raises(BadIdentifier, match=why):
        identifiers.rfc(typed)


@given(st.integers(0, 10), st.sampled_from("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"))
def test_rfc_with_one_sign_changed_is_refused(at, sign):
    """All weights but 11, that of the second letter, are invertible modulo 11, so that one changed sign shows."""
    key = "SAT970701NN3"
    values = {sign: value for value, sign in enumerate("0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ")}
    if at != 1 and (values[key[at]] - values[sign]) % 11:
        with pytest.raises(BadIdentifier):
            identifiers.rfc(key[:at] + sign + key[at + 1 :])


def test_identifiers_left_out_are_nothing():
    assert (identifiers.rfc("  "), identifiers.cluni(" ")) == ("", "")


def test_cluni_has_fourteen_letters_and_digits():
    assert identifiers.cluni("abc 991231 09 01x") == "ABC9912310901X"
    for wrong in ("ABC9912310901", "ABC9912310901XX", "ABC9912310901Ñ", "ABC99123109.1X"):
        with pytest.raises(BadIdentifier, match="14"):
            identifiers.cluni(wrong)
