"""Predict, then see: nothing is drawn until the marker is set, and then everything is."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache

import pytest

from initquiz.asking.grading import grade
from initquiz.model.blocks import CurveRole, Histogram
from initquiz.model.card import Level
from initquiz.model.measuring import PointOnPlot
from initquiz.model.question import Question
from initquiz.model.verdict import Grade, Verdict
from initquiz.questions.predict_then_reveal import QUESTION
from initquiz.study.proving import prove

FACTOR = 1.15


@cache
def drawn(level: Level) -> tuple[Question, ...]:
    """Return one question for each of 80 seeds of a level."""
    return tuple(QUESTION.draw(seed, level) for seed in range(80))


def everything() -> list[Question]:
    """Return all drawn questions."""
    return [question for level in Level for question in drawn(level)]


def field(question: Question) -> PointOnPlot:
    """Return the answer field of a question."""
    assert isinstance(question.answer, PointOnPlot)
    return question.answer


def bars(question: Question, *, revealed: bool = False) -> Histogram:
    """Return the histogram of a question."""
    block = (question.revealed if revealed else question.blocks)[0]
    assert isinstance(block, Histogram)
    return block


def answered(question: Question, value: float) -> Verdict:
    """Judge a place."""
    return grade(question, (value,))


def exact(question: Question) -> float:
    """Return the published value for the stated scheme, settings and fans."""
    facts = question.facts
    i, o, key = int(facts["n_in"]), int(facts["n_out"]), str(facts["scheme"])
    if key == "he_normal" and facts.get("mode") == "fan_out":
        return math.sqrt(2 / o)
    if "gain" in facts:
        return 5 / 3 * math.sqrt(2 / (i + o))
    return {
        "he_normal": math.sqrt(2 / i),
        "lecun_normal": math.sqrt(1 / i),
        "xavier_normal": math.sqrt(2 / (i + o)),
        "small_random": 0.01,
        "xavier_uniform": math.sqrt(6 / (i + o)),
        "he_uniform": math.sqrt(6 / i),
        "lecun_uniform": math.sqrt(3 / i),
        "orthogonal": 1 / math.sqrt(max(i, o)),
        "torch_linear": 1 / math.sqrt(i),
        "sparse": math.sqrt(15 / i),
    }[key]


def of(scheme: str, fits: Callable[[int, int], bool] = lambda *_: True) -> Question:
    """Return a question of a scheme whose fans fit."""
    return next(
        question
        for question in everything()
        if question.facts["scheme"] == scheme
        and not {"gain", "mode"} & set(question.facts)
        and fits(int(question.facts["n_in"]), int(question.facts["n_out"]))
    )


def covered(values: Sequence[float], factor: float) -> float:
    """Return the largest share of values that one number hits within a factor."""
    ends = sorted(values)
    hits = (sum(low <= value <= low * factor**2 for value in ends) for low in ends)
    return max(hits) / len(ends)


def test_quality_control_finds_nothing() -> None:
    """Thirty seeds at every level keep all promises of a question type."""
    assert prove(QUESTION.key, QUESTION, range(30)).problems == ()


def test_the_answer_is_the_published_value() -> None:
    """σ, or the end of the box, is what the paper or framework says for these fans."""
    for question in everything():
        assert field(question).solution[0] == pytest.approx(exact(question), rel=1e-12)
        assert ("bars stop" in question.prompt) is (question.facts["asked"] == "bound")


def test_the_axis_is_empty_until_the_marker_is_set() -> None:
    """Before the answer there are no counts, no overlay and no word of what will be drawn."""
    for question in everything():
        block = bars(question)
        assert set(block.counts) == {0}
        assert (block.total, block.below, block.above, block.zeros) == (0, 0, 0, 0)
        assert (block.curves, block.marks) == ((), ())
        assert block.summary.startswith("An empty axis from −")
        assert block.summary.endswith(": nothing has been drawn yet.")


def test_the_sample_is_laid_under_the_marker_afterwards() -> None:
    """Then all weights are on the same axis, with the law's curve and marks at the answer."""
    for question in everything():
        block, facts = bars(question, revealed=True), question.facts
        assert block.edges == bars(question).edges
        assert sum(block.counts) + block.below + block.above == block.total
        assert block.total == int(facts["n_in"]) * int(facts["n_out"])
        value = field(question).solution[0]
        assert [mark.place for mark in block.marks] == [-value, value]
        assert [curve.role for curve in block.curves] == [CurveRole.TRUTH]
        assert f"{facts['n']:,} weights" in question.evidence


def test_the_sample_keeps_what_was_predicted() -> None:
    """The layer's own σ is near its law's; for an orthogonal one it is the same to six digits."""
    for question in everything():
        measured = float(question.facts["measured_std"])
        predicted = float(question.facts["predicted_std"])
        orthogonal = question.facts["scheme"] == "orthogonal"
        sparse = question.facts["scheme"] == "sparse"
        rel = 1e-6 if orthogonal else 0.15 if sparse else 0.06
        assert measured == pytest.approx(predicted, rel=rel)


def test_neither_axis_nor_start_tells_the_answer() -> None:
    """The marker starts at 0, and no share of the axis is right in a quarter of instances."""
    for question in everything():
        asked = field(question)
        assert (asked.start, asked.least) == (0.0, 0.0)
        assert asked.most == bars(question).edges[-1]
        assert asked.step < asked.quantity.value * 0.07
    for asked_for in ("std", "bound"):
        shares = [
            field(question).solution[0] / field(question).most
            for question in everything()
            if question.facts["asked"] == asked_for
        ]
        assert covered(shares, FACTOR) < 0.3
    assert covered([field(question).solution[0] for question in everything()], FACTOR) < 0.25


