"""Images and PDFs drawn afresh, so that nothing but what the eye sees is left of a file.

The one door is `clean(data, limits=...)`: bytes in, bytes out. The drawing happens in a process of its own
that has little memory, little time, no environment and no way to write, so that a file made to attack the
drawing libraries ends that process and nothing else. Needs a POSIX system.
"""

from tejido.engines.cleaning.contract import (
    Cleaned,
    Damaged,
    Kind,
    Limits,
    NotAcceptedKind,
    NotCleaned,
    Preview,
    Region,
    TookTooLong,
    TooLarge,
)
from tejido.engines.cleaning.door import clean

__all__ = [
    "Cleaned",
    "Damaged",
    "Kind",
    "Limits",
    "NotAcceptedKind",
    "NotCleaned",
    "Preview",
    "Region",
    "TooLarge",
    "TookTooLong",
    "clean",
]
