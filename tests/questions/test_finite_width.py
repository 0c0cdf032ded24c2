"""Finite width: the fan's law is that of real networks, and its spread names the width."""

import math
from collections import Counter
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from initquiz.asking.grading import grade
from initquiz.errors import UnanswerableError
from initquiz.initializers.laws import Floats
from initquiz.model.blocks import CurveRole, Lines
from initquiz.model.card import Level
from initquiz.model.choosing import Choice
from initquiz.model.question import Question
from initquiz.model.verdict import Grade
from initquiz.questions import finite_width
from initquiz.questions.finite_width import QUESTION
from initquiz.study.proving import prove

draw = QUESTION.draw


@cache
def drawn(level: Level) -> tuple[Question, ...]:
    """Return one question for each of 120 seeds."""
    return tuple(draw(seed, level) for seed in range(120))


def everything() -> list[Question]:
    """Return all drawn questions."""
    return [question for level in Level for question in drawn(level)]


def field(question: Question) -> Choice:
    """Return the options."""
    assert isinstance(question.answer, Choice)
    return question.answer


def widths(question: Question) -> list[int]:
    """Return the widths on offer."""
    return [int(option.key.removeprefix("width-")) for option in field(question).options]


def logs(question: Question) -> Floats:
    """Return the curves that are shown, a row for each network."""
    block = question.blocks[0]
    assert isinstance(block, Lines)
    return np.array([curve.ys for curve in block.curves if curve.role is CurveRole.GUIDE])


