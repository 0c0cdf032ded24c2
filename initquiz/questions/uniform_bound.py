"""Uniform bound: at which weight must the bars of a box stop?

A uniform law on ±a has the variance a²/3, so a = √3 σ: Xavier's σ² = 2/(n_in + n_out) makes
a = √(6/(n_in + n_out)), He's 2/n_in makes √(6/n_in), LeCun's 1/n_in makes √(3/n_in). PyTorch's
default for a linear layer states the end itself, a = 1/√n_in. To take σ for a lands at a/√3.

The answer is right within 8 % of the exact bound, and all levels can be answered by arithmetic
on the fans. Easy shows the box itself, so the end can be read off too; medium shows the bell of
the same variance, whose σ leads there; hard shows another scheme's bell, or an empty axis, and
asks for the bounds of four schemes. That bell is wider or narrower by a factor of 1.3 at least,
so whoever takes its σ is wrong. Where the axis ends is drawn apart from all this.

Source: Glorot and Bengio 2010, eq. 16.
"""

import math
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import numpy as np

from initquiz.asking.grading import number
from initquiz.asking.instance import Draft, drawn
from initquiz.asking.quantities import by_share, std_for_bound
from initquiz.initializers.fans import Fans
from initquiz.initializers.figure import bars, expected_curve
from initquiz.initializers.histogram import nice_edges
from initquiz.initializers.laws import CUT, SHRINK, Floats, Law
from initquiz.initializers.misconceptions import misconception
from initquiz.initializers.sampling import Weights, measured_std
from initquiz.initializers.schemes import SCHEMES
from initquiz.model.blocks import CurveRole, Histogram, Mark
from initquiz.model.card import Level
from initquiz.model.measuring import PointOnPlot, Quantity, Wrong
from initquiz.model.mistake import Mistake
from initquiz.model.question_type import QuestionType

_KEY = "uniform-bound"
_VERSION = 1
_SHARE = 0.08
_STEPS = 400  # from 0 to the end of the axis
_APART = 1.3  # between the σ of a bell that misleads and that of the box
_ROOT = math.sqrt(3)
# The axis ends at so many bounds, or double σ of a bell; a box is seen if its bars are narrow.
_REACHES = {Level.EASY: (1.15, 2.5), Level.MEDIUM: (1.15, 3.5), Level.HARD: (1.15, 3.5)}
_SIZES = (32, 50, 64, 100, 128, 200, 256, 300, 400, 512, 784, 1000, 1536, 2048, 3072)
_WEIGHTS = range(2**11, 2**18)
# By their larger side, which is drawn first: it decides where Xavier's box ends.
_PAIRS = {
    large: [small for small in _SIZES if 2 * small <= large and small * large in _WEIGHTS]
    for large in _SIZES[2:]
}
_BOXES = {
    "xavier_uniform": "√(6/({n_in} + {n_out}))",
    "he_uniform": "√(6/{n_in})",
    "lecun_uniform": "√(3/{n_in})",
    "torch_linear": "√(1/{n_in})",
}
_BELLS = ("xavier_normal", "he_normal", "lecun_normal", "small_random")
_NOTHING = ""


class _Plan(NamedTuple):
    """What is asked: the box's scheme, the scheme on show (its key, or nothing), the layer."""

    box: str
    shown: str
    layer: Fans

    @property
    def law(self) -> Law:
        """Return the law of the box."""
        return SCHEMES[self.box].law(self.layer)

    @property
    def prediction(self) -> str:
        """Return the bound with its formula in numbers."""
        n_in, n_out = self.layer
        return f"{_BOXES[self.box].format(n_in=n_in, n_out=n_out)} = {self.law.support:.3g}"


