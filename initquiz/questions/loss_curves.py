"""Loss curves: networks that differ in their start alone learn two rings; which curve is whose?

The first loss tells the scale: weights that are too small give equal scores and ln 2, He's or
LeCun's about that, twice He's doubles the signal in every layer and N(0, 1) multiplies it by
more, so with ReLU their losses start high and soon are no numbers. What comes after tells
whether a gradient arrives: at ln 2 it stays where no signal passes. tanh bounds the signal, so
N(0, 1) starts a little high there and learns little, but never blows up.

He and LeCun are never both offered, for no loss curve tells them apart, nor are zero and small
weights. A run that does not do clearly what its kind does is not shown: stuck within 0.02 of
ln 2, learning from below 1.5 to below 0.25, or first losses that tell their scale.
Easy: three ReLU networks. Medium: four. Hard: tanh too, and a start without a curve.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from math import inf, log, sqrt
from typing import NamedTuple

import numpy as np

from initquiz.asking.grading import number
from initquiz.asking.instance import Draft, drawn
from initquiz.asking.pictures import read_out
from initquiz.initializers import named
from initquiz.initializers.activations import activation
from initquiz.initializers.arrays import Sampler
from initquiz.initializers.laws import Floats
from initquiz.initializers.training import train_rings
from initquiz.model.arranging import Match
from initquiz.model.blocks import Curve, CurveRole, Lines
from initquiz.model.card import Level
from initquiz.model.choosing import Option
from initquiz.model.mistake import Mistake
from initquiz.model.question_type import QuestionType

_KEY = "loss-curves"
_VERSION = 1
_SIZES = ((6, 48), (8, 32), (8, 48))  # hidden layers and their width
_STEPS, _RATE, _BATCH = 100, 0.1, 64
_FIRST = 10  # steps on the logarithmic axis
_TOP, _HIGHEST = 3.0, 1e12  # ends of the plain and of the logarithmic axis
_CHANCE = log(2)
_LAST = 5  # losses averaged at the end
_APART = 2.0  # factor between a first loss and the middle between those of two large starts


class _Start(NamedTuple):
    """Weights and activation in words, what draws them, and the kind of curve they give."""

    text: str
    sample: Sampler
    activation: str
    kind: str


_STARTS: Mapping[str, _Start] = {
    "zeros": _Start("zero weights with ReLU", named.zeros, "relu", "stuck"),
    "small": _Start("0.01 · N(0, 1) with ReLU", named.small_random, "relu", "stuck"),
    "he": _Start("He normal with ReLU", named.he_normal, "relu", "learns"),
    "lecun": _Start("LeCun normal with ReLU", named.lecun_normal, "relu", "learns"),
    "double": _Start(
        "twice He normal with ReLU", partial(named.variance_scaling, scale=8.0), "relu", "doubles"
    ),
    "unit": _Start("N(0, 1) with ReLU", partial(named.small_random, std=1.0), "relu", "explodes"),
    "unit-tanh": _Start(
        "N(0, 1) with tanh", partial(named.small_random, std=1.0), "tanh", "saturates"
    ),
}
_KINDS = {
    Level.EASY: ("stuck", "learns", "explodes"),
    Level.MEDIUM: ("stuck", "learns", "doubles", "explodes"),
    Level.HARD: ("stuck", "learns", "doubles", "explodes", "saturates"),
}
_CURVES = {Level.EASY: 3, Level.MEDIUM: 4, Level.HARD: 4}


class _Clear(NamedTuple):
    """What a run of a kind has to do: ranges of its first loss, its end and all its losses.

    The end is the mean of the last five losses, infinite if training ended in no number.
    """

    first: tuple[float, float]
    end: tuple[float, float]
    every: tuple[float, float] = (0.0, inf)

    def fits(self, losses: Floats) -> bool:
        """Tell whether a run does this."""
        end = float(np.mean(losses[-_LAST:])) if np.isfinite(losses[-1]) else inf
        finite = losses[np.isfinite(losses)]
        seen = ((losses[0], self.first), (end, self.end), (finite.min(), self.every),
                (finite.max(), self.every))  # fmt: skip
        return all(low <= value <= high for value, (low, high) in seen)


_STUCK = (_CHANCE - 0.02, _CHANCE + 0.02)
_CLEAR = {  # in the order to try: what is soon over, and what is often refused
    "explodes": _Clear((1000.0, inf), (inf, inf)),
    "doubles": _Clear((15.0, 2000.0), (0.5, inf)),
    "saturates": _Clear((2.0, 8.0), (0.4, 8.0), (0.0, 10.0)),
    "learns": _Clear((0.5, 1.5), (0.0, 0.25)),
    "stuck": _Clear(_STUCK, _STUCK, _STUCK),
}


class _Run(NamedTuple):
    """A start's key and its losses, before each step and after the last."""

    key: str
    losses: Floats

    @property
    def start(self) -> _Start:
        """Return the start."""
        return _STARTS[self.key]

    @property
    def finite(self) -> int:
        """Return how many losses are numbers."""
        return int(np.isfinite(self.losses).sum())

    @property
    def told(self) -> str:
        """Return first and last loss, in words."""
        first = f"first loss {number(self.losses[0])}"
        if self.finite < len(self.losses):
            return f"{first}, no number from step {self.finite} on"
        return f"{first}, last {number(self.losses[-1])}"


