"""Code bug: the lines do in numpy what the question says, and no two offered do the same."""

import json
import math
import subprocess
import sys
from collections import Counter
from functools import cache
from itertools import combinations

import numpy as np
import pytest

from initquiz.asking.grading import grade
from initquiz.initializers.fans import Fans
from initquiz.initializers.histogram import nice_edges
from initquiz.initializers.laws import Family, Floats, Law
from initquiz.model.blocks import Code, CurveRole, Histogram
from initquiz.model.card import Level
from initquiz.model.choosing import Choice, Option
from initquiz.model.question import Question
from initquiz.model.verdict import Grade
from initquiz.questions import code_bug
from initquiz.questions.code_bug import QUESTION
from initquiz.study.proving import prove

SEEDS = 80
FAILING = {"tuple", "transposed"}


@cache
def drawn(level: Level) -> tuple[Question, ...]:
    """Return one question for each seed of a level."""
    return tuple(QUESTION.draw(seed, level) for seed in range(SEEDS))


def everything() -> list[Question]:
    """Return all drawn questions."""
    return [question for level in Level for question in drawn(level)]


def field(question: Question) -> Choice:
    """Return the answer field."""
    assert isinstance(question.answer, Choice)
    return question.answer


def truth(question: Question) -> Option:
    """Return the right option."""
    return field(question).options[field(question).correct]


def program(question: Question) -> str:
    """Return the program as it is shown."""
    block = question.blocks[1]
    assert isinstance(block, Code)
    return block.text


def cells(option: Option, edges: Floats) -> Floats:
    """Return the probabilities of a line's bars, by its option's law alone."""
    assert option.law is not None
    law = Law(Family(option.law.family), option.law.std)
    return law.bin_probabilities(edges - option.law.mean)


RUNNER = """
import json, sys
import numpy as np
found = []
for program, line, rows in json.load(sys.stdin):
    np.random.seed(5)
    space = {"x": np.ones((64, rows))}
    try:
        exec(program.replace("W = ...", "W = " + line), space)
        W = space["W"]
        found.append([list(W.shape), W.mean(), W.std(), abs(W).max(), ""])
    except Exception as error:
        found.append([[], 0, 0, 0, f"{type(error).__name__}: {error}"])
print(json.dumps(found))
"""


@cache
def outcomes() -> tuple[tuple[Question, Option, list[int], float, float, float, str], ...]:
    """Return what numpy makes of every line of some questions, in a process of its own."""
    asked = [
        (question, option)
        for level in Level
        for question in drawn(level)[:24]
        for option in field(question).options
    ]
    jobs = [
        (program(question), option.text.strip("`"), question.facts["n_in"])
        for question, option in asked
    ]
    done = subprocess.run(
        [sys.executable, "-c", RUNNER],
        input=json.dumps(jobs), check=True, capture_output=True, text=True,
    )  # fmt: skip
    rows = json.loads(done.stdout)
    return tuple((*pair, *row) for pair, row in zip(asked, rows, strict=True))


def test_quality_control_finds_nothing() -> None:
    """Every instance is repeatable, graded and explained; positions and truths fall evenly."""
    assert prove(QUESTION.key, QUESTION, range(200, 240)).problems == ()


def test_numpy_draws_what_the_options_say() -> None:
    """Run as they stand, lines give matrices of the layer's shape with the option's mean and σ."""
    seen = set()
    for question, option, shape, mean, std, largest, error in outcomes():
        if option.law is None:
            continue
        n = int(question.facts["n"])
        assert error == ""
        assert shape == [question.facts["n_in"], question.facts["n_out"]]
        assert std == pytest.approx(option.law.std, rel=8 / math.sqrt(2 * n))
        assert mean == pytest.approx(option.law.mean, abs=6 * option.law.std / math.sqrt(n))
        box = option.law.family == "uniform"
        assert (largest <= option.law.mean + math.sqrt(3) * option.law.std) is box
        seen.add(option.text)
    assert len(seen) >= 14


