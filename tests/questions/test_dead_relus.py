"""Dead units: counted anew in the test, right for the reason the case gives, and unguessable."""

import math
from collections import Counter
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from initquiz.asking.grading import grade
from initquiz.errors import UnanswerableError
from initquiz.model.blocks import Lines, Table
from initquiz.model.card import Level
from initquiz.model.choosing import Choice
from initquiz.model.question import Question
from initquiz.model.verdict import Grade
from initquiz.questions import dead_relus
from initquiz.questions.dead_relus import QUESTION
from initquiz.study.proving import prove

draw = QUESTION.draw
FOUR = (1, 2, 3, 4)


@cache
def drawn(level: Level) -> tuple[Question, ...]:
    """Return one question for each of 36 seeds."""
    return tuple(draw(seed, level) for seed in range(36))


def everything() -> list[Question]:
    """Return all drawn questions."""
    return [question for level in Level for question in drawn(level)]


def field(question: Question) -> Choice:
    """Return the options."""
    assert isinstance(question.answer, Choice)
    return question.answer


def numbers(question: Question, name: str) -> list[float]:
    """Return a fact of each of the four networks."""
    return [float(question.facts[f"{name}_{i}"]) for i in FOUR]


def count(question: Question, index: int, seed: int) -> int:
    """Count the dead units of one network, drawn from another seed and computed here."""
    facts, rng = question.facts, np.random.default_rng(seed)
    std, scale, bias, slope = (
        float(facts[f"{name}_{index}"]) for name in ("std", "inputs", "bias", "slope")
    )
    width = int(facts["width"])
    h = scale * rng.standard_normal((64, width))
    for _ in range(int(facts["layer"])):
        z = h @ (std * rng.standard_normal((width, width))) + bias
        h = np.where(z > 0, z, slope * z)
    return width - int(np.count_nonzero(h.any(axis=0)))


def test_every_instance_keeps_the_promises_of_all_questions() -> None:
    """Drawn twice alike, graded right, wrong and unknown, each mistake named, no free guess."""
    assert prove("dead-relus", QUESTION, range(12, 24)).problems == ()


def test_the_counts_decide() -> None:
    """The right answer follows from the four counts alone, and never by a narrow margin."""
    for question in everything():
        counts, width = numbers(question, "dead"), int(question.facts["width"])
        right = field(question).options[field(question).correct].key
        if not any(counts):
            assert right == "none-dead"
        elif len(set(counts)) == 1:
            assert right == "all-equal"
            assert counts[0] >= 0.05 * width
        else:
            second, first = sorted(counts)[-2:]
            assert right == f"network-{counts.index(first) + 1}"
            assert first - second >= 0.1 * width - 1e-9


def test_other_random_numbers_agree() -> None:
    """Networks drawn and computed anew in the test lead to the same answer nearly every time."""
    agreed, tried = 0, 0
    for question in everything()[::3]:
        counts = [count(question, index, seed=1) for index in FOUR]
        right = field(question).options[field(question).correct].key
        tried += 1
        if right == "none-dead":
            agreed += not any(counts)
        elif right == "all-equal":
            agreed += len(set(counts)) == 1 and counts[0] > 0
        else:
            agreed += f"network-{counts.index(max(counts)) + 1}" == right
    assert agreed >= 0.9 * tried


@settings(max_examples=15, deadline=None)
@given(factor=st.floats(1e-3, 1e3), seed=st.integers(0, 2**32 - 1))
def test_a_factor_on_the_weights_kills_no_unit(factor: float, seed: int) -> None:
    """Any positive factor leaves every share of dead units as it was; a negative bias does not."""
    he = dead_relus._Network("He normal", math.sqrt(2 / 48))  # noqa: SLF001
    shares = dead_relus._dead(he, 48, seed)  # noqa: SLF001
    scaled = dead_relus._dead(he._replace(std=he.std * factor), 48, seed)  # noqa: SLF001
    assert scaled == pytest.approx(shares, abs=1.5 / 48)  # a sign may round at 1e-8
    silenced = dead_relus._dead(he._replace(bias=-3.0), 48, seed)  # noqa: SLF001
    assert silenced[-1] > shares[-1]


def test_a_bias_weighs_more_beside_a_small_input() -> None:
    """The same negative bias silences inputs of 0.01 at once, and those of 100 not at all."""
    he = dead_relus._Network("He normal", math.sqrt(2 / 48), bias=-0.5)  # noqa: SLF001
    small, large = (
        dead_relus._dead(he._replace(inputs=size), 48, 6)[1]  # noqa: SLF001
        for size in (0.01, 100.0)
    )
    assert (small, large) == (1, 0)


def test_an_eighth_is_dead_at_layer_ten() -> None:
    """As measured at width 512 (14.5 %): none at layer 1, 5 to 30 % at layer 10."""
    he = dead_relus._Network("He normal", math.sqrt(2 / 192))  # noqa: SLF001
    shares = np.mean([dead_relus._dead(he, 192, seed) for seed in range(8)], axis=0)  # noqa: SLF001
    assert shares[1] == 0
    assert 0.05 < shares[10] < 0.3