def fan(width: int, depth: int, *, networks: int = 20) -> Floats:
    """Return the logs of many networks drawn by the type's law."""
    rng = np.random.default_rng(3)
    many = (
        finite_width._fan(rng, width, depth, root=False).logs  # noqa: SLF001
        for _ in range(networks // 20)
    )
    return np.concatenate(list(many))


def test_every_instance_keeps_the_promises_of_all_questions() -> None:
    """Drawn twice alike, graded right, wrong and unknown, each mistake named, no free guess."""
    assert prove("finite-width", QUESTION, range(12, 72)).problems == ()


def test_the_law_is_that_of_real_networks() -> None:
    """Sampled matrices of width 32 give the same mean and spread of the log as the law."""
    rng, width, depth = np.random.default_rng(2), 32, 10
    real = []
    for _ in range(600):
        h = rng.standard_normal(width)
        start = np.mean(h**2)
        for _ in range(depth):
            h = np.maximum(h @ (math.sqrt(2 / width) * rng.standard_normal((width, width))), 0)
        real.append(math.log(np.mean(h**2) / start))
    law = fan(width, depth, networks=2000)[:, -1]
    assert np.mean(real) == pytest.approx(np.mean(law), abs=0.2)
    assert np.std(real) == pytest.approx(np.std(law), rel=0.1)


@pytest.mark.parametrize(("width", "depth"), [(24, 50), (64, 20), (512, 50), (16384, 10)])
def test_the_spread_is_that_of_the_paper(width: int, depth: int) -> None:
    """The logs spread by the root of 5 depth / width, within 15 % even at width 24."""
    ends = fan(width, depth, networks=2000)[:, -1]
    assert np.std(ends) == pytest.approx(math.sqrt(5 * depth / width), rel=0.15)
    assert np.mean(np.exp(fan(width, 1, networks=20_000)[:, -1])) == pytest.approx(1, abs=0.03)


def test_he_at_depth_50_strays_as_measured() -> None:
    """Width 128: a mean log near -0.95 and a spread near 1.5; width 512: half of that spread."""
    ends = fan(128, 49, networks=2000)[:, -1]
    assert np.mean(ends) == pytest.approx(-0.95, abs=0.15)
    assert np.std(ends) == pytest.approx(1.38, abs=0.15)
    assert np.std(fan(512, 49, networks=2000)[:, -1]) == pytest.approx(0.69, abs=0.08)


def test_an_observer_of_the_curves_is_never_wrong() -> None:
    """The width whose law makes the layers' factors likeliest is the right one every time."""
    for question in everything():
        steps = np.diff(logs(question), axis=1) * (2 if question.level == "hard" else 1)
        scores = []
        for width in widths(question):
            variance, mean = 5 / width, -2.5 / width
            scores.append(float(np.sum(-((steps - mean) ** 2) / variance - np.log(variance))))
        assert scores.index(max(scores)) == field(question).correct
        assert question.error_bound < 1e-8


def test_a_reader_of_the_last_layer_is_never_wrong_either() -> None:
    """The fan's own spread lies nearest to that of the right width, in logs."""
    for question in everything():
        share = 0.5 if question.level == "hard" else 1.0
        depth, spread = int(question.facts["depth"]), float(np.std(logs(question)[:, -1]))
        assert spread == pytest.approx(float(question.facts["measured_spread"]))
        gaps = [
            abs(math.log(spread / (share * math.sqrt(5 * depth / width))))
            for width in widths(question)
        ]
        assert gaps.index(min(gaps)) == field(question).correct
        assert min(gaps) <= math.log(1.25)


def test_curves_start_at_zero_and_have_a_point_for_each_layer() -> None:
    """Twenty finite curves from layer 0 to the depth."""
    for question in everything():
        curves = logs(question)
        assert curves.shape == (20, int(question.facts["depth"]) + 1)
        assert not curves[:, 0].any()
        assert np.isfinite(curves).all()


def test_wrong_widths_are_named() -> None:
    """Too narrow: He keeps the average only. Too wide: chance averages out. A root is no square."""
    for question in everything()[::7]:
        offered, correct = widths(question), field(question).correct
        assert grade(question, (correct,)).grade is Grade.RIGHT
        for index, width in enumerate(offered):
            if index == correct:
                continue
            verdict = grade(question, (index,))
            expected = "he-keeps-each-network" if index < correct else "width-overrated"
            if question.level == "hard" and index == correct + 1:
                expected = "root-for-square"
            assert verdict.misconception == expected
            assert f"/{width:,}" in verdict.why
            shown = verdict.blocks[0]
            assert isinstance(shown, Lines)
            roles = [curve.role for curve in shown.curves[23:]]
            assert roles == [CurveRole.TRUTH] * 2 + [CurveRole.CHOSEN] * 2


def test_levels_differ_as_promised() -> None:
    """Four widths 8 times apart and the rule; six 4 times apart; the root of the mean square."""
    for question in everything():
        offered, easy = widths(question), question.level == "easy"
        assert len(offered) == (4 if easy else 6)
        ratios = {b // a for a, b in pairwise(offered)}
        assert ratios == {8 if easy else 4}
        assert ("√(5 · depth/width)" in question.prompt) is easy
        block = question.blocks[0]
        assert isinstance(block, Lines)
        assert ("root" in block.y_title) is (question.level == "hard")


def test_every_place_is_right_as_often() -> None:
    """Whatever the widths, each place among them is the right one alike."""
    for level in Level:
        seen = Counter(field(question).correct for question in drawn(level))
        size = len(field(drawn(level)[0]).options)
        fair = seen.total() / size
        assert sum((seen[i] - fair) ** 2 / fair for i in range(size)) < 25


def test_an_unusual_fan_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fans that spread three times as far as they should are refused each time."""
    made = finite_width._fan  # noqa: SLF001

    def wild(rng: np.random.Generator, width: int, depth: int, *, root: bool) -> object:
        found = made(rng, width, depth, root=root)
        return found._replace(logs=3 * found.logs)

    monkeypatch.setattr(finite_width, "_fan", wild)
    with pytest.raises(UnanswerableError):
        draw(0, Level.MEDIUM)


def test_a_signal_that_dies_is_not_asked_and_warns_of_nothing() -> None:
    """A network all of whose units are off has the log -inf, and the fan no spread."""

    class Off:
        """Dice by which ReLU keeps no unit."""

        def binomial(self, _n: int, _p: float, size: tuple[int, int]) -> NDArray[np.int64]:
            return np.zeros(size, np.int64)

        def chisquare(self, freedom: NDArray[np.int64]) -> Floats:
            return np.ones(freedom.shape)

    fan = finite_width._fan(Off(), 24, 10, root=False)  # type: ignore[arg-type]  # noqa: SLF001
    assert np.isneginf(fan.logs[:, 1:]).all()
    assert fan.spread == math.inf


def test_the_question_does_not_tell_the_width() -> None:
    """The width is among the options, and nowhere else before the answer."""
    for question in everything():
        block = question.blocks[0]
        assert isinstance(block, Lines)
        said = f"{question.prompt} {block.title} {block.x_title} {block.y_title}".split()
        told = {word for word in said if word.isdigit()}
        assert told == {"0", "20", str(question.facts["depth"])}
        places = {"fourth lowest", "middle", "fourth highest"}
        assert {curve.label for curve in block.curves} == {"", *places}


def test_places_among_the_networks_are_told_by_layer() -> None:
    """Three of twenty lie below the lower place and three above the upper, at every layer."""
    for question in everything()[::9]:
        block = question.blocks[0]
        assert isinstance(block, Lines)
        low, _, high = (np.array(curve.ys) for curve in block.curves[20:])
        assert (np.sum(logs(question) < low, axis=0)[1:] == 3).all()
        assert (np.sum(logs(question) > high, axis=0)[1:] == 3).all()
