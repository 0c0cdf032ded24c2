"""Drawn histograms: really sampled up to a million weights, beyond that exact in law."""

import numpy as np
import pytest

from initquiz.errors import ShapeError, UnanswerableError
from initquiz.initializers.drawn import SAMPLED, draw_histogram
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
    if key in ("he_normal", "he_uniform"):
        weights = SCHEMES[key].sample(np.random.default_rng(2), shape)
        assert drawn.counts.cells.tolist() == histogram(weights, edges).cells.tolist()


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
