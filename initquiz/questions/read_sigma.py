"""Read σ: a layer was drawn with a scale set by hand; what is its standard deviation?

A bell is 61 % as tall as in the middle at σ, half as tall at 1.18 σ, a seventh at 2 σ; ±σ holds
68 % of it. A box on ±a has σ = a/√3 and holds 58 % within ±σ. A bell cut at 2.27 σ is a little
wider than a whole one. Where a share ρ of the weights is not 0 and has the standard deviation s,
all weights together have s √ρ.

The answer is right within a factor of 1.15, and the truth is the root mean square of this very
sample. A sample whose own σ is more than 5 % off its law's is drawn again, so whoever reads the
outline and whoever adds up the bars come to the same answer. Fans and scale have nothing to do
with each other here, nor has the scale with the ends of the axis: only the bars tell.

Easy is a bell of many weights; medium a bell, a box or a cut bell; hard a box or a cut bell of
few weights, or a layer with zeros, whose number is told, on a logarithmic axis.
"""

import math
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import numpy as np

from initquiz.asking.instance import Draft, drawn
from initquiz.asking.quantities import bound_for_std, by_factor, variance_for_std
from initquiz.initializers.fans import Fans
from initquiz.initializers.figure import bars, expected_curve
from initquiz.initializers.histogram import nice_edges
from initquiz.initializers.laws import CUT, SHRINK, Family, Law
from initquiz.initializers.named import draw
from initquiz.initializers.rules import SPARSE_LINKS
from initquiz.initializers.sampling import measured_std
from initquiz.initializers.words import measured_as
from initquiz.model.blocks import CurveRole, Histogram, Mark
from initquiz.model.card import Level
from initquiz.model.measuring import Number, Quantity, Wrong
from initquiz.model.mistake import Mistake
from initquiz.model.question import FactValue
from initquiz.model.question_type import QuestionType

_KEY = "read-sigma"
_VERSION = 1
_FACTOR = 1.15
_OFF = 1.05  # a sample may differ from its law by this factor
_STDS = (0.011, 0.4)
_REACHES = (2.2, 10.0)  # the axis ends at so many σ of the weights that are not 0
_HALF = math.sqrt(2 * math.log(2))  # where a bell is half as tall, in its own σ
_FORMS = {Family.NORMAL: "bell", Family.TRUNCATED: "cut bell", Family.UNIFORM: "box"}


# What else stands out on a plot: key, how many σ it is, and what a wrong answer there shows.
_MISREAD = {
    Family.NORMAL: (
        ("end-for-std", 3.0, "that is where the bell seems to end"),
        ("half-height-for-std", _HALF, "there the bars are half as tall, which is beyond σ"),
        ("both-sides-for-std", 2.0, "that is the whole width from −σ to σ"),
        ("full-width-for-std", 2 * _HALF, "that is the width of the bell at half its height"),
    ),
    Family.TRUNCATED: (
        ("cut-for-std", CUT / SHRINK, "that is where the bell is cut"),
        ("half-height-for-std", _HALF / SHRINK, "there the bars are half as tall, beyond σ"),
        ("full-width-for-std", 2 * _HALF / SHRINK, "that is the width at half the height"),
    ),
    Family.UNIFORM: (("full-width-for-std", 2 * math.sqrt(3), "that is the box from end to end"),),
}


class _Rule(NamedTuple):
    """What a level allows: inputs, outputs, number of weights, families."""

    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    sizes: range
    families: tuple[Family, ...]


_BELL, _CUT, _BOX = Family.NORMAL, Family.TRUNCATED, Family.UNIFORM
_SIZES = (*(16, 20, 32, 50, 64, 100, 128), *(200, 256, 300, 400, 512, 784, 1024))
_RULES = {
    Level.EASY: _Rule(_SIZES, _SIZES, range(30_000, 120_000), (_BELL,)),
    Level.MEDIUM: _Rule(_SIZES, _SIZES, range(10_000, 60_000), (_BELL, _BOX, _CUT)),
    Level.HARD: _Rule(_SIZES, _SIZES, range(600, 3_000), (_BOX, _CUT)),
}
_WITH_ZEROS = _Rule((100, 128, 200, 256, 300, 400), _SIZES, range(20_000, 120_000), (_BELL,))


