"""Histograms show the numbers they are given, quietly and at any size."""

import gc
import math
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from initquiz.drawing.colours import PRINT
from initquiz.drawing.plots.histogram import HistogramPlot
from initquiz.model.blocks import Curve, CurveRole, Histogram, Mark

EDGES = tuple(round(-0.2 + 0.01 * index, 3) for index in range(41))
COUNTS = tuple(round(300 * math.exp(-(((index - 19.5) / 6) ** 2) / 2)) for index in range(40))
PLAIN = Histogram(EDGES, COUNTS, sum(COUNTS), summary="3,000 weights, mean 0.")
XS = tuple(-0.2 + 0.004 * index for index in range(101))


def bell(label: str, role: CurveRole, std: float, peak: float) -> Curve:
    """Return a curve over the histogram."""
    return Curve(label, role, XS, tuple(peak * math.exp(-((x / std) ** 2) / 2) for x in XS))


TOLD = replace(
    PLAIN,
    curves=(bell("He", CurveRole.TRUTH, 0.06, 300), bell("LeCun", CurveRole.CHOSEN, 0.04, 420)),
)


@pytest.fixture
def plot(qtbot: QtBot) -> HistogramPlot:
    """An empty plot on screen."""
    plot = HistogramPlot(PRINT)
    qtbot.addWidget(plot)
    plot.resize(700, 300)
    plot.show()
    return plot


def test_bars_then_curves_then_bars(
    plot: HistogramPlot, seen: Callable[[HistogramPlot], set[str]]
) -> None:
    """Curves appear with the answer and are gone with the next question."""
    plot.show_histogram(PLAIN)
    before = seen(plot)
    assert PRINT.fill in before
    assert PRINT.truth not in before
    plot.show_histogram(TOLD)
    after = seen(plot)
    assert {PRINT.fill, PRINT.truth, PRINT.chosen} <= after
    plot.show_histogram(PLAIN)
    assert PRINT.truth not in seen(plot)


def test_bar_heights_are_the_counts(plot: HistogramPlot) -> None:
    """A bin of half the count is half as high, measured in pixels of the picture."""
    plot.show_histogram(Histogram((0.0, 1.0, 2.0), (100, 50), 150))
    QApplication.processEvents()
    image = plot.grab().toImage()
    heights = []
    for x in (250, 550):
        column = [image.pixelColor(x, y).name().upper() == PRINT.fill for y in range(300)]
        heights.append(sum(column))
    assert heights[1] / heights[0] == pytest.approx(0.5, abs=0.02)


def test_gaps_are_one_pixel(plot: HistogramPlot) -> None:
    """Between neighbouring bars lies exactly one pixel of ground."""
    plot.show_histogram(replace(PLAIN, counts=(9,) * 40, total=360))
    QApplication.processEvents()
    image = plot.grab().toImage()
    row = [image.pixelColor(x, 150).name().upper() == PRINT.fill for x in range(700)]
    first, last = row.index(True), 699 - row[::-1].index(True)
    text = "".join("#" if bar else "." for bar in row[first : last + 1])
    assert text.replace("#", " ").split() == ["."] * 39


@pytest.mark.parametrize(
    "block",
    [
        Histogram((0.0, 0.0), (100,), 100, zeros=100),
        Histogram((-0.5, 0.5), (0,), 0),
        Histogram(EDGES, (0,) * 19 + (9,) + (0,) * 20, 9, zeros=9, log_y=True),
        Histogram((1e-9, 2e-9, 3e-9), (1, 2), 3, below=5, above=1),
        replace(TOLD, log_y=True),
        replace(TOLD, curves=(Curve("point", CurveRole.TRUTH, (0.0,), (1.0,)),)),
        Histogram(EDGES, (0,) * 40, 0, log_y=True),
        replace(TOLD, marks=(Mark("far away", CurveRole.TRUTH, 7.0),)),
    ],
    ids=["one", "empty", "spike", "tiny", "log", "point", "nothing", "far"],
)
@pytest.mark.parametrize("size", [(700, 300), (120, 90)])
def test_odd_histograms_are_drawn(
    plot: HistogramPlot, block: Histogram, size: tuple[int, int]
) -> None:
    """Spikes, empty and tiny ones draw without a fault at any size."""
    plot.resize(*size)
    plot.show_histogram(block)
    QApplication.processEvents()
    assert not plot.grab().isNull()


