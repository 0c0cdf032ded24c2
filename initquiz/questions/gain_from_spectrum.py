"""Gain from the spectrum: orthogonal layers were scaled by a gain; how large is it?

An orthogonal matrix times a gain stretches every direction by the gain, so its singular values
are all equal to it: read the height of the line. L such layers in a row stretch by gain^L, so
take the L-th root. And where no spectrum is shown, the weights tell: each of the longer side's
vectors shares out the shorter side's, so σ = gain/√max(n_in, n_out) (Saxe et al. 2013).

Easy: one layer, square or not. Medium: a product of 2 to 10 square layers. Hard: a product of
20 to 50 layers on a logarithmic axis, or no spectrum at all, only the weights' σ and the two
fans; that one is arithmetic on the prompt, with gain and fans drawn from wide ranges.

The gain is exact: the singular values of the very sample agree with it to six digits. It is
asked for within 2 %, and the axis is cut so that the line can be read that well.
"""

import math
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import numpy as np

from initquiz.asking.grading import number
from initquiz.asking.instance import Draft, drawn
from initquiz.asking.pictures import spectrum
from initquiz.asking.quantities import by_share
from initquiz.initializers import named
from initquiz.initializers.fans import Fans
from initquiz.initializers.figure import bars
from initquiz.initializers.histogram import nice_edges
from initquiz.initializers.sampling import measured_std
from initquiz.initializers.spectra import gain_of, singular_values
from initquiz.initializers.words import raised
from initquiz.model.blocks import Curve, CurveRole, Histogram, Mark, Spectrum
from initquiz.model.card import Level
from initquiz.model.measuring import Number, Wrong
from initquiz.model.mistake import Mistake
from initquiz.model.question_type import QuestionType

_KEY = "gain-from-spectrum"
_VERSION = 1
_SHARE = 0.02  # how far off a right answer may be
_SIDES = (24, 32, 40, 48, 64, 80, 96)
_LARGE = (48, 64, 80, 96, 128, 160, 192, 256)
_SQUARES = (16, 20, 24, 32, 40)
_DEPTHS = {Level.EASY: (1,), Level.MEDIUM: (2, 3, 4, 5, 6, 8, 10), Level.HARD: (20, 30, 40, 50)}
_GAINS = {Level.EASY: (0.4, 2.5), Level.MEDIUM: (0.5, 2.0), Level.HARD: (0.8, 1.25)}
_NEAREST = 0.04  # of |ln gain|: with gain 1 nothing is to be seen and every mistake is right


class _Drawn(NamedTuple):
    """What was drawn: the fans, the depth, the gain, and the weights' σ in one layer."""

    layer: Fans
    depth: int
    gain: float
    std: float

    @property
    def height(self) -> float:
        """Return what all layers together stretch by."""
        return self.gain**self.depth


def _draft(rng: np.random.Generator, level: Level) -> Draft | None:
    """Return an instance; at hard one in two shows no spectrum."""
    if level is Level.HARD and rng.integers(2):
        return _of_weights(rng)
    depth = int(rng.choice(_DEPTHS[level]))
    gain = _gain(rng, *_GAINS[level])
    if gain is None:
        return None
    sides = rng.choice(_SIDES, size=2) if depth == 1 else [rng.choice(_SQUARES)] * 2
    layer = Fans(*map(int, sides))
    factors = [named.orthogonal(rng, layer, gain=gain, dtype=np.float64) for _ in range(depth)]
    product = factors[0]
    for factor in factors[1:]:
        product = product @ factor
    sample = _Drawn(layer, depth, gain, measured_std(factors[0]))
    block = spectrum(
        singular_values(product), log_y=level is Level.HARD, y_range=_axis(rng, level, sample)
    )
    mistakes = _of_line(sample) if depth == 1 else _of_product(sample)
    both = (block, _revealed(block, sample))
    return _told(sample, _prompt(sample), both, _read(block, sample), mistakes)


