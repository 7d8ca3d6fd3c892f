import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tejido.engines.statistics.gamma import probability_below, quantile

# Percentage points of chi-square, as printed in the usual tables (Pearson & Hartley, Biometrika Tables, table 8).
CHI_SQUARE = [
    (1, 0.95, 3.841), (1, 0.99, 6.635), (1, 0.025, 0.000982), (2, 0.95, 5.991), (3, 0.05, 0.352), (5, 0.95, 11.070),
    (10, 0.025, 3.247), (10, 0.975, 20.483), (20, 0.995, 39.997), (30, 0.95, 43.773), (50, 0.95, 67.505),
    (100, 0.05, 77.929), (100, 0.995, 140.169),
]  # fmt: skip


@pytest.mark.parametrize(("degrees", "probability", "printed"), CHI_SQUARE)
def test_quantile_is_the_one_of_the_chi_square_tables(degrees, probability, printed):
    assert 2 * float(quantile(probability, degrees / 2)) == pytest.approx(printed, abs=6e-4, rel=5e-4)


@given(st.floats(0.05, 20_000), st.floats(0.001, 0.999))
def test_probability_below_a_quantile_is_the_probability(shape, probability):
    assert float(probability_below(shape, quantile(probability, shape))) == pytest.approx(probability, abs=1e-7)


@given(st.integers(1, 60), st.floats(0.01, 80))
def test_probability_of_a_whole_shape_is_that_of_a_poisson_count(shape, x):
    """P(a, x) is the chance of at least a events where x are expected."""
    fewer = sum(math.exp(-x + k * math.log(x) - math.lgamma(k + 1)) for k in range(shape))
    assert float(probability_below(shape, x)) == pytest.approx(1 - fewer, abs=1e-10)


@pytest.mark.parametrize("probability", [0.005, 0.025, 0.5, 0.975, 0.995])
def test_expansion_for_large_shapes_joins_the_refined_quantile(probability):
    below, above = quantile(probability, [499.9999, 500.0001])
    assert above - below == pytest.approx(0.0002, rel=0.1)


@pytest.mark.parametrize(("probability", "shape"), [(0, 1), (1, 1), (0.5, 0), (0.5, -2)])
def test_quantile_of_what_cannot_be_is_refused(probability, shape):
    with pytest.raises(ValueError, match="must"):
        quantile(probability, shape)
