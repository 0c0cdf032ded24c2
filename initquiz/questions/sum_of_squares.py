"""Sum of squares: how large are a layer's pre-activations, given its weights and its inputs?

A pre-activation is a sum of n_in products. Weights are independent with mean 0, so variances
add: each product has σ² times the mean square of the inputs, and the sum has n_in times that. Its
standard deviation is √n_in · σ · rms, the rms being √(mean² + std²) of the inputs.

The truth is this expectation, and may be 10 % off; it is asked only where a batch that was sent
through the drawn layer agrees within 4 %. Its pre-activations are shown once it is answered.

Easy is arithmetic: σ is given, the inputs have rms 1. Medium: the weights are a box whose bound
is read off the axis (σ = a/√3), which starts at no fixed multiple of it. Hard is arithmetic
again, with a scheme's σ for two fans, and inputs that have a mean or come out of a ReLU, which
halves their mean square.

Wrong turns: one product for the sum, n_in without its root, the wrong fan, a bound taken for σ,
a variance for a standard deviation, the inputs' mean or size forgotten.
"""

import math
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import numpy as np

from initquiz.asking.instance import Draft, drawn
from initquiz.asking.quantities import by_share, variance_for_std
from initquiz.asking.scheme_options import text_of
from initquiz.initializers.arrays import Array
from initquiz.initializers.fans import Fans
from initquiz.initializers.figure import bars, expected_curve
from initquiz.initializers.histogram import nice_edges
from initquiz.initializers.laws import Family, Law
from initquiz.initializers.named import draw
from initquiz.initializers.propagation import preactivation_std
from initquiz.initializers.sampling import measured_std
from initquiz.initializers.schemes import SCHEMES
from initquiz.model.blocks import CurveRole, Histogram, Mark
from initquiz.model.card import Level
from initquiz.model.measuring import Number, Quantity, Wrong
from initquiz.model.mistake import Mistake
from initquiz.model.question import FactValue
from initquiz.model.question_type import QuestionType

_KEY = "sum-of-squares"
_VERSION = 1
_SHARE = 0.1
_AGREES = 0.04  # how far the sample's log σ may stray from the theory's
_BATCH = 64
_REACHES = (1.9, 4.6)  # the axis ends at so many σ: without it the bound is anyone's guess
_INPUTS = (50, 64, 80, 100, 120, 128, 150, 200, 225, 256, 300, 324, 400, 484, 512, 625, 784, 900)
_OUTPUTS = (256, 300, 384, 400, 512, 600, 768)
_MOST = 2**18  # weights
_STDS = (0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3)
_SIZES = (0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.75, 0.8, 1.2, 1.25, 1.5, 1.6, 2.0, 2.5, 3.0, 4.0)
_MEANS = (0.75, 1.0, 1.25, 1.5, 2.0)  # of the inputs, in their standard deviations
_RELU_STD = math.sqrt(1 / 2 - 1 / (2 * math.pi))  # of a ReLU's output, its mean taken off
_SCHEMES = (
    *("he_normal", "lecun_normal", "xavier_normal", "he_uniform", "xavier_uniform"),
    *("torch_linear", "small_random"),
)


class _Inputs(NamedTuple):
    """What goes in: in words, σ and mean before a ReLU, and whether there is one."""

    told: str
    std: float
    mean: float = 0.0
    relu: bool = False

    @property
    def rms(self) -> float:
        """Return the root mean square."""
        return self.std / math.sqrt(2) if self.relu else math.hypot(self.mean, self.std)

    @property
    def spelled(self) -> str:
        """Return the root mean square as a formula, which may be a number."""
        if self.relu:
            return f"{self.std:g}/√2"
        return f"√({self.mean:.3g}² + {self.std:g}²)" if self.mean else f"{self.std:g}"

    def draw(self, rng: np.random.Generator, n_in: int) -> Array:
        """Return a batch."""
        x = rng.standard_normal((_BATCH, n_in)) * self.std + self.mean
        return np.maximum(x, 0) if self.relu else x


class _Setting(NamedTuple):
    """The layer, the law of its weights in words and as such, σ as a formula, its inputs."""

    layer: Fans
    told: str
    law: Law
    spelled: str
    inputs: _Inputs
    scheme: str = ""

    @property
    def value(self) -> float:
        """Return the standard deviation asked for."""
        return preactivation_std(self.layer.fan_in, self.law.std, self.inputs.rms)

    @property
    def solution(self) -> str:
        """Return how it comes about."""
        return f"√{self.layer.fan_in} · {self.spelled} · {self.inputs.spelled} = {self.value:.3g}"


