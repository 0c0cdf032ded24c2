"""Product of matrices: square layers were multiplied; which scheme drew them?

The product is what a linear network does to its input. Orthogonal layers stretch every direction
by their gain, so a product of L has all singular values at gain^L: a flat line at any depth. With
independent weights each layer keeps the mean square (LeCun) or doubles it (He), but not every
direction: the singular values fan out, over more decades the deeper the product. Their geometric
mean is known exactly for normal weights, for the determinant is a product of independent chi
variables: about (σ√(n/e))^L. So LeCun's falls by √e per layer, and He's by √(e/2).

Easy: 2, 10 or 50 layers, far apart. Medium: 10 or 50 layers, schemes that differ by √2 or √3 a
layer. Hard: the depth is not stated, and the options differ in it too: the slope tells the depth,
the height the scale.

The axis is that of all options. Lines, and slopes, are apart by half a decade and by a share of
the axis; the bound on the error is Chernoff's, for an observer who knows slopes from lines and
takes of a slope nothing but its geometric mean.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import combinations
from typing import NamedTuple

import numpy as np

from initquiz.asking.grading import number
from initquiz.asking.instance import Draft, drawn
from initquiz.asking.pictures import spectrum
from initquiz.asking.scheme_options import as_option_law, text_of
from initquiz.initializers import named, rules
from initquiz.initializers.identify import WORST_ERROR
from initquiz.initializers.laws import Family, Floats, Law
from initquiz.initializers.misconceptions import misconception
from initquiz.initializers.schemes import SCHEMES
from initquiz.initializers.spectra import product_spectrum
from initquiz.initializers.words import raised
from initquiz.model.blocks import Curve, CurveRole
from initquiz.model.card import Level
from initquiz.model.choosing import Choice, Option
from initquiz.model.mistake import Mistake
from initquiz.model.question_type import QuestionType

_KEY = "product-of-matrices"
_VERSION = 1
_SIDES = (32, 40, 48, 56, 64)
_SCALED = ("lecun_normal", "he_normal", "torch_linear")
_SLOPES = {
    Level.EASY: ("lecun_normal", "sparse", "small_random"),
    Level.MEDIUM: _SCALED,
    Level.HARD: _SCALED,
}
_DEPTHS: dict[Level, tuple[tuple[int, ...], ...]] = {
    Level.EASY: ((2,), (10,), (50,)),
    Level.MEDIUM: ((10,), (50,)),
    Level.HARD: ((2, 10), (10, 50)),
}
# Besides 1; the fewer layers, the larger a gain has to be to be seen on the axis.
_FAR: dict[int, tuple[float, ...]] = {2: (5.0, 0.2), 10: (3.0, 0.3), 50: (2.0, 0.5)}
_NEAR: dict[int, tuple[float, ...]] = {2: (3.0, 0.3), 10: (1.5, 0.7), 50: (1.5, 0.7)}
_APART = {Level.EASY: 0.09, Level.MEDIUM: 0.06, Level.HARD: 0.03}  # of the axis
_DECADES, _STEEP = 0.5, 0.03  # apart; of the axis, from a slope's top to its geometric mean
_OFFERED, _BELLS = 6, 3
_FLAT, _EULER = 1e-3, 0.5772156649015329  # decades; Euler's constant
_TILTS = (0.2, 0.4, 0.6, 0.8, 0.95)  # of Chernoff's bound; the least chi has no moment of -1


class _Product(NamedTuple):
    """A product on offer: key and text, the law of a weight, depth, side and gain."""

    key: str
    text: str
    law: Law
    depth: int
    side: int
    gain: float = 1.0

    @property
    def slope(self) -> bool:
        """Tell whether its weights are independent, so that its spectrum fans out."""
        return self.law.independent

    @property
    def middle(self) -> float:
        """Return log10 of the geometric mean predicted."""
        each = math.log10(self.law.std) + float(_chis(self.side).mean())
        return self.depth * (each if self.slope else math.log10(self.gain))

    @property
    def ends(self) -> tuple[float, float]:
        """Return log10 of about the smallest and the largest value, the smallest with room."""
        if not self.slope:
            return self.middle, self.middle
        # The top for a large side (Penson and Zyczkowski 2011); the bottom for many layers
        # (Newman 1986), about which a single product strays.
        d, height = self.depth, self.depth * math.log10(self.law.std)
        top = d * math.log10(self.side) + (d + 1) * math.log10(d + 1) - d * math.log10(d)
        low = d * float(_chis(self.side)[0]) - 3.5 - 0.8 * math.sqrt(d)
        return height + low, height + top / 2

    def draw(self, rng: np.random.Generator) -> Floats:
        """Return log10 of the singular values of a fresh product, largest first."""
        shape = (self.side, self.side)
        return product_spectrum([named.draw(rng, self.law, shape) for _ in range(self.depth)])


@cache
def _chis(side: int) -> Floats:
    """Return the mean of log10 chi_k for k = 1 to `side`, by the digamma function's recurrence."""
    digamma = {1: -_EULER - 2 * math.log(2), 2: -_EULER}  # at k / 2
    for k in range(3, side + 1):
        digamma[k] = digamma[k - 2] + 2 / (k - 2)
    return np.array([(digamma[k] + math.log(2)) / 2 for k in range(1, side + 1)]) / math.log(10)


