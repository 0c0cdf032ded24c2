"""Heights on an axis are what can be drawn of the data."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from initquiz.drawing.colours import PRINT
from initquiz.drawing.plots.curves import heights, look_of
from initquiz.model.blocks import CurveRole


@given(st.lists(st.floats(), max_size=8))
def test_a_logarithmic_axis_has_what_is_above_zero(values: list[float]) -> None:
    """Numbers above 0 become exponents of ten, all others nothing; the data is not touched."""
    data = np.array(values)
    before = data.copy()
    for value, height in zip(values, heights(data, log=True), strict=True):
        drawn = math.isfinite(value) and value > 0
        assert math.isfinite(height) == drawn
        assert not drawn or math.isclose(height, math.log10(value), abs_tol=1e-12)
    for value, height in zip(values, heights(data, log=False), strict=True):
        assert height == value if math.isfinite(value) else math.isnan(height)
    assert np.array_equal(data, before, equal_nan=True)


def test_each_role_has_its_look() -> None:
    """No two roles are drawn alike, and only series count through colours."""
    looks = [look_of(role, 0, PRINT) for role in CurveRole]
    assert len({(look.colour, look.dash, look.width) for look in looks}) == len(looks)
    assert look_of(CurveRole.TRUTH, 0, PRINT) == look_of(CurveRole.TRUTH, 3, PRINT)
    assert look_of(CurveRole.SERIES, 0, PRINT) != look_of(CurveRole.SERIES, 6, PRINT)
