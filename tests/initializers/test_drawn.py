"""Drawn histograms: really sampled up to a million weights, beyond that exact in law."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from initquiz.errors import ShapeError, UnanswerableError
from initquiz.initializers.drawn import SAMPLED, Pairs, draw_histogram
from initquiz.initializers.histogram import histogram, nice_edges
from initquiz.initializers.schemes import SCHEMES


def test_small_layers_are_sampled() -> None:
    """Up to 2**20 weights the counts are those of a drawn layer, and say so."""
    law, edges, shape = SCHEMES["sparse"].law((100, 30)), nice_edges(2.0), (100, 30)
    drawn = draw_histogram(np.random.default_rng(2), law, shape, edges)
    weights = SCHEMES["sparse"].sample(np.random.default_rng(2), shape)
    assert drawn.sampled
    assert (drawn.size, drawn.zeros) == (3000, 85 * 30)
    assert drawn.counts.cells.tolist() == histogram(weights, edges).cells.tolist()
    assert draw_histogram(np.random.default_rng(2), law, (2**10, 2**10), edges).sampled


@pytest.mark.parametrize("key", ["he_normal", "he_uniform", "he_truncated", "zeros"])
def test_dense_layers_are_counted_block_by_block(key: str) -> None:
    """Several blocks and a bit, each of its own draws: all weights, and the law's counts."""
    shape, edges = (500, 999), nice_edges(0.1)
    law = SCHEMES[key].law(shape)
    drawn = draw_histogram(np.random.default_rng(2), law, shape, edges)
    expected = drawn.size * law.bin_probabilities(edges)
    assert drawn.counts.cells.sum() == drawn.size == 500 * 999
    assert (np.abs(drawn.counts.cells - expected) <= 6 * np.sqrt(expected) + 1).all()
    assert drawn.zeros == (drawn.size if key == "zeros" else 0)
    if key == "he_uniform":
        weights = SCHEMES[key].sample(np.random.default_rng(2), shape)
        assert drawn.counts.cells.tolist() == histogram(weights, edges).cells.tolist()


@pytest.mark.parametrize("size", [1, 2, 7, 400, 65_535, 65_537, 200_001])
def test_any_number_of_normal_weights_is_counted(size: int) -> None:
    """Pairs come in even numbers and whole blocks; what is too much of them is not counted."""
    law, edges = SCHEMES["small_random"].law((1, size)), nice_edges(0.02)
    drawn = draw_histogram(np.random.default_rng(size), law, (1, size), edges)
    assert drawn.counts.cells.sum() == drawn.size == size
    expected = size * law.bin_probabilities(edges)
    assert (np.abs(drawn.counts.cells - expected) <= 6 * np.sqrt(expected) + 8).all()


def test_pairs_are_normal_and_independent() -> None:
    """Scale, form and the lack of any tie between the two of a pair, at one in 1e9 each."""
    rng, pairs, n = np.random.default_rng(3), Pairs(0.5, 40_000), 400_000
    x = np.concatenate([pairs.draw(rng) for _ in range(10)]).astype(np.float64) / 0.5
    assert abs(np.mean(x**2) - 1) < 6.1 * math.sqrt(2 / n)
    heights = SCHEMES["xavier_normal"].law((1, 1)).cdf(np.sort(x))
    steps = np.arange(n + 1) / n
    distance = max(np.max(steps[1:] - heights), np.max(heights - steps[:-1]))
    assert distance < math.sqrt(math.log(2e9) / (2 * n))
    across, up = x.reshape(10, 2, 20_000).swapaxes(0, 1).reshape(2, -1)
    for a, b in ((across, up), (across**2, up**2), (across[1:], across[:-1]), (across, up**2)):
        assert abs(np.corrcoef(a, b)[0, 1]) < 6.1 / math.sqrt(len(a))
    assert 4 < np.abs(x).max() < 5.77


def test_pairs_are_told_exactly() -> None:
    """The weights in float64 are those drawn in float32, up to its last digits."""
    pairs = Pairs(2.0, 5001)
    drawn = pairs.draw(np.random.default_rng(4))
    assert len(drawn) == 5002
    assert drawn.dtype == np.float32
    exact = pairs.exactly(np.arange(5002))
    assert np.abs(drawn - exact).max() < 4e-6
    assert np.array_equal(pairs.exactly(np.array([5001, 7])), exact[[5001, 7]])


