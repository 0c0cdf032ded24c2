"""The first loss: ln(classes) from small weights, half the scores' variance more from large."""

import math
from functools import cache

import numpy as np
import pytest

from initquiz.asking.grading import grade
from initquiz.errors import UnanswerableError
from initquiz.initializers import training
from initquiz.model.blocks import Code, CurveRole, Lines
from initquiz.model.card import Level
from initquiz.model.measuring import Number, Quantity
from initquiz.model.question import Question
from initquiz.model.verdict import Grade
from initquiz.questions import initial_loss
from initquiz.questions.initial_loss import QUESTION
from initquiz.study.proving import prove

draw = QUESTION.draw


@cache
def drawn(level: Level) -> tuple[Question, ...]:
    """Return one question for each of 40 seeds."""
    return tuple(draw(seed, level) for seed in range(40))


def everything() -> list[Question]:
    """Return all drawn questions."""
    return [question for level in Level for question in drawn(level)]


def asked(question: Question) -> Quantity:
    """Return the number asked for."""
    assert isinstance(question.answer, Number)
    return question.answer.quantities[0]


def classes(question: Question) -> int:
    """Return the number of classes."""
    return int(question.facts["classes"])


def test_every_instance_keeps_the_promises_of_all_questions() -> None:
    """Drawn twice alike, graded right, wrong and unknown, each mistake named, no free guess."""
    assert prove("initial-loss", QUESTION, range(12, 34)).problems == ()


def test_near_zero_the_loss_is_the_log_of_the_classes() -> None:
    """Zero weights cost ln C to the last digit; 0.01 and less change it by under 2 %."""
    for question in drawn(Level.EASY):
        assert asked(question).value == math.log(classes(question))
        assert question.facts["measured_loss"] == pytest.approx(math.log(classes(question)))
    for question in drawn(Level.MEDIUM):
        assert asked(question).value == pytest.approx(math.log(classes(question)), rel=0.02)
        assert grade(question, (math.log(classes(question)),)).grade is Grade.RIGHT


def test_large_scores_cost_what_sampled_ones_do() -> None:
    """The value is the mean of ln(sum of exp) over 100,000 sampled rows of scores."""
    rng = np.random.default_rng(1)
    few = [question for question in drawn(Level.HARD) if classes(question) <= 50]
    assert len(few) > 5
    for question in few[:6]:
        facts = question.facts
        spread = math.sqrt(int(facts["n_in"])) * float(facts["std"])
        scores = spread * rng.standard_normal((100_000, classes(question)))
        rows = np.log(np.exp(scores).sum(axis=1))
        error = rows.std() / math.sqrt(len(rows))
        assert abs(asked(question).value - rows.mean()) < 5 * error


@pytest.mark.parametrize(
    ("variance", "measured"), [(0.0, 2.3026), (0.0512, 2.333), (1.0, 2.74), (2.0, 3.14)]
)
def test_ten_classes_start_where_they_were_measured(variance: float, measured: float) -> None:
    """Zero, 0.01, LeCun and He heads on 512 unit inputs: 2.3026, 2.333, 2.74 and 3.14."""
    expected = initial_loss._mean_loss(10, math.sqrt(variance))  # noqa: SLF001
    assert expected == pytest.approx(measured, abs=0.035)


def test_the_rule_of_thumb_is_always_right() -> None:
    """The log of C, at the hard level plus half the scores' variance, counts as right."""
    for question in everything():
        facts = question.facts
        half = int(facts["n_in"]) * float(facts["std"]) ** 2 / 2 if question.level == "hard" else 0
        rule = math.log(classes(question)) + half
        assert grade(question, (rule,)).grade is Grade.RIGHT
        assert facts["measured_loss"] == pytest.approx(asked(question).value, rel=0.03)


def test_five_percent_off_is_right_and_more_is_close() -> None:
    """Both ends of the tolerance count, a hair beyond is told that it was close."""
    for question in everything()[::9]:
        value = asked(question).value
        for factor in (0.95, 1.05):
            assert grade(question, (value * factor,)).grade is Grade.RIGHT
        for factor in (0.949, 1.051):
            verdict = grade(question, (value * factor,))
            assert verdict.grade is Grade.WRONG
            assert verdict.title.startswith("Close, but not precise enough")


def test_each_wrong_turn_has_its_name() -> None:
    """Other logarithms, a probability, no loss at all, no scale, all of the variance."""
    question = next(q for q in drawn(Level.HARD) if len(asked(q).wrong) == 6)
    count, log = classes(question), math.log(classes(question))
    variance = int(question.facts["n_in"]) * float(question.facts["std"]) ** 2
    values = {
        "bits-for-nats": math.log2(count),
        "decimal-logarithm": math.log10(count),
        "probability-for-loss": 1 / count,
        "zero-weights-zero-loss": 0.0,
        "scale-ignored": log,
        "variance-not-halved": log + variance,
    }
    for key, value in values.items():
        verdict = grade(question, (value,))
        assert (verdict.grade, verdict.misconception) == (Grade.WRONG, key)
        assert f"ln {count:,} = {log:.3f}" in verdict.why


def test_at_the_hard_level_the_scale_cannot_be_ignored() -> None:
    """The log of C alone is a tenth too small there or more, and has a name."""
    for question in (draw(seed, Level.HARD) for seed in range(60)):
        log = math.log(classes(question))
        assert grade(question, (log,)).misconception == "scale-ignored"
        assert asked(question).value >= 1.1 * log


def test_levels_differ_as_promised() -> None:
    """Zero weights, then small ones, then scores with a variance of one to three."""
    assert {q.facts["scheme"] for q in drawn(Level.EASY)} == {"zeros"}
    assert {q.facts["scheme"] for q in drawn(Level.MEDIUM)} == {"small_random"}
    variances = {round(float(q.facts["score_variance"]), 9) for q in drawn(Level.HARD)}
    assert variances == {1.0, 1.5, 2.0, 3.0}


def test_no_number_is_right_often() -> None:
    """At each level the best single number answers fewer than a quarter of the instances."""
    for level in Level:
        quantities = [asked(question) for question in drawn(level)]
        best = max(sum(other.accepts(q.value) for other in quantities) for q in quantities)
        assert best < 0.25 * len(quantities)


def test_a_head_that_strays_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A drawn head 4 % away from the theory is refused, each time."""
    name = "initquiz.questions.initial_loss.initial_loss"
    monkeypatch.setattr(name, lambda *a, **k: 1.04 * training.initial_loss(*a, **k))
    with pytest.raises(UnanswerableError):
        draw(0, Level.EASY)


def test_the_plot_shows_where_the_head_stands() -> None:
    """The curve starts at ln C, rises, and the mark stands at the scores' own spread."""
    for question in everything()[::7]:
        code, plot = question.revealed
        assert isinstance(code, Code)
        assert isinstance(plot, Lines)
        curve = plot.curves[0]
        assert curve.role is CurveRole.TRUTH
        assert curve.ys[0] == pytest.approx(math.log(classes(question)))
        assert list(curve.ys) == sorted(curve.ys)
        here = plot.marks[0].place
        assert np.interp(here, curve.xs, curve.ys) == pytest.approx(asked(question).value, rel=0.01)
        assert f"({question.facts['n_in']}, {classes(question)})" in code.text
