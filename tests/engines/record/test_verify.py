"""Whole-log verification: an honest log passes, and no log passes that was touched."""

import datetime
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tejido.engines.record import (
    OPENING_VERB,
    Checkpoint,
    Frontier,
    KeyType,
    Kind,
    Leaf,
    Problem,
    SignerKey,
    checkpoint,
    leaf_hash,
    text_hash,
    verify_log,
)

UUID = "3f1c2d4e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
KEY = SignerKey("tejido.example/record", bytes(range(32)))
THIEF = SignerKey("tejido.example/record", bytes(32))
WITNESS = SignerKey("witness.example/w1", bytes(range(1, 33)), KeyType.WITNESS)
SIZE = 11


def salt_of(index):
    return bytes([index]) * 32


def opening(key=KEY):
    day = datetime.date(2025, 1, 1)
    return Leaf(0, day, OPENING_VERB, "site", "site", {"key": str(key.verifier)}).encode()


def act(index, title="Lámparas en la calle"):
    """Make a leaf; every odd one has a text."""
    return Leaf(
        index,
        datetime.date(2025, 1, 1) + datetime.timedelta(days=index),
        "roundtables.commitment.made",
        f"commitment:{UUID}",
        f"organisation:{UUID}",
        {"title": title, "order": index},
        text_hash(salt_of(index), f"text {index}") if index % 2 else None,
    ).encode()


def text(index, **changes):
    entry = {"index": index, "salt": salt_of(index).hex(), "text": f"text {index}", **changes}
    return json.dumps(entry).encode() + b"\n"


LEAVES = [opening(), *(act(index) for index in range(1, SIZE))]
TEXTS = [text(index) for index in range(1, SIZE, 2)]


def root_of(leaves):
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf_hash(leaf))
    return frontier.root()


def signed(leaves, key=KEY):
    return checkpoint.sign(Checkpoint(key.name, len(leaves), root_of(leaves)), key)


NOTE = signed(LEAVES)


def kinds(verification):
    return [problem.kind for problem in verification.problems]


def test_honest_log_passes_with_its_figures():
    found = verify_log(LEAVES, NOTE, keys=[KEY.verifier], since=signed(LEAVES[:4]), texts=TEXTS)
    assert (found.ok, found.size, found.root, found.problems) == (True, SIZE, root_of(LEAVES), ())
    assert found.signers == (KEY.verifier,)
    assert (found.texts_checked, found.texts_withdrawn, found.texts_absent) == (5, 0, 0)


def test_lines_with_their_newline_are_the_same_log():
    assert verify_log([leaf + b"\n" for leaf in LEAVES], NOTE) == verify_log(LEAVES, NOTE)


def test_empty_log_passes():
    assert verify_log([], signed([]), keys=[KEY.verifier], since=signed([])).ok


@pytest.mark.parametrize("size", range(SIZE + 1))
def test_every_earlier_checkpoint_is_a_prefix(size):
    assert verify_log(LEAVES, NOTE, since=signed(LEAVES[:size])).ok


def test_withdrawn_and_absent_texts_pass_and_are_counted():
    texts = [text(1), b'{"index":3,"withdrawn":true}\n', text(5)]
    found = verify_log(LEAVES, NOTE, texts=texts)
    assert (found.ok, found.texts_checked, found.texts_withdrawn, found.texts_absent) == (True, 2, 1, 2)


def test_key_is_taken_from_the_opening_leaf_when_none_is_given():
    assert verify_log(LEAVES, NOTE).signers == (KEY.verifier,)
    assert kinds(verify_log(LEAVES, signed(LEAVES, THIEF))) == [Kind.UNSIGNED]


def test_log_that_declares_no_key_passes_without_a_signer():
    leaves = [act(index) for index in range(5)]
    found = verify_log(leaves, signed(leaves))
    assert (found.ok, found.signers) == (True, ())


def test_log_replaced_whole_is_found_by_the_key_that_is_trusted():
    forged = [opening(THIEF), *LEAVES[1:]]
    assert verify_log(forged, signed(forged, THIEF)).ok
    assert kinds(verify_log(forged, signed(forged, THIEF), keys=[KEY.verifier])) == [Kind.UNSIGNED]


