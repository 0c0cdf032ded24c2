"""Indistinguishable? Two schemes, one layer: by what could its weights tell which one drew it?

Work out both σ for these fans. If they differ clearly, the width of the bars tells; if the form
differs (a bell, a cut bell, a box, a spike of zeros), the shape does. If both agree, the two names
stand for one law, and no sample of any size tells them apart. Two cases lie between: σ that differ
by a hair, for which one layer has too few weights, and an orthogonal matrix, whose entries fill
the same bell as a normal's, while its singular values are all equal.

The truth is exact: with n weights the best observer errs at most BC^n / 2 of the time, BC being
the Bhattacharyya coefficient of the laws. Width or shape tell if that is at most once in 10,000;
weights are too few if those of 100 such layers are; for one law BC is 1. The answers are equally
often right, and the same names have others for other fans. All is reasoning: nothing is plotted.

Easy shows formulas. Medium gives names alone, Keras' cut laws, PyTorch's default, sparse and 0.01
among them. Hard adds gains, slopes and modes, by which different names coincide.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import combinations
from typing import NamedTuple

import numpy as np

from initquiz.asking.instance import Draft, drawn
from initquiz.initializers import identify
from initquiz.initializers.fans import Fans
from initquiz.initializers.figure import bars, expected_curve
from initquiz.initializers.histogram import nice_edges
from initquiz.initializers.laws import Family, Law
from initquiz.initializers.named import draw
from initquiz.initializers.sampling import Weights, measured_std
from initquiz.initializers.schemes import SCHEMES
from initquiz.initializers.words import measured_as
from initquiz.model.blocks import CurveRole, Histogram, Table
from initquiz.model.card import Level
from initquiz.model.choosing import Choice, Option
from initquiz.model.mistake import Mistake
from initquiz.model.question_type import QuestionType

_KEY = "indistinguishable"
_VERSION = 1
_GAP = 0.25  # least |ln σ ratio| that is told by width
_SAME = 1e-9  # of σ, relative, and of the coefficient
_FAR = 100  # so many such layers together would still not do
_REACH = 3.4  # the sample's axis ends at so many σ of the wider law
_SIZES = (64, 100, 128, 192, 200, 256, 300, 384, 400, 512)
_TALL = (9990, 10_000, 10_010, 19_980, 20_000, 20_020)  # inputs at which 0.01 is a scheme's σ
_FEW = (16, 20, 24, 25)


class _Part(NamedTuple):
    """A scheme with its settings: key, name, formula, and its law for a layer."""

    key: str
    name: str
    formula: str
    law: Callable[[Fans], Law]


def _part(key: str, formula: str, name: str = "", **settings: object) -> _Part:
    """Return a scheme of the table, under its title if no other name is given."""
    law = SCHEMES[key].law
    return _Part(key, name or SCHEMES[key].title, formula, partial(law, **settings))


_BASIC = (
    _part("he_normal", "N(0, 2/n_in)"),
    _part("lecun_normal", "N(0, 1/n_in)"),
    _part("xavier_normal", "N(0, 2/(n_in + n_out))", "Glorot's Xavier normal"),
    _part("xavier_normal_fan_in", "N(0, 1/n_in)", "Xavier normal as in this deck"),
    _part("he_uniform", "U(−a, a), a² = 6/n_in"),
    _part("lecun_uniform", "U(−a, a), a² = 3/n_in"),
    _part("xavier_uniform", "U(−a, a), a² = 6/(n_in + n_out)"),
    _part("orthogonal", "orthonormal columns or rows", "Orthogonal, gain 1"),
)
_FIXED = (
    _part("small_random", "N(0, 0.01²)", "Small random, std 0.01"),
    _part("he_truncated", "", "Keras' he_normal"),
    _part("lecun_truncated", "", "Keras' lecun_normal"),
    _part("xavier_truncated", "", "Keras' glorot_normal"),
    _part("torch_linear", "", "PyTorch's default linear layer"),
    _part("sparse", "", "Sparse, 15 links per unit"),
)
_SET = (
    *(
        _part("he_normal", "", f"He normal for leaky slope {a:g}", negative_slope=a)
        for a in (0.02, 0.05, 1.0)
    ),
    _part("he_normal", "", "He normal, mode fan_out", mode="fan_out"),
    _part("xavier_normal", "", "Glorot's Xavier normal, gain √2", gain=math.sqrt(2)),
    _part("orthogonal", "", "Orthogonal, gain √2", gain=math.sqrt(2)),
)
_OFFERED = {
    Level.EASY: _BASIC,
    Level.MEDIUM: (*_BASIC, *_FIXED),
    Level.HARD: (*_BASIC, *_FIXED, *_SET),
}
# The answers with what they come to, as the end of a sentence on another answer.
_ANSWERS = {
    "width": ("only the width of the bars", "they share a shape and differ in σ"),
    "shape": ("only the shape of the bars", "they share σ and differ in shape"),
    "both": ("width and shape of the bars", "they differ in σ and in shape"),
    "more": ("far more weights than these", "their σ differ, but by a hair"),
    "spectrum": ("singular values, not the bars", "their entries fill one and the same bell"),
    "law": ("nothing, it is one law", "the two names stand for one law here"),
}
_LESSONS = {
    "width": "One shape, two scales: the ratio of the σ decides.",
    "shape": "One scale, two shapes: look at the ends of the bars, not at their width.",
    "both": "Either would be enough.",
    "more": "Enough weights tell any two laws apart, but here one layer's bars fit both.",
    "spectrum": (
        "An entry of an orthogonal matrix is all but normal: the distribution functions differ "
        "by 0.14/n at most. (Strictly, its squares add up to one fixed number, which no eye sees "
        "in the bars.) Its singular values are all alike; a normal matrix has a range of them."
    ),
    "law": (
        "A scheme is its law. Different names and formulas may give the same one: the deck's "
        "Xavier normal is LeCun's, and Glorot's becomes it in a square layer."
    ),
}
_FORMS = {Family.TRUNCATED: "a cut bell", Family.UNIFORM: "a box"}


class _Pair(NamedTuple):
    """Two schemes for a layer, their laws, and by what these can be told apart."""

    layer: Fans
    parts: tuple[_Part, _Part]
    laws: tuple[Law, Law]
    truth: str


def _draft(rng: np.random.Generator, level: Level) -> Draft | None:
    """Return an instance; None where no two schemes have the drawn answer for any drawn layer."""
    truth = list(_ANSWERS)[rng.integers(len(_ANSWERS))]
    # Of the names that have this answer each pair is as likely, then each layer.
    found: dict[tuple[str, str], list[_Pair]] = {}
    for layer in _layers(rng, level):
        for pair in _pairs(layer, level, truth):
            found.setdefault((pair.parts[0].name, pair.parts[1].name), []).append(pair)
    if not found:
        return None
    pairs = list(found.values())[rng.integers(len(found))]
    pair = pairs[rng.integers(len(pairs))]
    if rng.integers(2):
        pair = pair._replace(parts=pair.parts[::-1], laws=pair.laws[::-1])
    order, layer = [list(_ANSWERS)[i] for i in rng.permutation(len(_ANSWERS))], pair.layer
    # Of an orthogonal matrix and a normal one the normal one is drawn: it is quicker.
    drawn_by = 0 if pair.laws[0].independent else 1
    weights = draw(rng, pair.laws[drawn_by], layer)
    measured = measured_std(weights)
    evidence = _evidence(pair, drawn_by, measured)
    table = _table(pair, formulas=level is Level.EASY)
    return Draft(
        prompt=(
            rf"One of two schemes drew a layer with $n_{{in}}$ = {layer.fan_in} and "
            rf"$n_{{out}}$ = {layer.fan_out}, {layer.size:,} weights. "
            "What could tell from its weights which of the two it was?"
        ),
        blocks=(table,),
        answer=Choice(tuple(_option(key, pair, evidence) for key in order), order.index(truth)),
        evidence=evidence,
        explanation=_explanation(pair),
        facts={
            "scheme": pair.parts[0].key,
            "other_scheme": pair.parts[1].key,
            "n_in": layer.fan_in,
            "n_out": layer.fan_out,
            "n": layer.size,
            "std": pair.laws[0].std,
            "other_std": pair.laws[1].std,
            "measured_std": measured,
            "overlap": identify.bhattacharyya(*pair.laws),
            "told_by": truth,
        },
        revealed=(_revealed(pair, drawn_by, weights), table),
    )


def _layers(rng: np.random.Generator, level: Level) -> list[Fans]:
    """Draw a square, a nearly square, a wide and a narrow layer, and one that makes 0.01 a rule."""
    size, near, one, other = (int(side) for side in rng.choice(_SIZES, 4, replace=False))
    aside = near + int(rng.choice((-2, -1, 1, 2)))
    layers = [Fans(size, size), Fans(near, aside), Fans(one, other), Fans(other, one)]
    tall = Fans(int(rng.choice(_TALL)), int(rng.choice(_FEW)))
    return layers if level is Level.EASY else [*layers, tall]


def _pairs(layer: Fans, level: Level, truth: str) -> Iterator[_Pair]:
    """Yield all pairs of schemes with this answer."""
    laws = [(part, part.law(layer)) for part in _OFFERED[level]]
    for (a, one), (b, other) in combinations(laws, 2):
        if _judge(one, other, layer.size) == truth:
            yield _Pair(layer, (a, b), (one, other), truth)


def _judge(a: Law, b: Law, n: int) -> str:
    """Return by what n weights tell two laws apart; "" where that is not clear."""
    gap, needed = abs(math.log(a.std / b.std)), identify.required_samples((a, b))
    same, apart = gap < _SAME, gap >= _GAP
    if a.independent != b.independent:
        alike = a.bell and b.bell and a.density == b.density
        found = {"spectrum": alike and same, "width": alike and apart}
    elif identify.equivalent(a, b):
        found = {"law": same}
    elif (a.family, a.density) == (b.family, b.density):
        found = {"width": apart and needed <= n, "more": _FAR * n <= needed < math.inf}
    else:
        clear = needed <= n and n >= identify.SHAPE_SAMPLES
        found = {"shape": same and clear, "both": apart and clear}
    return next((key for key, holds in found.items() if holds), "")


def _form(law: Law) -> str:
    """Return the form of a law in words."""
    return "a spike of zeros" if law.density < 1 else _FORMS.get(law.family, "a bell")


def _needed(pair: _Pair) -> str:
    """Return how many weights tell the two laws apart."""
    if pair.truth in ("law", "spectrum"):
        return "no number of weights is enough"
    needed = float(f"{identify.required_samples(pair.laws):.2g}")
    return f"about {needed:,.0f} weights are needed"


def _evidence(pair: _Pair, drawn_by: int, measured: float) -> str:
    """Say what a sample measures, and what both schemes predict."""
    told = measured_as(measured, pair.laws[drawn_by].std_error(pair.layer.size))
    said = ", ".join(
        f"{part.name} predicts {law.std:#.{6 if pair.truth == 'more' else 3}g} and {_form(law)}"
        for part, law in zip(pair.parts, pair.laws, strict=True)
    )
    sample = f"{pair.layer.size:,} weights drawn by {pair.parts[drawn_by].name} measure σ = {told}."
    return f"{sample} {said}: {_needed(pair)} to tell the two apart."


def _option(key: str, pair: _Pair, evidence: str) -> Option:
    """Return a way to tell schemes apart as an option."""
    a, b = pair.laws
    notes = {
        "width": f"σ {a.std:#.4g} and {b.std:#.4g}",
        "shape": f"{_form(a)} and {_form(b)}",
        "more": _needed(pair),
        "law": f"the laws overlap by {_overlap(pair).removeprefix('BC = ')}",
    }
    right = Option(_ANSWERS[key][0], key, note=notes.get(key, ""))
    mistake = Mistake(f"{key}-for-{pair.truth}", _ANSWERS[pair.truth][1], evidence)
    return right if key == pair.truth else replace(right, mistake=mistake)


def _table(pair: _Pair, *, formulas: bool) -> Table:
    """Return the two schemes, with their formulas if these are shown."""
    shown = [(part.name, part.formula) if formulas else (part.name,) for part in pair.parts]
    said = "; ".join(", ".join(cells) for cells in shown)
    rows = tuple((str(place), *cells) for place, cells in enumerate(shown, start=1))
    header = ("", "scheme", "weights")[: 3 if formulas else 2]
    return Table(header, rows, summary=f"Two schemes: {said}.", title="Two schemes")


def _revealed(pair: _Pair, drawn_by: int, weights: Weights) -> Histogram:
    """Return the sample's bars with both laws laid over them."""
    block = bars(weights, nice_edges(_REACH * max(law.std for law in pair.laws)))
    names = [part.name for part in pair.parts]
    roles = (CurveRole.TRUTH, CurveRole.GUIDE)[:: -1 if drawn_by else 1]
    curves = tuple(map(partial(expected_curve, block), pair.laws, names, roles))
    return replace(block, title=f"Weights drawn by {names[drawn_by]}", curves=curves)


def _overlap(pair: _Pair) -> str:
    """Return the Bhattacharyya coefficient by how little it is below 1."""
    below = 1 - identify.bhattacharyya(*pair.laws)
    return "BC = 1" if below < _SAME else f"BC = 1 − {below:.2g}"


def _explanation(pair: _Pair) -> str:
    """Return the lesson of this kind of pair."""
    answer = _ANSWERS[pair.truth][0].capitalize()
    return (
        f"**{answer}.** {_LESSONS[pair.truth]}\n\nThe overlap of the two laws, "
        f"their Bhattacharyya coefficient, is {_overlap(pair)}. With $n$ weights the best observer "
        r"errs in at most $\frac{1}{2} BC^n$ of the cases: at 1 nothing helps."
    )


QUESTION = QuestionType(
    key=_KEY,
    title="Indistinguishable?",
    version=_VERSION,
    answer_kind=Choice.kind,
    levels=tuple(Level),
    schemes=tuple(dict.fromkeys(part.key for part in _OFFERED[Level.HARD])),
    claims=(9, 10, 14, 18, 19),
    cards=("lecun-is-xavier", "xavier-square", "he-leaky-one", "trap-orthogonal-histogram"),
    draw=partial(drawn, _KEY, _VERSION, _draft),
)
