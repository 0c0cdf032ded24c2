"""Glorot's compromise: by what factors does a layer multiply the variance, forward and back?

Forward an output adds up n_in products, so the variance grows by n_in times that of a weight;
backward an input collects n_out of them. Glorot and Bengio (2010, eq. 12) wanted both factors
to be 1, which only a square layer allows, and took 2 / (n_in + n_out) between the two. The
question is arithmetic on its prompt; both factors are exact expectations and may be 2 % off,
and a layer that is drawn and used both ways shows them once they are answered.

Easy: one fan is a small multiple of the other. Medium: any two fans. Hard: a gain, which
counts squared, and perhaps a uniform law, whose variance is a third of its squared bound.
Wrong turns: the two directions swapped, one of them taken to be exactly 1, the variance of
a weight or a standard deviation given, the gain not squared.
"""

import math
from functools import partial
from typing import NamedTuple

import numpy as np

from initquiz.asking.instance import Draft, drawn
from initquiz.asking.quantities import by_share
from initquiz.initializers import named
from initquiz.initializers.arrays import Array
from initquiz.initializers.fans import Fans
from initquiz.initializers.schemes import SCHEMES
from initquiz.model.blocks import Code, Table
from initquiz.model.card import Level
from initquiz.model.measuring import Number, Quantity, Wrong
from initquiz.model.mistake import Mistake
from initquiz.model.question_type import QuestionType

_KEY = "compromise"
_VERSION = 1
_SHARE = 0.02
_BATCH = 128
_MOST = 2**18  # weights
_LEAST_RATIO = 1.25  # of the fans, so that no factor is near 1
_SIZES = (
    *(32, 48, 50, 64, 80, 96, 100, 120, 128, 150, 160, 192, 200, 240, 256, 300, 320, 384, 400),
    *(480, 500, 512, 576, 600, 640, 720, 768, 784, 800, 900, 960, 1000, 1024),
)
_RATIOS = (2, 3, 4, 5, 7, 9)


class _Gain(NamedTuple):
    """A factor on the weights: as code, squared in words, and its value."""

    code: str
    squared: str
    value: float


_NO_GAIN = _Gain("", "", 1.0)
_GAINS = (
    _Gain("5 / 3", "(5/3)²", 5 / 3),
    _Gain("np.sqrt(2)", "(√2)²", math.sqrt(2)),
    _Gain("0.75", "0.75²", 0.75),
    _Gain("1.5", "1.5²", 1.5),
    _Gain("2", "2²", 2.0),
)


class _Setting(NamedTuple):
    """What the code says: the fans, the gain, and whether the law is uniform or normal."""

    layer: Fans
    gain: _Gain
    uniform: bool

    @property
    def total(self) -> int:
        """Return the sum of the fans."""
        return self.layer.fan_in + self.layer.fan_out

    def factor(self, fan: int) -> float:
        """Return the factor on the variance of a sum over this many products."""
        return self.gain.value**2 * 2 * fan / self.total

    def spell(self, fan: int) -> str:
        """Return that factor written out."""
        times = f"{self.gain.squared} · " if self.gain.squared else ""
        return f"{times}2 · {fan}/{self.total:,}"


