"""The spike at 0: counted zeros, and bars beside it, name the scheme."""

import math
from collections import Counter
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from initquiz.asking.grading import grade
from initquiz.errors import UnanswerableError
from initquiz.initializers.named import draw
from initquiz.initializers.sampling import Weights
from initquiz.model.blocks import CurveRole, Histogram
from initquiz.model.card import Level
from initquiz.model.choosing import Choice, OptionLaw
from initquiz.model.question import Question
from initquiz.model.verdict import Grade
from initquiz.questions import spike
from initquiz.questions.spike import QUESTION
from initquiz.study.proving import prove

KINDS = {"zeros": "zero", "constant": "constant", "small": "bell", "all": "bell"}
CONFUSIONS = {
    ("zero", "constant"): "constant-for-zero",
    ("zero", "spiked"): "none-for-few",
    ("zero", "bell"): "spike-overlooked",
    ("constant", "zero"): "zero-for-constant",
    ("constant", "spiked"): "spread-imagined",
    ("constant", "bell"): "spread-imagined",
    ("spiked", "zero"): "few-for-none",
    ("spiked", "constant"): "spread-overlooked",
    ("spiked", "bell"): "zeros-overlooked",
    ("bell", "zero"): "narrow-for-zero",
    ("bell", "constant"): "spread-overlooked",
    ("bell", "spiked"): "zeros-imagined",
    ("bell", "bell"): "width-misjudged",
}


@cache
def drawn(level: Level) -> tuple[Question, ...]:
    """Return one question for each of 80 seeds of a level."""
    return tuple(QUESTION.draw(seed, level) for seed in range(80))


def everything() -> list[Question]:
    """Return all drawn questions."""
    return [question for level in Level for question in drawn(level)]


def choice(question: Question) -> Choice:
    """Return the options of a question."""
    assert isinstance(question.answer, Choice)
    return question.answer


def laws(question: Question) -> dict[str, OptionLaw]:
    """Return the options' laws by key."""
    return {option.key: option.law for option in choice(question).options if option.law}


def truth(question: Question) -> str:
    """Return the key of the right option."""
    return choice(question).options[choice(question).correct].key


def bars(question: Question) -> Histogram:
    """Return the histogram of a question."""
    assert isinstance(question.blocks[0], Histogram)
    return question.blocks[0]


def cells(law: OptionLaw, edges: tuple[float, ...]) -> list[float]:
    """Return the probability of each bar, below and above, written out again."""
    if law.mean:
        steps = [float(edge > law.mean) for edge in edges]
    elif not law.density:
        steps = [float(edge > 0) for edge in edges]
    else:
        core = law.std / math.sqrt(law.density)
        steps = [
            (1 - law.density) * (edge > 0)
            + law.density * math.erfc(-edge / core / math.sqrt(2)) / 2
            for edge in edges
        ]
    return [float(step) for step in np.diff([0.0, *steps, 1.0])]


def likelihood(law: OptionLaw, block: Histogram, *, counted: bool) -> float:
    """Return the log likelihood of the bars, and of the number of zeros where it is stated."""
    if counted:
        zeros = 0.0 if law.mean else 1 - law.density
        if (zeros > 0) is not (block.zeros > 0):
            return -math.inf
    score = 0.0
    counts = (block.below, *block.counts, block.above)
    for count, chance in zip(counts, cells(law, block.edges), strict=True):
        if count and chance <= 0:
            return -math.inf
        score += count * math.log(chance) if count else 0.0
    return score


def test_quality_control_finds_nothing() -> None:
    """Thirty seeds at every level keep all promises of a question type."""
    assert prove(QUESTION.key, QUESTION, range(30)).problems == ()


def test_an_observer_of_the_bars_is_never_wrong() -> None:
    """The likeliest of the six options is the right one; the zeros are needed at easy only."""
    needed = 0
    for question in everything():
        block, offered = bars(question), laws(question)
        assert len(offered) == 6
        counted = question.level == "easy"
        scores = {key: likelihood(law, block, counted=counted) for key, law in offered.items()}
        assert max(scores, key=scores.__getitem__) == truth(question)
        plain = {key: likelihood(law, block, counted=False) for key, law in offered.items()}
        blind = max(plain, key=plain.__getitem__) != truth(question)
        assert counted or not blind
        needed += blind
    assert needed > 0  # a bell within one bar looks like zeros


