"""A reader of docs/sealing-format.md, written from that page alone: nacl and hashlib, nothing of the engine.

Its `box` and `wrapped` also write, with a chosen nonce or key in the place of a drawn one, to make test vectors.
"""

import hashlib
import json
import unicodedata

from nacl import bindings as sodium
from nacl.exceptions import CryptoError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def blake(person, data, size, key=b""):
    return hashlib.blake2b(data, digest_size=size, key=key, person=person).digest()


def address(report, item, kind, version):
    return f"tejido1|{report.hex()}|{item.hex()}|{kind}|{version}".encode()


def box(mark, key, clear, where, nonce):
    both = blake(b"tejido1 box", nonce + mark + where, 64, key)
    sealed = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(clear, mark + where, nonce, both[:32])
    return mark + nonce + both[32:] + sealed


def unbox(mark, key, sealed, where):
    assert sealed[:2] == mark
    nonce, commitment, rest = sealed[2:26], sealed[26:58], sealed[58:]
    both = blake(b"tejido1 box", nonce + mark + where, 64, key)
    assert commitment == both[32:]
    return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(rest, mark + where, nonce, both[:32])


def padded(text):
    bucket = next(size for size in (4096, 16384, 65536, 262144, 1048576) if size >= 4 + len(text))
    return len(text).to_bytes(4, "big") + text + bytes(bucket - 4 - len(text))


def item(key, sealed, where):
    inside = unbox(b"I1", key, sealed, where)
    return inside[4 : 4 + int.from_bytes(inside[:4], "big")]


def wrapped(secret, public, where, private_of_the_box):
    """Seal as libsodium's crypto_box_seal does, with a chosen private half in the place of a drawn one."""
    one_time = sodium.crypto_scalarmult_base(private_of_the_box)
    nonce = hashlib.blake2b(one_time + public, digest_size=24).digest()
    inside = binding(where, public, secret) + secret
    return b"W1" + one_time + sodium.crypto_box(inside, nonce, public, private_of_the_box)


def binding(where, public, secret):
    return blake(b"tejido1 wrap", len(where).to_bytes(4, "big") + where + public + secret, 32)


def unwrap(sealed, private, where):
    public = sodium.crypto_scalarmult_base(private)
    inside = sodium.crypto_box_seal_open(sealed[2:], public, private)
    assert sealed[:2] == b"W1" and inside[:32] == binding(where, public, inside[32:])
    return inside[32:]


def password_key(password, passes, kibibytes, salt):
    text = unicodedata.normalize("NFC", password).encode()
    return sodium.crypto_pwhash_alg(32, text, salt, passes, kibibytes * 1024, sodium.crypto_pwhash_ALG_ARGON2ID13)


def unlock(locked, password):
    assert locked[:2] == b"L1"
    head, passes, kibibytes = locked[2:26], int.from_bytes(locked[2:6], "big"), int.from_bytes(locked[6:10], "big")
    return unbox(b"L1", password_key(password, passes, kibibytes, head[8:]), locked[26:], head)


def check(signs):
    """The check character by tables of powers, not by doubling: sum of sign x 2^place in GF(32)."""
    powers = [1]
    while len(powers) < 31:
        twice = powers[-1] << 1
        powers.append(twice ^ 0b100101 if twice > 31 else twice)
    total = 0
    for place, sign in enumerate(reversed(signs), 1):
        value = ALPHABET.index(sign)
        if value:
            total ^= powers[(powers.index(value) + place) % 31]
    return ALPHABET[total]


def receipt(signs, pepper):
    both = blake(b"tejido1 receipt", signs.encode(), 64, pepper)
    return both[:32], both[32:]


def fingerprint(public, signing=b""):
    digest = blake(b"tejido1 finger", public + signing, 40)
    return " ".join(f"{int.from_bytes(digest[at : at + 5], 'big') % 100000:05d}" for at in range(0, 40, 5))


def base32(data):
    bits = "".join(f"{byte:08b}" for byte in data)
    bits += "0" * (-len(bits) % 5)
    return "".join(ALPHABET[int(bits[at : at + 5], 2)] for at in range(0, len(bits), 5))


def print_check(data, count):
    number = int.from_bytes(blake(b"tejido1 print", data, 8), "big")
    return "".join(ALPHABET[(number >> 5 * place) % 32] for place in range(count))


def file(key, sealed, where):
    """Give name, type, size and content of a sealed file."""
    assert sealed[:2] == b"F1"
    salt, commitment, start, rest = sealed[2:26], sealed[26:58], sealed[58:82], sealed[82:]
    both = blake(b"tejido1 box", salt + b"F1" + where, 64, key)
    assert commitment == both[32:]
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, start, both[:32])

    def pull(length):
        nonlocal rest
        clear, tag = sodium.crypto_secretstream_xchacha20poly1305_pull(state, rest[: length + 17], b"F1" + where)
        rest = rest[length + 17 :]
        return clear, tag

    first, tag = pull(1024)
    name, kind, size = json.loads(first[2 : 2 + int.from_bytes(first[:2], "big")])
    content = b""
    while tag != 3:
        message, tag = pull(65548)
        content += message[4 : 4 + int.from_bytes(message[:4], "big")]
    assert int.from_bytes(message[-8:], "big") == len(content) and size in (None, len(content)) and not rest
    return name, kind, size, content


def bundle(sealed, private):
    """Give the records of a bundle: heads with their bodies."""
    assert sealed[:2] == b"B1"
    count = int.from_bytes(sealed[2:4], "big")
    key = None
    for number in range(count):
        try:
            key = unwrap(sealed[4 + 114 * number : 118 + 114 * number], private, b"tejido1|bundle")
        except (AssertionError, CryptoError):
            continue
    name, _kind, _size, inside = file(key, sealed[4 + 114 * count :], address(bytes(16), bytes(16), "bundle", 1))
    assert name == "bundle"
    records = []
    while inside:
        length = int.from_bytes(inside[:4], "big")
        head = json.loads(inside[4 : 4 + length])
        body = inside[4 + length : 4 + length + head["bytes"]]
        records.append((head, body))
        inside = inside[4 + length + head["bytes"] :]
    return records
