"""Draws a question's blocks with characters, in Unicode or in plain ASCII.

The drawing is for the eye; the block's own summary, written under it, says the same in
words, so that nothing is lost on a screen reader.
"""

from collections.abc import Callable
from typing import Any

from initquiz.model.blocks import Block
from initquiz.terminal import charts, histogram

GLYPHS = histogram.GLYPHS + charts.GLYPHS

_DRAWN: dict[str, Callable[..., Any]] = {
    "histogram": histogram.histogram,
    "lines": charts.lines,
    "bars": charts.bars,
    "spectrum": charts.spectrum,
    "heatmap": charts.heatmap,
    "table": charts.text_table,
    "code": charts.code,
}


def draw(block: Block, width: int, *, unicode: bool = True) -> str:
    """Return a block as lines of at most `width` columns (20 or more).

    `unicode` tells whether block elements may be used; otherwise `#` and the like.
    """
    return str(_DRAWN[block.kind](block, width, unicode=unicode))