def test_log_rewritten_and_signed_again_is_found_by_an_earlier_checkpoint():
    forged = [*LEAVES[:2], act(2, "Otra promesa"), *LEAVES[3:]]
    assert verify_log(forged, signed(forged), keys=[KEY.verifier]).ok
    found = verify_log(forged, signed(forged), keys=[KEY.verifier], since=signed(LEAVES[:4]))
    assert found.problems == (Problem(Kind.REWRITTEN, {"stated": 4}),)
    assert str(found.problems[0]) == (
        "the first 4 leaves are not those of the earlier checkpoint: the log was rewritten"
    )


def test_rewriting_after_the_earlier_checkpoint_is_no_rewriting_of_it():
    other = [*LEAVES[:6], act(6, "Otra promesa"), *LEAVES[7:]]
    assert verify_log(other, signed(other), since=signed(LEAVES[:6])).ok


def test_log_shorter_than_the_earlier_checkpoint_is_found():
    found = verify_log(LEAVES[:5], signed(LEAVES[:5]), since=NOTE)
    assert found.problems == (Problem(Kind.SHRUNK, {"stated": SIZE, "found": 5}),)


def test_old_checkpoint_served_again_is_found():
    assert kinds(verify_log(LEAVES, signed(LEAVES[:5]), since=NOTE)) == [Kind.SIZE, Kind.SHRUNK]


def test_earlier_checkpoint_of_another_log_is_found():
    other = SignerKey("another.example/record", bytes(32))
    found = verify_log(LEAVES, NOTE, since=signed(LEAVES[:3], other))
    assert kinds(found) == [Kind.ORIGIN, Kind.SINCE_UNSIGNED]


def test_checkpoints_are_checked_against_each_key_of_a_log_that_changed_its_key():
    forged = signed(LEAVES, THIEF)  # here: the new key of the same log
    found = verify_log(LEAVES, forged, keys=[KEY.verifier, THIEF.verifier], since=signed(LEAVES[:3]))
    assert (found.ok, found.signers) == (True, (THIEF.verifier,))


def test_witnesses_asked_for_must_have_cosigned():
    cosigned = checkpoint.cosign(NOTE, WITNESS, time=1_700_000_000)
    assert verify_log(LEAVES, cosigned, witnesses=[WITNESS.verifier]).ok
    assert verify_log(LEAVES, NOTE, witnesses=[WITNESS.verifier]).problems == (
        Problem(Kind.UNSIGNED, {"name": WITNESS.name}),
    )


def test_forged_signatures_are_found():
    lines = NOTE.split("— ")
    forged = f"{signed(LEAVES[:3]).split('— ')[0]}— {lines[1]}"
    found = verify_log(LEAVES, NOTE.replace("\n11\n", "\n12\n"), since=forged)
    assert kinds(found) == [Kind.SIZE, Kind.FORGED, Kind.SINCE_FORGED]


def test_opening_leaf_with_a_malformed_key_is_found():
    leaves = [LEAVES[0].replace(b"tejido.example", b"tejido.another"), *LEAVES[1:]]
    assert kinds(verify_log(leaves, signed(leaves))) == [Kind.KEY]


@pytest.mark.parametrize("note", ["", "nonsense", b"\xff", NOTE.replace("\n11\n", "\n011\n"), NOTE[:-9]])
def test_malformed_checkpoint_is_a_problem_and_no_error(note):
    found = verify_log(LEAVES, note)
    assert (kinds(found), found.size) == ([Kind.CHECKPOINT], SIZE)


def test_malformed_earlier_checkpoint_is_a_problem_and_no_error():
    assert kinds(verify_log(LEAVES, NOTE, since="nonsense")) == [Kind.SINCE]


def test_leaf_that_is_malformed_is_named_with_its_field():
    bad = LEAVES[3].replace(b"organisation:", b"person:")
    leaves = [*LEAVES[:3], bad, *LEAVES[4:]]
    found = verify_log(leaves, signed(leaves))
    assert [str(problem) for problem in found.problems] == ["leaf 3: actor names a person"]