def test_set_style_recolours(
    plot: HistogramPlot, seen: Callable[[HistogramPlot], set[str]]
) -> None:
    """A new style reaches ground, bars and curves; nothing of the old one stays."""
    plot.show_histogram(TOLD)
    plot.set_style(replace(PRINT, background="#102030", fill="#305070", truth="#FFA000"))
    colours = seen(plot)
    assert {"#102030", "#305070", "#FFA000"} <= colours
    assert not {"#FFFFFF", PRINT.fill, PRINT.truth} & colours


def test_it_is_described_without_the_picture(plot: HistogramPlot) -> None:
    """A screen reader hears what it is and its summary."""
    plot.show_histogram(PLAIN)
    assert plot.accessibleName() == "Histogram of the weights"
    assert plot.accessibleDescription() == PLAIN.summary


def test_the_wheel_scrolls_the_page(plot: HistogramPlot) -> None:
    """The plot does not take the wheel, nor does it zoom."""
    plot.show_histogram(PLAIN)
    before = plot.viewRange()
    event = QWheelEvent(
        QPointF(300, 150),
        QPointF(plot.mapToGlobal(QPoint(300, 150))),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(plot.viewport(), event)
    assert not event.isAccepted()
    assert plot.viewRange() == before


def test_the_mouse_cannot_pan(plot: HistogramPlot, qtbot: QtBot) -> None:
    """Dragging leaves the axes where they are."""
    plot.show_histogram(PLAIN)
    before = plot.viewRange()
    qtbot.mousePress(plot.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 150))
    qtbot.mouseMove(plot.viewport(), QPoint(360, 150))
    qtbot.mouseRelease(plot.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(360, 150))
    assert plot.viewRange() == before


def test_ticks_have_no_prefix(plot: HistogramPlot) -> None:
    """Numbers stand in full with the true minus sign, counts are whole."""
    plot.show_histogram(PLAIN)
    QApplication.processEvents()
    axis, counts = plot.getAxis("bottom"), plot.getAxis("left")
    ((step, at),) = axis.tickValues(-0.2, 0.2, 600.0)
    texts = axis.tickStrings(at, 1.0, step)
    assert texts[0].startswith("−0.2")
    assert "0" in texts
    assert counts.tickValues(0.0, 1.0, 200.0) == [(1.0, [0.0, 1.0])]
    assert axis.labelUnitPrefix == ""


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from 3.12 on")
def test_repainting_keeps_count_of_none(plot: HistogramPlot) -> None:
    """A hundred repaints lose no references to None; losing all of them ends the program.

    The binding gains some when an axis is painted anew, which does no harm.
    """
    for _ in range(5):
        plot.show_histogram(TOLD)
        plot.grab()
    gc.collect()
    before = sys.getrefcount(None)
    for _ in range(100):
        plot.show_histogram(TOLD)
        plot.grab()
    gc.collect()
    assert before - sys.getrefcount(None) < 5


def test_items_are_reused(plot: HistogramPlot) -> None:
    """Question after question uses the same items; the scene does not grow."""
    plot.show_histogram(TOLD)
    before = len(plot.scene().items())
    for _ in range(10):
        plot.show_histogram(PLAIN)
        plot.show_histogram(TOLD)
    assert len(plot.scene().items()) == before


def test_bars_are_read_back_as_the_counts(plot: HistogramPlot) -> None:
    """The bars' edges are the block's to within a pixel, their heights the counts exactly."""
    plot.show_histogram(PLAIN)
    bars, frame = plot.bars.opts, plot.frame()
    pixel = (EDGES[-1] - EDGES[0]) / (frame.right - frame.left)
    assert np.allclose(bars["x0"], EDGES[:-1], rtol=0, atol=pixel)
    assert np.allclose(bars["y0"] + bars["height"], COUNTS)
    plot.show_histogram(replace(PLAIN, log_y=True))
    tops = plot.bars.opts["y0"] + plot.bars.opts["height"]
    shown = [10**top if count else 0 for top, count in zip(tops, COUNTS, strict=True)]
    assert np.allclose(shown, COUNTS)


