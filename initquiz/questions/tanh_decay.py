r"""tanh by depth: six networks, one of them with tanh and Xavier weights; which curve is it?

Xavier's derivation takes tanh for the identity, so one expects a flat curve. But tanh bends:

- with gain 1 the standard deviation falls slowly, like 1/√(2l), and never settles;
- with a gain g below 1 it falls exponentially, in the end by a factor of g per layer, which is
  a straight line on a logarithmic axis;
- with a gain above 1 it settles below 1, the higher the larger the gain: 5/3 holds 0.65;
- it never reaches 1. A flat curve at 1 is SELU with LeCun weights, and one that grows beyond
  is SELU with He weights.

All six curves are really measured, so the true one is no rougher than the others. One network
strays a little from the average over networks; an instance is asked only if each of the six
ends within a third of the way to the nearest other prediction. Whoever compares the curves with
the theory is therefore never wrong.

Easy keeps all predictions a factor of 1.5 apart at the last layer and has one gain below 1,
medium keeps 1.3, hard 1.15; never is the gap less than a twenty-fifth of the height of the plot.
Hard tells the weights' standard deviation in place of the gain.

Sources: Glorot and Bengio 2010 for the derivation; the decay and the 0.65 are measured, and
follow from Poole et al. 2016, eq. 3.
"""

import math
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from itertools import combinations, pairwise
from typing import NamedTuple

import numpy as np

from initquiz.asking.grading import number
from initquiz.asking.instance import Draft, drawn
from initquiz.asking.pictures import by_layer
from initquiz.initializers import named
from initquiz.initializers.activations import ACTIVATIONS
from initquiz.initializers.arrays import Array
from initquiz.initializers.mean_field import mean_field
from initquiz.initializers.networks import square
from initquiz.initializers.propagation import forward_stats
from initquiz.model.blocks import Curve, CurveRole, Lines
from initquiz.model.card import Level
from initquiz.model.choosing import Choice, Option
from initquiz.model.mistake import Mistake
from initquiz.model.question_type import QuestionType

_KEY = "tanh-decay"
_VERSION = 1
_BATCH = 64
_WIDTHS = (160, 192, 224, 256)
_DEPTHS = (16, 18, 20, 22, 24)
_CURVES = 6
_TRUSTED = 1 / 3  # of the gap to the nearest other prediction: how far a network may stray
_SEEN = 0.04  # of the axis: the least gap an eye can use


class _Kind(NamedTuple):
    """An activation with Xavier weights times a gain; `named` tells the gain as it is written."""

    activation: str
    gain: float
    named: str

    @property
    def text(self) -> str:
        """Return what the network is, once the question is answered."""
        if self.activation == "selu":
            return f"SELU, {self.named}"
        return "tanh, Xavier" if self.gain == 1 else f"tanh, Xavier times {self.named}"

    @property
    def course(self) -> str:
        """Return which of five courses the network takes."""
        if self.activation == "selu":
            return "flat" if self.gain == 1 else "growing"
        return "falls" if self.gain < 1 else "slow" if self.gain == 1 else "settles"


class _Seen(NamedTuple):
    """A curve: its label, its network, the std by layer as measured and as predicted."""

    label: str
    kind: _Kind
    std: tuple[float, ...]
    theory: tuple[float, ...]


def _tanh(gain: float, named: str = "") -> _Kind:
    return _Kind("tanh", gain, named or f"{gain:g}")


_PLAIN, _FLAT = _tanh(1.0), _Kind("selu", 1.0, "LeCun")
_ASKED = (_PLAIN, _tanh(0.8), _tanh(0.85), _tanh(0.9), _tanh(5 / 3, "5/3"))
_BESIDE = (
    *(_tanh(gain) for gain in (0.95, 1.05, 1.1, 1.25, 2.0, 2.5)),
    _tanh(math.sqrt(2), "√2"),
    _Kind("selu", math.sqrt(2), "He"),
)
# The closest two of a set, in decades at the last layer, from and to.
_GAPS = {
    Level.EASY: (math.log10(1.5), math.inf),
    Level.MEDIUM: (math.log10(1.3), math.log10(1.5)),
    Level.HARD: (math.log10(1.15), math.log10(1.3)),
}
# What it shows to take a curve for another: courses answered and true, key, title, reason.
_ROWS = (
    ("growing", "falls slow settles", "tanh-beyond-one", "tanh never exceeds 1",
     "tanh keeps every activation below 1."),
    ("flat", "falls slow settles", "xavier-taken-for-flat", "tanh does not keep the signal at 1",
     "Xavier keeps a linear signal; tanh takes a little from it in every layer."),
    ("falls slow", "settles", "gain-left-out", "a gain above 1 stops the fall",
     "The gain {gain} makes up for what tanh takes, so the signal settles."),
    ("settles", "falls slow", "fall-overlooked",
     "without a gain above 1 the signal does not settle",
     "Nothing makes up for what tanh takes, so the curve never becomes flat."),
    ("settles", "settles", "plateau-misread", "another gain settles there",
     "The larger the gain, the higher the signal settles; for 5/3 that is 0.65."),
    ("falls", "slow", "exponential-for-root", "with gain 1 the fall slows down",
     "A gain below 1 ends as a straight line on this axis; gain 1 falls like 1/√(2l)."),
    ("slow", "falls", "root-for-exponential", "a gain below 1 falls exponentially",
     "In the end each layer multiplies the signal by {gain}, a straight line on this axis."),
    ("falls", "falls", "slope-misread", "that is the slope of another gain",
     "In the end each layer multiplies the signal by the gain, here {gain}."),
)  # fmt: skip


