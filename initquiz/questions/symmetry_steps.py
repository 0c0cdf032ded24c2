"""Symmetry after some steps: which starts can have led to a first layer like this one?

Hidden units that start alike and are treated alike stay alike: the columns of W1 are equal to
the last bit, or still all 0 where no gradient arrives. Any difference is enlarged: random
weights in either layer, or dropout, which leaves units out by chance. So three pictures are
possible (all zero, all columns equal, columns that differ), and several starts lead to each.

Every start on offer is trained on the same data; which picture it gives is read off its W1
(columns that differ by more than 1e-12 are not equal), and a run that leaves doubt is not
asked. Easy: 20 steps with ReLU or tanh. Medium: sigmoid as well, fewer steps. Hard: one to
three steps, when constant output weights have passed no gradient yet, or only just.
Wrong turns: any constant other than 0 breaks the symmetry; only the layer's own weights can.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from initquiz.asking.instance import Draft, drawn
from initquiz.asking.pictures import heatmap
from initquiz.initializers import named
from initquiz.initializers.activations import activation
from initquiz.initializers.arrays import Array, Sampler
from initquiz.initializers.symmetry import SIZES, SymmetryRun, train_symmetric
from initquiz.model.blocks import Table
from initquiz.model.card import Level
from initquiz.model.choosing import Choices, Option
from initquiz.model.mistake import Mistake
from initquiz.model.question_type import QuestionType

_KEY = "symmetry-steps"
_VERSION = 1
_EQUAL, _CLEAR = 1e-12, 1e-5  # columns nearer than the one are equal, further than the other not
_VISIBLE = 0.2  # of the largest cell: what the eye sees as another colour
_DIGITS = 12  # of a cell: beyond, there is rounding
_CONSTANT, _STD = 0.1, 0.1
_DROPOUT = 0.5
_OPTIONS = 6
_DOUBTFUL = "doubtful"

_ZERO: Sampler = named.zeros
_SAME: Sampler = partial(named.constant, value=_CONSTANT)
_RANDOM: Sampler = partial(named.small_random, std=_STD)


class _Start(NamedTuple):
    """A start of the two layers, in words, and the dropout of the hidden one."""

    text: str
    first: Sampler
    second: Sampler
    dropout: float = 0.0


_STARTS: Mapping[str, _Start] = {
    "zeros": _Start("all weights 0", _ZERO, _ZERO),
    "constant": _Start(f"all weights {_CONSTANT}", _SAME, _SAME),
    "zero-constant": _Start(f"W1 = 0 and W2 = {_CONSTANT}", _ZERO, _SAME),
    "constant-zero": _Start(f"W1 = {_CONSTANT} and W2 = 0", _SAME, _ZERO),
    "constant-dropout": _Start(f"all weights {_CONSTANT} with dropout", _SAME, _SAME, _DROPOUT),
    "constant-random": _Start(f"W1 = {_CONSTANT} and W2 random", _SAME, _RANDOM),
    "zero-random": _Start("W1 = 0 and W2 random", _ZERO, _RANDOM),
    "random": _Start("all weights random", _RANDOM, _RANDOM),
    "random-zero": _Start("W1 random and W2 = 0", _RANDOM, _ZERO),
    "random-constant": _Start(f"W1 random and W2 = {_CONSTANT}", _RANDOM, _SAME),
}
# How W1 may end, and its rank then.
_KINDS = {
    "zero": ("all zero", "0"),
    "equal": ("with equal columns", "1"),
    "different": ("with different columns", "more than 1"),
}
_ACTIVATIONS = {
    Level.EASY: ("relu", "tanh"),
    Level.MEDIUM: ("relu", "tanh", "sigmoid"),
    Level.HARD: ("relu", "tanh", "sigmoid"),
}
_STEPS = {Level.EASY: (20,), Level.MEDIUM: (5, 10), Level.HARD: (1, 2, 3)}


class _Ended(NamedTuple):
    """A trained W1, rounded, of what kind it is, and how far apart the cells of a row are."""

    first: Array
    kind: str
    difference: float

    @property
    def told(self) -> str:
        """Return how it ended, in words."""
        return _KINDS[self.kind][0]

    @property
    def visible(self) -> bool:
        """Tell whether a picture shows its kind: differences large beside the largest cell."""
        largest = float(np.abs(self.first).max())
        return self.kind != "different" or self.difference > _VISIBLE * largest

    @property
    def measured(self) -> str:
        """Return what was measured of it, as a sentence."""
        if self.kind == "zero":
            return f"All {self.first.size} weights of its W1 are still 0."
        if self.kind == "equal":
            return f"The {self.first.shape[1]} columns of its W1 are equal to the last digit."
        return f"The columns of its W1 are up to {self.difference:.2g} apart."


def _draft(rng: np.random.Generator, level: Level) -> Draft | None:
    """Return an instance; None if a run leaves doubt, all end alike or none can be seen."""
    key = str(rng.choice(_ACTIVATIONS[level]))
    steps = int(rng.choice(_STEPS[level]))
    offered = [list(_STARTS)[i] for i in rng.permutation(len(_STARTS))[:_OPTIONS]]
    seed = int(rng.integers(2**32))
    runs = {name: _run(_STARTS[name], key, steps, seed) for name in offered}
    ends = {name: _end(run) for name, run in runs.items()}
    kinds = sorted({end.kind for end in ends.values()})
    if _DOUBTFUL in kinds or len(kinds) == 1:
        return None
    kind = str(rng.choice(kinds))
    alike = [name for name in offered if ends[name].kind == kind]
    seen = [name for name in alike if ends[name].visible]
    if not seen:
        return None
    shown = seen[rng.integers(len(seen))]
    picture = heatmap(
        ends[shown].first, title="W1 now", x_title="column: a hidden unit", y_title="row: a feature"
    )
    features, hidden, classes = SIZES
    phi = activation(key).title
    taken = f"{steps} step{'s' * (steps > 1)}"
    return Draft(
        prompt=(
            rf"This is W1 ($n_{{in}}$ = {features}, $n_{{out}}$ = {hidden}) of a network with one "
            f"hidden layer of {key if key == 'sigmoid' else phi} units after {taken} of gradient "
            "descent; the biases started at 0. It is all zero, or all its columns are equal, or "
            "they differ. Which starts lead to a matrix of the same kind?"
        ),
        blocks=(picture,),
        answer=Choices(
            tuple(_option(name, ends[name], phi) for name in offered),
            tuple(i for i, name in enumerate(offered) if name in alike),
        ),
        evidence=(
            f"Each start was trained for {taken} on the same data. The matrix shown came from "
            f"“{_STARTS[shown].text}”. {ends[shown].measured} Its rank is {_KINDS[kind][1]}."
        ),
        explanation=_explanation(key),
        facts={
            "scheme": shown,
            "activation": key,
            "n_in": features,
            "n_out": hidden,
            "classes": classes,
            "steps": steps,
            "kind": kind,
            "alike": " ".join(alike),
            "rank": _KINDS[kind][1],
            "column_difference": ends[shown].difference,
            "data_seed": seed,
        },
        revealed=(picture, _table(offered, ends)),
    )


def _run(start: _Start, key: str, steps: int, seed: int) -> SymmetryRun:
    """Train a network from this start; the seed gives all starts the same data."""
    return train_symmetric(
        np.random.default_rng(seed),
        start.first,
        start.second,
        activation(key),
        steps=steps,
        dropout=start.dropout,
    )


def _end(run: SymmetryRun) -> _Ended:
    """Return what kind of matrix a run ended with, rounding apart."""
    first = np.round(run.first, _DIGITS) + 0.0  # which makes -0 a 0
    largest, apart = float(np.abs(first).max()), float(np.ptp(first, axis=1).max())
    if apart > _CLEAR:
        return _Ended(first, "different", apart)
    if apart > _EQUAL or 0 < largest < _CLEAR:
        return _Ended(first, _DOUBTFUL, apart)
    return _Ended(first, "equal" if largest else "zero", 0.0)


def _option(name: str, end: _Ended, phi: str) -> Option:
    """Return a start to tick, with what it shows to get it wrong."""
    note = end.told + (f", up to {end.difference:.2g} apart" if end.difference else "")
    text, (key, why) = _STARTS[name].text, _why(name, end.kind, phi)
    told = Mistake(key, f"“{text}” ends {end.told}", f"{why} {end.measured}")
    return Option(text, name, note=note, mistake=told)


def _why(name: str, kind: str, phi: str) -> tuple[str, str]:
    """Return the key of getting a start wrong, and why it ends as it does."""
    no_sum = "equal output weights pass back only the sum of the classes' errors, which is 0."
    still = f"{phi} is 0 at 0, so W2 stays 0 and passes nothing back."
    special = {
        "zero-random zero": ("zero-slope-overlooked",
         f"Every unit gets the input 0, where the slope of {phi} is 0."),
        "zero-constant zero": ("zero-gradient-overlooked", f"E{no_sum[1:]}"),
        "zeros zero": ("zero-gradient-overlooked",
         "W2 is 0 in the only step, and passes nothing back." if phi == "Sigmoid" else still),
        "zeros equal": ("constant-breaks-symmetry",
         "Sigmoid is 1/2 at 0, so W1 does move, but every unit in the same way."),
        "constant-dropout equal": ("dropout-overrated",
         f"In the first step {no_sum}"),
        "constant-dropout different": ("dropout-overlooked",
         "Dropout leaves out other units in each step, and they part."),
        "constant-random different": ("next-layer-overlooked",
         "A random W2 sends each unit another error back."),
        "zero-random different": ("next-layer-overlooked",
         "A random W2 sends each unit another error back."),
    }  # fmt: skip
    otherwise = (
        ("constant-breaks-symmetry", "Units that start alike get the same gradient in each step.")
        if kind == "equal"
        else ("random-start-overlooked", "Weights that differ from the start stay different.")
    )
    return special.get(f"{name} {kind}", otherwise)


def _table(names: Sequence[str], ends: Mapping[str, _Ended]) -> Table:
    """Return how each start on offer ended."""
    rows = tuple((_STARTS[name].text, *_KINDS[ends[name].kind]) for name in names)
    return Table(
        ("start", "W1 ends", "rank"),
        rows,
        summary="; ".join(f"{text}: {told}, rank {rank}" for text, told, rank in rows) + ".",
        title="How each start ended",
    )


def _explanation(key: str) -> str:
    """Return the lesson."""
    at_zero = {
        "relu": "A ReLU network of zeros does not move at all: no signal, no slope, no gradient.",
        "tanh": "A tanh network of zeros does not move: without a signal W2 stays 0, and so W1.",
        "sigmoid": "Sigmoid is 1/2 at 0, so even zeros move, from the second step on, all as one.",
    }
    return (
        "**Symmetry**: the column of $W_1$ that feeds a hidden unit gets a gradient that depends "
        "on that unit's weights alone, so units that are equal stay equal. Any constant does "
        f"that, not only 0. {at_zero[key]}\n\nA difference anywhere ends it: random weights in "
        "either layer, or dropout. That is all that “breaking the symmetry” means, and why "
        "biases may start at zero."
    )


QUESTION = QuestionType(
    key=_KEY,
    title="Symmetry after some steps",
    version=_VERSION,
    answer_kind=Choices.kind,
    levels=tuple(Level),
    schemes=("zeros", "constant", "small_random"),
    claims=(3, 4, 5, 7, 26),
    draw=partial(drawn, _KEY, _VERSION, _draft),
    cards=("zero-constant", "zero-next-layer", "random-why"),
    slow=True,
)
