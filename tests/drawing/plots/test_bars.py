"""Bars are as high as their values, and each can be named."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from initquiz.drawing.figures import Figure
from initquiz.model.blocks import Bars, Curve, CurveRole

BLOCK = Bars(("1", "2", "3", "4"), (1.0, 1e-3, 1e-9, 0.0), "layer", "gradient", log_y=True)
Draw = Callable[..., Figure[Any]]


def tops(figure: Figure[Any]) -> list[float]:
    """Return the upper ends of the bars, as heights on the axis."""
    bars = figure.bars.opts
    return list(np.asarray(bars["y0"]) + np.asarray(bars["height"]))


def test_bars_are_read_back(draw: Draw) -> None:
    """Each bar stands at its number and ends at its value."""
    figure = draw(replace(BLOCK, log_y=False))
    assert tops(figure) == pytest.approx(BLOCK.values)
    middles = (figure.bars.opts["x0"] + figure.bars.opts["x1"]) / 2
    frame = figure.frame()
    pixel = (frame.xs[1] - frame.xs[0]) / (frame.right - frame.left)
    assert np.allclose(middles, [1, 2, 3, 4], rtol=0, atol=pixel)


def test_logarithmic_bars_start_at_the_bottom_of_the_axis(draw: Draw) -> None:
    """From the axis' end up to the exponent; 0 has no bar, the smallest one can be seen."""
    figure = draw(BLOCK)
    low = figure.viewRange()[1][0]
    assert figure.bars.opts["y0"] == pytest.approx(low)
    assert tops(figure) == pytest.approx([0, -3, -9, low])
    assert low < -9


def test_linear_bars_start_at_zero(draw: Draw) -> None:
    """Also bars below zero do, and zero is in sight."""
    figure = draw(Bars(("a", "b"), (-1.0, 2.0), "x", "y"))
    assert figure.bars.opts["y0"] == 0
    assert tops(figure) == [-1, 2]
    low, high = figure.viewRange()[1]
    assert low <= -1
    assert high >= 2
    assert draw(Bars(("a",), (3.0,), "x", "y")).viewRange()[1][0] == 0


def test_there_is_a_gap_of_whole_pixels_between_bars(draw: Draw) -> None:
    """However many bars there are, they begin and end on pixels and do not touch."""
    for count in (3, 20, 120):
        names = tuple(str(i + 1) for i in range(count))
        figure = draw(Bars(names, (1.0,) * count, "layer", "y"))
        frame, bars = figure.frame(), figure.bars.opts
        left = [frame.x(x) for x in bars["x0"]]
        right = [frame.x(x) for x in bars["x1"]]
        assert np.allclose(left, np.round(left), atol=1e-6)
        assert all(np.asarray(left[1:]) - np.asarray(right[:-1]) >= 1 - 1e-6)
        assert all(np.asarray(right) - np.asarray(left) >= 1 - 1e-6)


def test_names_stand_under_the_bars(draw: Draw) -> None:
    """Words are written level where they fit, and upwards in a narrow window."""
    block = Bars(("small random", "orthogonal", "He normal"), (1.0, 2.0, 3.0), "scheme", "share")
    wide, narrow = draw(block, 700), draw(block, 200, 320)
    ((step, places),) = wide.x_axis.tickValues(*wide.frame().xs, 600.0)
    texts = wide.x_axis.tickStrings(places, 1.0, step)
    assert [" ".join(text.split()) for text in texts] == list(block.labels)
    turned = [word for word in narrow.overlay.words if word.turned and word.text in block.labels]
    assert [word.text for word in turned] == list(block.labels)
    frame = narrow.frame()
    for place, word in enumerate(turned, start=1):
        assert word.x < frame.x(place) < word.x + narrow.metrics.height()
        assert frame.bottom < word.y - narrow.metrics.horizontalAdvance(word.text)
        assert word.y <= narrow.height()


def test_a_guide_has_its_name_at_its_end(draw: Draw) -> None:
    """A threshold runs over the bars at its height, named at the right."""
    guide = Curve("vanishing", CurveRole.GUIDE, (0.5, 4.5), (1e-2, 1e-2))
    figure = draw(replace(BLOCK, curves=(guide,)))
    (item,) = figure.drawn()
    assert item.line.getData()[1].tolist() == [-2, -2]
    assert any(word.text == "vanishing" for word in figure.overlay.words)
    assert figure.frame().right < 700 - figure.metrics.horizontalAdvance("vanishing")


def test_the_y_range_is_the_one_given(draw: Draw) -> None:
    """Networks side by side share their axis."""
    ranges = [
        draw(replace(BLOCK, values=values, y_range=(1e-10, 10.0))).viewRange()[1]
        for values in ((1.0,) * 4, (1e-8,) * 4)
    ]
    assert ranges[0] == ranges[1]
