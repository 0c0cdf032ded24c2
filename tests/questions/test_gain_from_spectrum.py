"""Gain from the spectrum: exact, readable off the axis, not to be guessed from its ends."""

import math
from collections import Counter
from functools import cache

import numpy as np
import pytest

from initquiz.asking.grading import grade
from initquiz.model.blocks import CurveRole, Histogram, Spectrum
from initquiz.model.card import Level
from initquiz.model.measuring import Number, Quantity
from initquiz.model.question import Question
from initquiz.model.verdict import Grade
from initquiz.questions import gain_from_spectrum
from initquiz.questions.gain_from_spectrum import QUESTION
from initquiz.study.proving import prove

SEEDS = 80


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


def facts(question: Question) -> tuple[int, int, int, float]:
    """Return n_in, n_out, the depth and the weights' standard deviation."""
    found = question.facts
    return int(found["n_in"]), int(found["n_out"]), int(found["depth"]), float(found["std"])


def test_quality_control_finds_nothing() -> None:
    """Drawn twice it is the same, its edges are right, every mistake is found and told."""
    proof = prove(QUESTION.key, QUESTION, range(12, 52))
    assert proof.problems == ()
    assert (proof.instances, proof.refused, proof.worst_error_bound) == (120, 0, 0.0)


def test_the_line_is_at_a_power_of_the_gain() -> None:
    """Every singular value shown, to six digits, has the right answer as its root."""
    for question in everything():
        (block,) = question.blocks
        n_in, n_out, depth, _ = facts(question)
        if isinstance(block, Spectrum):
            assert len(block.values) == min(n_in, n_out)
            roots = np.array(block.values) ** (1 / depth)
            assert roots == pytest.approx(np.full(len(roots), asked(question).value), rel=1e-6)


def test_the_weights_tell_the_gain_too() -> None:
    """σ·√max(n_in, n_out) is the right answer at every level, one layer's σ in the facts."""
    for question in everything():
        n_in, n_out, _, std = facts(question)
        assert std * math.sqrt(max(n_in, n_out)) == pytest.approx(asked(question).value, rel=1e-6)


def test_two_percent_are_right_and_no_more() -> None:
    """Both edges count, a thousandth beyond does not but is called close."""
    for question in everything()[::5]:
        gain = asked(question).value
        for share, finding in ((0.9801, Grade.RIGHT), (1.0199, Grade.RIGHT)):
            assert grade(question, (gain * share,)).grade is finding
        for share in (0.979, 1.021):
            verdict = grade(question, (gain * share,))
            assert verdict.grade is Grade.WRONG
            assert verdict.title.startswith("Close, but not precise enough: gain = ")


def test_levels_differ_in_depth() -> None:
    """One layer; 2 to 10; 20 to 50 on a logarithmic axis, or the weights alone."""
    for question in drawn(Level.EASY):
        assert facts(question)[2] == 1
    for question in drawn(Level.MEDIUM):
        assert facts(question)[2] in {2, 3, 4, 5, 6, 8, 10}
    kinds: Counter[str] = Counter()
    for question in drawn(Level.HARD):
        (block,) = question.blocks
        kinds[block.kind] += 1
        if isinstance(block, Spectrum):
            assert block.log_y
            assert facts(question)[2] in {20, 30, 40, 50}
        else:
            assert facts(question)[2] == 1
            assert facts(question)[0] != facts(question)[1]
    assert min(kinds["spectrum"], kinds["histogram"]) > SEEDS / 4


def test_the_gain_is_never_nearly_one() -> None:
    """At gain 1 every power is 1 and each mistake would be right."""
    assert min(abs(math.log(asked(question).value)) for question in everything()) >= 0.04


