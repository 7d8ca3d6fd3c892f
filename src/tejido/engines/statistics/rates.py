"""Rates per 100,000 people, never without their count and an interval.

The interval is the exact one for a Poisson count, after Garwood (1936), "Fiducial limits for the Poisson
distribution", Biometrika 28: quantiles of gamma distributions with shapes count and count + 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tejido.engines.statistics.gamma import Numbers, quantile

PER = 100_000
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Rate:
    """A count among a population, its rate per 100,000, and the interval in which the underlying rate lies."""

    count: int
    population: int
    per_100k: float
    low: float
    high: float
    confidence: float = CONFIDENCE


def rate(count: int, population: int, confidence: float = CONFIDENCE) -> Rate:
    """Give the rate of a count; raise ValueError for a negative count or a population that is not positive."""
    return rates([count], [population], confidence)[0]


def rates(counts: Sequence[int], populations: Sequence[int], confidence: float = CONFIDENCE) -> list[Rate]:
    """Give the rate of each count among its population; raise ValueError as `rate` does."""
    observed, people = checked(counts, populations)
    tail = (1 - confidence) / 2
    low = np.zeros(len(observed))
    low[observed > 0] = quantile(tail, observed[observed > 0])
    high = quantile(1 - tail, observed + 1)
    scale = PER / people
    columns = zip(counts, populations, observed * scale, low * scale, high * scale, strict=True)
    return [Rate(n, p, float(r), float(a), float(b), confidence) for n, p, r, a, b in columns]


def checked(counts: Sequence[int], populations: Sequence[int]) -> tuple[Numbers, Numbers]:
    """Give counts and populations as arrays; raise ValueError where they cannot make a rate."""
    if len(counts) != len(populations):
        raise ValueError("there must be as many populations as counts")
    observed = np.array(counts, dtype=np.float64).reshape(len(counts))
    people = np.array(populations, dtype=np.float64).reshape(len(counts))
    if np.any(observed < 0):
        raise ValueError("a count cannot be negative")
    if np.any(people <= 0):
        raise ValueError("a population must be positive")
    return observed, people
