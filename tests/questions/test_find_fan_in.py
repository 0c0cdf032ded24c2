"""Find the fan-in: the rule turned round, on bars that say nothing of the fans otherwise."""

import math
from collections import Counter
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
from initquiz.questions import find_fan_in
from initquiz.questions.find_fan_in import QUESTION
from initquiz.study.proving import prove

CONSTANTS = {"he": 2.0, "lecun": 1.0, "torch": 1 / 3}


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


def inputs(question: Question) -> float:
    """Return the right answer."""
    assert isinstance(question.answer, Number)
    return question.answer.solution[0]


def of(scheme: str) -> Question:
    """Return a question of a scheme."""
    return next(question for question in everything() if question.facts["scheme"] == scheme)


def answered(question: Question, value: float) -> Verdict:
    """Judge a number."""
    return grade(question, (value,))


def covered(values: Sequence[float], factor: float) -> float:
    """Return the largest share of values that lie between one number and a multiple of it."""
    ends = sorted(values)
    return max(sum(low <= value <= low * factor for value in ends) for low in ends) / len(ends)


def test_quality_control_finds_nothing() -> None:
    """Thirty seeds at every level keep all promises of a question type."""
    assert prove(QUESTION.key, QUESTION, range(30)).problems == ()


def test_the_bars_lead_to_the_fan_in() -> None:
    """The bars' root mean square, put into the published rule, gives n_in within 15 %."""
    checked = 0
    for question in everything():
        block = bars(question)
        assert inputs(question) == question.facts["n_in"]
        if block.below + block.above:
            continue
        width = block.edges[1] - block.edges[0]
        middles = [edge + width / 2 for edge in block.edges[:-1]]
        pairs = zip(block.counts, middles, strict=True)
        square = sum(count * middle**2 for count, middle in pairs) / block.total - width**2 / 12
        rule = CONSTANTS[str(question.facts["scheme"]).split("_")[0]]
        assert rule / square == pytest.approx(inputs(question), rel=0.15)
        checked += 1
    assert checked > 100


def test_thirty_percent_either_way_is_right() -> None:
    """Just inside 30 % is right, just outside is wrong."""
    for question in everything()[::11]:
        for share in (-0.3, 0.3):
            within = answered(question, inputs(question) * (1 + share * 0.9999))
            beyond = answered(question, inputs(question) * (1 + share * 1.0001))
            assert within.grade is Grade.RIGHT
            assert beyond.grade is Grade.WRONG


def test_halves_and_doubles_are_the_missing_and_the_added_two() -> None:
    """For He half of n_in shows the missing 2, for LeCun the double shows the added one."""
    he, lecun = of("he_normal"), of("lecun_normal")
    assert answered(he, inputs(he) / 2).misconception == "factor-two-missing"
    assert answered(lecun, inputs(lecun) * 2).misconception == "factor-two-added"
    assert answered(he, inputs(he) / 2).title.endswith("the factor 2 is missing.")
    assert "LeCun's rule" in answered(he, inputs(he) / 2).why
    assert "2/σ²" in answered(he, inputs(he) / 2).why


def test_misread_bells_are_named() -> None:
    """2 σ for σ gives a quarter of n_in, 3 σ a ninth, the cut at 2.27 σ a fifth."""
    he, cut = of("he_normal"), of("he_truncated")
    assert answered(he, inputs(he) / 4).misconception == "both-sides-for-std"
    assert answered(he, inputs(he) / 9).misconception == "end-for-std"
    assert answered(cut, inputs(cut) / 2.2737**2).misconception == "cut-for-std"


def test_the_end_of_a_box_taken_for_sigma_is_named() -> None:
    """The bound for σ gives a third of n_in, in each scheme that draws boxes."""
    for scheme in ("he_uniform", "lecun_uniform", "torch_linear"):
        question = of(scheme)
        assert answered(question, inputs(question) / 3).misconception == "bound-for-std"


def test_pytorch_has_a_rule_of_its_own() -> None:
    """LeCun's rule for PyTorch's default gives three times n_in, He's six times."""
    question = of("torch_linear")
    assert answered(question, inputs(question) * 3).misconception == "factor-three-missing"
    assert answered(question, inputs(question) * 6).misconception == "he-for-torch"


def test_a_forgotten_square_is_named() -> None:
    """2/σ for 2/σ² is a mistake of its own where the two differ enough."""
    found = 0
    for question in drawn(Level.EASY):
        std = float(question.facts["predicted_std"])
        rule = CONSTANTS[str(question.facts["scheme"]).split("_")[0]]
        key = answered(question, rule / std).misconception
        found += key == "square-forgotten"
    assert found > 40


def test_levels_differ_in_schemes_and_weights() -> None:
    """Easy shows 20,000 weights of bells, medium 5,000 of three forms, hard 1,000 without bells."""
    shown = {Level.EASY: 20_000, Level.MEDIUM: 5_000, Level.HARD: 1_000}
    for level, count in shown.items():
        assert {bars(question).total for question in drawn(level)} == {count}
    schemes = {level: Counter(q.facts["scheme"] for q in drawn(level)) for level in Level}
    assert set(schemes[Level.EASY]) == {"he_normal", "lecun_normal"}
    assert len(schemes[Level.MEDIUM]) == 6
    assert "torch_linear" in schemes[Level.HARD]
    assert not any(str(scheme).endswith("normal") for scheme in schemes[Level.HARD])


def test_nothing_but_the_bars_tells_the_fan_in() -> None:
    """No number, no multiple of the outputs, and no rule on the axis' end is a guess."""
    questions = everything()
    ends = [bars(question).edges[-1] for question in questions]
    rules = [CONSTANTS[str(question.facts["scheme"]).split("_")[0]] for question in questions]
    answers = [inputs(question) for question in questions]
    axis = zip(answers, ends, rules, strict=True)
    guesses = [
        answers,
        [inputs(question) / float(question.facts["n_out"]) for question in questions],
        [answer * end**2 / rule for answer, end, rule in axis],
    ]
    for values in guesses:
        assert covered(values, 1.3 / 0.7) < 0.3


def test_the_prompt_names_scheme_outputs_and_weights() -> None:
    """What is stated is the scheme, n_out and how many weights are on show; n_in is asked."""
    for question in everything():
        facts = question.facts
        assert f"$n_{{out}}$ = {facts['n_out']}." in question.prompt
        assert f"{facts['n']:,} of its weights" in question.prompt
        assert question.prompt.endswith("How many inputs $n_{in}$ does it have?")


def test_the_end_of_a_box_is_marked_afterwards() -> None:
    """±σ and the end √3 σ or 2.27 σ are on the plot once it is answered, and not before."""
    for scheme, sigmas in (("he_uniform", math.sqrt(3)), ("he_truncated", 2.2737)):
        question = of(scheme)
        after = question.revealed[0]
        assert isinstance(after, Histogram)
        std = float(question.facts["predicted_std"])
        assert not bars(question).marks
        assert [mark.place for mark in after.marks] == pytest.approx(
            [-std, std, sigmas * std], rel=1e-4
        )


def test_a_sample_that_leads_astray_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sample whose σ would put n_in more than 10 % off is never asked about."""
    for question in everything():
        off = abs(float(question.facts["found_n_in"]) / inputs(question) - 1)
        assert off <= 0.1
    monkeypatch.setattr(find_fan_in, "measured_std", lambda weights: 1.08 * measured_std(weights))
    with pytest.raises(UnanswerableError):
        QUESTION.draw(0, Level.EASY)
