"""Curve names stand clear of each other, of the curves and of the rim."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from initquiz.drawing import labels
from initquiz.drawing.labels import place_labels

NO_BARS = np.zeros((0, 3))
WIDTH, HEIGHT = 700.0, 220.0


def bell(std: float, peak: float) -> NDArray[np.float64]:
    """Return a bell curve in px, `peak` px high."""
    xs = np.linspace(0, WIDTH, 200)
    return np.column_stack((xs, HEIGHT - peak * np.exp(-(((xs - WIDTH / 2) / std) ** 2) / 2)))


@settings(deadline=None, max_examples=40)
@given(
    std=st.floats(20, 300),
    other=st.floats(20, 300),
    peak=st.floats(20, 215),
    wide=st.floats(20, 150),
)
def test_inside_and_apart(std: float, other: float, peak: float, wide: float) -> None:
    """Whatever the two curves, both labels lie in the plot and do not overlap."""
    sizes = [(wide, 15.0), (60.0, 15.0)]
    (x0, y0), (x1, y1) = place_labels(
        [bell(std, peak), bell(other, 200)], sizes, (WIDTH, HEIGHT), NO_BARS
    )
    for (x, y), (width, height) in zip([(x0, y0), (x1, y1)], sizes, strict=True):
        assert 0 <= x <= WIDTH - width
        assert 0 <= y <= HEIGHT - height
    assert x0 + wide <= x1 or x1 + 60 <= x0 or y0 + 15 <= y1 or y1 + 15 <= y0


@pytest.mark.parametrize("stds", [(20, 60), (30, 90, 250), (40, 45, 50, 200)], ids=str)
def test_not_every_place_must_be_weighed(
    monkeypatch: pytest.MonkeyPatch, stds: tuple[int, ...]
) -> None:
    """Stopping early finds the same corners as weighing all places against all curves."""
    curves = [bell(std, 9000 / std) for std in stds]
    sizes = [(30.0 + std, 15.0) for std in stds]
    found = []
    for at_once in (1, 16, 10_000):
        monkeypatch.setattr(labels, "_AT_ONCE", at_once)
        found.append(place_labels(curves, sizes, (WIDTH, HEIGHT), NO_BARS))
    assert found[0] == found[1] == found[2]


def test_clear_of_the_curves_and_near_its_own() -> None:
    """On ordinary curves no line runs through a label, and each is nearer to its own curve."""
    curves = [bell(90, 140), bell(60, 200)]
    corners = place_labels(curves, [(20, 15), (45, 15)], (WIDTH, HEIGHT), NO_BARS)
    for index, ((x, y), width) in enumerate(zip(corners, (20, 45), strict=True)):
        distances = []
        for curve in curves:
            dx = np.maximum(0, np.maximum(x - curve[:, 0], curve[:, 0] - x - width))
            dy = np.maximum(0, np.maximum(y - curve[:, 1], curve[:, 1] - y - 15))
            distances.append(np.hypot(dx, dy).min())
        assert min(distances) > 1
        assert int(np.argmin(distances)) == index


def test_a_plot_too_small_for_its_label() -> None:
    """A label wider than the plot starts at its rim instead of failing."""
    assert place_labels([bell(9, 9)], [(900.0, 15.0)], (WIDTH, HEIGHT), NO_BARS)[0][0] == 0


def test_no_curves_no_labels() -> None:
    """A plot before the answer has none."""
    assert place_labels([], [], (WIDTH, HEIGHT), NO_BARS) == []
