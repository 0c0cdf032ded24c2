"""Sum of squares: variances add up, the drawn layer agrees, and each wrong sum has its name."""

import math
import re
from collections import Counter
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from initquiz.asking.grading import grade
from initquiz.model.blocks import Histogram
from initquiz.model.card import Level
from initquiz.model.measuring import Number, Quantity
from initquiz.model.question import Question
from initquiz.model.verdict import Grade
from initquiz.questions import sum_of_squares
from initquiz.questions.sum_of_squares import QUESTION
from initquiz.study.proving import prove

SEEDS = 120


@cache
def drawn(level: Level) -> tuple[Question, ...]:
    """Return one question for each seed of a level."""
    return tuple(QUESTION.draw(seed, level) for seed in range(SEEDS))


def everything() -> list[Question]:
    """Return all drawn questions."""
    return [question for level in Level for question in drawn(level)]


def asked(question: Question) -> Quantity:
    """Return the number asked for."""
    assert isinstance(question.answer, Number)
    (quantity,) = question.answer.quantities
    return quantity


def bars(question: Question) -> Histogram:
    """Return the weights' histogram as asked."""
    (block,) = question.blocks
    assert isinstance(block, Histogram)
    return block


def said(question: Question, pattern: str) -> float:
    """Return a number out of the prompt."""
    found = re.search(pattern, question.prompt)
    assert found is not None
    return float(found[1])


def fans(question: Question) -> tuple[float, float]:
    """Return the layer as the prompt has it."""
    return (
        said(question, r"\$n_\{in\}\$ = (\d+) "),
        said(question, r"\$n_\{out\}\$ = (\d+) "),
    )


def variance(question: Question) -> float:
    """Return the weights' variance from the prompt alone, or for a box from its last full bar."""
    n_in, n_out = fans(question)
    if question.level == "easy":
        return said(question, r"weights of \$\\sigma\$ = ([\d.]+)\.") ** 2
    if question.level == "medium":
        block = bars(question)
        tall = [x for x, count in zip(pairwise(block.edges), block.counts, strict=True) if count]
        return (sum(tall[-1]) / 2) ** 2 / 3
    name = re.search("“(.*)”", question.prompt)
    assert name is not None
    return {
        "He normal": 2 / n_in,
        "LeCun normal": 1 / n_in,
        "Xavier normal, both fans": 2 / (n_in + n_out),
        "He uniform": 2 / n_in,
        "Xavier uniform": 2 / (n_in + n_out),
        "PyTorch's linear layer": 1 / (3 * n_in),
        "Small random, std 0.01": 0.01**2,
    }[name[1]]


def mean_square(question: Question) -> float:
    """Return the mean square of the inputs from the prompt alone."""
    std = said(question, r"standard deviation ([\d.]+)\. What")
    if "ReLU" in question.prompt:
        return std**2 / 2
    return std**2 + said(question, r"mean ([\d.]+) and") ** 2


def test_quality_control_finds_nothing() -> None:
    """Every instance is repeatable, graded and explained, and no number answers too many."""
    assert prove(QUESTION.key, QUESTION, range(200, 240)).problems == ()


def test_the_prompt_gives_the_answer() -> None:
    """n_in times variance times mean square, all read off the question, is right every time."""
    for question in everything():
        value = math.sqrt(fans(question)[0] * variance(question) * mean_square(question))
        assert grade(question, (value,)).grade is Grade.RIGHT
        if question.level != "medium":
            assert value == pytest.approx(asked(question).value)


def test_a_relu_halves_the_mean_square() -> None:
    """He weights behind ReLUs of unit numbers give unit sums, as He et al. have it."""
    hits = [
        question
        for question in drawn(Level.HARD)
        if "ReLU" in question.prompt and "“He " in question.prompt
    ]
    assert hits
    for question in hits:
        size = said(question, r"standard deviation ([\d.]+)\. What")
        assert asked(question).value == pytest.approx(size)


def test_the_document_s_layer_comes_out() -> None:
    """σ = 0.01 and 512 inputs of rms 1 give 0.226, as the reference measured."""
    question = next(q for q in drawn(Level.EASY) if "0.01" in q.prompt)
    n_in, _ = fans(question)
    assert asked(question).value / math.sqrt(n_in) * math.sqrt(512) == pytest.approx(
        0.226, abs=5e-4
    )


def test_the_drawn_layer_agrees() -> None:
    """The pre-activations that are shown lie within 4 % of the answer, and are told."""
    for question in everything():
        measured = float(question.facts["measured_std"])
        assert abs(math.log(measured / asked(question).value)) <= 0.04
        assert f"σ = {measured:.3g}." in question.evidence
    for question in everything()[::20]:
        sums, weights = grade(question, None).blocks
        assert isinstance(sums, Histogram)
        assert isinstance(weights, Histogram)
        middles = (np.array(sums.edges[1:]) + np.array(sums.edges[:-1])) / 2
        rms = math.sqrt(float(np.average(middles**2, weights=sums.counts)))
        assert rms == pytest.approx(float(question.facts["measured_std"]), rel=0.02)
        assert sums.total == 64 * int(question.facts["n_out"])
        assert [mark.place for mark in sums.marks] == pytest.approx(
            [-asked(question).value, asked(question).value]
        )
        assert weights.counts == bars(question).counts
        assert len(weights.curves) == 1


