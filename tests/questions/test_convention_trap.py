"""The Xavier convention trap: every rule is shown once, and each can be told from the others."""

import math
import re
from collections import Counter
from functools import cache
from itertools import combinations, permutations

import numpy as np
import pytest

from initquiz.asking.grading import grade
from initquiz.initializers.histogram import nice_edges
from initquiz.initializers.laws import Family, Law
from initquiz.model.arranging import Match
from initquiz.model.blocks import CurveRole, Histogram
from initquiz.model.card import Level
from initquiz.model.question import Question
from initquiz.model.verdict import Grade
from initquiz.questions import convention_trap
from initquiz.questions.convention_trap import QUESTION
from initquiz.study.proving import prove

SEEDS = 60


@cache
def drawn(level: Level) -> tuple[Question, ...]:
    """Return one question for each seed of a level."""
    return tuple(QUESTION.draw(seed, level) for seed in range(SEEDS))


def everything() -> list[Question]:
    """Return all drawn questions."""
    return [question for level in Level for question in drawn(level)]


def field(question: Question) -> Match:
    """Return the answer field."""
    assert isinstance(question.answer, Match)
    return question.answer


def keys(question: Question) -> list[str]:
    """Return the rule behind each histogram, from left to right."""
    return [field(question).options[int(i)].key for i in field(question).correct]


def law(key: str, n_in: float, n_out: float) -> Law:
    """Return a rule's law, worked out anew from its formula."""
    variance = {
        "xavier_normal": 2 / (n_in + n_out),
        "xavier_uniform": 2 / (n_in + n_out),
        "xavier_normal_fan_in": 1 / n_in,
        "he_normal": 2 / n_in,
        "fan_out_normal": 1 / n_out,
    }[key]
    family = Family.UNIFORM if key == "xavier_uniform" else Family.NORMAL
    return Law(family, math.sqrt(variance))


def fans(question: Question) -> tuple[int, int]:
    """Return the layer."""
    return int(question.facts["n_in"]), int(question.facts["n_out"])


def answer(question: Question, swaps: dict[str, str]) -> tuple[int, ...]:
    """Return the solution with rules exchanged for others."""
    options = [option.key for option in field(question).options]
    return tuple(options.index(swaps.get(key, key)) for key in keys(question))


def test_quality_control_finds_nothing() -> None:
    """Every instance is provable, graded and explained, and no order of rules is favoured."""
    assert prove(QUESTION.key, QUESTION, range(100, 130)).problems == ()


def test_an_observer_of_the_bars_is_never_wrong() -> None:
    """The likeliest assignment, by formulas worked out anew, is the right one every time."""
    for question in everything():
        laws = [law(option.key, *fans(question)) for option in field(question).options]
        scores = []
        for block in question.blocks:
            assert isinstance(block, Histogram)
            counts = (block.below, *block.counts, block.above)
            scores.append([one.log_likelihood(counts, block.edges) for one in laws])
        orders = permutations(range(len(laws)))
        best = max(
            orders, key=lambda order: sum(row[i] for row, i in zip(scores, order, strict=True))
        )
        assert best == field(question).correct


def test_the_trap_is_wide_enough() -> None:
    """Paper and deck differ by 1.3 at least, at easy by 2, and no two rules by less than 1.19."""
    for question in everything():
        stds = {key: law(key, *fans(question)).std for key in keys(question)}
        trap = abs(math.log(stds["xavier_normal"] / stds["xavier_normal_fan_in"]))
        assert trap >= math.log(1.3)
        if question.level == "easy":
            assert trap >= 0.69
        bells = [std for key, std in stds.items() if key != "xavier_uniform"]
        assert min(abs(math.log(a / b)) for a, b in combinations(bells, 2)) >= 0.18


def test_the_bound_covers_every_histogram() -> None:
    """The error bound is the sum of the pairs' Bhattacharyya bounds over all histograms."""
    for question in everything()[::9]:
        block = question.blocks[0]
        assert isinstance(block, Histogram)
        cells = [
            np.sqrt(law(key, *fans(question)).bin_probabilities(block.edges))
            for key in keys(question)
        ]
        worst = max(sum(float(a @ b) ** block.total for b in cells if b is not a) for a in cells)
        assert question.error_bound == pytest.approx(len(cells) * worst, rel=1e-6, abs=1e-300)
        assert question.error_bound <= 1e-4


def test_levels_offer_what_they_promise() -> None:
    """Easy has three rules with formulas, medium He's beside them, hard the outputs and σ."""
    three = {"xavier_normal", "xavier_uniform", "xavier_normal_fan_in"}
    fourth: dict[str, set[str]] = {
        "easy": set(),
        "medium": {"he_normal"},
        "hard": {"fan_out_normal"},
    }
    for question in everything():
        assert {*keys(question)} == three | fourth[question.level]
        formulas = ["n_in" in option.text for option in field(question).options]
        assert formulas == [question.level == "easy"] * len(formulas)
        assert all(("σ" in block.title) is (question.level == "hard") for block in question.blocks)
    shapes = [fans(question) for question in drawn(Level.HARD)]
    assert sum(i > o for i, o in shapes) > SEEDS / 10 < sum(i < o for i, o in shapes)


