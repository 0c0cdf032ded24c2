r"""Depth curve match: several deep networks, one activation; which start belongs to which curve?

The networks differ in the scale of their weights alone. A layer first multiplies the variance
of its inputs by n_in · σ²; the activation then does its part:

- ReLU halves the mean square, so each layer multiplies the signal by √(n_in · σ² / 2): He's 2
  keeps it level, LeCun's 1 loses a factor of √2 per layer. All curves are straight lines.
- tanh leaves small signals alone, so scales below 1 fall by √(n_in · σ²) per layer. A scale of
  1 falls slowly, like 1/√(2l); larger ones settle below 1.
- SELU pulls towards a fixed point, LeCun's scale to 1. He's scale has none and grows.

One network strays from the average over networks, the more the deeper and narrower it is. So
in theory the starts offered lie at least half a decade apart at the last layer, and a network
that ends further from its prediction than a quarter of the way to another is drawn again:
whoever compares the curves with the theory is never wrong.

Easy keeps two decades between the starts and shows three curves for four of them, medium one
decade and four for five, hard half a decade and four for six; never is the gap less than a
twenty-fifth of the height of the plot, or the eye could not use it.

Sources: Poole et al. 2016, eq. 3; Hanin and Rolnick 2018 for how far a network strays.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache, partial
from itertools import combinations, pairwise
from typing import NamedTuple

import numpy as np

from initquiz.asking.grading import number
from initquiz.asking.instance import Draft, drawn
from initquiz.asking.pictures import by_layer
from initquiz.asking.scheme_options import as_option_law, text_of
from initquiz.initializers import named, rules
from initquiz.initializers.activations import ACTIVATIONS
from initquiz.initializers.laws import Law
from initquiz.initializers.mean_field import mean_field
from initquiz.initializers.misconceptions import misconception
from initquiz.initializers.networks import square
from initquiz.initializers.propagation import forward_stats
from initquiz.initializers.rules import Distribution, Shape
from initquiz.model.arranging import Match
from initquiz.model.blocks import Curve, CurveRole, Lines
from initquiz.model.card import Level
from initquiz.model.choosing import Option
from initquiz.model.mistake import Mistake
from initquiz.model.question_type import QuestionType

_KEY = "depth-curve-match"
_VERSION = 1
_BATCH = 64
_WIDTHS = (128, 160, 192, 224, 256)
_DEPTHS = (12, 15, 18, 20, 24, 30)
_ACTIVATIONS = ("relu", "tanh", "selu")
_TRUSTED = 0.25  # of the gap to the nearest other start: how far a network may stray
_SEEN = 0.04  # of the axis: the least gap an eye can use


def _unrooted(shape: Shape) -> Law:
    """Return the law of He's variance taken for the standard deviation."""
    return rules.spread(rules.he(shape).std ** 2)


# The ways to draw the weights: names as options, and laws.
_STARTS: Mapping[str, tuple[str, Callable[[Shape], Law]]] = {
    "small_random": (text_of("small_random"), rules.small_random),
    "he_variance_as_std": ("Normal, std 2/n_in, no root", _unrooted),
    "fiftieth": ("Normal, std 0.02", partial(rules.small_random, std=0.02)),
    "twentieth": ("Normal, std 0.05", partial(rules.small_random, std=0.05)),
    "torch_linear": (text_of("torch_linear"), rules.torch_linear),
    "three_quarters": ("Xavier normal, gain 3/4", partial(rules.xavier, gain=3 / 4)),
    "lecun_normal": ("LeCun or Xavier normal", rules.lecun),
    "he_normal": (text_of("he_normal"), rules.he),
    "five_thirds": ("Xavier normal, gain 5/3", partial(rules.xavier, gain=5 / 3)),
    "tenth": ("Normal, std 0.1", partial(rules.small_random, std=0.1)),
    "unit": ("Normal, std 1", partial(rules.small_random, std=1.0)),
}
# By level: curves, options, and the closest two options in decades, from and to.
_RULES = {
    Level.EASY: (3, 4, 2.0, math.inf),
    Level.MEDIUM: (4, 5, 1.0, 2.0),
    Level.HARD: (4, 6, 0.5, 1.0),
}


class _Setting(NamedTuple):
    """What all networks of an instance have in common."""

    activation: str
    width: int
    depth: int

    def law(self, key: str) -> Law:
        """Return the law of a start's weights."""
        return _STARTS[key][1]((self.width, self.width))

    def scale(self, key: str) -> float:
        """Return n_in times the variance of a weight."""
        return self.width * self.law(key).std ** 2

    def theory(self, key: str) -> tuple[float, ...]:
        """Return the std by layer of an infinitely wide network."""
        return _theory(self.activation, self.scale(key))[: self.depth]

    def end(self, key: str) -> float:
        """Return the std that theory gives at the last layer."""
        return self.theory(key)[-1]


