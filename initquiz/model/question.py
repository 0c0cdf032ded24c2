"""Generated questions as data: prompt, blocks to show and one answer field.

The window, the terminal and the exporters each draw the same blocks, so a new question
type needs no Qt.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

FactValue = str | int | float | bool


class CurveRole(StrEnum):
    """What a curve over a histogram stands for; drawn apart by colour and line style."""

    TRUTH = "truth"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class Curve:
    """A labelled line: `ys` are expected counts per bin at the points `xs`."""

    label: str
    role: CurveRole
    xs: tuple[float, ...]
    ys: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Histogram:
    """Counts between edges (len(edges) == len(counts) + 1) of `total` weights.

    Weights outside the edges are in `below` and `above`; `curves` are laid over the bars
    once the answer is known. `log_y` asks for a logarithmic count axis.
    """

    kind: ClassVar[str] = "histogram"
    edges: tuple[float, ...]
    counts: tuple[int, ...]
    total: int
    below: int = 0
    above: int = 0
    zeros: int = 0
    x_title: str = "weight value"
    y_title: str = "count"
    log_y: bool = False
    curves: tuple[Curve, ...] = ()
    summary: str = ""


Block = Histogram


@dataclass(frozen=True, slots=True)
class OptionLaw:
    """The exact law behind an option: family, standard deviation, density of non-zeros."""

    family: str
    std: float
    density: float


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: its text (Markdown), the scheme's key and its law."""

    text: str
    key: str
    law: OptionLaw


@dataclass(frozen=True, slots=True)
class Choice:
    """Exactly one of several options is right; `correct` is its index."""

    kind: ClassVar[str] = "choice"
    options: tuple[Option, ...]
    correct: int

    def letter(self, index: int) -> str:
        """Return the key that picks an option: A for the first."""
        return chr(ord("A") + index)


AnswerField = Choice


@dataclass(frozen=True, slots=True)
class Question:
    """One drawn instance. The same key, seed, level and version give the same question.

    `facts` are the numbers it was built from, `digest` the hash of its drawn data: numpy's
    streams may change between versions, and the digest tells.
    """

    key: str
    seed: int
    level: str
    version: int
    prompt: str
    blocks: tuple[Block, ...]
    answer: AnswerField
    explanation: str
    facts: dict[str, FactValue] = field(hash=False)
    digest: str
    error_bound: float = 0.0