def test_the_axis_says_nothing() -> None:
    """All histograms of an instance share one axis, which depends on the fans alone."""
    for question in everything():
        widest = max(law(key, *fans(question)).std for key in keys(question))
        edges = {block.edges for block in question.blocks if isinstance(block, Histogram)}
        assert edges == {tuple(nice_edges(3.2 * widest).tolist())}


def test_a_box_is_wide_enough_to_be_seen() -> None:
    """The paper's uniform law spans at least eight bars of the common axis."""
    for question in everything():
        block = question.blocks[0]
        assert isinstance(block, Histogram)
        width = 2 * law("xavier_uniform", *fans(question)).support
        assert width >= 8 * (block.edges[1] - block.edges[0])


def test_before_the_answer_nothing_names_a_rule() -> None:
    """Titles and summaries of the histograms bear numbers, no rule; nor does the prompt."""
    for question in everything():
        said = " ".join(block.title + block.summary for block in question.blocks) + question.prompt
        for word in ("paper", "deck", "He", "normal", "uniform", "alone", "bell", "box"):
            assert word not in said
        assert not any(block.curves for block in question.blocks if isinstance(block, Histogram))


def test_every_order_occurs() -> None:
    """Each rule comes at each place, and stands at each letter, about as often."""
    for level in Level:
        for seen in (
            Counter((key, i) for q in drawn(level) for i, key in enumerate(keys(q))),
            Counter((o.key, i) for q in drawn(level) for i, o in enumerate(field(q).options)),
        ):
            size = len(keys(drawn(level)[0]))
            fair = SEEDS / size
            assert len(seen) == size**2
            assert sum((n - fair) ** 2 for n in seen.values()) / fair < 45  # 1e-6 at 9 d.f. is 45


def test_the_measured_numbers_are_those_of_the_rules() -> None:
    """Each histogram's σ lies within six standard errors of its own rule."""
    for question in everything():
        for place, key in enumerate(keys(question), start=1):
            theory = law(key, *fans(question))
            n = int(question.facts["n"])
            off = abs(float(question.facts[f"measured_std_{place}"]) - theory.std)
            assert off <= 6 * theory.std_error(n)
            assert question.facts[f"rule_{place}"] == key


@pytest.mark.parametrize(
    ("level", "a", "b", "names"),
    [
        (Level.EASY, "xavier_normal", "xavier_normal_fan_in", {"fan-out-ignored", "fans-averaged"}),
        (Level.EASY, "xavier_normal", "xavier_uniform", {"box-for-bell", "bell-for-box"}),
        (
            Level.MEDIUM,
            "he_normal",
            "xavier_normal_fan_in",
            {"factor-two-missing", "factor-two-added"},
        ),
        (Level.HARD, "fan_out_normal", "xavier_normal_fan_in", {"fans-swapped"}),
        (Level.HARD, "fan_out_normal", "xavier_normal", {"fan-in-ignored", "fans-averaged"}),
    ],
)
def test_each_confusion_has_its_name(level: Level, a: str, b: str, names: set[str]) -> None:
    """Two rules exchanged are named by the first histogram, and told with its numbers."""
    found = set()
    for question in drawn(level):
        verdict = grade(question, answer(question, {a: b, b: a}))
        place = min(keys(question).index(a), keys(question).index(b)) + 1
        measured = float(question.facts[f"measured_std_{place}"])
        assert verdict.grade is Grade.WRONG
        assert f"histogram {place}" in verdict.title
        said = re.match(rf"Histogram {place} measures σ = ([\d.]+) ± [\d.]+\.", verdict.why)
        assert said is not None
        assert float(said[1]) == pytest.approx(measured, rel=0.01)
        assert len(keys(question)) - 2 == int(verdict.title[0])
        found.add(verdict.misconception)
    assert found == names


def test_the_answer_is_shown_over_the_bars() -> None:
    """Once answered each histogram is titled with its rule and bears that rule's curve."""
    question = drawn(Level.MEDIUM)[0]
    verdict = grade(question, field(question).correct)
    assert verdict.grade is Grade.RIGHT
    names = {option.key: option.text for option in field(question).options}
    for key, block in zip(keys(question), verdict.blocks, strict=True):
        assert isinstance(block, Histogram)
        assert names[key] in block.title
        std = law(key, *fans(question)).std
        assert [mark.place for mark in block.marks] == pytest.approx([-std, std])
        assert [(curve.role, curve.label) for curve in block.curves] == [
            (CurveRole.TRUTH, "theory")  # the title says whose
        ]
        middles = (np.array(block.edges[1:]) + np.array(block.edges[:-1])) / 2
        fit = np.interp(middles, block.curves[0].xs, block.curves[0].ys)
        assert np.abs(fit - block.counts).sum() < 0.2 * block.total


def test_layers_that_hide_the_trap_are_refused() -> None:
    """A nearly square layer, whose two rules agree, is never asked."""
    refused = [
        convention_trap._draft(np.random.default_rng(seed), Level.EASY) is None  # noqa: SLF001
        for seed in range(60)
    ]
    assert any(refused)
    square = next(layer for layer in convention_trap._LAYERS if layer[0] == layer[1])  # noqa: SLF001
    edges = nice_edges(1.0)
    assert not any(convention_trap._fits(square, level, edges) for level in Level)  # noqa: SLF001