def test_without_ticks_no_number_is_seen_or_heard(plot: HistogramPlot) -> None:
    """Where only the shape is asked, axis and description keep the scale to themselves."""
    mark = Mark("the cut", CurveRole.GUIDE, 0.123)
    plot.show_histogram(replace(PLAIN, ticks=False, marks=(mark,)))
    assert plot.getAxis("bottom").tickValues(*plot.frame().xs, 600.0) == []
    assert plot.getAxis("left").tickValues(*plot.frame().ys, 200.0) != []
    assert "the cut" in plot.accessibleDescription()
    assert "0.123" not in plot.accessibleDescription()
    plot.show_histogram(PLAIN)
    assert plot.getAxis("bottom").tickValues(*plot.frame().xs, 600.0) != []


def test_an_empty_axis_bears_the_places_but_no_counts(plot: HistogramPlot) -> None:
    """Before anything is drawn the x axis can be read, and no count is claimed."""
    plot.show_histogram(replace(PLAIN, counts=(0,) * 40, total=0))
    assert plot.viewRange()[0] == [EDGES[0], EDGES[-1]]
    assert plot.getAxis("bottom").tickValues(*plot.frame().xs, 600.0) != []
    assert plot.getAxis("left").tickValues(*plot.frame().ys, 200.0) == []
    assert not plot.bars.opts["height"].any()


def test_marks_stand_at_their_places_under_their_labels(plot: HistogramPlot) -> None:
    """Each mark is a line across the plot area at its place, its label above on the line."""
    marks = (Mark("−σ", CurveRole.GUIDE, -0.06), Mark("σ", CurveRole.TRUTH, 0.06))
    plot.show_histogram(replace(PLAIN, marks=marks, title="Layer A"))
    frame = plot.frame()
    for mark, stroke in zip(marks, plot.overlay.strokes, strict=True):
        assert stroke.x0 == stroke.x1 == pytest.approx(frame.x(mark.place))
        assert (stroke.y0, stroke.y1) == (frame.top, frame.bottom)
        (word,) = (word for word in plot.overlay.words if word.text == mark.label)
        width = plot.metrics.horizontalAdvance(mark.label)
        assert word.x <= stroke.x0 <= word.x + width
        assert 0 < word.y < frame.top
    assert len({stroke.dash for stroke in plot.overlay.strokes}) == 2


def test_names_of_curves_stay_inside(plot: HistogramPlot) -> None:
    """The curves' names stand in the plot area, also in a small window."""
    for width, height in ((700, 300), (260, 180)):
        plot.resize(width, height)
        plot.show_histogram(TOLD)
        frame = plot.frame()
        words = [word for word in plot.overlay.words if word.text in {"He", "LeCun"}]
        assert len(words) == 2
        for word in words:
            right = word.x + plot.metrics.horizontalAdvance(word.text)
            assert frame.left <= word.x
            assert right <= frame.right + 1e-6
            assert frame.top <= word.y <= frame.bottom


def test_all_x_numbers_are_apart(plot: HistogramPlot) -> None:
    """However narrow the plot, there are two numbers or more, and none meets its neighbour."""
    for width in (900, 400, 240, 170):
        plot.resize(width, 200)
        plot.show_histogram(PLAIN)
        frame, axis = plot.frame(), plot.getAxis("bottom")
        ((step, at),) = axis.tickValues(*frame.xs, frame.right - frame.left)
        texts = axis.tickStrings(at, 1.0, step)
        halves = [plot.metrics.horizontalAdvance(text) / 2 for text in texts]
        middles = [frame.x(place) for place in at]
        assert len(at) >= 2
        spans = list(zip(middles, halves, strict=True))
        assert all(x + half < y - other for (x, half), (y, other) in pairwise(spans))
