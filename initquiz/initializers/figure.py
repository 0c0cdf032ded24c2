"""Drawn weights as a histogram block, and the expected counts of a law laid over its bars."""

from dataclasses import replace
from itertools import pairwise

import numpy as np

from initquiz.initializers.drawn import Drawn, tally
from initquiz.initializers.laws import Floats, Law
from initquiz.initializers.sampling import Weights
from initquiz.initializers.words import zero_share
from initquiz.model.blocks import Curve, CurveRole, Histogram

_CURVE_POINTS = 241


def bars(weights: Weights, edges: Floats) -> Histogram:
    """Return the histogram of weights between equally spaced edges, with its summary."""
    return block_of(tally(weights, edges), edges)


def block_of(drawn: Drawn, edges: Floats) -> Histogram:
    """Return counts as a histogram block, with its summary."""
    counts = drawn.counts
    shown = Histogram(
        edges=tuple(edges.tolist()),
        counts=tuple(counts.bins.tolist()),
        total=drawn.size,
        below=counts.below,
        above=counts.above,
        zeros=drawn.zeros,
    )
    return replace(shown, summary=describe(shown))


def describe(block: Histogram) -> str:
    """Say in words what the bars show, naming no scheme and no family."""
    edges, counts = block.edges, block.counts
    middles = [(low + high) / 2 for low, high in pairwise(edges)]
    peak = max(counts)

    def reach(share: float) -> str:
        tall = [abs(x) for x, count in zip(middles, counts, strict=True) if count >= share * peak]
        return f"±{max(tall):.3g}"

    some = range(0, len(counts), max(1, len(counts) // 8))
    heights = "; ".join(f"{counts[i]:,} at {middles[i]:.3g}" for i in some)
    zeros = f"; {block.zeros:,} are exactly 0" if block.zeros_told else ""
    return (
        f"{block.total:,} {block.things} in {len(counts)} bars from {edges[0]:.3g} to "
        f"{edges[-1]:.3g}. The tallest bar holds {peak:,} and is at "
        f"{middles[counts.index(peak)]:.3g}; the last bar half as tall is at {reach(0.5)}, "
        f"a tenth at {reach(0.1)}, a hundredth at {reach(0.01)}. Bars: {heights}. "
        f"{block.below:,} lie below the axis, {block.above:,} above it{zeros}."
    )


def expected_curve(block: Histogram, law: Law, label: str, role: CurveRole) -> Curve:
    """Return the expected count of a bin centred at x, as a curve over the block's axis.

    At a bar's middle it is the bar's own expectation, so curve and bars can be compared at
    any bin width. An atom draws the outline of a bar around it; where the sample has no such
    spike it is told in the label instead, for it would dwarf the bars.
    """
    low, high = block.edges[0], block.edges[-1]
    half = (block.edges[1] - low) / 2
    place, mass = law.atom
    spike = mass * block.total
    if 2 * (max(block.counts) if place else block.zeros) < spike:
        label, spike = f"{label} ({zero_share(1 - mass)} at {place:g} not drawn)", 0.0
    corners = [sign * law.support + side * half for sign in (-1, 1) for side in (-1, 1)]
    corners += [place + side * half * more for side in (-1, 1) for more in (1, 1 + 1e-9)]
    xs = np.linspace(low, high, _CURVE_POINTS)
    xs = np.sort(np.concatenate((xs, [x for x in corners if low < x < high])))
    xs = xs[np.diff(xs, prepend=-np.inf) > 0]  # np.unique would load numpy.ma, 10 ms
    ys = block.total * law.mass(xs - half, xs + half) + spike * (np.abs(xs - place) <= half)
    return Curve(label, role, tuple(xs.tolist()), tuple(ys.tolist()))
