"""Laws: exact probabilities, checked against quadrature and against each other."""

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.errors import UsageError
from initquiz.initializers.laws import SHRINK, Family, Law

LAWS = (
    Law(Family.ZERO, 0.0, 0.0),
    Law(Family.NORMAL, 0.05),
    Law(Family.UNIFORM, 0.05),
    Law(Family.NORMAL, math.sqrt(0.03), 0.03),
    Law(Family.TRUNCATED, 0.05),
    Law(Family.ORTHOGONAL, 0.08),
    Law(Family.CONSTANT, 0.0, mean=0.1),
)
GRID = np.linspace(0, 0.02, 2001)
laws = st.one_of(
    st.sampled_from([LAWS[0], LAWS[6]]),
    st.builds(
        Law,
        st.sampled_from([Family.NORMAL, Family.UNIFORM, Family.TRUNCATED]),
        st.floats(1e-4, 10),
        st.floats(0.001, 1),
    ),
)
edges = st.lists(st.floats(-20, 20), min_size=2, max_size=40, unique=True).map(sorted)


@given(laws, edges)
def test_bins_and_overflow_hold_everything(law: Law, bounds: list[float]) -> None:
    """Below, the bins and above add up to 1 and none is negative."""
    cells = law.bin_probabilities(bounds)
    assert len(cells) == len(bounds) + 1
    assert cells.min() >= 0
    assert cells.sum() == pytest.approx(1, abs=1e-12)


@given(laws, edges)
def test_bins_agree_with_the_distribution_function(law: Law, bounds: list[float]) -> None:
    """Away from the atom a bin holds the difference of the distribution function."""
    inner = law.bin_probabilities(bounds)[1:-1]
    at, atom = law.atom
    home = [low <= at and (high > at or high == bounds[-1] == at) for low, high in pairwise(bounds)]
    expected = law.mass(bounds[:-1], bounds[1:]) + atom * np.array(home)
    assert inner == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("law", LAWS, ids=str)
def test_density_integrates_to_the_continuous_part(law: Law) -> None:
    """Quadrature of the density gives bin masses, and the std by its second moment."""
    x = np.linspace(-12, 12, 2_400_001)
    area = np.trapezoid(law.pdf(x), x)
    assert area == pytest.approx(1 - law.atom.mass, abs=1e-4)
    assert np.trapezoid(law.pdf(x) * x**2, x) == pytest.approx(law.std**2, rel=1e-3, abs=1e-12)
    inside = np.abs(x) <= 0.03
    assert law.mass(-0.03, 0.03) == pytest.approx(
        np.trapezoid(law.pdf(x[inside]), x[inside]), rel=2e-3
    )


def test_the_atom_lies_in_the_bin_of_zero() -> None:
    """The spike is counted where numpy.histogram puts a 0: closed below, and last edge."""
    zero = LAWS[0]
    for bounds in ([-1.0, 0.0, 1.0], [-2.0, -1.0, 0.0], [-0.5, 0.5, 1.5], [1.0, 2.0], [-2.0, -1.0]):
        counts = np.histogram([0.0], bounds)[0]
        cells = zero.bin_probabilities(bounds)
        assert cells[1:-1].tolist() == counts.tolist()
    assert zero.bin_probabilities([1.0, 2.0])[0] == 1
    assert zero.bin_probabilities([-2.0, -1.0])[-1] == 1


def test_sparse_keeps_apart_the_std_of_all_and_of_the_non_zeros() -> None:
    """A sparse law of unit weights has core std 1 and a std of root density."""
    sparse = LAWS[3]
    assert sparse.core_std == pytest.approx(1)
    assert sparse.cdf(0.0) - sparse.cdf(-1e-12) == pytest.approx(0.97)
    assert sparse.support == math.inf


def test_far_tails_keep_their_digits() -> None:
    """Twenty deviations out the probability is tiny, mirrored, and not zero."""
    law = Law(Family.NORMAL, 1.0)
    right, left = float(law.mass(20, 21)), float(law.mass(-21, -20))
    assert right == left == pytest.approx(2.75e-89, rel=0.01)


