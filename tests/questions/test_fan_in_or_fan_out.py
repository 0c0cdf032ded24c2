"""Fan in or fan out: the curves lie on theory, options lie apart, and each rule is named."""

import math
from collections import Counter
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from initquiz.asking.grading import grade
from initquiz.errors import UnanswerableError
from initquiz.model.blocks import CurveRole, Lines
from initquiz.model.card import Level
from initquiz.model.choosing import Choice
from initquiz.model.question import Question
from initquiz.model.verdict import Grade
from initquiz.questions import fan_in_or_fan_out
from initquiz.questions.fan_in_or_fan_out import QUESTION
from initquiz.study.proving import prove

draw = QUESTION.draw

# Scale and fan of each rule, written out anew.
VARIANCES = {
    "he-fan-in": lambda i, _o: 2 / i,
    "he-fan-out": lambda _i, o: 2 / o,
    "he-average": lambda i, o: 4 / (i + o),
    "fan-in": lambda i, _o: 1 / i,
    "fan-out": lambda _i, o: 1 / o,
    "average": lambda i, o: 2 / (i + o),
    "small": lambda _i, _o: 1e-4,
    "unit": lambda _i, _o: 1.0,
}


@cache
def drawn(level: Level) -> tuple[Question, ...]:
    """Return one question for each of 9 seeds."""
    return tuple(draw(seed, level) for seed in range(9))


def everything() -> list[Question]:
    """Return all drawn questions."""
    return [question for level in Level for question in drawn(level)]


def field(question: Question) -> Choice:
    """Return the options."""
    assert isinstance(question.answer, Choice)
    return question.answer


def widths(question: Question) -> list[int]:
    """Return the widths from the input on."""
    return [int(width) for width in str(question.facts["widths"]).split()]


def ends(key: str, sizes: list[int]) -> tuple[float, float]:
    """Return what a rule does from end to end, forward and backward, by theory."""
    layers = [(i, o, VARIANCES[key](i, o)) for i, o in pairwise(sizes)]
    return (
        math.prod(i * variance / 2 for i, _, variance in layers),
        math.prod(o * variance / 2 for _, o, variance in layers),
    )


def test_every_instance_keeps_the_promises_of_all_questions() -> None:
    """Drawn twice alike, graded right, wrong and unknown, each mistake named, no free guess."""
    assert prove("fan-in-or-fan-out", QUESTION, range(12, 17)).problems == ()


def test_theory_names_the_right_rule() -> None:
    """Of all options the measured ends lie nearest to the right one's, on each plot alone."""
    for question in everything():
        keys = [option.key for option in field(question).options]
        for way, name in enumerate(("forward", "backward")):
            found = float(question.facts[name])
            gaps = [abs(math.log10(found / ends(key, widths(question))[way])) for key in keys]
            assert gaps.index(min(gaps)) == field(question).correct
            assert min(gaps) <= 0.2
        assert keys[field(question).correct] == question.facts["rule"]


@pytest.mark.parametrize(("level", "least"), [("easy", 1.5), ("medium", 0.5), ("hard", 0.5)])
def test_options_lie_apart(level: str, least: float) -> None:
    """Half a decade between any two ends, one and a half at the easy level, in every set."""
    offered = [
        (keys, list(sizes))
        for funnel in fan_in_or_fan_out._FUNNELS  # noqa: SLF001
        for sizes in (funnel, funnel[::-1])
        for keys in fan_in_or_fan_out._sets(sizes, Level(level))  # noqa: SLF001
    ]
    offered += [
        (tuple(option.key for option in field(question).options), widths(question))
        for question in drawn(Level(level))
    ]
    assert len(offered) > 10
    for keys, sizes in offered:
        decades = sorted(math.log10(ends(key, sizes)[0]) for key in keys)
        assert min(b - a for a, b in pairwise(decades)) >= least - 1e-9


def test_a_network_drawn_in_the_test_agrees() -> None:
    """He's two modes, drawn and multiplied anew: each keeps its own direction."""
    rng, sizes = np.random.default_rng(4), [512, 256, 128, 64, 32, 16]
    for mode, forward, backward in (("fan-in", 1, 1 / 32), ("fan-out", 32, 1)):
        there, back = [], []
        for _ in range(10):
            h = rng.standard_normal((16, sizes[0]))
            passed = []
            for i, o in pairwise(sizes):
                w = math.sqrt(VARIANCES[f"he-{mode}"](i, o)) * rng.standard_normal((i, o))
                z = h @ w
                passed.append((w, z))
                h = np.maximum(z, 0)
            there.append(float(np.mean(h**2)))
            g = rng.standard_normal(h.shape)
            for w, z in reversed(passed):
                g = (g * (z > 0)) @ w.T
            back.append(float(np.mean(g**2)))
        assert np.mean(there) == pytest.approx(forward, rel=0.35)
        assert np.mean(back) == pytest.approx(backward, rel=0.35)
        assert ends(f"he-{mode}", sizes) == pytest.approx((forward, backward))