def _draft(rng: np.random.Generator, level: Level) -> Draft | None:
    """Return an instance, or None if a run is not clear."""
    kinds = [_KINDS[level][i] for i in rng.permutation(len(_KINDS[level]))]
    givers = ([key for key, start in _STARTS.items() if start.kind == kind] for kind in kinds)
    offered = [str(rng.choice(keys)) for keys in givers]
    correct = tuple(rng.permutation(len(offered))[: _CURVES[level]].tolist())
    depth, width = _SIZES[rng.integers(len(_SIZES))]
    seed = int(rng.integers(2**32))
    ran = {}
    for kind, clear in _CLEAR.items():
        for key in (offered[i] for i in correct if kinds[i] == kind):
            ran[key] = run = _run(key, depth, width, seed)
            if not (clear.fits(run.losses) and _parted(run, depth, width)):
                return None
    runs = [ran[offered[i]] for i in correct]
    names = tuple(f"curve {i}" for i in range(1, len(runs) + 1))
    listed = "; ".join(f"{run.start.text}: {run.told}" for run in runs)
    return Draft(
        prompt=(
            f"Networks of {depth} hidden layers (inside, $n_{{in}}$ = $n_{{out}}$ = {width}) learn "
            "to tell two rings apart by the same SGD; only weights and activation differ. Which "
            "start belongs to which curve?"
        ),
        blocks=_blocks(names, runs),
        answer=Match(
            items=names,
            options=tuple(_option(key, runs) for key in offered),
            correct=correct,
            mistake_otherwise=Mistake("curves-mixed-up", "the first losses tell the scale", listed),
            mistakes=tuple(
                (item, option, _mistake(run, _STARTS[key], depth))
                for item, run in enumerate(runs)
                for option, key in enumerate(offered)
                if key != run.key
            ),
        ),
        evidence=f"{listed}. ln 2 is {_CHANCE:.3f}.",
        explanation=_explanation(depth, width),
        facts={
            "depth": depth,
            "width": width,
            "n_in": width,
            "n_out": width,
            "steps": _STEPS,
            "rate": _RATE,
            "batch": _BATCH,
            "data_seed": seed,
            **{f"curve_{i}": run.key for i, run in enumerate(runs, start=1)},
            **{f"first_loss_{i}": float(run.losses[0]) for i, run in enumerate(runs, start=1)},
        },
        revealed=_blocks(tuple(run.start.text for run in runs), runs),
    )


def _run(key: str, depth: int, width: int, seed: int) -> _Run:
    """Train from a start; a seed gives all starts the same rings and batches of one size."""
    start = _STARTS[key]
    trained = train_rings(
        np.random.default_rng(seed),
        start.sample,
        activation(start.activation),
        depth=depth,
        width=width,
        steps=_STEPS,
        rate=_RATE,
        batch=_BATCH,
    )
    return _Run(key, trained.losses)


def _parted(run: _Run, depth: int, width: int) -> bool:
    """Tell whether a high first loss names its scale, even if the other is not shown.

    Twice He's weights multiply the signal by 2 per layer, N(0, 1) by the root of width / 2; the
    losses have to lie well to either side of the geometric mean of what both make of it.
    """
    middle = sqrt(2**depth * sqrt(width / 2) ** depth)
    if run.start.kind == "doubles":
        return bool(run.losses[0] * _APART <= middle)
    return bool(run.start.kind != "explodes" or run.losses[0] >= middle * _APART)


