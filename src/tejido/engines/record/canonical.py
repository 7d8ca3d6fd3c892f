"""Canonical JSON: one sequence of bytes for one value (RFC 8785), so that a hash of it means something."""

from typing import Any

import rfc8785


class CanonicalError(ValueError):
    """A value has no canonical JSON form."""


def canonical_json(value: Any) -> bytes:
    """Write `value` as RFC 8785 says: sorted keys, no spaces, the shortest numbers, UTF-8.

    Takes what JSON can hold: None, bool, int within 2^53-1, finite float, str, list, tuple, dict with keys
    of str. Raises CanonicalError for anything else, lone surrogates included.
    """
    try:
        return rfc8785.dumps(value)
    except rfc8785.CanonicalizationError as problem:
        raise CanonicalError(str(problem)) from problem
    except UnicodeEncodeError as problem:  # the library sorts keys before it checks that they are Unicode
        raise CanonicalError("a key holds a lone surrogate") from problem
    except RecursionError as problem:
        raise CanonicalError("the value is nested too deeply") from problem
