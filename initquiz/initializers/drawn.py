"""The histogram of a layer that is drawn for it: weight by weight, or bar by bar if it is large."""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from initquiz.errors import UnanswerableError
from initquiz.initializers.fans import Fans, fans
from initquiz.initializers.histogram import BLOCK, Counter, Counts, histogram
from initquiz.initializers.laws import Family, Floats, Law
from initquiz.initializers.sampling import Weights, empty, fill

SAMPLED = 2**20
"""Weights up to which a histogram is that of really drawn weights."""


class Drawn(NamedTuple):
    """A layer's counts, its number of weights and of exact zeros, and how it came about.

    `sampled` tells whether the weights were drawn and counted, or the counts by their law.
    """

    counts: Counts
    size: int
    zeros: int
    sampled: bool


def draw_histogram(
    rng: np.random.Generator, law: Law, shape: tuple[int, int], edges: ArrayLike
) -> Drawn:
    """Draw a layer's histogram; edges are equally spaced, as for `histogram`.

    Up to 2**20 weights are drawn and counted: normal ones by `Pairs`, which draws others than
    `fill` does, the rest by `fill`. Beyond that the counts are drawn themselves, as one
    multinomial over the law's exact bin probabilities: the same distribution in a hundredth of
    the time, and `sampled` is False.

    Raises:
        ShapeError: not a layer's shape.
        UnanswerableError: a large layer whose weights depend on each other.
    """
    layer = fans(shape)
    if layer.size > SAMPLED:
        return _by_bars(rng, law, layer, edges)
    if law.density < 1 or not law.independent:
        weights = empty(layer, np.float32, None)
        fill(rng, law, weights)
        return tally(weights, edges)
    # A block is counted while it is still in the cache; the whole is never in memory.
    counter, zeros, width = Counter(edges, np.float32), 0, min(BLOCK, layer.size)
    pairs = Pairs(law.std, width) if law.family is Family.NORMAL else None
    buffer = np.empty((1, width), np.float32)
    for start in range(0, layer.size, width):
        if pairs:
            block = pairs.draw(rng)[: layer.size - start]
            counter.add(block, pairs.exactly)
        else:
            block = buffer[:, : layer.size - start]
            fill(rng, law, block)
            counter.add(block)
        zeros += int(np.count_nonzero(block == 0))
    return Drawn(counter.counts, layer.size, zeros, sampled=True)


class Pairs:
    """Normal weights two by two (Box and Muller 1958): less than half the time of numpy's.

    A pair is a point whose distance and angle are drawn, from uniforms of 24 bits: no weight
    is beyond 5.77 std, where one of a million is in one layer of 120. Processors differ in the
    last digits of a float32 sine; where that could matter, `exactly` has the weight in float64.
    """

    def __init__(self, std: float, most: int) -> None:
        """Take the standard deviation, and how many weights are wanted at a time."""
        self._std, self._half = std, (most + 1) // 2
        self._uniforms, self._points = np.empty((2, 2, self._half), np.float32)
        self._distance = np.empty(self._half, np.float32)

    def draw(self, rng: np.random.Generator) -> Weights:
        """Return fresh weights, or one more if that makes them even; the next call reuses them."""
        distance, (across, up) = self._distance, self._points
        rng.random(dtype=np.float32, out=self._uniforms)
        np.subtract(1, self._uniforms[0], out=distance)  # above 0, so that it has a logarithm
        np.log(distance, out=distance)
        distance *= -2
        np.sqrt(distance, out=distance)
        distance *= self._std
        np.multiply(self._uniforms[1], math.tau, out=up)
        np.cos(up, out=across)
        np.sin(up, out=up)
        self._points *= distance
        return self._points.reshape(-1)

    def exactly(self, places: NDArray[np.intp]) -> Floats:
        """Return the weights at these places of the last draw, to the last digits of float64."""
        side, pair = np.divmod(places, self._half)
        far, turn = self._uniforms[:, pair].astype(np.float64)
        turn *= math.tau
        weights: Floats = np.sqrt(-2 * np.log1p(-far)) * self._std
        weights *= np.where(side, np.sin(turn), np.cos(turn))
        return weights


def tally(weights: Weights, edges: ArrayLike) -> Drawn:
    """Count weights that were drawn; edges are equally spaced."""
    zeros = int(np.count_nonzero(weights == 0))
    return Drawn(histogram(weights, edges), weights.size, zeros, sampled=True)


def _by_bars(rng: np.random.Generator, law: Law, layer: Fans, edges: ArrayLike) -> Drawn:
    """Draw the counts of a layer too large to sample."""
    if not law.independent:
        raise UnanswerableError(
            f"A histogram of {layer.size:,} weights is drawn bar by bar, which takes independent "
            f"weights; {law.family} ones are drawn up to {SAMPLED:,}."
        )
    # The atom's number is fixed, as `fill` fixes it; the rest falls into the core's cells.
    atom = round(law.atom.mass * layer.fan_in) * layer.fan_out
    core = law.core_probabilities(edges)
    cells = rng.multinomial(layer.size - atom, core / (core.sum() or 1))
    cells[law.home(edges)] += atom
    counts = Counts(cells[1:-1], int(cells[0]), int(cells[-1]))
    return Drawn(counts, layer.size, 0 if law.mean else atom, sampled=False)