def test_numpy_raises_what_the_error_says() -> None:
    """Lines without a law fail, and an error that is shown is numpy's own, to the letter."""
    shown = Counter[str]()
    for question, option, _, _, _, _, error in outcomes():
        if option.law is None:
            assert option.key in FAILING
            assert error.split(":")[0] in option.note
            if option is truth(question):
                block = question.blocks[0]
                assert isinstance(block, Code)
                assert error == block.text
                shown[option.key] += 1
    assert {*shown} == FAILING


def test_an_observer_of_the_bars_is_never_wrong() -> None:
    """The likeliest line by its law is the right one, wherever there is a histogram."""
    for question in everything():
        block = question.blocks[0]
        if not isinstance(block, Histogram):
            continue
        counts = np.array((block.below, *block.counts, block.above))
        alive = [option for option in field(question).options if option.law]
        with np.errstate(divide="ignore"):
            logs = [np.log(cells(option, np.array(block.edges))) for option in alive]
        scores = [float(np.sum(counts[counts > 0] * one[counts > 0])) for one in logs]
        assert alive[scores.index(max(scores))] is truth(question)


def test_the_bound_is_that_of_the_bars() -> None:
    """The error bound is the sum of the Bhattacharyya bounds, and at most 1 in 10,000."""
    for question in everything()[::9]:
        alive = [option for option in field(question).options if option.law]
        edges = axis(question)
        roots = [np.sqrt(cells(option, edges)) for option in alive]
        n = int(question.facts["n"])
        worst = max(sum(float(a @ b) ** n for b in roots if b is not a) for a in roots)
        assert question.error_bound == pytest.approx(worst, rel=1e-6, abs=1e-300)
        assert worst <= 1e-4


def test_a_box_from_0_on_is_told_by_its_side() -> None:
    """Of two boxes of one width, one from 0 on, ten weights leave an error of 2 ** -5 at most."""
    lines = {line.key: line for line in code_bug._LINES}  # noqa: SLF001
    layer = Fans(2, 5)
    both = (lines["std-as-bound"], lines["one-sided"])
    edges = np.linspace(-2, 2, 5) * both[0].law(layer).support
    assert code_bug._bound(both, layer, edges) == pytest.approx(2**-5)  # noqa: SLF001


def axis(question: Question) -> Floats:
    """Return the axis that the options alone ask for."""
    return nice_edges(3.2 * max(o.law.std for o in field(question).options if o.law))


def test_the_axis_says_nothing() -> None:
    """The bars' edges follow from the options, whichever line was run."""
    for question in everything():
        block = question.blocks[0]
        if isinstance(block, Histogram):
            assert block.edges == tuple(axis(question).tolist())


def test_levels_set_lines_as_far_apart_as_they_promise() -> None:
    """Lines of one form differ by 2 at easy, by 1.4 at medium, by 1.3 at hard, and no further."""
    for question in everything():
        laws = [option.law for option in field(question).options if option.law]
        gaps = [
            abs(math.log(a.std / b.std))
            for a, b in combinations(laws, 2)
            if a.family == b.family and (a.mean > 0) == (b.mean > 0)
        ]
        low, high = {"easy": (0.69, 9), "medium": (0.34, 0.69), "hard": (0.262, 0.34)}[
            question.level
        ]
        assert low <= min(gaps) < high
        assert len(laws) == 5
        narrowest, second, *_, widest = sorted(law.std for law in laws)
        assert widest <= 14 * narrowest
        assert widest <= 6 * second
        printed = question.level == "hard" and truth(question).law is not None
        assert ("σ = " in question.blocks[0].title) is printed


def test_one_line_fails_and_he_s_is_there() -> None:
    """Each instance offers He's own line and exactly one that raises an error."""
    for question in everything():
        keys = [option.key for option in field(question).options]
        assert len(keys) == 6
        assert "he" in keys
        assert len(FAILING & {*keys}) == 1