def test_zeros_are_counted_unit_by_unit() -> None:
    """A share of zeros leaves the same number in each column, and no bell holds a zero."""
    for question in everything():
        n_in, n_out = int(question.facts["n_in"]), int(question.facts["n_out"])
        kept = {"links": 15, "tenth": n_in // 10, "half": n_in // 2, "zeros": 0}
        per_unit = kept.get(truth(question).removesuffix("-narrow"), n_in)
        assert bars(question).zeros == (n_in - per_unit) * n_out
        assert question.facts["zeros"] == bars(question).zeros
        assert question.facts["sparsity_links"] == per_unit


def test_weights_are_drawn_in_double_precision(monkeypatch: pytest.MonkeyPatch) -> None:
    """A float32 normal is exactly 0 once in eight million, which would spoil "none is 0"."""
    kinds = set()

    def watched(*given: Any, **into: Any) -> Weights:  # noqa: ANN401 - handed on as they are
        weights = draw(*given, **into)
        kinds.add(weights.dtype)
        return weights

    monkeypatch.setattr(spike, "draw", watched)
    for level in Level:
        QUESTION.draw(0, level)
    assert kinds == {np.dtype(np.float64)}


def test_the_width_beside_the_spike_is_the_option_s() -> None:
    """What is not 0 measures the σ of the right option within five standard errors."""
    for question in everything():
        law = laws(question)[truth(question)]
        others = bars(question).total - bars(question).zeros
        if law.std:
            core = law.std / math.sqrt(law.density)
            off = abs(float(question.facts["measured_core_std"]) / core - 1)
            assert off < 5 / math.sqrt(2 * others)


def test_zeros_are_stated_at_easy_only() -> None:
    """At easy the plot's title counts the zeros; elsewhere neither title nor summary does."""
    for question in everything():
        block = bars(question)
        if question.level == "easy":
            zeros = f"{block.zeros:,} of them" if block.zeros else "none"
            assert block.title == block.counted == f"{block.total:,} weights, {zeros} exactly 0"
            assert block.summary.endswith(f"{block.zeros:,} are exactly 0.")
        else:
            assert block.title == ""
            assert "exactly 0" not in block.summary + block.counted
        assert "exactly 0" not in question.prompt
        assert block.log_y


def test_a_narrow_bell_hides_at_easy_and_spreads_at_medium() -> None:
    """A bell of 0.01 has nearly all of itself in one bar at easy, and three bars at medium."""
    for question in drawn(Level.EASY):
        half = (bars(question).edges[1] - bars(question).edges[0]) / 2
        assert half > 2.49 * 0.01
    for question in drawn(Level.MEDIUM):
        half = (bars(question).edges[1] - bars(question).edges[0]) / 2
        assert half < 1.3 * 0.01


def test_levels_differ_in_what_is_offered() -> None:
    """Easy has a constant, medium three shares and all of a bell, hard two widths of each."""
    offered = {level: {frozenset(laws(q)) for q in drawn(level)} for level in Level}
    spread = ("links", "tenth", "all")
    assert offered == {
        Level.EASY: {frozenset(("zeros", "constant", "small", "links", "half", "all"))},
        Level.MEDIUM: {frozenset(("zeros", "small", "links", "tenth", "half", "all"))},
        Level.HARD: {frozenset((*spread, *(f"{key}-narrow" for key in spread)))},
    }
    for question in drawn(Level.HARD):
        assert laws(question)["all"].std == 2 * laws(question)["all-narrow"].std


def test_shares_are_far_apart() -> None:
    """Any two shares of non-zeros that are offered differ by a factor of two at least."""
    for question in everything():
        shares = sorted({law.density for law in laws(question).values() if law.density})
        assert all(b >= 2 * a for a, b in pairwise(shares))


def test_each_confusion_has_its_name() -> None:
    """What looks like what decides the name; where both have a spike, share and width do."""
    seen = set()
    for question in everything():
        right = truth(question)
        kind = KINDS.get(right.removesuffix("-narrow"), "spiked")
        for index, option in enumerate(choice(question).options):
            if option.key == right:
                continue
            other = KINDS.get(option.key.removesuffix("-narrow"), "spiked")
            same = option.key.removesuffix("-narrow") == right.removesuffix("-narrow")
            spiked = "width-misjudged" if same else "share-misjudged"
            verdict = grade(question, (index,))
            assert verdict.grade is Grade.WRONG
            assert verdict.misconception == CONFUSIONS.get((kind, other), spiked)
            assert f"{bars(question).total:,} weights" in verdict.why
            seen.add((kind, other))
    assert seen == {*CONFUSIONS, ("spiked", "spiked")}


def test_position_and_truth_are_even() -> None:
    """Each position, and at each level each option, is right about as often."""
    places = Counter(choice(question).correct for question in everything())
    truths = [Counter(truth(question) for question in drawn(level)) for level in Level]
    for seen in (places.values(), *(counted.values() for counted in truths)):
        assert len(seen) == 6
        fair = sum(seen) / 6
        assert sum((count - fair) ** 2 for count in seen) / fair < 30  # 1e-5


def test_the_law_is_laid_over_the_bars_afterwards() -> None:
    """The truth's curve and the number of zeros come with the answer."""
    for question in everything():
        after = question.revealed[0]
        assert isinstance(after, Histogram)
        assert bars(question).curves == ()
        assert [curve.role for curve in after.curves] == [CurveRole.TRUTH]
        assert after.counted.endswith("exactly 0")


def test_close_shares_and_weak_proofs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """15 links of 150 are a tenth, so that layer is never asked about where both are offered."""
    assert not {150, 200, 250} & {int(q.facts["n_in"]) for q in drawn(Level.HARD)}
    assert {150, 200, 250} & {int(q.facts["n_in"]) for q in drawn(Level.EASY)}
    monkeypatch.setattr(spike, "error_bound", lambda *_: 2e-4)
    with pytest.raises(UnanswerableError):
        QUESTION.draw(0, Level.MEDIUM)
