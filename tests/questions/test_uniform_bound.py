"""Uniform bound: √3 σ, whatever else is on show."""

import math
from collections.abc import Sequence
from functools import cache

import pytest

from initquiz.asking.grading import grade
from initquiz.errors import UnanswerableError
from initquiz.initializers.fans import Fans
from initquiz.model.blocks import CurveRole, Histogram
from initquiz.model.card import Level
from initquiz.model.measuring import PointOnPlot
from initquiz.model.question import Question
from initquiz.model.verdict import Grade, Verdict
from initquiz.questions import uniform_bound
from initquiz.questions.uniform_bound import QUESTION
from initquiz.study.proving import prove


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


def bound(question: Question) -> float:
    """Return the right answer."""
    return field(question).solution[0]


def bars(question: Question, *, revealed: bool = False) -> Histogram:
    """Return the histogram of a question."""
    block = (question.revealed if revealed else question.blocks)[0]
    assert isinstance(block, Histogram)
    return block


def answered(question: Question, value: float) -> Verdict:
    """Judge a place."""
    return grade(question, (value,))


def std_of(scheme: str, i: int, o: int) -> float:
    """Return the published σ of a scheme for a layer."""
    rule, _ = scheme.rsplit("_", 1)
    return {
        "xavier": math.sqrt(2 / (i + o)),
        "he": math.sqrt(2 / i),
        "lecun": math.sqrt(1 / i),
        "torch": math.sqrt(1 / (3 * i)),
        "small": 0.01,
    }[rule]


def fans(question: Question) -> tuple[int, int]:
    """Return the layer's fans."""
    return int(question.facts["n_in"]), int(question.facts["n_out"])


def covered(values: Sequence[float], factor: float) -> float:
    """Return the largest share of values that lie between one number and a multiple of it."""
    ends = sorted(values)
    return max(sum(low <= value <= low * factor for value in ends) for low in ends) / len(ends)


def test_quality_control_finds_nothing() -> None:
    """Thirty seeds at every level keep all promises of a question type."""
    assert prove(QUESTION.key, QUESTION, range(30)).problems == ()


def test_the_answer_is_root_three_times_the_published_sigma() -> None:
    """The bound is √3 σ of the scheme that is asked about, for the stated fans."""
    for question in everything():
        std = std_of(str(question.facts["scheme"]), *fans(question))
        assert bound(question) == pytest.approx(math.sqrt(3) * std, rel=1e-12)
        i, o = fans(question)
        assert f"$n_{{in}}$ = {i} and $n_{{out}}$ = {o}." in question.prompt


def test_the_sample_keeps_its_bound() -> None:
    """Where a box is drawn no weight lies beyond the bound, and the largest comes near it."""
    for question in everything():
        if question.facts["shown"] in {"", question.facts["scheme"]}:
            largest, total = float(question.facts["largest"]), int(question.facts["n"])
            assert bound(question) * (1 - 30 / total) < largest <= bound(question)
            end = bars(question, revealed=True)
            beyond = [
                count
                for count, low in zip(end.counts, end.edges[:-1], strict=True)
                if low > bound(question)
            ]
            assert sum(beyond) == 0


def test_each_level_shows_something_else() -> None:
    """Easy shows the box, medium the bell of its variance, hard a misleading bell or nothing."""
    shown = {level: {str(q.facts["shown"]) for q in drawn(level)} for level in Level}
    asked = {level: {str(q.facts["scheme"]) for q in drawn(level)} for level in Level}
    assert shown[Level.EASY] == {"xavier_uniform"}
    assert shown[Level.MEDIUM] == {"xavier_normal"}
    assert shown[Level.HARD] == {
        *("", "xavier_normal", "he_normal", "lecun_normal", "small_random")
    }
    assert asked[Level.EASY] == asked[Level.MEDIUM] == {"xavier_uniform"}
    assert len(asked[Level.HARD]) == 4
    empty = sum(not question.facts["shown"] for question in drawn(Level.HARD))
    assert 24 < empty < 60


def test_a_bell_at_hard_misleads() -> None:
    """The bell on show is wider or narrower by 1.3 at least, and taking its σ is named."""
    seen = 0
    for question in drawn(Level.HARD):
        if not question.facts["shown"]:
            assert bars(question).total == 0
            assert set(bars(question).counts) == {0}
            assert "Nothing has been drawn yet" in question.prompt
            continue
        std = std_of(str(question.facts["shown"]), *fans(question))
        ratio = math.sqrt(3) * std / bound(question)
        assert max(ratio, 1 / ratio) >= 1.3
        verdict = answered(question, math.sqrt(3) * std)
        assert verdict.grade is Grade.WRONG
        seen += verdict.misconception == "shown-for-asked"
    assert seen > 20