def _draft(rng: np.random.Generator, level: Level) -> Draft | None:
    """Return an instance; None where the drawn layer strays from the theory."""
    setting = _setting(rng, level)
    layer, law, inputs = setting.layer, setting.law, setting.inputs
    weights = draw(rng, law, layer)
    sums = inputs.draw(rng, layer.fan_in) @ weights
    measured = measured_std(sums)
    if abs(math.log(measured / setting.value)) > _AGREES:
        return None
    low, high = map(math.log, _REACHES)
    edges = nice_edges(math.exp(rng.uniform(low, high)) * law.std)
    return Draft(
        prompt=(
            rf"A layer with $n_{{in}}$ = {layer.fan_in} and $n_{{out}}$ = {layer.fan_out} "
            f"{setting.told}. Its inputs {inputs.told}. What is the standard deviation of "
            "its pre-activations, over units and inputs?"
        ),
        blocks=(replace(bars(weights, edges), title="Weights"),),
        answer=Number((_quantity(setting),)),
        evidence=(
            f"{_BATCH} inputs went through this layer: their {sums.size:,} pre-activations measure "
            f"σ = {measured:.3g}. Theory says {setting.solution}."
        ),
        explanation=_explanation(setting),
        facts=_facts(setting, measured),
        revealed=(_sums(setting, sums), _weights(setting, bars(weights, edges))),
    )


def _setting(rng: np.random.Generator, level: Level) -> _Setting:
    """Draw a layer and its inputs."""
    layers = [Fans(i, o) for i in _INPUTS for o in _OUTPUTS if i * o <= _MOST and i != o]
    layer = layers[rng.integers(len(layers))]
    size, std = float(rng.choice(_SIZES)), float(rng.choice(_STDS))
    if level is Level.EASY:
        inputs = _Inputs("have mean 0 and standard deviation 1", 1.0)
        return _Setting(
            layer,
            rf"has weights of $\sigma$ = {std:g}",
            Law(Family.NORMAL, std),
            f"{std:g}",
            inputs,
        )
    if level is Level.MEDIUM:
        law = Law(Family.UNIFORM, std / math.sqrt(3) * float(rng.uniform(0.8, 1.25)))
        inputs = _Inputs(f"have mean 0 and standard deviation {size:g}", size)
        told = "has weights drawn evenly between two bounds, as you see"
        return _Setting(layer, told, law, f"{law.support:.3g}/√3", inputs)
    key = _SCHEMES[rng.integers(len(_SCHEMES))]
    scheme = SCHEMES[key]
    told = f"is drawn by the scheme “{text_of(key)}”"
    law, spelled = scheme.law(layer), scheme.spell(layer)
    if rng.integers(2):
        told_inputs = f"are ReLUs of numbers of mean 0 and standard deviation {size:g}"
        return _Setting(layer, told, law, spelled, _Inputs(told_inputs, size, relu=True), key)
    mean = float(rng.choice(_MEANS)) * size
    told_inputs = f"have mean {mean:.3g} and standard deviation {size:g}"
    return _Setting(
        layer, told, law, spelled, _Inputs(told_inputs, size, float(f"{mean:.3g}")), key
    )


def _quantity(setting: _Setting) -> Quantity:
    """Return the standard deviation with the values that each wrong turn gives."""
    (n_in, n_out), value, inputs = setting.layer, setting.value, setting.inputs
    std, rms = setting.law.std, inputs.rms
    right = f"It is {setting.solution}."
    rows = [
        (std * rms, "fan-in-ignored", "a unit adds up n_in products, and that is one", right),
        (n_in * std * rms, "fan-in-not-rooted", "variances add up, standard deviations do not",
         f"n_in products have n_in times the variance, so √n_in times the σ. {right}"),
        (value * math.sqrt(n_out / n_in), "fan-out-for-fan-in", "a sum has n_in terms, not n_out",
         f"The outputs are how many sums there are. {right}"),
        (value / rms, "inputs-ignored", "the size of the inputs counts too",
         f"Their root mean square is {rms:.3g}. {right}"),
        (math.sqrt(n_in) * std**2 * rms, "variance-for-std", "that takes σ² for σ", right),
    ]  # fmt: skip
    if setting.law.family is Family.UNIFORM:
        rows.insert(0, (value * math.sqrt(3), "bound-for-std", "the bound of a box is not its σ",
                        f"A uniform law on ±a has σ = a/√3. {right}"))  # fmt: skip
    if inputs.relu:
        halved = f"ReLU halves the mean square: {inputs.std:g}² becomes {rms**2:.3g}. {right}"
        bare = value / rms * inputs.std
        rows += [
            (bare, "relu-ignored", "ReLU drops half of the signal", halved),
            (bare / 2, "relu-halves-twice", "ReLU halves the mean square, not its root", halved),
            (bare * _RELU_STD, "std-for-rms", "a ReLU's output has a mean, and it counts", halved),
        ]
    if inputs.mean:
        told = f"The mean square is {inputs.mean:.3g}² + {inputs.std:g}² = {rms**2:.3g}. {right}"
        rows += [
            (value / rms * inputs.std, "std-for-rms", "the inputs' mean counts too", told),
            (value / rms * (inputs.mean + inputs.std), "rms-summed", "squares add up", told),
        ]
    if setting.scheme.startswith("xavier"):
        rows.append((rms, "fan-out-ignored", "Glorot's rule takes the outputs into account", right))
    if setting.scheme.startswith("he"):
        rows.append((rms, "factor-two-missing", "He's factor 2 is missing", right))
    if setting.scheme.startswith("lecun"):
        rows.append((rms * math.sqrt(2), "factor-two-added", "LeCun has no factor 2", right))
    wrong = (Wrong(number, Mistake(*told)) for number, *told in rows)
    squared = variance_for_std(value)
    other = Mistake("sum-missed", "that is not what such a sum measures", right)
    return by_share("standard deviation", value, _SHARE, other, wrong=(*wrong, squared))


