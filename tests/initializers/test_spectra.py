"""Spectra: orthogonal against Gaussian, and products nobody can multiply out."""

import math
from collections.abc import Sequence
from functools import partial
from itertools import pairwise

import numpy as np
import pytest

from initquiz.errors import ShapeError
from initquiz.initializers import named
from initquiz.initializers.schemes import scheme
from initquiz.initializers.spectra import (
    condition,
    gain_of,
    gram,
    marchenko_pastur_edges,
    product_spectrum,
    rank,
    singular_values,
)


def rng(seed: int = 0) -> np.random.Generator:
    """Return a seeded generator."""
    return np.random.default_rng(seed)


ORTHOGONAL = partial(named.orthogonal, gain=1.5)


@pytest.mark.parametrize("shape", [(256, 256), (128, 300), (300, 128)])
def test_orthogonal_weights_are_an_isometry(shape: tuple[int, int]) -> None:
    """All singular values are the gain within 1e-6, though drawn as float32."""
    weights = ORTHOGONAL(rng(), shape)
    values = singular_values(weights)
    assert values == pytest.approx(np.full(min(shape), 1.5), abs=1e-6)
    assert gain_of(values) == pytest.approx(1.5, abs=1e-7)
    assert condition(weights) == pytest.approx(1, abs=1e-6)
    assert weights.std() == pytest.approx(1.5 / math.sqrt(max(shape)), rel=1e-4)


@pytest.mark.parametrize(
    ("shape", "edges"), [((512, 512), (0, 2)), ((1024, 256), (0.5, 1.5)), ((256, 1024), (1, 3))]
)
def test_gaussian_spectra_end_at_the_edges(
    shape: tuple[int, int], edges: tuple[float, float]
) -> None:
    """LeCun's law: 512² ends at 2, 1024x256 runs from 0.5 to 1.5."""
    low, high = marchenko_pastur_edges(shape, 1 / math.sqrt(shape[0]))
    assert (low, high) == pytest.approx(edges)
    values = singular_values(scheme("lecun_normal").sample(rng(), shape))
    assert values[0] == pytest.approx(high, abs=0.04)
    assert values[-1] == pytest.approx(low, abs=0.04)
    assert gain_of(values) == pytest.approx(math.sqrt(max(1, shape[1] / shape[0])), rel=0.02)


def test_only_the_shorter_sides_gram_matrix_is_the_identity() -> None:
    """Orthogonal does not mean square: 60x20 has orthonormal columns, 20x60 rows."""
    tall, wide = (named.orthogonal(rng(), shape) for shape in ((60, 20), (20, 60)))
    assert gram(tall) == pytest.approx(np.eye(20), abs=1e-6)
    assert gram(wide, side="rows") == pytest.approx(np.eye(20), abs=1e-6)
    assert gram(tall, side="rows").shape == gram(wide).shape == (60, 60)
    assert np.trace(gram(wide)) == pytest.approx(20, abs=1e-5)
    assert abs(gram(wide) - np.eye(60)).max() > 0.3


@pytest.mark.parametrize(
    ("matrix", "expected"),
    [
        (np.zeros((4, 3)), 0),
        (np.full((4, 3), 0.1), 1),
        (np.eye(4), 4),
        (np.diag([1.0, 1e-11, 1e-13]), 2),
        (1e-20 * np.eye(3), 3),
    ],
)
def test_rank_counts_what_is_above_rounding(matrix: np.ndarray, expected: int) -> None:
    """Zeros have rank 0, a constant 1; the tolerance is 1e-12 of the largest."""
    assert rank(matrix) == expected


def test_a_singular_matrix_has_no_finite_condition() -> None:
    """Zeros are infinitely ill-conditioned; a diagonal is its extremes' ratio."""
    assert condition(np.zeros((2, 2))) == math.inf
    assert condition(np.diag([8.0, 2.0])) == pytest.approx(4)


def test_short_products_agree_with_multiplication() -> None:
    """Where multiplying still works both give the same values, square or not."""
    for sizes in ((6, 6, 6), (5, 9, 7), (9, 5, 8, 6), (4, 4)):
        factors = [rng(i).standard_normal(shape) for i, shape in enumerate(pairwise(sizes))]
        plain = np.linalg.svd(_product(factors), compute_uv=False)
        count = min(sizes)
        found = product_spectrum(factors)
        assert len(found) == min(sizes[0], sizes[-1])
        assert 10 ** found[:count] == pytest.approx(plain[:count], rel=1e-10)
        assert (found[count:] == -np.inf).all()


def test_a_known_product_keeps_every_digit_over_65_decades() -> None:
    """Factors that share singular vectors multiply their values: d ** 50, down to 1e-65."""
    frames = [named.orthogonal(rng(i), (20, 20), dtype=np.float64) for i in range(51)]
    d = np.linspace(1.0, 0.05, 20)
    factors = [(left * d) @ right.T for left, right in pairwise(frames)]
    found = product_spectrum(factors)
    assert found == pytest.approx(50 * np.log10(d), abs=1e-11)
    assert found[-1] < -65


def test_fifty_gaussian_layers_crush_all_but_a_few_directions() -> None:
    """The top of 50 Gaussian layers is of order 10, the median near 1e-8, the end below 1e-50."""
    factors = [scheme("lecun_normal").sample(rng(i), (96, 96)) for i in range(50)]
    found = product_spectrum(factors)
    assert 0 < found[0] < 2
    assert -9.5 < found[48] < -6.5
    assert found[-1] < -50
    top = np.linalg.svd(_product(factors), compute_uv=False)[:20]
    assert 10 ** found[:20] == pytest.approx(top, rel=1e-6)


@pytest.mark.parametrize("depth", [2, 50])
def test_orthogonal_layers_crush_nothing(depth: int) -> None:
    """All singular values are gain to the depth."""
    factors = [ORTHOGONAL(rng(i), (48, 48), dtype=np.float64) for i in range(depth)]
    assert product_spectrum(factors) == pytest.approx(depth * math.log10(1.5), abs=1e-12)


def test_products_beyond_floats_are_logs() -> None:
    """A thousand layers of tenths and of tens neither vanish nor overflow."""
    assert product_spectrum([0.1 * np.eye(3)] * 1000) == pytest.approx([-1000] * 3)
    assert product_spectrum([np.diag([10.0, 1.0, 0.1])] * 1000) == pytest.approx([1000, 0, -1000])
    assert product_spectrum([np.diag([0.1, 1.0, 10.0])] * 1000) == pytest.approx([1000, 0, -1000])


def test_lost_directions_are_minus_infinity() -> None:
    """Constant layers leave one direction, zeros none."""
    assert product_spectrum([np.full((5, 5), 0.1)] * 3) == pytest.approx(
        [math.log10(0.125)] + [-math.inf] * 4
    )
    assert (product_spectrum([np.zeros((3, 3)), np.eye(3)]) == -math.inf).all()


@pytest.mark.parametrize("factors", [[], [np.eye(3), np.eye(4)]])
def test_factors_must_fit(factors: Sequence[np.ndarray]) -> None:
    """No factors, or neighbours of different widths, are refused."""
    with pytest.raises(ShapeError, match="fit"):
        product_spectrum(factors)


def _product(factors: Sequence[np.ndarray]) -> np.ndarray:
    """Multiply out, in float64."""
    result = np.asarray(factors[0], np.float64)
    for factor in factors[1:]:
        result = result @ factor
    return result
