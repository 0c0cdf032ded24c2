"""Product of matrices: lines and slopes are told apart, and each by its height, provably."""

import math
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from functools import cache
from itertools import combinations
from typing import Literal

import numpy as np
import pytest

from initquiz.asking.grading import grade
from initquiz.errors import UnanswerableError
from initquiz.initializers.rules import he, lecun, orthogonal, spread
from initquiz.model.blocks import CurveRole, Spectrum
from initquiz.model.card import Level
from initquiz.model.choosing import Choice, Option
from initquiz.model.question import Question
from initquiz.model.verdict import Grade
from initquiz.questions import product_of_matrices
from initquiz.questions.product_of_matrices import QUESTION
from initquiz.study.proving import prove

SEEDS = 28
VARIANCES = {
    "lecun_normal": lambda n: 1 / n,
    "he_normal": lambda n: 2 / n,
    "torch_linear": lambda n: 1 / (3 * n),
    "sparse": lambda n: 15 / n,
    "small_random": lambda _: 1e-4,
}


@cache
def drawn(level: Level) -> tuple[Question, ...]:
    """Return one question for each seed of a level."""
    return tuple(QUESTION.draw(seed, level) for seed in range(SEEDS))


def everything() -> list[Question]:
    """Return all drawn questions."""
    return [question for level in Level for question in drawn(level)]


def parts(question: Question) -> tuple[Choice, Spectrum, int]:
    """Return the answer field, the spectrum and the layers' side."""
    (block,) = question.blocks
    assert isinstance(question.answer, Choice)
    assert isinstance(block, Spectrum)
    return question.answer, block, int(question.facts["n_in"])


def meaning(option: Option, question: Question) -> tuple[str, float, int]:
    """Return what an option's key says: scheme, gain and depth."""
    words = option.key.split("-")
    stated = question.level != "hard"
    depth = int(question.facts["depth"]) if stated or len(words) == 1 else int(words[-1])
    gain = float(words[1]) if words[0] == "orthogonal" and len(words) > 1 else 1.0
    return words[0], gain, depth


def mean_log_chi(side: int) -> float:
    """Return the mean of ln chi_k over k = 1 to `side`, by slopes of the log gamma function."""
    h = 1e-4
    slopes = [
        (math.lgamma(k / 2 + h) - math.lgamma(k / 2 - h)) / (2 * h) for k in range(1, side + 1)
    ]
    return sum((slope + math.log(2)) / 2 for slope in slopes) / side


def height(option: Option, question: Question) -> float:
    """Return log10 of the geometric mean an option predicts."""
    scheme, gain, depth = meaning(option, question)
    if scheme == "orthogonal":
        return depth * math.log10(gain)
    side = parts(question)[2]
    std = math.sqrt(VARIANCES[scheme](side))
    return depth * (math.log(std) + mean_log_chi(side)) / math.log(10)


def flat(option: Option) -> bool:
    """Tell whether an option predicts a line."""
    return option.key.startswith("orthogonal")


def test_quality_control_finds_nothing() -> None:
    """Drawn twice it is the same, every option is told, and no key pays by guessing."""
    proof = prove(QUESTION.key, QUESTION, range(12, 27))
    assert proof.problems == ()
    assert (proof.instances, proof.refused) == (45, 0)


def test_form_and_geometric_mean_find_every_answer() -> None:
    """A line or a slope, and the nearest height: an observer by these rules is never wrong."""
    for question in everything():
        field, block, _ = parts(question)
        logs = np.log10(block.values)
        is_flat = np.ptp(logs) < 1e-4
        alike = [i for i, option in enumerate(field.options) if flat(option) is bool(is_flat)]
        off = [abs(height(field.options[i], question) - logs.mean()) for i in alike]
        assert alike[off.index(min(off))] == field.correct
        assert min(off) < 1e-5 if is_flat else min(off) < 0.9


