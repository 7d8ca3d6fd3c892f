"""The address of a sealed thing: it is bound into the seal, so that nothing opens in another's place."""

import re
from dataclasses import dataclass

ID_BYTES = 16

_KIND = re.compile(r"[a-z][a-z0-9_.-]{0,63}", re.ASCII)


@dataclass(frozen=True)
class Context:
    """Which thing this is: of which report, which item, of what kind, which version of it.

    `report` and `item` are 16 bytes (a UUID's `bytes`); `kind` is up to 64 of a-z, 0-9, `_`, `.`, `-` and begins with
    a letter. Raises ValueError for anything else.
    """

    report: bytes
    item: bytes
    kind: str
    version: int = 1

    def __post_init__(self) -> None:
        if len(self.report) != ID_BYTES or len(self.item) != ID_BYTES:
            raise ValueError("report and item are 16 bytes each")
        if not _KIND.fullmatch(self.kind):
            raise ValueError("the kind is a short lower-case name")
        if not 0 <= self.version < 2**31:
            raise ValueError("the version is a number from 0")

    @property
    def address(self) -> bytes:
        """Give the bytes that are bound into the seal: `tejido1|report|item|kind|version`, ids in hexadecimal."""
        return f"tejido1|{self.report.hex()}|{self.item.hex()}|{self.kind}|{self.version}".encode()


def wrap_address(report: bytes, side: str, item: bytes = b"") -> bytes:
    """Give the address of a wrapped key: of a whole report, or of one `item`, for one side.

    `side` is `organisation` or `reporter`. Raises ValueError for ids that are not 16 bytes.
    """
    if len(report) != ID_BYTES or len(item) not in (0, ID_BYTES) or not _KIND.fullmatch(side):
        raise ValueError("ids are 16 bytes each, the side is a short lower-case name")
    return b"|".join([b"wrap", report, item, side.encode()])
