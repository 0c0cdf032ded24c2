"""Dead units: four networks start from the same random numbers; which has the most dead ones?

A unit is dead if it is 0 on every input. Whether a ReLU is on depends on the sign of its input
alone, and without biases a positive factor on the weights (or on the inputs) changes no sign:
He, LeCun and 0.01 have equally many dead units, however much they shrink the signal. A bias
ends that: a negative one kills where the signal is small beside it, a positive one keeps small
signals alive and leaves the dead to the large. A leaky unit is never 0 throughout.

Each instance draws its four networks from one seed and counts; it is asked only if the counts
are equal, or all 0, or one is well above the others. All six answers are drawn alike, and
neither the largest nor the smallest weights are right more often. Easy: the networks differ
in scale, in activation or in one bias. Medium: a bias all four share. Hard: inputs of several
sizes, and the first layer, where nothing is dead yet. Wrong turns: small weights kill units;
the scale never matters, not even beside a bias; leaky units die as well.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from math import sqrt
from typing import NamedTuple

import numpy as np

from initquiz.asking.instance import Draft, drawn
from initquiz.asking.pictures import by_layer
from initquiz.initializers import named
from initquiz.initializers.activations import Activation, leaky_relu
from initquiz.initializers.laws import Floats
from initquiz.initializers.networks import square
from initquiz.initializers.propagation import forward_stats
from initquiz.model.blocks import CurveRole, Mark, Table
from initquiz.model.card import Level
from initquiz.model.choosing import Choice, Option
from initquiz.model.mistake import Mistake
from initquiz.model.question_type import QuestionType

_KEY = "dead-relus"
_VERSION = 1
_TRIES = 30
_NETWORKS, _BATCH, _DEPTH = 4, 64, 10
_WIDTHS = (96, 128, 160, 192)
_LEAST, _GAP = 0.05, 0.1  # shares of a layer: dead units worth asking for, and a clear lead
_EQUAL, _NONE = _NETWORKS, _NETWORKS + 1  # the answers after the networks
_ENDS = (("all-equal", "equally many in all, more than 0"), ("none-dead", "none: no unit is dead"))
_SMALL = (0.02, 0.01, 0.005, 0.001)
_INPUTS = (100.0, 10.0, 1.0, 0.1, 0.01)
_BIASES = (0.1, 0.2, 0.3, 0.5)
_SLOPES = (0.01, 0.1, 0.2)


class _Case(NamedTuple):
    """What four networks differ in: the answers it may make right, and what it teaches.

    An answer below 4 is a rank by scale, 0 the largest; `layers` are the first and the last to
    ask for.
    """

    right: tuple[int, ...]
    layers: tuple[int, int]
    mistake: Mistake


_SIGNS = "Without a bias a positive factor changes no sign, and the sign decides."
_LEAKY = "Below 0 a leaky unit still passes its slope times the input."
_RARE = f"A unit without bias is off for half the inputs, for all {_BATCH} once in 2^{_BATCH}."
_WEIGHS = "a bias weighs more beside a small signal"
_EXPLANATION = (
    r"**Dead units**: $\mathrm{ReLU}(c z) = c\,\mathrm{ReLU}(z)$ for $c > 0$, so without biases a "
    "factor on all weights of a layer, or on the inputs, multiplies every later activation and "
    "changes no sign. He, LeCun and 0.01 switch the same units off; small weights shrink the "
    "signal, they do not kill units.\n\nA bias is added to signals of a certain size, and then the "
    "scale counts: a negative one silences small signals, a positive one keeps them on. A leaky "
    "unit passes a part of everything, and is never dead."
)
_CASES = {
    "scale": _Case((_EQUAL,), (2, _DEPTH), Mistake(
        "small-weights-die", "a factor on the weights kills no unit", _SIGNS)),
    "leaks": _Case((_NONE,), (2, _DEPTH), Mistake(
        "leaky-unit-dies", "no leaky unit is 0 on every input", _LEAKY)),
    "first": _Case((_NONE,), (1, 1), Mistake(
        "first-layer-dies", "in the first layer nothing is dead yet", _RARE)),
    "leak": _Case((1, 2), (2, _DEPTH), Mistake(
        "leaky-unit-dies", "only the ReLU network has dead units", _LEAKY)),
    "own": _Case((1, 2), (2, _DEPTH), Mistake(
        "bias-overlooked", "the negative bias kills more units", f"{_SIGNS} That bias does.")),
    "shrink": _Case((3,), (1, _DEPTH), Mistake(
        "bias-scale-ignored", _WEIGHS, "The negative bias outweighs the smallest signal first.")),
    "spare": _Case((0,), (2, _DEPTH), Mistake(
        "bias-scale-ignored", _WEIGHS, "The positive bias keeps units with small signals on.")),
}  # fmt: skip
_USED = {
    Level.EASY: ("scale", "leaks", "leak", "own"),
    Level.MEDIUM: ("scale", "leaks", "leak", "own", "shrink", "spare"),
    Level.HARD: tuple(_CASES),
}
_EDGES = (0, 3)  # ranks that are right where no case with a shared bias makes them so


class _Network(NamedTuple):
    """Weights in words, their standard deviation, scale of inputs, each unit's bias and slope."""

    weights: str
    std: float
    inputs: float = 1.0
    bias: float = 0.0
    slope: float = 0.0

    @property
    def phi(self) -> Activation:
        """Return the activation, the bias added before it."""
        unit, bias = leaky_relu(self.slope), self.bias
        return replace(unit, function=lambda z: unit(z + bias))

    @property
    def row(self) -> tuple[str, ...]:
        """Return it as cells of a table."""
        unit = f"leaky ReLU, slope {self.slope:g}" if self.slope else "ReLU"
        size = "" if self.inputs == 1 else f"{self.inputs:g} · "
        bias = f"{self.bias:g}".replace("-", "\N{MINUS SIGN}")
        return f"{self.weights}, σ = {self.std:.3g}", bias, unit, f"{size}N(0, 1)"


