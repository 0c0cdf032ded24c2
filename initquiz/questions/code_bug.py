"""Code bug: one of several numpy lines was run; which one left this histogram, or this error?

Work out what each line draws: a bell (`randn`, `normal`) or a box (`rand`, `uniform`), around 0
or beside it, and how wide. `normal` wants the standard deviation as its second argument, not the
variance; `rand` never draws below 0; `randn` wants its sizes one by one and raises a TypeError on
a tuple; and a matrix of swapped sides cannot be multiplied. All bugs are real; some lines lack any.

Every line that is offered is as likely. The axis depends on the lines and the fans alone, no two
lines have one law, and an ideal observer of the bars errs at most once in 10,000. At easy the σ
of lines of one form differ by a factor of 2, at medium by 1.4; at hard by 1.3, and the measured
standard deviation is printed.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations
from typing import NamedTuple

import numpy as np

from initquiz.asking.instance import Draft, drawn
from initquiz.initializers.fans import Fans
from initquiz.initializers.figure import bars, expected_curve
from initquiz.initializers.histogram import nice_edges
from initquiz.initializers.identify import WORST_ERROR
from initquiz.initializers.laws import Family, Floats, Law
from initquiz.initializers.named import draw
from initquiz.initializers.schemes import scheme
from initquiz.model.blocks import Code, Curve, CurveRole, Histogram
from initquiz.model.card import Level
from initquiz.model.choosing import Choice, Option, OptionLaw
from initquiz.model.mistake import Mistake
from initquiz.model.question_type import QuestionType

_KEY = "code-bug"
_VERSION = 1
_REACH = 3.2  # the axis ends at so many σ of the widest law
_RANGES = (14, 6)  # of the σ on one axis, and without the narrowest: two single bars look alike
# Least and first too large |ln σ ratio| of the closest two lines of one form.
_GAPS = {
    Level.EASY: (0.69, math.inf),
    Level.MEDIUM: (0.34, 0.69),
    Level.HARD: (math.log(1.3), 0.34),
}
_OTHERS = 4  # lines beside He's and the one that fails
_SIZES = (32, 48, 50, 64, 80, 96, 100, 128, 150, 192, 200, 256, 300, 384, 400, 512, 600, 784, 1024)
_WEIGHTS = range(8_000, 100_000)
_LAYERS = tuple(Fans(i, o) for i in _SIZES for o in _SIZES if i * o in _WEIGHTS and i != o)
_NORMAL, _UNIFORM = Family.NORMAL, Family.UNIFORM
_PROGRAM = """\
from numpy import sqrt
from numpy.random import normal, rand, randn, uniform

n_in, n_out = {n_in}, {n_out}
shape = (n_in, n_out)
W = ...    # one of the lines
y = x @ W  # x has the shape (64, n_in)"""


class _Line(NamedTuple):
    """A line: key, ways to write it, what to know of it; family and σ of what it draws.

    One-sided lines draw from 0 on. Lines that draw nothing fail with the error `raises`.
    """

    key: str
    texts: tuple[str, ...]
    lesson: str
    family: Family = _NORMAL
    std: Callable[[int, int], float] = lambda *_: 1.0
    one_sided: bool = False
    raises: str = ""

    def law(self, layer: Fans) -> Law:
        """Return the law of what it draws, about its mean."""
        return Law(self.family, self.std(*layer))

    def mean(self, layer: Fans) -> float:
        """Return the mean of what it draws."""
        return self.law(layer).support if self.one_sided else 0.0

    def said(self, layer: Fans) -> str:
        """Return what it does, in a few words."""
        if self.raises:
            return f"raises a {self.raises.split(':')[0]}"
        aside = " from 0 on" if self.one_sided else ""
        form = "bell" if self.family is _NORMAL else "box"
        return f"draws a {form}{aside} with σ = {self.law(layer).std:#.3g}"


