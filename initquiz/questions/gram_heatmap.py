"""Gram heatmap: the inner products of a layer's columns, or of its rows; which matrix is it?

WᵀW holds the inner products of the columns of W, WWᵀ those of its rows. Look off the diagonal
first. Nothing there: these vectors are orthonormal but for the gain, and the diagonal is its
square. The matrix need not be square: with n_in ≥ n_out an orthogonal W has orthonormal columns,
with n_in ≤ n_out rows. Of the longer side there are more vectors than dimensions, so its product
is a projection, with a mean of gain²·min/max on the diagonal (Saxe et al. 2013). Specks off it:
independent weights, with the number of summed squares times σ² on it. Equal cells: a constant.

Easy: the product of the shorter side, stated. Medium: the longer side too, of layers that are not
square. Hard: it is not stated which product is shown, and the options tell the side.

All options have the same colours. What is exact cannot be mixed up; the diagonals of others are
apart, and the bound on the error is Chernoff's for their mean.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations
from typing import Literal, NamedTuple

import numpy as np

from initquiz.asking.grading import number
from initquiz.asking.instance import Draft, drawn
from initquiz.asking.pictures import heatmap
from initquiz.asking.scheme_options import as_option_law, text_of
from initquiz.initializers import named, rules
from initquiz.initializers.fans import Fans
from initquiz.initializers.identify import WORST_ERROR
from initquiz.initializers.laws import Family, Floats, Law
from initquiz.initializers.misconceptions import misconception
from initquiz.initializers.schemes import SCHEMES
from initquiz.initializers.spectra import gram
from initquiz.model.card import Level
from initquiz.model.choosing import Choice, Option
from initquiz.model.mistake import Mistake
from initquiz.model.question_type import QuestionType

_KEY = "gram-heatmap"
_VERSION = 1
_SIDES = (24, 32, 40, 48, 64, 80, 96)
_SHOWN = 24  # rows and columns
_LONGEST = 3  # ratio of the fans; a longer matrix has too faint a diagonal
_OFFERED = 6
_BELLS = ("lecun_normal", "he_normal", "xavier_normal", "torch_linear")
_GAINS = (1.0, 1.5, 2.0)
_GAP = 0.5  # least |ln ratio| of diagonals
_TINT = 0.08  # least difference of diagonals, as a share of the colours
_PRODUCTS = {"columns": "WᵀW", "rows": "WWᵀ"}
_Side = Literal["columns", "rows"]


class _Gram(NamedTuple):
    """A product on offer: key and text, the law of a weight, the gain, the side and the fans."""

    key: str
    text: str
    law: Law
    gain: float
    side: _Side
    layer: Fans

    @property
    def summed(self) -> int:
        """Return how many squares a cell of the diagonal sums."""
        return self.layer.fan_in if self.side == "columns" else self.layer.fan_out

    @property
    def orthogonal(self) -> bool:
        """Tell whether it is of an orthogonal matrix."""
        return self.law.family is Family.ORTHOGONAL

    @property
    def exact(self) -> bool:
        """Tell whether its cells are known to the last digit."""
        return (self.orthogonal and self.summed == max(self.layer)) or not self.law.std

    @property
    def diagonal(self) -> float:
        """Return the mean of the diagonal that theory predicts."""
        return self.summed * (self.law.std**2 + self.law.mean**2)

    def draw(self, rng: np.random.Generator) -> Floats:
        """Return the upper left corner of a fresh product."""
        cells = gram(named.draw(rng, self.law, self.layer), side=self.side)[:_SHOWN, :_SHOWN]
        # What is only rounding is 0, on every machine and without a sign.
        return np.round(cells, 6) + 0.0


def _draft(rng: np.random.Generator, level: Level) -> Draft | None:
    """Return an instance; the truth is even among its options and their order."""
    layer = Fans(*map(int, rng.choice(_SIDES, size=2)))
    square = layer.fan_in == layer.fan_out
    if max(layer) > _LONGEST * min(layer) or (square and level is not Level.EASY):
        return None
    sides: list[_Side] = ["columns", "rows"]  # the shorter one first
    sides = sides[:: 1 if layer.fan_in >= layer.fan_out else -1]
    if level is not Level.HARD:
        sides = sides[1:] if level is Level.MEDIUM and rng.integers(4) else sides[:1]
    offered = _offered(rng, _pool(layer, sides), len(sides))
    order = [offered[i] for i in rng.permutation(len(offered))]
    truth = order[correct := int(rng.integers(len(order)))]
    bound = sum(_confused(truth, other) for other in order)
    if len(order) < _OFFERED or not _apart(order) or bound > WORST_ERROR:
        return None
    cells = truth.draw(rng)
    stated = _PRODUCTS[sides[0]] if len(sides) == 1 else "WᵀW or WWᵀ"
    block = heatmap(cells, title=stated, limit=_limit(order))
    prompt = (
        rf"This is the upper left corner of {stated}, of a layer W with $n_{{in}}$ = "
        rf"{layer.fan_in} rows and $n_{{out}}$ = {layer.fan_out} columns. How was W drawn"
    )
    return Draft(
        prompt=f"{prompt}{', and which product is it' if len(sides) > 1 else ''}?",
        blocks=(block,),
        answer=Choice(tuple(_option(one, truth, cells) for one in order), correct),
        evidence=f"{_seen(cells)} {_why(truth)}",
        explanation=_explanation(order),
        facts={
            "scheme": truth.key.split("-")[0],
            "n_in": layer.fan_in,
            "n_out": layer.fan_out,
            "gain": truth.gain,
            "std": truth.law.std,
            "side": truth.side,
            "measured_diagonal": round(float(np.diag(cells).mean()), 6),
            "predicted_diagonal": truth.diagonal,
        },
        revealed=(replace(block, title=truth.text),),
        error_bound=bound,
    )


def _pool(layer: Fans, sides: Sequence[_Side]) -> list[_Gram]:
    """Return every product that may be offered, those of the plain orthogonal matrix first."""
    flat = [rules.constant(layer, value=value) for value in (0.1, 0.0)]
    known = [
        *((f"orthogonal-{g:g}", f"Orthogonal, gain {g:g}", rules.orthogonal(layer, gain=g), g)
          for g in _GAINS),
        *((key, text_of(key), SCHEMES[key].law(layer), 1.0) for key in _BELLS),
        ("constant", "Constant 0.1", flat[0], 1.0),
        ("zeros", "Zero", flat[1], 1.0),
    ]  # fmt: skip
    if len(sides) == 1:
        return [_Gram(*one, sides[0], layer) for one in known]
    # With two sides there are enough without other gains; zeros have no side.
    return [
        _Gram(f"{key}-{side}", f"{text}, {_PRODUCTS[side]}", law, gain, side, layer)
        for key, text, law, gain in (known[0], *known[len(_GAINS) : -1])
        for side in sides
    ]


def _offered(rng: np.random.Generator, pool: Sequence[_Gram], always: int) -> list[_Gram]:
    """Draw the options: the first of the pool always, others as long as all can be told apart."""
    chosen = list(pool[:always])
    for i in rng.permutation(len(pool) - always):
        if len(chosen) < _OFFERED and _apart([*chosen, pool[always + i]]):
            chosen.append(pool[always + i])
    return chosen


def _apart(offered: Sequence[_Gram]) -> bool:
    """Tell whether products of one form differ in their diagonals, by ratio and by colour."""
    least = _TINT * _limit(offered)
    return all(
        a.diagonal * b.diagonal > 0
        and abs(math.log(a.diagonal / b.diagonal)) >= _GAP
        and abs(a.diagonal - b.diagonal) >= least
        for a, b in combinations(offered, 2)
        if _form(a) == _form(b)
    )


def _form(one: _Gram) -> Family:
    """Return what a product looks like: a clean diagonal, one with specks, equal cells, zeros."""
    return one.law.family if one.exact else Family.NORMAL


def _limit(offered: Sequence[_Gram]) -> float:
    """Return where the colours end: beyond the diagonals of all options."""
    ends = (one.diagonal * (1 + 3 * math.sqrt(2 / one.summed)) for one in offered)
    return float(f"{max(ends):.2g}")


def _confused(truth: _Gram, other: _Gram) -> float:
    """Bound the chance that the mean of the diagonal is nearer to another's (Chernoff).

    Their sum is a chi-square of as many degrees as squares, if the weights are normal; uniform
    and orthogonal ones spread less.
    """
    if truth is other or truth.exact or other.exact:
        return 0.0
    ratio = math.sqrt(other.diagonal / truth.diagonal)
    squares = truth.summed * min(_SHOWN, *truth.layer)
    return math.exp(-squares / 2 * (ratio - 1 - math.log(ratio)))


def _option(one: _Gram, truth: _Gram, cells: Floats) -> Option:
    """Return a product as an option, with what it predicts and what choosing it shows."""
    # With both sides on offer a matrix is there twice, so the law is not the option's.
    law = as_option_law(one.law) if not one.key.endswith(one.side) else None
    if one is truth:
        return Option(one.text, one.key, law, _predicted(one))
    key, title = _named(truth, one)
    lesson = f"{_seen(cells)} {one.text} predicts {_predicted(one)}. {_why(truth)}"
    return Option(one.text, one.key, law, _predicted(one), Mistake(key, title, lesson))


def _predicted(one: _Gram) -> str:
    """Return what a product is predicted to look like, in a few words."""
    if not one.diagonal:
        return "nothing but 0"
    on = number(one.diagonal)
    if _form(one) is Family.CONSTANT:
        return f"{on} in every cell"
    return f"{on} on the diagonal, {'0' if one.exact else 'specks'} off it"


def _seen(cells: Floats) -> str:
    """Say what this sample shows."""
    off_diagonal = float(np.abs(cells - np.diag(np.diag(cells))).max())
    off = f"no cell is larger than {number(off_diagonal)}" if off_diagonal else "there is nothing"
    return f"The diagonal averages {number(float(np.diag(cells).mean()))}, and off it {off}."


def _why(one: _Gram) -> str:
    """Say what theory has to do with it."""
    layer, product, each = one.layer, _PRODUCTS[one.side], number(one.diagonal)
    gain = f"{one.gain:g}²·" if one.gain != 1 else ""
    if one.orthogonal and one.exact:
        return f"The {one.side} are not the longer side, so orthonormal: {product} = {gain}I."
    if one.orthogonal:
        return (
            f"There are {max(layer)} {one.side} in {min(layer)} dimensions, so {product} is no "
            f"identity: its diagonal averages {gain}{min(layer)}/{max(layer)} = {each}."
        )
    if one.law.std:
        return (
            f"The diagonal of {product} has sums of {one.summed} squares, of mean "
            f"{number(one.law.std**2)} each: {each}. Off it sums of products do not quite cancel."
        )
    return f"Each cell sums {one.summed} times {one.law.mean:g}²: {each} everywhere."


_ALONE = {
    Family.ZERO: ("zero-product", "zeros alone have nothing but 0"),
    Family.CONSTANT: ("rank-one", "equal cells mean equal columns"),
}


def _named(truth: _Gram, answer: _Gram) -> tuple[str, str]:
    """Return the key and title of a mistake: of form first, then of side, then of size."""
    for done, form in (("overlooked", _form(truth)), ("imagined", _form(answer))):
        if form in _ALONE and _form(truth) is not _form(answer):
            return f"{_ALONE[form][0]}-{done}", _ALONE[form][1]
    both, other_side = truth.orthogonal and answer.orthogonal, truth.side != answer.side
    keys = [one.key.split("-")[0] for one in (truth, answer)]
    if not other_side and {*keys} <= {"lecun_normal", "he_normal", "xavier_normal"}:
        return misconception(*keys)[2:4]
    cases = (
        (both and other_side, "longer-side-identity", "only the shorter side is orthonormal"),
        (both, "gain-misread", "the gain is squared on the diagonal"),
        (truth.orthogonal and not truth.exact, "orthogonal-means-identity",
         "on its longer side an orthogonal matrix has specks too"),
        (truth.exact and not answer.exact, "identity-overlooked",
         "nothing off the diagonal means orthonormal vectors, square or not"),
        (answer.exact and not truth.exact, "identity-imagined",
         "orthonormal vectors leave nothing off the diagonal"),
        (other_side, "fans-swapped", "the other product sums over the other fan"),
    )  # fmt: skip
    found = ((key, title) for fits, key, title in cases if fits)
    return next(found, ("scale-misread", "right form, wrong size"))


def _explanation(offered: Sequence[_Gram]) -> str:
    """Return how to read a Gram matrix, and what each option predicts."""
    rows = "\n".join(f"- {one.text}: {_predicted(one)}" for one in offered)
    return (
        r"$W^\top W$ has the inner products of the columns, $W W^\top$ of the rows. An orthogonal "
        r"matrix of gain $g$ has $g^2 I$ on its shorter side only; on the longer one it is $g^2$ "
        "times a projection. Orthogonal does not mean square. Independent weights are nearly "
        f"orthogonal, but never exactly.\n\nHere:\n\n{rows}"
    )


QUESTION = QuestionType(
    key=_KEY,
    title="Gram heatmap",
    version=_VERSION,
    answer_kind=Choice.kind,
    levels=tuple(Level),
    schemes=("orthogonal", *_BELLS, "constant", "zeros"),
    claims=(3, 19),
    cards=("orthogonal-definition", "orthogonal-entries", "trap-orthogonal-histogram"),
    draw=partial(drawn, _KEY, _VERSION, _draft),
)
