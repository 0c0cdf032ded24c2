"""Histograms on screen."""

import math

import numpy as np
import pyqtgraph as pg

from initquiz.drawing.labels import place_labels
from initquiz.drawing.plots.curves import CurveItem, Floats, look_of
from initquiz.drawing.plots.figure import Figure
from initquiz.drawing.plots.frame import Frame, Range
from initquiz.drawing.plots.overlay import Word
from initquiz.drawing.wording import spelled
from initquiz.model.blocks import CurveRole, Histogram

_PLURAL = {"weight value": "weights"}
_HEADROOM = 1.06
_LOG_FLOOR = math.log10(0.5)  # half a count, so that a bin of one still has a bar
_GAP_FROM = 3.0  # px of a bar from which on there are gaps between them


class HistogramPlot(Figure[Histogram]):
    """Bars of counts, and after the answer curves over them."""

    def name(self) -> str:
        """Return "Histogram of the weights", or of something else if the axis says so."""
        return f"Histogram of the {_PLURAL.get(self.titles.x, self.titles.x) or 'weights'}"

    def furnish(self) -> None:
        """Make the bars; curves come with the first answer."""
        self._curves: list[CurveItem] = []
        self.bars = pg.BarGraphItem(x0=[], x1=[], height=[], pen=None)
        self.view.addItem(self.bars, ignoreBounds=True)
        self.y_axis.whole = True

    def show_histogram(self, block: Histogram) -> None:
        """Show another histogram, or the same one with curves laid over it."""
        self.show_block(block)

    def load(self, block: Histogram) -> None:
        """Take bars and curves."""
        counts = np.asarray(block.counts, dtype=np.float64)
        self._heights = _scaled(counts, log=block.log_y)
        while len(self._curves) < len(block.curves):
            self._curves.append(CurveItem(self.view))
        for item in self._curves[len(block.curves) :]:
            item.set_visible(visible=False)
        top = float(self._heights.max(initial=0.0))
        for item, curve in zip(self._curves, block.curves, strict=False):
            ys = _scaled(np.asarray(curve.ys, dtype=np.float64), log=block.log_y)
            item.show(curve, ys)
            top = max(top, float(ys.max(initial=0.0)))
        floor = _LOG_FLOOR if block.log_y else 0.0
        self.x_axis.numbered = block.ticks
        self.y_axis.numbered = bool(counts.any() or block.curves)
        self.y_axis.powers = block.log_y
        full = floor + (top - floor) * _HEADROOM if top > floor else floor + 1.0
        self.set_range(_span(block.edges), (floor, full))
        self._paint_curves()

    def recolour(self) -> None:
        """Give bars and curves the style's colours."""
        self.bars.setOpts(brush=self.look.fill)
        self._paint_curves()

    def put(self, block: Histogram, frame: Frame) -> None:
        """Set the bars on whole pixels with gaps of one, and the labels beside their curves."""
        (left, right), (low, _high) = frame.xs, frame.ys
        scale = (frame.right - frame.left) / (right - left)
        edges = np.round((np.asarray(block.edges) - left) * scale + frame.left) - frame.left
        gap = 1.0 if (edges[-1] - edges[0]) / edges.size > _GAP_FROM else 0.0
        ends = np.maximum(edges[1:] - gap, edges[:-1] + 1.0)
        tops = np.where(np.asarray(block.counts) > 0, self._heights, low)
        self.bars.setOpts(
            x0=edges[:-1] / scale + left, x1=ends / scale + left, y0=low, height=tops - low
        )
        shown = self._curves[: len(block.curves)]
        if shown:
            bars = np.column_stack((edges[:-1], ends, self._down(frame, tops)))
            self._write_names(shown, frame, bars)

    def _write_names(self, shown: list[CurveItem], frame: Frame, bars: Floats) -> None:
        """Write the curves' names, clear of curves and bars."""
        area = frame.right - frame.left, frame.bottom - frame.top
        scale = area[0] / (frame.xs[1] - frame.xs[0])
        paths = [
            np.column_stack(((item.xs - frame.xs[0]) * scale, self._down(frame, item.ys)))
            for item in shown
        ]
        names = [spelled(item.label) for item in shown]
        line = self.metrics.height()
        sizes = [(self.metrics.horizontalAdvance(name), line) for name in names]
        corners = place_labels(paths, sizes, area, bars)
        for item, name, (x, y) in zip(shown, names, corners, strict=True):
            colour, ground = self.look.legible(item.look.colour), self.look.background
            self.overlay.words.append(
                Word(name, frame.left + x, frame.top + y, colour, ground=ground)
            )

    def _down(self, frame: Frame, values: Floats) -> Floats:
        """Return heights as px from the top of the plot area."""
        low, high = frame.ys
        return (high - values) * ((frame.bottom - frame.top) / (high - low))

    def _paint_curves(self) -> None:
        curves = self.block.curves if self.block else ()
        series = 0
        for item, curve in zip(self._curves, curves, strict=False):
            item.paint(look_of(curve.role, series, self.look), self.ratio, self.look.background)
            series += curve.role is CurveRole.SERIES


def _scaled(counts: Floats, *, log: bool) -> Floats:
    """Return counts as heights on the y axis."""
    return np.log10(np.maximum(counts, 10**_LOG_FLOOR)) if log else counts


def _span(edges: tuple[float, ...]) -> Range:
    """Return the x range; a histogram of one value gets room to either side."""
    low, high = edges[0], edges[-1]
    if high > low:
        return low, high
    reach = abs(low) / 2 or 0.5
    return low - reach, low + reach