def test_the_bell_at_medium_leads_to_the_bound() -> None:
    """√3 times the σ that the bars measure is within the tolerance."""
    for question in drawn(Level.MEDIUM):
        block = bars(question)
        width = block.edges[1] - block.edges[0]
        middles = [edge + width / 2 for edge in block.edges[:-1]]
        pairs = zip(block.counts, middles, strict=True)
        square = sum(count * middle**2 for count, middle in pairs) / sum(block.counts)
        if not block.below + block.above:
            read = math.sqrt(3 * (square - width**2 / 12))
            assert answered(question, read).grade is Grade.RIGHT


def test_eight_percent_either_way_is_right() -> None:
    """Just inside 8 % is right, just outside is wrong."""
    for question in everything()[::11]:
        for share in (-0.08, 0.08):
            within = answered(question, bound(question) * (1 + share * 0.9999))
            beyond = answered(question, bound(question) * (1 + share * 1.0001))
            assert within.grade is Grade.RIGHT
            assert beyond.grade is Grade.WRONG


def test_sigma_taken_for_the_bound_is_named() -> None:
    """a/√3 is σ, 2a the whole box and a² lacks its root, at every level."""
    for level in Level:
        question = drawn(level)[0]
        a = bound(question)
        assert answered(question, a / math.sqrt(3)).misconception == "std-for-bound"
        assert answered(question, a**2).misconception == "root-forgotten"
    question = drawn(Level.EASY)[0]
    assert answered(question, 2 * bound(question)).misconception == "width-for-bound"
    assert answered(question, 1.3127 * bound(question)).misconception == "cut-for-bound"


def test_other_rules_are_named() -> None:
    """Xavier from the inputs alone, He and LeCun mixed up, PyTorch's end taken for theirs."""
    for question in drawn(Level.EASY):
        i, o = fans(question)
        if i > o:
            assert answered(question, math.sqrt(3 / i)).misconception == "fan-out-ignored"
    empty = [question for question in drawn(Level.HARD) if not question.facts["shown"]]
    mixed = {
        "he_uniform": (3, "factor-two-missing"),
        "lecun_uniform": (6, "factor-two-added"),
        "torch_linear": (6, "he-for-torch"),
    }
    for scheme, (square, key) in mixed.items():
        question = next(question for question in empty if question.facts["scheme"] == scheme)
        i, _ = fans(question)
        assert answered(question, math.sqrt(square / i)).misconception == key


def test_neither_axis_nor_start_tells_the_answer() -> None:
    """The marker starts at 0, no number and no share of the axis is right in a quarter."""
    for question in everything():
        asked = field(question)
        assert (asked.start, asked.least) == (0.0, 0.0)
        assert asked.most == bars(question).edges[-1] > bound(question)
        assert asked.step < 0.08 * bound(question)
    factor = 1.08 / 0.92
    assert covered([bound(question) for question in everything()], factor) < 0.25
    for level in Level:
        shares = [bound(question) / field(question).most for question in drawn(level)]
        assert covered(shares, factor) < 0.35  # 80 of each: 0.24 over many more


def test_the_box_is_laid_over_the_bars_afterwards() -> None:
    """Marks at ±a and σ and the box's outline come with the answer, and not before."""
    for question in everything():
        after = bars(question, revealed=True)
        a = bound(question)
        assert (bars(question).marks, bars(question).curves) == ((), ())
        assert [mark.place for mark in after.marks] == pytest.approx([-a, a, a / math.sqrt(3)])
        assert [curve.role for curve in after.curves] == [CurveRole.TRUTH]
        assert after.total == math.prod(fans(question))


def test_a_bell_that_would_lead_to_the_bound_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """At hard a bell of the asked variance, or near it, is never shown."""
    plan = uniform_bound._Plan("he_uniform", "he_normal", Fans(256, 64))  # noqa: SLF001
    monkeypatch.setattr(uniform_bound, "_plan", lambda *_: plan)
    with pytest.raises(UnanswerableError):
        QUESTION.draw(0, Level.HARD)
