"""Leaves: what they hold, what they refuse, and that their bytes have one form."""

import contextlib
import datetime
import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tejido.engines.record import Flaw, Leaf, LeafError, canonical_json, text_hash
from tejido.engines.record.leaf import parse_plain, write_plain

UUID = "3f1c2d4e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
PLAIN = {
    "v": 1,
    "index": 7,
    "day": "2025-03-14",
    "verb": "roundtables.commitment.made",
    "subject": f"commitment:{UUID}",
    "actor": f"organisation:{UUID}",
    "fields": {"due": "2025-06-30", "state": "accepted", "causes": ["corruption", "policing"], "order": 3},
    "text": "ab" * 32,
}


def leaf(**changes):
    """Make a valid leaf but for `changes`."""
    return Leaf(
        **{
            "index": 7,
            "day": datetime.date(2025, 3, 14),
            "verb": PLAIN["verb"],
            "subject": PLAIN["subject"],
            "actor": PLAIN["actor"],
            "fields": PLAIN["fields"],
            "text": PLAIN["text"],
            **changes,
        }
    )


def line(**changes):
    """Write the canonical JSON of a leaf in which `changes` may be wrong."""
    return canonical_json({**PLAIN, **changes})


def refusal(make):
    with pytest.raises(LeafError) as refused:
        make()
    return refused.value.field, refused.value.flaw


def test_leaf_encodes_to_its_canonical_json():
    assert leaf().encode() == canonical_json(PLAIN)


def test_plain_leaf_is_written_as_it_is_read():
    assert write_plain(PLAIN) == canonical_json(PLAIN)
    assert parse_plain(write_plain(PLAIN)) == PLAIN


def test_plain_leaf_too_long_for_a_line_is_refused():
    many = {f"field_{number}": "x" * 300 for number in range(60)}
    assert refusal(lambda: write_plain({**PLAIN, "fields": many})) == ("leaf", Flaw.LONG)


def test_leaf_parsed_from_its_bytes_is_the_same():
    assert Leaf.parse(leaf().encode()) == leaf()


def test_leaf_does_not_change_with_what_it_was_made_of():
    causes = ["corruption"]
    fields = {"causes": causes}
    made = leaf(fields=fields)
    before = made.encode()
    causes.append("poverty")
    fields["state"] = "done"
    assert made.encode() == before


@pytest.mark.parametrize("actor", ["site", f"post:{UUID}", f"organisation:{UUID}", f"initiative:{UUID}"])
def test_leaf_takes_each_kind_of_actor(actor):
    assert leaf(actor=actor).actor == actor


@pytest.mark.parametrize("subject", ["site", "place:09", "place:09015", f"roundtable:{UUID}"])
def test_leaf_takes_each_kind_of_subject(subject):
    assert leaf(subject=subject).subject == subject


@pytest.mark.parametrize(
    ("changes", "field", "flaw"),
    [
        ({"v": 2}, "v", Flaw.VERSION),
        ({"v": True}, "v", Flaw.VERSION),
        ({"index": -1}, "index", Flaw.INTEGER),
        ({"index": "7"}, "index", Flaw.INTEGER),
        ({"index": True}, "index", Flaw.INTEGER),
        ({"index": 7.5}, "index", Flaw.INTEGER),
        ({"day": "2025-02-29"}, "day", Flaw.DAY),
        ({"day": "14/03/2025"}, "day", Flaw.DAY),
        ({"day": "20250314"}, "day", Flaw.DAY),
        ({"day": "2025-03-14T10:00"}, "day", Flaw.DAY),
        ({"day": 20250314}, "day", Flaw.DAY),
        ({"verb": "made"}, "verb", Flaw.VERB),
        ({"verb": "Roundtables.commitment.made"}, "verb", Flaw.VERB),
        ({"verb": "roundtables.commitment.made\n"}, "verb", Flaw.VERB),
        ({"verb": "a." + "b" * 80}, "verb", Flaw.VERB),
        ({"subject": "commitment:12"}, "subject", Flaw.SUBJECT),
        ({"subject": f"commitment:{UUID.upper()}"}, "subject", Flaw.SUBJECT),
        ({"subject": f"person:{UUID}"}, "subject", Flaw.PERSON),
        ({"actor": f"person:{UUID}"}, "actor", Flaw.PERSON),
        ({"actor": f"Member:{UUID}"}, "actor", Flaw.PERSON),
        ({"actor": "Juan Pérez"}, "actor", Flaw.ACTOR),
        ({"actor": f"commitment:{UUID}"}, "actor", Flaw.ACTOR),
        ({"actor": None}, "actor", Flaw.ACTOR),
        ({"fields": []}, "fields", Flaw.OBJECT),
        ({"fields": {"rate": 1.5}}, "fields.rate", Flaw.VALUE),
        ({"fields": {"who": {"name": "x"}}}, "fields.who", Flaw.VALUE),
        ({"fields": {"causes": [1]}}, "fields.causes", Flaw.VALUE),
        ({"fields": {"by": f"account:{UUID}"}}, "fields.by", Flaw.PERSON),
        ({"fields": {"by": [f"account:{UUID}"]}}, "fields.by", Flaw.PERSON),
        ({"fields": {"why": "x" * 301}}, "fields.why", Flaw.LONG),
        ({"fields": {"Día": 1}}, "fields.'D\\xeda'", Flaw.UNKNOWN),
        ({"text": "AB" * 32}, "text", Flaw.HASH),
        ({"text": "ab" * 31}, "text", Flaw.HASH),
        ({"text": 12}, "text", Flaw.HASH),
        ({"person": "x"}, "'person'", Flaw.UNKNOWN),
    ],
    ids=str,
)
def test_parse_refuses_a_leaf_and_names_the_field(changes, field, flaw):
    assert refusal(lambda: Leaf.parse(line(**changes))) == (field, flaw)


