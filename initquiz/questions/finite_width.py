"""Finite width: twenty He networks fan out; how wide are they?

He weights keep the mean square of a ReLU network's signal on average over networks. A single
network multiplies it in each layer by a random factor of mean 1, whose logarithm varies by
sqrt(5 / width), and over the depth the logarithms add up: at the end they have a standard
deviation of sqrt(5 depth / width) (Hanin and Rolnick 2018, "How to start training"), and most
networks have sunk below 1. Narrow, deep networks stray far, wide ones hardly.

One input goes through each network, and the factors are drawn by their exact law: Gaussian
weights turn a vector into independent Gaussians, of which ReLU keeps a binomial number, so
the factor is 2 / width times a chi-square of that many degrees of freedom. That makes a
network of any width cheap, and an ideal observer's error computable. A fan that strays
from the theory by more than a quarter is not shown.

Easy: widths 8 times apart, and the rule is told. Medium: 4 times apart, no rule. Hard: the
axis shows the root of the mean square, which strays half as far. Wrong turns: He keeps every
network constant; the root taken for the mean square.
"""

from dataclasses import replace
from functools import partial
from math import inf, sqrt
from typing import NamedTuple

import numpy as np

from initquiz.asking.grading import number
from initquiz.asking.instance import Draft, drawn
from initquiz.asking.pictures import some
from initquiz.initializers.laws import Floats
from initquiz.model.blocks import Curve, CurveRole, Lines
from initquiz.model.card import Level
from initquiz.model.choosing import Choice, Option
from initquiz.model.mistake import Mistake
from initquiz.model.question_type import QuestionType

_KEY = "finite-width"
_VERSION = 1
_NETWORKS = 20
_DEPTHS = (10, 12, 16, 20, 25, 30, 40, 50)
_NARROWEST = (24, 32, 40, 48)
_RATIO = {Level.EASY: 8, Level.MEDIUM: 4, Level.HARD: 4}
_COUNT = {Level.EASY: 4, Level.MEDIUM: 6, Level.HARD: 6}
_VARIANCE, _DRIFT = 5.0, -2.5  # of the log of the mean square, per layer and unit of 1 / width
_NEAR = 1.25  # factor between a fan and its theory
# Places among the networks, from the lowest: two thirds of them lie between the second and fourth.
_PLACES = {"lowest": 0, "fourth lowest": 3, "middle": 10, "fourth highest": 16, "highest": 19}
_DRAWN = ("fourth lowest", "middle", "fourth highest")


class _Fan(NamedTuple):
    """The networks' width, and their logs by network and layer from the input (0) on.

    They are the natural logs of the mean square relative to the input's, or with `root` those
    of its root.
    """

    width: int
    logs: Floats
    root: bool

    @property
    def depth(self) -> int:
        """Return the number of layers."""
        return int(self.logs.shape[1]) - 1

    @property
    def spread(self) -> float:
        """Return the standard deviation of the logs at the last layer; infinite if one is."""
        last = self.logs[:, -1]
        return float(np.std(last)) if np.isfinite(last).all() else inf

    def theory(self, width: int, depth: int) -> tuple[float, float]:
        """Return mean and standard deviation of the logs after so many layers of this width."""
        share = 0.5 if self.root else 1.0
        return share * _DRIFT * depth / width, share * sqrt(_VARIANCE * depth / width)


def _draft(rng: np.random.Generator, level: Level) -> Draft | None:
    """Return an instance, or None if the fan is an unusual one."""
    narrowest, depth = int(rng.choice(_NARROWEST)), int(rng.choice(_DEPTHS))
    widths = [narrowest * _RATIO[level] ** i for i in range(_COUNT[level])]
    correct = int(rng.integers(len(widths)))
    fan = _fan(rng, widths[correct], depth, root=level is Level.HARD)
    expected = fan.theory(fan.width, depth)[1]
    if not expected / _NEAR <= fan.spread <= expected * _NEAR:
        return None
    shown = _lines(fan)
    rule = " The logs of the mean square end with the standard deviation √(5 · depth/width)."
    return Draft(
        prompt=(
            f"{_NETWORKS} ReLU networks of {depth} layers start with He weights and see one input "
            rf"each; all layers have the same $n_{{in}}$ = $n_{{out}}$."
            f"{rule if level is Level.EASY else ''} How many units does each layer have?"
        ),
        blocks=(shown,),
        answer=Choice(tuple(_option(width, fan) for width in widths), correct),
        evidence=(
            f"At layer {depth} the standard deviation of these {_NETWORKS} curves is "
            f"{fan.spread:.2g}. Theory says {_formula(fan, fan.width)} = {expected:.2g}."
        ),
        explanation=_explanation(fan),
        facts={
            "scheme": "he_normal",
            "activation": "relu",
            "width": fan.width,
            "n_in": fan.width,
            "n_out": fan.width,
            "depth": depth,
            "networks": _NETWORKS,
            "shown": "root mean square" if fan.root else "mean square",
            "measured_spread": fan.spread,
            "expected_spread": expected,
        },
        revealed=(replace(shown, curves=(*shown.curves, *_band(fan, fan.width, CurveRole.TRUTH))),),
        error_bound=_bound(widths, correct, depth),
    )


