"""Sigmoid surprise: weights times average slope, per layer, whatever the activations look like."""

import math
from collections import Counter
from collections.abc import Callable
from functools import cache
from types import SimpleNamespace

import numpy as np
import pytest

from initquiz.asking.grading import grade
from initquiz.errors import UnanswerableError
from initquiz.initializers.propagation import gradient_stats
from initquiz.model.blocks import CurveRole, Lines
from initquiz.model.card import Level
from initquiz.model.measuring import Number, Quantity
from initquiz.model.question import Question
from initquiz.model.verdict import Grade
from initquiz.questions import sigmoid_surprise
from initquiz.questions.sigmoid_surprise import QUESTION
from initquiz.study.proving import prove

TOLERANCES = {"easy": 1.1, "medium": 1.08, "hard": 1.08}


@cache
def questions() -> tuple[Question, ...]:
    """Return one question for each of 25 seeds and each level."""
    return tuple(QUESTION.draw(seed, level) for level in Level for seed in range(25))


def asked(question: Question) -> Quantity:
    """Return the number asked for."""
    assert isinstance(question.answer, Number)
    (quantity,) = question.answer.quantities
    return quantity


def plots(question: Question) -> tuple[Lines, ...]:
    """Return the plots once answered: activations, gradient."""
    assert all(isinstance(block, Lines) for block in question.revealed)
    return tuple(block for block in question.revealed if isinstance(block, Lines))


def gain(question: Question) -> float:
    """Return √n · σ, from the facts."""
    return float(question.facts["std"]) * math.sqrt(int(question.facts["n_in"]))


def layers(question: Question) -> int:
    """Return how many layers the gradient goes through."""
    return int(question.facts["last"]) - int(question.facts["first"])


def spread(question: Question) -> float:
    """Return what a learner reads off the plot: the level of the curve between the layers."""
    (block,) = question.blocks
    assert isinstance(block, Lines)
    first, last = int(question.facts["first"]), int(question.facts["last"])
    return float(np.mean(block.curves[0].ys[first - 1 : last - 1]))


def exact(g: float, rounds: int = 60) -> float:
    """Return the factor of one layer after so many, by a sum of its own over the normal law."""
    z = np.linspace(-8, 8, 6402)
    weights = np.exp(-(z**2) / 2)
    weights /= weights.sum()
    rms = 1.0
    for _ in range(rounds):
        y = 1 / (1 + np.exp(-g * rms * z))
        rms = math.sqrt(weights @ y**2)
    return g * math.sqrt(weights @ (y * (1 - y)) ** 2)


def test_quality_control_finds_nothing() -> None:
    """Every instance is repeatable, graded right and wrong as it should be, and explained."""
    assert prove(QUESTION.key, QUESTION, range(100, 121)).problems == ()


def test_the_truth_is_the_exact_factor_to_the_power_of_the_layers() -> None:
    """Worked out anew from σ, n and the two layers alone."""
    for question in questions():
        assert asked(question).value == pytest.approx(
            exact(gain(question)) ** layers(question), rel=0.01
        )


def test_the_formula_with_the_plot_is_right() -> None:
    """√n · σ · (1/4 − s²) per layer, with s a little misread even, is always accepted."""
    for question in questions():
        for read in (spread(question), spread(question) + 0.003, spread(question) - 0.003):
            factor = gain(question) * (0.25 - read**2)
            assert grade(question, (factor ** layers(question),)).grade is Grade.RIGHT


def test_a_quarter_is_good_enough_for_small_weights_only() -> None:
    """Taking the slope for 1/4 is right at easy and medium, wrong and named at hard."""
    for question in questions():
        verdict = grade(question, ((gain(question) / 4) ** layers(question),))
        if question.level == "hard":
            assert (verdict.grade, verdict.misconception) == (Grade.WRONG, "slope-at-zero")
        else:
            assert verdict.grade is Grade.RIGHT


def test_the_factors_are_those_measured_at_width_512() -> None:
    """Xavier keeps 0.236 per layer and 1.6e-31 over 50, four times Xavier 2e-10."""
    assert exact(1.0) == pytest.approx(0.236, abs=5e-4)
    assert exact(1.0) ** 49 == pytest.approx(1.6e-31, rel=0.2)
    assert exact(4.0) ** 49 == pytest.approx(2e-10, rel=0.3)
    assert "With Xavier's weights the factor is 0.236." in questions()[0].explanation