_LINES = (
    _Line("he", ("randn(n_in, n_out) * sqrt(2 / n_in)", "normal(0, sqrt(2 / n_in), shape)"),
          "This is He's scale, as it should be for ReLU.",
          std=lambda n_in, _: math.sqrt(2 / n_in)),
    _Line("fan-out", ("randn(n_in, n_out) * sqrt(2 / n_out)", "normal(0, sqrt(2 / n_out), shape)"),
          "It divides by the wrong fan: this keeps the gradients, not the activations.",
          std=lambda _, n_out: math.sqrt(2 / n_out)),
    _Line("no-root", ("randn(n_in, n_out) * (2 / n_in)", "normal(0, 2 / n_in, shape)"),
          "It takes the variance for the standard deviation: the root is missing.",
          std=lambda n_in, _: 2 / n_in),
    _Line("short-root", ("randn(n_in, n_out) * sqrt(2) / n_in", "normal(0, sqrt(2) / n_in, shape)"),
          "Its root ends too early: it has to cover `n_in` as well.",
          std=lambda n_in, _: math.sqrt(2) / n_in),
    _Line("lecun", ("randn(n_in, n_out) * sqrt(1 / n_in)", "normal(0, sqrt(1 / n_in), shape)"),
          "This is LeCun's scale: for ReLU the factor 2 is missing.",
          std=lambda n_in, _: math.sqrt(1 / n_in)),
    _Line("xavier", ("randn(n_in, n_out) * sqrt(2 / (n_in + n_out))",),
          "This is Glorot's scale, which takes the mean of both fans.",
          std=lambda n_in, n_out: math.sqrt(2 / (n_in + n_out))),
    _Line("small", ("randn(n_in, n_out) * 0.01", "normal(0, 0.01, shape)"),
          "Its fixed scale does not look at the fans.",
          std=lambda *_: 0.01),
    _Line("one-sided", ("rand(n_in, n_out) * sqrt(2 / n_in)",),
          "`rand` is not `randn`: it draws evenly from 0 to 1, and no weight is below 0.",
          _UNIFORM, lambda n_in, _: math.sqrt(2 / n_in / 12), one_sided=True),
    _Line("std-as-bound", ("uniform(-1, 1, shape) * sqrt(2 / n_in)",),
          "It takes the standard deviation for the bound: the box is √3 times too narrow.",
          _UNIFORM, lambda n_in, _: math.sqrt(2 / n_in / 3)),
    _Line("he-uniform", ("uniform(-1, 1, shape) * sqrt(6 / n_in)",),
          "This is He's scale as a box, whose bound is √3 times its σ: no bug.",
          _UNIFORM, lambda n_in, _: math.sqrt(2 / n_in)),
)  # fmt: skip
_FAILING = (
    _Line("tuple", ("randn(shape) * sqrt(2 / n_in)", "randn(shape) * 0.01"),
          "`randn` wants its sizes one by one: `randn(*shape)`, or `standard_normal(shape)`.",
          raises="TypeError: 'tuple' object cannot be interpreted as an integer"),
    _Line("transposed",
          ("randn(n_out, n_in) * sqrt(2 / n_in)", "normal(0, sqrt(2 / n_in), (n_out, n_in))"),
          "Its sides are swapped, as in torch, so that `x @ W` does not fit.",
          raises="ValueError: matmul: Input operand 1 has a mismatch in its core dimension 0, with "
          "gufunc signature (n?,k),(k,m?)->(n?,m?) (size {n_out} is different from {n_in})"),
)  # fmt: skip
_PROPER = ("he", "he-uniform", "lecun", "xavier", "small")  # also names of schemes
# Mistakes with a name of their own, by the keys of truth and answer.
_NAMED = {
    ("he", "lecun"): "factor-two-missing",
    ("lecun", "he"): "factor-two-added",
    ("he", "fan-out"): "fans-swapped",
    ("fan-out", "he"): "fans-swapped",
    ("he", "xavier"): "fans-averaged",
    ("xavier", "he"): "fan-out-ignored",
    ("he", "no-root"): "variance-for-std",
    ("no-root", "he"): "std-for-variance",
    ("he", "small"): "fixed-scale",
    ("small", "he"): "scale-from-fans",
    ("he", "he-uniform"): "box-for-bell",
    ("he-uniform", "he"): "bell-for-box",
    ("he-uniform", "std-as-bound"): "std-for-bound",
}


class _Run(NamedTuple):
    """A line that was run: its text, the block it left, the measured σ or 0."""

    layer: Fans
    line: _Line
    text: str
    block: Histogram | Code
    std: float = 0.0


def _draft(rng: np.random.Generator, level: Level) -> Draft | None:
    """Return an instance; None where lines cannot be told apart as the level asks."""
    layer = _LAYERS[rng.integers(len(_LAYERS))]
    sets = list(_sets(layer, level))
    if not sets:
        return None
    lines = sets[rng.integers(len(sets))]
    edges = nice_edges(_REACH * max(line.law(layer).std for line in lines))
    bound = _bound(lines, layer, edges)
    if bound > WORST_ERROR:
        return None
    lines = (*lines, _FAILING[rng.integers(len(_FAILING))])
    order = [lines[i] for i in rng.permutation(len(lines))]
    texts = [f"`{line.texts[rng.integers(len(line.texts))]}`" for line in order]
    correct = int(rng.integers(len(order)))
    run = _run(rng, layer, order[correct], texts[correct], edges)
    pairs = zip(order, texts, strict=True)
    others = [f"- {text}: {line.lesson}" for line, text in pairs if line is not run.line]
    told = f": σ = {run.std:.4g}" if level is Level.HARD and run.std else ""
    shown, program = replace(run.block, title=f"{run.block.title}{told}"), _program(layer)
    return Draft(
        prompt=(
            rf"In this program, with $n_{{in}}$ = {layer.fan_in} and $n_{{out}}$ = "
            f"{layer.fan_out}, `W` was set by one of the lines below. Which line led to this?"
        ),
        blocks=(shown, program),
        answer=Choice(tuple(map(partial(_option, run), order, texts)), correct),
        evidence=_evidence(run),
        explanation="\n".join(("What the other lines do:\n", *others)),
        facts={
            **({"scheme": scheme(run.line.key).key} if run.line.key in _PROPER else {}),
            "line": run.line.key,
            "n_in": layer.fan_in,
            "n_out": layer.fan_out,
            "n": layer.size,
            "measured_std": run.std,
        },
        revealed=(_revealed(run), program),
        error_bound=bound,
    )


