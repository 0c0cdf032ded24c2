"""Draws lines, bars, spectra, heatmaps, tables and code with characters.

A line's points bear its number, in the order of the names written under the chart. In a
heatmap the shade is the size of a cell, and a dot is exactly 0.
"""

import math
from collections.abc import Sequence
from itertools import pairwise

from initquiz.drawing.reading import plain_markdown
from initquiz.drawing.ticks import nice_step, tick_text, tick_values
from initquiz.model.blocks import Bars, Code, Curve, CurveRole, Heatmap, Lines, Spectrum, Table
from initquiz.terminal.layout import table

ROWS = 14
_SHADES = ("░▒▓█", ":oO#")
GLYPHS = _SHADES[0] + "·│─"
_LABEL = 9  # columns for a number on the y axis
_MARKS = "123456789abcdefgh"
_GUIDE, _ENDS = ".", 2  # what a guide is drawn with; points of a straight one


def lines(block: Lines, width: int, *, unicode: bool) -> str:
    """Return lines as numbered points over their x axis, and their names."""
    drawn = [curve for curve in block.curves if curve.role is not CurveRole.GUIDE]
    names = [f"{mark} {curve.label}" for mark, curve in zip(_MARKS, drawn, strict=False)]
    guides = [f"{_GUIDE} {label}" for label in _guides(block.curves)]
    chart = _Chart(block.curves, width, log_y=block.log_y, y_range=block.y_range, unicode=unicode)
    named = names if len(drawn) > 1 or drawn[0].label else []
    return chart.text(block.x_title, block.y_title, " · ".join((*named, *guides)))


def spectrum(block: Spectrum, width: int, *, unicode: bool) -> str:
    """Return singular values as points by their number."""
    xs = tuple(float(i + 1) for i in range(len(block.values)))
    points = Curve("", CurveRole.SERIES, xs, block.values)
    chart = _Chart((points,), width, log_y=block.log_y, y_range=block.y_range, unicode=unicode)
    return chart.text(block.x_title, block.y_title, "")


def bars(block: Bars, width: int, *, unicode: bool) -> str:
    """Return a bar lying beside each label, and its value; guides stand across the bars."""
    label_width = max(map(len, block.labels))
    room = max(4, width - label_width - 14)
    log = block.log_y
    heights = [_height(value, log=log) for value in block.values]
    low, high = _bar_range(block, [height for height in heights if height is not None])
    full, across = ("█", "│") if unicode else ("#", "|")

    def column(height: float) -> int:
        return round(min(max(height - low, 0.0) / (high - low), 1.0) * room)

    rows = [f"{block.x_title}: {block.y_title}" + (" (logarithmic)" if log else "")]
    guides = [curve for curve in block.curves if curve.role is CurveRole.GUIDE]
    for i, (label, value, height) in enumerate(
        zip(block.labels, block.values, heights, strict=True), start=1
    ):
        cells = [full] * (0 if height is None else max(1, column(height)))
        for curve in guides:
            place = _height(_read(curve, i), log=log)
            if place is not None:
                cells += [" "] * (column(place) + 1 - len(cells))
                cells[column(place)] = across
        rows.append(f"{label:>{label_width}} {''.join(cells)} {_number(value)}")
    if named := _guides(block.curves):
        rows.append(f"{across} {', '.join(named)}")
    return "\n".join(rows)


def _bar_range(block: Bars, heights: Sequence[float]) -> tuple[float, float]:
    """Return where bars begin and where the longest may end: at the block's own range, if any."""
    low = min(heights, default=0.0) - 0.3 if block.log_y else 0.0
    high = max(heights, default=1.0)
    if block.y_range is not None:
        first, last = (_height(end, log=block.log_y) for end in block.y_range)
        low, high = low if first is None else first, high if last is None else last
    return low, max(high, low + 1e-12)


def _guides(curves: Sequence[Curve]) -> list[str]:
    """Return the names of the guides that have one."""
    return [curve.label for curve in curves if curve.role is CurveRole.GUIDE and curve.label]


def _read(curve: Curve, place: float) -> float:
    """Return a curve's height at a place, on the straight line between the points around it."""
    points = list(zip(curve.xs, curve.ys, strict=True))
    for (left, low), (right, high) in pairwise(points):
        if left <= place <= right:
            return low + (high - low) * (place - left) / ((right - left) or 1.0)
    return math.nan


def heatmap(block: Heatmap, width: int, *, unicode: bool) -> str:
    """Return a cell as one character: a dot for exactly 0, else a shade for its size."""
    shades = _SHADES[0 if unicode else 1]
    dot = "·" if unicode else "."

    def glyph(value: float) -> str:
        share = abs(value) / block.limit
        return dot if value == 0 else shades[min(len(shades) - 1, int(share * len(shades)))]

    shown = max(1, width - 2)
    body = ["".join(map(glyph, row[:shown])) for row in block.cells]
    cut = len(block.cells[0]) - shown
    note = f"({cut} more columns)" if cut > 0 else ""
    title = f"{block.y_title} down, {block.x_title} across; {dot} is exactly 0"
    return "\n".join(filter(None, (title, *body, note)))


