"""What moved: which weights and biases does gradient descent change from this start?

Follow one step. A weight's gradient is its input times the error that comes back to its unit,
so it is 0 if either is; a bias's is that error. Zero weights pass no error back, ReLU passes
none where its input is 0, a unit that is 0 gives the layer above nothing to learn from, and
classes of unequal size always move the output biases. So a zero start frees a layer per step
with sigmoid, which is 1/2 at 0, and none ever with ReLU or tanh.

Each instance is trained; a parameter counts as changed if the run changed it by more than
rounding, and a run that leaves doubt is not asked. Easy: one hidden layer of ReLU, tanh or
sigmoid. Medium: leaky ReLU, SELU and constant starts as well; equal output weights send back
the sum of all classes' errors, which is 0. Hard: two hidden layers.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from initquiz.asking.instance import Draft, drawn
from initquiz.initializers import mlp, named
from initquiz.initializers.activations import activation
from initquiz.initializers.arrays import Sampler
from initquiz.initializers.datasets import blobs
from initquiz.initializers.rules import CONSTANT
from initquiz.model.blocks import Code, Table
from initquiz.model.card import Level
from initquiz.model.choosing import Choices, Option
from initquiz.model.mistake import Mistake
from initquiz.model.question_type import QuestionType

_KEY = "what-moved"
_VERSION = 1
_SAMPLES, _FEATURES, _HIDDEN, _CLASSES = 256, 20, 16, 3
_RATE = 0.5
_STD = 0.1
_ROUNDING, _CLEAR = 1e-12, 1e-9  # changes below the one are none, above the other sure

_STARTS: Mapping[str, tuple[Sampler, str, str]] = {
    "0": (named.zeros, "np.zeros(({shape}))", "all zero"),
    "c": (named.constant, f"np.full(({{shape}}), {CONSTANT})", f"all {CONSTANT}"),
    "r": (
        partial(named.small_random, std=_STD),
        f"rng.normal(0, {_STD}, ({{shape}}))",
        f"normal with standard deviation {_STD}",
    ),
}
# What happens at 0, where units stand that get nothing.
_AT_ZERO = {
    "relu": "is 0 at 0, and so is its slope: zero weights below stay so",
    "tanh": "is 0 at 0, but its slope is 1: errors pass, signals do not",
    "sigmoid": "is 1/2 at 0, its slope 1/4: errors and signals pass",
    "leaky_relu": "is 0 at 0, its slope 0.01 there: some error passes, no signal does",
    "selu": "is 0 at 0, but its slope is not: errors pass, signals do not",
}


class _Recipe(NamedTuple):
    """What moves; starts of the layers in turn (0, c or r), activations and steps to draw from."""

    moves: str
    starts: str
    activations: str
    steps: tuple[int, ...]


class _Run(NamedTuple):
    """What training did: by parameter the largest change, and the step that made the first."""

    changes: dict[str, float]
    first: dict[str, int]


# What moves is drawn first, so that all is asked alike, then one of the recipes that lead to
# it. The run decides: a recipe that did not keep its promise would be refused.
_ANY = "relu tanh sigmoid leaky_relu selu"
_PLAIN = (
    _Recipe("b2", "00", "relu tanh", (1, 2, 20)),
    _Recipe("b2", "0r", "relu", (1, 2, 20)),
    _Recipe("W2 b2", "00", "sigmoid", (1,)),
    _Recipe("W2 b2", "r0", "relu tanh sigmoid", (1,)),
    _Recipe("W1 b1 b2", "0r", "tanh", (1,)),
    _Recipe("W1 b1 W2 b2", "00", "sigmoid", (2, 20)),
    _Recipe("W1 b1 W2 b2", "r0", "relu tanh sigmoid", (2, 20)),
    _Recipe("W1 b1 W2 b2", "0r", "tanh sigmoid", (2, 20)),
    _Recipe("W1 b1 W2 b2", "0r rr", "sigmoid", (1,)),
    _Recipe("W1 b1 W2 b2", "rr", "relu tanh", (1, 2, 20)),
)
_ODD = (
    _Recipe("b2", "00", "leaky_relu selu relu", (1, 3)),
    _Recipe("b2", "0r", "relu", (1, 3)),
    _Recipe("W2 b2", "cc", _ANY, (1,)),
    _Recipe("W2 b2", "r0", "leaky_relu selu", (1,)),
    _Recipe("W1 b1 b2", "0r", "leaky_relu selu tanh", (1,)),
    _Recipe("W1 b1 W2 b2", "cc", _ANY, (2, 3)),
    _Recipe("W1 b1 W2 b2", "cr", _ANY, (1, 3)),
    _Recipe("W1 b1 W2 b2", "0r", "leaky_relu selu tanh", (2, 3)),
    _Recipe("W1 b1 W2 b2", "00", "sigmoid", (2, 3)),
)
_DEEP = (
    _Recipe("b3", "000 r00", "relu tanh", (1, 3)),
    _Recipe("b3", "0rr r0r", "relu", (1, 3)),
    _Recipe("W3 b3", "000 r00", "sigmoid", (1,)),
    _Recipe("W3 b3", "rr0", "relu tanh sigmoid", (1,)),
    _Recipe("W2 b2 b3", "r0r", "tanh", (1,)),
    _Recipe("W2 b2 W3 b3", "000 r00", "sigmoid", (2,)),
    _Recipe("W2 b2 W3 b3", "r0r", "sigmoid", (1,)),
    _Recipe("W1 b1 b2 b3", "0rr", "tanh", (1,)),
    _Recipe("W1 b1 W2 b2 W3 b3", "000 r00", "sigmoid", (3,)),
    _Recipe("W1 b1 W2 b2 W3 b3", "rr0", "relu tanh sigmoid", (2, 3)),
    _Recipe("W1 b1 W2 b2 W3 b3", "r0r 0rr", "tanh sigmoid", (2, 3)),
)
_RECIPES = {Level.EASY: _PLAIN, Level.MEDIUM: _ODD, Level.HARD: _DEEP}


def _draft(rng: np.random.Generator, level: Level) -> Draft | None:
    """Return an instance, or None if its run leaves doubt."""
    told = str(rng.choice(sorted({recipe.moves for recipe in _RECIPES[level]})))
    fitting = [recipe for recipe in _RECIPES[level] if recipe.moves == told]
    recipe = fitting[rng.integers(len(fitting))]
    starts, key = (str(rng.choice(words.split())) for words in (recipe.starts, recipe.activations))
    steps = int(rng.choice(recipe.steps))
    run, taken = _train(rng, starts, key, steps), f"{steps} step{'s' * (steps > 1)}"
    moved = [name for name, change in run.changes.items() if change]
    if moved != told.split() or min(run.changes[name] for name in moved) < _CLEAR:
        return None
    code = Code(_code(starts, key), summary=_spoken(starts, key), title="The network")
    return Draft(
        prompt=(
            "A network starts as below, all biases at 0; its first layer has "
            rf"$n_{{in}}$ = {_FEATURES} and $n_{{out}}$ = {_HIDDEN}. It takes {taken} of "
            "gradient descent on the cross-entropy of three classes, not all equally frequent. "
            "Which parameters have changed?"
        ),
        blocks=(code,),
        answer=Choices(
            tuple(_option(name, run, starts, key) for name in run.changes),
            tuple(i for i, name in enumerate(run.changes) if name in moved),
        ),
        evidence=_evidence(run, taken),
        explanation=_explanation(key),
        facts={
            "activation": key,
            "n_in": _FEATURES,
            "n_out": _HIDDEN,
            "classes": _CLASSES,
            "depth": len(starts) - 1,
            "starts": starts,
            "steps": steps,
            "rate": _RATE,
            "moved": told,
            **{f"change_{name}": change for name, change in run.changes.items()},
        },
        revealed=(code, _table(run)),
    )


def _train(rng: np.random.Generator, starts: str, key: str, steps: int) -> _Run:
    """Draw the samples and the network, and train it on all of them at once."""
    phi = activation(key)
    x, labels = blobs(rng, samples=_SAMPLES, features=_FEATURES, classes=_CLASSES)
    begun = now = mlp.draw(rng, [_STARTS[start][0] for start in starts], _sizes(starts))
    first: dict[str, int] = {}
    changes: dict[str, float] = {}
    for step in range(1, steps + 1):
        now = mlp.step(now, mlp.loss_and_gradients(now, phi, x, labels)[1], _RATE)
        changes = dict(_changes(begun, now))
        for name, change in changes.items():
            if change:
                first.setdefault(name, step)
    return _Run(changes, first)


def _changes(before: mlp.Parameters, after: mlp.Parameters) -> Iterator[tuple[str, float]]:
    """Yield each parameter's name and the largest change of one of its numbers."""
    layers = zip(before.weights, after.weights, before.biases, after.biases, strict=True)
    for layer, (old, new, old_bias, new_bias) in enumerate(layers, start=1):
        for name, change in ((f"W{layer}", new - old), (f"b{layer}", new_bias - old_bias)):
            largest = float(np.abs(change).max())
            yield name, largest if largest > _ROUNDING else 0.0