def _draft(rng: np.random.Generator, level: Level) -> Draft:
    """Return an instance: any layer has its two factors."""
    setting = _setting(rng, level)
    n_in, n_out = setting.layer
    scheme = SCHEMES["xavier_uniform" if setting.uniform else "xavier_normal"]
    sample = named.xavier_uniform if setting.uniform else named.xavier_normal
    weights = sample(rng, setting.layer, gain=setting.gain.value)
    forward, backward = setting.factor(n_in), setting.factor(n_out)
    there = _measured(rng.standard_normal((_BATCH, n_in)), weights)
    back = _measured(rng.standard_normal((_BATCH, n_out)), weights.T)
    code = Code(_code(setting), summary=_spoken(setting), title="One linear layer")
    return Draft(
        prompt=(
            rf"A linear layer with $n_{{in}}$ = {n_in} and $n_{{out}}$ = {n_out} is drawn as "
            "below; `x` and `dy` are independent numbers of mean 0. By what factor does it "
            "multiply the variance forward, from `x` to `y`, and backward, from `dy` to `dx`?"
        ),
        blocks=(code,),
        answer=Number(
            (
                _quantity("forward factor", setting, n_in, n_out),
                _quantity("backward factor", setting, n_out, n_in),
            )
        ),
        evidence=(
            f"This layer was drawn: it multiplied the variance of {_BATCH} signals by {there:.3g} "
            f"forward and that of {_BATCH} gradients by {back:.3g} backward. Theory says "
            f"{forward:.3g} and {backward:.3g}."
        ),
        explanation=_explanation(setting),
        facts={
            "scheme": scheme.key,
            "activation": "linear",
            "n_in": n_in,
            "n_out": n_out,
            "gain": setting.gain.value,
            "std": setting.gain.value * scheme.law(setting.layer).std,
            "forward_factor": forward,
            "backward_factor": backward,
            "measured_forward": there,
            "measured_backward": back,
            "tolerance": "2 % either way",
        },
        revealed=(code, _table(setting, there, back)),
    )


def _setting(rng: np.random.Generator, level: Level) -> _Setting:
    """Draw fans, and at the hard level a gain and a form."""
    layer = _multiple(rng) if level is Level.EASY else _any(rng)
    if level is not Level.HARD:
        return _Setting(layer, _NO_GAIN, uniform=False)
    return _Setting(layer, _GAINS[rng.integers(len(_GAINS))], uniform=bool(rng.integers(2)))


def _multiple(rng: np.random.Generator) -> Fans:
    """Draw fans one of which is a small multiple of the other."""
    ratio = int(rng.choice(_RATIOS))
    small = int(rng.choice([size for size in _SIZES if size * size * ratio <= _MOST]))
    sides = [small, small * ratio][:: 1 if rng.integers(2) else -1]
    return Fans(*sides)


def _any(rng: np.random.Generator) -> Fans:
    """Draw fans that differ clearly."""
    fitting = [
        Fans(i, o)
        for i in _SIZES
        for o in _SIZES
        if i * o <= _MOST and max(i, o) >= _LEAST_RATIO * min(i, o)
    ]
    return fitting[rng.integers(len(fitting))]


def _measured(inputs: Array, weights: Array) -> float:
    """Return by what a matrix multiplied the mean square of these rows."""
    outputs = inputs @ weights
    return float(np.mean(np.square(outputs)) / np.mean(np.square(inputs)))


def _code(setting: _Setting) -> str:
    """Return the lines that draw the layer and use it both ways."""
    n_in, n_out = setting.layer
    scale = f"np.sqrt({6 if setting.uniform else 2} / ({n_in} + {n_out}))"
    scale = f"{setting.gain.code} * {scale}" if setting.gain.code else scale
    drawing = "uniform(-a, a, " if setting.uniform else "normal(0, std, "
    return "\n".join(
        (
            f"{'a' if setting.uniform else 'std'} = {scale}",
            f"W = rng.{drawing}size=({n_in}, {n_out}))",
            "y = x @ W        # forward",
            "dx = dy @ W.T    # backward",
        )
    )


def _spoken(setting: _Setting) -> str:
    """Return the code in words."""
    n_in, n_out = setting.layer
    law = (
        f"uniform between minus and plus a, a being the square root of 6 / ({n_in} + {n_out})"
        if setting.uniform
        else f"normal with the standard deviation square root of 2 / ({n_in} + {n_out})"
    )
    times = f", times {setting.gain.value:.4g}" if setting.gain.code else ""
    return (
        f"Code. W has {n_in} rows and {n_out} columns and is {law}{times}. Forward, y is x times "
        "W; backward, dx is dy times the transpose of W."
    )


