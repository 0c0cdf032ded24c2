r"""Gradient by layer: three networks and their gradient at each layer; what becomes of it?

The gradient starts at the last layer and travels to the first, so the bars are read from right
to left. Bars that rise to the right belong to a gradient that dies on its way back: that is the
mistake to watch for. What counts is how much of it arrives at layer 1, relative to the last:

- less than 1/100: it vanishes, and the first layers hardly learn;
- more than 100 times: it explodes, and training diverges;
- between 1/10 and 10 times: it is stable, though the bars are seldom level.

Networks in between are not shown, so the bars alone decide; each network has one of the three
fates as likely as the others, whatever the others have.

Easy shows the two limits as lines and keeps clear of them; medium shows no lines; hard stays
within a factor of 1,000 of the limits, where the numbers on the axis have to be read.

Sources: Glorot and Bengio 2010, eq. 6, for the way back; each network is measured.
"""

import math
from dataclasses import replace
from functools import cache, partial
from typing import NamedTuple

import numpy as np

from initquiz.asking.grading import number
from initquiz.asking.instance import Draft, drawn
from initquiz.asking.pictures import bars_by_layer
from initquiz.initializers import named
from initquiz.initializers.activations import ACTIVATIONS
from initquiz.initializers.laws import Floats
from initquiz.initializers.mean_field import mean_field
from initquiz.initializers.networks import square
from initquiz.initializers.propagation import gradient_stats
from initquiz.model.blocks import Curve, CurveRole
from initquiz.model.card import Level
from initquiz.model.choosing import Choices, Option
from initquiz.model.mistake import Mistake
from initquiz.model.question_type import QuestionType

_KEY = "gradient-by-layer"
_VERSION = 1
_BATCH = 64
_WIDTH = 128
_DEPTHS = (15, 18, 20, 24, 30)
_LETTERS = ("A", "B", "C")
_FATES = ("vanishes", "explodes", "stable")
_VANISHED, _EXPLODED = 1e-2, 1e2
_STABLE = 10.0  # up to this factor, either way
_Y_TITLE = "gradient rms (last layer = 1)"


class _Net(NamedTuple):
    """A network: its name once answered, activation, n_in times the variance of a weight."""

    text: str
    activation: str
    scale: float


_NETS = (
    _Net("ReLU, He", "relu", 2.0),
    _Net("ReLU, LeCun", "relu", 1.0),
    _Net("ReLU, PyTorch's default", "relu", 1 / 3),
    _Net("ReLU, std 0.02", "relu", 4e-4 * _WIDTH),
    _Net("ReLU, He times √2", "relu", 4.0),
    _Net("ReLU, std 0.2", "relu", 0.04 * _WIDTH),
    _Net("ReLU, std 0.5", "relu", 0.25 * _WIDTH),
    _Net("tanh, Xavier", "tanh", 1.0),
    _Net("tanh, Xavier times 5/3", "tanh", 25 / 9),
    _Net("tanh, He", "tanh", 2.0),
    _Net("tanh, PyTorch's default", "tanh", 1 / 3),
    _Net("tanh, std 0.02", "tanh", 4e-4 * _WIDTH),
    _Net("tanh, Xavier times 4", "tanh", 16.0),
    _Net("tanh, std 1", "tanh", float(_WIDTH)),
    _Net("sigmoid, Xavier", "sigmoid", 1.0),
    _Net("sigmoid, He", "sigmoid", 2.0),
    _Net("sigmoid, Xavier times 4", "sigmoid", 16.0),
    _Net("sigmoid, std 1", "sigmoid", float(_WIDTH)),
    _Net("SELU, LeCun", "selu", 1.0),
    _Net("SELU, Xavier times 3/4", "selu", 9 / 16),
    _Net("SELU, PyTorch's default", "selu", 1 / 3),
    _Net("SELU, He times √2", "selu", 4.0),
    _Net("SELU, std 0.5", "selu", 0.25 * _WIDTH),
)
# How far beyond a limit a gradient ends in theory, in decades from and to, and how far a stable
# one may stray from 1.
_RANGES = {
    Level.EASY: (1.0, 14.0, 0.7),
    Level.MEDIUM: (0.5, 6.0, 0.9),
    Level.HARD: (0.2, 3.0, 0.9),
}