def test_the_end_widths_alone_matter_to_hes_modes() -> None:
    """Whatever lies between, 2/n_in gives the gradient the ratio of the end widths."""
    for question in everything():
        sizes = widths(question)
        assert ends("he-fan-in", sizes) == pytest.approx((1, sizes[-1] / sizes[0]))
        assert ends("he-fan-out", sizes) == pytest.approx((sizes[0] / sizes[-1], 1))
        assert max(sizes) >= 8 * min(sizes)


def test_each_wrong_turn_has_its_name() -> None:
    """The direction, the factor 2 and the fans are told apart, with both ends in the lesson."""
    expected = {
        ("he-fan-in", "he-fan-out"): "fan-out-for-fan-in",
        ("he-fan-out", "he-fan-in"): "fan-in-for-fan-out",
        ("he-fan-in", "small"): "fixed-scale",
        ("he-fan-out", "fan-in"): "factor-two-missing",
        ("he-average", "he-fan-in"): "fan-in-for-fan-avg",
        ("average", "he-fan-in"): "factor-two-added",
        ("small", "he-fan-out"): "scale-from-fans",
        ("unit", "small"): "fixed-scale",
    }
    rules = fan_in_or_fan_out._RULES  # noqa: SLF001
    for (truth, answer), key in expected.items():
        assert fan_in_or_fan_out._why(rules[answer], rules[truth])[0] == key  # noqa: SLF001
    for question in everything():
        right = field(question).correct
        assert grade(question, (right,)).grade is Grade.RIGHT
        for index in range(len(field(question).options)):
            if index != right:
                verdict = grade(question, (index,))
                assert verdict.grade is Grade.WRONG
                assert "forward" in verdict.why
                assert "backward" in verdict.why
                assert expected.get(
                    (str(question.facts["rule"]), field(question).options[index].key),
                    verdict.misconception,
                ) == (verdict.misconception)


def test_levels_differ_as_promised() -> None:
    """Averages come at medium, and at hard the gradient stands alone."""
    for question in everything():
        keys = {option.key for option in field(question).options}
        easy = question.level == "easy"
        assert bool(keys & {"he-average", "average"}) is not easy
        assert len(keys) == (5 if easy else 6)
        titles = [block.title for block in question.blocks]
        gradient = ["Gradient, backward"]
        assert titles == (gradient if question.level == "hard" else ["Signal, forward", *gradient])


def test_rules_and_places_vary() -> None:
    """Each option set may hide any of its rules at any place."""
    assert len({question.facts["rule"] for question in everything()}) >= 7
    for level in Level:
        seen = Counter(field(question).correct for question in drawn(level))
        assert max(seen.values()) <= 7


def test_the_bound_is_that_of_the_nearest_rules() -> None:
    """It is exp(-d²/8) summed over the others, below 1e-4, and worst beside an average."""
    sizes = (512, 256, 128, 64, 32, 16)
    bound = fan_in_or_fan_out._bound(("he-fan-in", "he-average"), 0, sizes)  # noqa: SLF001
    squares = sum(math.log(4 / 3) ** 2 * min(layer) for layer in pairwise(sizes))
    assert bound == pytest.approx(math.exp(-squares * 12 / 5 / 8))
    assert 1e-7 < bound < 1e-4
    assert max(question.error_bound for question in everything()) < 1e-4


def test_curves_that_stray_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ends more than 0.2 decades from their theory are refused each time."""
    measured = fan_in_or_fan_out._theory  # noqa: SLF001

    def stray(_: object, rule: fan_in_or_fan_out._Rule, sizes: tuple[int, ...]) -> object:
        ways = measured(rule, sizes)
        return ways._replace(forward=ways.forward * 1.7)

    monkeypatch.setattr(fan_in_or_fan_out, "_measured", stray)
    with pytest.raises(UnanswerableError):
        draw(0, Level.MEDIUM)


def test_rules_too_close_to_prove_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bound above 1e-4 is refused, however well the curves lie."""

    def exact(_: object, rule: fan_in_or_fan_out._Rule, sizes: tuple[int, ...]) -> object:
        return fan_in_or_fan_out._theory(rule, sizes)  # noqa: SLF001

    monkeypatch.setattr(fan_in_or_fan_out, "_measured", exact)
    assert draw(0, Level.MEDIUM).error_bound < 1e-4
    monkeypatch.setattr(fan_in_or_fan_out, "_bound", lambda *_: 2e-4)
    with pytest.raises(UnanswerableError):
        draw(0, Level.MEDIUM)


def test_truth_and_choice_are_laid_over_the_plots() -> None:
    """After the answer each plot has the theory, the first one the wrong choice's too."""
    for question in everything()[::5]:
        wrong = (field(question).correct + 1) % len(field(question).options)
        blocks = grade(question, (wrong,)).blocks
        for i, block in enumerate(blocks):
            assert isinstance(block, Lines)
            roles = [curve.role for curve in block.curves]
            laid = [CurveRole.TRUTH, CurveRole.CHOSEN][: 1 if i else 2]
            assert roles == [CurveRole.SERIES, *laid]
            assert np.log10(block.curves[0].ys) == pytest.approx(
                np.log10(block.curves[1].ys), abs=0.4
            )
