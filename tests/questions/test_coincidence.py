"""Coincidence: the n_in at which a fixed scale is a scheme's, to one percent, whatever is given."""

import math
import re
from collections import Counter
from functools import cache

import numpy as np
import pytest

from initquiz.asking.grading import grade
from initquiz.initializers.identify import equivalent
from initquiz.initializers.laws import Family, Law
from initquiz.initializers.schemes import SCHEMES
from initquiz.model.blocks import Code, CurveRole, Lines
from initquiz.model.card import Level
from initquiz.model.measuring import Number, Quantity
from initquiz.model.question import Question
from initquiz.model.verdict import Grade
from initquiz.questions import coincidence
from initquiz.questions.coincidence import QUESTION
from initquiz.study.proving import prove

SEEDS = 150


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


def line(question: Question) -> tuple[str, float]:
    """Return the form of the line as it is shown, and the number in it."""
    (block,) = question.blocks
    assert isinstance(block, Code)
    for form, pattern in (
        ("normal", r"W = ([\d.]+) \* rng\.standard_normal\(\(n_in, \d+\)\)"),
        ("uniform", r"W = rng\.uniform\(-([\d.]+), \1, \(n_in, \d+\)\)"),
        ("cut", r"W = keras\.initializers\.TruncatedNormal\(stddev=([\d.]+)\)\(\(n_in, \d+\)\)"),
    ):
        if found := re.fullmatch(pattern, block.text):
            return form, float(found[1])
    raise AssertionError(block.text)


def law(question: Question) -> Law:
    """Return the law of the line, read off its code."""
    form, told = line(question)
    if form == "uniform":
        return Law(Family.UNIFORM, told / math.sqrt(3))
    return (
        Law(Family.TRUNCATED, told * 0.87962566103423978)
        if form == "cut"
        else Law(Family.NORMAL, told)
    )


def test_quality_control_finds_nothing() -> None:
    """Every instance is repeatable, graded and explained, and no number answers too many."""
    assert prove(QUESTION.key, QUESTION, range(200, 260)).problems == ()


def test_the_two_laws_are_one_at_the_answer() -> None:
    """With the answer as n_in, the scheme of the table has the line's σ, and its law if asked."""
    for question in everything():
        facts = question.facts
        slope = float(facts.get("negative_slope", 0.0))
        n_in, n_out = asked(question).value, int(facts["n_out"])
        # The table's laws are for whole layers; n_in need not be whole, so σ is scaled to it.
        whole = SCHEMES[str(facts["scheme"])].law((round(n_in), n_out))
        both = n_out if "xavier" in str(facts["scheme"]) else 0
        std = whole.std * math.sqrt((round(n_in) + both) / (n_in + both) / (1 + slope**2))
        assert std == pytest.approx(law(question).std, rel=1e-9)
        same = whole.family is law(question).family
        assert equivalent(Law(whole.family, std), law(question)) is same
        words = "have the law of" if same else "have the standard deviation of"
        assert words in question.prompt


@pytest.mark.parametrize(
    ("scheme", "told", "n_in"),
    [("he_normal", 0.01, 20_000), ("lecun_normal", 0.01, 10_000), ("torch_linear", 0.01, 3_333)],
)
def test_the_reference_s_numbers_come_out(scheme: str, told: float, n_in: int) -> None:
    """0.01 times a normal is He at 20,000 inputs, LeCun at 10,000; torch's σ at 3,333."""
    rows = [
        asked(question)
        for question in everything()
        if question.facts["scheme"] == scheme
        and line(question) == ("normal", told)
        and "negative_slope" not in question.facts
    ]
    assert rows
    for quantity in rows:
        assert quantity.value == pytest.approx(n_in, abs=0.4)


def test_one_percent_is_right_and_no_more() -> None:
    """Both ends of the tolerance are right; a hair beyond is wrong, but said to be close."""
    for question in everything()[::5]:
        value = asked(question).value
        for given, expected in (
            (value * 0.99, Grade.RIGHT),
            (value * 1.01, Grade.RIGHT),
            (float(round(value)), Grade.RIGHT),
            (value * 0.9899, Grade.WRONG),
            (value * 1.0101, Grade.WRONG),
        ):
            verdict = grade(question, (given,))
            assert verdict.grade is expected
            if expected is Grade.WRONG and verdict.misconception == "coincidence-missed":
                assert verdict.title.startswith("Close, but not precise enough")


def wrong(question: Question, value: float) -> str:
    """Return the mistake a number is taken for."""
    verdict = grade(question, (value,))
    assert verdict.grade is Grade.WRONG
    assert "n_in =" in verdict.why
    return verdict.misconception


def scheme_turns(question: Question) -> dict[str, float]:
    """Return the numbers of those who mistake the scheme, by the mistake."""
    scheme, n_out = str(question.facts["scheme"]), int(question.facts["n_out"])
    value, variance = asked(question).value, law(question).std ** 2
    if "xavier" in scheme:
        return {"fan-out-ignored": value + n_out, "factor-two-missing": 1 / variance - n_out}
    turns = {
        "variance-equals-std": value * variance / line(question)[1],
        "fans-averaged": 2 / variance - n_out,
    }
    if scheme.startswith("he"):
        turns["factor-two-missing"] = value / 2
    if scheme.startswith("lecun"):
        turns["factor-two-added"] = value * 2
    if slope := float(question.facts.get("negative_slope", 0.0)):
        turns["slope-ignored"] = value * (1 + slope**2)
    return turns


