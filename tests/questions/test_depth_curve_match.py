"""Depth curve match: starts that theory keeps apart, networks that stay near it, named mix-ups."""

import math
from collections.abc import Callable
from contextlib import suppress
from functools import cache, partial
from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest

from initquiz.asking.grading import grade
from initquiz.errors import UnanswerableError
from initquiz.initializers.activations import Activation
from initquiz.initializers.mean_field import mean_field
from initquiz.initializers.propagation import finite_width_factor
from initquiz.model.arranging import Match
from initquiz.model.blocks import CurveRole, Lines
from initquiz.model.card import Level
from initquiz.model.question import Question
from initquiz.model.verdict import Grade
from initquiz.questions import depth_curve_match
from initquiz.questions.depth_curve_match import QUESTION
from initquiz.study.proving import prove

SIZES = {"easy": (3, 4), "medium": (4, 5), "hard": (4, 6)}
GAPS = {"easy": (2.0, math.inf), "medium": (1.0, 2.0), "hard": (0.5, 1.0)}


@cache
def questions() -> tuple[Question, ...]:
    """Return one question for each of 15 seeds and each level."""
    return tuple(QUESTION.draw(seed, level) for level in Level for seed in range(15))


def field(question: Question) -> Match:
    """Return the answer field."""
    assert isinstance(question.answer, Match)
    return question.answer


def plot(question: Question) -> Lines:
    """Return the plot as asked."""
    (block,) = question.blocks
    assert isinstance(block, Lines)
    return block


def theory(activation: str, scale: float, depth: int) -> float:
    """Return the std after `depth` wide layers, by a sum of its own over the normal law."""
    z = np.linspace(-8, 8, 6402)
    weights = np.exp(-(z**2) / 2)
    weights /= weights.sum()
    q = 1.0
    for _ in range(depth):
        x = math.sqrt(scale * q) * z
        if activation == "tanh":
            y = np.tanh(x)
        elif activation == "relu":
            y = np.maximum(x, 0)
        else:
            y = 1.0507009873554805 * np.where(
                x > 0, x, 1.6732632423543772 * np.expm1(np.minimum(x, 0))
            )
        q = float(weights @ y**2)
        mean = float(weights @ y)
    return math.sqrt(q - mean**2)


def ends(question: Question) -> list[float]:
    """Return what theory gives each option at the last layer, as a power of ten."""
    facts, found = question.facts, []
    for option in field(question).options:
        assert option.law is not None
        scale = int(facts["n_in"]) * option.law.std**2
        found.append(math.log10(theory(str(facts["activation"]), scale, int(facts["depth"]))))
    return found


def test_quality_control_finds_nothing() -> None:
    """Every instance is repeatable, graded right and wrong as it should be, and explained."""
    assert prove(QUESTION.key, QUESTION, range(100, 110)).problems == ()


def test_whoever_knows_the_theory_is_never_wrong() -> None:
    """The option predicted nearest to where a curve ends is the right one, every time."""
    for question in questions():
        predicted = ends(question)
        for curve, correct in zip(plot(question).curves, field(question).correct, strict=True):
            last = math.log10(curve.ys[-1])
            misses = [abs(last - end) for end in predicted]
            assert misses.index(min(misses)) == correct


def test_starts_lie_apart_as_the_level_says() -> None:
    """2, 1 and half a decade at least, and no less than a twenty-fifth of the plot's height."""
    for question in questions():
        predicted = sorted(ends(question))
        closest = min(b - a for a, b in pairwise(predicted))
        near, far = GAPS[question.level]
        assert near - 0.02 < closest < far + 0.02
        assert closest > 0.039 * (predicted[-1] - predicted[0])
        assert (len(field(question).items), len(field(question).options)) == SIZES[question.level]


def shifted(decades: float) -> Callable[..., SimpleNamespace]:
    """Return networks that follow the theory, but end so many decades above it."""

    def forward(
        _: object, sample: partial[object], phi: Activation, *, widths: tuple[int, ...], batch: int
    ) -> SimpleNamespace:
        assert batch > 0
        std = mean_field(phi, sample.keywords["scale"], depth=len(widths) - 1).std
        return SimpleNamespace(std=np.array([1.0, *std[:-1], std[-1] * 10**decades]))

    return forward


