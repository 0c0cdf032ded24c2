r"""SELU attractor: the inputs are off; by what factor has the signal changed thirty layers on?

With LeCun weights SELU has a fixed point at mean 0 and variance 1, and it pulls: from a standard
deviation of 0.2 or of 6, from a mean of 3, a few layers lead back to it. So the answer depends
on the inputs alone: the standard deviation ends at 1, whatever it was, and the factor is 1
divided by what layer 0 shows. "Keeps the variance" is true of 1 and of no other value.

- Easy asks for the factor of the standard deviation, 1/s.
- Medium asks for that of the variance, 1/s².
- Hard moves the mean as well and asks for that of the mean square, 1/(m² + s²), for the mean
  is pulled to 0.

The right answer is the ratio measured in this very network, and all within a factor of 1.12
counts as right (1.25 for squares: a plot is read to a few percent). An instance is asked only
if the rule above misses the measured ratio by less than a third of that. The other scales have
no such pull to 1: He's grows for ever, PyTorch's gain of 3/4 for SELU ends near 0.2.

Source: Klambauer et al. 2017, "Self-normalizing neural networks".
"""

import math
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import numpy as np

from initquiz.asking.grading import number
from initquiz.asking.instance import Draft, drawn
from initquiz.asking.pictures import by_layer
from initquiz.asking.quantities import by_factor
from initquiz.initializers.activations import ACTIVATIONS
from initquiz.initializers.laws import Floats
from initquiz.initializers.mean_field import mean_field
from initquiz.initializers.networks import square
from initquiz.initializers.propagation import forward_stats
from initquiz.initializers.schemes import SCHEMES
from initquiz.model.blocks import Curve, CurveRole, Lines
from initquiz.model.card import Level
from initquiz.model.measuring import Number, Quantity, Wrong
from initquiz.model.mistake import Mistake
from initquiz.model.question_type import QuestionType

_KEY = "selu-attractor"
_VERSION = 1
_BATCH = 64
_SHOWN = 3  # the inputs and two layers
_WIDTHS = (192, 224, 256)
_DEPTHS = (25, 30, 35, 40)
_SMALL, _LARGE = (0.2, 0.55), (1.8, 6.0)  # ranges of the inputs' std; 1 in between says nothing
_MEANS, _STDS = (0.5, 3.0), (0.3, 3.0)  # at hard
_TRUSTED = 1 / 3  # of the tolerance: how far a network may end from the fixed point
_GAIN = 3 / 4  # PyTorch's for SELU


class _Asked(NamedTuple):
    """What a level asks the factor of: its name, the power of a size, the tolerance's factor."""

    name: str
    power: int
    tolerance: float


_ASKED = {
    Level.EASY: _Asked("standard deviation", 1, 1.12),
    Level.MEDIUM: _Asked("variance", 2, 1.25),
    Level.HARD: _Asked("mean square", 2, 1.25),
}


class _Run(NamedTuple):
    """A network's measured course, layer 0 being the inputs; `size` is std or rms, as asked."""

    mean: Floats
    std: Floats
    size: Floats


def _draft(rng: np.random.Generator, level: Level) -> Draft | None:
    """Return an instance; None where the network ends off the fixed point."""
    asked = _ASKED[level]
    width, depth = int(rng.choice(_WIDTHS)), int(rng.choice(_DEPTHS))
    mean, std = _start(rng, level)
    stats = forward_stats(
        rng,
        SCHEMES["lecun_normal"].sample,
        ACTIVATIONS["selu"],
        widths=square(width, depth),
        inputs=mean + std * rng.standard_normal((_BATCH, width)),
    )
    run = _Run(stats.mean, stats.std, stats.rms if level is Level.HARD else stats.std)
    ratio = float(run.size[-1] / run.size[0]) ** asked.power
    rule = float(run.size[0]) ** -asked.power
    if abs(math.log(ratio / rule)) > _TRUSTED * math.log(asked.tolerance):
        return None

    curves, shown = [("std", run.std)], "their standard deviation (layer 0) and that"
    if level is Level.HARD:
        curves = [("mean", run.mean), *curves]
        shown = "their mean and standard deviation (layer 0) and those"
    block = by_layer(
        [(label, ys[:_SHOWN]) for label, ys in curves],
        "activations (layer 0: inputs)",
        first=0,
        log_y=False,
    )
    return Draft(
        prompt=(
            rf"A SELU network with LeCun weights has {depth} layers, $n_{{in}}$ = $n_{{out}}$ = "
            f"{width} in each, and inputs that were not normalised. The plot shows {shown} of the "
            f"first two layers. By what factor does the {asked.name} change from the inputs to "
            f"layer {depth}?"
        ),
        blocks=(block,),
        answer=Number((_quantity(run, ratio, asked, depth),)),
        evidence=(
            f"The {asked.name} went from {number(float(run.size[0]) ** asked.power)} to "
            f"{number(float(run.size[-1]) ** asked.power)}, a factor of {number(ratio)}; the pull "
            f"to 1 predicts 1/{number(float(run.size[0]) ** asked.power)} = {number(rule)}."
        ),
        explanation=_explanation(run, depth),
        facts={
            "scheme": "lecun_normal",
            "activation": "selu",
            "n_in": width,
            "n_out": width,
            "width": width,
            "depth": depth,
            "asked": asked.name,
            "input_mean": float(run.mean[0]),
            "input_std": float(run.std[0]),
            "final_mean": float(run.mean[-1]),
            "final_std": float(run.std[-1]),
            "ratio": ratio,
            "predicted": rule,
            "tolerance": f"within a factor of {asked.tolerance:g}",
        },
        revealed=(_revealed(block, curves),),
    )


