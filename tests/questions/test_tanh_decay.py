"""tanh by depth: real curves that theory keeps apart, and what each wrong one is taken for."""

import math
from collections import Counter
from collections.abc import Callable
from functools import cache, partial
from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest

from initquiz.asking.grading import grade
from initquiz.errors import UnanswerableError
from initquiz.initializers.activations import Activation
from initquiz.initializers.mean_field import mean_field
from initquiz.model.blocks import CurveRole, Lines
from initquiz.model.card import Level
from initquiz.model.choosing import Choice
from initquiz.model.question import Question
from initquiz.model.verdict import Grade
from initquiz.questions import tanh_decay
from initquiz.questions.tanh_decay import QUESTION
from initquiz.study.proving import prove

FACTORS = {"easy": (1.5, math.inf), "medium": (1.3, 1.5), "hard": (1.15, 1.3)}
GAINS = {"SELU, LeCun": 1.0, "SELU, He": math.sqrt(2), "tanh, Xavier": 1.0}
SPECIAL = {"5/3": 5 / 3, "√2": math.sqrt(2)}


@cache
def questions() -> tuple[Question, ...]:
    """Return one question for each of 14 seeds and each level."""
    return tuple(QUESTION.draw(seed, level) for level in Level for seed in range(14))


def field(question: Question) -> Choice:
    """Return the answer field."""
    assert isinstance(question.answer, Choice)
    return question.answer


def plot(question: Question) -> Lines:
    """Return the plot as asked."""
    (block,) = question.blocks
    assert isinstance(block, Lines)
    return block


def gain_of(text: str) -> float:
    """Return the gain that the name of a network tells."""
    named = text.removeprefix("tanh, Xavier times ")
    return GAINS[text] if text in GAINS else SPECIAL.get(named) or float(named)


def theory(text: str, depth: int) -> float:
    """Return the std after `depth` wide layers, by a sum of its own over the normal law."""
    z = np.linspace(-8, 8, 6402)
    weights = np.exp(-(z**2) / 2)
    weights /= weights.sum()
    rms, mean = 1.0, 0.0
    for _ in range(depth):
        x = gain_of(text) * rms * z
        below = 1.6732632423543772 * np.expm1(np.minimum(x, 0))
        selu = 1.0507009873554805 * np.where(x > 0, x, below)
        y = np.tanh(x) if text.startswith("tanh") else selu
        rms, mean = math.sqrt(weights @ y**2), float(weights @ y)
    return math.sqrt(rms**2 - mean**2)


@cache
def ends(question: Question) -> tuple[float, ...]:
    """Return what theory gives each curve at the last layer."""
    depth = int(question.facts["depth"])
    return tuple(theory(str(question.facts[f"curve_{i}"]), depth) for i in range(1, 7))


def test_quality_control_finds_nothing() -> None:
    """Every instance is repeatable, graded right and wrong as it should be, and explained."""
    assert prove(QUESTION.key, QUESTION, range(100, 109)).problems == ()


def test_whoever_knows_the_theory_is_never_wrong() -> None:
    """The curve that ends nearest to the prediction for the gain asked about is the right one."""
    for question in questions():
        facts = question.facts
        gain = float(facts["std"]) * math.sqrt(int(facts["n_in"]))
        assert gain == pytest.approx(float(facts["gain"]))
        asked = next(text for text in map(str, facts.values()) if _is_tanh(text, gain))
        wanted = math.log(theory(asked, int(facts["depth"])))
        misses = [abs(math.log(curve.ys[-1]) - wanted) for curve in plot(question).curves]
        assert misses.index(min(misses)) == field(question).correct


def _is_tanh(text: str, gain: float) -> bool:
    return text.startswith("tanh, ") and math.isclose(gain_of(text), gain)


def test_predictions_lie_apart_as_the_level_says() -> None:
    """A factor of 1.5, 1.3 or 1.15 at the last layer, and a twenty-fifth of the plot's height."""
    for question in questions():
        places = sorted(map(math.log, ends(question)))
        gap = min(b - a for a, b in pairwise(places))
        near, far = FACTORS[question.level]
        assert math.log(near) - 0.01 < gap < math.log(far) + 0.01
        assert gap > 0.039 * (places[-1] - places[0])


def test_the_rule_of_thumb_holds() -> None:
    """1/√(2l) for gain 1, g per layer below, 0.65 for 5/3, as measured at width 512."""
    assert theory("tanh, Xavier", 1) == pytest.approx(0.63, abs=0.005)
    assert theory("tanh, Xavier", 10) == pytest.approx(0.23, abs=0.005)
    assert theory("tanh, Xavier", 20) == pytest.approx(1 / math.sqrt(40), rel=0.03)
    tenfold = theory("tanh, Xavier times 0.8", 40) / theory("tanh, Xavier times 0.8", 30)
    assert tenfold == pytest.approx(0.8**10, rel=0.03)
    assert theory("tanh, Xavier times 5/3", 20) == pytest.approx(0.6513, abs=2e-4)
    assert theory("SELU, He", 20) == pytest.approx(7.7, rel=0.05)
    for question in questions():
        for curve, end in zip(plot(question).curves, ends(question), strict=True):
            assert curve.ys[-1] == pytest.approx(end, rel=0.6)