def test_theory_predicts_the_geometric_mean() -> None:
    """Within chance for normal weights, whose determinant is known; in the facts beside it."""
    for question in everything():
        field, block, side = parts(question)
        option = field.options[field.correct]
        predicted = height(option, question)
        assert question.facts["log10_predicted"] == pytest.approx(predicted, abs=1e-6)
        measured = float(np.log10(block.values).mean())
        assert question.facts["log10_geometric_mean"] == pytest.approx(measured, abs=1e-6)
        scheme, _, depth = meaning(option, question)
        if scheme in {"lecun_normal", "he_normal", "small_random"}:
            assert abs(measured - predicted) < 6 * math.sqrt(depth * math.log(side)) / side / 2


def test_lecun_keeps_the_mean_square_and_loses_the_rest() -> None:
    """Fifty layers bring the geometric mean down by about √e each, yet the top is above 1."""
    found = [
        (np.array(block.values), side)
        for question in drawn(Level.MEDIUM)
        for _, block, side in [parts(question)]
        if (question.facts["scheme"], question.facts["depth"]) == ("lecun_normal", 50)
    ]
    assert len(found) >= 2
    for values, _ in found:
        per_layer = math.exp(float(np.log(values).mean()) / 50)
        assert per_layer == pytest.approx(math.exp(-0.5), rel=0.1)
        assert values[0] > 1
        assert values[-1] < 1e-40


def test_fifty_orthogonal_layers_are_flat() -> None:
    """At any depth the condition stays 1, at gain 1 all singular values stay 1."""
    lines = [q for q in everything() if q.facts["scheme"] == "orthogonal"]
    assert {q.facts["depth"] for q in lines} >= {2, 10, 50}
    for question in lines:
        assert float(question.facts["log10_condition"]) < 1e-6
        _, block, _ = parts(question)
        height_ = float(question.facts["gain"]) ** int(question.facts["depth"])
        assert block.values[0] == pytest.approx(height_, rel=1e-4)


def test_levels_differ_in_scale_and_in_what_is_stated() -> None:
    """Far apart; √2 or √3 a layer apart; and with depths mixed and not stated."""
    for level in Level:
        for question in drawn(level):
            field, _, side = parts(question)
            depths = {meaning(o, question)[2] for o in field.options if o.key != "orthogonal"}
            schemes = {meaning(o, question)[0] for o in field.options if not flat(o)}
            assert len(field.options) == 6
            assert sum(map(flat, field.options)) == 3
            assert f"$n_{{in}}$ = {side} and $n_{{out}}$ = {side}" in question.prompt
            if level is Level.HARD:
                assert "several" in question.prompt
                assert depths <= {2, 10} or depths <= {10, 50}
                assert all(option.law is None for option in field.options)
            else:
                assert f"{question.facts['depth']} square layers" in question.prompt
                easy = {"lecun_normal", "sparse", "small_random"}
                near = {"lecun_normal", "he_normal", "torch_linear"}
                assert schemes == (easy if level is Level.EASY else near)
                assert all(option.law for option in field.options)
    mixed = [len({meaning(o, q)[2] for o in parts(q)[0].options}) for q in drawn(Level.HARD)]
    assert sum(count > 1 for count in mixed) > SEEDS * 0.8


def test_heights_of_one_form_are_apart() -> None:
    """By half a decade and by 3 % of the axis or more, so that the eye can tell them."""
    share = {"easy": 0.09, "medium": 0.06, "hard": 0.03}
    for question in everything():
        field, block, _ = parts(question)
        low, high = map(math.log10, block.y_range or (1, 1))
        gap = max(0.5, share[question.level] * (high - low))
        for a, b in combinations(field.options, 2):
            if flat(a) is flat(b):
                assert abs(height(a, question) - height(b, question)) >= gap * (1 - 1e-9)


def test_the_axis_holds_the_truth_and_depends_on_the_options() -> None:
    """Round powers of ten; the same options in another order, or truth, have the same axis."""
    ranges: dict[tuple[object, ...], set[object]] = {}
    for question in everything():
        field, block, side = parts(question)
        low, high = block.y_range or (1, 1)
        assert math.log10(low) == pytest.approx(round(math.log10(low)), abs=1e-9)
        assert low <= block.values[-1] <= block.values[0] <= high
        depth = question.facts["depth"] if question.level != "hard" else 0
        key = (side, depth, *sorted(option.key for option in field.options))
        ranges.setdefault(key, set()).add(block.y_range)
    assert all(len(found) == 1 for found in ranges.values())
    assert len(ranges) < len(everything()) - 5


