"""Signal below: the line and the formula both lead to the layer that this very network gives."""

import math
from collections import Counter
from collections.abc import Callable
from functools import cache, partial
from types import SimpleNamespace

import numpy as np
import pytest

from initquiz.asking.grading import grade
from initquiz.errors import UnanswerableError
from initquiz.initializers.activations import Activation, activation
from initquiz.initializers.mean_field import mean_field
from initquiz.model.blocks import Curve, CurveRole, Lines
from initquiz.model.card import Level
from initquiz.model.measuring import PointOnPlot
from initquiz.model.question import Question
from initquiz.model.verdict import Grade
from initquiz.questions import signal_below
from initquiz.questions.signal_below import QUESTION
from initquiz.study.proving import prove

SHOWN = {"easy": 6, "medium": 3, "hard": 6}
SEEDS = 30


@cache
def questions() -> tuple[Question, ...]:
    """Return one question for each of 30 seeds and each level."""
    return tuple(QUESTION.draw(seed, level) for level in Level for seed in range(SEEDS))


def field(question: Question) -> PointOnPlot:
    """Return the answer field."""
    assert isinstance(question.answer, PointOnPlot)
    return question.answer


def curves(question: Question, *, revealed: bool = False) -> tuple[Curve, Curve]:
    """Return the measured curve and the limit, as asked or as answered."""
    (block,) = question.revealed if revealed else question.blocks
    assert isinstance(block, Lines)
    measured, limit = block.curves
    return measured, limit


def factor(question: Question) -> float:
    """Return what a layer multiplies a small signal by, from the facts alone."""
    facts = question.facts
    kept = {"relu": 0.5, "tanh": 1.0, "linear": 1.0}[str(facts["activation"])]
    return float(facts["std"]) * math.sqrt(int(facts["n_in"]) * kept)


def named(question: Question, key: str) -> float | None:
    """Return the value of a named mistake of a question, None if it has none of that name."""
    found = (wrong.value for wrong in field(question).quantity.wrong if wrong.mistake.key == key)
    return next(found, None)


def test_quality_control_finds_nothing() -> None:
    """Every instance is repeatable, graded right and wrong as it should be, and explained."""
    assert prove(QUESTION.key, QUESTION, range(100, 118)).problems == ()


def test_the_answer_is_the_first_layer_below_the_limit() -> None:
    """On the whole measured curve the layer is below the limit and the one before is not."""
    for question in questions():
        measured, limit = curves(question, revealed=True)
        layer = int(field(question).solution[0])
        assert measured.ys[layer - 1] < limit.ys[0] <= measured.ys[layer - 2]
        assert measured.ys[: SHOWN[question.level]] == curves(question)[0].ys


def test_line_and_formula_are_both_right() -> None:
    """Carrying on the layers shown, or ln(limit)/ln(factor), rounded up, counts as right."""
    for question in questions():
        measured, limit = curves(question)
        ys = [math.log(y / limit.ys[0]) for y in measured.ys]
        per_layer = (ys[-1] - ys[0]) / (len(ys) - 1)
        line = math.ceil(1 - ys[0] / per_layer)
        formula = math.ceil(math.log(limit.ys[0]) / math.log(factor(question)))
        for layer in (line, formula):
            assert grade(question, (float(layer),)).grade is Grade.RIGHT


def test_one_layer_off_is_right_and_two_are_wrong() -> None:
    """The tolerance ends a layer away on either side; just beyond is told to be close."""
    question = questions()[2 * SEEDS]
    (layer,) = field(question).solution
    for given in (layer - 1, layer, layer + 1):
        assert grade(question, (given,)).grade is Grade.RIGHT
    for given in (layer - 1.01, layer + 1.01, layer - 2, layer + 2):
        verdict = grade(question, (given,))
        assert verdict.grade is Grade.WRONG
        assert verdict.title == f"Close, but not precise enough: layer = {layer:.0f}."


def test_the_axis_says_nothing_about_the_layer() -> None:
    """It runs to layer 30 and to a thirtieth of the limit; the marker starts at layer 1."""
    for question in questions():
        (block,) = question.blocks
        assert isinstance(block, Lines)
        measured, limit = block.curves
        assert (limit.role, limit.xs[0], limit.xs[-1]) == (CurveRole.GUIDE, 1.0, 30.0)
        assert set(limit.ys) == {question.facts["limit"]}
        assert measured.xs == tuple(float(x) for x in range(1, SHOWN[question.level] + 1))
        assert block.y_range is not None
        assert block.y_range == pytest.approx((limit.ys[0] / 30, 3.0))
        assert not block.marks
        answer = field(question)
        assert (answer.start, answer.least, answer.most, answer.step) == (1.0, 1.0, 30.0, 1.0)


