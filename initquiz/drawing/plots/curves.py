"""Curves as items of a plot: colour, dashes and symbols by what they stand for."""

import math
from typing import NamedTuple

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen

from initquiz.drawing.colours import FigureStyle
from initquiz.drawing.plots.overlay import DASH_DOT, DASHED, DOTTED, LONG, SOLID
from initquiz.model.blocks import Curve, CurveRole

Floats = NDArray[np.float64]

_DASHES = (SOLID, LONG, DASH_DOT, DASHED)
_SYMBOLS = {"o": 7.0, "s": 6.5, "t": 9.0, "d": 10.0, "+": 9.0, "star": 11.0, "x": 8.0}
"""pyqtgraph's symbols with the px across that make them look equally large."""
_CROSSES = "+x"  # too thin for a rim in the colour of the ground
_LINE, _THIN, _CASING = 2.0, 1.0, 4.5  # px
_LEAST_APART = 11.0  # px between two symbols of a curve
_FEW_APART = 90.0  # px where symbols only tell curves apart
_STEPS = (1, 2, 5)


class Look(NamedTuple):
    """How a curve is drawn; no symbol where it is empty."""

    colour: str
    dash: tuple[float, ...]
    width: float
    symbol: str = ""


def look_of(role: CurveRole, series: int, style: FigureStyle) -> Look:
    """Return the look of a curve, the `series`-th of its kind (from 0) if it is one."""
    if role is CurveRole.TRUTH:
        return Look(style.truth, SOLID, _LINE)
    if role is CurveRole.CHOSEN:
        return Look(style.chosen, DASHED, _LINE)
    if role is CurveRole.GUIDE:
        return Look(style.muted, DOTTED, _THIN)
    symbol = tuple(_SYMBOLS)[series % len(_SYMBOLS)]
    colour = style.series[series % len(style.series)]
    return Look(colour, _DASHES[series % len(_DASHES)], _LINE, symbol)


def heights(values: object, *, log: bool) -> Floats:
    """Return values as heights on their axis: exponents on a logarithmic one.

    What cannot be drawn is NaN: what is not finite, and on a logarithmic axis 0 and below.
    """
    ys = np.array(values, dtype=np.float64)
    ys[~np.isfinite(ys)] = np.nan
    if not log:
        return ys
    ys[ys <= 0] = np.nan
    return np.log10(ys)


class CurveItem:
    """A curve and its symbols; the items live as long as the plot."""

    def __init__(self, view: pg.ViewBox) -> None:
        """Add the items to a plot area, outside its reckoning of ranges."""
        self.line = pg.PlotCurveItem(antialias=True, connect="finite")
        self.symbols = pg.ScatterPlotItem(useCache=False, antialias=True)
        self.look = Look("#000000", SOLID, _LINE)
        self.label = ""
        self.xs: Floats = np.zeros(0)
        self.ys: Floats = np.zeros(0)
        for item in (self.line, self.symbols):
            view.addItem(item, ignoreBounds=True)

    def show(self, curve: Curve, ys: Floats) -> None:
        """Take the data; `ys` are heights on the axis."""
        self.label = curve.label
        self.xs, self.ys = np.asarray(curve.xs, dtype=np.float64), ys
        self.line.setData(self.xs, ys)
        self.set_visible(visible=True)

    def paint(self, look: Look, ratio: float, casing: str = "") -> None:
        """Take colours and line style; a `casing` keeps the line apart from what is below."""
        self.look = look
        self.line.setZValue(1 if look.dash else 2)
        self.symbols.setZValue(3)
        self.line.setPen(_pen(look.colour, look.width * ratio, look.dash))
        self.line.setShadowPen(_pen(casing, _CASING * ratio) if casing else None)

    def mark_points(self, px_per_x: float, ground: str, *, every: bool, start: int) -> None:
        """Put symbols on the points, as many as there is room for.

        Without `every` a few are enough, from the `start`-th on, so that the symbols of several
        curves do not hide each other.
        """
        seen = np.flatnonzero(np.isfinite(self.ys))
        if not self.look.symbol or not seen.size:
            self.hide_points()
            return
        span = float(np.ptp(self.xs)) * px_per_x
        apart = _LEAST_APART if every else _FEW_APART
        step = _round_up(min(apart * len(self.xs) / max(span, 1.0), float(len(self.xs))))
        first = 0 if every else start * step // 3 % step
        chosen = seen[seen % step == first]
        chosen = chosen if chosen.size else seen[:1]
        fill, crossed = QColor(self.look.colour), self.look.symbol in _CROSSES
        rim = pg.mkPen(fill if crossed else ground, width=1)
        self.symbols.setData(
            self.xs[chosen],
            self.ys[chosen],
            symbol=self.look.symbol,
            size=_SYMBOLS[self.look.symbol],
            brush=fill,
            pen=rim,
        )

    def hide_points(self) -> None:
        """Take the symbols away, unless there is nothing else to be seen."""
        seen = np.flatnonzero(np.isfinite(self.ys))
        alone = seen if seen.size == 1 else seen[:0]
        self.symbols.setData(
            self.xs[alone], self.ys[alone], symbol="o", size=_SYMBOLS["o"], brush=self.look.colour
        )

    def set_visible(self, *, visible: bool) -> None:
        """Show or hide the items."""
        self.line.setVisible(visible and bool(np.isfinite(self.ys).any()))
        self.symbols.setVisible(visible)


def _pen(colour: str, width: float, dash: tuple[float, ...] = SOLID) -> QPen:
    pen = QPen(QColor(colour), width)
    pen.setCosmetic(True)
    if dash:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern(list(dash))
    return pen


def _round_up(step: float) -> int:
    """Return 1, 2 or 5 times a power of ten, no less than `step`."""
    if step <= 1:
        return 1
    power = 10 ** math.floor(math.log10(step))
    return int(next((f * power for f in _STEPS if f * power >= step - 1e-9), 10 * power))
