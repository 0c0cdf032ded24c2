"""Laws: exact probabilities, checked against quadrature and against each other."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.errors import UsageError
from initquiz.initializers.laws import Family, Law

LAWS = (
    Law(Family.ZERO, 0.0, 0.0),
    Law(Family.NORMAL, 0.05),
    Law(Family.UNIFORM, 0.05),
    Law(Family.NORMAL, math.sqrt(0.03), 0.03),
)
laws = st.one_of(
    st.just(LAWS[0]),
    st.builds(
        Law,
        st.sampled_from([Family.NORMAL, Family.UNIFORM]),
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
    atom = 1 - law.density
    home = [low <= 0 and (high > 0 or high == bounds[-1] == 0) for low, high in pairwise(bounds)]
    expected = law.mass(bounds[:-1], bounds[1:]) + atom * np.array(home)
    assert inner == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("law", LAWS, ids=str)
def test_density_integrates_to_the_continuous_part(law: Law) -> None:
    """Quadrature of the density gives bin masses, and the std by its second moment."""
    x = np.linspace(-12, 12, 2_400_001)
    area = np.trapezoid(law.pdf(x), x)
    assert area == pytest.approx(law.density, abs=1e-4)
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
    for truth in LAWS[1:]:
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
    ],
)
def test_what_is_no_law_is_refused(family: Family, std: float, density: float) -> None:
    """No law is built from numbers that make none."""
    with pytest.raises(UsageError, match="law"):
        Law(family, std, density)
