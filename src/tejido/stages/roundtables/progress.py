"""Progress of a commitment from its steps."""

from collections.abc import Iterable

WHOLE = 100


def progress_of(parts: Iterable[tuple[int, int]]) -> int:
    """Return the weighted mean of `parts`, each (weight, progress in hundredths), rounded down.

    Rounding down means that the whole is 100 only once every part is. No parts, no progress. Raises ValueError for a
    weight under 1 or a progress outside 0..100.
    """
    weights = done = 0
    for weight, progress in parts:
        if weight < 1 or not 0 <= progress <= WHOLE:
            raise ValueError(f"weight {weight}, progress {progress}")
        weights += weight
        done += weight * progress
    return done // weights if weights else 0