def test_the_line_can_be_read_within_the_tolerance() -> None:
    """Two percent of the gain are at least 1.5 % of the axis' height, and the line is on it."""
    for question in everything():
        (block,) = question.blocks
        if isinstance(block, Spectrum):
            assert block.y_range is not None
            scale = math.log if block.log_y else float
            low, high = (scale(end) for end in block.y_range)
            value = block.values[0]
            depth = facts(question)[2]
            assert low < scale(value) < high
            assert (scale(value * 1.02**depth) - scale(value)) / (high - low) > 0.015


def _guess(block: Spectrum, share: float) -> float:
    """Return the height at a share of the axis, whatever the values."""
    low, high = block.y_range or (0.0, 1.0)
    if block.log_y:
        return float(low * (high / low) ** share)
    return low + share * (high - low)


@pytest.mark.parametrize("level", list(Level))
def test_the_ends_of_the_axis_do_not_tell_the_line(level: Level) -> None:
    """No place between them, nor any multiple of their distance, is right in three of ten."""
    questions = [QUESTION.draw(seed, level) for seed in range(200)]
    shown = [(q, b) for q in questions for b in q.blocks if isinstance(b, Spectrum)]
    assert len(shown) > 60
    guesses = [lambda b, s=s: _guess(b, s) for s in np.linspace(0.05, 0.95, 19)]
    guesses += [
        lambda b, m=m: m * ((b.y_range or (0, 1))[1] - (b.y_range or (0, 1))[0])
        for m in np.linspace(0.1, 6, 60)
    ]
    for guess in guesses:
        hits = sum(asked(q).accepts(guess(b) ** (1 / facts(q)[2])) for q, b in shown)
        assert hits < 0.3 * len(shown)


def test_the_hard_question_without_a_spectrum_states_what_it_needs() -> None:
    """The prompt has σ with four digits, and the answer follows from these to a tenth of 2 %."""
    for question in drawn(Level.HARD):
        if isinstance(question.blocks[0], Histogram):
            n_in, n_out, _, std = facts(question)
            assert rf"$\sigma$ = {std:.4g}." in question.prompt
            worked_out = float(f"{std:.4g}") * math.sqrt(max(n_in, n_out))
            assert worked_out == pytest.approx(asked(question).value, rel=0.002)
            assert question.blocks[0].total == n_in * n_out


def test_the_answer_is_not_in_the_words() -> None:
    """Neither prompt nor title tells the gain; both fans are stated; histograms tell no gain."""
    for question in everything():
        n_in, n_out, _, _ = facts(question)
        gain = f"{asked(question).value:g}"
        assert f"= {gain} " not in question.prompt
        assert question.blocks[0].title == ""
        assert f"$n_{{in}}$ = {n_in}" in question.prompt
        assert f"$n_{{out}}$ = {n_out} " in question.prompt
        assert question.prompt.endswith("within 2 %?")


def named(level: Level, kind: str) -> dict[str, tuple[Question, float]]:
    """Return an instance and a value for each named mistake of a level."""
    return {
        wrong.mistake.key: (question, wrong.value)
        for question in drawn(level)
        if question.blocks[0].kind == kind
        for wrong in asked(question).wrong
    }


SHALLOW = {"gain-squared", "std-for-gain", "norm-for-gain", "gain-inverted"}
DEEP = {
    *("product-for-layer", "divided-by-depth", "square-root-for-depth"),
    *("logarithm-for-gain", "logarithm-for-product"),
}
WEIGHTS = {
    *("shorter-side", "gain-squared", "root-missing", "fans-averaged", "norm-for-gain"),
    *("std-for-gain", "divided-for-multiplied"),
}


@pytest.mark.parametrize(
    ("level", "kind", "keys"),
    [
        (Level.EASY, "spectrum", SHALLOW),
        (Level.MEDIUM, "spectrum", DEEP),
        (Level.HARD, "spectrum", DEEP),
        (Level.HARD, "histogram", WEIGHTS),
    ],
)
def test_each_mistake_is_named(level: Level, kind: str, keys: set[str]) -> None:
    """Each is found at its own value, graded wrong, and told with this question's numbers."""
    found = named(level, kind)
    assert set(found) == keys
    for key, (question, value) in found.items():
        verdict = grade(question, (value,))
        assert (verdict.grade, verdict.misconception) == (Grade.WRONG, key)
        assert any(sign.isdigit() for sign in verdict.why)
        assert verdict.title.startswith("Not ")


