"""A typeset formula, ready to paint: what the collection caches and the card view draws."""

from typing import NamedTuple, Protocol


class Formula(NamedTuple):
    """Vector art of one LaTeX fragment at 100 px to the em, black on nothing.

    `width`, `ascent` and `descent` are in the SVG's own units about the text baseline; an
    empty `svg` says the engine could not set it and the source is to be shown instead.
    `spoken` is what a screen reader says.
    """

    svg: str
    width: float
    ascent: float
    descent: float
    spoken: str


class FormulaCache(Protocol):
    """Where typeset formulas are kept between runs; keys are hashes of source and engine."""

    def get(self, key: str) -> Formula | None:
        """Return the stored formula, or None."""

    def put(self, key: str, formula: Formula) -> None:
        """Keep a formula; a fault of the disk may be ignored, for this is only a cache."""