def _of_weights(rng: np.random.Generator) -> Draft | None:
    """Return an instance that shows the weights' histogram and states their σ."""
    gain = _gain(rng, 0.5, 2.5)
    layer = Fans(*map(int, rng.choice(_LARGE, size=2)))
    if gain is None or layer.fan_in == layer.fan_out:
        return None
    weights = named.orthogonal(rng, layer, gain=gain)
    sample = _Drawn(layer, 1, gain, measured_std(weights))
    block = bars(weights, nice_edges(3.5 * sample.std))
    marks = tuple(Mark(f"{s}σ", CurveRole.TRUTH, float(f"{s}1") * sample.std) for s in "+-")
    prompt = (
        rf"An orthogonal layer with $n_{{in}}$ = {layer.fan_in} and $n_{{out}}$ = {layer.fan_out} "
        rf"was scaled by a gain. Its weights measure $\sigma$ = {sample.std:.4g}. "
        "What is the gain, within 2 %?"
    )
    values = singular_values(weights)
    evidence = (
        f"{sample.std:.4g}·√{max(layer)} = {gain:g}, and the {len(values)} singular values of this "
        f"layer do measure {gain_of(values):.4g}."
    )
    return _told(sample, prompt, (block, replace(block, marks=marks)), evidence, _of_std(sample))


def _gain(rng: np.random.Generator, least: float, most: float) -> float | None:
    """Draw a gain of three digits, even in its logarithm; None if nearly 1, or a whole number."""
    gain = float(f"{math.exp(rng.uniform(math.log(least), math.log(most))):.3g}")
    return gain if abs(math.log(gain)) >= _NEAREST and gain != round(gain) else None


def _axis(rng: np.random.Generator, level: Level, sample: _Drawn) -> tuple[float, float]:
    """Return the y range: fine enough to read the line, too wide to guess it from the ends."""
    height, depth, place = sample.height, sample.depth, float(rng.uniform(0.1, 0.9))
    if level is Level.EASY:
        width = float(rng.uniform(0.2, 0.4))
        return height * (1 - width * place), height * (1 + width * (1 - place))
    if level is Level.MEDIUM:
        return 0.0, height * math.exp(rng.uniform(0.1, max(0.8, 0.2 * depth)))
    decades = max(4, round(0.14 * depth))
    least = math.floor(math.log10(height) - decades * place)
    return 10.0**least, 10.0 ** (least + decades + 1)


def _prompt(sample: _Drawn) -> str:
    """Ask for the gain of one layer, given a spectrum."""
    n_in, n_out = sample.layer
    if sample.depth == 1:
        return (
            rf"An orthogonal layer with $n_{{in}}$ = {n_in} and $n_{{out}}$ = {n_out} was scaled "
            "by a gain, and these are its singular values. What is the gain, within 2 %?"
        )
    return (
        rf"A linear network has {sample.depth} orthogonal layers, each with $n_{{in}}$ = {n_in}, "
        rf"$n_{{out}}$ = {n_out} and the same gain. These are the singular values of their "
        "product. What is the gain of one layer, within 2 %?"
    )


def _told(
    sample: _Drawn,
    prompt: str,
    blocks: tuple[Spectrum | Histogram, Spectrum | Histogram],
    evidence: str,
    mistakes: tuple[Mistake, tuple[Wrong, ...]],
) -> Draft:
    """Return the draft of a sample: `blocks` as asked and as revealed."""
    otherwise, wrong = mistakes
    return Draft(
        prompt=prompt,
        blocks=blocks[:1],
        answer=Number((by_share("gain", sample.gain, _SHARE, otherwise, wrong=wrong),)),
        evidence=evidence,
        explanation=_explanation(sample),
        facts={
            "scheme": "orthogonal",
            "n_in": sample.layer.fan_in,
            "n_out": sample.layer.fan_out,
            "depth": sample.depth,
            "gain": sample.gain,
            "std": sample.std,
            "stretch": sample.height,
            "tolerance": "2 % either way",
        },
        revealed=blocks[1:],
    )


def _revealed(block: Spectrum, sample: _Drawn) -> Spectrum:
    """Return the spectrum with the predicted line."""
    xs, ys = (1.0, float(len(block.values))), (sample.height, sample.height)
    return replace(block, curves=(Curve(_power(sample), CurveRole.TRUTH, xs, ys),))


def _power(sample: _Drawn) -> str:
    """Return the height of the line as a power of the gain."""
    if sample.depth == 1:
        return f"gain {sample.gain:g}"
    return f"{sample.gain:g}{raised(sample.depth)} = {number(sample.height)}"


def _read(block: Spectrum, sample: _Drawn) -> str:
    """Say what this spectrum shows, beside the theory."""
    told = f"All {len(block.values)} singular values are {number(block.values[0])}"
    if sample.depth == 1:
        return (
            f"{told}: every direction is stretched by the gain. The weights measure "
            f"σ = {sample.std:.3g}, which is {sample.gain:g}/√{max(sample.layer)}."
        )
    return (
        f"{told}, and {_power(sample)}: each layer stretches every direction by its gain, so the "
        f"gain is the {_root(sample.depth)} of the height."
    )


