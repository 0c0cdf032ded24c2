"""Numbers in words: predictions and evidence a learner can check by hand."""

import numpy as np
import pytest

from initquiz.initializers.fans import Fans
from initquiz.initializers.figure import bars
from initquiz.initializers.histogram import nice_edges
from initquiz.initializers.sampling import measured_std
from initquiz.initializers.schemes import SCHEMES
from initquiz.initializers.words import prediction, weigh, zero_share

LAYER = Fans(512, 2048)


def evidence(truth: str, rival: str) -> str:
    """Return the evidence of one drawn layer between two schemes."""
    record, layer = SCHEMES[truth], Fans(512, 8)
    weights = record.sample(np.random.default_rng(3), layer)
    measured = measured_std(weights), record.law(layer).std_error(layer.size)
    block = bars(weights, nice_edges(0.2))
    return weigh(block, measured, layer, truth=record, rival=SCHEMES[rival])


def test_predictions_show_formula_and_value() -> None:
    """The learner sees the fans inside the formula; constants stand alone."""
    assert prediction(SCHEMES["he_normal"], LAYER) == "√(2/512) = 0.0625"
    assert prediction(SCHEMES["xavier_normal"], LAYER) == "√(2/(512 + 2048)) = 0.0280"
    assert prediction(SCHEMES["small_random"], LAYER) == "0.01"
    assert prediction(SCHEMES["zeros"], LAYER) == "0"


def test_scale_is_weighed_in_standard_errors() -> None:
    """He against LeCun: both formulas and how far off the wrong one is."""
    text = evidence("he_normal", "lecun_normal")
    assert "√(2/512) = 0.0625" in text
    assert "√(1/512) = 0.0442" in text
    errors = int(text.split(": ")[1].split(" standard")[0])
    assert 22 < errors < 31


def test_form_is_weighed_by_the_tails() -> None:
    """Where scales agree, the weights beyond the end of the box decide."""
    bell, box = (
        evidence("xavier_normal", "xavier_uniform"),
        evidence("xavier_uniform", "xavier_normal"),
    )
    assert "Both predict" in bell
    assert "8 % beyond" in bell
    assert "hold 0.0 % of your weights" in box
    assert "hold 0.0 % of your weights" not in bell


def test_a_cut_is_weighed_by_the_tails() -> None:
    """Where scales agree and one bell is cut, the weights beyond the cut decide."""
    text = evidence("he_truncated", "he_normal")
    assert "A cut bell ends at ±0.142, a bell leaves 2 % beyond" in text
    assert "hold 0.0 % of your weights" in text
    assert "A box ends at ±0.108, a cut bell leaves" in evidence("he_uniform", "he_truncated")


def test_zeros_are_weighed_by_their_share() -> None:
    """A spike is told by the count of exact zeros."""
    text = evidence("sparse", "zeros")
    assert "Of 4,096 weights 3,976 are exactly 0" in text
    assert "Sparse predicts 97.1 % zeros, Zero 100 %" in text
    assert "none is exactly 0" in evidence("he_normal", "zeros")


@pytest.mark.parametrize(
    ("density", "text"),
    [(1.0, "0 %"), (0.0, "100 %"), (0.5, "50 %"), (0.0293, "97.1 %"), (1e-5, "99.9990 %")],
)
def test_shares_are_never_rounded_up_to_all(density: float, text: str) -> None:
    """A layer with a single non-zero weight is not called all zeros."""
    assert zero_share(density) == text