def test_each_case_has_its_reason() -> None:
    """Equal counts without biases, none with leaks, the smallest under a negative bias, and so."""
    for question in everything():
        stds, inputs = numbers(question, "std"), numbers(question, "inputs")
        scales = [a * b for a, b in zip(stds, inputs, strict=True)]
        biases, slopes = numbers(question, "bias"), numbers(question, "slope")
        right, case = field(question).correct, question.facts["case"]
        if case in ("scale", "first"):
            assert (biases, slopes) == ([0] * 4, [0] * 4)
            assert (question.facts["layer"] == 1) is (case == "first")
        elif case == "leaks":
            assert min(slopes) > 0
        elif case == "leak":
            assert [slope == 0 for slope in slopes] == [i == right for i in range(4)]
        elif case == "own":
            assert [bias < 0 for bias in biases] == [i == right for i in range(4)]
        else:
            shrinks = case == "shrink"
            assert len(set(biases)) == 1
            assert (biases[0] < 0) is shrinks
            assert scales[right] == (min(scales) if shrinks else max(scales))


def test_wrong_answers_are_named_after_their_case() -> None:
    """Small weights, leaks, biases and overlooked deaths each have a key and the counts."""
    keys: dict[object, set[str]] = {}
    for question in everything():
        options, right = field(question).options, field(question).correct
        assert grade(question, (right,)).grade is Grade.RIGHT
        for index in range(len(options)):
            if index != right:
                verdict = grade(question, (index,))
                assert verdict.grade is Grade.WRONG
                assert f"dead units of {question.facts['width']}" in verdict.why
                case = "none" if options[index].key == "none-dead" else question.facts["case"]
                keys.setdefault(case, set()).add(verdict.misconception)
    assert keys == {
        "scale": {"small-weights-die"},
        "leaks": {"leaky-unit-dies"},
        "leak": {"leaky-unit-dies"},
        "first": {"first-layer-dies"},
        "own": {"bias-overlooked"},
        "shrink": {"bias-scale-ignored"},
        "spare": {"bias-scale-ignored"},
        "none": {"dead-units-overlooked"},
    }


def test_levels_differ_as_promised() -> None:
    """A shared bias comes at medium, other inputs and the first layer at hard."""
    cases = {level: {q.facts["case"] for q in drawn(level)} for level in Level}
    assert cases[Level.EASY] == {"scale", "leaks", "leak", "own"}
    assert cases[Level.MEDIUM] == cases[Level.EASY] | {"shrink", "spare"}
    assert cases[Level.HARD] == cases[Level.MEDIUM] | {"first"}
    for question in everything():
        assert question.level == "hard" or set(numbers(question, "inputs")) == {1.0}
    assert any(len(set(numbers(q, "inputs"))) == 4 for q in drawn(Level.HARD))


def test_neither_place_nor_scale_tells_the_answer() -> None:
    """All six answers are right alike, and so are the four ranks by scale."""
    for level in Level:
        places = Counter(field(q).correct for q in drawn(level))
        ranks: Counter[int] = Counter()
        for question in drawn(level):
            stds, inputs = numbers(question, "std"), numbers(question, "inputs")
            scales = [a * b for a, b in zip(stds, inputs, strict=True)]
            if field(question).correct < 4:
                ranks[sorted(scales).index(scales[field(question).correct])] += 1
        assert set(ranks) == {0, 1, 2, 3}
        for seen, size in ((places, 6), (ranks, 4)):
            fair = seen.total() / size
            assert sum((seen[i] - fair) ** 2 / fair for i in range(size)) < 24


@pytest.mark.parametrize(
    ("shares", "right", "clear"),
    [
        ((0.2, 0.2, 0.2, 0.2), 4, True),
        ((0.04, 0.04, 0.04, 0.04), 4, False),
        ((0.2, 0.2, 0.2, 0.21), 4, False),
        ((0.0, 0.0, 0.0, 0.0), 5, True),
        ((0.0, 0.0, 0.0, 0.01), 5, False),
        ((0.31, 0.2, 0.2, 0.0), 0, True),
        ((0.29, 0.2, 0.2, 0.0), 0, False),
    ],
)
def test_the_rule_refuses_what_is_not_clear(
    shares: tuple[float, ...], right: int, *, clear: bool
) -> None:
    """Nearly equal is not equal, nearly none is not none, and the lead is a tenth of a layer."""
    assert dead_relus._clear(shares, right) is clear  # noqa: SLF001


def test_networks_that_disagree_with_their_case_are_not_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """If no draw keeps its promise, the type says so."""
    monkeypatch.setattr(dead_relus, "_clear", lambda *_: False)
    monkeypatch.setattr(dead_relus, "_TRIES", 1)
    monkeypatch.setattr(dead_relus, "_dead", lambda *_: np.zeros(11))
    with pytest.raises(UnanswerableError):
        draw(0, Level.EASY)


def test_the_plot_of_the_dead_comes_only_with_the_answer() -> None:
    """Before it there is the table of settings; after it four curves that end in the counts."""
    for question in everything()[::6]:
        assert [type(block) for block in question.blocks] == [Table]
        shown = question.revealed[1]
        assert isinstance(shown, Lines)
        at = int(question.facts["layer"]) - 1
        ends = [curve.ys[at] * int(question.facts["width"]) for curve in shown.curves]
        assert ends == pytest.approx(numbers(question, "dead"))
        assert "dead" not in question.blocks[0].summary