def _start(rng: np.random.Generator, level: Level) -> tuple[float, float]:
    """Draw mean and std of the inputs, even on a logarithmic scale and far from a size of 1."""
    if level is not Level.HARD:
        return 0.0, _even(rng, _SMALL if rng.integers(2) else _LARGE)
    mean, std = _even(rng, _MEANS), _even(rng, _STDS)
    low, high = _SMALL[1], _LARGE[0]
    if low < math.hypot(mean, std) < high:
        return _start(rng, level)
    return (mean if rng.integers(2) else -mean), std


def _even(rng: np.random.Generator, ends: tuple[float, float]) -> float:
    """Draw a number evenly on a logarithmic scale."""
    return float(np.exp(rng.uniform(*np.log(ends))))


def _quantity(run: _Run, ratio: float, asked: _Asked, depth: int) -> Quantity:
    """Return the factor asked for, with what other beliefs would make it."""
    start, name, power = float(run.size[0]), asked.name, asked.power
    told = f"The {name} starts at {number(start**power)} and ends near 1"
    why = f"{told}: the factor is {number(ratio)}."
    last = float(run.size[_SHOWN - 1])
    he, gained = (_end(scale, run, depth) for scale in (2.0, _GAIN**2))
    rows = [
        (1.0, "kept-not-pulled", "LeCun keeps no other variance than 1", why),
        (start**power, "ratio-inverted", "that is the start divided by the end", why),
        (
            *((last / start) ** power, "last-layer-shown"),
            *("the pull goes on after the layers shown", why),
        ),
        (
            *((he / start) ** power, "factor-two-added", "there is no factor 2 here"),
            f"He's weights would grow to a standard deviation of {number(he)}. {why}",
        ),
        (
            *((gained / start) ** power, "gain-for-lecun", "that is PyTorch's gain of 3/4"),
            f"Weights times 3/4 would end at {number(gained)}; LeCun's end at 1. {why}",
        ),
    ]
    if power == 1:
        rows.append((ratio**2, "variance-for-std", "that is the factor of the variance", why))
    else:
        root = f"The factor of the root is {number(math.sqrt(ratio))}, its square {number(ratio)}."
        rows.append((math.sqrt(ratio), "std-for-variance", "the square is missing", root))
    if name == "mean square":
        mean, std = float(run.mean[0]), float(run.std[0])
        both = f"The mean square is {number(mean)}² + {number(std)}² = {number(start**2)}"
        off = "the mean counts in the mean square"
        rows.append((std**-2, "mean-forgotten", off, f"{both}, and it ends near 1."))
        rows.append(
            (mean**-2, "std-forgotten", "the spread counts too", f"{both}; it ends near 1.")
        )
    return by_factor(
        "factor",
        ratio,
        asked.tolerance,
        Mistake("fixed-point-missed", "the signal ends at mean 0 and variance 1", why),
        wrong=tuple(Wrong(value, Mistake(*row)) for value, *row in rows),
    )


def _end(scale: float, run: _Run, depth: int) -> float:
    """Return the std that theory gives at the last layer for n_in · σ² and these inputs."""
    start = math.hypot(float(run.mean[0]), float(run.std[0]))
    field = mean_field(ACTIVATIONS["selu"], scale, depth=depth, input_rms=start)
    return float(field.std[-1])


def _explanation(run: _Run, depth: int) -> str:
    """Return what the fixed point is, and where other scales lead from these inputs."""
    rows = "\n".join(
        f"| {name} | {scale:.3g} | {number(_end(scale, run, depth))} |"
        for name, scale in (("PyTorch's gain 3/4", _GAIN**2), ("LeCun", 1.0), ("He", 2.0))
    )
    return (
        "SELU's two constants are chosen so that, with weights of variance $1/n_{in}$, mean 0 and "
        "variance 1 reproduce themselves. The point also attracts: a weak signal meets mostly the "
        "steep slopes around 0 and grows, by up to 1.45 per layer; of a strong one SELU cuts off "
        "the negative half, and it shrinks, far out to 0.74 of itself per layer. A mean is pulled "
        "to 0 as well, for the weights have mean 0. Inputs are normalised so that the first layers "
        "are at the fixed point already, not for the sake of the last.\n\n"
        f"From these inputs theory gives at layer {depth}:\n\n"
        f"| Weights | $n_{{in}}\\,\\sigma^2$ | Standard deviation |\n|---|---|---|\n{rows}\n\n"
        f"This network measured {number(float(run.std[-1]))}, with mean "
        f"{number(float(run.mean[-1]))}."
    )


def _revealed(block: Lines, curves: list[tuple[str, Floats]]) -> Lines:
    """Return the whole course, and the fixed point's standard deviation."""
    whole = by_layer(curves, block.y_title, first=0, log_y=False)
    xs = whole.curves[0].xs
    fixed = Curve("std 1", CurveRole.TRUTH, xs, (1.0,) * len(xs))
    return replace(whole, curves=(*whole.curves, fixed))


QUESTION = QuestionType(
    key=_KEY,
    title="SELU attractor",
    version=_VERSION,
    answer_kind=Number.kind,
    levels=tuple(Level),
    schemes=("lecun_normal",),
    claims=(16, 17),
    cards=("selu-attractor", "selu-inputs", "doc-lecun-selu", "selu-he"),
    slow=True,
    draw=partial(drawn, _KEY, _VERSION, _draft),
)