def test_every_line_is_run_in_its_turn() -> None:
    """A line is the truth in a sixth of the instances that offer it, errors included."""
    offered: Counter[str] = Counter()
    run: Counter[str] = Counter()
    for question in everything():
        offered.update(option.key for option in field(question).options)
        run[truth(question).key] += 1
    assert len(offered) == 12
    for key, times in offered.items():
        assert abs(run[key] - times / 6) <= 4.5 * math.sqrt(times * 5 / 36) + 1


def test_the_right_line_stands_anywhere() -> None:
    """Each of the six places is the right one about as often."""
    places = Counter(field(question).correct for question in everything())
    fair = 3 * SEEDS / 6
    assert sum((places[i] - fair) ** 2 for i in range(6)) / fair < 36  # 1e-6 at 5 d.f.


def test_a_failing_line_is_answered_by_its_error() -> None:
    """Where the program stopped, whoever names a line that runs is told that it runs."""
    question = next(q for q in everything() if truth(q).key == "tuple")
    right = grade(question, field(question).solution)
    assert right.grade is Grade.RIGHT
    assert "one by one" in right.why
    for index, option in enumerate(field(question).options):
        if option.law:
            verdict = grade(question, (index,))
            assert verdict.title == f"Not {option.text}: it runs without an error."
            assert "raises a TypeError" in verdict.why
            assert verdict.blocks[0] == right.blocks[0]


@pytest.mark.parametrize(
    ("run", "chosen", "key"),
    [
        ("he", "lecun", "factor-two-missing"),
        ("lecun", "he", "factor-two-added"),
        ("he", "fan-out", "fans-swapped"),
        ("he", "no-root", "variance-for-std"),
        ("he-uniform", "std-as-bound", "std-for-bound"),
        ("one-sided", "he", "he-for-one-sided"),
    ],
)
def test_confusions_have_their_names(run: str, chosen: str, key: str) -> None:
    """The bugs that everybody meets are tagged by name, others by the two lines; σ is told."""
    question = next(
        question
        for question in everything()
        if truth(question).key == run
        and chosen in {option.key for option in field(question).options}
    )
    index = [option.key for option in field(question).options].index(chosen)
    verdict = grade(question, (index,))
    law = field(question).options[index].law
    assert law is not None
    assert verdict.misconception == key
    assert f"σ = {law.std:#.3g}." in verdict.title
    assert f"Your sample measures σ = {question.facts['measured_std']:#.3g}." in verdict.why
    block = verdict.blocks[0]
    assert isinstance(block, Histogram)
    assert [curve.role for curve in block.curves] == [CurveRole.TRUTH, CurveRole.CHOSEN]


def test_curves_lie_over_their_bars() -> None:
    """The truth's curve fits the bars, also where the box starts at 0."""
    sided = 0
    for question in everything()[::3]:
        block = grade(question, None).blocks[0]
        if not isinstance(block, Histogram):
            continue
        (curve,) = block.curves
        middles = (np.array(block.edges[1:]) + np.array(block.edges[:-1])) / 2
        fit = np.interp(middles, curve.xs, curve.ys)
        assert np.abs(fit - block.counts).sum() < 0.25 * block.total
        sided += truth(question).key == "one-sided"
    assert sided


def test_each_line_is_explained() -> None:
    """The one that ran with the evidence, the others by a bullet, with the code as offered."""
    for question in everything()[::20]:
        for index, option in enumerate(field(question).options):
            right = index == field(question).correct
            assert (f"- {option.text}: " in question.explanation) is not right
            assert (option.text in question.evidence) is right


def test_layers_without_a_fitting_set_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """If no lines are as far apart as the level asks, there is no question."""
    rng = np.random.default_rng(1)
    drafts = [code_bug._draft(rng, Level.HARD) for _ in range(40)]  # noqa: SLF001
    assert None in drafts
    monkeypatch.setattr(code_bug, "WORST_ERROR", -1.0)
    drafts = [code_bug._draft(rng, Level.MEDIUM) for _ in range(5)]  # noqa: SLF001
    assert drafts == [None] * 5