def test_a_network_that_strays_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """None ends more than a quarter of the way to the nearest other start, up or down."""
    for decades in (0.45, -0.45):
        monkeypatch.setattr(depth_curve_match, "forward_stats", shifted(decades))
        for seed in range(3):
            with suppress(UnanswerableError):
                question = QUESTION.draw(seed, Level.MEDIUM)
                predicted = ends(question)
                for correct in field(question).correct:
                    own = predicted[correct]
                    others = [end for end in predicted if end != own]
                    assert min(abs(end - own) for end in others) > 4 * 0.44
    monkeypatch.setattr(depth_curve_match, "forward_stats", shifted(9.0))
    with pytest.raises(UnanswerableError, match="depth-curve-match"):
        QUESTION.draw(0, Level.HARD)


def test_networks_near_the_theory_are_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Less than a quarter of the least gap off, no seed needs more tries than its set of starts."""
    plain = {}
    for decades in (0.0, 0.12, -0.12):
        monkeypatch.setattr(depth_curve_match, "forward_stats", shifted(decades))
        plain[decades] = [QUESTION.draw(seed, Level.HARD).answer for seed in range(3)]
    correct = [[field.solution for field in fields] for fields in plain.values()]
    assert correct[0] == correct[1] == correct[2]


def test_the_theory_is_that_of_the_measured_table() -> None:
    """What was measured at layer 20 of width 512 is predicted, and networks stray as told."""
    table = {
        ("relu", 2.0): 0.81,
        ("relu", 1.0): 8e-4,
        ("tanh", 1.0): 0.16,
        ("tanh", 2.0): 0.56,
        ("selu", 1.0): 1.0,
        ("selu", 2.0): 7.7,
    }
    for (activation, scale), std in table.items():
        assert theory(activation, scale, 20) == pytest.approx(std, rel=0.05)
    for question in questions():
        facts, predicted = question.facts, ends(question)
        factor = finite_width_factor(int(facts["depth"]), int(facts["width"]))
        for i, correct in enumerate(field(question).correct, start=1):
            found = float(facts[f"curve_{i}_measured"]) / 10 ** predicted[correct]
            assert 1 / factor < found < factor


def test_nothing_but_the_curves_tells_their_starts() -> None:
    """Labels are numbers; prompt, summary and axis titles name no option before the answer."""
    for question in questions():
        block = plot(question)
        assert [curve.label for curve in block.curves] == list(field(question).items)
        assert {curve.role for curve in block.curves} == {CurveRole.SERIES}
        assert not block.marks
        assert block.y_range is None
        said = f"{question.prompt} {block.summary} {block.title} {block.y_title}"
        words = {word for option in field(question).options for word in option.text.split()}
        assert not {"He", "LeCun", "Xavier", "PyTorch's", "Small"} & words & set(said.split())


def test_starts_and_curves_are_shuffled() -> None:
    """Options stand anywhere, the highest curve has any number, the option left over any letter."""
    highest, places, spare = set(), set(), set()
    for question in questions():
        if question.level == "easy":
            spare |= set(range(4)) - set(field(question).correct)
        last = [curve.ys[-1] for curve in plot(question).curves]
        highest.add(last.index(max(last)))
        places |= {(option.key, i) for i, option in enumerate(field(question).options[:4])}
    assert highest == spare == {0, 1, 2, 3}
    assert {i for key, i in places if key == "he_normal"} == {0, 1, 2, 3}
    assert {question.facts["activation"] for question in questions()} == {"relu", "tanh", "selu"}


def mixed_up(activation: str, right: str, wrong: str) -> tuple[Question, int, tuple[int, ...]]:
    """Return a question, the item of one start, and the answer that gives it another's option."""
    for question in questions():
        options = [option.key for option in field(question).options]
        correct = list(field(question).correct)
        if question.facts["activation"] == activation and wrong in options and right in options:
            here, there = options.index(right), options.index(wrong)
            if here in correct:
                item = correct.index(here)
                given = [here if index == there else index for index in correct]
                given[item] = there
                return question, item, tuple(given)
    raise AssertionError((activation, right, wrong))


