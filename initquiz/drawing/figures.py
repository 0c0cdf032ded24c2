"""Histograms on screen, drawn by pyqtgraph.

Import this module only when the first plot is wanted: pyqtgraph is the heaviest thing the
program loads. One plot is made and kept; new data goes into the items it already has.
"""

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

# isort: split
# pyqtgraph takes whichever Qt binding is already loaded, so ours has to come first.
import pyqtgraph as pg

from initquiz.drawing.colours import FigureStyle
from initquiz.drawing.labels import place_labels
from initquiz.drawing.ticks import nice_step, tick_text, tick_values
from initquiz.model.question import Curve, CurveRole, Histogram

_Floats = NDArray[np.float64]

_HEADROOM = 1.06
_LOG_FLOOR = math.log10(0.5)  # half a count, so that a bin of one still has a bar
_NO_HISTOGRAM = Histogram(edges=(0.0, 1.0), counts=(0,), total=0)


# Steps an axis has: with fewer a narrow plot could show no number but 0, more is noise.
_FEWEST, _MOST = 5, 9


class _Axis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph is untyped
    """An axis with one level of round ticks, written in full."""

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation, maxTickLength=4)
        self.whole = orientation == "left"  # counts, and powers of ten
        self.powers = False
        self.room = 60.0
        self.enableAutoSIPrefix(False)
        # The axis pushes its title 5 px outwards; the margin keeps descenders in sight.
        self.label.document().setDocumentMargin(6)
        self.setStyle(hideOverlappingLabels=orientation == "bottom")

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        """Return one level of ticks: (step, positions); `size` is in px."""
        if not high > low:
            return []
        step = nice_step(high - low, min(max(int(size / self.room), _FEWEST), _MOST))
        if self.whole:
            step = max(1.0, math.ceil(step))
        return [(step, tick_values(low, high, step))]

    def tickStrings(self, values: list[float], _scale: float, spacing: float) -> list[str]:
        """Return the ticks' numbers; on a logarithmic axis positions are exponents."""
        if self.powers:
            return [f"{10**value:,.0f}" for value in values]
        return [tick_text(value, spacing) for value in values]


class _LabelledCurve:
    """A curve with its name beside it; the items live as long as the plot."""

    def __init__(self, view: pg.ViewBox) -> None:
        self.line = pg.PlotCurveItem(antialias=True)
        self.name = pg.TextItem(anchor=(0, 0))
        # The document's margin would push the text off the place found for it.
        self.name.textItem.document().setDocumentMargin(0)
        for item in (self.line, self.name):
            view.addItem(item, ignoreBounds=True)
        self.role = CurveRole.TRUTH

    def paint(self, style: FigureStyle, font: QFont, ratio: float) -> None:
        """Take colours and line style; a pale casing keeps the line apart from the bars."""
        truth = self.role is CurveRole.TRUTH
        colour = style.truth if truth else style.chosen
        dash = Qt.PenStyle.SolidLine if truth else Qt.PenStyle.DashLine
        self.line.setZValue(2 if truth else 1)
        self.name.setZValue(3)
        self.line.setPen(_pen(colour, 2.0 * ratio, dash))
        self.line.setShadowPen(_pen(style.background, 4.5 * ratio))
        self.name.setColor(colour)
        self.name.setFont(font)

    def show(self, curve: Curve, ys: _Floats) -> None:
        """Take the data; `ys` are already on the axis' scale."""
        self.role = curve.role
        self.line.setData(np.asarray(curve.xs, dtype=np.float64), ys)
        self.name.setText(curve.label)
        self.set_visible(visible=True)

    def set_visible(self, *, visible: bool) -> None:
        """Show or hide both items."""
        self.line.setVisible(visible)
        self.name.setVisible(visible)


