"""Counts weights between equally spaced edges: as exact as numpy.histogram, but faster."""

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from initquiz.initializers.laws import Floats
from initquiz.initializers.sampling import Weights

BLOCK = 2**16
"""Weights counted at a time: the temporaries stay in the cache."""

Exactly = Callable[[NDArray[np.intp]], Floats]
"""Weights in float64, by their places."""

_FINE = 2**10  # steps to a bin: far above the rounding of float32 against up to 1000 bins
_STEPS = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)


class Counts(NamedTuple):
    """Counts per bin, and how many weights lie outside."""

    bins: NDArray[np.int64]
    below: int
    above: int

    @property
    def cells(self) -> NDArray[np.int64]:
        """Return below, each bin, above: the layout of `Law.bin_probabilities`."""
        return np.concatenate(([self.below], self.bins, [self.above]))


class Counter:
    """Counts weights of one dtype, in as many pieces as they come; see `histogram`.

    The temporaries are made once: fresh ones of this size cost more than the arithmetic.
    """

    def __init__(self, edges: ArrayLike, dtype: DTypeLike) -> None:
        """Take the edges.

        Raises:
            ValueError: they are fewer than two, more than 1000 or unequally spaced.
        """
        grid = np.asarray(edges, np.float64)
        if not 2 <= len(grid) <= 1000:
            raise ValueError(f"a histogram needs 2 to 1000 edges, not {len(grid)}")
        width = (grid[-1] - grid[0]) / (len(grid) - 1)
        even = np.linspace(grid[0], grid[-1], len(grid))
        if not width > 0 or np.ptp(grid - even) > width * 1e-4:
            raise ValueError("a histogram's edges must rise by equal steps")
        kind = np.dtype(dtype).type
        # In fine steps, cell 0 is below and cell i the bin from edge i - 1, all one step up, so
        # that a value next to an edge is in the first two steps of a cell.
        self._scale, self._shift = kind(_FINE / width), kind((grid[0] / width - 1) * _FINE - 1)
        self._ends = kind(2), kind(len(grid) * _FINE + 2)
        self._grid, self._cells = grid, np.zeros(len(grid) + 1, np.int64)
        self._places, self._steps = np.empty(BLOCK, kind), np.empty(BLOCK, np.int32)
        self._indices = np.empty(BLOCK, np.intp)

    def add(self, weights: Weights, exactly: Exactly | None = None) -> None:
        """Count an array of any shape.

        Weights that are themselves rounded may come with `exactly`: given places in the flat
        array it returns the weights there in float64, and those are what is counted.
        """
        flat = weights.reshape(-1)
        look_up = exactly or (lambda places: flat[places].astype(np.float64))
        with np.errstate(over="ignore"):
            for start in range(0, flat.size, BLOCK):
                self._add(flat[start : start + BLOCK], start, look_up)

    def _add(self, block: Weights, start: int, look_up: Exactly) -> None:
        """Count up to a block of weights."""
        place, step = self._places[: block.size], self._steps[: block.size]
        index = self._indices[: block.size]
        np.multiply(block, self._scale, out=place)
        np.subtract(place, self._shift, out=place)
        np.clip(place, *self._ends, out=place)  # far off is as good as just outside
        np.copyto(step, place, casting="unsafe")
        np.right_shift(step, _FINE.bit_length() - 1, out=index)
        np.bitwise_and(step, _FINE - 1, out=step)
        near = np.flatnonzero(step < 2)
        doubtful = look_up(start + near)
        index[near] = self._grid.searchsorted(doubtful, "right") - (doubtful == self._grid[-1])
        self._cells += np.bincount(index, minlength=len(self._cells))

    @property
    def counts(self) -> Counts:
        """Return what has been counted so far."""
        cells = self._cells.copy()
        return Counts(cells[1:-1], int(cells[0]), int(cells[-1]))


def histogram(weights: Weights, edges: ArrayLike) -> Counts:
    """Count weights between equally spaced edges; half-open bins, the last one closed.

    Values are binned by arithmetic; the few within a fine step of an edge, where rounding
    could decide, are looked up, so the counts are those of numpy.histogram.

    Raises:
        ValueError: the edges are fewer than two, more than 1000 or unequally spaced.
    """
    counter = Counter(edges, weights.dtype)
    counter.add(weights)
    return counter.counts


def rescaled(draws: Weights, std: float, edges: ArrayLike) -> Counts:
    """Count std * draws without multiplying: a slider moves the edges over one standard draw."""
    return histogram(draws, np.asarray(edges, np.float64) / std)


def nice_edges(reach: float) -> Floats:
    """Return the edges of 41 to 61 bins of a round width that cover [-reach, reach].

    The middle bin is centred on 0, so that a spike there stands alone.
    """
    least = reach / 30.5
    scale = 10.0 ** math.floor(math.log10(least))
    width = next(step * scale for step in _STEPS if step * scale >= least)
    side = math.ceil(reach / width - 0.5)
    # Rounded to the digits of half a width: 0.0225, not 0.022500000000000003.
    digits = 2 - math.floor(math.log10(width))
    return np.array([round((j - 0.5) * width, digits) for j in range(-side, side + 2)])
