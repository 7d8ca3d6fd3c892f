"""Bytes as text that people print, read aloud and type again: Crockford's base32 in groups of four, with checks.

No QR code: a scanner app on a phone is one more reader of the key.
"""

import hashlib
import re

from tejido.engines.sealing.signs import ALPHABET

LINE_BYTES = 20

_GROUP = 4
_LINE_CHECK, _KEY_CHECK = 2, 4  # characters
_MEANT = str.maketrans("OIL", "011")
_LINE = re.compile(r"\s*(\d{1,3})[.:)]?\s+(.*)")


class Misread(ValueError):  # noqa: N818  reads as a sentence
    """A printed text that was typed wrongly; `line` is the number of the line at fault, 0 where it has none."""

    def __init__(self, line: int = 0) -> None:
        super().__init__(f"line {line} is not as it was printed" if line else "this is not as it was printed")
        self.line = line


def write_public(public: bytes) -> str:
    """Write a public key in groups of four characters, the last of which checks the others."""
    return _grouped(_encode(public) + _checked(b"", public, _KEY_CHECK), "-")


def read_public(typed: str, size: int = 32) -> bytes:
    """Read what `write_public` wrote, or hexadecimal digits; forgives case, blanks, dashes, O, I and L.

    Raises Misread.
    """
    plain = re.sub(r"[\s-]+", "", typed)
    if re.fullmatch(rf"[0-9a-fA-F]{{{size * 2}}}", plain):
        return bytes.fromhex(plain)
    signs = plain.upper().translate(_MEANT)
    data = _decode(signs[:-_KEY_CHECK], size)
    if data is None or signs[-_KEY_CHECK:] != _checked(b"", data, _KEY_CHECK):
        raise Misread
    return data


def write_lines(data: bytes) -> list[str]:
    """Write bytes in numbered lines of 20 bytes; the last two characters of a line check it and its number."""
    return [
        f"{number:02d} {_grouped(_encode(part) + _checked(bytes([number]), part, _LINE_CHECK), ' ')}"
        for number, part in enumerate(_parts(data), 1)
    ]


def read_lines(lines: list[str]) -> bytes:
    """Read what `write_lines` wrote. Raises Misread with the number of the first line that is wrong or missing."""
    read = b""
    for number, line in enumerate(lines, 1):
        found = _LINE.fullmatch(line)
        signs = re.sub(r"[\s-]+", "", found[2]).upper().translate(_MEANT) if found else ""
        part = _decode(signs[:-_LINE_CHECK], None)
        if not found or int(found[1]) != number or number > 255 or part is None:
            raise Misread(number)
        if signs[-_LINE_CHECK:] != _checked(bytes([number]), part, _LINE_CHECK):
            raise Misread(number)
        if len(part) > LINE_BYTES or (number < len(lines) and len(part) != LINE_BYTES):
            raise Misread(number)
        read += part
    return read


def _parts(data: bytes) -> list[bytes]:
    return [data[at : at + LINE_BYTES] for at in range(0, len(data), LINE_BYTES)]


def _grouped(signs: str, between: str) -> str:
    return between.join(signs[at : at + _GROUP] for at in range(0, len(signs), _GROUP))


def _encode(data: bytes) -> str:
    """Write bytes from the highest bit on; the last character is filled with zero bits."""
    width = -(-len(data) * 8 // 5)
    number = int.from_bytes(data, "big") << (width * 5 - len(data) * 8)
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(width)))


def _decode(signs: str, size: int | None) -> bytes | None:
    if not signs or any(sign not in ALPHABET for sign in signs):
        return None
    length = len(signs) * 5 // 8
    number = 0
    for sign in signs:
        number = number << 5 | ALPHABET.index(sign)
    data = (number >> (len(signs) * 5 - length * 8)).to_bytes(length, "big")
    return data if _encode(data) == signs and size in (None, length) else None


def _checked(before: bytes, data: bytes, signs: int) -> str:
    digest = hashlib.blake2b(before + data, person=b"tejido1 print", digest_size=8).digest()
    number = int.from_bytes(digest, "big")
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(signs))
