import pytest
from hypothesis import given
from hypothesis import strategies as st

from tejido.stages.roundtables.progress import WHOLE, progress_of

parts = st.lists(st.tuples(st.integers(1, 100), st.integers(0, WHOLE)), max_size=30)


def test_progress_without_steps_is_none():
    assert progress_of([]) == 0


def test_progress_weighs_its_steps():
    assert progress_of([(1, 100), (3, 0)]) == 25


@given(parts)
def test_progress_lies_between_its_least_and_most_advanced_step(steps):
    done = [progress for _weight, progress in steps] or [0]
    assert min(done) <= progress_of(steps) <= max(done)


@given(parts.filter(bool))
def test_progress_is_whole_only_where_every_step_is(steps):
    assert (progress_of(steps) == WHOLE) == all(progress == WHOLE for _weight, progress in steps)


@given(parts, st.integers(1, 5))
def test_progress_does_not_change_with_the_scale_of_weights(steps, factor):
    scaled = [(weight * factor, progress) for weight, progress in steps]
    assert progress_of(scaled) == progress_of(steps)


@given(parts.filter(bool), st.data())
def test_progress_never_falls_where_a_step_advances(steps, data):
    at = data.draw(st.integers(0, len(steps) - 1))
    weight, progress = steps[at]
    further = [*steps[:at], (weight, data.draw(st.integers(progress, WHOLE))), *steps[at + 1 :]]
    assert progress_of(further) >= progress_of(steps)


@pytest.mark.parametrize("part", [(0, 50), (1, -1), (1, 101)])
def test_progress_out_of_range_is_refused(part):
    with pytest.raises(ValueError, match="weight"):
        progress_of([part])