class _Seen(NamedTuple):
    """A curve: its item, the start behind it, and its std by layer."""

    item: str
    key: str
    std: tuple[float, ...]


def _draft(rng: np.random.Generator, level: Level) -> Draft | None:
    """Return an instance; None where no starts lie as the level asks, or a network strayed."""
    curves, options, near, far = _RULES[level]
    activation = _ACTIVATIONS[rng.integers(len(_ACTIVATIONS))]
    setting = _Setting(activation, int(rng.choice(_WIDTHS)), int(rng.choice(_DEPTHS)))
    ends = {key: math.log10(setting.end(key)) for key in _STARTS}
    sets = [
        keys
        for keys in combinations(_STARTS, options)
        if near <= _closest([ends[key] for key in keys]) < far
    ]
    if not sets:
        return None
    keys = sets[rng.integers(len(sets))]
    order = [keys[i] for i in rng.permutation(len(keys))]
    correct = tuple(map(int, rng.permutation(len(order))[:curves]))
    dice = int(rng.integers(2**32))
    seen = [
        _Seen(f"curve {i}", order[index], _measured(setting, order[index], dice))
        for i, index in enumerate(correct, start=1)
    ]
    for one in seen:
        gap = min(abs(ends[key] - ends[one.key]) for key in keys if key != one.key)
        if abs(math.log10(one.std[-1]) - ends[one.key]) > _TRUSTED * gap:
            return None
    block = by_layer([(one.item, one.std) for one in seen], "std of the activations")
    told = "; ".join(
        f"{one.item} {number(one.std[-1])} (theory {number(setting.end(one.key))})" for one in seen
    )
    told = f"Measured at layer {setting.depth}: {told}."
    return Draft(
        prompt=(
            f"The curves are {curves} networks of {setting.depth} "
            f"{ACTIVATIONS[activation].title} layers without biases, "
            rf"$n_{{in}}$ = $n_{{out}}$ = {setting.width} in each, and inputs of std 1. "
            "They differ in how the weights were drawn. Which curve belongs to which start?"
        ),
        blocks=(block,),
        answer=Match(
            items=tuple(one.item for one in seen),
            options=tuple(_option(setting, key) for key in order),
            correct=correct,
            mistake_otherwise=Mistake("curves-mixed-up", "larger weights, higher curve", told),
            mistakes=tuple(
                (i, j, _mistake(setting, one, key))
                for i, one in enumerate(seen)
                for j, key in enumerate(order)
                if key != one.key
            ),
        ),
        evidence=told,
        explanation=_explanation(setting, order, seen),
        facts={
            "activation": activation,
            "n_in": setting.width,
            "n_out": setting.width,
            "width": setting.width,
            "depth": setting.depth,
            **{one.item.replace(" ", "_"): one.key for one in seen},
            **{f"{one.item.replace(' ', '_')}_measured": one.std[-1] for one in seen},
        },
        revealed=(_revealed(setting, block, seen),),
    )


def _closest(ends: Sequence[float]) -> float:
    """Return the least gap between predictions, in decades; 0 if it is too small for the eye."""
    places = sorted(ends)
    gap = min(b - a for a, b in pairwise(places))
    return gap if gap >= _SEEN * (places[-1] - places[0]) else 0.0


@cache
def _theory(activation: str, scale: float) -> tuple[float, ...]:
    """Return the std by layer of an infinitely wide network."""
    return tuple(mean_field(ACTIVATIONS[activation], scale, depth=max(_DEPTHS)).std.tolist())


def _measured(setting: _Setting, key: str, dice: int) -> tuple[float, ...]:
    """Return the std by layer of one network; the dice are the same for each start."""
    form: Distribution = "uniform" if setting.law(key).family == "uniform" else "normal"
    stats = forward_stats(
        np.random.default_rng(dice),
        partial(named.variance_scaling, scale=setting.scale(key), distribution=form),
        ACTIVATIONS[setting.activation],
        widths=square(setting.width, setting.depth),
        batch=_BATCH,
    )
    return tuple(stats.std[1:].tolist())


def _option(setting: _Setting, key: str) -> Option:
    """Return a start as an option; its note is what theory gives at the last layer."""
    note = f"theory at layer {setting.depth}: {number(setting.end(key))}"
    return Option(_STARTS[key][0], key, as_option_law(setting.law(key)), note)


