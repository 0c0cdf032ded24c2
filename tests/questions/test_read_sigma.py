"""Read σ: the bars alone tell it, and each other number on the plot has its name."""

import math
from collections.abc import Sequence
from functools import cache

import pytest

from initquiz.asking.grading import grade
from initquiz.errors import UnanswerableError
from initquiz.initializers.sampling import measured_std
from initquiz.model.blocks import Histogram
from initquiz.model.card import Level
from initquiz.model.measuring import Number
from initquiz.model.question import Question
from initquiz.model.verdict import Grade, Verdict
from initquiz.questions import read_sigma
from initquiz.questions.read_sigma import QUESTION
from initquiz.study.proving import prove

FACTOR = 1.15
HALF = math.sqrt(2 * math.log(2))


@cache
def drawn(level: Level) -> tuple[Question, ...]:
    """Return one question for each of 80 seeds of a level."""
    return tuple(QUESTION.draw(seed, level) for seed in range(80))


def everything() -> list[Question]:
    """Return all drawn questions."""
    return [question for level in Level for question in drawn(level)]


def bars(question: Question) -> Histogram:
    """Return the histogram of a question."""
    assert isinstance(question.blocks[0], Histogram)
    return question.blocks[0]


def sigma(question: Question) -> float:
    """Return the right answer."""
    assert isinstance(question.answer, Number)
    return question.answer.solution[0]


def of(family: str, *, zeros: bool = False) -> Question:
    """Return a question of a family."""
    return next(
        question
        for question in everything()
        if question.facts["family"] == family and bool(question.facts["zeros"]) is zeros
    )


def answered(question: Question, value: float) -> Verdict:
    """Judge a number."""
    return grade(question, (value,))


def covered(values: Sequence[float], factor: float) -> float:
    """Return the largest share of values that one number hits within a factor."""
    ends = sorted(values)
    hits = (sum(low <= value <= low * factor**2 for value in ends) for low in ends)
    return max(hits) / len(ends)


def test_quality_control_finds_nothing() -> None:
    """Thirty seeds at every level keep all promises of a question type."""
    assert prove(QUESTION.key, QUESTION, range(30)).problems == ()


def test_sigma_is_that_of_the_bars() -> None:
    """Where no weight is off the axis, the bars' middles give the same root mean square."""
    checked = 0
    for question in everything():
        block = bars(question)
        if block.below + block.above:
            continue
        width = block.edges[1] - block.edges[0]
        middles = [edge + width / 2 for edge in block.edges[:-1]]
        pairs = zip(block.counts, middles, strict=True)
        square = sum(count * middle**2 for count, middle in pairs) / block.total
        # Sheppard: within a bar the non-zeros stray from its middle by width**2 / 12.
        square -= width**2 / 12 * (1 - block.zeros / block.total)
        assert math.sqrt(square) == pytest.approx(sigma(question), rel=0.03)
        checked += 1
    assert checked > 100


def test_the_sample_agrees_with_its_law() -> None:
    """The sample's own σ is within 5 % of its law's, and ±σ holds the law's share."""
    shares = {"normal": 0.683, "truncated_normal": 0.651, "uniform": 0.577}
    for question in everything():
        facts = question.facts
        assert abs(math.log(sigma(question) / float(facts["predicted_std"]))) <= math.log(1.05)
        if not facts["zeros"]:
            off = abs(float(facts["within_one_std"]) - shares[str(facts["family"])])
            assert off < 5 * 0.5 / math.sqrt(int(facts["n"]))


def test_the_tolerance_is_a_factor_either_way() -> None:
    """Just inside 1.15 is right, just outside is wrong."""
    for question in everything()[::11]:
        for end in (sigma(question) * FACTOR, sigma(question) / FACTOR):
            inward = sigma(question) + (end - sigma(question)) * 0.9999
            outward = sigma(question) + (end - sigma(question)) * 1.0001
            assert answered(question, inward).grade is Grade.RIGHT
            assert answered(question, outward).grade is Grade.WRONG