def line_turns(question: Question) -> dict[str, float]:
    """Return the numbers of those who mistake the line, by the mistake."""
    both = int(question.facts["n_out"]) if "xavier" in str(question.facts["scheme"]) else 0
    total, kept = asked(question).value + both, 0.87962566103423978**2
    if line(question)[0] == "uniform":
        return {"bound-for-std": total / 3 - both}
    if line(question)[0] == "cut":
        return {"cut-ignored": total * kept, "cut-inverted": total * kept**2}
    return {}


def test_each_wrong_turn_has_its_name() -> None:
    """Numbers worked out by a wrong turn are told as that wrong turn, at every level."""
    seen: Counter[str] = Counter()
    for question in everything():
        named = {row.mistake.key: row.value for row in asked(question).wrong}
        for key, number in (scheme_turns(question) | line_turns(question)).items():
            if key in named:
                assert named[key] == pytest.approx(number)
                assert wrong(question, number) == key
                seen[key] += 1
    assert {key for key, count in seen.items() if count > 5} == {
        *("fan-out-ignored", "factor-two-missing", "factor-two-added", "bound-for-std"),
        *("cut-ignored", "cut-inverted", "slope-ignored", "variance-equals-std", "fans-averaged"),
    }


def test_the_bound_of_the_default_is_not_its_std() -> None:
    """Whoever takes 1/√n_in for the σ of PyTorch's default answers three times too much."""
    question = next(q for q in drawn(Level.HARD) if q.facts["scheme"] == "torch_linear")
    assert wrong(question, 3 * asked(question).value) == "bound-for-std"


def test_levels_ask_what_they_promise() -> None:
    """Easy: He and LeCun of a normal. Medium: both fans, slopes, boxes. Hard: other forms, cuts."""
    shown = {level: Counter(q.facts["scheme"] for q in drawn(level)) for level in Level}
    forms = {level: Counter(line(q)[0] for q in drawn(level)) for level in Level}
    assert {*shown[Level.EASY]} == {"he_normal", "lecun_normal"}
    assert {*forms[Level.EASY]} == {"normal"}
    assert {*shown[Level.MEDIUM]} == {
        *("he_normal", "xavier_normal", "he_uniform", "lecun_uniform", "torch_linear")
    }
    assert {*forms[Level.MEDIUM]} == {"normal", "uniform"}
    assert {*forms[Level.HARD]} == {"normal", "uniform", "cut"}
    for question in everything():
        other = "standard deviation of" in question.prompt
        assert not other or question.level == "hard"
        assert ("0.8796" in question.prompt) is (line(question)[0] == "cut")
        assert f"$n_{{out}}$ = {question.facts['n_out']}," in question.prompt
        assert len(re.findall(r"[.?](?: |$)", question.prompt)) <= 3


def test_the_answers_are_spread_wide() -> None:
    """At no level does one number answer more than a tenth, and they span a factor of 100."""
    for level in Level:
        values = [asked(question).value for question in drawn(level)]
        best = max(
            sum(q.low <= value <= q.high for q in map(asked, drawn(level))) for value in values
        )
        assert best <= SEEDS / 10
        assert max(values) > 100 * min(values)


def test_no_layer_is_absurd_and_both_fans_count() -> None:
    """n_in lies between 50 and 150,000; where n_out is needed, forgetting it changes the answer."""
    for question in everything():
        value, n_out = asked(question).value, int(question.facts["n_out"])
        assert 50 <= value <= 150_000
        if "xavier" in str(question.facts["scheme"]):
            assert 1 / 20 <= value / n_out <= 20


def test_odd_sizes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A scale so small that millions of inputs would be needed makes no question."""
    monkeypatch.setattr(coincidence, "_STDS", (0.001,))
    rng = np.random.default_rng(1)
    assert all(coincidence._draft(rng, Level.EASY) is None for _ in range(20))  # noqa: SLF001


def test_the_sample_agrees_and_the_plot_crosses() -> None:
    """32,768 weights of the line have its σ; the curves cross at the answer, once."""
    for question in everything()[::7]:
        std = law(question).std
        error = law(question).std_error(2**15)
        assert abs(float(question.facts["measured_std"]) - std) <= 6 * error
        assert f"{question.facts['measured_std']:#.3g}" in question.evidence
        _, plot = grade(question, None).blocks
        assert isinstance(plot, Lines)
        scheme, fixed = plot.curves
        assert (scheme.role, fixed.role) == (CurveRole.TRUTH, CurveRole.GUIDE)
        assert fixed.ys == (pytest.approx(std),) * len(fixed.xs)
        (mark,) = plot.marks
        gaps = np.subtract(scheme.ys, fixed.ys)
        assert np.all((gaps > 0) == (np.array(scheme.xs) < mark.place * (1 - 1e-9)))
        assert mark.place == pytest.approx(asked(question).value)
