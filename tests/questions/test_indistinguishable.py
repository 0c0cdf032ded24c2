"""Indistinguishable? Six answers, each proven from the two laws, none given away by the names."""

import math
from collections import Counter, defaultdict
from functools import cache

import numpy as np
import pytest

from initquiz.asking.grading import grade
from initquiz.initializers.identify import bhattacharyya
from initquiz.initializers.laws import Family, Law
from initquiz.initializers.named import orthogonal, xavier_normal
from initquiz.model.blocks import CurveRole, Histogram, Table
from initquiz.model.card import Level
from initquiz.model.choosing import Choice
from initquiz.model.question import Question
from initquiz.model.verdict import Grade
from initquiz.questions import indistinguishable
from initquiz.questions.indistinguishable import QUESTION
from initquiz.study.proving import prove

SEEDS = 100
ANSWERS = {"width", "shape", "both", "more", "spectrum", "law"}


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


def truth(question: Question) -> str:
    """Return the key of the right answer."""
    return field(question).options[field(question).correct].key


def names(question: Question) -> tuple[str, str]:
    """Return the two schemes as they are shown."""
    (table,) = question.blocks
    assert isinstance(table, Table)
    first, second = (row[1] for row in table.rows)
    return first, second


def law(name: str, n_in: float, n_out: float) -> Law:
    """Return the law of a name as it is shown, worked out anew."""
    normal, box, cut = Family.NORMAL, Family.UNIFORM, Family.TRUNCATED
    both, widest = n_in + n_out, max(n_in, n_out)
    family, variance = {
        "He normal": (normal, 2 / n_in),
        "LeCun normal": (normal, 1 / n_in),
        "Glorot's Xavier normal": (normal, 2 / both),
        "Xavier normal as in this deck": (normal, 1 / n_in),
        "He uniform": (box, 2 / n_in),
        "LeCun uniform": (box, 1 / n_in),
        "Xavier uniform": (box, 2 / both),
        "Orthogonal, gain 1": (Family.ORTHOGONAL, 1 / widest),
        "Orthogonal, gain √2": (Family.ORTHOGONAL, 2 / widest),
        "Small random, std 0.01": (normal, 1e-4),
        "Keras' he_normal": (cut, 2 / n_in),
        "Keras' lecun_normal": (cut, 1 / n_in),
        "Keras' glorot_normal": (cut, 2 / both),
        "PyTorch's default linear layer": (box, 1 / (3 * n_in)),
        "Sparse, 15 links per unit": (normal, 15 / n_in),
        "He normal for leaky slope 0.02": (normal, 2 / (1.0004 * n_in)),
        "He normal for leaky slope 0.05": (normal, 2 / (1.0025 * n_in)),
        "He normal for leaky slope 1": (normal, 1 / n_in),
        "He normal, mode fan_out": (normal, 2 / n_out),
        "Glorot's Xavier normal, gain √2": (normal, 4 / both),
    }[name]
    density = 15 / n_in if name.startswith("Sparse") else 1.0
    return Law(family, math.sqrt(variance), density)


def laws(question: Question) -> tuple[Law, Law]:
    """Return both laws."""
    n_in, n_out = int(question.facts["n_in"]), int(question.facts["n_out"])
    first, second = (law(name, n_in, n_out) for name in names(question))
    return first, second


def likeliest_error(question: Question) -> tuple[float, float]:
    """Return a lower and an upper bound on the best observer's error with these weights."""
    overlap = bhattacharyya(*laws(question)) ** int(question.facts["n"])
    return (1 - math.sqrt(1 - min(1.0, overlap**2))) / 2, overlap / 2


def test_quality_control_finds_nothing() -> None:
    """Every instance is repeatable, graded and explained; positions and truths fall evenly."""
    assert prove(QUESTION.key, QUESTION, range(200, 230)).problems == ()


def test_what_the_bars_can_tell_they_tell() -> None:
    """Where width or shape is the answer, the best observer errs at most once in 10,000."""
    for question in everything():
        a, b = laws(question)
        same = math.isclose(a.std, b.std, rel_tol=1e-9)
        alike = (a.bell, a.family is Family.UNIFORM, a.density) == (
            *(b.bell, b.family is Family.UNIFORM, b.density),
        )
        if truth(question) in ("width", "shape", "both"):
            assert likeliest_error(question)[1] <= 1e-4
            assert (truth(question) == "shape") is same
            assert (truth(question) == "width") is alike
            assert same or abs(math.log(a.std / b.std)) >= 0.25


