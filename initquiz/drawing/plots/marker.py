"""A marker that is set on a plot's x axis: where it may stand, how it moves, what it says."""

import math
from dataclasses import dataclass, replace

from initquiz.drawing.ticks import marker_text, reading

_NEAR = 1e-6  # of a step: rounding, not a place between two steps


@dataclass(frozen=True, slots=True)
class Truth:
    """What is shown once the answer is known: the true place and what was accepted."""

    low: float
    high: float
    place: float


@dataclass(frozen=True, slots=True)
class Marker:
    """Moves to `least` + a whole number of steps, up to `most`; with a `truth` it is fixed.

    It may be put anywhere in between, where a typed answer takes it, and moves on from there.
    """

    label: str
    place: float
    least: float
    most: float
    step: float
    truth: Truth | None = None

    @property
    def text(self) -> str:
        """Return the label with the value beside it."""
        return f"{self.label} {self.value}".strip()

    @property
    def value(self) -> str:
        """Return the place with the decimals its step needs, or with its own if it is off them."""
        on_step = abs(self._steps - round(self._steps)) < _NEAR
        return marker_text(self.place, self.step) if on_step else reading(self.place)

    @property
    def true_text(self) -> str:
        """Return the words at the true place."""
        return f"true: {reading(self.truth.place)}" if self.truth else ""

    @property
    def accepted_text(self) -> str:
        """Return the words of the accepted band."""
        if self.truth is None:
            return ""
        return f"accepted: {reading(self.truth.low, 3)} to {reading(self.truth.high, 3)}"

    def at(self, place: float) -> "Marker":
        """Return the marker on the step nearest to a place; as it is if it is fixed."""
        return self._on(round((place - self.least) / self.step))

    def by(self, steps: int) -> "Marker":
        """Return the marker so many steps to the right, or to the left if negative."""
        start = math.floor(self._steps + _NEAR) if steps > 0 else math.ceil(self._steps - _NEAR)
        return self._on(start + steps)

    def _on(self, steps: int) -> "Marker":
        if self.truth is not None:
            return self
        last = math.floor((self.most - self.least) / self.step + _NEAR)
        return replace(self, place=self.least + min(max(steps, 0), last) * self.step)

    @property
    def _steps(self) -> float:
        return (self.place - self.least) / self.step

    def fixed(self, low: float, high: float, truth: float) -> "Marker":
        """Return the marker as the answer that was given, beside what was right."""
        return replace(self, truth=Truth(low, high, truth))