def test_leaves_signed_out_of_order_are_found():
    leaves = [*LEAVES[:3], LEAVES[4], LEAVES[3], *LEAVES[5:]]
    found = verify_log(leaves, signed(leaves))
    assert found.problems == (
        Problem(Kind.ORDER, {"index": 3, "stated": 4}),
        Problem(Kind.ORDER, {"index": 4, "stated": 3}),
    )


@pytest.mark.parametrize(
    ("texts", "problem"),
    [
        ([text(1, text="another")], Problem(Kind.TEXT, {"index": 1})),
        ([text(1, salt="00" * 32)], Problem(Kind.TEXT, {"index": 1})),
        ([text(2)], Problem(Kind.TEXT_LEAF, {"index": 2})),
        ([text(99)], Problem(Kind.TEXT_LEAF, {"index": 99})),
        ([text(3), text(1)], Problem(Kind.TEXT_ORDER, {"line": 2})),
        ([text(3), text(3)], Problem(Kind.TEXT_ORDER, {"line": 2})),
        ([b"nonsense\n"], Problem(Kind.TEXT_FORM, {"line": 1})),
        ([text(1, more=1)], Problem(Kind.TEXT_FORM, {"line": 1})),
        ([text(1, salt="00")], Problem(Kind.TEXT_FORM, {"line": 1})),
        ([text(1, text=None)], Problem(Kind.TEXT_FORM, {"line": 1})),
        ([text(1, text="\ud800")], Problem(Kind.TEXT_FORM, {"line": 1})),
        ([text(True)], Problem(Kind.TEXT_FORM, {"line": 1})),
        ([b'{"index":1,"withdrawn":false}'], Problem(Kind.TEXT_FORM, {"line": 1})),
        ([b"[" * 100_000], Problem(Kind.TEXT_FORM, {"line": 1})),
    ],
)
def test_texts_that_are_not_those_recorded_are_found(texts, problem):
    assert verify_log(LEAVES, NOTE, texts=texts).problems == (problem,)


def test_problems_beyond_the_first_fifty_are_counted():
    found = verify_log([b"x"] * 80, signed([b"x"] * 80), keys=[KEY.verifier])
    assert len(found.problems) == 51
    assert found.problems[-1] == Problem(Kind.MORE, {"count": 30})


def test_every_kind_of_problem_says_its_values():
    values = dict.fromkeys(["index", "stated", "found", "line", "count"], 3)
    for kind in Kind:
        assert "%" not in str(
            Problem(kind, {**values, "field": "day", "flaw": "is wrong", "reason": "why", "name": "n"})
        )


@given(st.integers(0, SIZE - 1), st.data())
def test_any_changed_byte_of_a_leaf_is_found(index, data):
    leaf = LEAVES[index]
    at = data.draw(st.integers(0, len(leaf) - 1))
    changed = leaf[:at] + bytes([leaf[at] ^ data.draw(st.integers(1, 255))]) + leaf[at + 1 :]
    assert not verify_log([*LEAVES[:index], changed, *LEAVES[index + 1 :]], NOTE).ok


@given(st.permutations(LEAVES).filter(lambda leaves: leaves != LEAVES))
@settings(max_examples=50)
def test_any_other_order_is_found(leaves):
    assert not verify_log(leaves, NOTE).ok


@pytest.mark.parametrize("index", range(SIZE))
def test_a_dropped_doubled_added_or_cut_leaf_is_found(index):
    before, leaf, after = LEAVES[:index], LEAVES[index], LEAVES[index + 1 :]
    for touched in ([], [leaf, leaf], [leaf, act(index + 1)], [leaf[:-1]], [leaf, b""], [b""]):
        assert not verify_log([*before, *touched, *after], NOTE).ok


@pytest.mark.parametrize("size", range(SIZE))
def test_a_log_cut_short_is_found(size):
    assert Kind.SIZE in kinds(verify_log(LEAVES[:size], NOTE, keys=[KEY.verifier]))


@given(st.integers(0, len(NOTE.encode()) - 1), st.integers(1, 255))
def test_any_changed_byte_of_the_checkpoint_is_found(at, difference):
    note = NOTE.encode()
    changed = note[:at] + bytes([note[at] ^ difference]) + note[at + 1 :]
    assert not verify_log(LEAVES, changed).ok
