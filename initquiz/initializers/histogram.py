"""Counts weights between equally spaced edges: as exact as numpy.histogram, but faster."""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from initquiz.initializers.laws import Floats
from initquiz.initializers.sampling import Weights

_BLOCK = 2**15  # weights at a time: the temporaries stay in the cache
_DOUBT = 1e-3  # of a bin: far above the rounding of float32 against up to 1000 bins
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


def histogram(weights: Weights, edges: ArrayLike) -> Counts:
    """Count weights between equally spaced edges; half-open bins, the last one closed.

    Values are binned by arithmetic; the few within a thousandth of a bin of an edge, where
    rounding could decide, are looked up, so the counts are those of numpy.histogram.

    Raises:
        ValueError: the edges are fewer than two, more than 1000 or unequally spaced.
    """
    grid = np.asarray(edges, np.float64)
    if not 2 <= len(grid) <= 1000:
        raise ValueError(f"a histogram needs 2 to 1000 edges, not {len(grid)}")
    width = (grid[-1] - grid[0]) / (len(grid) - 1)
    if not width > 0 or np.ptp(grid - np.linspace(grid[0], grid[-1], len(grid))) > width * 1e-4:
        raise ValueError("a histogram's edges must rise by equal steps")
    flat = weights.reshape(-1)
    kind = flat.dtype.type
    cells = np.zeros(len(grid) + 1, np.int64)
    for start in range(0, flat.size, _BLOCK):
        block = flat[start : start + _BLOCK]
        # Cell 0 is below, cell i the bin from edge i - 1; values far off are drawn to the ends.
        with np.errstate(over="ignore"):
            place = block * kind(1 / width)
        place -= kind(grid[0] / width - 1)
        np.clip(place, 0.5, len(grid) + 0.5, out=place)
        near = np.flatnonzero(np.abs(place - np.rint(place)) < _DOUBT)
        doubtful = block[near].astype(np.float64)
        index = place.astype(np.intp)
        index[near] = np.searchsorted(grid, doubtful, side="right") - (doubtful == grid[-1])
        cells += np.bincount(index, minlength=len(cells))
    return Counts(cells[1:-1], int(cells[0]), int(cells[-1]))


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