def _draft(rng: np.random.Generator, level: Level) -> Draft | None:
    """Return an instance; None where the bell on show would lead to the right place, or near."""
    plan = _plan(rng, level)
    layer, law = plan.layer, plan.law
    if level is Level.HARD and plan.shown and abs(_ratio(plan)) < math.log(_APART):
        return None
    widest = max(law.support, 2 * SCHEMES[plan.shown].law(layer).std if plan.shown else 0.0)
    edges = nice_edges(math.exp(rng.uniform(*np.log(_REACHES[level]))) * widest)
    weights = SCHEMES[plan.shown or plan.box].sample(rng, layer)
    block = bars(weights, edges)
    most = float(edges[-1])
    return Draft(
        prompt=_prompt(plan),
        blocks=(block if plan.shown else _empty(edges),),
        answer=PointOnPlot(_quantity(plan), start=0.0, step=most / _STEPS, least=0.0, most=most),
        evidence=_evidence(plan, weights),
        explanation=_explanation(plan),
        facts={
            "scheme": plan.box,
            "shown": plan.shown,
            "n_in": layer.fan_in,
            "n_out": layer.fan_out,
            "n": layer.size,
            "bound": law.support,
            "predicted_std": law.std,
            "largest": float(np.abs(weights).max()),
            "tolerance": "8 % either way",
        },
        revealed=(_revealed(plan, block),),
    )


def _plan(rng: np.random.Generator, level: Level) -> _Plan:
    """Draw what is asked for, and what is on show."""
    large = _SIZES[rng.integers(2, len(_SIZES))]
    small = _PAIRS[large][rng.integers(len(_PAIRS[large]))]
    layer = Fans(large, small) if rng.integers(2) else Fans(small, large)
    if level is Level.EASY:
        return _Plan("xavier_uniform", "xavier_uniform", layer)
    if level is Level.MEDIUM:
        return _Plan("xavier_uniform", "xavier_normal", layer)
    box = tuple(_BOXES)[rng.integers(len(_BOXES))]
    # As often nothing as any of the bells.
    shown = (*_BELLS, *[_NOTHING] * len(_BELLS))[rng.integers(2 * len(_BELLS))]
    return _Plan(box, shown, layer)


def _ratio(plan: _Plan) -> float:
    """Return the logarithm of how much wider the bell on show is than the box."""
    return math.log(SCHEMES[plan.shown].law(plan.layer).std / plan.law.std)


def _prompt(plan: _Plan) -> str:
    """Return the question, with what the bars are."""
    layer = rf"a layer with $n_{{in}}$ = {plan.layer.fan_in} and $n_{{out}}$ = {plan.layer.fan_out}"
    box = SCHEMES[plan.box].title
    if plan.shown == plan.box:
        return f"{box} drew {layer}. At which value $a$ > 0 do its bars stop?"
    drew = f"{SCHEMES[plan.shown].title} drew" if plan.shown else "Nothing has been drawn yet for"
    return f"{drew} {layer}. At which value $a$ > 0 would the bars of {box} stop?"


def _empty(edges: Floats) -> Histogram:
    """Return the axis with nothing on it."""
    low, high = number(float(edges[0])), number(float(edges[-1]))
    return Histogram(
        edges=tuple(edges.tolist()),
        counts=(0,) * (len(edges) - 1),
        total=0,
        summary=f"An empty axis from {low} to {high}: nothing has been drawn yet.",
    )


def _quantity(plan: _Plan) -> Quantity:
    """Return the bound as it is asked for, with where named mistakes would put it."""
    off = Mistake(
        "bound-misplaced", "the box does not stop there", f"The box stops at {plan.prediction}."
    )
    wrong = [std_for_bound(plan.law.std)]
    for value, key, title, lesson in (*_shown(plan), *_rules(plan), *_places(plan)):
        told = Mistake(key, title, f"{lesson} The box stops at {plan.prediction}.")
        wrong.append(Wrong(value, told))
    return by_share("a", plan.law.support, _SHARE, off, wrong=tuple(wrong))


_Slip = tuple[float, str, str, str]


def _shown(plan: _Plan) -> list[_Slip]:
    """Return what the bars on show lead to where they are another scheme's."""
    if not plan.shown or plan.shown == plan.box:
        return []
    name, std = SCHEMES[plan.shown].title, SCHEMES[plan.shown].law(plan.layer).std
    return [
        (
            _ROOT * std,
            "shown-for-asked",
            f"that is √3 σ of {name}, whose bars are on show",
            f"{name} has σ = {std:.3g}, {SCHEMES[plan.box].title} {plan.law.std:.3g}.",
        )
    ]


