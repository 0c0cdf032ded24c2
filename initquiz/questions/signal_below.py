r"""Signal below: the first few layers are shown; at which layer does the signal fall below a limit?

Weights that are too small multiply the signal by one and the same factor in every layer, so on
a logarithmic axis the curve is a straight line: carry it on until it crosses the limit. The
factor can also be worked out: a layer multiplies the standard deviation by √n_in · σ, and ReLU,
which halves the mean square, by another 1/√2; tanh leaves small signals as they are. The signal
falls below the limit after ln(limit) / ln(factor) layers.

The right answer is the first layer at which this very network is below the limit; one layer
more or less counts as right. An instance is asked only if both ways lead there with something
to spare, the straight line through the first and the last layer shown and the formula. Whoever
takes either is therefore never wrong.

Easy shows six layers and tells σ, with linear or tanh layers; medium shows three, with ReLU
among them; hard shows six but does not tell σ, so only the line is left. (Easy and medium can
be worked out from the prompt alone.)

Sources: Glorot and Bengio 2010 for √n_in · σ; He et al. 2015 for the half that ReLU drops.
"""

import math
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

import numpy as np

from initquiz.asking.grading import number
from initquiz.asking.instance import Draft, drawn
from initquiz.asking.pictures import by_layer
from initquiz.asking.quantities import by_share
from initquiz.initializers import named
from initquiz.initializers.activations import ACTIVATIONS
from initquiz.initializers.laws import Floats
from initquiz.initializers.networks import square
from initquiz.initializers.propagation import forward_stats
from initquiz.initializers.words import raised
from initquiz.model.blocks import Curve, CurveRole, Lines, Mark
from initquiz.model.card import Level
from initquiz.model.measuring import PointOnPlot, Quantity, Wrong
from initquiz.model.mistake import Mistake
from initquiz.model.question_type import QuestionType

_KEY = "signal-below"
_VERSION = 1
_BATCH = 64
_LAST = 30  # the last layer of the network, the axis and the marker
_WIDTHS = (128, 160, 192, 256, 320, 384)
_POWERS = (3, 4, 5, 6, 7, 8, 10, 12)  # the limit is 10 to the minus one of these
_ROOT = math.sqrt(2)
_SPARE = 0.3  # layers that line and formula keep from the end of the tolerance, which is one
_FLOOR = 1 / 30  # the axis ends at this share of the limit


class _Rule(NamedTuple):
    """What a level shows: layers, the first and last layer aimed at, activations, whether σ."""

    shown: int
    first: float
    last: float
    activations: tuple[str, ...]
    told: bool


_RULES = {
    Level.EASY: _Rule(6, 8.0, 26.0, ("linear", "tanh"), told=True),
    Level.MEDIUM: _Rule(3, 6.0, 26.0, ("tanh", "relu"), told=True),
    Level.HARD: _Rule(6, 8.0, 25.0, ("linear", "tanh", "relu"), told=False),
}


@dataclass(frozen=True, slots=True)
class _Net:
    """A network and its limit: activation, width, std of its weights, power of ten."""

    activation: str
    width: int
    std: float
    power: int

    @property
    def limit(self) -> float:
        """Return the limit."""
        return 10.0**-self.power

    @property
    def limit_text(self) -> str:
        """Return the limit as it is written."""
        return f"10{raised(-self.power)}"

    @property
    def factor(self) -> float:
        """Return what a layer multiplies a small signal by."""
        inputs = self.width / 2 if self.activation == "relu" else self.width
        return self.std * math.sqrt(inputs)

    @property
    def spelled(self) -> str:
        """Return the factor written out."""
        root = f"√({self.width}/2)" if self.activation == "relu" else f"√{self.width}"
        return f"{self.std:g} · {root} = {self.factor:.3g}"

    def layers(self, factor: float) -> float:
        """Return after how many layers a factor leads below the limit; inf if never."""
        return math.log(self.limit) / math.log(factor) if factor < 1 else math.inf


