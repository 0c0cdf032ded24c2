"""What a question shows, as data: histograms, lines, bars, spectra, heatmaps, tables, code.

The window, the terminal and the exporters each draw the same blocks, so a new question type
needs no Qt. Every block has a `title` (short, may be empty) and a `summary`: the same in
words for those who cannot see it, which never tells the answer.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, NamedTuple

_WEIGHTS = "weight value"  # the title of the axis they lie on


class CurveRole(StrEnum):
    """What a curve stands for; each role has its own colour and line style."""

    TRUTH = "truth"  # laid over the plot once the answer is known
    CHOSEN = "chosen"  # what the chosen option predicts
    SERIES = "series"  # one of the lines asked about, told apart by its place among them
    GUIDE = "guide"  # a thin line to compare with, such as a threshold


@dataclass(frozen=True, slots=True)
class Curve:
    """A labelled line through the points (xs, ys); over a histogram ys are counts per bin."""

    label: str
    role: CurveRole
    xs: tuple[float, ...]
    ys: tuple[float, ...]


class Mark(NamedTuple):
    """A labelled vertical line at `place` on a plot's x axis."""

    label: str
    role: CurveRole
    place: float


@dataclass(frozen=True, slots=True)
class Histogram:
    """Counts between edges (len(edges) == len(counts) + 1) of `total` weights.

    Weights outside the edges are in `below` and `above`; `curves` and `marks` are laid over
    the bars once the answer is known. `log_y` asks for a logarithmic count axis; without
    `ticks` the x axis bears no numbers, so that only the shape can be read; unless `zeros_told`
    no words may say how many weights are exactly 0, for that would be the answer.
    """

    kind: ClassVar[str] = "histogram"
    edges: tuple[float, ...]
    counts: tuple[int, ...]
    total: int
    below: int = 0
    above: int = 0
    zeros: int = 0
    x_title: str = _WEIGHTS
    y_title: str = "count"
    log_y: bool = False
    curves: tuple[Curve, ...] = ()
    summary: str = ""
    title: str = ""
    marks: tuple[Mark, ...] = ()
    ticks: bool = True
    zeros_told: bool = True

    @property
    def things(self) -> str:
        """Return what is counted."""
        return "weights" if self.x_title == _WEIGHTS else "values"

    @property
    def counted(self) -> str:
        """Say how many there are, and how many are exactly 0 if that may be told."""
        told = f"{self.total:,} {self.things}"
        zeros = f"{self.zeros:,} of them" if self.zeros else "none"
        return f"{told}, {zeros} exactly 0" if self.zeros_told else told


@dataclass(frozen=True, slots=True)
class Lines:
    """Curves over a common x axis, such as the layer; `points` marks their points.

    On a `log_y` axis values of 0 and below are not drawn. `y_range` fixes the y axis, so that
    plots side by side can be compared; None fits it to the data.
    """

    kind: ClassVar[str] = "lines"
    curves: tuple[Curve, ...]
    x_title: str
    y_title: str
    log_y: bool = False
    summary: str = ""
    title: str = ""
    marks: tuple[Mark, ...] = ()
    points: bool = False
    y_range: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Bars:
    """One bar per label, in the order given; on a `log_y` axis 0 has no bar."""

    kind: ClassVar[str] = "bars"
    labels: tuple[str, ...]
    values: tuple[float, ...]
    x_title: str
    y_title: str
    log_y: bool = False
    summary: str = ""
    title: str = ""
    curves: tuple[Curve, ...] = ()  # x is the bar's place, counted from 1
    y_range: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Spectrum:
    """Singular values, largest first, drawn as points by their number from 1.

    `curves` (x is the number) are laid over them once the answer is known.
    """

    kind: ClassVar[str] = "spectrum"
    values: tuple[float, ...]
    x_title: str = "number of the singular value"
    y_title: str = "singular value"
    log_y: bool = False
    summary: str = ""
    title: str = ""
    curves: tuple[Curve, ...] = ()
    y_range: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Heatmap:
    """A matrix as coloured cells, row by row from the top; colours run from -limit to limit.

    Unless `keyed` the colours stand for nothing, and no bar says what they mean.
    """

    kind: ClassVar[str] = "heatmap"
    cells: tuple[tuple[float, ...], ...]
    limit: float
    x_title: str = "column"
    y_title: str = "row"
    summary: str = ""
    title: str = ""
    keyed: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text (Markdown) under a header, all of one length."""

    kind: ClassVar[str] = "table"
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    summary: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """Lines of source code, shown as written."""

    kind: ClassVar[str] = "code"
    text: str
    language: str = "python"
    summary: str = ""
    title: str = ""


Plot = Histogram | Lines | Bars | Spectrum | Heatmap
"""The blocks that are pictures."""

Block = Plot | Table | Code
