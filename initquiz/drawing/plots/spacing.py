"""Where words go when there is little room: apart from each other, on several lines.

Pure arithmetic in px; whoever draws brings the widths.
"""

import math
from collections.abc import Callable, Sequence
from itertools import product
from typing import NamedTuple

_ELLIPSIS = "…"
_SIDES = (0.5, 0.0, 1.0)  # share of a label to the left of its line: centred, right of it, left
_BESIDE = 3.0  # px between a line and a label beside it
_APART = 2 * _BESIDE  # px between two labels of a row
_FEW = 5  # labels for which every combination of sides is tried
_ASIDE = 10.0  # labels beside their lines that are better than one in a higher row


class Placed(NamedTuple):
    """Where a label stands: its left edge in px, and its row, counted from the plot upwards."""

    left: float
    row: int


def spread(
    wanted: Sequence[float], heights: Sequence[float], low: float, high: float
) -> list[float]:
    """Return the tops of labels near the middles wanted, so that none overlaps another.

    They stay between `low` and `high` if all of them fit, and keep the order of the middles.
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    groups: list[tuple[list[int], float]] = []  # neighbours that touch, and the top of the first
    for index in order:
        members, top = [index], wanted[index] - heights[index] / 2
        while groups and _bottom(groups[-1], heights) > top:
            members = groups.pop()[0] + members
            top = _best_top(members, wanted, heights)
        groups.append((members, top))
    # What the rims push back may push its neighbours in turn.
    tops = [0.0] * len(wanted)
    limit = high
    for members, top in reversed(groups):
        for index in reversed(members):
            offset = sum(heights[other] for other in members[: members.index(index)])
            tops[index] = limit = min(top + offset, limit - heights[index])
    limit = low
    for index in order:
        tops[index] = max(tops[index], limit)
        limit = tops[index] + heights[index]
    return tops


def stacked(places: Sequence[float], widths: Sequence[float], room: float) -> list[Placed]:
    """Return where the labels above vertical lines at `places` stand within `room`.

    Each is centred on its line, or beside it where that saves a row, as far as the rims allow.
    Labels in one row do not meet.
    """
    few = len(places) <= _FEW
    choices = product(*[_SIDES if few else _SIDES[:1]] * len(places))
    found: list[Placed] = []
    least = math.inf
    for sides in choices:
        lefts = [
            min(max(0.0, place - width * side + _BESIDE * (1 - 2 * side)), max(0.0, room - width))
            for place, width, side in zip(places, widths, sides, strict=True)
        ]
        placed = _rows(lefts, widths)
        cost = sum(
            at.row + (side != _SIDES[0]) / _ASIDE for at, side in zip(placed, sides, strict=True)
        )
        if cost < least:
            found, least = placed, cost
    return found


def _rows(lefts: Sequence[float], widths: Sequence[float]) -> list[Placed]:
    """Return labels in as few rows as keep them apart."""
    ends: list[float] = []  # where the last label of each row ends
    rows = [0] * len(lefts)
    for index in sorted(range(len(lefts)), key=lambda index: lefts[index]):
        free = (row for row, end in enumerate(ends) if end + _APART <= lefts[index])
        rows[index] = row = next(free, len(ends))
        ends[row : row + 1] = [lefts[index] + widths[index]]
    return [Placed(left, row) for left, row in zip(lefts, rows, strict=True)]


def wrapped(text: str, room: float, measure: Callable[[str], float], most: int = 2) -> list[str]:
    """Return the text on up to `most` lines no wider than `room`, by words.

    What does not fit ends in an ellipsis.
    """
    lines: list[str] = []
    for word in text.split():
        if lines and measure(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        lines[most - 1 :] = [" ".join(lines[most - 1 :])]
    return [_elided(line, room, measure) for line in lines]


def _elided(line: str, room: float, measure: Callable[[str], float]) -> str:
    if measure(line) <= room:
        return line
    while line and measure(line + _ELLIPSIS) > room:
        line = line[:-1]
    return line.rstrip() + _ELLIPSIS


def _bottom(group: tuple[list[int], float], heights: Sequence[float]) -> float:
    members, top = group
    return top + sum(heights[index] for index in members)


def _best_top(members: list[int], wanted: Sequence[float], heights: Sequence[float]) -> float:
    """Return the top at which touching labels are, on average, where they want to be."""
    shifts, offset = 0.0, 0.0
    for index in members:
        shifts += wanted[index] - heights[index] / 2 - offset
        offset += heights[index]
    return shifts / len(members)