def _draft(rng: np.random.Generator, level: Level) -> Draft | None:
    """Return an instance; None where line or formula miss the layer by nearly one."""
    rule = _RULES[level]
    net = _net(rng, rule)
    std = _measured(net, int(rng.integers(2**32)))
    below = np.flatnonzero(std < net.limit)
    if not below.size:
        return None
    layer = int(below[0]) + 1
    line = _by_line(std[: rule.shown], net.limit)
    formula = net.layers(net.factor)
    if not all(layer - 2 + _SPARE < place < layer + 1 - _SPARE for place in (line, formula)):
        return None

    block = _block(net, std[: rule.shown])
    told = rf" and weights of standard deviation $\sigma$ = {net.std:g}" if rule.told else ""
    return Draft(
        prompt=(
            f"A network has {_LAST} {_named(net.activation)} layers "
            rf"with $n_{{in}}$ = $n_{{out}}$ = {net.width}{told}; its inputs have std 1. The plot "
            f"shows the first {rule.shown}. At which layer does the std of the activations first "
            f"fall below {net.limit_text}?"
        ),
        blocks=(block,),
        answer=PointOnPlot(
            quantity=_quantity(net, layer, std, rule),
            start=1.0,
            step=1.0,
            least=1.0,
            most=float(_LAST),
        ),
        evidence=(
            f"Layer {layer - 1} measures {number(float(std[layer - 2]))}, layer {layer} "
            f"{number(float(std[layer - 1]))}. The line through the layers shown crosses "
            f"{net.limit_text} at {line:.1f}, the formula gives {formula:.1f}."
        ),
        explanation=_explanation(net, formula),
        facts={
            "scheme": "small_random",
            "activation": net.activation,
            "n_in": net.width,
            "n_out": net.width,
            "width": net.width,
            "depth": _LAST,
            "std": net.std,
            "limit": net.limit,
            "shown": rule.shown,
            "layer": layer,
            "by_line": line,
            "by_formula": formula,
            "factor": net.factor,
            "tolerance": "one layer more or less",
        },
        revealed=(_revealed(block, std, net, layer),),
    )


def _named(activation: str) -> str:
    """Return an activation's name as it stands within a sentence."""
    return activation if activation == "linear" else ACTIVATIONS[activation].title


def _net(rng: np.random.Generator, rule: _Rule) -> _Net:
    """Draw a network that falls below its limit near a layer drawn evenly before."""
    net = _Net(
        rule.activations[rng.integers(len(rule.activations))],
        _WIDTHS[rng.integers(len(_WIDTHS))],
        1.0,
        _POWERS[rng.integers(len(_POWERS))],
    )
    factor = net.limit ** (1 / float(rng.uniform(rule.first, rule.last)))
    return replace(net, std=float(f"{factor / net.factor:.2g}"))


def _measured(net: _Net, dice: int) -> Floats:
    """Return the std of one network from layer 1 to the last."""
    stats = forward_stats(
        np.random.default_rng(dice),
        partial(named.small_random, std=net.std),
        ACTIVATIONS[net.activation],
        widths=square(net.width, _LAST),
        batch=_BATCH,
    )
    return stats.std[1:]


def _by_line(shown: Floats, limit: float) -> float:
    """Return where the line through the first and the last layer shown crosses the limit."""
    per_layer = math.log(shown[-1] / shown[0]) / (len(shown) - 1)
    return 1 + math.log(limit / shown[0]) / per_layer if per_layer < 0 else math.inf


def _block(net: _Net, shown: Floats) -> Lines:
    """Return the layers shown over an axis that depends on the prompt alone."""
    # Without a label: its leader would look as if the curve went on.
    block = by_layer([("", shown)], "std of the activations", y_range=(net.limit * _FLOOR, 3.0))
    xs = tuple(float(layer + 1) for layer in range(_LAST))
    limit = Curve(f"limit {net.limit_text}", CurveRole.GUIDE, xs, (net.limit,) * _LAST)
    return replace(
        block,
        curves=(*block.curves, limit),
        summary=f"{block.summary} The limit is {net.limit_text}; the axis ends at layer {_LAST}.",
    )