class _Asked(NamedTuple):
    """Networks that keep the promise of a case, their dead shares by layer, and the layer."""

    case: str
    right: int
    networks: tuple[_Network, ...]
    width: int
    dead: tuple[Floats, ...]
    layer: int


def _draft(rng: np.random.Generator, level: Level) -> Draft | None:
    """Return an instance, or None if no networks kept the promise of a case."""
    right = int(rng.integers(_NONE + 1))
    found = (_asked(rng, level, right) for _ in range(_TRIES))
    asked = next(filter(None, found), None)
    return _written(asked) if asked else None


def _asked(rng: np.random.Generator, level: Level, right: int) -> _Asked | None:
    """Draw networks for which this answer should be right; None if their counts disagree."""
    wanted = (right,) if right >= _EQUAL else range(_NETWORKS)
    key = str(rng.choice([key for key in _USED[level] if _CASES[key].right[0] in wanted]))
    case, width = _CASES[key], int(rng.choice(_WIDTHS))
    best = int(rng.choice(_EDGES if (level, key) == (Level.EASY, "leak") else case.right))
    by_inputs = level is Level.HARD and bool(rng.integers(2))
    ranked = _changed(rng, key, best, width, _ranked(rng, key, width, by_inputs=by_inputs))
    order = rng.permutation(_NETWORKS).tolist()
    if right < _EQUAL:
        order.remove(best)
        order.insert(right, best)
    seed = int(rng.integers(2**32))
    networks = tuple(ranked[rank] for rank in order)
    dead = tuple(_dead(network, width, seed) for network in networks)
    first, last = case.layers
    layers = [at for at in range(first, last + 1) if _clear([d[at] for d in dead], right)]
    if not layers:
        return None
    return _Asked(key, right, networks, width, dead, int(rng.choice(layers)))


def _ranked(rng: np.random.Generator, key: str, width: int, *, by_inputs: bool) -> list[_Network]:
    """Draw four networks of different scale, the largest first."""
    he = _Network("He normal", sqrt(2 / width))
    large = [_Network("N(0, 1)", 1.0), he, _Network("LeCun normal", sqrt(1 / width))]
    pool = [*large, *(_Network("small random", std) for std in _SMALL)]
    if by_inputs:
        pool = [he._replace(inputs=size) for size in _INPUTS]
    elif key == "spare":  # the positive bias parts one large scale from small ones
        pool = [large[rng.integers(len(large))], *pool[len(large) :]]
        return [pool[0], *(pool[1 + i] for i in sorted(rng.permutation(len(_SMALL))[:-1]))]
    return [pool[i] for i in sorted(rng.permutation(len(pool))[:_NETWORKS])]


