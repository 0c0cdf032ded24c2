"""Find the fan-in: a named scheme drew the weights on show; how many inputs does the layer have?

Read σ off the bars and turn the scheme's rule round: He has σ² = 2/n_in, so n_in = 2/σ²; LeCun
has n_in = 1/σ²; PyTorch's linear layer is a box on ±1/√n_in, so n_in = 1/a². A box on ±a has
σ = a/√3 and a bell cut at ±c has σ = c/2.27. The square doubles the error of what is read: to be
within 30 % of n_in, σ has to be right within 12 to 20 %.

The bars show a fixed number of the layer's weights, so that their total says nothing of the
fans, and the ends of the axis are drawn apart from the scale. The outputs are stated and do not
matter. A sample whose own σ would put n_in more than 10 % off is drawn again: whoever reads it
without error is always right.

Easy has bells of He and LeCun and many weights; medium their boxes and cut bells too; hard a
thousand weights, boxes and cut bells, and PyTorch's own default.

Sources: He et al. 2015, eq. 10; LeCun et al. 1998, section 4.6; torch.nn.Linear.
"""

import math
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import numpy as np

from initquiz.asking.instance import Draft, drawn
from initquiz.asking.quantities import by_share
from initquiz.initializers.fans import Fans
from initquiz.initializers.figure import bars, expected_curve
from initquiz.initializers.histogram import nice_edges
from initquiz.initializers.laws import CUT, SHRINK, Family, Law
from initquiz.initializers.named import draw
from initquiz.initializers.sampling import measured_std
from initquiz.initializers.schemes import SCHEMES, Scheme
from initquiz.initializers.words import measured_as
from initquiz.model.blocks import CurveRole, Histogram, Mark
from initquiz.model.card import Level
from initquiz.model.measuring import Number, Quantity, Wrong
from initquiz.model.mistake import Mistake
from initquiz.model.question_type import QuestionType

_KEY = "find-fan-in"
_VERSION = 1
_SHARE = 0.3
_OFF = 0.1  # a sample's own σ may put n_in off by this share
_INPUTS = (40, 6000)
_OUTPUTS = (10, 32, 64, 100, 256, 300, 512, 1000, 2048)
_REACHES = (2.2, 10.0)  # the axis ends at so many σ


class _Rule(NamedTuple):
    """What a level allows: schemes, and how many weights are on show."""

    keys: tuple[str, ...]
    shown: int


_RULES = {
    Level.EASY: _Rule(("he_normal", "lecun_normal"), 20_000),
    Level.MEDIUM: _Rule(
        (
            *("he_normal", "lecun_normal", "he_uniform", "lecun_uniform"),
            *("he_truncated", "lecun_truncated"),
        ),
        5_000,
    ),
    Level.HARD: _Rule(
        (
            *("torch_linear", "torch_linear", "he_uniform", "lecun_uniform"),
            *("he_truncated", "lecun_truncated"),
        ),
        1_000,
    ),
}
# n_in σ², and the rule turned round; the first part of a key names the rule.
_CONSTANTS = {"he": 2.0, "lecun": 1.0, "torch": 1 / 3}
_TURNED = {"he": "2/σ²", "lecun": "1/σ²", "torch": "1/(3 σ²)"}
_WHOSE = {"he": "He's", "lecun": "LeCun's", "torch": "PyTorch's"}
# What it shows to take another's rule, by truth and answer.
_OTHER_RULES = {
    ("he", "lecun"): ("factor-two-missing", "the factor 2 is missing"),
    ("he", "torch"): ("torch-for-he", "that is the rule of PyTorch's linear layer"),
    ("lecun", "he"): ("factor-two-added", "there is no factor 2 here"),
    ("lecun", "torch"): ("torch-for-lecun", "that is the rule of PyTorch's linear layer"),
    ("torch", "lecun"): ("factor-three-missing", "the 3 of a box is missing"),
    ("torch", "he"): ("he-for-torch", "PyTorch's default is not He's rule"),
}
# What else may be read off as σ: key, title, and how many σ it is.
_MISREAD = {
    Family.NORMAL: (
        ("both-sides-for-std", "the width from −σ to σ was taken for σ", 2.0),
        ("end-for-std", "the end of the bell was taken for σ", 3.0),
    ),
    Family.TRUNCATED: (("cut-for-std", "the cut of the bell was taken for σ", CUT / SHRINK),),
    Family.UNIFORM: (("bound-for-std", "the end of the box was taken for σ", math.sqrt(3)),),
}
_ENDS = {Family.TRUNCATED: "2.27 σ", Family.UNIFORM: "√3 σ"}
_NAMES = {"torch_linear": "PyTorch's default for `nn.Linear`"}


class _Sample(NamedTuple):
    """What was drawn: the scheme, its layer and law, the bars and their σ."""

    scheme: Scheme
    layer: Fans
    law: Law
    block: Histogram
    std: float

    @property
    def rule(self) -> str:
        """Return whose rule it is: he, lecun or torch."""
        return self.scheme.key.split("_")[0]

    @property
    def found(self) -> float:
        """Return the fan-in this very sample leads to."""
        return _CONSTANTS[self.rule] / self.std**2