def test_likelihood_prefers_the_law_that_drew_the_counts() -> None:
    """Expected counts of a law are likelier under it than under any other here."""
    bounds = np.linspace(-0.3, 0.3, 41)
    for truth in LAWS[1:6]:
        counts = np.round(1e5 * truth.bin_probabilities(bounds))
        scores = [law.log_likelihood(counts, bounds) for law in LAWS]
        assert scores.index(max(scores)) == LAWS.index(truth)
        assert scores[0] == -math.inf


def test_the_standard_error_is_that_of_the_spread_of_samples() -> None:
    """Over many samples the measured std scatters as predicted."""
    rng = np.random.default_rng(3)
    normal = np.sqrt(np.mean(rng.standard_normal((4000, 500)) ** 2, axis=1))
    assert Law(Family.NORMAL, 1.0).std_error(500) == pytest.approx(normal.std(), rel=0.05)
    box = Law(Family.UNIFORM, 1.0)
    flat = np.sqrt(np.mean(rng.uniform(-box.support, box.support, (4000, 500)) ** 2, axis=1))
    assert box.std_error(500) == pytest.approx(flat.std(), rel=0.05)
    cut = Law(Family.TRUNCATED, 1.0)
    draws = rng.standard_normal(2_200_000)
    draws = draws[np.abs(draws) <= 2][:2_000_000].reshape(4000, 500) / SHRINK
    spread = np.sqrt(np.mean(draws**2, axis=1)).std()
    assert cut.std_error(500) == pytest.approx(spread, rel=0.05)


@pytest.mark.parametrize(
    ("family", "std", "density"),
    [
        (Family.ZERO, 0.1, 0.0),
        (Family.NORMAL, 0.0, 1.0),
        (Family.NORMAL, -1.0, 1.0),
        (Family.UNIFORM, math.inf, 1.0),
        (Family.NORMAL, math.nan, 1.0),
        (Family.NORMAL, 1.0, 0.0),
        (Family.NORMAL, 1.0, 1.5),
        (Family.CONSTANT, 0.0, 1.0),
        (Family.CONSTANT, 0.1, 1.0),
        (Family.TRUNCATED, 0.0, 1.0),
        (Family.ORTHOGONAL, 1.0, 0.5),
    ],
)
def test_what_is_no_law_is_refused(family: Family, std: float, density: float) -> None:
    """No law is built from numbers that make none."""
    with pytest.raises(UsageError, match=r"law|matrix"):
        Law(family, std, density)


def test_only_a_constant_stands_off_zero() -> None:
    """A mean other than 0 makes no law but a finite constant's."""
    for law in (LAWS[0], *LAWS[1:6]):
        with pytest.raises(UsageError, match="mean"):
            replace(law, mean=0.1)
    with pytest.raises(UsageError, match="finite"):
        Law(Family.CONSTANT, 0.0, mean=math.nan)


def test_the_cut_is_kerass() -> None:
    """The published constant comes out, and nothing lies beyond 2.2737 deviations."""
    assert abs(SHRINK - 0.87962566103423978) < 1e-15
    cut = LAWS[4]
    assert cut.support / cut.std == pytest.approx(2.2737, abs=1e-4)
    assert cut.cdf([-cut.support, cut.support]) == pytest.approx([0, 1], abs=1e-15)
    assert cut.cdf(0.02) == pytest.approx(0.5 + np.trapezoid(cut.pdf(GRID), GRID), abs=1e-9)


def test_an_orthogonal_entry_is_nearly_normal() -> None:
    """Against the exact law of a coordinate of a unit vector the error is 0.14 / n."""
    for n in (16, 64, 512):
        x = np.linspace(0, 1, 200_001)
        density = np.exp(math.lgamma(n / 2) - math.lgamma((n - 1) / 2)) / math.sqrt(math.pi)
        steps = density * (1 - x**2) ** ((n - 3) / 2) * (x[1] - x[0])
        exact = 0.5 + np.cumsum(steps) - (steps + steps[0]) / 2
        told = Law(Family.ORTHOGONAL, 1 / math.sqrt(n)).cdf(x)
        assert np.abs(told - exact).max() == pytest.approx(0.14 / n, rel=0.05)