def _root(depth: int) -> str:
    return {2: "square root", 3: "cube root"}.get(depth, f"{depth}th root")


def _of_line(sample: _Drawn) -> tuple[Mistake, tuple[Wrong, ...]]:
    """Return the mistake of any other number, and named ones, for one layer's spectrum."""
    gain = sample.gain
    line = f"The line is at {gain:g}, and that is the gain itself."
    length = gain * math.sqrt(min(sample.layer))
    return Mistake("height-misread", "that is not the height of the line", line), (
        _wrong(gain**2, "gain-squared", "that is the square of the gain",
               f"{line} Its square stands on the diagonal of WᵀW or WWᵀ."),
        _wrong(sample.std, "std-for-gain", "that is the standard deviation of a weight",
               f"{line} A weight has σ = {gain:g}/√{max(sample.layer)} = {sample.std:.3g}."),
        _wrong(length, "norm-for-gain", "that is the length of all singular values together",
               f"{line} There are {min(sample.layer)} of them: {gain:g}·√{min(sample.layer)} = "
               f"{number(length)}."),
        _wrong(1 / gain, "gain-inverted", "that is its inverse", line),
    )  # fmt: skip


def _of_product(sample: _Drawn) -> tuple[Mistake, tuple[Wrong, ...]]:
    """Return the mistake of any other number, and named ones, for a product's spectrum."""
    depth, height = sample.depth, sample.height
    told = f"{depth} layers multiply to {_power(sample)}."
    title = f"its power of {depth} is not the height of the line"
    return Mistake("root-misread", title, f"{told} Take the {_root(depth)}."), (
        _wrong(height, "product-for-layer", "that is what all layers do together", told),
        _wrong(height / depth, "divided-by-depth", "layers multiply, they do not add up", told),
        _wrong(math.sqrt(height), "square-root-for-depth", "a square root undoes two layers", told),
        _wrong(math.log10(height) / depth, "logarithm-for-gain",
               "that is the logarithm of the gain", f"Ten to that power is {sample.gain:g}."),
        _wrong(math.log10(height), "logarithm-for-product",
               "that is the logarithm of the product", told),
    )  # fmt: skip


def _of_std(sample: _Drawn) -> tuple[Mistake, tuple[Wrong, ...]]:
    """Return the mistake of any other number, and named ones, where σ is given."""
    (low, high), gain, std = sorted(sample.layer), sample.gain, sample.std
    told = f"The longer side is {high}: the gain is {std:.4g}·√{high} = {gain:g}."
    title = "that is not σ times the root of the longer side"
    return Mistake("gain-misread", title, told), (
        _wrong(std * math.sqrt(low), "shorter-side", "the longer side decides", told),
        _wrong(gain**2, "gain-squared", "that is the square of the gain", told),
        _wrong(std * high, "root-missing", "the root of the side is missing", told),
        _wrong(std * math.sqrt((low + high) / 2), "fans-averaged", "no fans are averaged here",
               told),
        _wrong(std * math.sqrt(low * high), "norm-for-gain",
               "that is the length of all singular values together",
               f"{told} There are {low} of them."),
        _wrong(std, "std-for-gain", "that is the standard deviation of a weight", told),
        _wrong(std / math.sqrt(high), "divided-for-multiplied", "the root multiplies σ", told),
    )  # fmt: skip


def _wrong(value: float, key: str, title: str, lesson: str) -> Wrong:
    return Wrong(value, Mistake(key, title, lesson))


def _explanation(sample: _Drawn) -> str:
    """Return the longer lesson, with this sample's numbers."""
    told = (
        r"An orthogonal matrix times a gain $g$ has all its singular values equal to $g$, and "
        r"weights of standard deviation $g/\sqrt{\max(n_{in}, n_{out})}$: "
        f"here {sample.gain:g}/√{max(sample.layer)} = {sample.std:.3g}."
    )
    if sample.depth == 1:
        return told
    more = (
        r"A product of $L$ such layers has all of them equal to $g^L$: "
        f"here {_power(sample)}. So a gain of 1 keeps every length through any number of layers, "
        "and one that is a little off does not."
    )
    return f"{told}\n\n{more}"


QUESTION = QuestionType(
    key=_KEY,
    title="Gain from the spectrum",
    version=_VERSION,
    answer_kind=Number.kind,
    levels=tuple(Level),
    schemes=("orthogonal",),
    claims=(19, 20),
    cards=("orthogonal-spectrum", "orthogonal-product", "orthogonal-entries"),
    draw=partial(drawn, _KEY, _VERSION, _draft),
)
