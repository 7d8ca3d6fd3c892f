"""Rates of small places drawn towards what is usual around them: empirical Bayes with a gamma prior.

A place of 300 people with one death has a rate of 333 per 100,000, which says little about the place. The rates of
all places of an area are taken as drawn from one gamma distribution, whose mean and variance are estimated by moments
weighted by population (Marshall 1991, "Mapping disease and mortality rates using empirical Bayes estimators", Applied
Statistics 40:283-294). With Poisson counts the posterior of each place is a gamma distribution again (Clayton &
Kaldor 1987, Biometrics 43:671-681): its mean is Marshall's estimate, its quantiles are the interval.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tejido.engines.statistics.gamma import quantile
from tejido.engines.statistics.rates import CONFIDENCE, PER, checked, rates

LEAST_VARIANCE = 1e-6  # of the squared mean: where places do not differ, the prior is this narrow, not a point


@dataclass(frozen=True, slots=True)
class Prior:
    """What rates are usual: their mean and variance per person, and from how many places that was learnt."""

    mean: float
    variance: float
    places: int


@dataclass(frozen=True, slots=True)
class ShrunkRate:
    """A count among a population, and its rate per 100,000 drawn towards the usual one.

    `weight` says how much the place's own count counts: 1 is its raw rate, 0 the usual rate.
    """

    count: int
    population: int
    per_100k: float
    low: float
    high: float
    weight: float
    confidence: float = CONFIDENCE


def fit_prior(counts: Sequence[int], populations: Sequence[int]) -> Prior:
    """Learn what is usual from the places of an area; raise ValueError where there are none or figures are no rates."""
    observed, people = checked(counts, populations)
    if not len(observed):
        raise ValueError("nothing to learn from")
    mean = observed.sum() / people.sum()
    spread = (people * (observed / people - mean) ** 2).sum() / people.sum()
    variance = max(spread - mean / people.mean(), LEAST_VARIANCE * mean**2)
    return Prior(float(mean), float(variance), len(observed))


def shrink(
    counts: Sequence[int], populations: Sequence[int], prior: Prior, confidence: float = CONFIDENCE
) -> list[ShrunkRate]:
    """Draw each rate towards the prior's mean, the more the fewer people stand behind it.

    Where the prior knows of no case at all (mean 0) there is nothing to draw towards: the exact interval is given.
    """
    observed, people = checked(counts, populations)
    if prior.mean == 0:
        raw = rates(counts, populations, confidence)
        return [ShrunkRate(r.count, r.population, r.per_100k, r.low, r.high, 1.0, confidence) for r in raw]
    tail = (1 - confidence) / 2
    shape, exposure = prior.mean**2 / prior.variance, prior.mean / prior.variance
    after, scale = shape + observed, PER / (exposure + people)
    mean, low, high = after * scale, quantile(tail, after) * scale, quantile(1 - tail, after) * scale
    high = np.maximum(high, mean)  # a very skewed posterior has its mean beyond its upper quantile
    columns = zip(counts, populations, mean, low, high, people / (exposure + people), strict=True)
    return [
        ShrunkRate(n, p, float(middle), float(bottom), float(top), float(weight), confidence)
        for n, p, middle, bottom, top, weight in columns
    ]