def _quantity(label: str, setting: _Setting, fan: int, other: int) -> Quantity:
    """Return the factor of one direction, which sums over `fan` products, and its mistakes."""
    total, gain = setting.total, setting.gain.value
    value, root = setting.factor(fan), math.sqrt(setting.factor(fan))
    right = f"{setting.spell(fan)} = {value:.3g}"
    rows = [
        (root, "std-for-variance", "that is the factor on the standard deviation",
         f"The variance is multiplied by its square, {root:.3g}² = {value:.3g}."),
        (setting.factor(other), "directions-swapped", "that is the factor of the other direction",
         f"This direction adds up {fan} products, the other {other}: {right}."),
        (gain**2, "compromise-overlooked", "a compromise is exact in neither direction",
         f"2/{total:,} lies between 1/{fan} and 1/{other}, so the factor is {right}."),
        (setting.factor(1), "weight-variance-for-factor", "that is the variance of one weight",
         f"Each sum has {fan} products of that variance: {right}."),
        (value / 2, "factor-two-missing", "the factor 2 is missing",
         f"The mean of the two fans is {total / 2:,g}, not {total:,}: {right}."),
        (value / gain, "gain-not-squared", "the gain counts squared",
         f"It scales the standard deviation, and the factor is one of variances: {right}."),
        (value / gain**2, "gain-ignored", "the gain is missing",
         f"The weights are {gain:.3g} times as large as Glorot's: {right}."),
    ]  # fmt: skip
    if setting.uniform:
        told = f"The squared bound is three times the variance; the factor is {right}."
        rows.append((3 * value, "bound-for-std", "a box on ±a has the variance a²/3, not a²", told))
    return by_share(
        label,
        value,
        _SHARE,
        Mistake("factor-miscounted", "that is not what these fans give", f"It is {right}."),
        wrong=tuple(Wrong(number, Mistake(*told)) for number, *told in rows),
    )


def _table(setting: _Setting, there: float, back: float) -> Table:
    """Return both factors: how they come about, their values, and what the drawn layer did."""
    rows = tuple(
        (name, setting.spell(fan), f"{setting.factor(fan):.3g}", f"{seen:.3g}")
        for name, fan, seen in zip(
            ("forward", "backward"), setting.layer, (there, back), strict=True
        )
    )
    return Table(
        ("direction", "factor", "theory", "this layer"),
        rows,
        summary="; ".join(
            f"{name}: {how} = {told}, measured {seen}" for name, how, told, seen in rows
        )
        + ".",
        title="Factors on the variance",
    )


def _explanation(setting: _Setting) -> str:
    """Return where the two factors come from, and what they are here."""
    n_in, n_out = setting.layer
    told = (
        r"**Glorot's compromise**: $\sigma^2 = \frac{2}{n_{in} + n_{out}}$. An output is a sum of "
        r"$n_{in}$ products, so forward the variance is multiplied by $n_{in}\,\sigma^2$; on the "
        r"way back an input collects $n_{out}$ of them, which makes $n_{out}\,\sigma^2$. Here "
        f"that is {setting.spell(n_in)} = {setting.factor(n_in):.3g} and "
        f"{setting.spell(n_out)} = {setting.factor(n_out):.3g}."
    )
    if setting.gain.code:
        told += " A gain scales the weights, so it multiplies variances by its square."
    if setting.uniform:
        told += r" The law $\mathcal{U}(-a, a)$ has the variance $a^2/3$: the 6 becomes a 2."
    both = "twice the squared gain" if setting.gain.code else "2"
    return (
        f"{told}\n\nThe two always add up to {both}: what one direction gains, the other loses. "
        "Both are the same only where the fans are. Source: Glorot and Bengio 2010, eq. 12."
    )


QUESTION = QuestionType(
    key=_KEY,
    title="Glorot's compromise",
    version=_VERSION,
    answer_kind=Number.kind,
    levels=tuple(Level),
    schemes=("xavier_normal", "xavier_uniform"),
    claims=(9, 10),
    draw=partial(drawn, _KEY, _VERSION, _draft),
    cards=("trap-compromise", "layer-factor", "xavier-variance", "xavier-goal"),
)