def _draft(rng: np.random.Generator, level: Level) -> Draft | None:
    """Return an instance; None where the sample itself would lead to another fan-in."""
    keys, shown = _RULES[level]
    scheme = SCHEMES[keys[rng.integers(len(keys))]]
    n_in = int(float(f"{math.exp(rng.uniform(*np.log(_INPUTS))):.2g}"))
    layer = Fans(n_in, _OUTPUTS[rng.integers(len(_OUTPUTS))])
    law = scheme.law(layer)
    edges = nice_edges(math.exp(rng.uniform(*np.log(_REACHES))) * law.std)
    weights = draw(rng, law, (shown, 1))
    sample = _Sample(scheme, layer, law, bars(weights, edges), measured_std(weights))
    if abs(sample.found - n_in) > _OFF * n_in:
        return None

    return Draft(
        prompt=(
            f"{_NAMES.get(scheme.key, scheme.title)} drew a layer with $n_{{out}}$ = "
            f"{layer.fan_out}. The bars show {shown:,} of its weights. "
            "How many inputs $n_{in}$ does it have?"
        ),
        blocks=(sample.block,),
        answer=Number((_quantity(sample),)),
        evidence=_evidence(sample),
        explanation=_explanation(sample),
        facts={
            "scheme": scheme.key,
            "n_in": layer.fan_in,
            "n_out": layer.fan_out,
            "n": shown,
            "measured_std": sample.std,
            "measured_std_error": law.std_error(shown),
            "predicted_std": law.std,
            "found_n_in": sample.found,
            "tolerance": "30 % either way",
        },
        revealed=(_revealed(sample),),
    )


def _quantity(sample: _Sample) -> Quantity:
    """Return the fan-in as it is asked for."""
    off = Mistake(
        "fan-in-misread",
        "so many inputs would make bars of another width",
        f"These bars have σ = {sample.std:.3g}. {_turned(sample)}",
    )
    n_in = float(sample.layer.fan_in)
    return by_share("n_in", n_in, _SHARE, off, wrong=tuple(_wrong(sample)), unit="inputs")


def _turned(sample: _Sample) -> str:
    """Return the rule turned round, with what this sample leads to."""
    rule = f"n_in = {_TURNED[sample.rule]}"
    return f"{sample.scheme.title} has {rule}, which this sample puts at {sample.found:,.0f}."


def _wrong(sample: _Sample) -> Iterator[Wrong]:
    """Yield the fan-ins that named mistakes lead to: the reading first, then the rule."""
    n_in, std, rule = sample.layer.fan_in, sample.law.std, sample.rule
    for key, title, factor in _MISREAD[sample.law.family]:
        lesson = f"It is {factor:.3g} σ, so n_in comes out {factor**2:.2g} times too small."
        yield Wrong(n_in / factor**2, Mistake(key, title, f"{lesson} {_turned(sample)}"))
    for other, constant in _CONSTANTS.items():
        if other != rule:
            key, title = _OTHER_RULES[rule, other]
            lesson = f"n_in = {_TURNED[other]} is {_WHOSE[other]} rule. {_turned(sample)}"
            yield Wrong(constant / std**2, Mistake(key, title, lesson))
    yield Wrong(
        _CONSTANTS[rule] / std,
        Mistake(
            "square-forgotten",
            "σ has to be squared",
            f"The rule is for the variance. {_turned(sample)}",
        ),
    )


def _evidence(sample: _Sample) -> str:
    """Say what fan-in this very sample leads to."""
    told = measured_as(sample.std, sample.law.std_error(sample.block.total))
    return (
        f"Your sample measures σ = {told}. {_turned(sample)} The layer has {sample.layer.fan_in:,}."
    )


def _explanation(sample: _Sample) -> str:
    """Return the rule, turned round, with this layer's numbers."""
    scheme, law = sample.scheme, sample.law
    ends = ""
    if law.family is not Family.NORMAL:
        ends = f" Its bars end at ±{law.support:.3g} = {_ENDS[law.family]}."
    return (
        f"**{scheme.title}**: ${scheme.formula}$. With {sample.layer.fan_in:,} inputs "
        f"σ = {scheme.spell(sample.layer)} = {law.std:#.3g}.{ends} "
        f"Turned round, n_in = {_TURNED[sample.rule]}.\n\n"
        "A σ read 10 % too large makes n_in 17 % too small: the square doubles the error. "
        f"The {sample.layer.fan_out:,} outputs do not matter. Source: {scheme.source}."
    )


def _revealed(sample: _Sample) -> Histogram:
    """Return the bars with the scheme's law over them, and marks at ±σ and at the end."""
    law = sample.law
    marks = [Mark("−σ", CurveRole.TRUTH, -law.std), Mark("σ", CurveRole.TRUTH, law.std)]
    if law.family is not Family.NORMAL:
        marks.append(Mark(_ENDS[law.family], CurveRole.GUIDE, law.support))
    curve = expected_curve(sample.block, law, sample.scheme.title, CurveRole.TRUTH)
    return replace(sample.block, curves=(curve,), marks=tuple(marks))


QUESTION = QuestionType(
    key=_KEY,
    title="Find the fan-in",
    version=_VERSION,
    answer_kind=Number.kind,
    levels=tuple(Level),
    schemes=tuple(dict.fromkeys(key for rule in _RULES.values() for key in rule.keys)),
    claims=(13, 15, 18),
    cards=("he-std", "lecun-variance", "trap-linear-default", "uniform-variance"),
    draw=partial(drawn, _KEY, _VERSION, _draft),
)