class _Seen(NamedTuple):
    """A network as measured: its letter, what it is, gradient rms by layer, fate."""

    letter: str
    net: _Net
    rms: Floats
    fate: str

    @property
    def name(self) -> str:
        """Return what it is called; options have letters already."""
        return f"network {_LETTERS.index(self.letter) + 1}"

    @property
    def ratio(self) -> float:
        """Return how much of the gradient arrives at the first layer."""
        return float(self.rms[0])


def _draft(rng: np.random.Generator, level: Level) -> Draft | None:
    """Return an instance; None where no network has a fate drawn, or one missed it."""
    depth = int(rng.choice(_DEPTHS))
    seen: list[_Seen] = []
    for letter in _LETTERS:
        fate = _FATES[rng.integers(len(_FATES))]
        nets = [net for net in _NETS if _destined(net, depth, level) == fate]
        nets = [net for net in nets if all(net != one.net for one in seen)] or nets
        if not nets:
            return None
        net = nets[rng.integers(len(nets))]
        rms = _measured(net, depth, int(rng.integers(2**32)))
        if _fate(float(rms[0])) != fate:
            return None
        seen.append(_Seen(letter, net, rms, fate))
    ends = [float(end) for one in seen for end in (one.rms.min(), one.rms.max())]
    y_range = (min(_VANISHED / 10, min(ends) / 3), max(_EXPLODED * 10, max(ends) * 3))
    blocks = tuple(
        bars_by_layer(one.rms, _Y_TITLE, title=one.name.capitalize(), y_range=y_range)
        for one in seen
    )
    limits = (_level("1/100", _VANISHED, depth), _level("100", _EXPLODED, depth))
    lined = tuple(replace(block, curves=limits) for block in blocks)
    options = tuple(_option(one, fate) for one in seen for fate in _FATES[:2])
    correct = tuple(i for i, (_, right) in enumerate(options) if right)
    return Draft(
        prompt=(
            rf"Three networks of {depth} layers, $n_{{in}}$ = $n_{{out}}$ = {_WIDTH} in each, were "
            f"sent a random gradient back from layer {depth}; the bars show its size at each "
            "layer. Where does it vanish (less than 1/100 of it arrives at layer 1), where does "
            "it explode (more than 100 times)?"
        ),
        blocks=lined if level is Level.EASY else blocks,
        answer=Choices(tuple(option for option, _ in options), correct),
        evidence=" ".join(map(_told, seen)),
        explanation=_explanation(seen, depth),
        facts={
            "width": _WIDTH,
            "n_in": _WIDTH,
            "n_out": _WIDTH,
            "depth": depth,
            **{f"network_{one.letter.lower()}": one.net.text for one in seen},
            **{f"ratio_{one.letter.lower()}": one.ratio for one in seen},
            **{f"fate_{one.letter.lower()}": one.fate for one in seen},
        },
        revealed=tuple(
            replace(
                block,
                title=f"{block.title}: {one.net.text}",
                curves=(*limits, _predicted(one.net, depth)),
            )
            for block, one in zip(blocks, seen, strict=True)
        ),
    )


@cache
def _factors(net: _Net) -> tuple[float, ...]:
    """Return what an infinitely wide network's layers leave of a gradient, first layer first."""
    field = mean_field(ACTIVATIONS[net.activation], net.scale, depth=max(_DEPTHS))
    return tuple(field.gradient.tolist())


def _destined(net: _Net, depth: int, level: Level) -> str | None:
    """Return the fate that theory gives a network, None where it is not of the level."""
    decades = math.log10(math.prod(_factors(net)[: depth - 1]))
    near, far, stable = _RANGES[level]
    beyond = abs(decades) - math.log10(_EXPLODED)
    if near <= beyond <= far:
        return "vanishes" if decades < 0 else "explodes"
    return "stable" if abs(decades) <= stable else None