def _sets(layer: Fans, level: Level) -> Iterator[tuple[_Line, ...]]:
    """Yield He's line with others, all as far apart as the level asks, and all to be seen."""
    stds = {line.key: line.law(layer).std for line in _LINES}
    gaps = {
        (a.key, b.key): abs(math.log(stds[a.key] / stds[b.key]))
        for a, b in combinations(_LINES, 2)
        if (a.family, a.one_sided) == (b.family, b.one_sided)
    }
    least, most = _GAPS[level]
    for others in combinations(_LINES[1:], _OTHERS):
        keys = [_LINES[0].key, *(line.key for line in others)]
        closest = min(gaps.get(pair, math.inf) for pair in combinations(keys, 2))
        narrowest, second, *_, widest = sorted(stds[key] for key in keys)
        seen = widest <= _RANGES[0] * narrowest and widest <= _RANGES[1] * second
        if least <= closest < most and seen:
            yield (_LINES[0], *others)


def _bound(lines: Sequence[_Line], layer: Fans, edges: Floats) -> float:
    """Return how often the best observer of the bars may err, whichever line was run."""
    laws = ((line.law(layer), line.mean(layer)) for line in lines)
    roots = np.sqrt([law.bin_probabilities(edges - mean) for law, mean in laws])
    errors = np.minimum(roots @ roots.T, 1.0) ** layer.size
    np.fill_diagonal(errors, 0.0)
    return float(errors.sum(axis=1).max())


def _run(rng: np.random.Generator, layer: Fans, line: _Line, text: str, edges: Floats) -> _Run:
    """Run a line: draw its weights, or have its error."""
    if line.raises:
        said = line.raises.format(n_in=layer.fan_in, n_out=layer.fan_out)
        summary = f"The program stopped with an error. {said}"
        return _Run(layer, line, text, Code(said, "text", summary, "What came of it"))
    weights = draw(rng, line.law(layer), layer) + np.float32(line.mean(layer))
    block = replace(bars(weights, edges), title="What came of it")
    return _Run(layer, line, text, block, float(f"{np.std(weights, dtype=np.float64):.9g}"))


def _program(layer: Fans) -> Code:
    """Return the program with its line left out."""
    text = _PROGRAM.format(n_in=layer.fan_in, n_out=layer.fan_out)
    return Code(text, summary=f"A program: {'; '.join(text.splitlines()[3:])}", title="The program")


def _option(run: _Run, line: _Line, text: str) -> Option:
    """Return a line as an option, with what choosing it wrongly shows."""
    law = None
    if not line.raises:
        about = line.law(run.layer)
        law = OptionLaw(about.family.value, about.std, 1.0, line.mean(run.layer))
    option = Option(text, line.key, law, note=line.said(run.layer))
    if line is run.line:
        return option
    title = "it runs without an error" if run.line.raises else f"it {line.said(run.layer)}"
    key = _NAMED.get((run.line.key, line.key), f"{line.key}-for-{run.line.key}")
    mistake = Mistake(key, title, f"{line.lesson} {_evidence(run)}")
    curves: tuple[Curve, ...] = ()
    if isinstance(run.block, Histogram) and not line.raises:
        curves = (_curve(run.block, run.layer, line, CurveRole.CHOSEN),)
    return replace(option, mistake=mistake, curves=curves)


def _evidence(run: _Run) -> str:
    """Say what came of the line that was run."""
    measured = f"Your sample measures σ = {run.std:#.3g}. " if run.std else ""
    return f"{measured}{run.text} {run.line.said(run.layer)}. {run.line.lesson}"


def _curve(block: Histogram, layer: Fans, line: _Line, role: CurveRole) -> Curve:
    """Return what a line is expected to draw, over the bars."""
    mean = line.mean(layer)
    shifted = replace(block, edges=tuple(edge - mean for edge in block.edges))
    curve = expected_curve(shifted, line.law(layer), line.said(layer).removeprefix("draws "), role)
    return replace(curve, xs=tuple(x + mean for x in curve.xs))


def _revealed(run: _Run) -> Histogram | Code:
    """Return what came of it, under the line that was run."""
    shown = replace(run.block, title=f"What came of {run.text}")
    if isinstance(shown, Code):
        return shown
    return replace(shown, curves=(_curve(shown, run.layer, run.line, CurveRole.TRUTH),))


QUESTION = QuestionType(
    key=_KEY,
    title="Find the line that drew it",
    version=_VERSION,
    answer_kind=Choice.kind,
    levels=tuple(Level),
    schemes=tuple(scheme(name).key for name in _PROPER),
    claims=(6, 8, 13, 15),
    cards=("random-typeerror", "random-code", "trap-scale", "he-std"),
    draw=partial(drawn, _KEY, _VERSION, _draft),
)
