"""What lines, bars and spectra share: curves with their names at their right ends, and y ranges."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QSize

from initquiz.drawing.plots.curves import CurveItem, Floats, heights, look_of
from initquiz.drawing.plots.figure import Figure, Shown
from initquiz.drawing.plots.frame import Frame, Range
from initquiz.drawing.plots.overlay import Stroke, Word
from initquiz.drawing.plots.spacing import spread, wrapped
from initquiz.drawing.wording import spelled
from initquiz.model.blocks import Curve, CurveRole

_PAD = 0.03  # of the range, so that points on its ends are seen whole
_LEAST_DECADES = 0.31  # an octave, of a logarithmic axis to either side of a single value
_SHARE, _MOST_SHARE = 0.36, 0.5  # of the width for the curves' names; for their longest word
_AROUND = 5  # lines of text above and below the plot area
_LINES = 3  # of a name
_NEAR, _AWAY = 8.0, 4.0  # px from the plot area to a name; from a point to its leader
_SHIFT = 3.0  # px a name may be off its curve's end without a leader


class _End(NamedTuple):
    """A curve whose name stands at its right end."""

    item: CurveItem
    lines: list[str]


class Chart(Figure[Shown]):
    """A plot with curves on a linear or logarithmic y axis."""

    def furnish(self) -> None:
        """Make room for curves, which come with the blocks that have some."""
        self._items: list[CurveItem] = []
        self._roles: list[CurveRole] = []
        self._ends: list[_End] = []

    def show_curves(self, curves: Sequence[Curve], *, log: bool) -> None:
        """Take the curves into items."""
        self.y_axis.powers = log
        while len(self._items) < len(curves):
            self._items.append(CurveItem(self.view))
        for item in self._items[len(curves) :]:
            item.set_visible(visible=False)
        for item, curve in zip(self._items, curves, strict=False):
            item.show(curve, heights(curve.ys, log=log))
        self._roles = [curve.role for curve in curves]
        self.recolour()
        for item in self.drawn():
            item.hide_points()

    def drawn(self) -> list[CurveItem]:
        """Return the curves' items, in the block's order."""
        return self._items[: len(self._roles)]

    def recolour(self) -> None:
        """Give the curves the style's colours."""
        series = 0
        for item, role in zip(self._items, self._roles, strict=False):
            item.paint(look_of(role, series, self.look), self.ratio)
            series += role is CurveRole.SERIES

    def right_room(self, width: float, height: float) -> float:
        """Return the px for the names, which take several lines where there is little room."""
        measure, line = self.metrics.horizontalAdvance, self.metrics.height()
        named = [(item, name) for item in self.drawn() if (name := self._name(item))]
        words = [measure(word) for _item, name in named for word in name.split()]
        room = max(_SHARE * width, min(max(words, default=0.0), _MOST_SHARE * width))
        for most in range(_LINES, 0, -1):
            self._ends = [_End(item, wrapped(name, room, measure, most)) for item, name in named]
            if sum(len(end.lines) for end in self._ends) * line <= height:
                break
        widest = max((measure(text) for end in self._ends for text in end.lines), default=0.0)
        return widest + _NEAR + _AWAY if widest else 0.0

    def minimumSizeHint(self) -> QSize:
        """Return the size below which ticks or names would crowd."""
        names = sum(1 for item in self.drawn() if item.label)
        needed = math.ceil((names + _AROUND) * self.metrics.height())
        return super().minimumSizeHint().expandedTo(QSize(0, needed))

    def put(self, block: Shown, frame: Frame) -> None:  # noqa: ARG002 - as the base's
        """Write the names beside the ends of their curves."""
        if not self._ends:
            return
        line, left = self.metrics.height(), frame.right + _NEAR
        points = [_last_point(end.item, frame) for end in self._ends]
        tall = [len(end.lines) * line for end in self._ends]
        rim = frame.top - line / 2, frame.bottom + line / 2
        tops = spread([y for _x, y in points], tall, rim[0], max(rim[1], rim[0] + sum(tall)))
        for end, (x, y), top, high in zip(self._ends, points, tops, tall, strict=True):
            look = end.item.look
            middle = top + high / 2
            if abs(middle - y) > _SHIFT or x < frame.right - 3 * _NEAR:
                leader = Stroke(
                    x + _AWAY, y, left - _AWAY / 2, middle, look.colour, 1.0, (1.0, 2.0)
                )
                self.overlay.strokes.append(leader)
            for row, text in enumerate(end.lines):
                self.overlay.words.append(
                    Word(text, left, top + row * line, self.look.legible(look.colour))
                )

    def _name(self, item: CurveItem) -> str:
        """Return a curve's name; one of which nothing can be drawn says so."""
        name = spelled(item.label)
        if name and not np.isfinite(item.ys).any():
            return f"{name} (none above 0)" if self.y_axis.powers else f"{name} (no values)"
        return name


def y_span(values: Floats, fixed: Range | None, *, log: bool, grounded: bool) -> Range:
    """Return the y range for values given as heights on the axis.

    `fixed` is in the data's own units. A `grounded` linear axis starts at 0, for bars.
    """
    seen = values[np.isfinite(values)]
    low, high = (float(seen.min()), float(seen.max())) if seen.size else (0.0, 0.0 if log else 1.0)
    if grounded and not log:
        low, high = min(0.0, low), max(0.0, high)
    elif not log and 0 <= low < (high - low) / 2:
        low = 0.0  # nothing is lost, and sizes can be compared
    if fixed is not None:
        ends = heights(fixed, log=log)
        low, high = (
            float(end) if math.isfinite(end) else own
            for end, own in zip(ends, (low, high), strict=True)
        )
    least = _LEAST_DECADES if log else 0.0
    if not high - low > 1e-9 * max(abs(low), abs(high)):
        reach = (0.5 if log else abs(low) / 2) or 0.5
        return low - reach, high + reach
    pad = max(_PAD * (high - low), least)
    rooted = not log and low == 0
    return low if rooted else low - pad, high if not log and high == 0 else high + pad


def _last_point(item: CurveItem, frame: Frame) -> tuple[float, float]:
    """Return where a curve ends, in px; the lower right corner for one that is not drawn."""
    seen = np.flatnonzero(np.isfinite(item.ys))
    if not seen.size:
        return frame.right, frame.bottom
    last = seen[int(np.argmax(item.xs[seen]))]
    y = frame.y(float(item.ys[last]))
    return frame.x(float(item.xs[last])), min(max(y, frame.top), frame.bottom)
