"""Gradient by layer: the bars alone decide, from right to left, and nothing lies in between."""

from collections import Counter
from functools import cache
from types import SimpleNamespace

import numpy as np
import pytest

from initquiz.asking.grading import grade, number
from initquiz.errors import UnanswerableError
from initquiz.initializers.propagation import finite_width_factor
from initquiz.model.blocks import Bars, CurveRole
from initquiz.model.card import Level
from initquiz.model.choosing import Choices
from initquiz.model.question import Question
from initquiz.model.verdict import Grade
from initquiz.questions import gradient_by_layer
from initquiz.questions.gradient_by_layer import QUESTION
from initquiz.study.proving import prove

FATES = {"vanishes", "explodes", "stable"}


@cache
def questions() -> tuple[Question, ...]:
    """Return one question for each of 45 seeds and each level."""
    return tuple(QUESTION.draw(seed, level) for level in Level for seed in range(45))


def field(question: Question) -> Choices:
    """Return the answer field."""
    assert isinstance(question.answer, Choices)
    return question.answer


def plots(question: Question, *, revealed: bool = False) -> tuple[Bars, Bars, Bars]:
    """Return the three plots, as asked or as answered."""
    a, b, c = question.revealed if revealed else question.blocks
    assert isinstance(a, Bars)
    assert isinstance(b, Bars)
    assert isinstance(c, Bars)
    return a, b, c


def fates(question: Question) -> list[str]:
    """Return what becomes of each gradient, from the bars alone: the last is where it starts."""
    found = []
    for block in plots(question):
        ratio = block.values[0] / block.values[-1]
        found.append("vanishes" if ratio < 0.01 else "explodes" if ratio > 100 else "stable")
    return found


def test_quality_control_finds_nothing() -> None:
    """Every instance is repeatable, graded right and wrong as it should be, and explained."""
    assert prove(QUESTION.key, QUESTION, range(100, 121)).problems == ()


def test_the_bars_read_from_right_to_left_give_the_answer() -> None:
    """First bar over last: below 1/100 is ticked as vanishing, above 100 as exploding."""
    for question in questions():
        pairs = enumerate(fates(question), start=1)
        wanted = {f"network {place} {fate}" for place, fate in pairs if fate != "stable"}
        ticked = {field(question).options[i].text for i in field(question).correct}
        assert ticked == wanted
        assert grade(question, field(question).correct).grade is Grade.RIGHT


def test_nothing_lies_in_between() -> None:
    """A gradient that is called stable keeps within a factor of 10; the prompt has the limits."""
    for question in questions():
        for block, fate in zip(plots(question), fates(question), strict=True):
            assert block.values[-1] == pytest.approx(1)
            assert fate != "stable" or 0.1 < block.values[0] < 10
        assert "less than 1/100 of it arrives at layer 1" in question.prompt
        assert "more than 100 times" in question.prompt
        assert "$n_{in}$ = $n_{out}$ = 128" in question.prompt


