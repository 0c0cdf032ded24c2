"""Shape only: what the bars look like names the law, and nothing else does."""

import math
from collections import Counter
from functools import cache

import numpy as np
import pytest

from initquiz.asking.grading import grade
from initquiz.errors import UnanswerableError
from initquiz.model.blocks import CurveRole, Histogram
from initquiz.model.card import Level
from initquiz.model.choosing import Choice, Option
from initquiz.model.question import Question
from initquiz.model.verdict import Grade
from initquiz.questions import shape_only
from initquiz.questions.shape_only import QUESTION
from initquiz.study.proving import prove

# Standard deviation of a normal cut at two of its own, and its density there over the middle's.
CUT_STD = math.sqrt(1 - 4 * math.exp(-2) / math.sqrt(2 * math.pi) / math.erf(math.sqrt(2)))


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


def bars(question: Question, *, revealed: bool = False) -> Histogram:
    """Return the histogram of a question."""
    block = (question.revealed if revealed else question.blocks)[0]
    assert isinstance(block, Histogram)
    return block


def cdf(family: str, x: float) -> float:
    """Return the distribution function of a law of standard deviation 1, written out again."""
    if family == "uniform":
        return min(1.0, max(0.0, (x / math.sqrt(3) + 1) / 2))
    if family == "normal":
        return math.erfc(-x / math.sqrt(2)) / 2
    kept, y = math.erf(math.sqrt(2)), x * CUT_STD
    whole = math.erfc(-y / math.sqrt(2)) / 2
    return min(1.0, max(0.0, (whole - (1 - kept) / 2) / kept))


def likelihood(question: Question, option: Option) -> float:
    """Return the log likelihood of the bars under an option."""
    law, block = option.law, bars(question)
    assert law is not None
    std = law.std / math.sqrt(law.density)
    steps = [0.0, *(cdf(law.family, edge / std) for edge in block.edges), 1.0]
    cells = law.density * np.diff(steps)
    cells[1 + len(block.counts) // 2] += 1 - law.density
    seen = np.array([block.below, *block.counts, block.above])
    if np.any(cells[seen > 0] <= 0):
        return -math.inf
    return float(np.sum(seen[seen > 0] * np.log(cells[seen > 0])))


def test_quality_control_finds_nothing() -> None:
    """Thirty seeds at every level keep all promises of a question type."""
    assert prove(QUESTION.key, QUESTION, range(30)).problems == ()


def test_an_observer_of_the_bars_is_never_wrong() -> None:
    """The likeliest of the six options, from the bars alone, is the right one every time."""
    for question in everything():
        options = choice(question).options
        assert len(options) == 6
        scores = [likelihood(question, option) for option in options]
        assert scores.index(max(scores)) == choice(question).correct
        assert question.error_bound <= 1e-4


def test_scale_says_nothing() -> None:
    """All options spread what is not 0 alike, so neither axis nor width can tell one."""
    for question in everything():
        laws = [option.law for option in choice(question).options]
        stds = [law.std / math.sqrt(law.density) for law in laws if law]
        assert stds == pytest.approx([stds[0]] * 6)
        reach = bars(question).edges[-1] / stds[0]
        assert 2.65 < reach < 4.8  # rounding to bars of a round width may add a twelfth


def test_the_axis_has_no_numbers_until_it_is_answered() -> None:
    """No number of the scale is on the plot, in its words or in the prompt; then all are."""
    for question in everything():
        block, after = bars(question), bars(question, revealed=True)
        assert not block.ticks
        assert not block.curves
        assert not block.marks
        assert after.ticks
        assert f"{block.edges[-1]:.3g}" in after.summary
        assert block.summary.startswith("Places are shares of the axis.")
        assert "bars from -1 to 1." in block.summary
        assert "σ" not in question.prompt
        assert [curve.role for curve in after.curves] == [CurveRole.TRUTH]


def test_levels_differ_in_axis_and_weights() -> None:
    """Only easy has a logarithmic axis; hard has a few thousand weights, the others many."""
    sizes = {
        Level.EASY: (30_000, 120_000), Level.MEDIUM: (20_000, 60_000), Level.HARD: (2_000, 6_000),
    }  # fmt: skip
    for level, (least, most) in sizes.items():
        for question in drawn(level):
            assert bars(question).log_y is (level is Level.EASY)
            assert least <= bars(question).total <= most
            zeros = {round(100 * (1 - o.law.density)) for o in choice(question).options if o.law}
            few, many = sorted(zeros)
            assert few == 0
            assert many in ((50, 80, 90) if level is Level.EASY else (5, 10))


def test_the_shares_beyond_the_ends_are_those_of_the_law() -> None:
    """Beyond √3 σ lie 8.3, 8.6 or 0 % of the non-zeros, beyond 2.27 σ 2.3, 0 or 0 %."""
    ends = {"normal": (0.0833, 0.0230), "truncated_normal": (0.0858, 0.0), "uniform": (0.0, 0.0)}
    for question in everything():
        facts = question.facts
        others = bars(question).total - bars(question).zeros
        wanted = ends[str(facts["family"])]
        for share, found in zip(wanted, (facts["beyond_box"], facts["beyond_cut"]), strict=True):
            assert abs(float(found) - share) <= 5 * math.sqrt(share * (1 - share) / others) + 1e-4


def test_zeros_are_counted_unit_by_unit() -> None:
    """A law with zeros leaves the same number in each column; one without leaves none."""
    for question in everything():
        law = choice(question).options[choice(question).correct].law
        assert law is not None
        n_in, n_out = int(question.facts["n_in"]), int(question.facts["n_out"])
        assert bars(question).zeros == round((1 - law.density) * n_in) * n_out


def test_each_confusion_has_its_name() -> None:
    """Zeros are named first, then the outline taken for another; all verdicts name numbers."""
    outline = {"normal": "bell", "truncated": "cut-bell", "uniform": "box"}
    seen = set()
    for question in everything():
        options, correct = choice(question).options, choice(question).correct
        truth = options[correct].key
        for index, option in enumerate(options):
            if index == correct:
                continue
            verdict = grade(question, (index,))
            if truth.endswith("zeros") != option.key.endswith("zeros"):
                name = "zeros-overlooked" if truth.endswith("zeros") else "zeros-imagined"
            else:
                shapes = outline[option.key.split("-")[0]], outline[truth.split("-")[0]]
                name = "-for-".join(shapes)
            assert verdict.grade is Grade.WRONG
            assert verdict.misconception == name
            assert verdict.title.startswith(f"Not {option.text}: ")
            assert any(character.isdigit() for character in verdict.why)
            seen.add((truth, option.key))
    assert len(seen) == 30


def test_position_and_truth_are_even() -> None:
    """Each position and each law is right about as often."""
    places = Counter(choice(question).correct for question in everything())
    truths = Counter(choice(q).options[choice(q).correct].key for q in everything())
    for counted in (places, truths):
        assert len(counted) == 6
        fair = counted.total() / 6
        assert sum((count - fair) ** 2 for count in counted.values()) / fair < 30  # 1e-5


def test_too_few_weights_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Layers of 2,000 weights or fewer, and bars that prove nothing, are never asked about."""
    assert min(bars(question).total for question in drawn(Level.HARD)) >= 2000
    with monkeypatch.context() as patched:
        patched.setattr(shape_only, "error_bound", lambda *_: 2e-4)
        with pytest.raises(UnanswerableError):
            QUESTION.draw(0, Level.EASY)
    monkeypatch.setattr(shape_only, "difficulty", lambda *_: None)
    with pytest.raises(UnanswerableError):
        QUESTION.draw(0, Level.EASY)
