"""What an untrained classifier's loss is: ln(classes), and more where the weights are large.

Before training, the scores of a softmax head say nothing about the labels. If all are nearly
equal each of C classes gets the probability 1/C and the cross-entropy is ln C, in nats;
scores that differ by chance cost more, to second order half their variance. A first loss far
above ln C is how weights that are too large show.

The question is arithmetic on its prompt, so its numbers vary widely. The value is the exact
mean over Gaussian scores of the variance n_in times that of a weight, and may be 5 % off; a
head is drawn to show it. Easy: all weights zero. Medium: small random ones, which change
nothing that matters. Hard: weights so large that half the variance has to be added.
Wrong turns: another logarithm, a probability for a loss, zero weights taken for no loss, the
scale ignored, the variance not halved.
"""

import math
from functools import partial
from typing import NamedTuple

import numpy as np

from initquiz.asking.instance import Draft, drawn
from initquiz.asking.quantities import by_share
from initquiz.initializers import named
from initquiz.initializers.training import initial_loss
from initquiz.model.blocks import Code, Curve, CurveRole, Lines, Mark
from initquiz.model.card import Level
from initquiz.model.measuring import Number, Quantity, Wrong
from initquiz.model.mistake import Mistake
from initquiz.model.question_type import QuestionType

_KEY = "initial-loss"
_VERSION = 1
_SHARE = 0.05
_ROUGH = 0.03  # of the loss: how far a rule of thumb and the drawn head may be off
_BATCH = 512
_CLASSES = (2, 3, 4, 5, 7, 10, 14, 20, 30, 50, 80, 128, 200, 365, 600, 1000)
_SIZES = (64, 96, 100, 128, 160, 200, 256, 300, 320, 384, 400, 512)
_SMALL = (0.001, 0.005, 0.01)


class _Scheme(NamedTuple):
    """Weights of a head: the scheme's key, as code given n_in, and n_in times their variance."""

    key: str
    code: str
    gain: float


_LARGE = (
    _Scheme("lecun_normal", "np.sqrt(1 / {n_in})", 1.0),
    _Scheme("he_normal", "np.sqrt(2 / {n_in})", 2.0),
    _Scheme("normal", "np.sqrt(1.5 / {n_in})", 1.5),
    _Scheme("normal", "np.sqrt(3 / {n_in})", 3.0),
)

# Where the mean over scores is summed up: scores in standard deviations, logs of a threshold.
_SCORES = np.arange(-8.5, 8.51, 0.125)
_DENSITY = np.exp(-(_SCORES**2) / 2) * 0.125 / math.sqrt(2 * math.pi)
_STEP = 0.1
_THRESHOLDS = np.arange(-40.0, 36.0, _STEP)
_REACH = 2.5  # standard deviations of a score on the plot's axis


class _Head(NamedTuple):
    """A classifier head: sizes, the weights' scheme and standard deviation, the code for it."""

    n_in: int
    classes: int
    scheme: str
    std: float
    code: str

    @property
    def variance(self) -> float:
        """Return the variance of a score, for inputs of mean square 1."""
        return self.n_in * self.std**2


def _draft(rng: np.random.Generator, level: Level) -> Draft | None:
    """Return an instance, or None where the short rule would be too rough."""
    head = _head(rng, level)
    value = _mean_loss(head.classes, math.sqrt(head.variance))
    rule = math.log(head.classes) + (head.variance / 2 if level is Level.HARD else 0)
    sample = partial(named.small_random, std=head.std) if head.std else named.zeros
    measured = initial_loss(rng, sample, classes=head.classes, features=head.n_in, batch=_BATCH)
    if max(abs(rule - value), abs(measured - value)) > _ROUGH * value:
        return None
    if level is Level.HARD and value < (1 + 2 * _SHARE) * math.log(head.classes):
        return None
    code = Code(_code(head), summary=_spoken(head), title="An untrained classifier head")
    return Draft(
        prompt=(
            rf"A softmax classifier for {head.classes:,} classes has a last layer with "
            rf"$n_{{in}}$ = {head.n_in} and $n_{{out}}$ = {head.classes}, drawn as below; its "
            f"inputs have mean 0 and variance 1. What is its mean cross-entropy before the "
            "first step of training, in nats?"
        ),
        blocks=(code,),
        answer=Number((_quantity(head, value, level),)),
        evidence=(
            f"This head was drawn and shown {_BATCH:,} inputs with random labels: its loss is "
            f"{measured:.3f}. Theory says {value:.3f}; ln {head.classes:,} = "
            f"{math.log(head.classes):.3f}."
        ),
        explanation=_explanation(head, value),
        facts={
            "scheme": head.scheme,
            "n_in": head.n_in,
            "n_out": head.classes,
            "classes": head.classes,
            "std": head.std,
            "score_variance": head.variance,
            "log_classes": math.log(head.classes),
            "expected_loss": value,
            "measured_loss": measured,
            "tolerance": "5 % either way",
        },
        revealed=(code, _plot(head, measured)),
    )


def _head(rng: np.random.Generator, level: Level) -> _Head:
    """Draw sizes and a scale of the level."""
    n_in, classes = int(rng.choice(_SIZES)), int(rng.choice(_CLASSES))
    if level is Level.EASY:
        return _Head(n_in, classes, "zeros", 0.0, f"np.zeros(({n_in}, {classes}))")
    if level is Level.MEDIUM:
        std = float(rng.choice(_SMALL))
        return _Head(
            n_in, classes, "small_random", std, f"rng.normal(0, {std:g}, ({n_in}, {classes}))"
        )
    scheme = _LARGE[rng.integers(len(_LARGE))]
    std = math.sqrt(scheme.gain / n_in)
    written = scheme.code.format(n_in=n_in)
    return _Head(n_in, classes, scheme.key, std, f"rng.normal(0, {written}, ({n_in}, {classes}))")