def test_networks_in_between_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A ratio of 1/50 or 50 is never asked about, whatever theory says of the network."""
    for ratio in (0.011, 0.02, 0.099, 10.1, 50.0, 99.0):

        def measured(
            *_: object, ratio: float = ratio, widths: tuple[int, ...], batch: int
        ) -> SimpleNamespace:
            assert batch > 0
            by_layer = np.geomspace(ratio, 1, len(widths) - 1)
            return SimpleNamespace(rms=np.array([ratio, *by_layer]))  # index 0 is the input

        monkeypatch.setattr(gradient_by_layer, "gradient_stats", measured)
        for level in Level:
            with pytest.raises(UnanswerableError):
                QUESTION.draw(0, level)


def test_all_fates_fall_evenly_on_all_networks() -> None:
    """Each letter has each fate about as often, and no combination is a safe guess."""
    drawn = [fates(question) for question in questions()]
    for place in range(3):
        seen = Counter(one[place] for one in drawn)
        assert set(seen) == FATES
        assert min(seen.values()) > 0.2 * len(drawn)
    combinations = Counter(tuple(one) for one in drawn)
    assert len(combinations) > 20
    assert max(combinations.values()) < 0.15 * len(drawn)


def test_levels_come_nearer_to_the_limits() -> None:
    """Easy keeps clear of the limits and draws them; hard stays within a factor of 1,000."""
    beyond: dict[str, list[float]] = {"easy": [], "medium": [], "hard": []}
    for question in questions():
        for block, fate in zip(plots(question), fates(question), strict=True):
            lines = [(curve.role, set(curve.ys)) for curve in block.curves]
            limits = [(CurveRole.GUIDE, {0.01}), (CurveRole.GUIDE, {100.0})]
            assert lines == (limits if question.level == "easy" else [])
            if fate != "stable":
                beyond[question.level].append(abs(np.log10(block.values[0])) - 2)
    assert min(beyond["easy"]) > 0.5
    assert max(beyond["easy"]) > 6
    assert max(beyond["hard"]) < 3.7
    assert np.median(beyond["easy"]) > np.median(beyond["medium"]) > np.median(beyond["hard"])


def test_three_plots_share_one_axis_and_tell_no_recipe() -> None:
    """Titles are numbers; the axis always spans both limits and is the same for all three."""
    recipes = {"ReLU", "tanh", "sigmoid", "SELU", "Xavier", "He", "LeCun"}
    for question in questions():
        blocks = plots(question)
        assert [block.title for block in blocks] == ["Network 1", "Network 2", "Network 3"]
        (y_range,) = {block.y_range for block in blocks}
        assert y_range is not None
        assert y_range[0] <= 1e-3
        assert y_range[1] >= 1e3
        values = [value for block in blocks for value in block.values]
        assert y_range[0] < min(values)
        assert max(values) < y_range[1]
        said = " ".join([question.prompt, *(block.summary for block in blocks)])
        assert not recipes & set(said.replace(",", " ").split())
        texts = [option.text for option in field(question).options]
        assert texts == [
            f"network {place} {fate}" for place in (1, 2, 3) for fate in ("vanishes", "explodes")
        ]


def test_the_three_networks_differ() -> None:
    """At easy and medium there are networks enough for each fate, so none is shown twice."""
    for question in questions():
        names = {str(question.facts[f"network_{letter}"]) for letter in "abc"}
        assert len(names) == 3 or question.level == "hard"


def test_each_mistake_has_its_name() -> None:
    """Reading forwards, taking a spread for a fate, overlooking one: told with the numbers."""
    keys = Counter[str]()
    for question in questions()[::3]:
        right = set(field(question).correct)
        for i, option in enumerate(field(question).options):
            fate, asked = fates(question)[i // 2], ("vanishes", "explodes")[i % 2]
            verdict = grade(question, tuple(sorted(right ^ {i})))
            expected = {
                asked: f"{'vanishing' if asked == 'vanishes' else 'exploding'}-overlooked",
                "stable": "spread-for-fate",
            }.get(fate, "read-forwards")
            assert (verdict.grade, verdict.misconception) == (Grade.WRONG, expected)
            assert option.text[: len("network 1")] in verdict.title
            assert number(plots(question)[i // 2].values[0]) in verdict.why
            keys[expected] += 1
    assert len(keys) == 4


def test_reading_forwards_swaps_the_fates() -> None:
    """Who ticks everything the wrong way round is told the direction first."""
    question = next(
        q for q in questions() if sorted(fates(q)) == ["explodes", "stable", "vanishes"]
    )
    swapped = tuple(sorted(i ^ 1 for i in field(question).correct))
    verdict = grade(question, swapped)
    assert verdict.misconception == "read-forwards"
    assert "from right to left" in verdict.title


def test_networks_are_near_the_theory_of_the_measured_table() -> None:
    """The theory laid over the bars is that of the named network, within its finite width."""
    known = {  # per-layer factors: exact for ReLU, measured for the sigmoid
        "ReLU, He": 1.0,
        "ReLU, LeCun": 0.5**0.5,
        "ReLU, PyTorch's default": (1 / 6) ** 0.5,
        "sigmoid, Xavier": 0.236,
    }
    seen = set()
    for question in questions():
        depth = int(question.facts["depth"])
        for block in plots(question, revealed=True):
            *limits, theory = block.curves
            assert len(limits) == 2
            assert theory.role is CurveRole.TRUTH
            factor = finite_width_factor(depth, 128) ** 2
            assert 1 / factor < block.values[0] / theory.ys[0] < factor
            name = block.title.split(": ")[1]
            if name in known:
                seen.add(name)
                assert theory.ys[0] == pytest.approx(known[name] ** (depth - 1), rel=0.15)
    assert seen == set(known)
