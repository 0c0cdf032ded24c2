"""Where things are: the plot area in px and in its own units, and what is written around it."""

from typing import NamedTuple

from initquiz.drawing.plots.overlay import SOLID

Range = tuple[float, float]


class Titles(NamedTuple):
    """What is written around a plot."""

    title: str = ""
    x: str = ""
    y: str = ""


class Flag(NamedTuple):
    """A labelled vertical line at a place on the x axis; with no width only the label."""

    label: str
    place: float
    colour: str
    dash: tuple[float, ...] = SOLID
    width: float = 1.5


class Frame(NamedTuple):
    """The plot area in px of the widget, and the ranges it shows."""

    left: float
    top: float
    right: float
    bottom: float
    xs: Range
    ys: Range

    def x(self, place: float) -> float:
        """Return where a place on the x axis is, in px."""
        low, high = self.xs
        return self.left + (place - low) / (high - low) * (self.right - self.left)

    def inside(self, place: float) -> float:
        """Return where a place on the x axis is, or the rim beyond which it lies."""
        return min(max(self.x(place), self.left), self.right)

    def y(self, place: float) -> float:
        """Return where a place on the y axis is, in px; an exponent on a logarithmic one."""
        low, high = self.ys
        return self.bottom - (place - low) / (high - low) * (self.bottom - self.top)