def _draft(rng: np.random.Generator, level: Level) -> Draft | None:
    """Return an instance; None where a network strayed."""
    width, depth = (int(rng.choice(sizes)) for sizes in (_WIDTHS, _DEPTHS))
    sets = _sets(depth, level)
    kinds = sets[rng.integers(len(sets))]
    order = [kinds[i] for i in rng.permutation(_CURVES)]
    dice = int(rng.integers(2**32))
    seen = [
        _Seen(f"curve {i}", kind, _measured(kind, width, depth, dice), _theory(kind)[:depth])
        for i, kind in enumerate(order, start=1)
    ]
    if any(_strayed(one, seen) for one in seen):
        return None
    asked = [i for i, kind in enumerate(order) if kind in _ASKED]
    correct = asked[rng.integers(len(asked))]
    truth = seen[correct]
    std = truth.kind.gain / math.sqrt(width)  # the layers are square
    twin = _measured(truth.kind, width, depth, dice, named.orthogonal)[-1]
    block = by_layer([(one.label, one.std) for one in seen], "std of the activations")
    weights = "Xavier weights (gain 1)"
    if truth.kind.gain != 1:
        weights = f"Xavier weights times {truth.kind.named}"
    if level is Level.HARD:
        weights = f"weights of standard deviation {std:.3g}"
    return Draft(
        prompt=(
            rf"Six networks of {depth} layers, $n_{{in}}$ = $n_{{out}}$ = {width} in each and "
            "inputs of std 1, were measured layer by layer. Which curve is that of tanh units "
            f"with {weights}?"
        ),
        blocks=(block,),
        answer=Choice(tuple(_option(one, truth) for one in seen), correct),
        evidence=_evidence(truth),
        explanation=f"{_explanation(seen)}\n\nOrthogonal weights keep every length, tanh does not: "
        f"with them this network ends at {number(twin)}, with Xavier's at {number(truth.std[-1])}.",
        facts={
            "scheme": "xavier_normal",
            "activation": "tanh",
            "gain": truth.kind.gain,
            "std": std,
            "n_in": width,
            "n_out": width,
            "width": width,
            "depth": depth,
            "measured": truth.std[-1],
            "predicted": truth.theory[-1],
            **{f"curve_{i}": one.kind.text for i, one in enumerate(seen, start=1)},
        },
        revealed=(_revealed(block, seen, truth),),
    )


@cache
def _theory(kind: _Kind) -> tuple[float, ...]:
    """Return the std by layer of an infinitely wide network."""
    field = mean_field(ACTIVATIONS[kind.activation], kind.gain**2, depth=max(_DEPTHS))
    return tuple(field.std.tolist())


@cache
def _sets(depth: int, level: Level) -> list[tuple[_Kind, ...]]:
    """Return the sets of networks of a level; gain 1 and the flat curve are in all of them."""
    near, far = _GAPS[level]
    found = []
    for others in combinations((*_ASKED[1:], *_BESIDE), _CURVES - 2):
        kinds = (_PLAIN, _FLAT, *others)
        ends = sorted(math.log10(_theory(kind)[depth - 1]) for kind in kinds)
        gap = min(b - a for a, b in pairwise(ends))
        if (
            max(near, _SEEN * (ends[-1] - ends[0])) <= gap < far
            and any(kind in _ASKED for kind in others)
            and (level is not Level.EASY or [kind.course for kind in kinds].count("falls") == 1)
        ):
            found.append(kinds)
    return found