def test_other_places_on_a_bell_are_named() -> None:
    """Variance, half height, both widths and the seeming end are told apart from σ."""
    question = of("normal")
    std = sigma(question)
    named = {
        std**2: "variance-for-std",
        HALF * std: "half-height-for-std",
        2 * std: "both-sides-for-std",
        2 * HALF * std: "full-width-for-std",
        3 * std: "end-for-std",
        30 * std: "width-misread",
    }
    for value, key in named.items():
        assert answered(question, value).misconception == key
    assert "1.18 σ" in answered(question, HALF * std).why
    assert answered(question, std * 0.84).title.startswith("Close")


def test_the_end_of_a_box_is_not_its_sigma() -> None:
    """√3 σ is named as the end of the box, twice that as the whole of it."""
    question = of("uniform")
    std = sigma(question)
    assert answered(question, math.sqrt(3) * std).misconception == "bound-for-std"
    assert answered(question, 2 * math.sqrt(3) * std).misconception == "full-width-for-std"
    assert answered(question, std**2).misconception == "variance-for-std"


def test_the_cut_of_a_bell_is_not_its_sigma() -> None:
    """2.2737 σ is where the bell is cut, and half its height is at 1.34 σ."""
    question = of("truncated_normal")
    std = sigma(question)
    assert answered(question, 2.2737 * std).misconception == "cut-for-std"
    assert answered(question, 1.3386 * std).misconception == "half-height-for-std"
    assert answered(question, 2.6771 * std).misconception == "full-width-for-std"


def test_zeros_count_as_weights() -> None:
    """With zeros the prompt counts them, and σ is that of all: the root of the share smaller."""
    question = of("normal", zeros=True)
    block, std = bars(question), sigma(question)
    kept = (block.total - block.zeros) / block.total
    assert f"Of its {block.total:,} weights {block.zeros:,} are exactly 0." in question.prompt
    assert "zeros included" in question.prompt
    assert block.log_y
    core = std / math.sqrt(kept)
    assert core == pytest.approx(float(question.facts["std"]), rel=0.05)
    assert answered(question, core).misconception == "zeros-left-out"
    assert answered(question, core * kept).misconception == "share-for-root"


def test_levels_differ_in_form_and_weights() -> None:
    """Easy has bells, medium three forms, hard boxes and cut bells of few weights, or zeros."""
    forms = {level: {q.facts["family"] for q in drawn(level)} for level in Level}
    assert forms[Level.EASY] == {"normal"}
    assert forms[Level.MEDIUM] == {"normal", "truncated_normal", "uniform"}
    assert {q.facts["family"] for q in drawn(Level.HARD) if not q.facts["zeros"]} == {
        *("truncated_normal", "uniform")
    }
    assert max(bars(q).total for q in drawn(Level.HARD) if not q.facts["zeros"]) < 3000
    assert min(bars(q).total for q in drawn(Level.EASY)) >= 30_000
    zeros = sum(bool(q.facts["zeros"]) for q in drawn(Level.HARD))
    assert 20 < zeros < 60


def test_nothing_but_the_bars_tells_sigma() -> None:
    """No number, no multiple of a scheme's σ for these fans, no share of the axis is a guess."""
    questions = everything()
    stds = [sigma(question) for question in questions]
    fans = [(int(q.facts["n_in"]), int(q.facts["n_out"])) for q in questions]
    guesses = [
        stds,
        [std * math.sqrt(n_in) for std, (n_in, _) in zip(stds, fans, strict=True)],
        [std * math.sqrt(sum(both)) for std, both in zip(stds, fans, strict=True)],
        [std / bars(question).edges[-1] for std, question in zip(stds, questions, strict=True)],
    ]
    for values in guesses:
        assert covered(values, FACTOR) < 0.25


def test_the_answer_is_shown_afterwards_only() -> None:
    """Marks and the law's curve are laid over the bars once it is answered, at ±σ."""
    for question in everything()[::7]:
        after = question.revealed[0]
        assert isinstance(after, Histogram)
        assert not bars(question).marks
        assert not bars(question).curves
        assert [mark.place for mark in after.marks] == [-sigma(question), sigma(question)]
        assert len(after.curves) == 1


def test_a_sample_off_its_law_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sample whose σ is 6 % off is drawn again, and in the end refused."""
    monkeypatch.setattr(read_sigma, "measured_std", lambda weights: 1.06 * measured_std(weights))
    with pytest.raises(UnanswerableError):
        QUESTION.draw(0, Level.EASY)