def _mean_loss(classes: int, std: float) -> float:
    """Return the mean of ln(sum of exp(score)) over independent N(0, std²) scores, exactly.

    By the integral of (exp(-t) - E[exp(-t S)]) / t over t, which is E[ln S] for any S > 0; for
    a sum of independent terms the inner mean is a power. A label's own score has mean 0.
    """
    if not std:
        return math.log(classes)
    inner = np.exp(-np.exp(_THRESHOLDS[:, None] + std * _SCORES)) @ _DENSITY
    return float(_STEP * np.sum(np.exp(-np.exp(_THRESHOLDS)) - inner**classes))


def _code(head: _Head) -> str:
    """Return the lines that draw the head and measure its loss."""
    return "\n".join(
        (
            f"W = {head.code}",
            f"b = np.zeros({head.classes})",
            "log_p = log_softmax(x @ W + b)",
            "loss = -log_p[rows, labels].mean()",
        )
    )


def _spoken(head: _Head) -> str:
    """Return the code in words."""
    law = f"normal with the standard deviation {head.std:.3g}" if head.std else "all zero"
    return (
        f"Code. W has {head.n_in} rows and {head.classes} columns and is {law}, the biases are "
        "zero. The loss is the mean of minus the log softmax of x times W plus b at the label."
    )


def _quantity(head: _Head, value: float, level: Level) -> Quantity:
    """Return the loss as a number asked for, with what other numbers show."""
    classes, variance = head.classes, head.variance
    logarithm = math.log(classes)
    right = f"Each class gets about 1/{classes:,}, so the loss is ln {classes:,} = {logarithm:.3f}"
    half = f", plus half the scores' variance, {variance:.3g}/2 = {variance / 2:.3g}"
    right += f"{half}: about {value:.3g}." if level is Level.HARD else "."
    rows = [
        (math.log2(classes), "bits-for-nats", "that is in bits, a logarithm to base 2", right),
        (math.log10(classes), "decimal-logarithm", "that is the logarithm to base 10", right),
        (1 / classes, "probability-for-loss", "that is the probability of a class",
         f"The loss is minus its logarithm. {right}"),
        (0.0, "zero-weights-zero-loss", "a loss of 0 takes certainty",
         f"An untrained head is as unsure as can be. {right}"),
    ]  # fmt: skip
    if level is Level.HARD:
        scores = f"The scores differ by chance, with the variance {variance:.3g}"
        rows += [
            (logarithm, "scale-ignored", "these weights are not near 0", f"{scores}. {right}"),
            (logarithm + variance, "variance-not-halved", "only half the variance is added",
             f"{scores}. {right}"),
        ]  # fmt: skip
    return by_share(
        "loss",
        value,
        _SHARE,
        Mistake("loss-miscounted", "an untrained head starts elsewhere", right),
        wrong=tuple(Wrong(number, Mistake(*told)) for number, *told in rows),
        unit="nats",
    )


def _plot(head: _Head, measured: float) -> Lines:
    """Return the loss by the scores' standard deviation, and where this head stands."""
    stds, here = np.linspace(0, _REACH, 11).tolist(), math.sqrt(head.variance)
    losses = [_mean_loss(head.classes, std) for std in stds]
    start = math.log(head.classes)
    return Lines(
        curves=(
            Curve("mean over all heads", CurveRole.TRUTH, tuple(stds), tuple(losses)),
            Curve(f"ln {head.classes:,}", CurveRole.GUIDE, (0.0, _REACH), (start, start)),
        ),
        x_title="standard deviation of the scores",
        y_title="loss in nats",
        summary=(
            f"The loss rises from ln {head.classes:,} = {start:.3g} where all scores are equal to "
            f"{losses[-1]:.3g} at a standard deviation of {_REACH}. This head stands at {here:.3g} "
            f"and measures {measured:.3g}."
        ),
        title=f"First loss for {head.classes:,} classes",
        marks=(Mark("this head", CurveRole.TRUTH, here),),
    )


def _explanation(head: _Head, value: float) -> str:
    """Return where the loss comes from, with this head's numbers."""
    start = math.log(head.classes)
    told = (
        r"**The first loss**: equal scores give each of $C$ classes the probability $1/C$, and "
        rf"$-\ln(1/C) = \ln C$; ln {head.classes:,} = {start:.3f}. Random weights give random "
        r"scores, of variance $v = n_{in}\,\sigma^2$ for inputs of variance 1, and the loss is "
        r"then about $\ln C + v/2$."
    )
    if head.std:
        told += (
            f" Here v = {head.n_in} · {head.std:.3g}² = {head.variance:.3g}, so the loss is "
            f"{value:.3f}."
        )
    return (
        f"{told}\n\nLook at it in your own runs: a first loss well above $\\ln C$ hints at a last "
        "layer that is too large. This is a layer that may even start at zero, for the units below "
        "it differ already. Source: the softmax of equal scores; the mean over Gaussian ones."
    )


QUESTION = QuestionType(
    key=_KEY,
    title="Initial loss",
    version=_VERSION,
    answer_kind=Number.kind,
    levels=tuple(Level),
    schemes=("zeros", "small_random", "lecun_normal", "he_normal"),
    claims=(2, 3, 5),
    draw=partial(drawn, _KEY, _VERSION, _draft),
    cards=("zero-loss", "layer-factor"),
)