def test_activations_are_steady_and_the_gradient_is_not() -> None:
    """From layer 3 on the spread shown varies by less than a tenth; the gradient only shrinks."""
    for question in questions():
        (block,) = question.blocks
        assert isinstance(block, Lines)
        steady = block.curves[0].ys[2:]
        assert np.std(steady) < 0.1 * np.mean(steady)
        activations, gradient = plots(question)
        assert activations.curves[0] == block.curves[0]
        measured, theory = gradient.curves
        assert (theory.role, gradient.log_y) == (CurveRole.TRUTH, True)
        assert list(measured.ys) == sorted(measured.ys)
        first = int(question.facts["first"])
        assert theory.ys[first - 1] == pytest.approx(asked(question).value)
        assert measured.ys[first - 1] == pytest.approx(float(question.facts["measured"]))
        assert measured.ys[-1] == 1
        for layer in (1, 2):  # unit inputs are wider than the sigmoids' outputs
            kept = theory.ys[layer - 1] / theory.ys[layer]
            assert kept == pytest.approx(exact(gain(question), layer), rel=1e-3)


def test_the_tolerance_grows_with_the_layers() -> None:
    """1.1 for one layer at easy, else 1.08 per layer; just beyond is wrong."""
    for question in questions()[::5]:
        value, factor = asked(question).value, TOLERANCES[question.level] ** layers(question)
        for given in (value / factor, value * factor):
            assert grade(question, (given,)).grade is Grade.RIGHT
        for given in (value / factor / 1.005, value * factor * 1.005):
            assert grade(question, (given,)).grade is Grade.WRONG
        assert question.facts["tolerance"] == f"within a factor of {factor:.3g}"


def test_levels_ask_for_one_layer_or_several_and_small_weights_or_large() -> None:
    """Easy: one layer. Medium: 2 to 10. Hard: as many, with √n · σ from 1.6 on."""
    for question in questions():
        assert (layers(question) == 1) is (question.level == "easy")
        assert layers(question) <= 10
        assert (gain(question) > 1.5) is (question.level == "hard")
        assert f"$n_{{in}}$ = $n_{{out}}$ = {question.facts['n_in']}" in question.prompt
        assert f"= {question.facts['std']:g}. " in question.prompt
        (block,) = question.blocks
        assert isinstance(block, Lines)
        assert (block.y_range, block.log_y, block.marks) == ((0.0, 0.5), False, ())


def test_no_constant_is_right_too_often() -> None:
    """The best constant answer is right in less than a quarter of the instances of any level."""
    for level in Level:
        asking = [asked(question) for question in questions() if question.level == level]
        constants = np.exp(np.linspace(-25, 0, 2000))
        assert max(sum(one.accepts(c) for one in asking) for c in constants) <= 0.28 * len(asking)


def test_each_belief_has_its_value_and_its_name() -> None:
    """Steady, no weights, no slope, one layer, one too many, squared, inverted."""
    seen = Counter[str]()
    for question in questions():
        value, count, s = asked(question).value, layers(question), spread(question)
        values = {
            "steady-activations": 1.0,
            "slope-at-zero": (gain(question) / 4) ** count,
            "weights-left-out": (0.25 - s**2) ** count,
            "slope-left-out": gain(question) ** count,
            "one-layer-only": value ** (1 / count),
            "layers-miscounted": value ** ((count + 1) / count),
            "variance-for-std": value**2,
            "ratio-inverted": 1 / value,
        }
        for wrong in asked(question).wrong:
            assert wrong.value == pytest.approx(values[wrong.mistake.key], rel=1e-6)
            verdict = grade(question, (wrong.value,))
            assert (verdict.grade, verdict.misconception) == (Grade.WRONG, wrong.mistake.key)
            seen[wrong.mistake.key] += 1
    assert set(seen) == set(values)
    steady = grade(questions()[0], (1.0,))
    assert steady.title == "Not 1: steady activations do not make steady gradients."


def scaled(factor: float) -> Callable[..., SimpleNamespace]:
    """Return networks whose gradient keeps so many times more per layer than it should."""

    def measured(*args: object, **given: object) -> SimpleNamespace:
        rms = gradient_stats(*args, **given).rms  # type: ignore[arg-type]
        return SimpleNamespace(rms=rms * factor ** -np.arange(len(rms), dtype=float))

    return measured


def test_networks_off_the_theory_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where each layer keeps 12 % more or less than it should, no instance is made."""
    for factor in (1.12, 1 / 1.12):
        monkeypatch.setattr(sigmoid_surprise, "gradient_stats", scaled(factor))
        monkeypatch.setattr(sigmoid_surprise, "_BATCH", 16)
        monkeypatch.setattr(sigmoid_surprise, "_WIDTHS", (96,))
        with pytest.raises(UnanswerableError):
            QUESTION.draw(0, Level.MEDIUM)
