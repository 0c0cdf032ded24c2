"""Numbers in words: predictions and evidence a learner can check by hand."""

import re
from itertools import permutations

import numpy as np
import pytest

from initquiz.initializers.fans import Fans
from initquiz.initializers.figure import bars
from initquiz.initializers.histogram import nice_edges
from initquiz.initializers.sampling import measured_std
from initquiz.initializers.schemes import SCHEMES
from initquiz.initializers.words import measured_as, prediction, raised, weigh, zero_share

LAYER, NARROW = Fans(512, 2048), Fans(512, 8)


def evidence(truth: str, rival: str, layer: Fans = NARROW) -> str:
    """Return the evidence of one drawn layer between two schemes."""
    record = SCHEMES[truth]
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


@pytest.mark.parametrize(
    ("std", "error", "told"),
    [
        (0.041679, 0.000089, "0.0417 ± 0.2 %"),
        (0.05, 0.00101, "0.0500 ± 2 %"),
        (1.2, 0.16, "1.20 ± 13 %"),
        (0.0442, 3e-6, "0.0442 ± 0.007 %"),
        (0.0442, 0.0, "0.0442"),
        (0.0, 0.0, "0.00"),
    ],
)
def test_a_measured_width_has_the_digits_of_the_prediction_beside_it(
    std: float, error: float, told: str
) -> None:
    """Three digits, and how far they may be off in percent; none where there is no error."""
    assert measured_as(std, error) == told


def test_exponents_stand_raised() -> None:
    """With their minus sign."""
    assert "".join(map(raised, (-12, 0, 345))) == "⁻¹²⁰³⁴⁵"


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


def test_another_form_of_another_scale_is_not_said_to_agree() -> None:
    """A box and a bell a few standard errors apart predict two numbers, and the form helps."""
    text = evidence("xavier_uniform", "lecun_normal", Fans(64, 70))
    assert "√(2/(64 + 70)) = 0.122" in text
    assert "√(1/64) = 0.125" in text
    assert "Both" not in text
    assert re.search(r": \d standard errors away\. A box ends at ±0\.212, a bell leaves", text)


def test_one_law_under_two_names_is_said_to_be_one() -> None:
    """No sample decides between equal laws, for every layer or for a square one."""
    text = evidence("xavier_normal_fan_in", "lecun_normal")
    assert text == (
        "Xavier normal, inputs only and LeCun normal are one law for this layer, with "
        "σ = √(1/512) = 0.0442: no sample tells them apart."
    )
    assert "one law for this layer" in evidence("xavier_normal", "lecun_normal", Fans(90, 90))
    assert "one law for this layer" not in evidence("xavier_normal", "lecun_normal")


def test_an_orthogonal_matrix_is_weighed_by_its_scale_or_not_at_all() -> None:
    """Its σ has no error; beside a bell of that σ the bars cannot decide, and the text says so."""
    text = evidence("orthogonal", "he_normal")
    assert text.startswith("Your sample measures σ = 0.0442. Orthogonal predicts √(1/512)")
    errors = int(text.split(": ")[1].split(" standard")[0])
    assert 22 < errors < 31
    for pair in (("orthogonal", "lecun_normal"), ("lecun_normal", "orthogonal")):
        text = evidence(*pair)
        assert "Both predict √(1/512) = 0.0442. Their bars are one bell" in text
        assert "singular values" in text
    assert "8 % beyond" in evidence("orthogonal", "lecun_uniform")


def test_a_constant_is_weighed_by_its_one_bar() -> None:
    """All weights in one bar, or a few of them: whichever was drawn."""
    text = evidence("constant", "he_normal")
    assert "The fullest bar holds 4,096 of 4,096 weights. Constant predicts all of them" in text
    assert "at 0.1, He normal a spread of σ = √(2/512) = 0.0625." in text
    text = evidence("he_normal", "constant")
    assert 150 < int(text.split()[4]) < 400
    assert "Constant predicts all of them at 0.1" in text
    assert "none is exactly 0" in evidence("constant", "zeros")


@pytest.mark.parametrize("layer", [(512, 8), (90, 90), (16, 300), (150, 20), (8, 5), (1, 1)])
def test_any_two_schemes_can_be_weighed(layer: tuple[int, int]) -> None:
    """Whatever was drawn and whatever was answered, a sentence with both sides comes out."""
    for truth, rival in permutations(SCHEMES, 2):
        text = evidence(truth, rival, Fans(*layer))
        assert text.endswith(".")
        assert not re.search(r"nan|inf|None|\{|\}|\d{9}", text.replace("inputs only", ""))
        both = SCHEMES[truth].title in text and SCHEMES[rival].title in text
        assert both or "Both predict" in text, (truth, rival, text)


def test_equal_shares_of_zeros_leave_it_to_the_scale() -> None:
    """Fifteen of 150 links are a tenth: the zeros agree and the widths do not."""
    text = evidence("sparse", "sparse_fraction", Fans(150, 20))
    assert "exactly 0" not in text
    assert "Sparse predicts √(15/150) = 0.316, Sparse, a tenth kept 0.01·√(15/150)" in text


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
