"""Fan in or fan out: in a funnel the two differ; by which number were these weights scaled?

A ReLU layer multiplies the mean square of the signal by n_in σ²/2 on the way forward and that
of the gradient by n_out σ²/2 on the way back. So 2 / n_in keeps the signal and 2 / n_out the
gradient ("sufficient to use either", He et al. 2015, section 2.2); what each gives up is the
ratio of the end widths, whatever lies between. The average of the fans gives up some of both,
and without the 2 every layer halves.

The curves are averages over freshly drawn networks, each of which strays a little. Options are
at least half a decade apart at the end (easy: one and a half), the measured ends lie near
their theory, and the bound on an ideal observer's error is Bhattacharyya's for the averaged
factors of the layers, whose logs vary by about 5 / width per network. Easy: signal and
gradient. Medium: averages of the fans as well. Hard: the gradient alone.
Wrong turns: the direction that is kept, the average, the factor 2, a scale without fans.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations, pairwise
from math import exp, log, log10, sqrt
from typing import NamedTuple

import numpy as np

from initquiz.asking.grading import number
from initquiz.asking.instance import Draft, drawn
from initquiz.asking.pictures import by_layer
from initquiz.initializers import named
from initquiz.initializers.activations import activation
from initquiz.initializers.arrays import Sampler, read_only
from initquiz.initializers.fans import Fans
from initquiz.initializers.identify import WORST_ERROR
from initquiz.initializers.laws import Floats
from initquiz.initializers.propagation import forward_stats, gradient_stats
from initquiz.initializers.rules import FAN_OF, Mode
from initquiz.model.blocks import Curve, CurveRole, Lines
from initquiz.model.card import Level
from initquiz.model.choosing import Choice, Option
from initquiz.model.mistake import Mistake
from initquiz.model.question_type import QuestionType

_KEY = "fan-in-or-fan-out"
_VERSION = 1
_NETWORKS, _BATCH = 12, 16
_GAP = {Level.EASY: 1.5, Level.MEDIUM: 0.5, Level.HARD: 0.5}  # decades between options' ends
_COUNT = {Level.EASY: 5, Level.MEDIUM: 6, Level.HARD: 6}
_NEAR = 0.2  # decades between a measured end and its theory
_VARIANCE = 5.0  # of the log of one network's factor in a layer, per unit of 1 / width
_FUNNELS = (
    *((512, 256, 128, 64, 32, 16), (640, 320, 160, 80, 40, 20), (768, 384, 192, 96, 48, 24)),
    *((1024, 256, 64, 16), (768, 192, 48, 12)),
)


class _Rule(NamedTuple):
    """A variance in words and its formula: scale / fan, or one that ignores the fans."""

    name: str
    formula: str
    scale: float
    mode: Mode | None = "fan_in"

    @property
    def text(self) -> str:
        """Return it as an option."""
        return f"{self.formula} ({self.name})"

    @property
    def sample(self) -> Sampler:
        """Return what draws such weights."""
        if self.mode:
            return partial(named.variance_scaling, scale=self.scale, mode=self.mode)
        return partial(named.small_random, std=sqrt(self.scale))

    def variance(self, layer: Fans) -> float:
        """Return the variance of a weight."""
        return self.scale / FAN_OF[self.mode](layer) if self.mode else self.scale


_RULES: Mapping[str, _Rule] = {
    "he-fan-in": _Rule("He, fan_in", "2/n_in", 2.0),
    "he-fan-out": _Rule("He, fan_out", "2/n_out", 2.0, "fan_out"),
    "he-average": _Rule("He, average", "4/(n_in + n_out)", 2.0, "fan_avg"),
    "fan-in": _Rule("LeCun", "1/n_in", 1.0),
    "fan-out": _Rule("fan_out alone", "1/n_out", 1.0, "fan_out"),
    "average": _Rule("Xavier", "2/(n_in + n_out)", 1.0, "fan_avg"),
    "small": _Rule("small random", "0.01²", 1e-4, None),
    "unit": _Rule("N(0, 1)", "1", 1.0, None),
}
_OF = {"fan_in": "the signal forward", "fan_out": "the gradient backward"}


class _Ways(NamedTuple):
    """Mean squares by layer from the input (0) on, over the input's and the last layer's."""

    forward: Floats
    backward: Floats

    @property
    def ends(self) -> str:
        """Return what came of both over the whole network."""
        return f"{number(self.forward[-1])} forward and {number(self.backward[0])} backward"


def _draft(rng: np.random.Generator, level: Level) -> Draft | None:
    """Return an instance, or None if the funnel has too few options or the curves stray."""
    widths = _FUNNELS[rng.integers(len(_FUNNELS))][:: 1 if rng.integers(2) else -1]
    sets = _sets(widths, level)
    if not sets:
        return None
    keys = sets[rng.integers(len(sets))]
    order = [keys[i] for i in rng.permutation(len(keys))]
    correct = int(rng.integers(len(order)))
    rule = _RULES[order[correct]]
    measured, theory = _measured(rng, rule, widths), _theory(rule, widths)
    bound = _bound(order, correct, widths)
    if not _near(measured, theory) or bound > WORST_ERROR:
        return None
    shown = _blocks(measured)[1 if level is Level.HARD else 0 :]
    return Draft(
        prompt=(
            f"A ReLU network has {widths[0]} inputs and layers of "
            f"{', '.join(map(str, widths[1:-1]))} and {widths[-1]} units, so $n_{{in}}$ and "
            f"$n_{{out}}$ differ in each. The average of {_NETWORKS} freshly drawn networks is "
            "shown. Which variance do their weights have?"
        ),
        blocks=shown,
        answer=Choice(
            tuple(_option(key, order[correct], widths, measured, shown) for key in order), correct
        ),
        evidence=(
            f"From end to end the mean square is multiplied by {measured.ends}. For {rule.text} "
            f"theory says {theory.ends}."
        ),
        explanation=_explanation(rule, widths),
        facts={
            "rule": order[correct],
            "mode": rule.mode or "none",
            "scale": rule.scale,
            "activation": "relu",
            "n_in": widths[0],
            "n_out": widths[-1],
            "depth": len(widths) - 1,
            "widths": " ".join(map(str, widths)),
            "networks": _NETWORKS,
            "batch": _BATCH,
            "forward": float(measured.forward[-1]),
            "backward": float(measured.backward[0]),
            "expected_forward": float(theory.forward[-1]),
            "expected_backward": float(theory.backward[0]),
        },
        revealed=tuple(
            replace(block, curves=(*block.curves, _curve(block, rule, widths, CurveRole.TRUTH)))
            for block in shown
        ),
        error_bound=bound,
    )


def _sets(widths: Sequence[int], level: Level) -> list[tuple[str, ...]]:
    """Return the sets of options of a level: He's two modes among them, all ends apart."""
    ends = {key: log10(_theory(rule, widths).forward[-1]) for key, rule in _RULES.items()}
    far = {
        pair: abs(ends[pair[0]] - ends[pair[1]]) >= _GAP[level] for pair in combinations(_RULES, 2)
    }
    return [
        keys
        for keys in combinations(_RULES, _COUNT[level])
        if {"he-fan-in", "he-fan-out"} <= set(keys)
        and any(_RULES[key].mode == "fan_avg" for key in keys) is not (level is Level.EASY)
        and all(far[pair] for pair in combinations(keys, 2))
    ]