@cache
def followed(phi: Activation, gain: float, depth: int) -> tuple[float, ...]:
    """Return the theory of a network, layer 0 being the inputs."""
    return (1.0, *mean_field(phi, gain**2, depth=depth).std.tolist())


def networks(factor: float) -> Callable[..., SimpleNamespace]:
    """Return networks that follow the theory, but end so many times above it."""

    def forward(
        _: object, sample: partial[object], phi: Activation, *, widths: tuple[int, ...], batch: int
    ) -> SimpleNamespace:
        assert batch > 0
        std = followed(phi, sample.keywords["gain"], len(widths) - 1)
        return SimpleNamespace(std=np.array([*std[:-1], factor * std[-1]]))

    return forward


def test_a_network_that_strays_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A third of the way to the next prediction is the limit: 1.15 leaves room for 1.047."""
    for factor in (1.045, 1 / 1.045):
        monkeypatch.setattr(tanh_decay, "forward_stats", networks(factor))
        assert QUESTION.draw(0, Level.HARD).facts["gain"]
    for factor in (1.3 ** (1 / 3), 1.3 ** (-1 / 3)):
        monkeypatch.setattr(tanh_decay, "forward_stats", networks(factor))
        with pytest.raises(UnanswerableError):
            QUESTION.draw(0, Level.HARD)


def test_easy_has_one_gain_below_one_and_hard_tells_no_gain() -> None:
    """The prompt tells the gain, at hard the weights' std; both fans are always stated."""
    for question in questions():
        facts = question.facts
        assert f"$n_{{in}}$ = $n_{{out}}$ = {facts['n_in']}" in question.prompt
        if question.level == "hard":
            assert f"standard deviation {facts['std']:.3g}?" in question.prompt
            assert "Xavier" not in question.prompt
        else:
            named = {1.0: "Xavier weights (gain 1)", 5 / 3: "Xavier weights times 5/3"}
            plain = f"Xavier weights times {facts['gain']:g}"
            assert named.get(float(facts["gain"]), plain) in question.prompt
        texts = [str(facts[f"curve_{i}"]) for i in range(1, 7)]
        falling = [text for text in texts if text.startswith("tanh") and gain_of(text) < 1]
        assert len(falling) == 1 or question.level != "easy"
        assert {"tanh, Xavier", "SELU, LeCun"} <= set(texts)


def test_nothing_but_the_curves_tells_their_networks() -> None:
    """All six are real networks with numbers for names, and any of them may be right."""
    for question in questions():
        block = plot(question)
        labels = [f"curve {i}" for i in range(1, 7)]
        assert [curve.label for curve in block.curves] == labels
        assert [option.text for option in field(question).options] == labels
        assert {curve.role for curve in block.curves} == {CurveRole.SERIES}
        for curve, end in zip(block.curves, ends(question), strict=True):
            assert curve.ys[-1] != pytest.approx(end, rel=1e-6)
        said = f"{block.summary} {block.title} {block.y_title}"
        assert not {"tanh", "Xavier", "SELU", "gain"} & set(said.replace(",", " ").split())
    right = Counter(field(question).correct for question in questions())
    assert set(right) == set(range(6))
    assert max(right.values()) < 0.4 * len(questions())


def test_every_wrong_course_has_its_name() -> None:
    """Flat, growing, settled, falling or slow: the mistake follows from the two gains."""
    keys = Counter[str]()
    for question in questions():
        asked = float(question.facts["gain"])
        for index, option in enumerate(field(question).options):
            if index == field(question).correct:
                continue
            text = str(question.facts[f"curve_{index + 1}"])
            verdict = grade(question, (index,))
            assert verdict.grade is Grade.WRONG
            assert verdict.title.startswith(f"Not curve {index + 1}: ")
            assert verdict.misconception == _expected(text, asked)
            assert f"That is {text}: {plot(question).curves[index].ys[-1]:.3g}" in verdict.why
            assert option.note == text
            keys[verdict.misconception] += 1
    assert len(keys) == 8


def _expected(text: str, asked: float) -> str:
    if text.startswith("SELU"):
        return "xavier-taken-for-flat" if text == "SELU, LeCun" else "tanh-beyond-one"
    gain = gain_of(text)
    if asked > 1:
        return "plateau-misread" if gain > 1 else "gain-left-out"
    if gain > 1:
        return "fall-overlooked"
    if asked == 1:
        return "exponential-for-root"
    return "root-for-exponential" if gain == 1 else "slope-misread"


def test_the_answer_shows_the_theory_over_named_curves() -> None:
    """Afterwards each curve bears its network's name; a wrong choice adds its own theory."""
    question = questions()[0]
    correct = field(question).correct
    (shown,) = question.revealed
    assert isinstance(shown, Lines)
    for i, curve in enumerate(shown.curves[:6], start=1):
        assert curve.label == f"curve {i}: {question.facts[f'curve_{i}']}"
    assert shown.curves[6].role is CurveRole.TRUTH
    assert shown.curves[6].ys[-1] == pytest.approx(ends(question)[correct], rel=1e-3)
    wrong = grade(question, ((correct + 1) % 6,)).blocks[0]
    assert isinstance(wrong, Lines)
    assert [curve.role for curve in wrong.curves[6:]] == [CurveRole.TRUTH, CurveRole.CHOSEN]
    assert wrong.curves[7].ys[-1] == pytest.approx(ends(question)[(correct + 1) % 6], rel=1e-3)
