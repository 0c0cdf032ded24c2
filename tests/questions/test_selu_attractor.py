"""SELU attractor: the factor follows from the inputs, for the signal ends at mean 0 and std 1."""

import math
from collections import Counter
from functools import cache

import numpy as np
import pytest

from initquiz.asking.grading import grade
from initquiz.errors import UnanswerableError
from initquiz.initializers.activations import activation
from initquiz.initializers.mean_field import mean_field
from initquiz.initializers.propagation import ForwardStats, forward_stats
from initquiz.initializers.schemes import SCHEMES
from initquiz.model.blocks import CurveRole, Lines
from initquiz.model.card import Level
from initquiz.model.measuring import Number, Quantity
from initquiz.model.question import Question
from initquiz.model.verdict import Grade
from initquiz.questions import selu_attractor
from initquiz.questions.selu_attractor import QUESTION
from initquiz.study.proving import prove

NAMES = {"easy": "standard deviation", "medium": "variance", "hard": "mean square"}
TOLERANCES = {"easy": 1.12, "medium": 1.25, "hard": 1.25}


@cache
def questions() -> tuple[Question, ...]:
    """Return one question for each of 16 seeds and each level."""
    return tuple(QUESTION.draw(seed, level) for level in Level for seed in range(16))


def asked(question: Question) -> Quantity:
    """Return the number asked for."""
    assert isinstance(question.answer, Number)
    (quantity,) = question.answer.quantities
    return quantity


def shown(question: Question) -> dict[str, tuple[float, ...]]:
    """Return the curves as asked, by label."""
    (block,) = question.blocks
    assert isinstance(block, Lines)
    return {curve.label: curve.ys for curve in block.curves}


def size(question: Question, layer: int, *, revealed: bool = False) -> float:
    """Return what is asked about, at a layer, from the curves alone."""
    (block,) = question.revealed if revealed else question.blocks
    assert isinstance(block, Lines)
    curves = {curve.label: curve.ys for curve in block.curves}
    if question.level == "easy":
        return curves["std"][layer]
    mean = curves["mean"][layer] if question.level == "hard" else 0.0
    return mean**2 + curves["std"][layer] ** 2


def test_quality_control_finds_nothing() -> None:
    """Every instance is repeatable, graded right and wrong as it should be, and explained."""
    assert prove(QUESTION.key, QUESTION, range(100, 109)).problems == ()


def test_one_over_what_layer_0_shows_is_right() -> None:
    """Who reads the inputs off the plot, a little wrong even, and divides 1 by it, is right."""
    for question in questions():
        start = size(question, 0)
        reach = TOLERANCES[question.level] ** 0.6
        for read in (start, start / reach, start * reach):
            assert grade(question, (1 / read,)).grade is Grade.RIGHT


def test_the_truth_is_the_measured_ratio() -> None:
    """The last layer over the inputs, with both taken from the revealed curves."""
    for question in questions():
        ratio = size(question, -1, revealed=True) / size(question, 0, revealed=True)
        assert asked(question).value == pytest.approx(ratio, rel=1e-6)
        assert f"By what factor does the {NAMES[question.level]} change" in question.prompt


def test_the_tolerance_is_a_factor() -> None:
    """1.12 for the standard deviation, 1.25 for squares; just beyond is wrong, but close."""
    for question in (questions()[0], questions()[16], questions()[32]):
        value, factor = asked(question).value, TOLERANCES[question.level]
        for given in (value / factor, value * factor, value / factor * 1.001):
            assert grade(question, (given,)).grade is Grade.RIGHT
        for given in (value / factor / 1.01, value * factor * 1.01):
            assert grade(question, (given,)).grade is Grade.WRONG
        assert f"within a factor of {factor:g}" == question.facts["tolerance"]


def test_inputs_are_far_from_normalised() -> None:
    """Neither 1 nor any other constant is right often; hard has means of either sign."""
    values = [asked(question) for question in questions()]
    assert not any(quantity.accepts(1.0) for quantity in values)
    constants = np.exp(np.linspace(-5, 5, 500))
    hits = [sum(quantity.accepts(c) for quantity in values) for c in constants]
    assert max(hits) <= 0.25 * len(values)
    means = [shown(question)["mean"][0] for question in questions() if question.level == "hard"]
    assert min(means) < -0.4
    assert max(means) > 0.4
    for question in questions():
        assert set(shown(question)) == ({"mean", "std"} if question.level == "hard" else {"std"})
        assert question.level == "hard" or abs(float(question.facts["input_mean"])) < 0.2


