"""Identifiability: the coefficient against quadrature, the bounds against an ideal observer."""

import math
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.initializers.fans import Fans
from initquiz.initializers.histogram import nice_edges
from initquiz.initializers.identify import (
    bhattacharyya,
    binned_bhattacharyya,
    difficulty,
    equivalent,
    error_bound,
    required_samples,
)
from initquiz.initializers.laws import Family, Law
from initquiz.initializers.schemes import SCHEMES
from initquiz.model.card import Level

ZERO = Law(Family.ZERO, 0.0, 0.0)


def normal(std: float, density: float = 1.0) -> Law:
    """Return a normal law."""
    return Law(Family.NORMAL, std, density)


def uniform(std: float) -> Law:
    """Return a uniform law."""
    return Law(Family.UNIFORM, std)


def cut(std: float) -> Law:
    """Return a truncated normal law."""
    return Law(Family.TRUNCATED, std)


def constant(value: float) -> Law:
    """Return the law of one value."""
    return Law(Family.CONSTANT, 0.0, mean=value)


def turned(std: float) -> Law:
    """Return the law of an orthogonal matrix's entry."""
    return Law(Family.ORTHOGONAL, std)


SOME = (
    *(ZERO, normal(1), normal(1.4), normal(0.3), uniform(1), uniform(0.6), normal(0.3, 0.09)),
    *(cut(1), cut(0.7), constant(0.5), constant(-1), turned(1)),
)


@pytest.mark.parametrize(("a", "b"), list(product(SOME, SOME)))
def test_the_closed_form_is_the_integral(a: Law, b: Law) -> None:
    """The coefficient equals the quadrature of the root of both densities, plus the atoms."""
    x = np.linspace(-15, 15, 600_001)
    area = np.trapezoid(np.sqrt(a.pdf(x) * b.pdf(x)), x)
    atoms = math.sqrt(a.atom.mass * b.atom.mass) * (a.atom.place == b.atom.place)
    assert bhattacharyya(a, b) == pytest.approx(area + atoms, abs=1e-4)


@given(st.sampled_from(SOME), st.sampled_from(SOME), st.floats(0.05, 20))
def test_a_histogram_never_shows_more_than_the_weights(a: Law, b: Law, reach: float) -> None:
    """Binning only raises the coefficient, and both stay within 0 and 1."""
    binned = binned_bhattacharyya(a, b, nice_edges(reach))
    assert -1e-12 <= bhattacharyya(a, b) <= binned + 1e-9 <= 1 + 2e-9


@pytest.mark.parametrize(
    ("laws", "samples"),
    [
        ((normal(math.sqrt(2)), normal(1)), 289),
        ((normal(2), normal(1)), 76),
        ((normal(1.2), normal(1)), 1031),
        ((normal(1.1), normal(1)), 3756),
        ((uniform(math.sqrt(2)), uniform(1)), 49),
        ((uniform(1), normal(1)), 132),
        ((cut(1), normal(1)), 626),
        ((cut(1), uniform(1)), 147),
    ],
)
def test_the_published_numbers_of_weights_come_out(laws: tuple[Law, Law], samples: int) -> None:
    """The table of the reference: how many weights make two laws 1e-4 certain."""
    assert required_samples(laws) == pytest.approx(samples, rel=0.006)


def test_a_sparse_law_needs_few_weights_against_zeros() -> None:
    """Two options, a tenth non-zero: ln(5000) over half of -ln(0.9)."""
    needed = math.log(5000) / (-math.log(0.9) / 2)
    assert required_samples((ZERO, normal(1, 0.1))) == pytest.approx(needed)


def test_one_law_twice_can_never_be_told_apart() -> None:
    """Two schemes of one law: no sample suffices, whatever their names are."""
    layer = Fans(512, 512)
    same = [SCHEMES[key].law(layer) for key in ("xavier_normal", "lecun_normal")]
    assert equivalent(*same)
    assert required_samples([*same, ZERO]) == math.inf
    assert difficulty([*same, ZERO], 10**6) is None
    assert not equivalent(normal(1), uniform(1))


def test_the_bound_counts_every_rival() -> None:
    """For K equal rivals the bound is the sum over the others, at most 1."""
    edges = nice_edges(4.0)
    two = error_bound((normal(1), normal(1.2)), edges, 500)
    assert two == pytest.approx(
        binned_bhattacharyya(normal(1), normal(1.2), edges) ** 500, rel=1e-6
    )
    assert error_bound((normal(1), normal(1.2), normal(1 / 1.2)), edges, 500) > 1.9 * two
    assert error_bound((normal(1), normal(1)), edges, 10**6) == 1


def test_nothing_is_proven_of_weights_that_depend_on_each_other() -> None:
    """An orthogonal layer's histogram is a bell: no number of weights suffices."""
    laws, edges = (turned(1), normal(5)), nice_edges(10)
    assert equivalent(turned(1), normal(1))
    assert required_samples(laws) == math.inf
    assert error_bound(laws, edges, 10**6) == 1
    assert difficulty((turned(1), normal(1)), 10**6) is None


def test_lone_spikes_are_told_by_where_they_stand() -> None:
    """Zero against a constant takes one weight; two near constants are not for the eye."""
    assert required_samples((ZERO, constant(0.1))) == 1
    assert difficulty((constant(1), constant(3)), 4096) is Level.EASY
    assert difficulty((constant(1), constant(-1)), 4096) is None
    assert difficulty((ZERO, ZERO), 4096) is None


def test_levels_follow_the_gap_in_scale() -> None:
    """Gaps of 0.69, 0.34 and 0.18 in the log of the std part easy, medium, hard and refused."""
    gaps = (0.691, 0.689, 0.341, 0.339, 0.181, 0.179)
    found = [difficulty((normal(1), normal(math.exp(gap))), 500) for gap in gaps]
    easy, medium, hard = Level
    assert found == [easy, medium, medium, hard, hard, None]


def test_another_form_needs_enough_weights_to_be_seen() -> None:
    """Bell against box is easy from 2,000 weights on and not asked below."""
    laws = (normal(1), uniform(1))
    assert [difficulty(laws, n) for n in (1999, 2000)] == [None, Level.EASY]


def test_more_weights_never_raise_the_bound() -> None:
    """The bound falls with the number of weights."""
    laws, edges = (normal(1), normal(1.3), uniform(1)), nice_edges(4.0)
    bounds = [error_bound(laws, edges, n) for n in (10, 100, 1000, 10_000)]
    assert all(a >= b for a, b in pairwise(bounds))