def _sizes(starts: str) -> tuple[int, ...]:
    """Return the widths of a network with so many layers."""
    return (_FEATURES, *[_HIDDEN] * (len(starts) - 1), _CLASSES)


def _code(starts: str, key: str) -> str:
    """Return the network as lines of code."""
    shapes = [f"{n_in}, {n_out}" for n_in, n_out in pairwise(_sizes(starts))]
    lines = [
        f"W{layer} = {_STARTS[start][1].format(shape=shape)}"
        for layer, (start, shape) in enumerate(zip(starts, shapes, strict=True), start=1)
    ]
    signal = "x"
    for layer in range(1, len(starts)):
        lines.append(f"h{layer} = {key}({signal} @ W{layer} + b{layer})")
        signal = f"h{layer}"
    lines.append(f"scores = {signal} @ W{len(starts)} + b{len(starts)}")
    return "\n".join(lines)


def _spoken(starts: str, key: str) -> str:
    """Return the code in words."""
    begun = ", ".join(f"W{i} {_STARTS[start][2]}" for i, start in enumerate(starts, start=1))
    layers = ("one hidden layer", "two hidden layers")[len(starts) - 2]
    return (
        f"Code: {_FEATURES} features, {layers} of {_HIDDEN} {activation(key).title} units, "
        f"{_CLASSES} scores. At the start {begun}."
    )


