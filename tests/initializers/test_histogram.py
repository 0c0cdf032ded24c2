"""Histograms: numpy's counts to the last weight, and edges a person can read."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.initializers.histogram import Counter, histogram, nice_edges, rescaled


@given(
    st.floats(1e-3, 1e3),
    st.integers(0, 2**32 - 1),
    st.sampled_from([np.float32, np.float64]),
    st.floats(0.1, 4),
)
def test_counts_are_numpys(
    reach: float, seed: int, dtype: type[np.floating[Any]], scale: float
) -> None:
    """Also for weights that lie on an edge, or a rounding away from one."""
    edges = nice_edges(reach)
    rng = np.random.default_rng(seed)
    on: np.ndarray = edges.astype(dtype)
    around = [on, np.nextafter(on, dtype(np.inf)), np.nextafter(on, dtype(-np.inf))]
    weights = np.concatenate([*around, (rng.standard_normal(500) * reach * scale).astype(dtype)])
    counts = histogram(weights, edges)
    exact = weights.astype(np.float64)
    assert counts.bins.tolist() == np.histogram(exact, edges)[0].tolist()
    assert counts.below == np.count_nonzero(exact < edges[0])
    assert counts.above == np.count_nonzero(exact > edges[-1])
    assert counts.cells.sum() == weights.size


def test_large_layers_are_counted_across_blocks() -> None:
    """A layer of several blocks, and values far off the axis, lose nothing."""
    weights = np.random.default_rng(0).standard_normal((300, 700)).astype(np.float32)
    weights[0, :4] = (1e30, -1e30, 3e38, np.inf)
    edges = nice_edges(1.0)
    counts = histogram(weights, edges)
    assert counts.bins.tolist() == np.histogram(weights.astype(float), edges)[0].tolist()
    assert counts.cells.sum() == weights.size


def test_rounded_weights_are_counted_by_what_they_stand_for() -> None:
    """With their float64 values at hand, float32 weights some digits off are counted right."""
    rng, edges = np.random.default_rng(7), nice_edges(0.1)
    exact = rng.standard_normal(200_000) * 0.05
    exact[::5000] = edges[20]
    exact[1::999] = np.nextafter(edges[11], 1)
    rough = (exact * (1 + rng.uniform(-3e-7, 3e-7, exact.size))).astype(np.float32)
    counter = Counter(edges, np.float32)
    counter.add(rough, lambda places: exact[places])
    assert counter.counts.bins.tolist() == np.histogram(exact, edges)[0].tolist()
    assert counter.counts.bins.tolist() != histogram(rough, edges).bins.tolist()


def test_the_closed_last_edge_holds_its_weights() -> None:
    """As in numpy, the last bin includes its right end and the first its left."""
    counts = histogram(np.array([[-1.0, 0.0, 1.0, 1.0]], np.float32), [-1.0, 0.0, 1.0])
    assert (counts.bins.tolist(), counts.below, counts.above) == ([1, 3], 0, 0)


@given(st.floats(1e-6, 1e6))
def test_nice_edges_cover_the_reach_with_a_readable_number_of_bars(reach: float) -> None:
    """41 to 61 equal bars, the middle one centred on 0, the outermost needed."""
    edges = nice_edges(reach)
    width = edges[1] - edges[0]
    assert len(edges) % 2 == 0
    assert 41 <= len(edges) - 1 <= 61
    assert edges[-1] >= reach * (1 - 1e-9) > edges[-1] - 1.0001 * width
    assert np.array_equal(edges, -edges[::-1])


def test_nice_edges_are_round_numbers() -> None:
    """A bar is a step of one or two digits wide, and edges have no rounding dust."""
    edges = nice_edges(0.2)
    assert edges[-1] == 0.204
    assert max(len(repr(float(x)).lstrip("-")) for x in edges) <= 6


@pytest.mark.parametrize(
    "edges", [[0.0], [1.0, 0.0], [0.0, 1.0, 3.0], [0.0, 0.0], list(range(1002))]
)
def test_edges_it_cannot_count_by_are_refused(edges: list[float]) -> None:
    """Unequal, falling, too few or too many edges raise."""
    with pytest.raises(ValueError, match="histogram"):
        histogram(np.zeros((2, 2), np.float32), edges)


def test_a_slider_moves_the_edges_over_one_standard_draw() -> None:
    """Counting scaled draws needs no scaled draws."""
    z = np.random.default_rng(5).standard_normal((400, 300))
    edges = nice_edges(0.2)
    for std in (1e-3, 0.05, 0.7):
        assert rescaled(z, std, edges).cells.tolist() == histogram(std * z, edges).cells.tolist()
