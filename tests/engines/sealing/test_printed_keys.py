"""Keys on paper: what was printed is read again, and what was typed wrongly is noticed on its line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tejido.engines import sealing
from tejido.engines.sealing import CannotOpen, keyfile, printed

PAIR, SIGNING = sealing.draw_pair(), sealing.draw_signing()
MADE = keyfile.make(PAIR, SIGNING, "palabra de paso", ops=1, mem=8192)
TEXT = MADE.text("Comité de ejemplo\nse guarda fuera")


@given(st.binary(min_size=1, max_size=300))
@settings(max_examples=40)
def test_printed_lines_are_read_as_people_type_them(data):
    lines = printed.write_lines(data)
    assert printed.read_lines(lines) == data
    assert printed.read_lines([line.lower().replace("0", "o").replace("o1 ", "01 ") for line in lines[:1]]) == data[:20]


@given(st.data())
@settings(max_examples=40)
def test_a_wrong_sign_on_paper_is_noticed_on_its_line(data):
    lines = printed.write_lines(bytes(range(100)))
    number = data.draw(st.integers(1, len(lines)))
    line = lines[number - 1]
    at = data.draw(st.integers(3, len(line) - 1).filter(lambda at: line[at] != " "))
    sign = data.draw(st.sampled_from([one for one in "ABCDEFGH" if one != line[at]]))
    lines[number - 1] = line[:at] + sign + line[at + 1 :]
    try:
        assert printed.read_lines(lines) != bytes(range(100))  # one in 1,024 passes its check, and opens nothing
    except printed.Misread as problem:
        assert problem.line == number


@pytest.mark.parametrize("lines", [[""], ["01"], ["02 00"], ["xx yy"], ["01 UUUU"], ["01 0"]])
def test_lines_of_another_form_are_misread(lines):
    with pytest.raises(printed.Misread):
        printed.read_lines(lines)


def test_lines_in_another_order_or_with_another_number_are_misread():
    lines = printed.write_lines(bytes(range(100)))
    for wrong, line in ([lines[1], lines[0]], 1), ([lines[0], f"03{lines[1][2:]}"], 2), (lines[1:], 1):
        with pytest.raises(printed.Misread) as problem:
            printed.read_lines(wrong)
        assert problem.value.line == line


def test_public_key_is_read_in_groups_and_in_hexadecimal():
    shown = printed.write_public(PAIR.public)
    for typed in (shown, shown.lower(), shown.replace("-", " "), PAIR.public.hex(), PAIR.public.hex().upper()):
        assert printed.read_public(typed) == PAIR.public
    for wrong in ("", shown[:-1], shown[:-1] + ("0" if shown[-1] != "0" else "1"), shown[5:], "00"):
        with pytest.raises(printed.Misread):
            printed.read_public(wrong)


def test_key_file_is_read_and_unlocked():
    read = keyfile.read(TEXT)
    assert read == MADE and read.unlock("palabra de paso") == (PAIR, SIGNING)
    assert "# Comité de ejemplo" in TEXT.splitlines() and PAIR.private.hex() not in TEXT
    with pytest.raises(CannotOpen):
        read.unlock("otra palabra")


def test_key_file_that_only_opens_has_no_signing_half():
    made = keyfile.make(PAIR, None, "palabra de paso", ops=1, mem=8192)
    assert keyfile.read(made.text()).unlock("palabra de paso") == (PAIR, None)
    assert made.fingerprint == sealing.fingerprint(PAIR.public)


def test_key_file_with_exchanged_public_halves_is_refused():
    other = sealing.draw_pair()
    exchanged = keyfile.KeyFile(other.public, MADE.signing, MADE.locked)
    with pytest.raises(CannotOpen):
        exchanged.unlock("palabra de paso")
    false = TEXT.replace(printed.write_public(PAIR.public), printed.write_public(other.public))
    with pytest.raises(keyfile.NotAKeyFile):
        keyfile.read(false)


@pytest.mark.parametrize("text", ["", "tejido1 key", "tejido2 key\nlocked\n", TEXT.replace("public ", "publik ")])
def test_other_text_is_no_key_file(text):
    with pytest.raises(keyfile.NotAKeyFile):
        keyfile.read(text)


def test_key_file_typed_wrongly_says_which_line():
    lines = TEXT.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("03 "))
    lines[at] = lines[at][:-1] + ("A" if lines[at][-1] != "A" else "B")
    with pytest.raises(keyfile.NotAKeyFile) as problem:
        keyfile.read("\n".join(lines))
    assert problem.value.line == 3