def test_nothing_before_the_answer_names_a_scheme() -> None:
    """Prompt and summary hold no option's text."""
    for question in everything():
        field, block, _ = parts(question)
        said = (question.prompt + block.summary + block.title).lower()
        assert not [o.text for o in field.options if o.text.split(",")[0].lower() in said]
        assert "orthogonal" not in said


def test_the_right_answer_stands_anywhere() -> None:
    """Every position is right, and both lines and slopes are, often enough."""
    places = Counter(parts(question)[0].correct for question in everything())
    fair = len(everything()) / 6
    assert sum((places[i] - fair) ** 2 for i in range(6)) / fair < 38
    lines = sum(flat(parts(q)[0].options[parts(q)[0].correct]) for q in everything())
    assert abs(lines - len(everything()) / 2) < 25


def test_chernoffs_bound_holds_for_small_determinants() -> None:
    """In 20,000 products of 8 x 8 layers the geometric mean crosses as seldom as promised."""
    rng, side = np.random.default_rng(1), 8
    for law, other in ((lecun, he), (he, lecun)):
        for depth in (2, 5, 10):
            here, there = (
                product_of_matrices._Product("a", "a", one((side, side)), depth, side)  # noqa: SLF001
                for one in (law, other)
            )
            bound = product_of_matrices._confused(here, there)  # noqa: SLF001
            chis = np.sqrt(rng.chisquare(np.arange(1, side + 1), (20_000, depth, side)))
            means = np.log10(chis * here.law.std).sum(axis=1).mean(axis=1)
            assert means.mean() == pytest.approx(here.middle, abs=0.01)
            nearer = np.abs(means - there.middle) < np.abs(means - here.middle)
            assert nearer.mean() <= bound < 0.9
            assert bound < 30 * nearer.mean() + 1e-3


def test_weights_that_are_not_normal_are_granted_twice_the_variance() -> None:
    """Half the exponent, so the root of the bound for normal weights of the same scale."""

    def bound(distribution: Literal["normal", "uniform"], density: float = 1.0) -> float:
        laws = [spread(std, distribution) for std in (0.25, 0.5)]
        a, b = (
            product_of_matrices._Product("a", "a", replace(law, density=density), 10, 16)  # noqa: SLF001
            for law in laws
        )
        return product_of_matrices._confused(a, b)  # noqa: SLF001

    assert 0 < bound("normal") < 1e-6
    assert bound("uniform") == pytest.approx(math.sqrt(bound("normal")))
    assert bound("normal", density=0.5) == pytest.approx(math.sqrt(bound("normal")))


def test_slopes_are_steep_enough_to_be_seen() -> None:
    """From a slope's top to its geometric mean it falls by 3 % of the axis or more."""
    for question in everything():
        field, block, side = parts(question)
        low, high = map(math.log10, block.y_range or (1, 1))
        for option in field.options:
            scheme, _, d = meaning(option, question)
            if not flat(option):
                # For large sides the top of a product is ((d+1)^(d+1) / d^d)^(1/2) of its scale.
                scale = d * math.log10(side * VARIANCES[scheme](side)) / 2
                top = scale + ((d + 1) * math.log10(d + 1) - d * math.log10(d)) / 2
                assert top - height(option, question) >= 0.03 * (high - low) - 1e-9


def test_what_is_not_a_slope_cannot_be_confused() -> None:
    """Lines are exact, so their part of the bound is 0, and so is that of an option itself."""
    line = product_of_matrices._Product("a", "a", orthogonal((8, 8)), 2, 8)  # noqa: SLF001
    slope = product_of_matrices._Product("b", "b", lecun((8, 8)), 2, 8)  # noqa: SLF001
    for pair in ((line, slope), (slope, line), (slope, slope)):
        assert product_of_matrices._confused(*pair) == 0  # noqa: SLF001


