"""When a histogram names its scheme: Bhattacharyya's bound for a proof, a gap for the eye.

With n independent weights the best possible observer errs between two laws at most BC**n / 2
of the time, BC being their Bhattacharyya coefficient; for K laws a union over the pairs
bounds it. These are upper bounds, so they need no safety factor. The sparse scheme fixes its
number of zeros per column, which makes it easier still; an orthogonal matrix's entries depend
on each other, so nothing is ever proven of its histogram.
"""

import math
from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike

from initquiz.initializers.laws import Family, Law
from initquiz.model.card import Level

WORST_ERROR = 1e-4
"""How often an ideal observer may err on a question that is asked."""

SHAPE_SAMPLES = 2000
"""Weights needed before a person is trusted to see the family from the bars."""

_SAME = 1 - 1e-9  # coefficients above this are of one law, but for rounding

# Least |ln(std ratio)| between options of one family; a reader of the axis errs by about 10 %,
# with the std printed by about 2 %.
_GAPS = ((Level.EASY, 0.69), (Level.MEDIUM, 0.34), (Level.HARD, 0.18))


def bhattacharyya(a: Law, b: Law) -> float:
    """Return the coefficient of two laws, in closed form: 0 no overlap, 1 the same law.

    Each core is c * exp(-k x**2 / 2) on |x| <= m; the product of two roots is again one.
    """
    (here, here_mass), (there, there_mass) = a.atom, b.atom
    atoms = math.sqrt(here_mass * there_mass) if here == there else 0.0
    (c1, k1), (c2, k2) = a.core, b.core
    height = math.sqrt((1 - here_mass) * (1 - there_mass) * c1 * c2)
    if not height:
        return atoms
    k, m = k1 + k2, min(a.support, b.support)
    area = math.sqrt(4 * math.pi / k) * math.erf(m * math.sqrt(k) / 2) if k else 2 * m
    return min(1.0, atoms + height * area)


def binned_bhattacharyya(a: Law, b: Law, edges: ArrayLike) -> float:
    """Return the coefficient of what a histogram on these edges shows, overflow included."""
    cells = a.bin_probabilities(edges) * b.bin_probabilities(edges)
    return min(1.0, float(np.sum(np.sqrt(cells))))


def equivalent(a: Law, b: Law) -> bool:
    """Tell whether no histogram can separate two laws."""
    return bhattacharyya(a, b) > _SAME


def required_samples(laws: Sequence[Law], *, error: float = WORST_ERROR) -> float:
    """Return how many weights make an ideal observer err at most `error` of the time.

    The truth is taken as drawn evenly from the laws; infinite if two of them are the same or
    if one is not of independent weights.
    """
    if len(laws) < 2:
        return 0.0
    closest = max(bhattacharyya(a, b) for a, b in combinations(laws, 2))
    if closest > _SAME or not all(law.independent for law in laws):
        return math.inf
    return math.log((len(laws) - 1) / (2 * error)) / -math.log(closest) if closest else 1.0


def error_bound(laws: Sequence[Law], edges: ArrayLike, n: int) -> float:
    """Return a bound on the ideal observer's error, whichever law is the truth.

    The observer sees only the counts of n weights between the edges. Nothing is promised, so
    the bound is 1, where weights are not independent.
    """
    if not all(law.independent for law in laws):
        return 1.0
    cells = np.sqrt([law.bin_probabilities(edges) for law in laws])
    errors = np.minimum(cells @ cells.T, 1.0) ** n
    np.fill_diagonal(errors, 0.0)
    return float(min(1.0, errors.sum(axis=1).max()))


def difficulty(laws: Sequence[Law], n: int) -> Level | None:
    """Return the level at which a person can tell these laws apart; None if at none.

    Laws of one form need a gap in scale, laws of different forms enough weights. The hard
    level asks for the sample's standard deviation to be printed.
    """
    closest = math.inf
    for a, b in combinations(laws, 2):
        if _form(a) != _form(b):
            if n < SHAPE_SAMPLES:
                return None
        else:
            closest = min(closest, abs(math.log(_scale(a) / _scale(b))))
    return next((level for level, gap in _GAPS if closest >= gap), None)


def _form(law: Law) -> tuple[Family, bool]:
    """Return what the bars show apart from scale: the family, and whether there is a spike."""
    return Family.NORMAL if law.bell else law.family, law.density < 1


def _scale(law: Law) -> float:
    """Return the width of a law; for a lone spike how far it stands off, 1 at zero."""
    return law.std or abs(law.mean) or 1.0
