"""Arrays as blocks: the data as they are, and a summary that says what the eye reads off."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.asking.pictures import (
    bars_by_layer,
    by_layer,
    heatmap,
    read_out,
    some,
    spectrum,
)
from initquiz.model.blocks import Curve, CurveRole


def test_lines_run_over_the_layers() -> None:
    """Each array is a curve of plain floats; the first value stands at the layer asked for."""
    block = by_layer(
        [("1", np.array([1, 0.5], np.float32)), ("2", [2, 4])], "std", first=0, title="Signal"
    )
    assert [curve.label for curve in block.curves] == ["1", "2"]
    assert [curve.xs for curve in block.curves] == [(0.0, 1.0)] * 2
    assert [curve.ys for curve in block.curves] == [(1.0, 0.5), (2.0, 4.0)]
    assert {type(v) for curve in block.curves for v in (*curve.xs, *curve.ys)} == {float}
    assert {curve.role for curve in block.curves} == {CurveRole.SERIES}
    assert (block.x_title, block.y_title, block.title) == ("layer", "std", "Signal")
    assert (block.log_y, block.points, block.y_range) == (True, True, None)


def test_lines_take_a_role_a_range_and_a_linear_axis() -> None:
    """What is asked for is what is drawn."""
    block = by_layer([("", [1.0])], "y", log_y=False, role=CurveRole.GUIDE, y_range=(0.0, 2.0))
    assert block.curves[0].role is CurveRole.GUIDE
    assert (block.log_y, block.y_range) == (False, (0.0, 2.0))
    assert block.curves[0].xs == (1.0,)


def test_a_line_is_read_out_at_six_places() -> None:
    """The summary has each line's name and values from the first to the last layer."""
    block = by_layer([("curve 1", 0.5 ** np.arange(11))], "std of the activations")
    assert block.summary == (
        "std of the activations by layer. curve 1: 1 at layer 1; 0.25 at layer 3; 0.0625 at layer "
        "5; 0.0156 at layer 7; 0.00391 at layer 9; 0.000977 at layer 11."
    )
    nameless = Curve("", CurveRole.SERIES, (1.0,), (-2.0,))
    assert read_out([nameless], "step", "loss") == "loss by step. loss: −2 at step 1."


def test_bars_stand_at_their_layers() -> None:
    """One bar a layer, labelled from 1 on, with the values in words."""
    block = bars_by_layer([1.0, 1e-3], "gradient", title="t", log_y=False, y_range=(0.0, 1.0))
    assert (block.labels, block.values) == (("1", "2"), (1.0, 0.001))
    assert (block.x_title, block.y_title, block.title) == ("layer", "gradient", "t")
    assert (block.log_y, block.y_range) == (False, (0.0, 1.0))
    assert block.summary == "gradient by layer: 1 at layer 1; 0.001 at layer 2."
    assert bars_by_layer([1.0], "y").log_y


def test_a_spectrum_keeps_every_value() -> None:
    """All values are drawn, a few are read out, none of them a numpy scalar."""
    block = spectrum(np.array([2, 1, 0.5], np.float32), title="A", log_y=True, y_range=(0.1, 3.0))
    assert block.values == (2.0, 1.0, 0.5)
    assert {type(value) for value in block.values} == {float}
    assert not spectrum([1.0]).log_y
    assert (block.title, block.log_y, block.y_range) == ("A", True, (0.1, 3.0))
    assert block.summary == (
        "3 singular values, largest first. number 1: 2; number 2: 1; number 3: 0.5."
    )


def test_a_heatmap_shows_the_upper_left_corner() -> None:
    """Up to 64 x 64 cells as they are; the summary says of how many."""
    matrix = np.arange(100 * 70, dtype=float).reshape(100, 70)
    block = heatmap(matrix, title="W", x_title="unit", y_title="input")
    assert np.array(block.cells) == pytest.approx(matrix[:64, :64])
    assert "100 rows and 70 columns, of which the first 64 by 64 are shown." in block.summary
    assert (block.title, block.x_title, block.y_title) == ("W", "unit", "input")
    assert type(block.cells[0][0]) is float
    assert "shown" not in heatmap(np.ones((64, 64))).summary


def test_colours_run_to_the_largest_size() -> None:
    """The limit is the largest size shown, 1 for zeros, or what is asked for."""
    assert heatmap([[1.0, -3.0]]).limit == 3.0
    assert heatmap([[0.0, 0.0]]).limit == 1.0
    assert heatmap([[1.0, -3.0]], limit=0.5).limit == 0.5


def test_zeros_are_counted_in_words() -> None:
    """Exact zeros, and the cells other than 0 by column and by row."""
    summary = heatmap([[1.0, 0.0, 2.0], [0.0, 0.0, -3.0]]).summary
    assert "A matrix of 2 rows and 3 columns." in summary
    assert "between −3 and 2; 3 of 6 are exactly 0." in summary
    assert "A column has 0 to 2 cells other than 0, a row 1 to 2." in summary
    assert "A column has" not in heatmap([[1.0, 2.0]]).summary


def test_equal_columns_are_noticed() -> None:
    """Columns that are the same to the bit are told; one column alone is not."""
    assert "All columns are equal." in heatmap([[1.0, 1.0], [2.0, 2.0]]).summary
    assert "All columns" not in heatmap([[1.0, 1.0], [2.0, 2.1]]).summary
    assert "All columns" not in heatmap([[1.0], [2.0]]).summary


def test_a_square_matrix_is_read_by_its_diagonal() -> None:
    """The diagonal's ends and the largest size beside it; other shapes have none."""
    summary = heatmap([[1.0, -0.25], [0.125, 2.0]]).summary
    assert "The diagonal runs from 1 to 2, the rest reaches 0.25." in summary
    assert "diagonal" not in heatmap([[1.0, 2.0]]).summary


@given(st.integers(1, 300))
def test_a_few_places_are_spread_from_first_to_last(count: int) -> None:
    """At most six, in order, both ends among them, no gap twice as wide as another needs."""
    places = some(count)
    assert places == sorted(set(places))
    assert len(places) == min(count, 6)
    assert (places[0], places[-1]) == (0, count - 1)
    assert all(b - a <= count / 5 + 1 for a, b in pairwise(places))