def _theory(rule: _Rule, widths: Sequence[int]) -> _Ways:
    """Return the expected mean squares: a factor of n_in σ²/2 or n_out σ²/2 per layer."""
    layers = [Fans(*layer) for layer in pairwise(widths)]
    there = [layer.fan_in * rule.variance(layer) / 2 for layer in layers]
    back = [layer.fan_out * rule.variance(layer) / 2 for layer in reversed(layers)]
    forward, backward = np.cumprod([1.0, *there]), np.cumprod([1.0, *back])
    return _Ways(read_only(forward), read_only(backward[::-1]))


def _measured(rng: np.random.Generator, rule: _Rule, widths: Sequence[int]) -> _Ways:
    """Return the averages over networks drawn by a rule."""
    phi, there, back = activation("relu"), [], []
    for seed in rng.integers(2**32, size=_NETWORKS):
        dice = (np.random.default_rng(seed) for _ in "12")  # the same network both ways
        signal = forward_stats(next(dice), rule.sample, phi, widths=widths, batch=_BATCH)
        gradient = gradient_stats(next(dice), rule.sample, phi, widths=widths, batch=_BATCH)
        there.append(signal.second_moment / signal.second_moment[0])
        back.append(np.square(gradient.output_rms / gradient.output_rms[-1]))
    return _Ways(read_only(np.mean(there, axis=0)), read_only(np.mean(back, axis=0)))


def _near(measured: _Ways, theory: _Ways) -> bool:
    """Tell whether both ends lie where theory says."""
    there, back = (
        measured.forward[-1] / theory.forward[-1],
        measured.backward[0] / theory.backward[0],
    )
    return max(abs(log10(there)), abs(log10(back))) <= _NEAR


