"""Loss curves: each run does what its kind does, and first losses stand far apart."""

import math
from collections import Counter
from functools import cache

import numpy as np
import pytest

from initquiz.asking.grading import grade
from initquiz.errors import UnanswerableError
from initquiz.model.arranging import Match
from initquiz.model.blocks import Curve, Lines
from initquiz.model.card import Level
from initquiz.model.question import Question
from initquiz.model.verdict import Grade
from initquiz.questions import loss_curves
from initquiz.questions.loss_curves import QUESTION
from initquiz.study.proving import prove

draw = QUESTION.draw
KINDS = {
    "zeros": "stuck",
    "small": "stuck",
    "he": "learns",
    "lecun": "learns",
    "double": "doubles",
    "unit": "explodes",
    "unit-tanh": "saturates",
}


@cache
def drawn(level: Level) -> tuple[Question, ...]:
    """Return one question for each of 7 seeds."""
    return tuple(draw(seed, level) for seed in range(7))


def everything() -> list[Question]:
    """Return all drawn questions."""
    return [question for level in Level for question in drawn(level)]


def field(question: Question) -> Match:
    """Return the curves and the starts to match."""
    assert isinstance(question.answer, Match)
    return question.answer


def curves(question: Question, block: int) -> list[tuple[str, Curve]]:
    """Return the start's key and the curve of each run, as drawn before the answer."""
    shown = question.blocks[block]
    assert isinstance(shown, Lines)
    keys = [str(question.facts[f"curve_{i + 1}"]) for i in range(len(field(question).items))]
    return list(zip(keys, shown.curves, strict=False))


def seen_as(question: Question, place: int) -> str:
    """Return what kind of start a learner reads off the two plots."""
    early, whole = curves(question, 0)[place][1], curves(question, 1)[place][1]
    first = early.ys[0]
    if first > 10:
        depth, width = int(question.facts["depth"]), int(question.facts["width"])
        gaps = [abs(math.log(first / factor**depth)) for factor in (2, math.sqrt(width / 2))]
        return "explodes" if gaps[1] < gaps[0] else "doubles"
    if max(abs(loss - math.log(2)) for loss in whole.ys) < 0.03:
        return "stuck"
    return "learns" if np.mean(whole.ys[-5:]) < 0.3 else "saturates"


def test_every_instance_keeps_the_promises_of_all_questions() -> None:
    """Drawn twice alike, graded right, wrong and unknown, each mistake named, no free guess."""
    assert prove("loss-curves", QUESTION, range(12, 15)).problems == ()


def test_a_reader_of_the_plots_is_never_wrong() -> None:
    """First losses, plateaus and ends name the kind of each curve, and so its start."""
    for question in everything():
        options = field(question).options
        for place, option in enumerate(field(question).correct):
            key = options[option].key
            assert key == question.facts[f"curve_{place + 1}"]
            assert seen_as(question, place) == KINDS[key]


def test_no_two_starts_on_offer_give_one_kind_of_curve() -> None:
    """He never stands beside LeCun, nor zero beside 0.01."""
    for question in everything():
        kinds = [KINDS[option.key] for option in field(question).options]
        assert len(set(kinds)) == len(kinds)
        assert set(field(question).correct) <= set(range(len(kinds)))


def test_small_starts_stay_at_ln_2() -> None:
    """Zero and 0.01 weights never leave ln 2 by 0.02 in all 100 steps."""
    stuck = [c for q in everything() for key, c in curves(q, 1) if KINDS[key] == "stuck"]
    assert len(stuck) > 12
    for curve in stuck:
        assert len(curve.xs) == 101
        assert curve.ys == pytest.approx([math.log(2)] * 101, abs=0.02)


def test_scaled_starts_learn_and_large_ones_start_high() -> None:
    """He and LeCun end below a third; twice He starts above 15, N(0, 1) above 1000."""
    for question in everything():
        for key, curve in curves(question, 0):
            first = curve.ys[0]
            low, high = {
                "stuck": (0.67, 0.72),
                "learns": (0.5, 1.5),
                "doubles": (15, 2000),
                "explodes": (1000, math.inf),
                "saturates": (2, 8),
            }[KINDS[key]]
            assert low <= first <= high
        for key, curve in curves(question, 1):
            if KINDS[key] == "learns":
                assert np.mean(curve.ys[-5:]) <= 0.25


def test_a_curve_that_ends_says_so() -> None:
    """A diverged run is finite points, an early end in its label and words in the summary."""
    ended = 0
    for question in everything():
        early, whole = question.blocks
        for place, (key, curve) in enumerate(curves(question, 0), start=1):
            assert all(map(math.isfinite, curve.ys))
            if KINDS[key] == "explodes":
                ended += 1
                assert curve.label == f"curve {place}, ends after step {curve.xs[-1]:g}"
                assert curve.label in early.summary
                assert f"curve {place} stays above 3." in whole.summary
            elif KINDS[key] != "doubles":
                assert curve.label == f"curve {place}"
    assert ended > 12


