"""Lines show their points, told apart in three ways, with their names at their ends."""

import math
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from initquiz.drawing.colours import PRINT
from initquiz.drawing.figures import Figure
from initquiz.model.blocks import Curve, CurveRole, Lines, Mark

LAYERS = tuple(float(layer) for layer in range(1, 31))
Draw = Callable[..., Figure[Any]]


def line(label: str, factor: float, role: CurveRole = CurveRole.SERIES) -> Curve:
    """Return a curve that is multiplied by a factor with each layer."""
    return Curve(label, role, LAYERS, tuple(factor**layer for layer in LAYERS))


DEPTH = Lines(
    (line("He", 1.0), line("LeCun", 0.7), line("0.01", 0.11)),
    "layer",
    "rms",
    log_y=True,
    points=True,
)


def test_the_points_are_read_back(draw: Draw) -> None:
    """What is drawn are the block's values, on the logarithmic axis as exponents."""
    for block in (DEPTH, replace(DEPTH, log_y=False)):
        figure = draw(block)
        for curve, item in zip(block.curves, figure.drawn(), strict=True):
            xs, ys = item.line.getData()
            assert np.array_equal(xs, curve.xs)
            assert np.allclose(10**ys if block.log_y else ys, curve.ys)
            px, py = item.symbols.getData()
            assert set(px) <= set(curve.xs)
            assert np.allclose(py, [ys[list(xs).index(x)] for x in px])


def test_every_point_bears_a_symbol_where_there_is_room(draw: Draw) -> None:
    """On a wide plot all points are marked; on a narrow one every so many, evenly."""
    wide, narrow = draw(DEPTH, 900), draw(DEPTH, 240)
    assert [len(item.symbols.getData()[0]) for item in wide.drawn()] == [30] * 3
    for item in narrow.drawn():
        places = item.symbols.getData()[0]
        assert 2 < len(places) < 30
        assert len(set(np.diff(places))) == 1


def test_series_differ_by_colour_dash_and_symbol(draw: Draw) -> None:
    """Neighbouring series differ in all three, and no two of twelve in all at once alike."""
    many = replace(DEPTH, curves=tuple(line(str(i), 0.9**i) for i in range(12)))
    looks = [item.look for item in draw(many).drawn()]
    for one, other in pairwise(looks):
        assert one.colour != other.colour
        assert one.dash != other.dash
        assert one.symbol != other.symbol
    assert len({(look.colour, look.dash, look.symbol) for look in looks}) == 12


def test_roles_have_their_own_looks(draw: Draw) -> None:
    """Truth and answer look as over a histogram; a guide is thin, dotted and without symbols."""
    roles = (CurveRole.SERIES, CurveRole.TRUTH, CurveRole.CHOSEN, CurveRole.GUIDE)
    block = replace(DEPTH, curves=tuple(line(role, 0.9, role) for role in roles))
    series, truth, chosen, guide = draw(block).drawn()
    assert (truth.look.colour, chosen.look.colour) == (PRINT.truth, PRINT.chosen)
    assert not truth.look.dash
    assert chosen.look.dash
    assert guide.look.dash
    assert guide.look.width < truth.look.width
    assert len(series.symbols.getData()[0]) == 30
    assert all(not len(item.symbols.getData()[0]) for item in (truth, chosen, guide))


def test_what_cannot_be_drawn_leaves_a_gap(draw: Draw) -> None:
    """Zeros on a logarithmic axis and numbers that are none are not drawn, nor bridged."""
    values = (1.0, 0.0, -1.0, math.nan, math.inf, 0.1)
    curve = Curve("a", CurveRole.SERIES, LAYERS[:6], values)
    (item,) = draw(replace(DEPTH, curves=(curve,))).drawn()
    ys = item.line.getData()[1]
    assert np.isfinite(ys).tolist() == [True, False, False, False, False, True]
    assert item.line.opts["connect"] == "finite"
    (item,) = draw(replace(DEPTH, curves=(curve,), log_y=False)).drawn()
    assert np.isfinite(item.ys).tolist() == [True, True, True, False, False, True]


def test_a_line_without_any_point_says_so(draw: Draw) -> None:
    """A line of zeros on a logarithmic axis is named, with why it is not there."""
    zero = Curve("zero", CurveRole.SERIES, LAYERS, (0.0,) * 30)
    texts = " ".join(word.text for word in draw(replace(DEPTH, curves=(zero,))).overlay.words)
    assert "zero (none above 0)" in texts


