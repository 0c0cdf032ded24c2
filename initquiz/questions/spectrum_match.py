"""Spectrum match: the singular values of several layers are shown; which matrix has which?

A matrix stretches a vector by something between its smallest and its largest singular value.
Look at the form first. A flat line is an orthogonal matrix: it stretches every direction by its
gain. A slope is a matrix of independent weights, whatever their law: it runs from
σ(√n_in + √n_out) down to σ|√n_in − √n_out| (Marchenko and Pastur 1967), so its height gives σ. A
single value above 0 is a constant: its columns are all alike. A histogram shows nothing of this:
orthogonal weights form the same bell as independent ones of the same σ.

Easy: three spectra of square layers, far apart. Medium: four, of layers that are not square, and
slopes that differ by √2 or more. Hard: slopes that differ by 20 to 40 %, and an orthogonal
matrix with just LeCun's σ, or close to it. In each there are more names than spectra.

The axis is that of all names on offer, whichever are shown. Flat lines, slopes and single values
cannot be mixed up; the bound on the error is Chernoff's, for an observer who takes of a slope
nothing but its mean square.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations
from typing import NamedTuple

import numpy as np

from initquiz.asking.grading import number
from initquiz.asking.instance import Draft, drawn
from initquiz.asking.pictures import spectrum
from initquiz.asking.scheme_options import as_option_law, text_of
from initquiz.initializers import named, rules
from initquiz.initializers.fans import Fans
from initquiz.initializers.identify import WORST_ERROR
from initquiz.initializers.laws import Family, Floats, Law
from initquiz.initializers.misconceptions import misconception
from initquiz.initializers.schemes import SCHEMES
from initquiz.initializers.spectra import marchenko_pastur_edges, singular_values
from initquiz.model.arranging import Match
from initquiz.model.blocks import Curve, CurveRole, Spectrum
from initquiz.model.card import Level
from initquiz.model.choosing import Option
from initquiz.model.mistake import Mistake
from initquiz.model.question_type import QuestionType

_KEY = "spectrum-match"
_VERSION = 1
_SIDES = (32, 40, 48, 56, 64, 80, 96, 120)
_FLATTEST = 3  # of the two fans' ratio: beyond it a slope is nearly a line
_SHOWN = {Level.EASY: 3, Level.MEDIUM: 4, Level.HARD: 4}
_SLOPES = {
    Level.EASY: ("lecun_normal", "he_normal", "sparse"),
    Level.MEDIUM: ("lecun_normal", "he_normal", "xavier_normal", "torch_linear", "sparse"),
    Level.HARD: ("lecun_normal", "he_normal", "xavier_normal", "torch_linear"),
}
# Least and greatest |ln ratio| of the closest two heights, as where histograms are named.
_GAPS = {Level.EASY: (0.69, 9.0), Level.MEDIUM: (0.34, 0.69), Level.HARD: (0.18, 0.34)}
_STRAY = {"sparse": 1.3}  # by how much a largest value may exceed the predicted end
_CONSTANTS = (0.1, 0.05, 0.02, 0.01)


class _Matrix(NamedTuple):
    """A matrix on offer: its key, name and law, and the scheme or gain behind it."""

    key: str
    text: str
    law: Law
    gain: float = 1.0

    @property
    def slope(self) -> bool:
        """Tell whether its entries are independent, so that its spectrum is a slope."""
        return self.law.independent and self.law.std > 0

    def values(self, rng: np.random.Generator, layer: Fans) -> Floats:
        """Draw it and return its singular values."""
        # What is only rounding is 0, on every machine.
        return np.round(singular_values(named.draw(rng, self.law, layer)), 9)

    def ends(self, layer: Fans) -> tuple[float, float]:
        """Return the predicted smallest and largest singular value."""
        if self.slope:
            return marchenko_pastur_edges(layer, self.law.std)
        if self.law.family is Family.ORTHOGONAL:
            return self.gain, self.gain
        return 0.0, self.law.mean * math.sqrt(layer.size)


def _draft(rng: np.random.Generator, level: Level) -> Draft | None:
    """Return an instance; every choice and order of the matrices shown is equally likely."""
    n_in, n_out = map(int, rng.choice(_SIDES, size=2))
    layer = Fans(n_in, n_in if level is Level.EASY else n_out)
    offered = _offered(rng, level, layer)
    if offered is None:
        return None
    order = [offered[i] for i in rng.permutation(len(offered))]
    shown = [order[i] for i in rng.permutation(len(order))[: _SHOWN[level]]]
    bound = sum(_confused(one, order, layer) for one in shown)
    if bound > WORST_ERROR:
        return None

    top = max(one.ends(layer)[1] * _STRAY.get(one.key, 1.0) for one in order)
    blocks = tuple(
        spectrum(one.values(rng, layer), title=f"spectrum {i}", y_range=(0.0, 1.1 * top))
        for i, one in enumerate(shown, start=1)
    )
    mistakes = tuple(
        (i, order.index(other), _mistake(one, other, blocks[i], layer))
        for i, one in enumerate(shown)
        for other in order
        if other is not one
    )
    pairs = list(zip(blocks, shown, strict=True))
    facts: dict[str, str | int | float | bool] = {"n_in": layer.fan_in, "n_out": layer.fan_out}
    for i, (block, one) in enumerate(pairs, start=1):
        facts[f"spectrum_{i}"] = one.key
        facts[f"largest_{i}"] = block.values[0]
        facts[f"predicted_{i}"] = one.ends(layer)[1]
    return Draft(
        prompt=(
            rf"These are the singular values of {len(shown)} layers with $n_{{in}}$ = "
            rf"{layer.fan_in} and $n_{{out}}$ = {layer.fan_out}. Which matrix has which spectrum?"
        ),
        blocks=blocks,
        answer=Match(
            items=tuple(block.title for block in blocks),
            options=tuple(_option(one, layer) for one in order),
            correct=tuple(map(order.index, shown)),
            mistake_otherwise=Mistake("spectrum-misread", "form and height decide", ""),
            mistakes=mistakes,
        ),
        evidence=" ".join(f"{_seen(block)} {_why(one, layer)}" for block, one in pairs),
        explanation=_explanation(order, layer),
        facts=facts,
        revealed=tuple(replace(block, curves=(_curve(one, layer),)) for block, one in pairs),
        error_bound=bound,
    )


def _offered(rng: np.random.Generator, level: Level, layer: Fans) -> list[_Matrix] | None:
    """Draw the matrices on offer, without regard to which are shown; None if they do not fit."""
    if not 1 / _FLATTEST <= layer.fan_in / layer.fan_out <= _FLATTEST:
        return None
    if level is not Level.EASY and layer.fan_in == layer.fan_out:
        return None
    count = 2 if level is Level.EASY else 3
    keys = [str(key) for key in rng.choice(_SLOPES[level], size=count, replace=False)]
    slopes = [_Matrix(key, text_of(key), SCHEMES[key].law(layer)) for key in keys]
    least, most = _GAPS[level]
    closest = min(abs(math.log(a.law.std / b.law.std)) for a, b in combinations(slopes, 2))
    if not least <= closest < most:
        return None
    # At hard one line has LeCun's own σ, unless that is the plain orthogonal matrix anyway.
    same = round(math.sqrt(max(layer) / layer.fan_in), 2)
    second = {Level.EASY: 2.0, Level.MEDIUM: 1.5}.get(level, same if same > 1 else 1.25)
    flat = [
        _Matrix(key, f"Orthogonal, gain {gain:g}", rules.orthogonal(layer, gain=gain), gain)
        for key, gain in (("orthogonal", 1.0), (f"orthogonal-gain-{second:g}", second))
    ]
    highest = max(one.ends(layer)[1] for one in slopes)
    value = next(c for c in _CONSTANTS if c * math.sqrt(layer.size) <= highest)
    rest = [_Matrix("constant", f"Constant {value:g}", rules.constant(layer, value=value))]
    if level is Level.EASY:
        rest.append(_Matrix("zeros", "Zero", rules.constant(layer, value=0.0)))
    return [*slopes, *flat, *rest]


def _confused(one: _Matrix, offered: Sequence[_Matrix], layer: Fans) -> float:
    """Bound the chance that a slope's mean square is nearer to another's (Chernoff).

    The sum of the squared singular values is that of the squared weights: a chi-square of as
    many degrees of freedom as there are non-zero weights, if these are normal. Uniform ones
    spread less.
    """
    if not one.slope:
        return 0.0
    weights = layer.size * one.law.density
    ratios = [other.law.std / one.law.std for other in offered if other.slope and other is not one]
    return sum(math.exp(-weights / 2 * (r - 1 - math.log(r))) for r in ratios)


def _option(one: _Matrix, layer: Fans) -> Option:
    """Return a matrix as an option; its note is what it predicts."""
    return Option(one.text, one.key, as_option_law(one.law), note=_predicted(one, layer))


def _predicted(one: _Matrix, layer: Fans) -> str:
    """Return the spectrum a matrix has, in a few words."""
    low, high = one.ends(layer)
    if one.slope:
        return f"a slope from {number(high)} down to {number(low)}"
    if low == high:
        return f"a line at {number(high)}"
    return f"one value of {number(high)}, the rest 0"


def _seen(block: Spectrum) -> str:
    """Say what a spectrum of this sample shows."""
    high, low = block.values[0], block.values[-1]
    name = block.title.capitalize()
    if high - low < 1e-3 * high or not high:
        return f"{name} is {number(high)} throughout."
    if not block.values[1]:
        return f"{name} has one value, {number(high)}, and zeros."
    return f"{name} runs from {number(high)} down to {number(low)}."


def _why(one: _Matrix, layer: Fans) -> str:
    """Say what theory has to do with it."""
    low, high = one.ends(layer)
    if one.slope:
        return (
            f"{one.text} has σ = {one.law.std:#.3g}, which predicts a slope from "
            f"σ(√{layer.fan_in} + √{layer.fan_out}) = {number(high)} down to {number(low)}."
        )
    if one.law.family is Family.ORTHOGONAL:
        return f"An orthogonal matrix stretches every direction by its gain, {one.gain:g}."
    if not high:
        return "Zeros keep nothing of any direction."
    return f"Equal columns have rank one: {one.law.mean:g}·√{layer.size} = {number(high)}."


def _mistake(truth: _Matrix, answer: _Matrix, block: Spectrum, layer: Fans) -> Mistake:
    """Return what taking one matrix for another shows."""
    key, title = _named(truth, answer)
    told = f"{_seen(block)} {answer.text} predicts {_predicted(answer, layer)}."
    return Mistake(key, title, f"{told} {_why(truth, layer)}")


_ALONE = {
    Family.ZERO: ("zero-spectrum", "zeros alone have nothing but 0"),
    Family.CONSTANT: ("rank-one", "one value above 0 means that all columns are equal"),
}


def _named(truth: _Matrix, answer: _Matrix) -> tuple[str, str]:
    """Return the key and title of a mistake: of form first, then of height."""
    if truth.slope and answer.slope:
        bells = ("xavier_normal", "he_normal", "lecun_normal")
        if truth.key in bells and answer.key in bells:
            return misconception(truth.key, answer.key)[2:4]
        return "scale-misread", "right form, wrong height"
    for one, done in ((truth, "overlooked"), (answer, "imagined")):
        if one.law.family in _ALONE:
            key, title = _ALONE[one.law.family]
            return f"{key}-{done}", title
    if truth.slope:
        return "spread-overlooked", "an orthogonal matrix stretches every direction alike"
    if answer.slope:
        return "spread-imagined", "equal singular values mean an orthogonal matrix"
    return "gain-misread", "the height of the line is the gain"


def _explanation(offered: Sequence[_Matrix], layer: Fans) -> str:
    """Return how to tell spectra, and what each matrix on offer predicts here."""
    rows = "\n".join(f"- {one.text}: {_predicted(one, layer)}" for one in offered)
    return (
        "Orthogonal weights have all singular values equal to the gain. Independent weights of "
        r"standard deviation $\sigma$ spread from $\sigma(\sqrt{n_{in}} + \sqrt{n_{out}})$ to "
        r"$\sigma\,|\sqrt{n_{in}} - \sqrt{n_{out}}|$, whatever their law. A constant has rank one."
        f"\n\nHere ({layer.fan_in} by {layer.fan_out}):\n\n{rows}\n\n"
        "A histogram of the weights could not tell an orthogonal matrix from a normal one of the "
        "same σ."
    )


def _curve(one: _Matrix, layer: Fans) -> Curve:
    """Return the spectrum a matrix is predicted to have."""
    count = min(layer)
    low, high = one.ends(layer)
    ys = _quantiles(one.law.std, layer) if one.slope else [high, *[low] * (count - 1)]
    return Curve(one.text, CurveRole.TRUTH, tuple(map(float, range(1, count + 1))), tuple(ys))


def _quantiles(std: float, layer: Fans) -> list[float]:
    """Return the singular values Marchenko and Pastur's law predicts, largest first."""
    low, high = marchenko_pastur_edges(layer, std)
    s = low + (high - low) * (np.arange(4000) + 0.5) / 4000
    shares = np.cumsum(np.sqrt((high**2 - s**2) * (s**2 - low**2)) / s)
    ranks = 1 - (np.arange(min(layer)) + 0.5) / min(layer)
    return [float(value) for value in np.interp(ranks, shares / shares[-1], s)]


QUESTION = QuestionType(
    key=_KEY,
    title="Match the spectra",
    version=_VERSION,
    answer_kind=Match.kind,
    levels=tuple(Level),
    schemes=(
        *("zeros", "constant", "xavier_normal", "he_normal", "lecun_normal", "torch_linear"),
        *("orthogonal", "sparse"),
    ),
    claims=(3, 19),
    cards=("orthogonal-spectrum", "trap-orthogonal-histogram", "zero-constant"),
    draw=partial(drawn, _KEY, _VERSION, _draft),
)
