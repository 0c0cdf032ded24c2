"""Figures: bars of drawn weights, words for them, and curves that meet the bars."""

import numpy as np
import pytest

from initquiz.initializers.fans import Fans
from initquiz.initializers.figure import bars, expected_curve
from initquiz.initializers.histogram import nice_edges
from initquiz.initializers.schemes import SCHEMES
from initquiz.model.blocks import CurveRole, Histogram

LAYER = Fans(256, 512)
EDGES = nice_edges(0.3)


def drawn(key: str) -> Histogram:
    """Return the bars of one layer of a scheme."""
    return bars(SCHEMES[key].sample(np.random.default_rng(1), LAYER), EDGES)


@pytest.mark.parametrize("key", SCHEMES)
def test_nothing_is_lost_between_weights_and_bars(key: str) -> None:
    """Bars and overflow add up to the layer, and exact zeros are counted."""
    block = drawn(key)
    assert sum(block.counts) + block.below + block.above == block.total == LAYER.size
    kept = {"zeros": 0, "sparse": 15 * 512, "sparse_fraction": 25 * 512}.get(key, LAYER.size)
    assert block.zeros == LAYER.size - kept


@pytest.mark.parametrize("key", SCHEMES)
def test_the_curve_meets_each_bars_expectation(key: str) -> None:
    """At the middle of a bar the curve is the count the law predicts for it."""
    block, law = drawn(key), SCHEMES[key].law(LAYER)
    curve = expected_curve(block, law, "truth", CurveRole.TRUTH)
    middles = (EDGES[1:] + EDGES[:-1]) / 2
    expected = LAYER.size * law.bin_probabilities(EDGES)[1:-1]
    found = np.interp(middles, curve.xs, curve.ys)
    assert found == pytest.approx(expected, abs=0.01 * expected.max())
    assert list(curve.xs) == sorted(set(curve.xs))


def test_a_spike_the_sample_lacks_is_told_not_drawn() -> None:
    """Beside a bell, a sparse curve shows its floor and its label tells of the zeros."""
    block, law = drawn("he_normal"), SCHEMES["sparse"].law(LAYER)
    curve = expected_curve(block, law, "Sparse", CurveRole.CHOSEN)
    assert curve.label == "Sparse (94.1 % at 0 not drawn)"
    assert max(curve.ys) < 100


def test_a_constant_is_told_where_it_stands() -> None:
    """Beside a bell the label tells of the value; beside a constant its bar is outlined."""
    law = SCHEMES["constant"].law(LAYER)
    told = expected_curve(drawn("he_normal"), law, "Constant", CurveRole.CHOSEN)
    assert (told.label, max(told.ys)) == ("Constant (100 % at 0.1 not drawn)", 0)
    shown = expected_curve(drawn("constant"), law, "Constant", CurveRole.TRUTH)
    tall = [x for x, y in zip(shown.xs, shown.ys, strict=True) if y == LAYER.size]
    assert (min(tall), max(tall)) == pytest.approx((0.095, 0.105))


@pytest.mark.parametrize("key", SCHEMES)
def test_the_summary_describes_without_naming(key: str) -> None:
    """A screen reader hears the numbers, never a scheme or a family."""
    text = drawn(key).summary.lower()
    words = "zero constant xavier glorot he_ kaiming lecun sparse normal uniform random bell box "
    words += "gauss flat truncated orthogonal torch cut"
    assert not [word for word in words.split() if word in text]
    assert f"{LAYER.size:,} weights" in text
    assert "exactly 0" in text
