"""Sealing as an engine: keys, wraps, receipts, items, files, bundles; bytes in and bytes out.

Plain Python on PyNaCl: no Django, no network, no clock. docs/sealing-format.md has the format. Whatever was cut,
changed, moved or is not for the key at hand raises CannotOpen, which does not say which.
"""

from tejido.engines.sealing import bundle, keyfile, printed, receipts, signs
from tejido.engines.sealing.context import Context, wrap_address
from tejido.engines.sealing.files import FileHeader, open_file, seal_file, sealed_size
from tejido.engines.sealing.items import draw_key, open_item, open_small, seal_item, seal_small
from tejido.engines.sealing.keys import (
    Pair,
    SigningPair,
    draw_pair,
    draw_signing,
    fingerprint,
    lock,
    sign,
    statement,
    unlock,
    verify,
)
from tejido.engines.sealing.receipts import Derived
from tejido.engines.sealing.refusal import CannotOpen
from tejido.engines.sealing.wraps import unwrap, wrap

__all__ = [
    "CannotOpen",
    "Context",
    "Derived",
    "FileHeader",
    "Pair",
    "SigningPair",
    "bundle",
    "draw_key",
    "draw_pair",
    "draw_signing",
    "fingerprint",
    "keyfile",
    "lock",
    "open_file",
    "open_item",
    "open_small",
    "printed",
    "receipts",
    "seal_file",
    "seal_item",
    "seal_small",
    "sealed_size",
    "sign",
    "signs",
    "statement",
    "unlock",
    "unwrap",
    "verify",
    "wrap",
    "wrap_address",
]