def test_the_values_of_mistakes_are_what_they_say() -> None:
    """Recomputed from the facts: power, root, logarithm, the other side, the squared gain."""
    for question in everything():
        n_in, n_out, depth, std = facts(question)
        gain = asked(question).value
        height, low, high = gain**depth, min(n_in, n_out), max(n_in, n_out)
        expected = {
            "product-for-layer": height,
            "divided-by-depth": height / depth,
            "square-root-for-depth": height**0.5,
            "logarithm-for-product": math.log10(height),
            "logarithm-for-gain": math.log10(gain),
            "gain-squared": gain**2,
            "gain-inverted": 1 / gain,
            "std-for-gain": gain / math.sqrt(high),
            "norm-for-gain": gain * math.sqrt(low),
            "shorter-side": std * math.sqrt(low),
            "root-missing": std * high,
            "fans-averaged": std * math.sqrt((low + high) / 2),
            "divided-for-multiplied": std / math.sqrt(high),
        }
        for wrong in asked(question).wrong:
            assert wrong.value == pytest.approx(expected[wrong.mistake.key], rel=1e-6)


def test_the_truth_is_laid_over() -> None:
    """A line at the power of the gain, or marks at ±σ."""
    for question in everything():
        (block,) = question.revealed
        _, _, depth, std = facts(question)
        if isinstance(block, Spectrum):
            (curve,) = block.curves
            assert curve.role is CurveRole.TRUTH
            assert curve.ys == pytest.approx([asked(question).value ** depth] * 2)
        else:
            assert isinstance(block, Histogram)
            assert [mark.place for mark in block.marks] == [std, -std]


def test_a_gain_near_one_is_drawn_again() -> None:
    """Where the range of gains lies about 1 no gain is found, elsewhere one is."""
    rng = np.random.default_rng(0)
    assert gain_from_spectrum._gain(rng, 0.97, 1.03) is None  # noqa: SLF001
    assert gain_from_spectrum._gain(rng, 1.5, 1.6) == pytest.approx(1.55, abs=0.05)  # noqa: SLF001


def test_prompts_say_what_is_shown() -> None:
    """One layer's singular values, a product's and its depth, or no spectrum at all."""
    for question in everything():
        depth = facts(question)[2]
        if question.blocks[0].kind == "histogram":
            assert "singular" not in question.prompt
        elif depth == 1:
            assert question.prompt.startswith("An orthogonal layer with ")
            assert "and these are its singular values" in question.prompt
        else:
            assert f"has {depth} orthogonal layers, each with " in question.prompt
            assert "singular values of their product" in question.prompt


@pytest.mark.parametrize("level", list(Level))
def test_the_line_may_lie_anywhere_on_its_axis(level: Level) -> None:
    """Over the seeds it is found in the lower and in the upper third of what is used."""
    places = []
    for question in drawn(level):
        (block,) = question.blocks
        if isinstance(block, Spectrum) and block.y_range:
            scale = math.log if block.log_y else float
            low, high = (scale(end) for end in block.y_range)
            places.append((scale(block.values[0]) - low) / (high - low))
    assert min(places) < 0.35
    assert max(places) > 0.65
    assert np.std(places) > 0.12


def test_the_roots_have_names() -> None:
    """The evidence speaks of square and cube roots, and of higher ones by their number."""
    said = " ".join(question.evidence for question in everything())
    for name in ("square root", "cube root", "4th root", "20th root"):
        assert name in said
    assert "2th" not in said.replace("12th", "")
    assert "3th" not in said