def _bound(keys: Sequence[str], correct: int, widths: Sequence[int]) -> float:
    """Return a bound on an ideal observer's error: Bhattacharyya's for all layers together.

    The log of a layer's averaged factor is taken as normal with the variance 5 / width over the
    number of networks, for one input and the narrower side: more inputs only sharpen it.
    """
    truth, errors = _RULES[keys[correct]], 0.0
    for i, key in enumerate(keys):
        if i != correct:
            squares = (
                log(_RULES[key].variance(layer) / truth.variance(layer)) ** 2 * min(layer)
                for layer in (Fans(*sides) for sides in pairwise(widths))
            )
            errors += exp(-sum(squares) * _NETWORKS / _VARIANCE / 8)
    return min(1.0, errors)


def _blocks(ways: _Ways) -> tuple[Lines, Lines]:
    """Return signal and gradient as plots."""
    ys = "mean square (1 at the input)", "mean square (1 at the last layer)"
    signal = by_layer([("signal", ways.forward)], ys[0], first=0, title="Signal, forward")
    gradient = by_layer([("gradient", ways.backward)], ys[1], first=0, title="Gradient, backward")
    return signal, gradient


def _curve(block: Lines, rule: _Rule, widths: Sequence[int], role: CurveRole) -> Curve:
    """Return what a rule predicts, over the signal's or the gradient's plot."""
    theory = _theory(rule, widths)
    ways = theory.forward if block.title.startswith("Signal") else theory.backward
    return Curve(rule.formula, role, block.curves[0].xs, tuple(ways.tolist()))


def _option(
    key: str, truth: str, widths: Sequence[int], measured: _Ways, shown: Sequence[Lines]
) -> Option:
    """Return a rule as an option, with what choosing it shows."""
    rule, theory = _RULES[key], _theory(_RULES[key], widths)
    note = f"end to end {theory.ends}"
    if key == truth:
        return Option(rule.text, key, note=f"{note}, measured {measured.ends}")
    lesson = f"It would multiply the mean square by {theory.ends}; measured are {measured.ends}."
    curve = _curve(shown[0], rule, widths, CurveRole.CHOSEN)
    told = Mistake(*_why(rule, _RULES[truth]), lesson)
    return Option(rule.text, key, note=note, mistake=told, curves=(curve,))


def _why(rule: _Rule, truth: _Rule) -> tuple[str, str]:
    """Return key and title of taking one rule for another."""
    if rule.mode is None:
        return "fixed-scale", f"{rule.formula} does not look at the fans"
    if truth.mode is None:
        return "scale-from-fans", "what drew these weights ignores the fans"
    if rule.scale < truth.scale:
        return "factor-two-missing", "without the 2 ReLU halves the mean square in each layer"
    if rule.scale > truth.scale:
        return "factor-two-added", "there is no factor 2 here"
    key = f"{rule.mode}-for-{truth.mode}".replace("_", "-")
    if rule.mode not in _OF:
        return key, "the average of the fans treats both directions alike"
    does = "keeps" if rule.scale > 1 else "halves"
    return key, f"dividing by n{rule.mode[3:]} {does} {_OF[rule.mode]}"


def _explanation(rule: _Rule, widths: Sequence[int]) -> str:
    """Return what each mode keeps, with the ends of this funnel."""
    theory = _theory(rule, widths)
    return (
        r"**Fan in or fan out**: forward each layer multiplies the mean square by "
        r"$n_{in}\,\sigma^2/2$, backward by $n_{out}\,\sigma^2/2$. With $\sigma^2 = 2/n_{in}$ the "
        "signal stays and the gradient changes by the ratio of the end widths, with "
        r"$2/n_{out}$ the other way round: the widths between cancel out. "
        f"Here that ratio is {widths[-1]}/{widths[0]} = {number(widths[-1] / widths[0])}. "
        f"{rule.text} gives {theory.ends}.\n\nHe et al. (2015, section 2.2) say that either will "
        "do: a factor at one end is harmless as long as it is not one per layer."
    )


QUESTION = QuestionType(
    key=_KEY,
    title="Fan in or fan out?",
    version=_VERSION,
    answer_kind=Choice.kind,
    levels=tuple(Level),
    schemes=("he_normal", "lecun_normal", "xavier_normal", "small_random"),
    claims=(1, 9, 13),
    draw=partial(drawn, _KEY, _VERSION, _draft),
    cards=("he-fan-out", "he-why-two", "xavier-goal", "trap-compromise"),
    slow=True,
)