def another_processor(function: Callable[..., Any], up: float) -> Callable[..., Any]:
    """Return a function whose float32 results are three steps off, and others as they are."""

    def off(x: np.ndarray, *, out: np.ndarray | None = None) -> np.ndarray:
        found = np.asarray(function(x))
        if found.dtype == np.float32:
            for _ in range(3):
                found = np.nextafter(found, np.float32(up))
        if out is None:
            return found
        out[...] = found
        return out

    return off


@pytest.mark.parametrize("up", [-math.inf, math.inf])
def test_the_processors_last_digits_change_no_count(
    monkeypatch: pytest.MonkeyPatch, up: float
) -> None:
    """Where a float32 logarithm, sine and cosine are a little off, the counts are the same."""
    law, shape, edges = (
        SCHEMES["he_normal"].law((500, 999)),
        (500, 999),
        np.linspace(-0.2, 0.2, 102),
    )
    here = draw_histogram(np.random.default_rng(6), law, shape, edges)
    for name in ("log", "sin", "cos"):
        monkeypatch.setattr(np, name, another_processor(getattr(np, name), up))
    there = draw_histogram(np.random.default_rng(6), law, shape, edges)
    assert there.counts.cells.tolist() == here.counts.cells.tolist()


@pytest.mark.parametrize("key", sorted(set(SCHEMES) - {"orthogonal"}))
def test_large_layers_are_drawn_bar_by_bar(key: str) -> None:
    """The counts scatter about their exact expectation as counts do, and say how they came."""
    shape, edges = (4096, 1000), nice_edges(0.05)
    law = SCHEMES[key].law(shape)
    drawn = draw_histogram(np.random.default_rng(4), law, shape, edges)
    assert not drawn.sampled
    assert drawn.size == drawn.counts.cells.sum() == 4096 * 1000 > SAMPLED
    expected = drawn.size * law.bin_probabilities(edges)
    assert drawn.counts.cells[expected == 0].sum() == 0
    core = drawn.size * law.core_probabilities(edges)
    seen = core > 5
    atom = drawn.size * law.atom.mass * (np.arange(len(core)) == law.home(edges))
    chi_square = np.sum((drawn.counts.cells - atom - core)[seen] ** 2 / core[seen])
    cells = np.count_nonzero(seen)
    assert cells / 6 - 1 < chi_square < cells + 9 * np.sqrt(2 * cells) + 1
    zeros = {"zeros": 4096, "sparse": 4081, "sparse_fraction": 3687}.get(key, 0) * 1000
    assert drawn.zeros == zeros


def test_bars_drawn_and_weights_counted_are_one_distribution() -> None:
    """Sampled or not, the tallest bar has the same mean and spread over many layers."""
    law, edges = SCHEMES["sparse"].law((500, 40)), nice_edges(3.0)
    rng, tops = np.random.default_rng(8), []
    for limit in (0, SAMPLED):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("initquiz.initializers.drawn.SAMPLED", limit)
            draws = [draw_histogram(rng, law, (500, 40), edges) for _ in range(300)]
        assert {drawn.sampled for drawn in draws} == {bool(limit)}
        tops.append([drawn.counts.bins[len(drawn.counts.bins) // 2 + 3] for drawn in draws])
    means, spreads = np.mean(tops, axis=1), np.std(tops, axis=1)
    assert abs(means[0] - means[1]) < 6 * spreads.max() * np.sqrt(2 / 300)
    assert abs(np.log(spreads[0] / spreads[1])) < 6 / np.sqrt(300)


def test_what_cannot_be_drawn_bar_by_bar_is_refused() -> None:
    """A large orthogonal layer, and a shape that is none."""
    rng, edges = np.random.default_rng(0), nice_edges(0.1)
    with pytest.raises(UnanswerableError, match="orthogonal"):
        draw_histogram(rng, SCHEMES["orthogonal"].law((2048, 2048)), (2048, 2048), edges)
    with pytest.raises(ShapeError):
        draw_histogram(rng, SCHEMES["zeros"].law((2, 2)), (2, 0), edges)