def _measured(
    kind: _Kind, width: int, depth: int, dice: int, draw: Callable[..., Array] = named.xavier_normal
) -> tuple[float, ...]:
    """Return the std by layer of one network; the dice are the same for all."""
    stats = forward_stats(
        np.random.default_rng(dice),
        partial(draw, gain=kind.gain),
        ACTIVATIONS[kind.activation],
        widths=square(width, depth),
        batch=_BATCH,
    )
    return tuple(stats.std[1:].tolist())


def _strayed(one: _Seen, seen: list[_Seen]) -> bool:
    """Tell whether a network ended too far from its prediction to be trusted."""
    own = math.log(one.theory[-1])
    gap = min(abs(math.log(other.theory[-1]) - own) for other in seen if other != one)
    return abs(math.log(one.std[-1]) - own) > _TRUSTED * gap


def _option(one: _Seen, truth: _Seen) -> Option:
    """Return a curve as an option, with what choosing it wrongly shows."""
    right = Option(text=one.label, key=one.label.replace(" ", "-"), note=one.kind.text)
    if one == truth:
        return right
    pair = (one.kind.course, truth.kind.course)
    key, title, why = next(row[2:] for row in _ROWS if pair[0] in row[0] and pair[1] in row[1])
    lesson = (
        f"That is {one.kind.text}: {number(one.std[-1])} at layer {len(one.std)}, where theory "
        f"puts {truth.kind.text} at {number(truth.theory[-1])}. "
    ) + why.format(gain=truth.kind.named)
    curve = _predicted(one, CurveRole.CHOSEN)
    return replace(right, mistake=Mistake(key, title, lesson), curves=(curve,))


def _predicted(one: _Seen, role: CurveRole) -> Curve:
    """Return what theory predicts of a network, as a curve."""
    xs = tuple(float(layer + 1) for layer in range(len(one.theory)))
    return Curve(f"theory: {one.kind.text}", role, xs, one.theory)


def _evidence(truth: _Seen) -> str:
    """Return what was measured beside the theory, and the rule it follows."""
    depth, std = len(truth.std), truth.std
    told = (
        f"Measured at layers 1, 5 and {depth}: {number(std[0])}, {number(std[4])} and "
        f"{number(std[-1])}; theory ends at {number(truth.theory[-1])}."
    )
    if truth.kind.course == "slow":
        return f"{told} The rule of thumb 1/√(2·{depth}) gives {1 / math.sqrt(2 * depth):.3g}."
    if truth.kind.course == "falls":
        fell = (std[-1] / std[-6]) ** (1 / 5)
        return f"{told} Its last five layers multiplied it by {fell:.2g} each."
    return f"{told} It settles, for the gain {truth.kind.named} makes up for what tanh takes."


def _explanation(seen: list[_Seen]) -> str:
    """Return how tanh bends Xavier's rule, and all six curves."""
    rows = "\n".join(
        f"| {one.label} | {one.kind.text} | {number(one.theory[-1])} | {number(one.std[-1])} |"
        for one in sorted(seen, key=lambda one: one.theory[-1])
    )
    return (
        "Xavier's derivation treats tanh as the identity. Near 0 it is, but "
        r"$\tanh x \approx x - x^3/3$, so each layer takes a little: with gain 1 the variance "
        r"$q$ obeys $q' \approx q - 2q^2$, hence $q \approx 1/(2l)$ and a standard deviation of "
        r"$1/\sqrt{2l}$. A gain $g < 1$ adds a factor of $g$ per layer; a gain above 1 makes up "
        "for the loss at one level, 0.65 for 5/3.\n\n"
        f"| Curve | Network | Theory at layer {len(seen[0].std)} | Measured |\n|---|---|---|---|\n"
        f"{rows}"
    )


def _revealed(block: Lines, seen: list[_Seen], truth: _Seen) -> Lines:
    """Return the curves with their networks' names, the theory of the right one over them."""
    known = (
        replace(curve, label=f"{one.label}: {one.kind.text}")
        for curve, one in zip(block.curves, seen, strict=True)
    )
    return replace(block, curves=(*known, _predicted(truth, CurveRole.TRUTH)))


QUESTION = QuestionType(
    key=_KEY,
    title="tanh by depth",
    version=_VERSION,
    answer_kind=Choice.kind,
    levels=tuple(Level),
    schemes=("orthogonal", "xavier_normal", "lecun_normal", "he_normal"),
    claims=(12, 17, 21),
    cards=("xavier-tanh-decay", "gain-tanh", "xavier-slope", "selu-he"),
    slow=True,
    draw=partial(drawn, _KEY, _VERSION, _draft),
)