class _Sample(NamedTuple):
    """What was drawn: the layer, its law and bars, its σ and that of the weights not 0."""

    layer: Fans
    law: Law
    block: Histogram
    std: float
    core_std: float
    within: float  # share of the weights within ±σ


def _draft(rng: np.random.Generator, level: Level) -> Draft | None:
    """Return an instance; None where the sample's own σ is off its law's."""
    zeros = level is Level.HARD and bool(rng.integers(2))
    rule = _WITH_ZEROS if zeros else _RULES[level]
    layers = [Fans(i, o) for i in rule.inputs for o in rule.outputs if i * o in rule.sizes]
    layer = layers[rng.integers(len(layers))]
    core_std = float(f"{math.exp(rng.uniform(*np.log(_STDS))):.3g}")
    density = SPARSE_LINKS / layer.fan_in if zeros else 1.0
    family = rule.families[rng.integers(len(rule.families))]
    law = Law(family, core_std * math.sqrt(density), density)
    edges = nice_edges(math.exp(rng.uniform(*np.log(_REACHES))) * core_std)

    weights = draw(rng, law, layer)
    std = measured_std(weights)
    if abs(math.log(std / law.std)) > math.log(_OFF):
        return None
    block = replace(bars(weights, edges), log_y=zeros)
    core = std * math.sqrt(block.total / (block.total - block.zeros))
    within = float(np.count_nonzero(np.abs(weights) <= std) / weights.size)
    sample = _Sample(layer, law, block, std, core, within)
    return Draft(
        prompt=_prompt(sample),
        blocks=(block,),
        answer=Number((_quantity(sample),)),
        evidence=_evidence(sample),
        explanation=_explanation(sample),
        facts=_facts(sample),
        revealed=(_revealed(sample),),
    )


def _prompt(sample: _Sample) -> str:
    """Return the question; zeros are counted in it, for one bar cannot show them."""
    layer, block = sample.layer, sample.block
    drawn_layer = (
        rf"One layer was drawn with $n_{{in}}$ = {layer.fan_in} and $n_{{out}}$ = "
        f"{layer.fan_out}, on a scale set by hand."
    )
    if sample.law.density < 1:
        return (
            f"{drawn_layer} Of its {block.total:,} weights {block.zeros:,} are exactly 0. "
            r"What is the standard deviation $\sigma$ of all of them, zeros included?"
        )
    return rf"{drawn_layer} What is the standard deviation $\sigma$ of its weights?"


def _quantity(sample: _Sample) -> Quantity:
    """Return σ as it is asked for, with what may be read instead of it."""
    share = f"{100 * sample.within:.0f} %"
    off = Mistake(
        "width-misread",
        f"±σ holds {share} of these weights",
        f"That is ±{sample.std:.3g}. {_how(sample.law)}",
    )
    return by_factor("σ", sample.std, _FACTOR, off, wrong=_wrong(sample))


def _wrong(sample: _Sample) -> tuple[Wrong, ...]:
    """Return the values that stand out on the plot and are not σ."""
    std, law, found = sample.std, sample.law, [variance_for_std(sample.std)]
    if law.density < 1:
        return (*found, *_of_zeros(sample))
    if law.family is Family.UNIFORM:
        found.append(bound_for_std(std))
    for key, factor, title in _MISREAD[law.family]:
        lesson = f"It is {factor:.3g} σ: {factor * std:.3g} where σ is {std:.3g}. {_how(law)}"
        found.append(Wrong(factor * std, Mistake(key, title, lesson)))
    return tuple(found)


def _of_zeros(sample: _Sample) -> Iterator[Wrong]:
    """Yield the mistakes that zeros invite: to leave them out, or the root of their share."""
    std, core, block = sample.std, sample.core_std, sample.block
    kept = block.total - block.zeros
    rule = f"All weights have σ = {core:.3g} · √({kept:,}/{block.total:,}) = {std:.3g}."
    title = "that is σ of the weights that are not 0"
    yield Wrong(core, Mistake("zeros-left-out", title, f"The zeros count too. {rule}"))
    title = "the share of non-zeros needs its root"
    lesson = f"The variance shrinks with the share, σ with its root. {rule}"
    yield Wrong(core * kept / block.total, Mistake("share-for-root", title, lesson))


