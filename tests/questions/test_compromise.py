"""Glorot's compromise: two factors, each off by its own named mistakes."""

import math
import re
from functools import cache

import numpy as np
import pytest

from initquiz.asking.grading import grade
from initquiz.model.blocks import Code, Table
from initquiz.model.card import Level
from initquiz.model.measuring import Number
from initquiz.model.question import Question
from initquiz.model.verdict import Grade
from initquiz.questions.compromise import QUESTION
from initquiz.study.proving import prove

draw = QUESTION.draw


@cache
def drawn(level: Level) -> tuple[Question, ...]:
    """Return one question for each of 60 seeds."""
    return tuple(draw(seed, level) for seed in range(60))


def everything() -> list[Question]:
    """Return all drawn questions."""
    return [question for level in Level for question in drawn(level)]


def fans(question: Question) -> tuple[int, int]:
    """Return both fans of a question's layer."""
    return int(question.facts["n_in"]), int(question.facts["n_out"])


def field(question: Question) -> Number:
    """Return the two numbers asked for."""
    assert isinstance(question.answer, Number)
    return question.answer


def named(question: Question, index: int) -> dict[str, float]:
    """Return the values of the named mistakes about one of the two numbers."""
    return {wrong.mistake.key: wrong.value for wrong in field(question).quantities[index].wrong}


def test_every_instance_keeps_the_promises_of_all_questions() -> None:
    """Drawn twice alike, graded right, wrong and unknown, each mistake named, no free guess."""
    assert prove("compromise", QUESTION, range(12, 36)).problems == ()


def test_both_factors_follow_from_the_code_that_is_shown() -> None:
    """The variance that the code draws, times the fan of the direction, is the right answer."""
    for question in everything():
        block = question.blocks[0]
        assert isinstance(block, Code)
        n_in, n_out = fans(question)
        formula, shape = block.text.splitlines()[:2]
        assert shape.endswith(f"size=({n_in}, {n_out}))")
        scale = eval(formula.split(" = ")[1], {"np": np})  # noqa: S307  the code on show
        variance = scale**2 / (3 if "uniform" in shape else 1)
        assert field(question).solution == pytest.approx((n_in * variance, n_out * variance))
        assert question.facts["std"] == pytest.approx(math.sqrt(variance))


def test_the_drawn_layer_bears_the_theory_out() -> None:
    """What 128 signals measure in both directions lies within a tenth of the factors."""
    for question in everything():
        facts, (forward, backward) = question.facts, field(question).solution
        assert facts["measured_forward"] == pytest.approx(forward, rel=0.1)
        assert facts["measured_backward"] == pytest.approx(backward, rel=0.1)
        table = question.revealed[1]
        assert isinstance(table, Table)
        assert [row[2] for row in table.rows] == [f"{forward:.3g}", f"{backward:.3g}"]
        assert f"{facts['measured_forward']:.3g} forward" in question.evidence


@pytest.mark.parametrize("level", Level)
def test_two_percent_off_is_right_and_more_is_close(level: Level) -> None:
    """Both ends of the tolerance count, a hair beyond is told that it was close."""
    for question in drawn(level)[:10]:
        forward, backward = field(question).solution
        for factor in (0.98, 1.02):
            assert grade(question, (forward * factor, backward)).grade is Grade.RIGHT
            assert grade(question, (forward, backward * factor)).grade is Grade.RIGHT
        for factor in (0.979, 1.021):
            for given in ((forward * factor, backward), (forward, backward * factor)):
                verdict = grade(question, given)
                assert verdict.grade is Grade.WRONG
                assert verdict.title.startswith("Close, but not precise enough")


def test_each_wrong_turn_has_its_name() -> None:
    """Swapped, left at 1, the variance of a weight, no 2, a root: each is told by its key."""
    question = next(q for q in drawn(Level.MEDIUM) if len(named(q, 0)) == 5)
    n_in, n_out = fans(question)
    forward, backward = 2 * n_in / (n_in + n_out), 2 * n_out / (n_in + n_out)
    assert field(question).solution == pytest.approx((forward, backward))
    assert named(question, 0) == pytest.approx(
        {
            "directions-swapped": backward,
            "compromise-overlooked": 1.0,
            "weight-variance-for-factor": 2 / (n_in + n_out),
            "factor-two-missing": forward / 2,
            "std-for-variance": math.sqrt(forward),
        }
    )
    verdict = grade(question, (backward, forward))
    assert (verdict.grade, verdict.misconception) == (Grade.WRONG, "directions-swapped")
    assert f"adds up {n_in} products, the other {n_out}" in verdict.why
    assert grade(question, (forward, 1.0)).misconception == "compromise-overlooked"


def test_a_gain_counts_squared() -> None:
    """At the hard level the gain itself, or none, is a mistake with a name."""
    for question in drawn(Level.HARD):
        gain, mistakes = float(question.facts["gain"]), named(question, 0)
        n_in, n_out = fans(question)
        plain = 2 * n_in / (n_in + n_out)
        assert field(question).solution[0] == pytest.approx(gain**2 * plain)
        if "gain-not-squared" in mistakes:
            assert mistakes["gain-not-squared"] == pytest.approx(gain * plain)
            verdict = grade(question, (gain * plain, field(question).solution[1]))
            assert verdict.misconception == "gain-not-squared"
        if "gain-ignored" in mistakes:
            assert mistakes["gain-ignored"] == pytest.approx(plain)
    keys = {key for question in drawn(Level.HARD) for key in named(question, 0)}
    assert {"gain-not-squared", "gain-ignored", "bound-for-std"} <= keys


def test_levels_differ_as_promised() -> None:
    """Easy fans are multiples of each other, and only hard layers have a gain or a bound."""
    for question in drawn(Level.EASY):
        small, large = sorted(fans(question))
        assert large % small == 0
        assert large > small
    assert any(max(fans(q)) % min(fans(q)) for q in drawn(Level.MEDIUM))
    for question in everything():
        hard = question.level == "hard"
        assert (question.facts["gain"] != 1) is hard
        assert hard or question.facts["scheme"] == "xavier_normal"
    assert {q.facts["scheme"] for q in drawn(Level.HARD)} == set(QUESTION.schemes)


def test_the_document_card_is_an_instance() -> None:
    """784 to 256 gives the card's 1.51 and 0.49; no level keeps a variance exactly."""
    assert [round(2 * fan / 1040, 2) for fan in (784, 256)] == [1.51, 0.49]
    for question in everything():
        n_in, n_out = fans(question)
        assert max(n_in, n_out) >= 1.25 * min(n_in, n_out)
        gain = float(question.facts["gain"])
        assert sum(field(question).solution) == pytest.approx(2 * gain**2)


def test_the_prompt_states_both_fans_and_not_the_answer() -> None:
    """Fans stand outside formulas; the only decimal that is shown is the gain."""
    for question in everything():
        n_in, n_out = fans(question)
        assert rf"$n_{{in}}$ = {n_in} and $n_{{out}}$ = {n_out} " in question.prompt
        block = question.blocks[0]
        assert isinstance(block, Code)
        said = re.findall(r"\d+\.\d+", f"{question.prompt} {block.text} {block.summary}")
        gain = float(question.facts["gain"])
        assert all(float(number) == pytest.approx(gain, rel=1e-3) for number in said)
