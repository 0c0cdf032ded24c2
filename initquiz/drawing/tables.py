"""A figure as rows of words: what a screen reader, a table view or a terminal shows."""

from itertools import pairwise

from initquiz.drawing.ticks import number, shared_places
from initquiz.model.question import Histogram


def table_rows(block: Histogram) -> list[tuple[str, str]]:
    """Return (range, count) for each bin from left to right, as text.

    Weights outside the edges get a row at either end. Every count is exact.
    """
    edges = block.edges
    width = min((high - low for low, high in pairwise(edges)), default=0.0)
    places = shared_places(edges, width if width > 0 else 1.0)
    texts = [number(edge, places) for edge in edges]
    rows = [
        (f"{low} to {high}", f"{count:,}")
        for (low, high), count in zip(pairwise(texts), block.counts, strict=True)
    ]
    if block.below:
        rows.insert(0, (f"below {texts[0]}", f"{block.below:,}"))
    if block.above:
        rows.append((f"above {texts[-1]}", f"{block.above:,}"))
    return rows


def outside_note(block: Histogram) -> str:
    """Say how many weights lie outside the drawn range; empty when none does."""
    parts = [
        f"{count:,} weight{'' if count == 1 else 's'} {side} this range"
        for count, side in ((block.below, "below"), (block.above, "above"))
        if count
    ]
    return ", ".join(parts)