class HistogramPlot(pg.PlotWidget):  # type: ignore[misc]  # pyqtgraph is untyped
    """A histogram that is only looked at: no panning, no menu, the wheel scrolls the page."""

    def __init__(self, style: FigureStyle, parent: QWidget | None = None) -> None:
        """Make an empty plot in the given style."""
        self._x_axis, self._y_axis = _Axis("bottom"), _Axis("left")
        super().__init__(parent, axisItems={"bottom": self._x_axis, "left": self._y_axis})
        self._block = _NO_HISTOGRAM
        self._style = style
        self._ratio = self.devicePixelRatioF()
        self._heights: _Floats = np.zeros(1)
        self._plot = self.getPlotItem()
        self._view = self._plot.getViewBox()
        self._bars = pg.BarGraphItem(x0=[], x1=[], height=[], pen=None, brush=style.fill)
        self._curves: list[_LabelledCurve] = []
        self._view.addItem(self._bars, ignoreBounds=True)
        self._plot.hideButtons()
        self._plot.setMenuEnabled(False)
        self._plot.setMouseEnabled(x=False, y=False)
        self._plot.layout.setContentsMargins(0, 4, 2, 0)
        self.setInteractive(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName("Histogram of the weights")
        self._view.sigResized.connect(self._fit_to_pixels)
        self.set_style(style)

    def set_style(self, style: FigureStyle) -> None:
        """Recolour everything; the data stays."""
        self._style = style
        font = self._font()
        self.setBackground(style.background)
        self._bars.setOpts(brush=style.fill)
        self._plot.titleLabel.setAttr("justify", "right")
        for axis in (self._x_axis, self._y_axis):
            axis.setPen(_pen(style.axis, self._ratio))
            axis.setTextPen(style.muted)
            axis.setTickFont(font)
            axis.label.setFont(font)
        for curve in self._curves:
            curve.paint(style, font, self._ratio)
        self._show_titles()
        self._fit_axes()

    def set_pixel_ratio(self, ratio: float) -> None:
        """Say how many pixels the screen or image has to one of ours; pens follow."""
        if ratio != self._ratio:
            self._ratio = ratio
            self.set_style(self._style)

    def show_histogram(self, block: Histogram) -> None:
        """Show another histogram, or the same one with curves laid over it."""
        self._block = block
        self._heights = self._scaled(np.asarray(block.counts, dtype=np.float64))
        while len(self._curves) < len(block.curves):
            self._curves.append(_LabelledCurve(self._view))
        for item in self._curves[len(block.curves) :]:
            item.set_visible(visible=False)
        top = float(self._heights.max(initial=0.0))
        for item, curve in zip(self._curves, block.curves, strict=False):
            ys = self._scaled(np.asarray(curve.ys, dtype=np.float64))
            item.show(curve, ys)
            item.paint(self._style, self._font(), self._ratio)
            top = max(top, float(ys.max(initial=0.0)))
        floor = _LOG_FLOOR if block.log_y else 0.0
        self._y_axis.powers = block.log_y
        self._view.setRange(
            xRange=_span(block.edges),
            yRange=(floor, floor + (top - floor) * _HEADROOM if top > floor else floor + 1.0),
            padding=0,
        )
        self.setAccessibleDescription(block.summary)
        self._show_titles()
        self._fit_axes()

    def sizeHint(self) -> QSize:
        """Return a comfortable size; the scene's own is the size it happens to have."""
        return QSize(640, 24 * self._style.font_px)

    def minimumSizeHint(self) -> QSize:
        """Return the size below which ticks would crowd."""
        return QSize(16 * self._style.font_px, 14 * self._style.font_px)

    def event(self, event: QEvent) -> bool:
        """Follow the window to a screen of another density."""
        if event.type() in {QEvent.Type.Show, QEvent.Type.DevicePixelRatioChange}:
            self.set_pixel_ratio(self.devicePixelRatioF())
        return bool(super().event(event))

    def _font(self) -> QFont:
        font = QFont(self._style.family) if self._style.family else QFont(self.font())
        font.setPixelSize(self._style.font_px)
        return font

    def _scaled(self, counts: _Floats) -> _Floats:
        """Return counts as heights on the y axis."""
        if not self._block.log_y:
            return counts
        heights: _Floats = np.log10(np.maximum(counts, 10**_LOG_FLOOR))
        return heights

    def _show_titles(self) -> None:
        self._x_axis.setLabel(self._block.x_title)
        self._y_axis.setLabel(self._block.y_title)

    def _fit_axes(self) -> None:
        """Reserve whole pixels for the numbers, before pyqtgraph would find out by painting."""
        metrics = QFontMetricsF(self._font())
        line = metrics.height()
        self._x_axis.room, self._y_axis.room = 4.5 * line, 1.8 * line
        self._x_axis.setHeight(math.ceil(2.2 * line + 15))
        low, high = self._view.viewRange()[1]
        levels = self._y_axis.tickValues(low, high, max(1.0, self.height() - 2.2 * line - 16))
        texts = [text for step, at in levels for text in self._y_axis.tickStrings(at, 1.0, step)]
        widest = max((metrics.horizontalAdvance(text) for text in texts), default=0.0)
        self._y_axis.setWidth(math.ceil(widest + line + 18))
        self._plot.layout.activate()
        self._fit_to_pixels()

    def _fit_to_pixels(self) -> None:
        """Set the bars on whole pixels with gaps of one, and the labels beside their curves."""
        (left, right), (low, high) = self._view.viewRange()
        width, height = self._view.width(), self._view.height()
        if width < 1 or height < 1:
            return
        scale = width / (right - left)
        shift = self._view.mapToScene(0.0, 0.0).x() % 1.0
        edges = np.round((np.asarray(self._block.edges) - left) * scale + shift) - shift
        gap = 1.0 if edges.size and (edges[-1] - edges[0]) / edges.size > 3 else 0.0  # noqa: PLR2004  # px
        ends = np.maximum(edges[1:] - gap, edges[:-1] + 1.0)
        heights = np.where(np.asarray(self._block.counts) > 0, self._heights, low)
        self._bars.setOpts(
            x0=edges[:-1] / scale + left, x1=ends / scale + left, y0=low, height=heights - low
        )
        shown = self._curves[: len(self._block.curves)]
        drop = height / (high - low)
        paths = []
        for item in shown:
            xs, ys = item.line.getData()
            paths.append(np.column_stack(((xs - left) * scale, (high - ys) * drop)))
        sizes = [
            (bounds.width(), bounds.height())
            for bounds in (item.name.textItem.boundingRect() for item in shown)
        ]
        bars = np.column_stack((edges[:-1], ends, (high - heights) * drop))
        places = place_labels(paths, sizes, (width, height), bars)
        for item, (x, y) in zip(shown, places, strict=True):
            item.name.setPos(x / scale + left, high - y / drop)


def _pen(colour: str, width: float, dash: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """Return a pen whose width is in pixels of the device, whatever the axes' scale."""
    pen = QPen(QColor(colour), width, dash)
    pen.setCosmetic(True)
    return pen


def _span(edges: tuple[float, ...]) -> tuple[float, float]:
    """Return the x range; a histogram of one value gets room to either side."""
    if edges[-1] > edges[0]:
        return edges[0], edges[-1]
    reach = abs(edges[0]) / 2 or 0.5
    return edges[0] - reach, edges[0] + reach
