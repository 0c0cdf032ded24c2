"""The histogram of a layer that is drawn for it: weight by weight, or bar by bar if it is large."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from initquiz.errors import UnanswerableError
from initquiz.initializers.fans import Fans, fans
from initquiz.initializers.histogram import BLOCK, Counter, Counts, histogram
from initquiz.initializers.laws import Law
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

    Up to 2**20 weights are drawn and counted. Beyond that the counts are drawn themselves, as
    one multinomial over the law's exact bin probabilities: the same distribution in a
    hundredth of the time, and `sampled` is False.

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
    counter, zeros, buffer = Counter(edges, np.float32), 0, np.empty((1, BLOCK), np.float32)
    for start in range(0, layer.size, BLOCK):
        block = buffer[:, : layer.size - start]
        fill(rng, law, block)
        counter.add(block)
        zeros += int(np.count_nonzero(block == 0))
    return Drawn(counter.counts, layer.size, zeros, sampled=True)


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