def test_what_the_bars_cannot_tell_they_cannot() -> None:
    """Where weights are too few the best observer errs in a quarter of the cases and more."""
    for question in everything():
        a, b = laws(question)
        if truth(question) == "more":
            assert likeliest_error(question)[0] > 0.25
            assert a.family is b.family
            assert a.std != pytest.approx(b.std, rel=1e-6)
        if truth(question) in ("law", "spectrum"):
            assert a.std == pytest.approx(b.std, rel=1e-9)
            orthogonal_ones = [one.family for one in (a, b)].count(Family.ORTHOGONAL)
            assert orthogonal_ones == (truth(question) == "spectrum")
            assert (a.bell, a.density) == (b.bell, b.density)


def test_singular_values_tell_what_bars_do_not() -> None:
    """Of one σ, an orthogonal matrix has equal singular values and a normal one a range."""
    rng = np.random.default_rng(3)
    one, other = orthogonal(rng, (64, 64)), xavier_normal(rng, (64, 64))
    assert float(one.std()) == pytest.approx(float(other.std()), rel=0.05)
    assert np.ptp(np.linalg.svd(one, compute_uv=False)) < 1e-5
    assert np.ptp(np.linalg.svd(other, compute_uv=False)) > 1


def test_every_answer_is_as_likely() -> None:
    """All six answers occur at each level, none more than twice as often as its share."""
    for level in Level:
        seen = Counter(map(truth, drawn(level)))
        assert {*seen} == ANSWERS
        assert sum((n - SEEDS / 6) ** 2 for n in seen.values()) / (SEEDS / 6) < 36  # 1e-6 at 5 d.f.


def test_names_do_not_give_the_answer_away() -> None:
    """Most pairs of names that come up often have different answers for different fans."""
    met = defaultdict(set)
    count: Counter[frozenset[str]] = Counter()
    for question in everything():
        met[frozenset(names(question))].add(truth(question))
        count[frozenset(names(question))] += 1
    deck = frozenset({"Glorot's Xavier normal", "Xavier normal as in this deck"})
    assert met[deck] >= {"law", "more", "width"}
    assert {
        answer for pair, found in met.items() if "Orthogonal, gain 1" in pair for answer in found
    } >= {"spectrum", "width"}
    often = [pair for pair, times in count.items() if times >= 8]
    assert sum(len(met[pair]) > 1 for pair in often) >= len(often) / 2


def test_the_levels_differ_by_names_and_formulas() -> None:
    """Formulas are shown at easy only; Keras and 0.01 come at medium, settings at hard."""
    shown = {level: {name for q in drawn(level) for name in names(q)} for level in Level}
    assert len(shown[Level.EASY]) == 8
    assert shown[Level.EASY] < shown[Level.MEDIUM] < shown[Level.HARD]
    fixed = [q for q in drawn(Level.MEDIUM) if "Small random, std 0.01" in names(q)]
    assert {truth(q) for q in fixed} >= {"more", "both", "width"}
    assert "Keras' he_normal" in shown[Level.MEDIUM]
    assert "Small random, std 0.01" in shown[Level.MEDIUM]
    assert not any("gain √2" in name or "slope" in name for name in shown[Level.MEDIUM])
    for question in everything():
        (table,) = question.blocks
        assert isinstance(table, Table)
        assert len(table.header) == (3 if question.level == "easy" else 2)


def test_nothing_is_plotted_before_the_answer() -> None:
    """Before it there is a table of names; after it bars with both laws laid over them."""
    for question in everything()[::10]:
        (before,) = question.blocks
        assert isinstance(before, Table)
        after = grade(question, None).blocks[0]
        assert isinstance(after, Histogram)
        assert {curve.role for curve in after.curves} == {CurveRole.TRUTH, CurveRole.GUIDE}
        assert tuple(curve.label.split(" (")[0] for curve in after.curves) == names(question)
        for curve, one in zip(after.curves, laws(question), strict=True):
            middle = float(np.interp(0.0, curve.xs, curve.ys)) if one.density == 1 else 0.0
            width = after.edges[1] - after.edges[0]
            expected = after.total * float(one.mass(-width / 2, width / 2))
            assert middle == pytest.approx(expected if one.density == 1 else 0.0, rel=1e-6)
        assert after.total == question.facts["n"]


