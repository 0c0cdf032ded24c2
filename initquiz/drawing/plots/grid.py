"""Several plots side by side: how many columns there are, and where each plot stands.

Pure arithmetic in px, for the window and for pictures.
"""

from collections.abc import Sequence
from typing import NamedTuple

GAP = 16
"""Px between two plots."""


class Box(NamedTuple):
    """A place for a plot."""

    left: int
    top: int
    width: int
    height: int


def columns(count: int, width: int, least: int) -> int:
    """Return how many columns of at least `least` px go into `width`, as even rows as possible."""
    fitting = max(1, min(count, (width + GAP) // (least + GAP)))
    rows = -(-count // fitting)
    return max(1, -(-count // max(1, rows)))


def boxes(
    heights: Sequence[int], width: int, height: int, across: int, *, top: int = 0
) -> list[Box]:
    """Return the places of plots whose least heights are given, `across` to a row.

    What is left of `height` goes to the rows in equal parts; what is missing is not made up for.
    """
    rows = [heights[start : start + across] for start in range(0, len(heights), across)]
    least = [max(row) for row in rows]
    more = max(0, height - needed_height(heights, across)) // max(1, len(rows))
    result: list[Box] = []
    for row, tall in zip(rows, least, strict=True):
        for column in range(len(row)):
            left = column * (width + GAP) // across
            right = (column + 1) * (width + GAP) // across - GAP
            result.append(Box(left, top, right - left, tall + more))
        top += tall + more + GAP
    return result


def needed_height(heights: Sequence[int], across: int) -> int:
    """Return the least height of the rows with the gaps between them."""
    tallest = [max(heights[start : start + across]) for start in range(0, len(heights), across)]
    return sum(tallest) + GAP * max(0, len(tallest) - 1)