def _how(law: Law) -> str:
    """Say where σ is found on such bars."""
    if law.density < 1:
        return "Read σ of the bell around the spike and multiply it by the root of its share."
    return {
        Family.NORMAL: "At σ a bell is 61 % as tall as in the middle.",
        Family.TRUNCATED: "A truncated normal ends at 2.27 σ.",
        Family.UNIFORM: "A box on ±a has σ = a/√3.",
    }[law.family]


def _evidence(sample: _Sample) -> str:
    """Say what the sample measures, and how much of it ±σ holds."""
    std, law = sample.std, sample.law
    told = f"Your sample measures σ = {measured_as(std, law.std_error(sample.block.total))}"
    if law.density < 1:
        return (
            f"{told} with its zeros, and {sample.core_std:.3g} without: the "
            f"{sample.block.total - sample.block.zeros:,} weights that are not 0 are "
            f"{100 * law.density:.1f} % of all."
        )
    predicted = float(law.mass(-law.std, law.std))
    return (
        f"{told}. Within ±σ lie {100 * sample.within:.1f} % of its weights; a {_FORMS[law.family]} "
        f"predicts {100 * predicted:.1f} %."
    )


def _explanation(sample: _Sample) -> str:
    """Return where σ is found, and what it says about a scheme."""
    law, std = sample.law, sample.std
    zeros = f"; each unit keeps {SPARSE_LINKS} links, the others are 0" if law.density < 1 else ""
    return (
        f"The weights were drawn from a {_FORMS[law.family]} of σ = {law.core_std:#.3g}{zeros}. "
        f"{_how(law)} The variance is $\\sigma^2$ = {std**2:.3g}.\n\n"
        "Every scheme is a rule for this number: a He layer of this σ would have "
        rf"$n_{{in}} = 2/\sigma^2 \approx$ {_round(2 / std**2)} inputs, a LeCun layer "
        f"{_round(1 / std**2)}. Frameworks ask for σ, papers state the variance."
    )


def _round(value: float) -> str:
    """Write a number of inputs with two digits."""
    return f"{float(f'{value:.2g}'):,.0f}"


def _facts(sample: _Sample) -> dict[str, FactValue]:
    """Return the numbers the question was built from."""
    layer, law = sample.layer, sample.law
    named: dict[str, FactValue] = {}
    if law.family is Family.NORMAL:
        named = {"scheme": "small_random" if law.density == 1 else "sparse"}
    return {
        **named,
        "n_in": layer.fan_in,
        "n_out": layer.fan_out,
        "n": layer.size,
        "family": law.family.value,
        "density": law.density,
        "std": float(f"{law.core_std:.6g}"),
        "zeros": sample.block.zeros,
        "measured_std": sample.std,
        "measured_std_error": law.std_error(layer.size),
        "predicted_std": law.std,
        "within_one_std": sample.within,
        "tolerance": f"a factor of {_FACTOR}",
    }


def _revealed(sample: _Sample) -> Histogram:
    """Return the bars with the true law over them and marks at ±σ."""
    curve = expected_curve(sample.block, sample.law, "the law drawn from", CurveRole.TRUTH)
    marks = (Mark("−σ", CurveRole.TRUTH, -sample.std), Mark("σ", CurveRole.TRUTH, sample.std))
    return replace(sample.block, curves=(curve,), marks=marks)


QUESTION = QuestionType(
    key=_KEY,
    title="Read σ",
    version=_VERSION,
    answer_kind=Number.kind,
    levels=tuple(Level),
    schemes=("small_random", "sparse"),
    claims=(15, 22),
    cards=("he-second-argument", "uniform-variance", "random-variance"),
    draw=partial(drawn, _KEY, _VERSION, _draft),
)