def _mistake(setting: _Setting, one: _Seen, answer: str) -> Mistake:
    """Return what it shows to give a curve a wrong start."""
    lesson = (
        f"At layer {setting.depth} {one.item} stands at {number(one.std[-1])}. "
        f"{_STARTS[answer][0]} would bring it to {number(setting.end(answer))}: "
        f"n_in · σ² = {setting.scale(answer):.3g}, so {_per_layer(setting, answer)}."
    )
    low = setting.scale(answer) < setting.scale(one.key)
    size = "small" if low else "large"
    key, title = f"scale-too-{size}", f"this start is too {size}"
    if {one.key, answer} == {"he_normal", "he_variance_as_std"}:
        key, title = "variance-for-std", f"the root of the variance was{' not' * (not low)} taken"
    with suppress(KeyError):
        _, _, key, title, _ = misconception(one.key, answer)
    return Mistake(key, f"at {one.item}, {title}", lesson)


def _per_layer(setting: _Setting, key: str) -> str:
    """Say what a layer does to the signal, as a clause."""
    scale = setting.scale(key)
    if setting.activation == "relu":
        return f"each layer multiplies the signal by √({scale:.3g}/2) = {math.sqrt(scale / 2):.3g}"
    if key == "lecun_normal":
        selu = setting.activation == "selu"
        return "SELU pulls the signal to 1" if selu else "the signal falls slowly, like 1/√(2l)"
    if setting.activation == "tanh" and scale > 1:
        return "the signal grows until tanh, which never exceeds 1, holds it"
    before, last = setting.theory(key)[-2:]
    return f"in the end each layer multiplies the signal by {last / before:.3g}"


def _explanation(setting: _Setting, order: Sequence[str], seen: Sequence[_Seen]) -> str:
    """Return the rule of the activation and a table of all starts."""
    lesson = {
        "relu": r"ReLU halves the mean square, so a layer multiplies the signal by "
        r"$\sqrt{n_{in}\,\sigma^2 / 2}$: He's 2 makes that 1, and any other scale changes the "
        "signal by the same factor in every layer, a straight line on this axis.",
        "tanh": r"tanh leaves small signals as they are, so a layer multiplies them by "
        r"$\sqrt{n_{in}\,\sigma^2}$; large ones it caps. Scales below 1 therefore fall "
        r"exponentially, a scale of 1 falls slowly, like $1/\sqrt{2l}$, and larger ones settle "
        "below 1.",
        "selu": "SELU has a fixed point: with LeCun's scale it is mean 0 and variance 1, with "
        r"smaller ones it is lower, and below $n_{in}\,\sigma^2 = 0.48$ it is 0. Far out, half "
        "of SELU is linear with slope 1.05, so He's scale and larger ones grow for ever.",
    }[setting.activation]
    found = {one.key: one for one in seen}
    rows = "\n".join(
        f"| {_STARTS[key][0]} | {setting.scale(key):.3g} | {number(setting.end(key))} | "
        + (f"{number(found[key].std[-1])}, {found[key].item} |" if key in found else "not shown |")
        for key in sorted(order, key=setting.scale)
    )
    return (
        f"{lesson}\n\n| Start | $n_{{in}}\\,\\sigma^2$ | Theory at layer {setting.depth} | "
        f"Measured |\n|---|---|---|---|\n{rows}\n\n"
        "All networks were drawn with the same random numbers. The layers are square, so Xavier "
        "is LeCun's law here."
    )


def _revealed(setting: _Setting, block: Lines, seen: Sequence[_Seen]) -> Lines:
    """Return the curves with their starts' names, the theory as thin lines beside them."""
    xs = block.curves[0].xs
    known = (
        replace(curve, label=f"{curve.label}: {_STARTS[one.key][0]}")
        for curve, one in zip(block.curves, seen, strict=True)
    )
    theory = (Curve("", CurveRole.GUIDE, xs, setting.theory(one.key)) for one in seen)
    return replace(block, curves=(*known, *theory))


QUESTION = QuestionType(
    key=_KEY,
    title="Depth curve match",
    version=_VERSION,
    answer_kind=Match.kind,
    levels=tuple(Level),
    schemes=("small_random", "torch_linear", "lecun_normal", "he_normal"),
    claims=(1, 8, 12, 13, 16, 17, 24, 27),
    cards=("layer-factor", "he-versus-lecun", "xavier-tanh-decay", "selu-he"),
    slow=True,
    draw=partial(drawn, _KEY, _VERSION, _draft),
)
