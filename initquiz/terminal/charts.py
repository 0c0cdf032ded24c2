"""Draws lines, bars, spectra, heatmaps, tables and code with characters.

A line's points bear its number, in the order of the names written under the chart. In a
heatmap the shade is the size of a cell, and a dot is exactly 0.
"""

import math
from collections.abc import Sequence

from initquiz.drawing.reading import plain_markdown
from initquiz.drawing.ticks import nice_step, tick_text, tick_values
from initquiz.model.blocks import Bars, Code, Curve, CurveRole, Heatmap, Lines, Spectrum, Table
from initquiz.terminal.layout import table

ROWS = 14
_SHADES = ("░▒▓█", ":oO#")
GLYPHS = _SHADES[0] + "·│─"
_LABEL = 9  # columns for a number on the y axis
_MARKS = "123456789abcdefgh"


def lines(block: Lines, width: int, *, unicode: bool) -> str:
    """Return lines as numbered points over their x axis, and their names."""
    drawn = [curve for curve in block.curves if curve.role is not CurveRole.GUIDE]
    names = [f"{mark} {curve.label}" for mark, curve in zip(_MARKS, drawn, strict=False)]
    chart = _Chart(block.curves, width, log_y=block.log_y, y_range=block.y_range, unicode=unicode)
    legend = " · ".join(names) if len(drawn) > 1 or drawn[0].label else ""
    return chart.text(block.x_title, block.y_title, legend)


def spectrum(block: Spectrum, width: int, *, unicode: bool) -> str:
    """Return singular values as points by their number."""
    xs = tuple(float(i + 1) for i in range(len(block.values)))
    points = Curve("", CurveRole.SERIES, xs, block.values)
    chart = _Chart((points,), width, log_y=block.log_y, y_range=block.y_range, unicode=unicode)
    return chart.text(block.x_title, block.y_title, "")


def bars(block: Bars, width: int, *, unicode: bool) -> str:
    """Return a bar lying beside each label, and its value."""
    label_width = max(map(len, block.labels))
    room = max(4, width - label_width - 14)
    heights = [_height(value, log=block.log_y) for value in block.values]
    seen = [height for height in heights if height is not None]
    low = min(seen, default=0.0) - 0.3 if block.log_y else 0.0
    span = max(max(seen, default=1.0) - low, 1e-12)
    rows = [f"{block.x_title}: {block.y_title}" + (" (logarithmic)" if block.log_y else "")]
    full = "█" if unicode else "#"
    for label, value, height in zip(block.labels, block.values, heights, strict=True):
        size = 0 if height is None else max(1, round((height - low) / span * room))
        rows.append(f"{label:>{label_width}} {full * size} {_number(value)}")
    return "\n".join(rows)


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
            mark = "." if guide else next(marks, "*")
            for x, y in self._points(curve):
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