def _blocks(names: Sequence[str], runs: Sequence[_Run]) -> tuple[Lines, Lines]:
    """Return the first steps on a logarithmic axis, and all of them as far as they fit.

    Each curve has the same place in both, which is how it is told apart.
    """
    named_runs = list(zip(names, runs, strict=True))
    early = [_line(name, run.losses[: _FIRST + 1], _HIGHEST) for name, run in named_runs]
    for i, line in enumerate(early):
        if line.xs[-1] < _FIRST:
            early[i] = replace(line, label=f"{line.label}, ends after step {line.xs[-1]:g}")
    whole = [_line(name, run.losses, _TOP) for name, run in named_runs]
    read = read_out([line for line in whole if line.xs], "step", "Loss")
    above = "".join(f" {line.label} stays above {_TOP:g}." for line in whole if not line.xs)
    edge = [
        line if line.xs else Curve(f"{line.label}, above", line.role, (0.0,), (_TOP,))
        for line in whole
    ]
    chance = Curve("ln 2", CurveRole.GUIDE, (0.0, float(_STEPS)), (_CHANCE, _CHANCE))
    return (
        Lines(tuple(early), "step", "loss in nats", log_y=True, points=True,
              title=f"The first {_FIRST} steps", summary=read_out(early, "step", "Loss")),
        Lines((*edge, chance), "step", "loss in nats", y_range=(0.0, _TOP),
              title=f"All steps, losses up to {_TOP:g}",
              summary=f"{read}{above} A thin line marks ln 2."),
    )  # fmt: skip


def _line(name: str, losses: Floats, top: float) -> Curve:
    """Return the losses that are numbers and on the axis, by step."""
    shown = [(float(step), float(loss)) for step, loss in enumerate(losses) if loss <= top]
    xs, ys = zip(*shown, strict=True) if shown else ((), ())
    return Curve(name, CurveRole.SERIES, xs, ys)


def _option(key: str, runs: Sequence[_Run]) -> Option:
    """Return a start as an option; its note tells what its run did."""
    told = next((run.told for run in runs if run.key == key), "none of the curves")
    return Option(_STARTS[key].text, key, note=told)


def _mistake(run: _Run, given: _Start, depth: int) -> Mistake:
    """Return what it shows to take a curve for that of another start."""
    kinds = {run.start.kind, given.kind}
    told = f"{run.start.text[0].upper()}{run.start.text[1:]}: {run.told}."
    if "saturates" in kinds:
        return Mistake("tanh-bounds", "tanh bounds the signal, ReLU does not", told)
    if kinds == {"stuck", "learns"}:
        return Mistake(
            "plateau-overlooked",
            "a loss that stays at ln 2 learns nothing",
            f"Weights so small leave no signal after {depth} layers, and no gradient. {told}",
        )
    if kinds == {"doubles", "explodes"}:
        return Mistake(
            "first-loss-overlooked", "the larger weights start from the larger loss", told
        )
    return Mistake("scale-overlooked", "only weights that are too large start high", told)


def _explanation(depth: int, width: int) -> str:
    """Return how to read a loss curve, with this network's factors."""
    return (
        r"**Reading a loss curve**: two classes guessed at even odds cost $\ln 2 \approx 0.693$. "
        "Where the start is well scaled the loss begins near that and falls. Where the signal "
        "dies on its way, so does the gradient, and the loss stays: that is a plateau, not a "
        f"slow start. With ReLU, in each of {depth} layers twice He's weights multiply the signal "
        f"by 2, {2**depth} in all, and N(0, 1) by √({width}/2) = {sqrt(width / 2):.3g}: the first "
        "loss is large, the first step larger, and soon nothing is a number. tanh caps the "
        "signal at 1, so N(0, 1) starts only a little high, but its units are saturated.\n\n"
        "He and LeCun cannot be told apart by such a curve: at this "
        "depth both train."
    )


QUESTION = QuestionType(
    key=_KEY,
    title="Loss curves",
    version=_VERSION,
    answer_kind=Match.kind,
    levels=tuple(Level),
    schemes=("zeros", "small_random", "he_normal", "lecun_normal"),
    claims=(1, 8, 25, 27),
    draw=partial(drawn, _KEY, _VERSION, _draft),
    cards=("random-shallow", "exploding", "vanishing", "zero-loss"),
    slow=True,
)
