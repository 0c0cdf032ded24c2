"""Sampling: the drawn weights follow their law, exactly where it is exact."""

import math
from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.errors import ShapeError, UsageError
from initquiz.initializers.laws import Family, Law
from initquiz.initializers.sampling import (
    empty,
    fill,
    fill_sparse,
    fill_truncated,
    fill_uniform,
    measured_std,
)

Z = 6.0  # one chance in 1e9 to a side


def drawn(law: Law, shape: tuple[int, int], dtype: type = np.float32, seed: int = 1) -> np.ndarray:
    """Return a fresh matrix of a law."""
    out = empty(shape, dtype, None)
    fill(np.random.default_rng(seed), law, out)
    return out


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("std", [0.01, 0.0625, 3.0])
def test_normal_has_its_scale(std: float, dtype: type) -> None:
    """The sum of squares lies between the chi-square quantiles at 1e-9."""
    w = drawn(Law(Family.NORMAL, std), (400, 100), dtype).astype(np.float64)
    n = w.size
    quantiles = [n * (1 - 2 / (9 * n) + z * math.sqrt(2 / (9 * n))) ** 3 for z in (-Z, Z)]
    assert quantiles[0] < np.sum((w / std) ** 2) < quantiles[1]
    assert abs(w.mean()) < Z * std / math.sqrt(n)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_uniform_has_its_scale_and_never_leaves_its_bound(dtype: type) -> None:
    """All weights are within the bound, come near it, and square to the right sum."""
    for seed in range(20):
        law = Law(Family.UNIFORM, 0.01 * 1.37**seed)
        w = drawn(law, (200, 150), dtype, seed).astype(np.float64)
        assert np.abs(w).max() <= law.support
        assert np.abs(w).max() > law.support * (1 - 21 / w.size)
        spread = Z * math.sqrt(0.8 * w.size)
        assert abs(np.sum((w / law.std) ** 2) - w.size) < spread


class Lowest(np.random.Generator):
    """A generator whose uniform draws are all 0, the end of the interval."""

    def random(self, *_: object, out: np.ndarray, **__: object) -> np.ndarray:  # type: ignore[override]  # what fill_uniform calls
        """Fill with zeros."""
        out[...] = 0
        return out


def test_the_very_end_of_a_box_is_inside_it() -> None:
    """Even the lowest draw, rounded to float32, is no lower than the bound."""
    for bound in (0.05, 0.1, 0.3, 1 / 3, 0.7, 1e-3):
        w = empty((1, 1), np.float32, None)
        fill_uniform(Lowest(np.random.PCG64(0)), w, bound=bound)
        assert -bound <= float(w[0, 0]) < -bound * (1 - 1e-6)


class AtTheCut(np.random.Generator):
    """A generator whose normal draws are all 2, the last that the cut keeps."""

    def standard_normal(self, *_: object, out: np.ndarray, **__: object) -> np.ndarray:  # type: ignore[override]  # what fill_truncated calls
        """Fill with twos."""
        out[...] = 2
        return out


def test_the_very_end_of_a_cut_is_inside_it() -> None:
    """Even the highest draw, rounded to float32, is no higher than the cut."""
    for std in (0.05, 0.1, 0.3, 1 / 3, 0.7, 1e-3):
        w = empty((1, 1), np.float32, None)
        fill_truncated(AtTheCut(np.random.PCG64(0)), w, std=std)
        assert 2 * std * (1 - 1e-6) < float(w[0, 0]) <= 2 * std


def test_uniform_fills_both_halves() -> None:
    """The box is centred: each tenth of it gets its share."""
    w = empty((300, 100), np.float32, None)
    fill_uniform(np.random.default_rng(5), w, bound=1.0)
    counts = np.histogram(w, np.linspace(-1, 1, 11))[0]
    assert np.abs(counts - 3000).max() < Z * math.sqrt(3000 * 0.9)


@given(st.integers(1, 40), st.integers(1, 40), st.data())
def test_sparse_fills_exactly_k_per_column(n_in: int, n_out: int, data: st.DataObject) -> None:
    """Each unit has exactly k incoming links, for every layer and k."""
    k = data.draw(st.integers(0, n_in))
    w = empty((n_in, n_out), np.float32, None)
    core = data.draw(st.sampled_from([Law(Family.NORMAL, 1.0), Law(Family.UNIFORM, 0.1)]))
    fill_sparse(np.random.default_rng(data.draw(st.integers(0, 99))), core, w, nonzero=k)
    assert np.count_nonzero(w, axis=0).tolist() == [k] * n_out


def test_sparse_draws_each_set_of_rows_equally_often() -> None:
    """All ten pairs out of five rows turn up evenly, and the values have their scale."""
    w = empty((5, 20_000), np.float64, None)
    fill_sparse(np.random.default_rng(2), Law(Family.NORMAL, 0.5), w, nonzero=2)
    seen = Counter(tuple(np.flatnonzero(column).tolist()) for column in w.T)
    assert set(seen) == set(combinations(range(5), 2))
    assert max(abs(count - 2000) for count in seen.values()) < Z * math.sqrt(2000 * 0.9)
    values = w[w != 0] / 0.5
    assert abs(np.sum(values**2) - 40_000) < Z * math.sqrt(2 * 40_000)


def test_sparse_law_and_matrix_agree() -> None:
    """A density of 15 / n_in leaves exactly 15 per column, with unit weights."""
    w = drawn(Law(Family.NORMAL, math.sqrt(15 / 784), 15 / 784), (784, 300))
    assert set(np.count_nonzero(w, axis=0).tolist()) == {15}
    assert w[w != 0].std() == pytest.approx(1, abs=0.07)