def _draft(rng: np.random.Generator, level: Level) -> Draft | None:
    """Return an instance; the truth is even among its options and their order."""
    side = int(rng.choice(_SIDES))
    offered, depth = _offered(rng, level, side)
    least = math.floor(min(one.ends[0] for one in offered))
    most = math.ceil(max(one.ends[1] for one in offered) + 0.3)
    if not _apart(offered, most - least, _APART[level]):
        return None
    truth = offered[correct := int(rng.integers(_OFFERED))]
    bound = sum(_confused(truth, other) for other in offered)
    logs = truth.draw(rng)
    if bound > WORST_ERROR or logs[-1] < least or logs[0] > most:
        return None
    block = spectrum(10.0**logs, log_y=True, y_range=(10.0**least, 10.0**most))
    options = (_option(one, truth, logs, stated=bool(depth)) for one in offered)
    return Draft(
        prompt=(
            f"A product of {depth or 'several'} square layers, each with "
            rf"$n_{{in}}$ = {side} and $n_{{out}}$ = {side}, has these singular values. "
            "Which layers were they?"
        ),
        blocks=(block,),
        answer=Choice(tuple(options), correct),
        evidence=f"{_seen(logs)} {_why(truth)}",
        explanation=_explanation(offered),
        facts={
            "scheme": truth.key.split("-")[0],
            "n_in": side,
            "n_out": side,
            "depth": truth.depth,
            "gain": truth.gain,
            "std": truth.law.std,
            "log10_geometric_mean": round(float(logs.mean()), 9),
            "log10_predicted": truth.middle,
            "log10_condition": round(float(logs[0] - logs[-1]), 9),
        },
        revealed=(replace(block, curves=(_line(truth, CurveRole.TRUTH),)),),
        error_bound=bound,
    )


def _offered(rng: np.random.Generator, level: Level, side: int) -> tuple[list[_Product], int]:
    """Draw the products on offer, and the depth if they have one in common, else 0."""
    depths = _DEPTHS[level][rng.integers(len(_DEPTHS[level]))]
    pool: list[_Product] = []
    for depth in depths:
        after, end = (f", {depth} layers", f"-{depth}") if len(depths) > 1 else ("", "")
        for key in _SLOPES[level]:
            law = SCHEMES[key].law((side, side))
            pool.append(_Product(key + end, text_of(key) + after, law, depth, side))
        for gain in (_FAR if level is Level.EASY else _NEAR)[depth]:
            law = rules.orthogonal((side, side), gain=gain)
            text, key = f"Orthogonal, gain {gain:g}{after}", f"orthogonal-{gain:g}{end}"
            pool.append(_Product(key, text, law, depth, side, gain))
    text = "Orthogonal, gain 1" + (", any number" if len(depths) > 1 else "")
    plain = _Product("orthogonal", text, rules.orthogonal((side, side)), depths[0], side)
    lines = [plain, *(one for one in pool if not one.slope)]
    bells = [one for one in pool if one.slope]
    chosen = [bells[i] for i in rng.permutation(len(bells))[:_BELLS]]
    chosen += [lines[i] for i in rng.permutation(len(lines))[: _OFFERED - _BELLS]]
    order = [chosen[i] for i in rng.permutation(_OFFERED)]
    return order, depths[0] if len(depths) == 1 else 0


def _apart(offered: Sequence[_Product], span: float, share: float) -> bool:
    """Tell whether options of one form are apart in height, and slopes steep enough to be seen."""
    return all(
        abs(a.middle - b.middle) >= max(_DECADES, share * span)
        for a, b in combinations(offered, 2)
        if a.slope is b.slope
    ) and all(one.ends[1] - one.middle >= _STEEP * span for one in offered if one.slope)


def _confused(truth: _Product, other: _Product) -> float:
    """Bound the chance that a slope's geometric mean is nearer to another's (Chernoff).

    The determinant of a normal matrix is a product of independent chi variables, whose moments
    are ratios of gamma functions. Other weights are granted twice the variance (measured: 1.9).
    """
    if truth is other or not (truth.slope and other.slope):
        return 0.0
    side, shift = truth.side, (other.middle - truth.middle) * math.log(10) * truth.side / 2
    means = float(_chis(side).sum()) * math.log(10)
    exponents = []
    for tilt in _TILTS:
        t = math.copysign(tilt, shift)
        moments = sum(
            math.lgamma((k + t) / 2) - math.lgamma(k / 2) + t / 2 * math.log(2)
            for k in range(1, side + 1)
        )
        exponents.append(truth.depth * (moments - t * means) - t * shift)
    normal = truth.law.family is Family.NORMAL and truth.law.density == 1
    return math.exp(min(0.0, *exponents) / (1 if normal else 2))


