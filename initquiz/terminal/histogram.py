"""Draws a histogram with block elements, or with plain ASCII where there are none."""

import math
from dataclasses import dataclass

from initquiz.drawing.ticks import nice_step, tick_text, tick_values
from initquiz.model.blocks import Histogram

ROWS = 12
_LEVELS = 8  # heights a cell can show: the eighths of U+2581 to U+2588
_UNICODE, _ASCII = " ▁▂▃▄▅▆▇█", " ...::###"
_UNICODE_AXIS, _ASCII_AXIS = tuple("│┤└─┴"), tuple("|++-+")
GLYPHS = "".join((_UNICODE.strip(), *_UNICODE_AXIS))
_NARROWEST = 8
_STEPS = (3, 4, 6)  # of the count axis: these divide the rows evenly
_NICE = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class _CountAxis:
    """The count axis: `labels` by row, counted from 0 at the bottom, and the count on top."""

    labels: dict[int, str]
    top: float
    log: bool = False

    def height(self, count: float) -> int:
        """Return a count's height in eighths of a row; what is there shows."""
        if count <= 0:
            return 0
        # Half a count is the floor of a logarithmic axis, so that a bar of one is seen.
        share = math.log(count / 0.5) / math.log(self.top / 0.5) if self.log else count / self.top
        return max(1, round(share * ROWS * _LEVELS))


def histogram(block: Histogram, width: int, *, unicode: bool = True) -> str:
    """Return a histogram as lines of at most `width` columns (20 or more).

    `unicode` tells whether block elements may be used; otherwise `#` and the like.
    """
    most = max(1, *block.counts)
    axis = _log_axis(most) if block.log_y else _linear_axis(most)
    margin = max(map(len, axis.labels.values()))
    share, spare, means = _shared(block.counts, max(_NARROWEST, width - margin - 2))
    wide = max(1, (width - margin - 2) // len(means))
    columns = wide * len(means)

    wall, notch, corner = (_UNICODE_AXIS if unicode else _ASCII_AXIS)[:3]
    glyphs = _UNICODE if unicode else _ASCII
    heights = [axis.height(mean) for mean in means]
    lines = [block.y_title + (" (logarithmic)" if block.log_y else "")]
    for row in range(ROWS, 0, -1):
        label = axis.labels.get(row, "")
        cells = (glyphs[min(_LEVELS, max(0, h - (row - 1) * _LEVELS))] * wide for h in heights)
        lines.append(f"{label:>{margin}} {notch if label else wall}{''.join(cells)}")
    bin_width = (block.edges[-1] - block.edges[0]) / len(block.counts)
    low = block.edges[0] - spare * bin_width
    high = low + len(means) * share * bin_width
    ruler, names = _ruler(low, high, columns, unicode=unicode, ticks=block.ticks)
    lines += [
        f"{axis.labels.get(0, ''):>{margin}} {corner}{ruler}",
        names.rjust(margin + 2 + columns),
        block.x_title.center(columns).rjust(margin + 2 + columns),
    ]
    return "\n".join(line.rstrip() for line in lines)


def _shared(counts: tuple[int, ...], room: int) -> tuple[int, int, list[float]]:
    """Return how many bins share a bar, how many are lacking on the left, the bars' means.

    Where there is room each bin has its own bar. Else an odd number of them share one, and
    as many are lacking on either side, so that the bin around zero stays in the middle.
    """
    share = math.ceil(len(counts) / room)
    share += share % 2 == 0
    bars = math.ceil(len(counts) / share)
    spare = (bars * share - len(counts)) // 2
    groups = (counts[max(0, i * share - spare) : (i + 1) * share - spare] for i in range(bars))
    return share, spare, [sum(group) / len(group) for group in groups]


def _ruler(low: float, high: float, columns: int, *, unicode: bool, ticks: bool) -> tuple[str, str]:
    """Return the axis line and its labels, with as many ticks as there is room for."""
    if not ticks:
        return (_UNICODE_AXIS if unicode else _ASCII_AXIS)[3] * columns, ""
    for most in range(columns // 3, 0, -1):
        step = nice_step(high - low, most)
        texts = {value: tick_text(value, step) for value in tick_values(low, high, step)}
        if step / (high - low) * columns >= 2 + max(map(len, texts.values()), default=0):
            break
    floor, tick = (_UNICODE_AXIS if unicode else _ASCII_AXIS)[3:]
    ruler, names = [floor] * columns, [" "] * columns
    for value, text in texts.items():
        place = min(columns - 1, int((value - low) / (high - low) * columns + 1e-9))
        ruler[place] = tick
        # The minus sign hangs to the left, so that the digits stand under their tick.
        start = place - (len(text) - 1) // 2 - text.startswith("\N{MINUS SIGN}")
        if start >= 0 and start + len(text) <= columns:
            names[start : start + len(text)] = text
    line = "".join(names)
    return "".join(ruler), line if unicode else line.replace("\N{MINUS SIGN}", "-")


def _linear_axis(most: int) -> _CountAxis:
    """Return the tightest axis from 0 over `most` whose round steps divide the rows evenly."""
    top, steps = min((_round_up(most / steps) * steps, steps) for steps in _STEPS)
    labels = {ROWS * i // steps: f"{top * i / steps:,.10g}" for i in range(steps + 1)}
    return _CountAxis(labels, top)


def _log_axis(most: int) -> _CountAxis:
    """Return an axis with a label at each power of ten."""
    axis = _CountAxis({}, max(2, most), log=True)
    powers = (10**i for i in range(len(str(axis.top))))
    labels = {math.ceil(axis.height(power) / _LEVELS): f"{power:,}" for power in powers}
    return _CountAxis(labels, axis.top, log=True)


def _round_up(step: float) -> float:
    """Return the next round whole number: 1, 2, 2.5 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(max(1.0, step)))
    round_numbers = (nice * power for nice in _NICE)
    return next(n for n in round_numbers if n >= step and n.is_integer())
