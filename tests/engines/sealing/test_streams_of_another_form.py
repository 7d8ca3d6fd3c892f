"""Streams that somebody with the key wrote in another form than the one: only one writing of a file opens."""

import pytest
from nacl import bindings as sodium

from tejido.engines import sealing
from tejido.engines.sealing import CannotOpen, Context, FileHeader, bundle
from tejido.engines.sealing.files import CHUNK
from tests.engines.sealing import apart

KEY, PAIR = sealing.draw_key(), sealing.draw_pair()
HERE = Context(b"r" * 16, b"i" * 16, "file")
MESSAGE, PUSH, REKEY, FINAL = 0, 1, 2, 3
FULL = b"x" * CHUNK


def first(text=b'["a", "b", null]', size=1024):
    return (len(text).to_bytes(2, "big") + text).ljust(size, b"\0")


def message(piece, total=0, *, length=None, filler=b"\0"):
    said = len(piece) if length is None else length
    return said.to_bytes(4, "big") + piece.ljust(CHUNK, filler) + total.to_bytes(8, "big")


def stream(*messages, head=None, head_tag=MESSAGE):
    """A sealed file of these messages, each with its tag."""
    salt, address = b"s" * 24, b"F1" + HERE.address
    both = apart.blake(b"tejido1 box", salt + address, 64, KEY)
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    start = sodium.crypto_secretstream_xchacha20poly1305_init_push(state, both[:32])
    sealed = b"F1" + salt + both[32:] + start
    for inside, tag in [(head or first(), head_tag), *messages]:
        sealed += sodium.crypto_secretstream_xchacha20poly1305_push(state, inside, address, tag)
    return sealed


def opened(sealed):
    return b"".join(sealing.open_file(KEY, [sealed], HERE)[1])


def test_stream_in_the_one_form_opens():
    assert opened(stream((message(FULL), MESSAGE), (message(b"yz", CHUNK + 2), FINAL))) == FULL + b"yz"
    padded = [(message(FULL), MESSAGE)] * 4 + [(message(b"y"), MESSAGE), (message(b"", 4 * CHUNK + 1), FINAL)]
    assert opened(stream(*padded)) == FULL * 4 + b"y"


@pytest.mark.parametrize(
    "messages",
    [
        pytest.param([(message(b"y", 2), FINAL)], id="another total"),
        pytest.param([(message(b"", 0), MESSAGE), (message(b"", 0), FINAL)], id="more padding than needed"),
        pytest.param([(message(FULL), MESSAGE)] * 4 + [(message(FULL, 5 * CHUNK), FINAL)], id="less than needed"),
        pytest.param([(message(b"y"), MESSAGE), (message(b"z", 2), FINAL)], id="a short one before the end"),
        pytest.param([(message(b"y", 1), MESSAGE), (message(b"", 1), FINAL)], id="a total before the end"),
        pytest.param([(message(b"y", 1, filler=b"f"), FINAL)], id="padding that is not zeroes"),
        pytest.param([(message(b"y", CHUNK + 1, length=CHUNK + 1), FINAL)], id="a length over the edge"),
        pytest.param([(message(b"y", 1), PUSH)], id="another tag at the end"),
        pytest.param([(message(FULL), REKEY), (message(b"y", CHUNK + 1), FINAL)], id="another tag on the way"),
        pytest.param([(message(b"y", 1), FINAL), (message(b"z", 1), FINAL)], id="more after the end"),
        pytest.param([], id="nothing but a header"),
    ],
)
def test_stream_in_another_form_does_not_open(messages):
    with pytest.raises(CannotOpen):
        opened(stream(*messages))


@pytest.mark.parametrize(
    "head", [first(b"[]"), first(b'["a", "b"]'), first(b'["a", 1, 1]'), first(b'["a", "b", true]'), first(b"{"), b"x"]
)
def test_stream_with_another_header_does_not_open(head):
    with pytest.raises(CannotOpen):
        opened(stream((message(b"y", 1), FINAL), head=head))


def test_stream_that_ends_with_its_header_does_not_open():
    with pytest.raises(CannotOpen):
        opened(stream((message(b"y", 1), FINAL), head_tag=FINAL))


@pytest.mark.parametrize(
    ("header", "record"),
    [
        (FileHeader("other", "application/vnd.tejido.bundle"), b""),
        (FileHeader("bundle", "text/plain"), b""),
        (
            FileHeader("bundle", "application/vnd.tejido.bundle"),
            b'{"is": "thread", "report": "%s", "opened_on": "", "closed_on": "", "bytes": 0, "x": "%s"}'
            % (b"0" * 32, b"x" * 70_000),
        ),
    ],
)
def test_bundle_of_another_name_or_with_endless_heads_does_not_open(header, record):
    key, address = sealing.draw_key(), Context(bytes(16), bytes(16), "bundle")
    record = len(record).to_bytes(4, "big") + record if record else b""
    inside = b"".join(sealing.seal_file(key, [record], header, address))
    made = b"B1\0\1" + sealing.wrap(key, PAIR.public, b"tejido1|bundle") + inside
    with pytest.raises(CannotOpen):
        list(bundle.read([made], [PAIR]))