def _option(one: _Product, truth: _Product, logs: Floats, *, stated: bool) -> Option:
    """Return a product as an option, with what it predicts and what choosing it shows."""
    law = as_option_law(one.law) if stated else None  # else the depth tells options apart
    if one is truth:
        return Option(one.text, one.key, law, note=_predicted(one))
    key, title = _named(truth, one)
    lesson = f"{_seen(logs)} {one.text} predicts {_predicted(one)}. {_why(truth)}"
    curves = (_line(one, CurveRole.CHOSEN),)
    return Option(one.text, one.key, law, _predicted(one), Mistake(key, title, lesson), curves)


def _predicted(one: _Product) -> str:
    """Return what a product's spectrum is predicted to be, in a few words."""
    return f"a {'slope about' if one.slope else 'flat line at'} {_power(one.middle)}"


def _power(log: float) -> str:
    """Write a number given by its logarithm: in full near 1, else with a power of ten."""
    if -3 <= log <= 4:  # noqa: PLR2004 - digits that are quickly read
        return number(10**log)
    size, power = f"{10**log:.1e}".split("e")
    return f"{size} · 10{raised(int(power))}"


def _seen(logs: Floats) -> str:
    """Say what the spectrum of this sample shows."""
    high, low, middle = (_power(float(value)) for value in (logs[0], logs[-1], logs.mean()))
    if logs[0] - logs[-1] < _FLAT:
        return f"All {len(logs)} singular values are {high}."
    return f"The singular values run from {high} down to {low}, with a geometric mean of {middle}."


def _why(one: _Product) -> str:
    """Say what theory has to do with it."""
    if one.slope:
        each = 10 ** (one.middle / one.depth)
        return (
            f"Layers of σ = {one.law.std:.3g} multiply the geometric mean by about {each:.3g} "
            f"each: {_power(one.middle)} after {one.depth}, and the directions fan out about it."
        )
    power = f"{raised(one.depth)} = {_power(one.middle)}" if one.gain != 1 else ""
    return f"Orthogonal layers stretch every direction by their gain: {one.gain:g}{power}."


def _named(truth: _Product, answer: _Product) -> tuple[str, str]:
    """Return the key and title of a mistake: of form first, then of depth, then of height."""
    if truth.slope is not answer.slope:
        done = "overlooked" if truth.slope else "imagined"
        return f"spread-{done}", "only orthogonal layers treat every direction alike"
    if not truth.slope:
        return "gain-misread", "the line is at the gain to the power of the depth"
    if truth.depth != answer.depth:
        return "depth-misread", "slope and height do not fit that many layers"
    keys = [one.key.split("-")[0] for one in (truth, answer)]
    if {"lecun_normal", "he_normal", "small_random"}.issuperset(keys):
        return misconception(*keys)[2:4]
    return "scale-misread", "right form, wrong height"


def _line(one: _Product, role: CurveRole) -> Curve:
    """Return the height a product predicts: of its flat line, or its slope's geometric mean."""
    label = f"{one.text}: geometric mean" if one.slope else one.text
    return Curve(label, role, (1.0, float(one.side)), (10**one.middle, 10**one.middle))


def _explanation(offered: Sequence[_Product]) -> str:
    """Return the longer lesson, with what each option predicts."""
    rows = "\n".join(f"- {one.text}: {_predicted(one)}" for one in offered)
    return (
        "Independent weights keep a mean square, not every direction. A product of $L$ normal "
        r"layers has singular values with a geometric mean of about $(\sigma\sqrt{n/e})^L$, and "
        "they fan out as $L$ grows: a few directions carry the signal, the others vanish. A "
        "product of orthogonal layers of gain $g$ has all at $g^L$: gain 1 keeps every variance."
        f"\n\nHere:\n\n{rows}"
    )


QUESTION = QuestionType(
    key=_KEY,
    title="Product of matrices",
    version=_VERSION,
    answer_kind=Choice.kind,
    levels=tuple(Level),
    schemes=("orthogonal", *_SLOPES[Level.EASY], *_SLOPES[Level.HARD][1:]),
    claims=(1, 20, 21),
    cards=("orthogonal-product", "orthogonal-powers", "layer-factor", "random-depth"),
    slow=True,
    draw=partial(drawn, _KEY, _VERSION, _draft),
)
