"""An axis with one level of round ticks, written in full: linear, logarithmic, or by name."""

import math
from collections.abc import Callable
from itertools import pairwise

import pyqtgraph as pg

from initquiz.drawing.plots.spacing import wrapped
from initquiz.drawing.ticks import log_texts, log_ticks, nice_step, tick_text, tick_values

Measure = Callable[[str], float]

_MOST = 9  # steps; more is noise
_FEWEST = 2  # ticks; one alone tells no scale
_TICK, _OFFSET = 4, (5, 2)  # px: length of a tick, from its end to the number (left, bottom)
_NAME_LINES = 3
_TALLEST = 7  # lines of text that a turned name may be long
_BEYOND = 200  # px a number may stand out beyond the axis; the plot makes room for it


class Axis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph is untyped
    """Numbers beside an axis; the titles are the plot's business.

    `numbered` is for ticks and numbers at all, `whole` allows no fractions, `powers` makes
    positions exponents of ten, `limits` are the first and last place for a tick. `names` stand
    at 1, 2, 3 and so on in place of numbers; those too long are in `turned`, and the plot
    writes them upwards.
    """

    def __init__(self, orientation: str) -> None:
        """Make an axis at the "left" or the "bottom"."""
        super().__init__(orientation, maxTickLength=_TICK)
        self.numbered = True
        self.whole = False
        self.powers = False
        self.names: tuple[str, ...] = ()
        self.limits = (-math.inf, math.inf)
        self._upright = orientation == "left"
        self._most, self._every = _MOST, 1
        self.turned: tuple[str, ...] = ()
        self._level: tuple[str, ...] = ()
        self.enableAutoSIPrefix(False)
        self.setStyle(hideOverlappingLabels=_BEYOND)

    def updateAutoSIPrefix(self) -> None:
        """Have the numbers drawn anew; pyqtgraph would lay an empty title out at each step."""
        self.picture = None
        self.update()

    def choose(self, low: float, high: float, size: float, measure: Measure, line: float) -> float:
        """Choose as many ticks as `size` px have room for; return the px the numbers take.

        `measure` gives a text's width and `line` a line's height in px. The room is across the
        axis, from the axis line to the far side of the numbers.
        """
        if not self.numbered:
            return float(_TICK)
        self._fit_names(size / max(1.0, high - low) - 0.4 * line, measure, line)
        coarsest = _MOST  # steps with which two numbers or more are left
        for self._most, self._every in ((most, 1) for most in range(_MOST, 0, -1)):
            places, texts = self._numbers(low, high, size)
            if len(places) < _FEWEST:
                break
            coarsest = self._most
            if self._apart(places, texts, size / (high - low), measure, line):
                break
        self._most = coarsest
        places, texts = self._numbers(low, high, size)
        while len(places) > _FEWEST and not self._apart(
            places, texts, size / (high - low), measure, line
        ):
            self._every += 1
            places, texts = self._numbers(low, high, size)
        if self._upright:
            return max(map(measure, texts), default=0.0) + _TICK + _OFFSET[0]
        if self.turned:
            return max(map(measure, self.turned)) + _TICK + _OFFSET[1]
        lines = max((text.count("\n") + 1 for text in texts), default=0)
        return lines * line + _TICK + _OFFSET[1]

    def overhang(self, low: float, high: float, size: float, measure: Measure) -> float:
        """Return the px by which the last number stands out beyond the right end."""
        ends = [0.0]
        for place, text in zip(*self._numbers(low, high, size), strict=True):
            widest = max(map(measure, text.split("\n")))
            ends.append((place - high) / (high - low) * size + widest / 2)
        return max(ends)

    def tickValues(self, low: float, high: float, _size: float) -> list[tuple[float, list[float]]]:
        """Return one level of ticks: (step, positions)."""
        low, high = sorted((low, high))  # an axis may run downwards
        if not high > low or not self.numbered:
            return []
        step = nice_step(high - low, self._most)
        if self.powers:
            places = log_ticks(low, high, self._most)
            places = [place for place in places if place >= 0] if self.whole else places
        else:
            step = max(1.0, math.ceil(step)) if self.whole else step
            step = 1.0 if self._worded() else step
            places = tick_values(low, high, step)
        first, last = self.limits
        return [(step, [place for place in places if first <= place <= last][:: self._every])]

    def tickStrings(self, values: list[float], _scale: float, spacing: float) -> list[str]:
        """Return the ticks' numbers, or their names."""
        if self.names:
            return [(self._level or self.names)[round(value) - 1] for value in values]
        if self.powers:
            return log_texts(values)
        return [tick_text(value, spacing) for value in values]

    def _numbers(self, low: float, high: float, size: float) -> tuple[list[float], list[str]]:
        """Return the places of the ticks and their texts."""
        levels = self.tickValues(low, high, size)
        places = [place for _step, level in levels for place in level]
        return places, [text for step, level in levels for text in self.tickStrings(level, 1, step)]

    def _apart(
        self, places: list[float], texts: list[str], scale: float, measure: Measure, line: float
    ) -> bool:
        """Tell whether the numbers leave room between them; words do, being broken or turned."""
        widest = max(map(measure, texts), default=0.0)
        least = 1.4 * line if self._upright else widest + 0.8 * line
        gaps = [after - place for place, after in pairwise(places)]
        return self._worded() or min(gaps, default=math.inf) * scale >= least

    def _updateLabel(self) -> None:
        """Do without pyqtgraph's title, which it would set as HTML with each change."""
        self.picture = None
        self.update()

    def _worded(self) -> bool:
        """Tell whether the names are words, each of which has to be seen."""
        return bool(self.names) and not all(name.isdigit() for name in self.names)

    def _fit_names(self, room: float, measure: Measure, line: float) -> None:
        """Break the names into lines that fit `room` px, or turn them where a word does not."""
        self._level, self.turned = self.names, ()
        if not self._worded():
            return
        words = [measure(word) for name in self.names for word in name.split()]
        if max(words, default=0.0) <= room:
            fitted = (wrapped(name, room, measure, _NAME_LINES) for name in self.names)
            self._level = tuple("\n".join(lines) for lines in fitted)
        else:
            tallest = _TALLEST * line
            self.turned = tuple(" ".join(wrapped(name, tallest, measure, 1)) for name in self.names)
            self._level = ("",) * len(self.names)
