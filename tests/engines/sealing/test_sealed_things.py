"""Items, wraps, small boxes and locked keys: what is theirs opens, and whatever else is tried fails in one way."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tejido.engines import sealing
from tejido.engines.sealing import CannotOpen, Context, Pair, SigningPair
from tejido.engines.sealing.items import BUCKETS, MOST_BYTES

KEY, OTHER_KEY = sealing.draw_key(), sealing.draw_key()
PAIR, OTHER_PAIR = sealing.draw_pair(), sealing.draw_pair()
HERE = Context(bytes(15) + b"1", bytes(15) + b"2", "reporter", 1)
ELSEWHERE = [
    dataclasses.replace(HERE, report=bytes(16)),
    dataclasses.replace(HERE, item=bytes(16)),
    dataclasses.replace(HERE, report=HERE.item, item=HERE.report),
    dataclasses.replace(HERE, kind="inside"),
    dataclasses.replace(HERE, version=2),
]
SEALED = sealing.seal_item(KEY, b"Hoy pasaron otra vez", context=HERE)
WRAPPED = sealing.wrap(KEY, PAIR.public, b"here")
SMALL = sealing.seal_small(KEY, PAIR.private, b"here")
LOCKED = sealing.lock(PAIR.private, "clave", ops=1, mem=8192)
OPENERS = {
    "item": (SEALED, lambda sealed: sealing.open_item(KEY, sealed, context=HERE)),
    "wrap": (WRAPPED, lambda sealed: sealing.unwrap(sealed, PAIR, b"here")),
    "small": (SMALL, lambda sealed: sealing.open_small(KEY, sealed, b"here")),
    "locked": (LOCKED, lambda sealed: sealing.unlock(sealed, "clave")),
}


def refused(opener, *arguments, **keywords):
    """Say in which words it was refused; it fails where it was not."""
    with pytest.raises(CannotOpen) as problem:
        opener(*arguments, **keywords)
    assert problem.value.__cause__ is None
    return str(problem.value)


@given(st.binary(max_size=20_000))
@settings(max_examples=30)
def test_item_opens_to_what_was_sealed_and_its_size_is_a_bucket(text):
    sealed = sealing.seal_item(KEY, text, context=HERE)
    assert sealing.open_item(KEY, sealed, context=HERE) == text
    bucket = next(size for size in BUCKETS if len(text) + 4 <= size)
    assert len(sealed) - len(sealing.seal_small(KEY, b"", b"")) == bucket


@pytest.mark.parametrize("size", [0, BUCKETS[0] - 4, BUCKETS[0] - 3, MOST_BYTES])
def test_item_of_a_bucket_exactly(size):
    sealed = sealing.seal_item(KEY, b"x" * size, context=HERE)
    assert sealing.open_item(KEY, sealed, context=HERE) == b"x" * size


def test_item_that_is_too_long_is_refused_before_anything_is_sealed():
    with pytest.raises(ValueError, match="at most"):
        sealing.seal_item(KEY, bytes(MOST_BYTES + 1), context=HERE)


@pytest.mark.parametrize("context", ELSEWHERE, ids=str)
def test_item_elsewhere_does_not_open(context):
    assert refused(sealing.open_item, KEY, SEALED, context=context) == "cannot be opened"


def test_wrong_key_address_or_password_say_the_same():
    said = {
        refused(sealing.open_item, OTHER_KEY, SEALED, context=HERE),
        refused(sealing.open_item, b"", SEALED, context=HERE),
        refused(sealing.open_small, OTHER_KEY, SMALL, b"here"),
        refused(sealing.open_small, KEY, SMALL, b"there"),
        refused(sealing.unwrap, WRAPPED, OTHER_PAIR, b"here"),
        refused(sealing.unwrap, WRAPPED, PAIR, b"there"),
        refused(sealing.unlock, LOCKED, "Clave"),
        str(CannotOpen("a reason that is not kept")),
    }
    assert said == {"cannot be opened"}


@pytest.mark.parametrize("name", OPENERS)
@given(data=st.data())
@settings(max_examples=40)
def test_changed_cut_or_longer_things_do_not_open(name, data):
    sealed, opener = OPENERS[name]
    at = data.draw(st.integers(0, len(sealed) - 1))
    flip = data.draw(st.integers(1, 255))
    costs = name == "locked" and 2 <= at < 10  # another cost may be a very high one, which a test need not pay
    changed = [] if costs else [sealed[:at] + bytes([sealed[at] ^ flip]) + sealed[at + 1 :]]
    for wrong in [*changed, sealed[:at], sealed + b"\0", b""]:
        refused(opener, wrong)


@pytest.mark.parametrize("name", OPENERS)
@given(wrong=st.binary(max_size=300))
@settings(max_examples=25)
def test_anything_at_all_does_not_open(name, wrong):
    _sealed, opener = OPENERS[name]
    refused(opener, wrong)
    if name != "locked":  # whose cost would be drawn
        refused(opener, _sealed[:2] + wrong)


@pytest.mark.parametrize("cost", [(0, 65536), (17, 65536), (1, 7), (1, 2**21)])
def test_locked_key_of_an_absurd_cost_is_refused_before_it_is_paid(cost):
    head = cost[0].to_bytes(4, "big") + cost[1].to_bytes(4, "big")
    refused(sealing.unlock, LOCKED[:2] + head + LOCKED[10:], "clave")


@pytest.mark.parametrize("one", OPENERS)
@pytest.mark.parametrize("other", OPENERS)
def test_one_sealed_thing_never_passes_for_another(one, other):
    sealed, (_, opener) = OPENERS[one][0], OPENERS[other]
    if one != other:
        refused(opener, sealed)
        if other != "locked":
            refused(opener, OPENERS[other][0][:2] + sealed[2:])


def test_padding_that_is_not_zeroes_does_not_open():
    loose = sealing.seal_item(KEY, b"", context=HERE)
    assert sealing.open_item(KEY, loose, context=HERE) == b""
    from tejido.engines.sealing import box

    for inside in (bytes(100), b"\0\0\0\1a" + b"b" * 4091, (5000).to_bytes(4, "big") + bytes(4092)):
        refused(sealing.open_item, KEY, box.seal(b"I1", KEY, inside, HERE.address), context=HERE)


def test_two_seals_of_one_text_have_nothing_in_common():
    one, other = (sealing.seal_item(KEY, b"lo mismo", context=HERE) for _ in range(2))
    assert one[2:58] != other[2:58] and one[58:] != other[58:]


def test_password_is_one_however_its_signs_are_composed():
    locked = sealing.lock(b"secret", "contrase\N{LATIN SMALL LETTER N WITH TILDE}a", ops=1, mem=8192)
    assert sealing.unlock(locked, "contrasen\N{COMBINING TILDE}a") == b"secret"


@pytest.mark.parametrize(
    "change", [{"report": b"1"}, {"item": b""}, {"kind": "Kind"}, {"kind": "a|b"}, {"version": -1}]
)
def test_context_that_could_be_read_in_two_ways_is_refused(change):
    with pytest.raises(ValueError):
        dataclasses.replace(HERE, **change)


def test_nothing_secret_is_shown_in_words():
    derived = sealing.receipts.derive(sealing.receipts.draw(), KEY)
    shown = repr([PAIR, sealing.draw_signing(), derived, sealing.bundle.ReadItem(b"", "k", "", b"secreto")])
    assert "private" not in shown and "lookup" not in shown and "secreto" not in shown


def test_halves_that_do_not_belong_together_are_refused():
    for kind in (Pair, SigningPair):
        with pytest.raises(ValueError):
            kind(PAIR.private, bytes(32))
        with pytest.raises(ValueError):
            kind.of(b"short")


def test_wrap_to_what_is_no_key_is_refused():
    for public in (b"", bytes(31), bytes(32)):
        with pytest.raises(ValueError):
            sealing.wrap(KEY, public, b"")


def test_statement_is_signed_by_one_key_for_one_version():
    signing, other = sealing.draw_signing(), sealing.draw_signing()
    stated = sealing.statement(bytes(16), 2, PAIR.public, signing.public, OTHER_PAIR.public)
    signature = sealing.sign(stated, signing)
    assert sealing.verify(stated, signature, signing.public)
    wrong = [
        (stated, signature, other.public),
        (sealing.statement(bytes(16), 3, PAIR.public, signing.public, OTHER_PAIR.public), signature, signing.public),
        (sealing.statement(bytes(16), 2, PAIR.public, signing.public), signature, signing.public),
        (stated, signature[:-1], signing.public),
        (stated, b"", b""),
    ]
    assert [sealing.verify(*one) for one in wrong] == [False] * len(wrong)
    with pytest.raises(ValueError):
        sealing.statement(b"short", 1, PAIR.public, signing.public)


def test_fingerprints_differ_with_every_key():
    keys = [
        (PAIR.public, b""),
        (OTHER_PAIR.public, b""),
        (PAIR.public, OTHER_PAIR.public),
        (OTHER_PAIR.public, PAIR.public),
    ]
    assert len({sealing.fingerprint(*one) for one in keys}) == len(keys)