@pytest.mark.parametrize(
    ("level", "truth", "answer", "key"),
    [
        (Level.EASY, "orthogonal", "lecun_normal", "spread-imagined"),
        (Level.EASY, "lecun_normal", "orthogonal", "spread-overlooked"),
        (Level.EASY, "small_random", "lecun_normal", "scale-from-fans"),
        (Level.EASY, "lecun_normal", "small_random", "fixed-scale"),
        (Level.EASY, "lecun_normal", "sparse", "scale-misread"),
        (Level.EASY, "orthogonal", "orthogonal", "gain-misread"),
        (Level.MEDIUM, "he_normal", "lecun_normal", "factor-two-missing"),
        (Level.MEDIUM, "lecun_normal", "he_normal", "factor-two-added"),
        (Level.MEDIUM, "torch_linear", "he_normal", "scale-misread"),
        (Level.HARD, "he_normal", "he_normal", "depth-misread"),
    ],
)
def test_each_confusion_has_its_name(level: Level, truth: str, answer: str, key: str) -> None:
    """Form first, then the depth, then the height: title, lesson with both numbers, and tag."""
    question, index = next(
        (question, i)
        for question in drawn(level)
        for i, option in enumerate(parts(question)[0].options)
        if question.facts["scheme"] == truth
        and meaning(option, question)[0] == answer
        and i != parts(question)[0].correct
    )
    field, block, _ = parts(question)
    verdict = grade(question, (index,))
    assert (verdict.grade, verdict.misconception) == (Grade.WRONG, key)
    assert verdict.title.startswith(f"Not {field.options[index].text}: ")
    assert f"{field.options[index].text} predicts a " in verdict.why
    shown = verdict.blocks[0]
    assert isinstance(shown, Spectrum)
    assert [curve.role for curve in shown.curves] == [CurveRole.TRUTH, CurveRole.CHOSEN]
    for curve, option in zip(
        shown.curves, (field.options[field.correct], field.options[index]), strict=True
    ):
        assert math.log10(curve.ys[0]) == pytest.approx(height(option, question), abs=1e-6)
    assert len(block.values) == curve.xs[1]


def near(log: float) -> str:
    """Return a number as the words have it: in full near 1, else as a power of ten."""
    if -3 <= log <= 4:
        value = 10**log
        return f"{value:,.0f}" if value > 999.5 else f"{value:.3g}"
    size, power = f"{10**log:.1e}".split("e")
    raised = str(int(power)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"{size} · 10{raised}"


def test_notes_and_evidence_have_the_heights() -> None:
    """Each note tells line or slope and its height; the evidence what was measured, and why."""
    for question in everything():
        field, block, _ = parts(question)
        for option in field.options:
            form = "a flat line at" if flat(option) else "a slope about"
            assert option.note == f"{form} {near(height(option, question))}"
        logs = np.log10(block.values)
        truth = field.options[field.correct]
        if flat(truth):
            told = f"All {len(logs)} singular values are {near(logs.mean())}."
            why = "Orthogonal layers stretch every direction by their gain"
        else:
            told = (
                f"run from {near(logs[0])} down to {near(logs[-1])}, with a geometric mean of "
                f"{near(logs.mean())}."
            )
            why = f"after {question.facts['depth']}, and the directions fan out about it."
        assert told in question.evidence
        assert why in question.evidence


def test_options_that_are_too_close_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no heights are far enough apart nothing is asked."""
    monkeypatch.setattr(product_of_matrices, "_DECADES", 1e6)
    with pytest.raises(UnanswerableError, match="product-of-matrices found no provable question"):
        QUESTION.draw(1, Level.MEDIUM)


def test_slopes_that_cannot_be_proven_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """With layers of 3 units only slopes that are far apart are shown, and lines."""
    monkeypatch.setattr(product_of_matrices, "_SIDES", (3,))
    made: list[Question] = []
    for seed in range(40):
        with suppress(UnanswerableError):
            made.append(QUESTION.draw(seed, Level.MEDIUM))
    assert max(question.error_bound for question in made) <= 1e-4
    shallow = [q.facts["scheme"] for q in made if q.facts["depth"] == 10]
    assert set(shallow) == {"orthogonal"}