def test_a_curve_has_one_place_in_both_plots() -> None:
    """Curves are told apart by their place, so none is left out of the second plot."""
    for question in everything():
        for (_, early), (_, whole) in zip(curves(question, 0), curves(question, 1), strict=True):
            assert whole.label.split(",")[0] == early.label.split(",")[0]
            assert whole.xs
        assert curves(question, 1)[0][1].label.startswith("curve 1")


def test_exchanged_curves_are_named_and_counted() -> None:
    """Plateau for progress, one blow-up for another, large for small: each has its key."""
    question = drawn(Level.MEDIUM)[0]
    keys = [str(question.facts[f"curve_{i}"]) for i in (1, 2, 3, 4)]
    kinds = [KINDS[key] for key in keys]
    assert grade(question, field(question).correct).grade is Grade.RIGHT
    for pair, name in (
        (("stuck", "learns"), "plateau-overlooked"),
        (("doubles", "explodes"), "first-loss-overlooked"),
        (("stuck", "explodes"), "scale-overlooked"),
        (("learns", "doubles"), "scale-overlooked"),
    ):
        a, b = kinds.index(pair[0]), kinds.index(pair[1])
        swapped = list(field(question).correct)
        swapped[a], swapped[b] = swapped[b], swapped[a]
        verdict = grade(question, tuple(swapped))
        assert (verdict.grade, verdict.misconception) == (Grade.WRONG, name)
        assert verdict.title.startswith("2 of 4 right: ")
        assert "first loss" in verdict.why


def test_tanh_is_told_from_relu() -> None:
    """To take N(0, 1) with tanh for one with ReLU, or the other way round, is a mistake by name."""
    for question in drawn(Level.HARD):
        options = [option.key for option in field(question).options]
        tanh = options.index("unit-tanh")
        named = {(item, option): mistake.key for item, option, mistake in field(question).mistakes}
        for item, right in enumerate(field(question).correct):
            if right != tanh:
                assert named[item, tanh] == "tanh-bounds"


def test_levels_differ_as_promised() -> None:
    """Three curves, four, then four of five starts with tanh among them."""
    for question in everything():
        sizes = len(field(question).items), len(field(question).options)
        assert sizes == {"easy": (3, 3), "medium": (4, 4), "hard": (4, 5)}[question.level]
        offered = {option.key for option in field(question).options}
        assert ("unit-tanh" in offered) is (question.level == "hard")


def test_matches_vary() -> None:
    """No single arrangement is right again and again."""
    for level in Level:
        seen = Counter(field(question).correct for question in drawn(level))
        assert max(seen.values()) <= 5


@pytest.mark.parametrize(
    ("kind", "losses", "clear"),
    [
        ("stuck", [0.693] * 9, True),
        ("stuck", [0.693] * 4 + [0.72] + [0.693] * 4, False),
        ("learns", [0.8, 0.5, 0.3, *[0.1] * 6], True),
        ("learns", [0.8, 0.7, 0.6, *[0.5] * 6], False),
        ("learns", [1.8, 0.5, 0.3, *[0.1] * 6], False),
        ("explodes", [5e4, 1e20, math.inf], True),
        ("explodes", [5e4, 1e20, math.nan], True),
        ("explodes", [5e4, 1e3, *[0.7] * 6], False),
        ("doubles", [100.0, math.nan], True),
        ("doubles", [3.0, math.nan], False),
        ("saturates", [4.0, 3.0, 2.0, *[0.7] * 6], True),
        ("saturates", [4.0, 3.0, 2.0, *[0.1] * 6], False),
        ("saturates", [1.5, 3.0, 2.0, *[0.7] * 6], False),
    ],
)
def test_a_run_has_to_do_what_its_kind_does(kind: str, losses: list[float], *, clear: bool) -> None:
    """Runs that wander from their kind's range are refused."""
    assert loss_curves._CLEAR[kind].fits(np.array(losses)) is clear  # noqa: SLF001


@pytest.mark.parametrize(
    ("key", "first", "clear"),
    [("double", 64, True), ("double", 600, False), ("unit", 13_824, True), ("unit", 1500, False)],
)
def test_a_high_first_loss_has_to_tell_its_scale(key: str, first: float, *, clear: bool) -> None:
    """Six layers of 48: 64 is twice He's, 13,824 is N(0, 1)'s, and what lies between is refused."""
    run = loss_curves._Run(key, np.array([first, math.nan]))  # noqa: SLF001
    assert loss_curves._parted(run, 6, 48) is clear  # noqa: SLF001


def test_unclear_runs_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """If every He network learned too slowly there would be no question, and the type says so."""
    slow = loss_curves._Run("he", np.linspace(0.9, 0.6, 101))  # noqa: SLF001
    monkeypatch.setattr(loss_curves, "_run", lambda *_: slow)
    with pytest.raises(UnanswerableError):
        draw(0, Level.EASY)
