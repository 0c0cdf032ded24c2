r"""Sigmoid surprise: the activations are as steady as one could wish; how does the gradient fare?

The plot shows a deep network of logistic sigmoids: the standard deviation of its activations is
the same in every layer. That says nothing of the gradient, for the way back does not go through
the function but through its slope:

- a layer multiplies the gradient by √n · σ for its weights and by the slope of its units;
- the slope is y(1 − y), 1/4 where y = 1/2 and less elsewhere. Averaged over outputs of mean 1/2
  and standard deviation s it is 1/4 − s², and s can be read off the plot.

So a layer keeps about √n · σ · (1/4 − s²) of the gradient: 0.236 for Xavier, where s is 0.12.

The right answer is the exact one of infinitely wide networks, which averages the square of the
slope; it differs from the formula by at most 4 % per layer. All within a factor of 1.1 (for one
layer) or 1.08 per layer counts as right. An instance is asked only if the network that is shown
uses up no more than a third of that, and the formula, with s read off exactly, two thirds.

Easy asks for one layer with small weights, where 1/4 in place of the average slope will do;
medium for several layers of that kind; hard has weights for which it will not, so that s must
be read off. (Given the theory, all three follow from the prompt; σ and the number of layers
vary widely.)

Sources: Schoenholz et al. 2017, eq. 12, for the exact factor; Glorot and Bengio 2010 advise
against this activation.
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
from initquiz.initializers import named
from initquiz.initializers.activations import ACTIVATIONS
from initquiz.initializers.laws import Floats
from initquiz.initializers.mean_field import mean_field
from initquiz.initializers.networks import square
from initquiz.initializers.propagation import forward_stats, gradient_stats
from initquiz.model.blocks import Curve, CurveRole, Lines
from initquiz.model.card import Level
from initquiz.model.measuring import Number, Quantity, Wrong
from initquiz.model.mistake import Mistake
from initquiz.model.question_type import QuestionType

_KEY = "sigmoid-surprise"
_VERSION = 1
_BATCH = 64
_DEPTH = 16
_WIDTHS = (128, 160, 192, 224, 256)
_FIRST = 3  # the layer from which on the activations are steady
_TRUSTED = 1 / 3  # of the tolerance: how far the network shown may differ from the theory


class _Rule(NamedTuple):
    """What a level draws and accepts: gains from and to, layers from and to, factor per layer."""

    gains: tuple[float, float]
    layers: tuple[int, int]
    tolerance: float


_RULES = {
    Level.EASY: _Rule((0.3, 1.2), (1, 1), 1.1),
    Level.MEDIUM: _Rule((0.4, 1.1), (2, 10), 1.08),
    Level.HARD: _Rule((1.6, 2.2), (2, 10), 1.08),
}


class _Net(NamedTuple):
    """A network and the way back that is asked about, from layer `last` to layer `first`."""

    width: int
    std: float
    first: int
    last: int

    @property
    def gain(self) -> float:
        """Return √n · σ, what the weights alone multiply a gradient by."""
        return self.std * math.sqrt(self.width)

    @property
    def layers(self) -> int:
        """Return how many layers the gradient goes through."""
        return self.last - self.first

    def told(self, spread: float) -> float:
        """Return what the formula gives for a standard deviation of the activations."""
        return (self.gain * (0.25 - spread**2)) ** self.layers

    def per_layer(self, spread: float) -> str:
        """Return the formula for one layer with its numbers."""
        slope = f"(1/4 \N{MINUS SIGN} {spread:.2g}²)"
        factor = self.told(spread) ** (1 / self.layers)
        return f"Per layer: √{self.width} · {self.std:g} · {slope} = {factor:.3g}."


class _Run(NamedTuple):
    """What one network measured by layer from 1 on, and what theory says of it."""

    std: Floats
    gradient: Floats
    theory_std: Floats
    theory_gradient: Floats


def _draft(rng: np.random.Generator, level: Level) -> Draft | None:
    """Return an instance; None where the network or the formula differ from the theory."""
    rule = _RULES[level]
    net = _net(rng, rule)
    run = _run(net, int(rng.integers(2**32)))
    inner = slice(net.first - 1, net.last - 1)
    spread = float(run.std[inner].mean())
    ratio = float(run.theory_gradient[net.first - 1] / run.theory_gradient[net.last - 1])
    measured = float(run.gradient[net.first - 1] / run.gradient[net.last - 1])
    reach = net.layers * math.log(rule.tolerance)
    if (
        abs(math.log(measured / ratio)) > _TRUSTED * reach
        or abs(math.log(net.told(spread) / ratio)) > 2 * _TRUSTED * reach
    ):
        return None

    block = by_layer(
        [("measured", run.std)], "std of the activations", log_y=False, y_range=(0.0, 0.5)
    )
    return Draft(
        prompt=(
            rf"A network of {_DEPTH} logistic sigmoid layers, $n_{{in}}$ = $n_{{out}}$ = "
            rf"{net.width} in each, starts from weights of standard deviation $\sigma$ = "
            f"{net.std:g}. Its activations have mean 1/2 and the steady spread of the plot. By "
            f"what factor does the size (rms) of a gradient change from layer {net.last} back to "
            f"layer {net.first}?"
        ),
        blocks=(block,),
        answer=Number((_quantity(net, ratio, spread, rule.tolerance**net.layers),)),
        evidence=(
            f"Here the gradient changed by {number(measured)}; theory says {number(ratio)}. "
            f"{net.per_layer(spread)}"
        ),
        explanation=_explanation(net, ratio, spread),
        facts={
            "scheme": "xavier_normal",
            "activation": "sigmoid",
            "n_in": net.width,
            "n_out": net.width,
            "width": net.width,
            "depth": _DEPTH,
            "gain": net.gain,
            "std": net.std,
            "first": net.first,
            "last": net.last,
            "spread": spread,
            "ratio": ratio,
            "measured": measured,
            "formula": net.told(spread),
            "tolerance": f"within a factor of {rule.tolerance**net.layers:.3g}",
        },
        revealed=(_activations(block, run), _gradients(net, run)),
    )


def _net(rng: np.random.Generator, rule: _Rule) -> _Net:
    """Draw a network, its gain evenly on a logarithmic scale, and a stretch of steady layers."""
    width = int(rng.choice(_WIDTHS))
    low, high = map(math.log, rule.gains)
    gain = math.exp(rng.uniform(low, high))
    least, most = rule.layers
    layers = int(rng.integers(least, most + 1))
    first = int(rng.integers(_FIRST, _DEPTH - layers))
    return _Net(width, float(f"{gain / math.sqrt(width):.3g}"), first, first + layers)


def _run(net: _Net, dice: int) -> _Run:
    """Measure one network, forward and back with the same weights, and the theory of it."""
    phi = ACTIVATIONS["sigmoid"]
    sample, widths = partial(named.small_random, std=net.std), square(net.width, _DEPTH)
    there = forward_stats(np.random.default_rng(dice), sample, phi, widths=widths, batch=_BATCH)
    back = gradient_stats(np.random.default_rng(dice), sample, phi, widths=widths, batch=_BATCH)
    field = mean_field(phi, net.gain**2, depth=_DEPTH)
    # A layer's gradient is the last one's times the factors of the layers on the way.
    ways = np.append(np.cumprod(field.gradient[-2::-1])[::-1], 1.0)
    return _Run(there.std[1:], back.rms[1:], field.std, ways)


def _quantity(net: _Net, ratio: float, spread: float, tolerance: float) -> Quantity:
    """Return the factor asked for, with what other beliefs would make it."""
    slope, layers, why = 0.25 - spread**2, net.layers, net.per_layer(spread)
    many = f"{layers} layer{'s' * (layers > 1)}"
    step = f"From layer {net.last} to layer {net.first} it goes through {many}. {why}"
    rows = (
        (1.0, "steady-activations", "steady activations do not make steady gradients", why),
        ((net.gain / 4) ** layers, "slope-at-zero", "the slope is 1/4 only in the middle", why),
        (slope**layers, "weights-left-out", "the weights count too", why),
        (net.gain**layers, "slope-left-out", "the slope of the sigmoid counts too", why),
        (ratio ** (1 / layers), "one-layer-only", "that is the factor of one layer", step),
        (ratio ** ((layers + 1) / layers), "layers-miscounted", "that is one layer more", step),
        (ratio**2, "variance-for-std", "that is the factor of the mean square", why),
        (1 / ratio, "ratio-inverted", "the gradient shrinks on its way back", step),
    )
    return by_factor(
        "factor",
        ratio,
        tolerance,
        Mistake("gradient-misjudged", "weights and slope make another factor", why),
        wrong=tuple(Wrong(value, Mistake(*row)) for value, *row in rows),
    )


def _activations(block: Lines, run: _Run) -> Lines:
    """Return the activations with the theory laid over them."""
    (curve,) = block.curves
    theory = Curve("theory", CurveRole.TRUTH, curve.xs, tuple(run.theory_std.tolist()))
    return replace(block, curves=(curve, theory), title="Activations: steady")


def _gradients(net: _Net, run: _Run) -> Lines:
    """Return the gradient by layer relative to where the way back starts."""
    back = (
        (label, ys[: net.last] / ys[net.last - 1])
        for label, ys in (("measured", run.gradient), ("theory", run.theory_gradient))
    )
    block = by_layer(list(back), f"gradient rms (layer {net.last} = 1)")
    measured, theory = block.curves
    shown = (measured, replace(theory, role=CurveRole.TRUTH))
    return replace(block, curves=shown, title="Gradient: not so")


def _explanation(net: _Net, ratio: float, spread: float) -> str:
    """Return why the two ways differ, with this network's numbers."""
    per_layer = ratio ** (1 / net.layers)
    return (
        "The activations are steady because a sigmoid squeezes whatever it is given to around "
        "1/2. The gradient meets its slope instead, "
        r"$\phi' = y\,(1 - y) \le 1/4$, and averaged over outputs of mean 1/2 and variance $s^2$ "
        r"that is $\frac{1}{4} - s^2$. With the weights' "
        r"$\sqrt{n}\,\sigma$ "
        f"a layer keeps about {net.gain:.3g} · (1/4 \N{MINUS SIGN} {spread:.2g}²) = "
        f"{net.gain * (0.25 - spread**2):.3g} of a gradient; the exact average "
        f"over squared slopes gives {per_layer:.3g}. From layer {net.last} back "
        f"to layer {net.first} that makes {number(ratio)}; over 50 layers it would be "
        f"{number(per_layer**50)}.\n\n"
        "With Xavier's weights the factor is 0.236. To keep the gradient at the middle of the "
        r"sigmoid, the weights would need $\sqrt{n}\,\sigma = 4$, but so large they drive the "
        "units away from the middle, where the slope is smaller: at 4 a layer still keeps 0.63 "
        "only. That is why Glorot and Bengio advise against this activation."
    )


QUESTION = QuestionType(
    key=_KEY,
    title="Sigmoid surprise",
    version=_VERSION,
    answer_kind=Number.kind,
    levels=tuple(Level),
    schemes=("xavier_normal", "small_random"),
    claims=(1, 11, 24),
    cards=("sigmoid-gradient", "sigmoid-slope", "vanishing", "doc-xavier-activations"),
    slow=True,
    draw=partial(drawn, _KEY, _VERSION, _draft),
)