def test_zeros_are_zeros() -> None:
    """The zero law writes exact zeros over whatever was there."""
    out = np.ones((3, 4), np.float32)
    fill(np.random.default_rng(0), Law(Family.ZERO, 0.0, 0.0), out)
    assert not out.any()
    fill(np.random.default_rng(0), Law(Family.CONSTANT, 0.0, mean=0.5), out)
    assert (out == 0.5).all()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_truncated_normals_have_their_scale_and_never_leave_the_cut(dtype: type) -> None:
    """The std is that of the law although the tails are gone, at any scale."""
    for seed in range(10):
        law = Law(Family.TRUNCATED, 0.01 * 1.9**seed)
        w = drawn(law, (200, 150), dtype, seed).astype(np.float64)
        assert law.support * 0.99 < np.abs(w).max() <= law.support
        assert abs(measured_std(w) - law.std) < Z * law.std_error(w.size)


@pytest.mark.parametrize(
    "shape",
    [(1, 1), (1, 7), (7, 1), (20, 20), (40, 9), (9, 40), (300, 97), (96, 300), (145, 145)],
)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_shorter_side_is_orthonormal(shape: tuple[int, int], dtype: type) -> None:
    """Columns of a tall matrix, rows of a wide one, times the gain; the std is exact."""
    law = Law(Family.ORTHOGONAL, 1.5 / math.sqrt(max(shape)))
    w = drawn(law, shape, dtype)
    tall = (w if shape[0] >= shape[1] else w.T).astype(np.float64) / 1.5
    assert tall.T @ tall == pytest.approx(np.eye(min(shape)), abs=1e-6)
    assert measured_std(w) == pytest.approx(law.std, rel=1e-6)


@pytest.mark.parametrize("panel", [1, 3, 8, 48])
def test_orthogonal_matrices_are_drawn_evenly(monkeypatch: pytest.MonkeyPatch, panel: int) -> None:
    """Haar: the trace has mean 0 and variance 1, and so have its first powers' (1 and 2)."""
    monkeypatch.setattr("initquiz.initializers.sampling.PANEL", panel)
    rng, law = np.random.default_rng(6), Law(Family.ORTHOGONAL, 1 / math.sqrt(8))
    turns = np.empty((4000, 8, 8))
    for turn in turns:
        fill(rng, law, turn)
    first = np.trace(turns, axis1=1, axis2=2)
    second = np.trace(turns @ turns, axis1=1, axis2=2)
    assert abs(first.mean()) < Z / math.sqrt(4000)
    assert abs(first.var() - 1) < Z * math.sqrt(2 / 4000)
    assert abs(second.mean() - 1) < Z * math.sqrt(2 / 4000)
    assert abs(second.var() - 2) < Z * 2 * math.sqrt(2 / 4000)
    assert abs(np.linalg.det(turns).mean()) < Z / math.sqrt(4000)


@pytest.mark.parametrize("panel", [1, 3, 4, 48])
def test_a_panel_is_its_reflections_one_by_one(monkeypatch: pytest.MonkeyPatch, panel: int) -> None:
    """Householder's QR of a normal matrix ends with these very reflections, first to last."""
    monkeypatch.setattr("initquiz.initializers.sampling.PANEL", panel)
    w = drawn(Law(Family.ORTHOGONAL, 1 / math.sqrt(12)), (12, 10), np.float64, seed=5)
    rng, expected, signs = np.random.default_rng(5), np.eye(12), np.ones(12)
    for start in reversed(range(0, 10, panel)):
        normals = rng.standard_normal((12 - start, min(panel, 10 - start)))
        for j in reversed(range(normals.shape[1])):
            x = np.concatenate((np.zeros(start + j), normals[j:, j]))
            image = np.zeros(12)
            image[start + j] = -np.copysign(np.linalg.norm(x), x[start + j])
            away = x - image
            expected -= np.outer(away, away @ expected) * 2 / (away @ away)
            signs[start + j] = np.sign(image[start + j])
    assert w == pytest.approx((expected * signs)[:, :10], abs=1e-12)


@pytest.mark.parametrize("panel", [2, 48])
def test_every_entry_of_a_frame_is_of_one_law(monkeypatch: pytest.MonkeyPatch, panel: int) -> None:
    """Each entry of 6 x 3 has mean 0, mean square 1/6 and mean fourth power 3 / (6 * 8)."""
    monkeypatch.setattr("initquiz.initializers.sampling.PANEL", panel)
    rng, law = np.random.default_rng(7), Law(Family.ORTHOGONAL, 1 / math.sqrt(6))
    frames = np.empty((10_000, 6, 3))
    for frame in frames:
        fill(rng, law, frame)
    for power, mean, spread in ((1, 0, 0.41), (2, 1 / 6, 0.19), (4, 1 / 16, 0.13)):
        assert np.abs((frames**power).mean(axis=0) - mean).max() < Z * spread / math.sqrt(10_000)


def test_measured_std_is_the_root_mean_square() -> None:
    """The measured std agrees with float64 arithmetic over block borders."""
    w = np.random.default_rng(4).standard_normal((257, 331)).astype(np.float32)
    assert measured_std(w) == pytest.approx(np.sqrt(np.mean(w.astype(float) ** 2)), rel=1e-8)
    assert measured_std(np.zeros((2, 2), np.float32)) == 0


def test_a_given_array_is_filled_in_place_or_refused() -> None:
    """`out` is used as it is; another shape or a non-float is refused."""
    out = np.empty((3, 4), np.float64)
    assert empty((3, 4), np.float32, out) is out
    with pytest.raises(ShapeError, match="out"):
        empty((4, 3), np.float32, out)
    with pytest.raises(ShapeError, match="contiguous"):
        empty((4, 3), np.float32, out.T)
    with pytest.raises(UsageError, match="int64"):
        empty((3, 4), np.int64, None)