def _explanation(setting: _Setting) -> str:
    """Return why variances add up, and what that makes of this layer."""
    factor = setting.layer.fan_in * setting.law.std**2
    told = ""
    if setting.inputs.relu:
        told = " ReLU halves the mean square, so a factor of 2, which is He's, keeps the signal."
    elif setting.inputs.mean:
        told = " The inputs' mean square counts, their mean included, and not their variance alone."
    return (
        r"A pre-activation is $\sum_i x_i w_i$. The weights are independent and have mean 0, so "
        "the variances of the products add up to $n_{in}\\,\\sigma^2$ times the mean square of the "
        f"inputs.\n\n"
        f"Here $n_{{in}}\\,\\sigma^2$ = {factor:.3g}. A linear layer keeps the size of its signal "
        f"if this is 1.{told}"
    )


def _facts(setting: _Setting, measured: float) -> dict[str, FactValue]:
    """Return the numbers."""
    named: dict[str, FactValue] = {"scheme": setting.scheme} if setting.scheme else {}
    return {
        **named,
        "n_in": setting.layer.fan_in,
        "n_out": setting.layer.fan_out,
        "std": setting.law.std,
        "family": setting.law.family.value,
        "input_std": setting.inputs.std,
        "input_mean": setting.inputs.mean,
        "input_rms": setting.inputs.rms,
        "activation": "relu" if setting.inputs.relu else "linear",
        "predicted_std": setting.value,
        "measured_std": measured,
        "tolerance": "10 % either way",
    }


def _weights(setting: _Setting, block: Histogram) -> Histogram:
    """Return the weights' bars with their law and what was to be read off them."""
    curve = expected_curve(block, setting.law, f"σ = {setting.law.std:.3g}", CurveRole.TRUTH)
    place = setting.law.support if setting.law.family is Family.UNIFORM else setting.law.std
    label = "bound" if setting.law.family is Family.UNIFORM else "σ"
    marks = (Mark(label, CurveRole.TRUTH, place),)
    return replace(block, title="Weights", curves=(curve,), marks=marks)


def _sums(setting: _Setting, sums: Array) -> Histogram:
    """Return the pre-activations with the normal law that theory expects."""
    block = bars(sums.astype(np.float32), nice_edges(3.5 * setting.value))
    law = Law(Family.NORMAL, setting.value)
    curve = expected_curve(block, law, f"normal, σ = {setting.value:.3g}", CurveRole.TRUTH)
    marks = (
        Mark("−σ", CurveRole.TRUTH, -setting.value),
        Mark("σ", CurveRole.TRUTH, setting.value),
    )
    summary = block.summary.replace(" weights", " pre-activations")
    return replace(
        block, title="Pre-activations", x_title="pre-activation", summary=summary,
        curves=(curve,), marks=marks,
    )  # fmt: skip


QUESTION = QuestionType(
    key=_KEY,
    title="Sum of squares",
    version=_VERSION,
    answer_kind=Number.kind,
    levels=tuple(Level),
    schemes=_SCHEMES,
    claims=(1, 8, 13),
    cards=("layer-factor", "random-512", "he-why-two", "uniform-variance"),
    draw=partial(drawn, _KEY, _VERSION, _draft),
)
