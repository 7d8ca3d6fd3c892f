"""Streams: sealed files and bundles open whole or not at all, whatever is done to their pieces."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tejido.engines import sealing
from tejido.engines.sealing import CannotOpen, Context, FileHeader, bundle
from tejido.engines.sealing.files import CHUNK, messages_for

KEY, OTHER_KEY = sealing.draw_key(), sealing.draw_key()
PAIR, OTHER_PAIR, RECOVERY = sealing.draw_pair(), sealing.draw_pair(), sealing.draw_pair()
HERE = Context(b"r" * 16, b"i" * 16, "file")
HEAD, FIRST, NEXT = 82, 17 + 1024, 17 + 4 + CHUNK + 8
CONTENT = bytes(range(256)) * 900  # 230,400 bytes: four messages


def sealed(content=CONTENT, *, key=KEY, context=HERE, size=None, header=None):
    header = header or FileHeader("cobro.jpg", "image/jpeg", size)
    return b"".join(sealing.seal_file(key, [content], header, context))


SEALED = sealed()
PIECES = [SEALED[:HEAD], SEALED[HEAD : HEAD + FIRST]]
PIECES += [SEALED[at : at + NEXT] for at in range(HEAD + FIRST, len(SEALED), NEXT)]


def opened(data, *, key=KEY, context=HERE):
    header, chunks = sealing.open_file(key, [data] if isinstance(data, bytes) else data, context)
    return header, b"".join(chunks)


def refused(*arguments, **keywords):
    with pytest.raises(CannotOpen) as problem:
        opened(*arguments, **keywords)
    assert str(problem.value) == "cannot be opened" and problem.value.__cause__ is None


@given(st.integers(0, 3 * CHUNK), st.integers(1, 2 * CHUNK), st.booleans())
@settings(max_examples=30)
def test_file_opens_however_it_was_cut_up_on_the_way(size, step, known):
    content = CONTENT[:size]
    header = FileHeader("ñ.jpg", "image/jpeg", size if known else None)
    parts = [content[at : at + step] for at in range(0, size, step)]
    data = b"".join(sealing.seal_file(KEY, parts, header, HERE))
    assert len(data) == sealing.sealed_size(size)
    assert opened([data[at : at + step] for at in range(0, len(data), step)]) == (header, content)


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 4 * CHUNK, 5 * CHUNK])
def test_file_of_a_size_on_the_edge(size):
    content = bytes(size)
    assert opened(sealed(content, size=size)) == (FileHeader("cobro.jpg", "image/jpeg", size), content)


def test_sizes_tell_their_bucket_only():
    wide = [messages_for(size) for size in range(0, 40 * CHUNK, CHUNK // 2)]
    assert sorted(set(wide)) == [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48]
    assert len(sealed(CONTENT, header=FileHeader("a", "b"))) == len(
        sealed(CONTENT[:-1], header=FileHeader("c" * 200, "d"))
    )


@given(st.permutations(range(len(PIECES))))
@settings(max_examples=25)
def test_pieces_in_another_order_do_not_open(order):
    if list(order) != sorted(order):
        refused([PIECES[at] for at in order])


@given(st.lists(st.integers(0, len(PIECES) - 1), max_size=8))
@settings(max_examples=25)
def test_pieces_left_out_or_repeated_do_not_open(chosen):
    if chosen != list(range(len(PIECES))):
        refused([PIECES[at] for at in chosen])


@given(st.integers(0, len(SEALED) - 1), st.integers(1, 255))
@settings(max_examples=40)
def test_changed_or_cut_file_does_not_open(at, flip):
    refused(SEALED[:at] + bytes([SEALED[at] ^ flip]) + SEALED[at + 1 :])
    refused(SEALED[:at])


def test_longer_file_or_pieces_of_another_do_not_open():
    refused(SEALED + b"\0")
    refused(SEALED + PIECES[-1])
    other = sealed()
    for at, piece in enumerate(PIECES):
        start = sum(len(one) for one in PIECES[:at])
        refused([*PIECES[:at], other[start : start + len(piece)], *PIECES[at + 1 :]])


def test_file_elsewhere_or_with_another_key_does_not_open():
    refused(SEALED, key=OTHER_KEY)
    refused(SEALED, key=b"")
    for change in ({"report": bytes(16)}, {"item": bytes(16)}, {"kind": "item"}, {"version": 2}):
        refused(SEALED, context=dataclasses.replace(HERE, **change))


def test_file_that_was_cut_gives_only_what_is_genuine():
    _header, chunks = sealing.open_file(KEY, PIECES[:4], HERE)
    given_ = []
    with pytest.raises(CannotOpen):
        given_.extend(chunks)
    _header, chunks = sealing.open_file(KEY, PIECES[:4], HERE)
    assert next(chunks) + next(chunks) == CONTENT[: 2 * CHUNK]


def test_file_of_another_size_than_stated_is_not_sealed():
    with pytest.raises(ValueError, match="size"):
        sealed(CONTENT, size=5)
    for wrong in (FileHeader("x" * 2000, "t"), FileHeader("x", "t", -1)):
        with pytest.raises(ValueError):
            sealing.seal_file(KEY, [], wrong, HERE)


def test_sealing_and_opening_hold_one_message_at_a_time():
    def endless():
        for _ in range(40):
            drawn.append(1)
            yield bytes(CHUNK)

    drawn: list[int] = []
    stream = sealing.seal_file(KEY, endless(), FileHeader("a", "b"), HERE)
    taken = [next(stream) for _ in range(12)]
    assert len(taken) - 1 <= len(drawn) + 1 <= len(taken) + 1


# Bundles


def thread(report=b"r" * 16, key=KEY, to=PAIR.public, **more):
    secret = key + OTHER_KEY
    items = [_item(report, b"1" * 16, "reporter", b"uno", key), _item(report, b"2" * 16, "inside", b"nota", OTHER_KEY)]
    content = sealed(CONTENT, key=key, context=Context(report, b"3" * 16, "file"))
    file = bundle.SealedFile(b"3" * 16, "file", "2026-11-22", len(content), [content], side="reporter")
    wraps = [bundle.SealedWrap(sealing.wrap(secret, to, sealing.wrap_address(report, "organisation")))]
    parts = {"wraps": wraps, "items": items, "files": [file]} | more
    return bundle.SealedThread(report, "2026-11-20", **parts)


def _item(report, item, kind, text, key):
    return bundle.SealedItem(
        item, kind, "2026-11-20", sealing.seal_item(key, text, context=Context(report, item, kind))
    )


def written(*threads, to=(PAIR.public,), keys=()):
    return b"".join(bundle.write(threads, to=to, keys=keys))


def told(data, *pairs):
    """What a bundle tells, files read to their ends."""
    said = []
    for part in bundle.read(data if isinstance(data, list) else [data], pairs):
        if isinstance(part, bundle.ReadThread):
            said.append(part.is_open)
        elif isinstance(part, bundle.ReadItem):
            said.append(part.text)
        else:
            said.append((part.header and part.header.name, len(b"".join(part.chunks))))
    return said


OPEN = [True, b"uno", b"nota", ("cobro.jpg", len(CONTENT))]
SHUT = [False, None, None, (None, 0)]


def test_bundle_tells_what_its_threads_hold():
    data = written(thread(), thread(b"s" * 16))
    assert told(data, PAIR) == OPEN * 2
    assert told([data[at : at + 1000] for at in range(0, len(data), 1000)], PAIR) == OPEN * 2


def test_bundle_opens_for_each_recipient_and_nobody_else():
    data = written(thread(), to=[OTHER_PAIR.public, PAIR.public])
    assert told(data, PAIR) == OPEN
    assert told(data, OTHER_PAIR) == SHUT  # may open the bundle, not the thread
    for pairs in ([RECOVERY], []):
        with pytest.raises(CannotOpen):
            told(data, *pairs)


def test_bundle_opens_with_recovery_through_the_key_of_the_organisation():
    key = bundle.SealedKey(PAIR.public, b"where", sealing.wrap(PAIR.private, RECOVERY.public, b"where"))
    assert told(written(thread(), to=[RECOVERY.public], keys=[key]), RECOVERY) == OPEN
    false = bundle.SealedKey(PAIR.public, b"where", sealing.wrap(OTHER_PAIR.private, RECOVERY.public, b"where"))
    with pytest.raises(CannotOpen):
        told(written(thread(), to=[RECOVERY.public], keys=[false]), RECOVERY)


def test_bundle_shows_moved_parts_without_their_content():
    one, other = thread(), thread(b"s" * 16)
    assert told(written(dataclasses.replace(one, items=other.items)), PAIR) == [True, None, None, OPEN[3]]
    assert told(written(dataclasses.replace(one, wraps=other.wraps)), PAIR) == SHUT
    renamed = [dataclasses.replace(item, kind="organisation") for item in one.items]
    assert told(written(dataclasses.replace(one, items=renamed)), PAIR) == [True, None, None, OPEN[3]]


def test_bundle_opens_an_item_by_a_key_of_its_own():
    own, wraps = sealing.draw_key(), list(thread().wraps)
    address = sealing.wrap_address(b"r" * 16, "organisation", b"4" * 16)
    wraps.append(bundle.SealedWrap(sealing.wrap(own, PAIR.public, address), item=b"4" * 16))
    items = [_item(b"r" * 16, b"4" * 16, "organisation", b"propia", own)]
    assert told(written(thread(wraps=wraps, items=items, files=())), PAIR) == [True, b"propia"]


def test_bundle_whose_file_is_not_read_goes_on():
    parts = list(bundle.read([written(thread(), thread(b"s" * 16))], [PAIR]))
    assert [type(part).__name__ for part in parts] == ["ReadThread", "ReadItem", "ReadItem", "ReadFile"] * 2


@given(st.data())
@settings(max_examples=25)
def test_changed_or_cut_bundle_does_not_open(data):
    whole = WRITTEN
    at = data.draw(st.integers(0, len(whole) - 1))
    for wrong in (whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :], whole[:at], whole + b"\0"):
        with pytest.raises(CannotOpen):
            told(wrong, PAIR)


WRITTEN = written(thread(items=(), files=()))


@pytest.mark.parametrize("count", [0, 257])
def test_bundle_for_nobody_or_too_many_is_refused(count):
    with pytest.raises(ValueError):
        bundle.write([], to=[PAIR.public] * count)


@pytest.mark.parametrize(
    "record",
    [
        b"\xff\xff\xff\xff",
        b"\0\0\0\2[]",
        b"\0\0\0\2{}",
        b"\0\0\0\3{}}",
        b'\0\0\0\x1b{"is": "other", "bytes": 0}',
        b'\0\0\0\x1a{"is": "wrap", "bytes": 0}',
        b'\0\0\0\x19{"is":"thread","report":1}',
    ],
)
def test_bundle_with_records_of_another_form_does_not_open(record):
    """Made by somebody who has the public key and leaves the form."""
    key = sealing.draw_key()
    context = Context(bytes(16), bytes(16), "bundle")
    inside = sealing.seal_file(key, [record], FileHeader("bundle", "application/vnd.tejido.bundle"), context)
    made = b"B1\0\1" + sealing.wrap(key, PAIR.public, b"tejido1|bundle") + b"".join(inside)
    with pytest.raises(CannotOpen):
        told(made, PAIR)