def test_the_sample_measures_what_its_scheme_predicts() -> None:
    """σ of the drawn weights lies within six standard errors of the scheme that drew them."""
    for question in everything():
        drawer = question.evidence.split("weights drawn by ")[1].split(" measure")[0]
        which = laws(question)[names(question).index(drawer)]
        error = which.std_error(int(question.facts["n"]))
        assert abs(float(question.facts["measured_std"]) - which.std) <= 6 * error


def test_each_wrong_answer_is_named_and_told() -> None:
    """All thirty confusions have a key of their own and end in the fact that refutes them."""
    seen = set()
    for question in everything():
        for index, option in enumerate(field(question).options):
            verdict = grade(question, (index,))
            if index == field(question).correct:
                assert verdict.grade is Grade.RIGHT
                continue
            assert verdict.misconception == f"{option.key}-for-{truth(question)}"
            assert verdict.title.startswith(f"Not {option.text}: ")
            assert f"{int(question.facts['n']):,} weights drawn by" in verdict.why
            seen.add(verdict.misconception)
    assert len(seen) == 30


@pytest.mark.parametrize(
    ("a", "b", "n", "answer"),
    [
        (Law(Family.NORMAL, 1.0), Law(Family.NORMAL, 2**0.5), 300, "width"),
        (Law(Family.NORMAL, 1.0), Law(Family.NORMAL, 2**0.5), 200, ""),
        (Law(Family.NORMAL, 1.0), Law(Family.NORMAL, 1.1), 10**6, ""),
        (Law(Family.NORMAL, 1.0), Law(Family.NORMAL, 1.001), 10**5, "more"),
        (Law(Family.NORMAL, 1.0), Law(Family.NORMAL, 1.001), 10**6, ""),
        (Law(Family.NORMAL, 1.0), Law(Family.NORMAL, 1.0), 10, "law"),
        (Law(Family.NORMAL, 1.0), Law(Family.UNIFORM, 1.0), 2000, "shape"),
        (Law(Family.NORMAL, 1.0), Law(Family.UNIFORM, 1.0), 1000, ""),
        (Law(Family.NORMAL, 1.0), Law(Family.UNIFORM, 1.1), 2000, ""),
        (Law(Family.NORMAL, 1.0), Law(Family.TRUNCATED, 1.5), 2000, "both"),
        (Law(Family.NORMAL, 1.0), Law(Family.ORTHOGONAL, 1.0), 10**6, "spectrum"),
        (Law(Family.UNIFORM, 1.0), Law(Family.ORTHOGONAL, 1.0), 10**6, ""),
        (Law(Family.ORTHOGONAL, 1.0), Law(Family.NORMAL, 1.5), 10**6, "width"),
        (Law(Family.ORTHOGONAL, 1.0), Law(Family.NORMAL, 1.5, 0.1), 10**6, ""),
        (Law(Family.NORMAL, 1.0), Law(Family.NORMAL, 1.5, 0.1), 10**6, "both"),
    ],
)
def test_the_rule_refuses_what_is_not_clear(a: Law, b: Law, n: int, answer: str) -> None:
    """Gaps of ten percent, half enough weights and small shape samples make no question."""
    assert indistinguishable._judge(a, b, n) == answer  # noqa: SLF001
    assert indistinguishable._judge(b, a, n) == answer  # noqa: SLF001


def test_schemes_without_a_clear_answer_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """If no two schemes have the answer that was drawn, there is no question."""
    he = indistinguishable._BASIC[:2]  # noqa: SLF001
    monkeypatch.setitem(indistinguishable._OFFERED, Level.EASY, he)  # noqa: SLF001
    drafts = [
        indistinguishable._draft(np.random.default_rng(seed), Level.EASY)  # noqa: SLF001
        for seed in range(40)
    ]
    told = {draft.facts["told_by"] for draft in drafts if draft is not None}
    assert told == {"width"}
    assert None in drafts