def test_a_layer_that_strays_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the batch disagrees with the theory there is no question."""
    monkeypatch.setattr(sum_of_squares, "_AGREES", 1e-5)
    drafts = [
        sum_of_squares._draft(np.random.default_rng(seed), Level.EASY)  # noqa: SLF001
        for seed in range(30)
    ]
    assert drafts.count(None) > 20


def test_ten_percent_is_right_and_no_more() -> None:
    """Both ends of the tolerance are right, a hair beyond is wrong."""
    for question in everything()[::6]:
        value = asked(question).value
        for factor, expected in ((0.9, Grade.RIGHT), (1.1, Grade.RIGHT), (0.899, Grade.WRONG)):
            assert grade(question, (value * factor,)).grade is expected
        assert grade(question, (value * 1.101,)).grade is Grade.WRONG


def turns(question: Question) -> dict[str, float]:
    """Return the numbers that wrong turns give, worked out from the prompt, by the mistake."""
    (n_in, n_out), value = fans(question), asked(question).value
    std, rms = float(question.facts["std"]), math.sqrt(mean_square(question))
    found = {
        "fan-in-ignored": std * rms,
        "fan-in-not-rooted": n_in * std * rms,
        "fan-out-for-fan-in": math.sqrt(n_out) * std * rms,
        "inputs-ignored": math.sqrt(n_in) * std,
    }
    if "uniform" in question.facts["family"]:  # type: ignore[operator]
        found["bound-for-std"] = value * math.sqrt(3)
    size = said(question, r"standard deviation ([\d.]+)\. What")
    if "ReLU" in question.prompt:
        found["relu-ignored"] = value * math.sqrt(2)
        found["relu-halves-twice"] = value / math.sqrt(2)
    elif question.level == "hard":
        found["std-for-rms"] = math.sqrt(n_in) * std * size
        found["rms-summed"] = math.sqrt(n_in) * std * (size + said(question, r"mean ([\d.]+) and"))
    if "Xavier" in question.prompt:
        found["fan-out-ignored"] = rms
    return found


def test_each_wrong_turn_has_its_name() -> None:
    """Wrong sums are told as what they are, unless another slip gives the same number."""
    seen: Counter[str] = Counter()
    for question in everything():
        quantity = asked(question)
        named = {row.mistake.key: row.value for row in quantity.wrong}
        for key, number in turns(question).items():
            if key not in named:
                near = (row for row in quantity.wrong if 0.8 < row.value / number < 1.25)
                assert quantity.accepts(number) or next(near, None) is not None
                continue
            assert named[key] == pytest.approx(number)
            verdict = grade(question, (number,))
            assert (verdict.grade, verdict.misconception) == (Grade.WRONG, key)
            assert f"√{fans(question)[0]:.0f} · " in verdict.why
            seen[key] += 1
    assert {key for key, count in seen.items() if count > 4} == {
        *("fan-in-ignored", "fan-in-not-rooted", "fan-out-for-fan-in", "inputs-ignored"),
        *("bound-for-std", "relu-ignored", "relu-halves-twice", "std-for-rms", "rms-summed"),
        "fan-out-ignored",
    }


def test_the_variance_is_not_the_deviation() -> None:
    """Whoever gives the sum's variance, or puts σ² in for σ, is told so."""
    seen = 0
    for question in drawn(Level.EASY):
        value, std = asked(question).value, float(question.facts["std"])
        rows = [row for row in asked(question).wrong if row.mistake.key == "variance-for-std"]
        for row in rows:
            near = min((value**2, value * std), key=lambda number: abs(number - row.value))
            assert row.value == pytest.approx(near)
            assert grade(question, (near,)).misconception == "variance-for-std"
        seen += len(rows)
    assert seen > 1.5 * SEEDS


def test_the_axis_does_not_give_the_bound_away() -> None:
    """No multiple of the axis' end answers more than a quarter of the boxes, nor does a number."""
    questions = drawn(Level.MEDIUM)
    for scale in (
        [math.sqrt(fans(q)[0] * mean_square(q)) * bars(q).edges[-1] for q in questions],
        [1.0] * len(questions),
    ):
        ratios = [asked(q).value / s for q, s in zip(questions, scale, strict=True)]
        best = max(sum(0.9 * r <= guess <= 1.1 * r for r in ratios) for guess in ratios)
        assert best <= 0.3 * len(questions)  # a quarter, and luck


def test_a_box_can_be_read_to_the_tolerance() -> None:
    """A bar is no wider than a tenth of the bound, so that its end can be read to 5 %."""
    for question in drawn(Level.MEDIUM):
        block = bars(question)
        bound = math.sqrt(3) * float(question.facts["std"])
        assert block.edges[1] - block.edges[0] <= 0.12 * bound
        assert block.edges[-1] > bound


def test_levels_ask_what_they_promise() -> None:
    """σ is printed at easy, to be read at medium, a scheme's at hard; inputs vary but at easy."""
    for question in everything():
        assert (r"$\sigma$ = " in question.prompt) is (question.level == "easy")
        assert ("as you see" in question.prompt) is (question.level == "medium")
        assert ("“" in question.prompt) is (question.level == "hard")
        assert ("mean 0 and standard deviation 1. What" in question.prompt) is (
            question.level == "easy"
        )
    relus = ["ReLU" in question.prompt for question in drawn(Level.HARD)]
    assert 0.3 < sum(relus) / len(relus) < 0.7
    schemes = {question.facts["scheme"] for question in drawn(Level.HARD)}
    assert schemes == {*QUESTION.schemes}
