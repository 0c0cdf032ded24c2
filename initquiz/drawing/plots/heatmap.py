"""A matrix as coloured cells, with a bar that says what the colours mean."""

import math
from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QSize

from initquiz.drawing.colours import FigureStyle, mixed
from initquiz.drawing.plots.figure import Figure
from initquiz.drawing.plots.frame import Frame
from initquiz.drawing.plots.overlay import Stroke, Swatch, Word
from initquiz.drawing.ticks import nice_step, tick_text, tick_values
from initquiz.model.blocks import Heatmap

_ZERO, _UNKNOWN = 127, 255  # codes of exactly 0 and of what is no number
_PALEST = 0.22  # share of the full colour that the smallest number other than 0 has
_NOISE = 1e-6  # of the limit: what is smaller comes from rounding, and is drawn as 0
_LEAST_CELL, _STRETCH = 3.0, 4.0  # px of a square cell; how far smaller ones are stretched
_LEAST_SIDE = 72.0  # px of a matrix of few rows or columns; its cells are stretched, too
_AROUND = 7  # lines of text that axes and titles take beside the cells
_NUMBERS = 5  # steps along the bar of colours
_BAR, _BEFORE, _TICK = 12.0, 14.0, 4.0  # px: width, gap to the cells, length of a tick

Codes = NDArray[np.uint8]


class HeatmapPlot(Figure[Heatmap]):
    """Cells on whole pixels; exactly 0 has the colour of the ground, and nothing else has."""

    spoken = "Heatmap of a matrix"

    def furnish(self) -> None:
        """Make the cells."""
        self._codes: Codes = np.full((1, 1), _ZERO, np.uint8)
        self._limit = 1.0
        self.cells = pg.ImageItem(axisOrder="row-major")
        self.view.addItem(self.cells, ignoreBounds=True)
        self.view.invertY(True)
        self.x_axis.whole = self.y_axis.whole = True

    def load(self, block: Heatmap) -> None:
        """Take the cells."""
        self._limit = block.limit if block.limit > 0 else 1.0
        self._codes = codes(block.cells, self._limit)
        rows, columns = self._codes.shape
        self.set_range((0.5, columns + 0.5), (0.5, rows + 0.5))
        self.recolour()

    def recolour(self) -> None:
        """Give the cells the style's colours."""
        rows, columns = self._codes.shape
        self.cells.setImage(shades(self.look)[self._codes], autoLevels=False, levels=None)
        self.cells.setRect(0.5, 0.5, columns, rows)

    def minimumSizeHint(self) -> QSize:
        """Return the size at which cells can be told apart."""
        rows, columns = self._codes.shape
        around = math.ceil(_AROUND * self.metrics.height())
        cells = QSize(round(_LEAST_CELL * columns), round(_LEAST_CELL * rows))
        return super().minimumSizeHint().expandedTo(cells + QSize(around, around))

    def right_room(self, width: float, height: float) -> float:  # noqa: ARG002 - as the base's
        """Return the px for the bar of colours and its numbers, where colours mean something."""
        if self.block is not None and not self.block.keyed:
            return 0.0
        texts = [text for _value, text in self._numbers()]
        widest = max(map(self.metrics.horizontalAdvance, texts), default=0.0)
        return _BEFORE + _BAR + _TICK + widest + _TICK

    def trim(self, width: float, height: float) -> tuple[float, float]:
        """Return what cells of whole pixels leave over; they are square if there is room."""
        rows, columns = self._codes.shape
        across, down = self._whole(width / columns), self._whole(height / rows)
        square = min(across, down)
        longest = square if square >= _LEAST_CELL else _STRETCH * square
        across = min(across, max(longest, self._whole(_LEAST_SIDE / columns)))
        down = min(down, max(longest, self._whole(_LEAST_SIDE / rows)))
        return max(0.0, width - across * columns), max(0.0, height - down * rows)

    def put(self, block: Heatmap, frame: Frame) -> None:
        """Draw the bar of colours."""
        if not block.keyed:
            return
        look, limit = self.look, self._limit
        pale = [mixed(look.background, end, _PALEST) for end in (look.high, look.low)]
        stops = ((0.0, look.high), (0.4999, pale[0]), (0.5001, pale[1]), (1.0, look.low))
        left = frame.right + _BEFORE
        right, middle = left + _BAR, (frame.top + frame.bottom) / 2
        self.overlay.swatches.append(Swatch(left, frame.top, right, frame.bottom, stops, look.axis))
        zero = Stroke(left + 0.5, middle, right - 0.5, middle, look.background, 2.0)
        self.overlay.strokes.append(zero)
        half = self.metrics.height() / 2
        for value, text in self._numbers():
            y = middle - value / limit * (frame.bottom - frame.top) / 2
            self.overlay.strokes.append(Stroke(right, y, right + _TICK, y, look.axis))
            self.overlay.words.append(Word(text, right + 1.5 * _TICK, y - half, look.muted))

    def _numbers(self) -> list[tuple[float, str]]:
        """Return the round numbers along the bar of colours, as values and texts."""
        step = nice_step(2 * self._limit, _NUMBERS)
        values = tick_values(-self._limit, self._limit, step)
        return [(value, tick_text(value, step)) for value in values]

    def _whole(self, px: float) -> float:
        """Return a length in whole pixels of the device, unless it is less than one."""
        return math.floor(px * self.ratio) / self.ratio or px


def codes(cells: Sequence[Sequence[float]], limit: float) -> Codes:
    """Return a matrix as places in the row of `shades`."""
    values = np.asarray(cells, dtype=np.float64)
    share = np.clip(np.abs(values) / limit, 0.0, 1.0)
    steps = np.sign(values) * (1.0 + np.round(np.nan_to_num(share) * (_ZERO - 1)))
    steps[share < _NOISE] = 0.0
    return np.where(np.isnan(values), _UNKNOWN, _ZERO + np.nan_to_num(steps)).astype(np.uint8)


def shades(style: FigureStyle) -> NDArray[np.uint8]:
    """Return (256, 3) colours: the low end, the ground at 127, the high end, grey for no number."""
    places = np.arange(1, _ZERO + 1)
    shares = _PALEST + (1 - _PALEST) * (places - 1) / (_ZERO - 1)
    ground = _rgb(style.background)
    low, high = (ground + np.outer(shares, _rgb(end) - ground) for end in (style.low, style.high))
    rows = np.vstack((low[::-1], ground, high, _rgb(style.axis)))
    result: NDArray[np.uint8] = np.round(rows).astype(np.uint8)
    return result


def _rgb(colour: str) -> NDArray[np.float64]:
    return np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)], dtype=np.float64)
