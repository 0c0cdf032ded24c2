"""The y axis shows all there is, and starts at zero where that costs nothing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.drawing.plots.chart import y_span
from initquiz.drawing.plots.curves import heights


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=9), st.booleans(), st.booleans())
def test_all_values_are_in_sight(values: list[float], log: bool, grounded: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
    """Whatever the values, those that can be drawn lie inside the range, which is not empty."""
    places = heights(values, log=log)
    low, high = y_span(places, None, log=log, grounded=grounded)
    assert low < high
    seen = places[np.isfinite(places)]
    assert all(low <= place <= high for place in seen)
    assert log or not grounded or low <= 0 <= high


def test_near_zero_the_axis_starts_there() -> None:
    """Values from near 0 on get an axis from 0; values far from it do not."""
    assert y_span(np.array([0.1, 2.0]), None, log=False, grounded=False)[0] == 0
    assert y_span(np.array([9.0, 10.0]), None, log=False, grounded=False)[0] > 8


def test_a_given_range_wins() -> None:
    """The range asked for is shown, with a little air; an end that no axis has is fitted."""
    low, high = y_span(np.array([5.0]), (0.0, 2.0), log=False, grounded=False)
    assert low == 0
    assert high == pytest.approx(2, abs=0.1)
    low, high = y_span(np.array([-3.0, 0.0]), (0.0, 100.0), log=True, grounded=False)
    assert low == pytest.approx(-3, abs=0.4)
    assert high == pytest.approx(2, abs=0.4)


def test_one_value_gets_room_to_either_side() -> None:
    """A flat line stands in the middle, not on a rim."""
    for log in (False, True):
        low, high = y_span(np.array([2.0, 2.0]), None, log=log, grounded=False)
        assert low < 2 < high