def test_the_missing_two_is_named_with_its_factor_per_layer() -> None:
    """LeCun for He under ReLU: where the curve stands and where 0.707 per layer would end."""
    question, item, given = mixed_up("relu", "he_normal", "lecun_normal")
    asked = field(question)
    mistake = {(i, j): found for i, j, found in asked.mistakes}[item, given[item]]
    depth = int(question.facts["depth"])
    assert mistake.key == "factor-two-missing"
    assert mistake.title == f"at curve {item + 1}, the factor 2 is missing"
    assert "each layer multiplies the signal by √(1/2) = 0.707" in mistake.lesson
    assert f"{0.8256 * 0.5 ** (depth / 2):.2g}"[:3] in mistake.lesson
    assert f"{question.facts[f'curve_{item + 1}_measured']:.3g}" in mistake.lesson
    verdict = grade(question, given)
    assert verdict.grade is Grade.WRONG
    assert verdict.title.startswith(f"{sum(map(int.__eq__, given, asked.correct))} of ")


def test_options_carry_the_laws_they_name() -> None:
    """He is √(2/n), He without the root 2/n, a fixed std itself, PyTorch's a box of √(1/3n)."""
    wanted = {
        "he_normal": lambda n: math.sqrt(2 / n),
        "he_variance_as_std": lambda n: 2 / n,
        "twentieth": lambda _: 0.05,
        "torch_linear": lambda n: math.sqrt(1 / (3 * n)),
        "three_quarters": lambda n: 0.75 / math.sqrt(n),
    }
    seen = set()
    for question in questions():
        for option in field(question).options:
            if option.key in wanted:
                assert option.law is not None
                assert option.law.std == pytest.approx(wanted[option.key](question.facts["n_in"]))
                seen.add(option.key)
    assert seen == set(wanted)


def test_every_wrong_pair_is_named() -> None:
    """Each curve given each wrong start has a mistake that names the curve."""
    for question in questions():
        asked = field(question)
        named = {(i, j): mistake for i, j, mistake in asked.mistakes}
        for i, correct in enumerate(asked.correct):
            assert {j for k, j in named if k == i} == set(range(len(asked.options))) - {correct}
            assert all(f"at curve {i + 1}, " in named[i, j].title for k, j in named if k == i)


def test_the_missing_root_is_a_mistake_of_its_own() -> None:
    """He's variance taken for the std, or the other way round, is told by whether it was rooted."""
    told = set()
    for question in questions():
        asked = field(question)
        for i, j, mistake in asked.mistakes:
            pair = asked.options[asked.correct[i]].key, asked.options[j].key
            mixed = set(pair) == {"he_normal", "he_variance_as_std"}
            assert (mistake.key == "variance-for-std") is mixed
            if mixed:
                told.add((pair[0], mistake.title.split(", ")[1]))
    assert told == {
        ("he_normal", "the root of the variance was taken"),
        ("he_variance_as_std", "the root of the variance was not taken"),
    }


def test_a_scale_mistake_says_which_way() -> None:
    """Where no scheme's name is mixed up, the mistake tells too small from too large."""
    for question in questions():
        asked = field(question)
        for i, j, mistake in asked.mistakes:
            if mistake.key in {"scale-too-small", "scale-too-large"}:
                picked, truth = asked.options[j].law, asked.options[asked.correct[i]].law
                assert picked is not None
                assert truth is not None
                assert (picked.std < truth.std) is (mistake.key == "scale-too-small")


def test_the_answer_shows_names_and_theory() -> None:
    """Afterwards each curve bears its start's name, with the theory as a thin line beside it."""
    question = questions()[0]
    (shown,) = question.revealed
    assert isinstance(shown, Lines)
    count = len(field(question).items)
    series, guides = shown.curves[:count], shown.curves[count:]
    texts = [field(question).options[i].text for i in field(question).correct]
    assert [curve.label for curve in series] == [
        f"curve {i}: {text}" for i, text in enumerate(texts, start=1)
    ]
    assert {curve.role for curve in guides} == {CurveRole.GUIDE}
    for i, (curve, guide) in enumerate(zip(series, guides, strict=True)):
        assert guide.ys[-1] == pytest.approx(10 ** ends(question)[field(question).correct[i]])
        assert guide.xs == curve.xs