def test_the_tolerance_is_a_factor_either_way() -> None:
    """Just inside 1.15 is right, just outside is wrong."""
    for question in everything()[::11]:
        value = field(question).solution[0]
        for end in (value * FACTOR, value / FACTOR):
            assert answered(question, value + (end - value) * 0.9999).grade is Grade.RIGHT
            assert answered(question, value + (end - value) * 1.0001).grade is Grade.WRONG


def test_the_factor_two_and_the_wrong_fan_are_named() -> None:
    """He without its 2, LeCun with one, Xavier from one fan, He from the outputs."""
    wide, narrow = of("he_normal", lambda i, o: o > 3 * i), of("he_normal", lambda i, o: i > 3 * o)
    i, o = int(wide.facts["n_in"]), int(wide.facts["n_out"])
    assert answered(wide, math.sqrt(1 / i)).misconception == "factor-two-missing"
    assert answered(wide, math.sqrt(2 / (i + o))).misconception == "fans-averaged"
    i, o = int(narrow.facts["n_in"]), int(narrow.facts["n_out"])
    assert answered(narrow, math.sqrt(2 / o)).misconception == "fan-out-for-fan-in"
    assert answered(narrow, 2 / i).misconception == "variance-for-std"
    lecun = of("lecun_normal", lambda i, o: i > 4 * o)
    i = int(lecun.facts["n_in"])
    assert answered(lecun, math.sqrt(2 / i)).misconception == "factor-two-added"
    xavier = of("xavier_normal", lambda i, o: o > 3 * i)
    i = int(xavier.facts["n_in"])
    assert answered(xavier, math.sqrt(1 / i)).misconception == "fan-out-ignored"


def test_small_random_ignores_the_fans() -> None:
    """A scale that follows from the fans is named where 0.01 is right, and the other way round."""
    small, he = of("small_random"), of("he_normal")
    i = int(small.facts["n_in"])
    assert answered(small, math.sqrt(2 / i)).misconception == "scale-from-fans"
    assert answered(he, 0.01).misconception in {"fixed-scale", "variance-for-std"}


def test_sigma_is_not_the_end_of_a_box() -> None:
    """Where the end is asked for, σ lands at a/√3 and is named."""
    for scheme in ("xavier_uniform", "he_uniform", "lecun_uniform", "torch_linear"):
        question = of(scheme)
        value = field(question).solution[0]
        assert answered(question, value / math.sqrt(3)).misconception == "std-for-bound"
    question = of("torch_linear")
    n_in = int(question.facts["n_in"])
    assert answered(question, math.sqrt(3 / n_in)).misconception == "end-taken-for-std"
    assert answered(question, math.sqrt(6 / n_in)).misconception == "he-for-torch"


def test_an_orthogonal_entry_is_no_singular_value() -> None:
    """1 is a singular value; the shorter side gives too large an entry."""
    question = of("orthogonal")
    shorter = min(int(question.facts["n_in"]), int(question.facts["n_out"]))
    assert answered(question, 1.0).misconception == "singular-value-for-entry"
    assert answered(question, 1 / math.sqrt(shorter)).misconception == "shorter-side-for-longer"


def test_hard_settings_are_stated_and_their_neglect_is_named() -> None:
    """A gain, the outputs' fan and kept links are in prompt and facts, forgetting them is named."""
    seen = Counter[str]()
    for question in drawn(Level.HARD):
        facts = question.facts
        i, o = int(facts["n_in"]), int(facts["n_out"])
        if "gain" in facts:
            seen["gain"] += 1
            assert "with the gain 5/3" in question.prompt
            plain = math.sqrt(2 / (i + o))
            assert answered(question, plain).misconception == "gain-forgotten"
        elif facts.get("mode") == "fan_out":
            seen["mode"] += 1
            assert "in the mode `fan_out`" in question.prompt
            assert answered(question, math.sqrt(2 / i)).misconception == "fan-in-for-fan-out"
        elif facts["scheme"] == "sparse":
            seen["sparse"] += 1
            assert facts["sparsity_links"] == 15
            assert "zeros included" in question.prompt
            assert answered(question, 1.0).misconception == "zeros-left-out"
    assert len(seen) == 3


def test_fans_differ_by_a_factor_of_two() -> None:
    """Each layer is so far from square that the wrong fan cannot pass; some widen, some narrow."""
    for question in everything():
        fans = int(question.facts["n_in"]), int(question.facts["n_out"])
        assert max(fans) >= 2 * min(fans)
    wide = sum(q.facts["n_out"] > q.facts["n_in"] for q in everything())  # type: ignore[operator]  # ints
    assert 60 < wide < 180


def test_levels_differ_in_schemes() -> None:
    """Easy asks for four bells' σ, medium for ends and orthogonal entries, hard for settings."""
    schemes = {level: {str(q.facts["scheme"]) for q in drawn(level)} for level in Level}
    assert schemes[Level.EASY] == {"he_normal", "lecun_normal", "xavier_normal", "small_random"}
    assert schemes[Level.MEDIUM] == {
        *("xavier_uniform", "he_uniform", "lecun_uniform", "orthogonal")
    }
    assert schemes[Level.HARD] == {"torch_linear", "sparse", "he_normal", "xavier_normal"}