def test_only_hard_hides_the_scale() -> None:
    """Easy and medium tell σ, hard does not; all state both fans, and σ gives ReLU to medium."""
    for question in questions():
        facts = question.facts
        assert f"$n_{{in}}$ = $n_{{out}}$ = {facts['n_in']}" in question.prompt
        told = f"= {facts['std']:g};" in question.prompt
        assert told is (question.level != "hard")
        assert (facts["activation"], question.level) != ("relu", "easy")


def test_no_layer_is_right_too_often() -> None:
    """The best constant answer is right in less than a quarter of the instances."""
    layers = Counter(int(field(question).solution[0]) for question in questions())
    best = max(sum(layers[layer + off] for off in (-1, 0, 1)) for layer in range(1, 31))
    assert best < 0.25 * len(questions())
    assert min(layers) < 10
    assert max(layers) > 22


def test_the_mistakes_of_the_formula_are_named() -> None:
    """ReLU's half, the fan-in, the root: each value is worked out here anew."""
    seen = Counter[str]()
    for question in questions():
        limit, right = float(question.facts["limit"]), factor(question)
        relu = question.facts["activation"] == "relu"
        wrong = {
            "variance-for-std": right**2,
            "fan-in-ignored": float(question.facts["std"]),
            "factor-two-missing": right * math.sqrt(2) if relu else 1.0,
            "half-for-root-half": right / math.sqrt(2) if relu else 1.0,
            "factor-two-added": right / math.sqrt(2) if not relu else 1.0,
        }
        for key, used in wrong.items():
            if (value := named(question, key)) is not None:
                assert value == math.ceil(math.log(limit) / math.log(used))
                verdict = grade(question, (value,))
                assert (verdict.grade, verdict.misconception) == (Grade.WRONG, key)
                assert verdict.title.startswith(f"Not {value:.0f}: ")
                assert f"= {right:.3g}, not {used:.3g}" in verdict.why
                seen[key] += 1
        if question.level == "hard":
            assert {one.mistake.key for one in field(question).quantity.wrong} <= {
                "variance-for-std"
            }
    assert set(seen) == {*wrong}


def test_another_layer_is_a_misread_slope() -> None:
    """A wrong layer without a name of its own is told how many more layers the line takes."""
    question = questions()[2 * SEEDS]
    (layer,) = field(question).solution
    verdict = grade(question, (layer + 4,))
    assert verdict.misconception == "slope-misread"
    assert f"each layer multiplies by {factor(question):.3g}" in verdict.why


def test_the_document_s_small_random_dies_where_it_was_measured() -> None:
    """0.01 at width 512 under tanh: 5.8e-4 at layer 5, and below 1e-6 at layer 10."""
    std = mean_field(activation("tanh"), 512 * 0.01**2, depth=12).std
    assert std[4] == pytest.approx(5.8e-4, rel=0.05)
    assert int(np.flatnonzero(std < 1e-6)[0]) + 1 == 10
    assert math.ceil(math.log(1e-6) / math.log(0.01 * math.sqrt(512))) == 10


def network(power: float, *, until: int = 30) -> Callable[..., SimpleNamespace]:
    """Return networks that follow the formula until a layer, then its factor to a power."""

    def forward(
        _: object, sample: partial[object], phi: Activation, *, widths: tuple[int, ...], batch: int
    ) -> SimpleNamespace:
        assert batch > 0
        half = 0.5 if phi.key == "relu" else 1.0
        layer = sample.keywords["std"] * math.sqrt(widths[0] * half)
        steps = np.where(np.arange(1, len(widths)) <= until, layer, layer**power)
        return SimpleNamespace(std=np.cumprod([1.0, *steps]))

    return forward


def test_a_network_that_bends_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the signal falls half as fast after layer 8, only early layers are still asked for."""
    monkeypatch.setattr(signal_below, "forward_stats", network(0.5, until=8))
    for seed in range(20):
        question = QUESTION.draw(seed, Level.HARD)
        formula = math.log(float(question.facts["limit"])) / math.log(factor(question))
        assert formula < 9.5
        assert grade(question, (float(math.ceil(formula)),)).grade is Grade.RIGHT


def test_a_network_that_breaks_the_formula_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A straight line of another slope is not asked about, nor one that never gets there."""
    for power in (0.8, 1.3, 0.01):
        monkeypatch.setattr(signal_below, "forward_stats", network(power, until=0))
        for level in (Level.EASY, Level.HARD):
            with pytest.raises(UnanswerableError):
                QUESTION.draw(0, level)


def test_nothing_shown_lies_below_the_limit() -> None:
    """At least one layer is left to be extrapolated to, and no summary tells the layer."""
    for question in questions():
        measured, limit = curves(question)
        layer = int(field(question).solution[0])
        assert layer >= SHOWN[question.level] + 2
        assert min(measured.ys) > limit.ys[0]
        assert f"layer {layer}" not in question.blocks[0].summary
        (shown,) = question.revealed
        assert isinstance(shown, Lines)
        assert [(mark.role, mark.place) for mark in shown.marks] == [(CurveRole.TRUTH, layer)]