def _places(plan: _Plan) -> list[_Slip]:
    """Return other places a box or a bell of this σ has."""
    std, bound = plan.law.std, plan.law.support
    return [
        (
            2 * bound,
            "width-for-bound",
            "that is the box from end to end",
            "A marker counts from 0.",
        ),
        (
            *(CUT / SHRINK * std, "cut-for-bound", "a truncated normal stops there"),
            "A cut bell ends at 2.27 σ, a box at √3 σ = 1.73 σ.",
        ),
        (
            *(3 * std, "end-of-bell-for-bound", "a bell seems to end there, at 3 σ"),
            "A box has no tails: it ends at √3 σ = 1.73 σ.",
        ),
        (bound**2, "root-forgotten", "the root is missing", "That is a², three times σ²."),
    ]


def _rules(plan: _Plan) -> list[_Slip]:
    """Return where the boxes of other rules stop."""
    others = [bell for bell in _BELLS[:3] if bell.split("_")[0] != plan.box.split("_")[0]]
    ends = [_ROOT * SCHEMES[bell].law(plan.layer).std for bell in others]
    if plan.box == "torch_linear":
        lesson = "PyTorch states the end itself, 1/√n_in."
        titles = [f"that is {SCHEMES[bell].title.split()[0]}'s bound" for bell in others]
        keys = [f"{bell.split('_')[0]}-for-torch" for bell in others]
        return [(*row, lesson) for row in zip(ends, keys, titles, strict=True)]
    kin = plan.box.replace("uniform", "normal")
    return [(end, *misconception(kin, bell)[2:]) for end, bell in zip(ends, others, strict=True)]


def _evidence(plan: _Plan, weights: Weights) -> str:
    """Say what the sample shows of the bound."""
    rule = f"The box stops at {plan.prediction}."
    if plan.shown in {_NOTHING, plan.box}:
        whose = "weights on show" if plan.shown else "weights drawn now"
        return f"{rule} The largest of {weights.size:,} {whose} is {np.abs(weights).max():.4g}."
    std = measured_std(weights)
    return (
        f"{rule} The bars on show measure σ = {std:.3g}, and √3 times that is {_ROOT * std:.3g}; "
        f"{SCHEMES[plan.box].title} has σ = {plan.law.std:.3g}."
    )


def _explanation(plan: _Plan) -> str:
    """Return the box's rule with this layer's numbers."""
    scheme, law = SCHEMES[plan.box], plan.law
    return (
        f"**{scheme.title}**: ${scheme.formula}$, here {plan.prediction}. A uniform law on ±a has "
        f"the variance $a^2/3$, so σ = a/√3 = {law.std:#.3g}. {scheme.telltale}\n\n"
        f"Best for {scheme.best_for}. Source: {scheme.source}."
    )


def _revealed(plan: _Plan, block: Histogram) -> Histogram:
    """Return the bars with the box's outline over them, and marks at its ends and its σ."""
    law = plan.law
    curve = expected_curve(block, law, SCHEMES[plan.box].title, CurveRole.TRUTH)
    marks = (
        Mark("−a", CurveRole.TRUTH, -law.support),
        Mark("a", CurveRole.TRUTH, law.support),
        Mark("σ", CurveRole.GUIDE, law.std),
    )
    return replace(block, curves=(curve,), marks=marks)


QUESTION = QuestionType(
    key=_KEY,
    title="Uniform bound",
    version=_VERSION,
    answer_kind=PointOnPlot.kind,
    levels=tuple(Level),
    schemes=(*_BOXES, *_BELLS),
    claims=(9, 10),
    cards=("xavier-uniform", "uniform-variance", "xavier-300", "trap-linear-default"),
    draw=partial(drawn, _KEY, _VERSION, _draft),
)