def text_table(block: Table, _width: int, *, unicode: bool) -> str:  # noqa: ARG001 - as the others
    """Return a table as aligned columns."""
    rows = [block.header, *block.rows]
    return table([[plain_markdown(cell) for cell in row] for row in rows])


def code(block: Code, _width: int, *, unicode: bool) -> str:  # noqa: ARG001 - as the others
    """Return code indented, as written."""
    return "\n".join(f"    {line}" for line in block.text.splitlines())


class _Chart:
    """Points on a grid of characters between two axes."""

    def __init__(
        self,
        curves: Sequence[Curve],
        width: int,
        *,
        log_y: bool,
        y_range: tuple[float, float] | None,
        unicode: bool,
    ) -> None:
        self._log = log_y
        self._columns = max(16, width - _LABEL - 3)
        self._wall, self._floor = ("│", "─") if unicode else ("|", "-")
        points = [(x, y) for curve in curves for x, y in self._points(curve)]
        xs = [x for x, _ in points] or [0.0, 1.0]
        ys = [y for _, y in points] or [0.0, 1.0]
        if y_range is not None:
            ends = [_height(end, log=log_y) for end in y_range]
            ys = [end for end in ends if end is not None] or ys
        self._x = _span(min(xs), max(xs))
        self._y = _span(min(ys), max(ys))
        self._grid = [[" "] * self._columns for _ in range(ROWS)]
        marks = iter(_MARKS)
        for curve in curves:
            guide = curve.role is CurveRole.GUIDE
            mark = _GUIDE if guide else next(marks, "*")
            points = self._points(curve)
            for x, y in self._straight(points) if guide and len(points) == _ENDS else points:
                self._put(x, y, mark)

    def text(self, x_title: str, y_title: str, legend: str) -> str:
        """Return the chart with its axes, titles and the names of its lines."""
        low, high = self._y
        labels = {
            row: self._label(high - (high - low) * row / (ROWS - 1)) for row in range(0, ROWS, 3)
        }
        body = [
            f"{labels.get(row, ''):>{_LABEL}} {self._wall}{''.join(cells)}".rstrip()
            for row, cells in enumerate(self._grid)
        ]
        start, end = self._x
        step = nice_step(end - start, max(2, self._columns // 12))
        ruler = [" "] * self._columns
        for value in tick_values(start, end, step):
            text = tick_text(value, step)
            at = round((value - start) / (end - start) * (self._columns - 1))
            at = min(at, self._columns - len(text))
            ruler[at : at + len(text)] = text
        pad = " " * (_LABEL + 2)
        return "\n".join(
            (
                y_title + (" (logarithmic)" if self._log else ""),
                *body,
                pad[:-1] + self._floor * (self._columns + 1),
                (pad + "".join(ruler)).rstrip(),
                (pad + x_title.center(self._columns)).rstrip(),
                *filter(None, [legend]),
            )
        )

    def _points(self, curve: Curve) -> list[tuple[float, float]]:
        """Return the points that can be drawn, their heights on the axis' scale."""
        heights = ((x, _height(y, log=self._log)) for x, y in zip(curve.xs, curve.ys, strict=True))
        return [(x, y) for x, y in heights if y is not None]

    def _straight(self, ends: list[tuple[float, float]]) -> list[tuple[float, float]]:
        """Return the points of a straight line, one in every other column."""
        (start, low), (stop, high) = ends
        steps = max(1, self._columns // 2)
        return [
            (start + (stop - start) * i / steps, low + (high - low) * i / steps)
            for i in range(steps + 1)
        ]

    def _put(self, x: float, y: float, mark: str) -> None:
        (left, right), (low, high) = self._x, self._y
        column = round((x - left) / (right - left) * (self._columns - 1))
        row = round((high - y) / (high - low) * (ROWS - 1))
        if 0 <= row < ROWS and 0 <= column < self._columns and self._grid[row][column] in " .":
            self._grid[row][column] = mark

    def _label(self, height: float) -> str:
        return _number(10**height if self._log else height)


def _height(value: float, *, log: bool) -> float | None:
    """Return where a value stands on its axis; None if a logarithmic one has no place for it."""
    if not math.isfinite(value):
        return None
    if not log:
        return value
    return math.log10(value) if value > 0 else None


def _span(low: float, high: float) -> tuple[float, float]:
    """Return a range that is not empty."""
    if high - low > 1e-9 * max(abs(low), abs(high)):
        return low, high
    reach = abs(low) / 2 or 0.5
    return low - reach, high + reach


def _number(value: float) -> str:
    return f"{value:.3g}".replace("-", "\N{MINUS SIGN}")