def _quantity(net: _Net, layer: int, std: Floats, rule: _Rule) -> Quantity:
    """Return the layer asked for, with the mistakes that end on the axis."""
    last = float(std[rule.shown - 1])
    more = math.log(net.limit / last) / math.log(net.factor)
    slope = Mistake(
        "slope-misread",
        "the line does not cross the limit there",
        f"Layer {rule.shown} stands at {number(last)}, and each layer multiplies by "
        f"{net.factor:.3g}: that takes about {more:.0f} more layers.",
    )
    relu, right = net.activation == "relu", net.factor
    rows = [("variance-for-std", "there the variance falls below the limit", right**2)]
    if rule.told:
        rows.append(("fan-in-ignored", "the number of inputs counts too", net.std))
    if rule.told and relu:
        rows += [
            ("factor-two-missing", "ReLU's half is missing", right * _ROOT),
            ("half-for-root-half", "ReLU halves the mean square, not the std", right / _ROOT),
        ]
    elif rule.told:
        rows.append(("factor-two-added", "nothing halves the signal here", right / _ROOT))
    half = ", and ReLU keeps half of their mean square" * relu
    why = f"a unit adds up {net.width} inputs{half}."
    wrong = (
        Wrong(
            float(math.ceil(net.layers(used))),
            Mistake(key, title, f"The factor is {net.spelled}, not {used:.3g}: {why}"),
        )
        for key, title, used in rows
        if net.layers(used) <= _LAST
    )
    return by_share("layer", float(layer), 1 / layer, slope, wrong=tuple(wrong))


def _explanation(net: _Net, formula: float) -> str:
    """Return the factor and the formula with this network's numbers."""
    what = {
        "relu": r"ReLU drops half of the mean square, so that is $\sqrt{n_{in}/2}\,\sigma$",
        "tanh": r"tanh leaves small signals as they are, so that is $\sqrt{n_{in}}\,\sigma$",
        "linear": r"With nothing after it that is $\sqrt{n_{in}}\,\sigma$",
    }[net.activation]
    needed = {"relu": "He's √(2/n_in)"}.get(net.activation, "LeCun's √(1/n_in)")
    ideal = math.sqrt((2 if net.activation == "relu" else 1) / net.width)
    return (
        "Each unit adds up $n_{in}$ products, so a layer multiplies the standard deviation by "
        rf"$\sqrt{{n_{{in}}}}\,\sigma$ and then by what the activation keeps. {what}: here "
        f"{net.spelled}.\n\nAfter $l$ layers a signal of 1 is down to that factor to the power "
        f"$l$, which is {net.limit_text} at ln({net.limit_text}) / ln({net.factor:.3g}) = "
        f"{formula:.1f} layers. To keep the signal, the weights would need {needed} = "
        f"{ideal:.3g} in place of {net.std:g}."
    )


def _revealed(block: Lines, std: Floats, net: _Net, layer: int) -> Lines:
    """Return the whole curve down to the end of the axis, and the layer marked."""
    count = int(np.count_nonzero(np.logical_and.accumulate(std > net.limit * _FLOOR)))
    whole = by_layer([("", std[: max(count, layer)])], block.y_title)
    return replace(
        block,
        curves=(*whole.curves, *block.curves[1:]),
        marks=(Mark(f"layer {layer}", CurveRole.TRUTH, float(layer)),),
        summary=f"{whole.summary} Layer {layer} is the first below {net.limit_text}.",
    )


QUESTION = QuestionType(
    key=_KEY,
    title="Where the signal dies",
    version=_VERSION,
    answer_kind=PointOnPlot.kind,
    levels=tuple(Level),
    schemes=("small_random",),
    claims=(1, 8, 25),
    cards=("layer-factor", "random-512", "random-depth", "he-why-two"),
    slow=True,
    draw=partial(drawn, _KEY, _VERSION, _draft),
)