def _fate(ratio: float) -> str | None:
    """Return what becomes of a gradient of which so much arrives; None in between."""
    if ratio < _VANISHED:
        return "vanishes"
    if ratio > _EXPLODED:
        return "explodes"
    return "stable" if 1 / _STABLE < ratio < _STABLE else None


def _measured(net: _Net, depth: int, dice: int) -> Floats:
    """Return the gradient's rms by layer from 1 on in one network, relative to the last."""
    stats = gradient_stats(
        np.random.default_rng(dice),
        partial(
            named.variance_scaling,
            scale=net.scale,
            distribution="uniform" if net.text.endswith("default") else "normal",
        ),
        ACTIVATIONS[net.activation],
        widths=square(_WIDTH, depth),
        batch=_BATCH,
    )
    return np.asarray(stats.rms[1:] / stats.rms[-1])


def _level(label: str, y: float, depth: int) -> Curve:
    """Return a limit as a line across all bars."""
    return Curve(label, CurveRole.GUIDE, (1.0, float(depth)), (y, y))


def _predicted(net: _Net, depth: int) -> Curve:
    """Return what theory predicts, as a curve over the bars."""
    factors = _factors(net)
    ys = tuple(math.prod(factors[layer : depth - 1]) for layer in range(depth))
    return Curve("theory", CurveRole.TRUTH, tuple(float(i + 1) for i in range(depth)), ys)


def _told(one: _Seen) -> str:
    """Say what was measured in a network."""
    times = "times" if one.ratio > 1 else "of"
    size = f"{number(one.ratio)} {times} the gradient"
    return f"{one.name.capitalize()}: {size} at layer {len(one.rms)} arrives at layer 1."


def _option(one: _Seen, fate: str) -> tuple[Option, bool]:
    """Return a statement about a network, and whether it is true."""
    name, first, last = one.name, number(one.ratio), len(one.rms)
    if one.fate == fate:
        key = f"{fate[:-1].removesuffix('e')}ing-overlooked"
        title = f"the gradient of {name} {fate}"
        lesson = _told(one)
    elif one.fate == "stable":
        key, title = "spread-for-fate", f"{name} stays within a factor of 10"
        lesson = f"{_told(one)} Bars need not be level: with up to that factor all layers learn."
    else:
        key, title = "read-forwards", f"the gradient of {name} runs from right to left"
        lesson = (
            f"It starts at layer {last} with 1 and ends at layer 1 with {first}: it {one.fate} on "
            "the way back."
        )
    option = Option(
        text=f"{name} {fate}",
        key=f"{one.letter.lower()}-{fate}",
        note=f"{one.net.text}: {first} arrives",
        mistake=Mistake(key, title, lesson),
    )
    return option, one.fate == fate


def _explanation(seen: list[_Seen], depth: int) -> str:
    """Return what a layer does to the gradient, and the three networks."""
    rows = "\n".join(
        f"| {one.name.capitalize()}: {one.net.text} | {one.net.scale:.3g} | {number(one.ratio)} | "
        f"{number(_predicted(one.net, depth).ys[0])} | {one.fate} |"
        for one in seen
    )
    return (
        "On its way back through a layer a gradient's mean square is multiplied by "
        r"$n\,\sigma^2\,\mathbb{E}[\phi'^2]$: by the sum over the units it comes from, and by the "
        f"slope of the activation. Over {depth - 1} steps even a factor close to 1 adds up.\n\n"
        "| Network | $n\\,\\sigma^2$ | Measured | Theory | Gradient |\n|---|---|---|---|---|\n"
        f"{rows}\n\nA gradient that vanishes leaves the first layers as they were drawn; one that "
        "explodes makes their steps too large."
    )


QUESTION = QuestionType(
    key=_KEY,
    title="Gradient by layer",
    version=_VERSION,
    answer_kind=Choices.kind,
    levels=tuple(Level),
    schemes=("he_normal", "lecun_normal", "torch_linear", "xavier_normal"),
    claims=(1, 8, 11, 12),
    cards=("vanishing", "exploding", "sigmoid-gradient", "gain-tanh"),
    slow=True,
    draw=partial(drawn, _KEY, _VERSION, _draft),
)