@pytest.mark.parametrize("key", sorted(PLAIN))
def test_parse_refuses_a_leaf_without_a_field(key):
    short = canonical_json({name: value for name, value in PLAIN.items() if name != key})
    assert refusal(lambda: Leaf.parse(short)) == (key, Flaw.MISSING)


@pytest.mark.parametrize(
    ("changes", "field", "flaw"),
    [
        ({"day": datetime.datetime(2025, 3, 14, 10)}, "day", Flaw.DAY),
        ({"day": "2025-03-14"}, "day", Flaw.DAY),
        ({"actor": f"person:{UUID}"}, "actor", Flaw.PERSON),
        ({"index": 2**53}, "index", Flaw.INTEGER),
        ({"fields": {"amount": 2**53}}, "fields.amount", Flaw.INTEGER),
        ({"fields": {"title": "\ud800"}}, "fields.title", Flaw.UNICODE),
        ({"fields": {f"f{n}": "x" * 300 for n in range(60)}}, "leaf", Flaw.LONG),
    ],
    ids=str,
)
def test_leaf_refuses_to_be_made_wrong(changes, field, flaw):
    assert refusal(lambda: leaf(**changes)) == (field, flaw)


@pytest.mark.parametrize(
    "other",
    [
        json.dumps(PLAIN, sort_keys=True).encode(),
        json.dumps(PLAIN, separators=(",", ":")).encode(),
        line() + b" ",
        line() + b"\r",
        line().replace(b'"v":1', b'"v":1,"v":1'),
        line().replace(b"accepted", b"\\u0061ccepted"),
        line(fields={"n": 0}).replace(b'"n":0', b'"n":-0'),
    ],
    ids=["spaces", "order", "trailing space", "carriage return", "repeated key", "escape", "minus zero"],
)
def test_parse_refuses_other_bytes_of_the_same_meaning(other):
    assert refusal(lambda: Leaf.parse(other)) == ("leaf", Flaw.CANONICAL)


@pytest.mark.parametrize("bad", [b"", b"null", b"[]", b"{", b"\xff", b"NaN", b"[" * 10_000, b"9" * 5_000])
def test_parse_refuses_what_is_no_object(bad):
    assert refusal(lambda: Leaf.parse(bad)) == ("leaf", Flaw.OBJECT)


def test_parse_refuses_a_line_without_end():
    assert refusal(lambda: Leaf.parse(b" " * 20_000)) == ("leaf", Flaw.LONG)


WORDS = st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True)
STRINGS = st.text(st.characters(codec="utf-8"), max_size=40).filter(lambda text: ":" not in text)
SCALARS = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | STRINGS
LEAVES = st.builds(
    Leaf,
    index=st.integers(0, 2**53 - 1),
    day=st.dates(),
    verb=st.lists(WORDS, min_size=2, max_size=4).map(".".join),
    subject=st.uuids().map(lambda uuid: f"commitment:{uuid}"),
    actor=st.just("site") | st.uuids().map(lambda uuid: f"post:{uuid}"),
    fields=st.dictionaries(WORDS, SCALARS | st.lists(STRINGS, max_size=4), max_size=5),
    text=st.none() | st.binary(min_size=32, max_size=32).map(bytes.hex),
)


@given(LEAVES)
def test_parse_accepts_every_leaf_in_the_form_of_the_library(made):
    assert Leaf.parse(made.encode()) == made


@given(LEAVES, st.data())
def test_parse_never_takes_changed_bytes_for_the_same_leaf(made, data):
    whole = made.encode()
    at = data.draw(st.integers(0, len(whole) - 1))
    changed = whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :]
    with contextlib.suppress(LeafError):
        assert Leaf.parse(changed) != made


def test_text_hash_is_of_domain_salt_and_text():
    salt = bytes(range(32))
    expected = hashlib.sha256(b"tejido/record/text/v1\x00" + salt + "Año".encode()).hexdigest()
    assert text_hash(salt, "Año") == expected


def test_text_hash_differs_with_each_salt():
    assert text_hash(bytes(32), "x") != text_hash(bytes([1]) + bytes(31), "x")


@pytest.mark.parametrize("salt", [b"", bytes(31), bytes(33)])
def test_text_hash_refuses_a_salt_of_another_length(salt):
    with pytest.raises(ValueError, match="a salt has 32 bytes"):
        text_hash(salt, "x")
