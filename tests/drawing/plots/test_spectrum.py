"""Singular values stand at their numbers."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from initquiz.drawing.figures import Figure
from initquiz.model.blocks import Curve, CurveRole, Spectrum

BLOCK = Spectrum((2.0, 1.0, 0.5, 0.0))
Draw = Callable[..., Figure[Any]]


def test_points_are_read_back(draw: Draw) -> None:
    """The first value is at 1, the largest on the left, also 0 is drawn on a linear axis."""
    xs, ys = draw(BLOCK).points.getData()
    assert xs.tolist() == [1, 2, 3, 4]
    assert ys.tolist() == list(BLOCK.values)


def test_a_logarithmic_axis_leaves_zero_out(draw: Draw) -> None:
    """The others stand at their exponents, keeping their numbers."""
    xs, ys = draw(replace(BLOCK, values=(0.0, *BLOCK.values), log_y=True)).points.getData()
    assert xs.tolist() == [2, 3, 4]
    assert np.allclose(10**ys, BLOCK.values[:3])


def test_points_shrink_before_they_merge(draw: Draw) -> None:
    """Few points are large, many are small, none is smaller than can be seen."""
    sizes = [draw(Spectrum((1.0,) * count)).points.opts["size"] for count in (4, 100, 1000)]
    assert sizes[0] > sizes[1] > sizes[2] >= 4


def test_curves_come_with_the_answer(draw: Draw) -> None:
    """A law's edge is drawn at its height, named at its end."""
    edge = Curve("edge", CurveRole.TRUTH, (1.0, 4.0), (1.7, 1.7))
    figure = draw(replace(BLOCK, curves=(edge,)))
    (item,) = figure.drawn()
    assert item.line.getData()[1].tolist() == [1.7, 1.7]
    assert any(word.text == "edge" for word in figure.overlay.words)
    figure.show_block(BLOCK)
    assert figure.drawn() == []
    assert not any(word.text == "edge" for word in figure.overlay.words)


def test_a_curve_of_one_point_is_seen(draw: Draw) -> None:
    """A law that tells a single value is a dot at its place."""
    top = Curve("largest", CurveRole.TRUTH, (1.0,), (1.9,))
    (item,) = draw(replace(BLOCK, curves=(top,))).drawn()
    assert [list(axis) for axis in item.symbols.getData()] == [[1.0], [1.9]]


def test_numbers_begin_at_one(draw: Draw) -> None:
    """The axis has whole numbers from 1 to the last."""
    figure = draw(Spectrum(tuple(1.0 for _ in range(12))))
    ((_, places),) = figure.x_axis.tickValues(*figure.frame().xs, 600.0)
    assert min(places) >= 1
    assert max(places) <= 12
    assert all(place == int(place) for place in places)


def test_the_y_range_is_the_one_given(draw: Draw) -> None:
    """Spectra side by side share their axis."""
    ranges = [
        draw(Spectrum(values, y_range=(0.0, 2.0))).viewRange()[1]
        for values in ((1.0, 1.0), (1.9, 0.1))
    ]
    assert ranges[0] == ranges[1]
    assert ranges[0] == pytest.approx([0, 2], abs=0.1)