def test_a_single_point_is_seen(draw: Draw) -> None:
    """A line of one point has a symbol even where lines have none."""
    one = Curve("a", CurveRole.TRUTH, (3.0,), (0.5,))
    (item,) = draw(replace(DEPTH, curves=(one,), points=False)).drawn()
    assert [list(axis) for axis in item.symbols.getData()] == [[3.0], [pytest.approx(-0.30103)]]


def names(figure: Figure[Any], curves: tuple[Curve, ...]) -> list[Any]:
    """Return the words that name the curves."""
    labels = {curve.label for curve in curves}
    return [word for word in figure.overlay.words if word.text in labels]


@pytest.mark.parametrize("size", [(900, 300), (420, 220), (260, 190)])
def test_names_stand_at_the_right_apart_and_in_order(draw: Draw, size: tuple[int, int]) -> None:
    """Names stand right of the plot area, inside the widget, in the order of the line ends."""
    figure = draw(DEPTH, *size)
    words = names(figure, DEPTH.curves)
    frame, line_height = figure.frame(), figure.metrics.height()
    assert len(words) == 3
    for word in words:
        assert word.x > frame.right
        assert word.x + figure.metrics.horizontalAdvance(word.text) <= figure.width()
        assert word.y >= 0
        assert word.y + line_height <= figure.height()
    assert [word.text for word in sorted(words, key=lambda word: word.y)] == ["He", "LeCun", "0.01"]
    tops = sorted(word.y for word in words)
    assert all(other - one >= line_height - 1e-6 for one, other in pairwise(tops))


def test_names_have_the_colours_of_their_lines_as_far_as_they_can_be_read(draw: Draw) -> None:
    """A name is in its line's colour, darkened where that is too pale for words."""
    figure = draw(DEPTH)
    for word, item in zip(names(figure, DEPTH.curves), figure.drawn(), strict=True):
        assert word.colour == PRINT.legible(item.look.colour)


def test_a_moved_name_is_led_to_its_line(draw: Draw) -> None:
    """Lines that end at one height have names below each other, with a leader to their end."""
    block = replace(DEPTH, curves=(line("one", 0.9), line("two", 0.9001)))
    figure = draw(block)
    frame = figure.frame()
    ends = [frame.y(float(item.ys[-1])) for item in figure.drawn()]
    assert sorted(stroke.y0 for stroke in figure.overlay.strokes) == pytest.approx(sorted(ends))


def test_the_y_range_is_the_one_given(draw: Draw) -> None:
    """Plots with one range can be compared, whatever their data."""
    one = draw(replace(DEPTH, y_range=(1e-12, 1.0)))
    other = draw(replace(DEPTH, curves=(line("a", 0.99),), y_range=(1e-12, 1.0)))
    assert one.viewRange()[1] == other.viewRange()[1]
    low, high = one.viewRange()[1]
    assert low == pytest.approx(-12, abs=0.5)
    assert high == pytest.approx(0, abs=0.5)
    fitted = draw(replace(DEPTH, curves=(line("a", 0.99),)))
    assert fitted.viewRange()[1] != one.viewRange()[1]


def test_the_axis_has_whole_layers_and_powers_of_ten(draw: Draw) -> None:
    """No half layer and no layer 0; the y axis bears powers of ten."""
    figure = draw(DEPTH)
    ((_, layers),) = figure.x_axis.tickValues(*figure.frame().xs, 600.0)
    assert all(layer == int(layer) >= 1 for layer in layers)
    ((step, places),) = figure.y_axis.tickValues(*figure.frame().ys, 200.0)
    texts = figure.y_axis.tickStrings(places, 1.0, step)
    assert all(text.startswith("10") for text in texts)


def test_marks_stand_on_their_layers(draw: Draw) -> None:
    """A mark's line runs across the plot area at its place."""
    figure = draw(replace(DEPTH, marks=(Mark("layer 6", CurveRole.TRUTH, 6.0),)))
    frame = figure.frame()
    assert any(
        stroke.x0 == stroke.x1 == pytest.approx(frame.x(6.0)) and stroke.y1 == frame.bottom
        for stroke in figure.overlay.strokes
    )