def test_mistakes_are_worked_out_from_other_beliefs() -> None:
    """Keeping, inverting, stopping early, He, 3/4, a square too many or too few, one part only."""
    seen = Counter[str]()
    for question in questions():
        facts, power = question.facts, 1 if question.level == "easy" else 2
        start, last = size(question, 0), size(question, 2)
        mean, std = float(facts["input_mean"]), float(facts["input_std"])
        rms, depth = math.hypot(mean, std), int(facts["depth"])
        ends = {
            scale: mean_field(activation("selu"), scale, depth=depth, input_rms=rms).std[-1]
            for scale in (2.0, 9 / 16)
        }
        right = asked(question).value
        values = {
            "kept-not-pulled": 1.0,
            "ratio-inverted": start,
            "last-layer-shown": last / start,
            "factor-two-added": ends[2.0] ** power / start,
            "gain-for-lecun": ends[9 / 16] ** power / start,
            "variance-for-std": right**2,
            "std-for-variance": math.sqrt(right),
            "mean-forgotten": std**-2,
            "std-forgotten": mean**-2,
        }
        for wrong in asked(question).wrong:
            key = wrong.mistake.key
            assert wrong.value == pytest.approx(values[key], rel=1e-3)
            verdict = grade(question, (wrong.value,))
            assert (verdict.grade, verdict.misconception) == (Grade.WRONG, key)
            seen[key] += 1
        keys = {wrong.mistake.key for wrong in asked(question).wrong}
        assert "kept-not-pulled" in keys
        assert ("variance-for-std" in keys) <= (question.level == "easy")
    assert set(seen) == set(values)


def test_selu_is_pulled_to_variance_1_from_anywhere() -> None:
    """From std 0.2 or 3, from mean 5 and std 2: 1 within 2 % by layer 30; not so He."""
    selu = activation("selu")
    for start in (0.2, 3.0, math.sqrt(29)):
        end = mean_field(selu, 1.0, depth=30, input_rms=start).std[-1]
        assert end**2 == pytest.approx(1, abs=0.02)
    assert mean_field(selu, 2.0, depth=50).std[-1] > 20
    assert mean_field(selu, 9 / 16, depth=50).std[-1] == pytest.approx(0.20, abs=0.01)
    for question in questions():
        assert float(question.facts["final_std"]) == pytest.approx(1, abs=0.11)
        assert float(question.facts["final_mean"]) == pytest.approx(0, abs=0.3)
        assert "| LeCun | 1 | " in question.explanation


def test_networks_off_the_fixed_point_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """With He's weights, or 3/4 of LeCun's, no instance is ever made."""
    he = SCHEMES["he_normal"].sample

    def other(rng: np.random.Generator, _: object, *args: object, **given: object) -> ForwardStats:
        return forward_stats(rng, he, *args, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(selu_attractor, "forward_stats", other)
    monkeypatch.setattr(selu_attractor, "_BATCH", 4)
    monkeypatch.setattr(selu_attractor, "_WIDTHS", (32,))
    for level in (Level.EASY, Level.HARD):
        with pytest.raises(UnanswerableError):
            QUESTION.draw(0, level)


def test_the_answer_shows_the_whole_course_and_the_fixed_point() -> None:
    """Afterwards the curves run to the last layer, beside a line at 1; before, to layer 2."""
    for question in questions():
        (asking,), (block,) = question.blocks, question.revealed
        assert isinstance(asking, Lines)
        assert isinstance(block, Lines)
        assert all(curve.xs == (0.0, 1.0, 2.0) for curve in asking.curves)
        *courses, fixed = block.curves
        assert all(curve.xs[-1] == question.facts["depth"] for curve in courses)
        assert (fixed.role, set(fixed.ys)) == (CurveRole.TRUTH, {1.0})
        assert not asking.log_y