def _fan(rng: np.random.Generator, width: int, depth: int, *, root: bool) -> _Fan:
    """Draw the networks' factors by their exact law; a signal that dies out has the log -inf."""
    kept = rng.binomial(width, 0.5, (_NETWORKS, depth))
    squares = 2 / width * rng.chisquare(np.maximum(kept, 1))
    with np.errstate(divide="ignore"):
        factors = np.log(np.where(kept > 0, squares, 0.0))
    logs = np.cumsum(np.pad(factors, ((0, 0), (1, 0))), axis=1)
    return _Fan(width, logs / 2 if root else logs, root)


def _lines(fan: _Fan) -> Lines:
    """Return the networks as thin lines, and over them three places among them by layer."""
    what = "root mean square" if fan.root else "mean square"
    xs = tuple(float(layer) for layer in range(fan.depth + 1))
    ordered = np.sort(fan.logs, axis=0)
    read = "; ".join(
        f"layer {layer}: "
        + ", ".join(f"{name} {number(ordered[at, layer])}" for name, at in _PLACES.items())
        for layer in some(fan.depth + 1)[1:]
    )
    networks = [Curve("", CurveRole.GUIDE, xs, tuple(row)) for row in fan.logs.tolist()]
    places = [
        Curve(name, CurveRole.SERIES, xs, tuple(ordered[_PLACES[name]].tolist())) for name in _DRAWN
    ]
    return Lines(
        curves=(*networks, *places),
        x_title="layer",
        y_title=f"ln({what}), 0 at the input",
        summary=f"{_NETWORKS} curves that start at 0. {read}.",
        title=f"Natural log of the {what} in {_NETWORKS} networks",
    )


def _band(fan: _Fan, width: int, role: CurveRole) -> tuple[Curve, Curve]:
    """Return where theory sees a network of a width: a standard deviation to either side."""
    layers = range(fan.depth + 1)
    xs = tuple(float(layer) for layer in layers)
    low, high = zip(
        *((m - s, m + s) for m, s in (fan.theory(width, layer) for layer in layers)), strict=True
    )
    label = f"{width:,} units, ± one standard deviation"
    return Curve(label, role, xs, high), Curve("", role, xs, low)


def _formula(fan: _Fan, width: int) -> str:
    """Return the standard deviation at the last layer, written out."""
    return f"{'half of ' if fan.root else ''}√(5 · {fan.depth}/{width:,})"


def _option(width: int, fan: _Fan) -> Option:
    """Return a width as an option, with what choosing it shows."""
    text, key = f"{width:,} units", f"width-{width}"
    _, spread = fan.theory(width, fan.depth)
    note = f"{_formula(fan, width)} = {spread:.2g}"
    if width == fan.width:
        return Option(text, key, note=f"{note}, measured {fan.spread:.2g}")
    lesson = f"Their standard deviation would be {note}; the curves show {fan.spread:.2g}."
    if fan.root and width == _RATIO[Level.HARD] * fan.width:
        told = Mistake(
            "root-for-square",
            "the root strays half as far as the mean square",
            f"The axis shows the root. {lesson}",
        )
    elif width < fan.width:
        told = Mistake(
            "he-keeps-each-network",
            "networks that narrow stray further",
            f"He keeps the mean square on average only, not in each network. {lesson}",
        )
    else:
        told = Mistake(
            "width-overrated",
            "networks that wide stay closer together",
            f"Width averages chance out, depth adds it up. {lesson}",
        )
    return Option(text, key, note=note, mistake=told, curves=_band(fan, width, CurveRole.CHOSEN))


def _bound(widths: list[int], correct: int, depth: int) -> float:
    """Return a bound on an ideal observer's error: Bhattacharyya's for all factors together.

    Their logs are taken as normal with variances 5 / width; the means would part them further.
    """
    others = (width for i, width in enumerate(widths) if i != correct)
    ratios = (sqrt(width / widths[correct]) for width in others)
    errors = [float((2 * r / (1 + r * r)) ** (_NETWORKS * depth / 2)) for r in ratios]
    return min(1.0, sum(errors))


def _explanation(fan: _Fan) -> str:
    """Return the rule with this question's numbers."""
    mean, spread = fan.theory(fan.width, fan.depth)
    half = " The axis shows its root, so both are halved." if fan.root else ""
    return (
        r"**Finite width**: with $\sigma^2 = 2/n_{in}$ each layer multiplies the mean square by a "
        r"random factor whose mean is 1, and whose log has the variance $5/n$. The logs of $L$ "
        r"layers add up to the standard deviation $\sqrt{5L/n}$, around a mean that sinks by "
        rf"$2.5 L/n$.{half} Here n = {fan.width:,} and L = {fan.depth}: {spread:.2g} around "
        f"{number(mean)}. About two thirds of the networks end within one standard deviation of "
        f"that: of {_NETWORKS}, from the fourth lowest to the fourth highest.\n\nSo He's promise "
        "holds on average over networks, and for one of them the better the wider it is and the "
        "fewer layers it has. Source: Hanin and Rolnick 2018."
    )


QUESTION = QuestionType(
    key=_KEY,
    title="Finite width",
    version=_VERSION,
    answer_kind=Choice.kind,
    levels=tuple(Level),
    schemes=("he_normal",),
    claims=(13,),
    draw=partial(drawn, _KEY, _VERSION, _draft),
    cards=("he-average", "he-why-two"),
)
