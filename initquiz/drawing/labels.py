"""Where to write a curve's name: beside the curve, clear of the other curves and labels.

All coordinates are pixels with y downwards and the origin at the plot area's top left.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_GAP = 7.0
_CLEAR = 32.0
_STEP = 3.0
_AT_ONCE = 16  # boxes weighed together
_ANCHORS = 80


def place_labels(
    curves: Sequence[Array],
    sizes: Sequence[tuple[float, float]],
    area: tuple[float, float],
    bars: Array,
) -> list[tuple[float, float]]:
    """Return the top left corner of each curve's label.

    `curves` are (n, 2) points, `sizes` the labels' (width, height), `area` the plot's
    (width, height) and `bars` (m, 3) rows of left, right and top of the bars. Each label
    lies inside the area; it avoids, in this order, earlier labels, curves, the neighbourhood of
    other curves, and bars.
    """
    paths = [_walk(curve) for curve in curves]
    corners: list[tuple[float, float]] = []
    for index, size in enumerate(sizes):
        boxes = _candidates(paths[index], size, area)
        cost = _preference(boxes, area)
        cost += _bar_cost(boxes, bars)
        for corner, placed in zip(corners, sizes, strict=False):
            cost += 10_000.0 * _overlaps(boxes, corner, placed)
        best = boxes[_cheapest(boxes, cost, paths, index)]
        corners.append((float(best[0]), float(best[1])))
    return corners


def _cheapest(boxes: Array, cost: Array, paths: Sequence[Array], own: int) -> int:
    """Return the box that costs least once its place among the curves is charged for, too.

    That is slow to find out, so boxes are weighed in the order of their cost without it, until
    no other can be the cheapest.
    """
    order = np.argsort(cost, kind="stable")
    best, least = int(order[0]), np.inf
    for start in range(0, len(order), _AT_ONCE):
        some = order[start : start + _AT_ONCE]
        if cost[some[0]] >= least:
            break
        whole = cost[some] + 80.0 * _crossed(boxes[some], paths)
        for other, path in enumerate(paths):
            if other != own:
                whole += 20.0 * np.maximum(0.0, 1.0 - _distance(boxes[some], path) / _CLEAR)
        place = int(np.argmin(whole))
        if whole[place] < least:
            best, least = int(some[place]), float(whole[place])
    return best


def _walk(curve: Array) -> Array:
    """Return points every few pixels along the curve."""
    steps = np.hypot(*np.diff(curve, axis=0).T)
    along = np.concatenate(([0.0], np.cumsum(steps)))
    wanted = np.linspace(0.0, along[-1], max(2, int(along[-1] / _STEP)))
    xs, ys = (np.interp(wanted, along, curve[:, axis]) for axis in (0, 1))
    return np.column_stack((xs, ys))


def _candidates(path: Array, size: tuple[float, float], area: tuple[float, float]) -> Array:
    """Return (k, 4) boxes of left, top, right, bottom around points of the curve's body."""
    width, height = size
    base, peak = path[:, 1].max(), path[:, 1].min()
    body = path[path[:, 1] < base - 0.12 * (base - peak)]
    anchors = body[:: max(1, len(body) // _ANCHORS)] if len(body) else path[:1]
    offsets = np.array(
        [
            (_GAP, -height / 2),
            (_GAP, -height - _GAP / 2),
            (-width / 2, -height - _GAP),
            (-width - _GAP, -height / 2),
            (-width - _GAP, -height - _GAP / 2),
        ]
    )
    corners = (anchors[:, None, :] + offsets[None, :, :]).reshape(-1, 2)
    room = np.array([max(0.0, area[0] - width), max(0.0, area[1] - height)])
    inside = np.all((corners >= 0) & (corners <= room), axis=1)
    corners = corners[inside] if inside.any() else np.clip(corners, 0, room)
    return np.hstack((corners, corners + np.array(size)))


def _preference(boxes: Array, area: tuple[float, float]) -> Array:
    """Prefer the right flank and the middle heights, where curves of one centre part."""
    off_flank = np.abs((boxes[:, 0] + boxes[:, 2]) / (2 * area[0]) - 0.65)
    off_middle = np.abs((boxes[:, 1] + boxes[:, 3]) / (2 * area[1]) - 0.4)
    return 20.0 * off_flank + 8.0 * off_middle


def _bar_cost(boxes: Array, bars: Array) -> Array:
    """Charge for the share of a label that would stand on bars."""
    under = (bars[None, :, 0] < boxes[:, None, 2]) & (bars[None, :, 1] > boxes[:, None, 0])
    depth = np.clip(boxes[:, None, 3] - bars[None, :, 2], 0.0, None) * under
    heights = boxes[:, 3] - boxes[:, 1]
    share: Array = np.minimum(1.0, depth.max(axis=1, initial=0.0) / heights)
    return 25.0 * share


def _crossed(boxes: Array, paths: Sequence[Array]) -> Array:
    """Return 1 where any curve runs through the box or grazes it."""
    points = np.vstack(paths)
    margin = 3.0
    within = (
        (points[None, :, 0] > boxes[:, None, 0] - margin)
        & (points[None, :, 0] < boxes[:, None, 2] + margin)
        & (points[None, :, 1] > boxes[:, None, 1] - margin / 3)
        & (points[None, :, 1] < boxes[:, None, 3] + margin / 3)
    )
    crossed: Array = np.any(within, axis=1).astype(np.float64)
    return crossed


def _distance(boxes: Array, path: Array) -> Array:
    """Return each box's distance to the curve in pixels."""
    dx = np.maximum(boxes[:, None, 0] - path[:, 0], path[:, 0] - boxes[:, None, 2])
    dy = np.maximum(boxes[:, None, 1] - path[:, 1], path[:, 1] - boxes[:, None, 3])
    np.maximum(dx, 0.0, out=dx)
    np.maximum(dy, 0.0, out=dy)
    # Squares, for a root of each would take most of the time.
    dx *= dx
    dy *= dy
    nearest: Array = np.sqrt((dx + dy).min(axis=1))
    return nearest


def _overlaps(boxes: Array, corner: tuple[float, float], size: tuple[float, float]) -> Array:
    """Return 1 where the box meets a label already placed."""
    left, top = corner
    clear = (
        (boxes[:, 0] >= left + size[0] + 4)
        | (boxes[:, 2] <= left - 4)
        | (boxes[:, 1] >= top + size[1])
        | (boxes[:, 3] <= top)
    )
    return (~clear).astype(np.float64)