def _changed(
    rng: np.random.Generator, key: str, best: int, width: int, ranked: Sequence[_Network]
) -> list[_Network]:
    """Give the networks the biases and slopes of a case; `best` is to have the most dead."""
    bias, slope = float(rng.choice(_BIASES)), float(rng.choice(_SLOPES))
    chosen = ranked[best % _NETWORKS]
    if key in ("leaks", "leak"):
        changed = [network._replace(slope=slope) for network in ranked]
    else:
        shared = {"shrink": -bias, "spare": bias}.get(key, 0.0)
        changed = [network._replace(bias=shared) for network in ranked]
    if key == "leak":
        changed[best] = chosen
    if key == "own":
        spread = sqrt(width) * chosen.std * chosen.inputs
        changed[best] = chosen._replace(bias=-float(f"{2 * bias * spread:.1g}"))
    return changed


def _dead(network: _Network, width: int, seed: int) -> Floats:
    """Return the share of dead units by layer, from the input on."""
    rng = np.random.default_rng(seed)
    return forward_stats(
        rng,
        partial(named.small_random, std=network.std),
        network.phi,
        widths=square(width, _DEPTH),
        inputs=network.inputs * rng.standard_normal((_BATCH, width)),
    ).dead


def _clear(shares: Sequence[float], right: int) -> bool:
    """Tell whether these shares of dead units make an answer right beyond doubt."""
    if right == _NONE:
        return not any(shares)
    if right == _EQUAL:
        return len(set(shares)) == 1 and shares[0] >= _LEAST
    return shares[right] >= max(s for i, s in enumerate(shares) if i != right) + _GAP


def _written(asked: _Asked) -> Draft:
    """Return the question."""
    width, layer, networks = asked.width, asked.layer, asked.networks
    counts = [round(float(share[layer]) * width) for share in asked.dead]
    listed = ", ".join(map(str, counts[:-1])) + f" and {counts[-1]}"
    measured = f"At layer {layer} the networks have {listed} dead units of {width}."
    told = _CASES[asked.case].mistake
    wrong = Mistake(told.key, told.title, f"{told.lesson} {measured}")
    overlooked = Mistake(
        "dead-units-overlooked",
        "some units are off for every input",
        f"With depth the inputs look more and more alike to a unit. {measured}",
    )
    rows = [(f"network-{i}", f"network {i}") for i in range(1, _NETWORKS + 1)]
    options = tuple(
        Option(
            text,
            key,
            note=f"{counts[i]} dead" if i < _EQUAL else "",
            mistake=overlooked if i == _NONE else wrong,
        )
        for i, (key, text) in enumerate((*rows, *_ENDS))
    )
    curves = [(f"network {i + 1}", share[1:]) for i, share in enumerate(asked.dead)]
    shown = by_layer(curves, "share of dead units", log_y=False, title="Dead units by layer")
    table = _table(networks)
    return Draft(
        prompt=(
            rf"Four networks of {_DEPTH} layers, each with $n_{{in}}$ = $n_{{out}}$ = {width}, are "
            f"drawn from the same random numbers and see the same {_BATCH} inputs; the table says "
            f"how they differ. Which has the most dead units, 0 on every input, at layer {layer}?"
        ),
        blocks=(table,),
        answer=Choice(options, asked.right),
        evidence=f"{measured} {told.lesson}",
        explanation=_EXPLANATION,
        facts={
            "case": asked.case,
            "width": width,
            "n_in": width,
            "n_out": width,
            "depth": _DEPTH,
            "layer": layer,
            "batch": _BATCH,
            **{f"dead_{i}": count for i, count in enumerate(counts, start=1)},
            **{
                f"{name}_{i}": getattr(network, name)
                for i, network in enumerate(networks, start=1)
                for name in ("std", "inputs", "bias", "slope")
            },
        },
        revealed=(
            table,
            replace(shown, marks=(Mark(f"layer {layer}", CurveRole.GUIDE, float(layer)),)),
        ),
    )


def _table(networks: Sequence[_Network]) -> Table:
    """Return what the networks differ in."""
    header = ("network", "weights", "bias", "units", "inputs")
    rows = tuple((str(i), *network.row) for i, network in enumerate(networks, start=1))
    told = "; ".join(
        f"network {i}: weights {weights}, bias {bias}, {unit}, inputs {inputs}"
        for i, weights, bias, unit, inputs in rows
    )
    return Table(header, rows, summary=f"{told}.", title="Four networks")


QUESTION = QuestionType(
    key=_KEY,
    title="Dead units",
    version=_VERSION,
    answer_kind=Choice.kind,
    levels=tuple(Level),
    schemes=("he_normal", "lecun_normal", "small_random"),
    claims=(27,),
    draw=partial(drawn, _KEY, _VERSION, _draft),
    cards=("trap-dead-relu",),
    slow=True,
)