def _option(name: str, run: _Run, starts: str, key: str) -> Option:
    """Return a parameter to tick, with what it shows to get it wrong."""
    if at := run.first.get(name):
        note = f"changed by up to {run.changes[name]:.2g}, first in step {at}"
        return Option(name, name, note=note, mistake=_why_moved(name, run, starts))
    return Option(name, name, note="did not change", mistake=_why_still(name, run, starts, key))


def _why_moved(name: str, run: _Run, starts: str) -> Mistake:
    """Return what it shows to overlook that a parameter moved."""
    layer, at = int(name[1:]), run.first[name]
    if name == f"b{len(starts)}":
        lesson = "It gets the error itself, and learns from any start which classes are frequent."
        return Mistake("output-bias-overlooked", f"{name} changed", lesson)
    if run.first[f"b{layer}"] < at:
        lesson = f"Its inputs are 0 only until the layer below has moved, in step {at - 1}."
    elif at > 1:
        lesson = f"An error comes back from step {at} on, once the layer above has moved."
    else:
        more = ", and its inputs are not 0" if name.startswith("W") else ""
        lesson = f"An error comes back to this layer at once{more}."
    return Mistake("movement-overlooked", f"{name} changed", lesson)


def _why_still(name: str, run: _Run, starts: str, key: str) -> Mistake:
    """Return what it shows to imagine that a parameter moved."""
    layer, title = int(name[1:]), f"{name} did not change"
    if f"b{layer}" in run.first:
        lesson = f"Its inputs are units that {activation(key).title} keeps at 0: nothing to weigh."
        return Mistake("zero-input-overlooked", title, lesson)
    above = starts[layer]
    if above == "0":
        lesson = f"The error comes back through W{layer + 1}, whose weights are 0 when it does."
    elif above == "c":
        lesson = "All units see the sum of the classes' errors, which is 0 for equal weights above."
    elif f"b{layer + 1}" not in run.first:
        lesson = "No error reaches even the layer above it."
    else:
        lesson = "Its units get the input 0, where ReLU's slope is 0: no error passes."
    return Mistake("zero-gradient-overlooked", title, lesson)


def _evidence(run: _Run, taken: str) -> str:
    """Return what the run changed, with numbers."""
    moved = ", ".join(f"{name} by up to {run.changes[name]:.2g}" for name in run.first)
    still = ", ".join(name for name in run.changes if name not in run.first)
    return f"The run of {taken} changed {moved}" + (f", but not {still}." if still else ".")


def _table(run: _Run) -> Table:
    """Return what the run did to each parameter."""
    rows = tuple(
        (name, f"{change:.2g}", str(run.first.get(name, "none")))
        for name, change in run.changes.items()
    )
    told = "; ".join(f"{name} by up to {change}, first in step {at}" for name, change, at in rows)
    return Table(
        ("parameter", "largest change", "first in step"), rows, f"Changes: {told}.", "The run"
    )


def _explanation(key: str) -> str:
    """Return the rule, and what it says of this activation."""
    return (
        r"**What moves**: the gradient of $W_l$ is $h_{l-1}^\top \delta_l$ and that of $b_l$ the "
        r"sum of $\delta_l$, where $\delta_l = (\delta_{l+1} W_{l+1}^\top) \odot \varphi'(z_l)$. "
        "A weight needs an input and an error, a bias the error alone. "
        f"{activation(key).title} {_AT_ZERO[key]}.\n\nFrom all zeros a ReLU or tanh network "
        "learns nothing but its output biases. With sigmoid every layer moves in the end, but "
        "all units of a layer alike: that is the symmetry."
    )


QUESTION = QuestionType(
    key=_KEY,
    title="What moved?",
    version=_VERSION,
    answer_kind=Choices.kind,
    levels=tuple(Level),
    schemes=("zeros", "constant", "small_random"),
    claims=(2, 4, 5, 26),
    draw=partial(drawn, _KEY, _VERSION, _draft),
    cards=("zero-relu", "zero-sigmoid", "zero-biases"),
)
