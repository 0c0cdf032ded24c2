"""Framework: one name, several laws; which call drew this layer?

Look at the ends. PyTorch's normals run out slowly and reach 4 σ. Keras and JAX cut theirs at two
of its own standard deviations and widen the rest, so that it ends at 2.27 σ. JAX's
`truncated_normal` (and Keras' `TruncatedNormal`) cuts too, but does not widen: its weights have
only 0.88 of the σ it is told. PyTorch's `trunc_normal_` cuts at ±2 whatever its `std`, which for
weights is not at all. Uniforms end at √3 σ; PyTorch's linear layer, as it comes, ends at 1/√n_in;
JAX's `uniform` starts at 0.

One call of each kind is offered and each is as likely; the axis depends on the fans and the calls
alone. An ideal observer of the bars errs at most once in 10,000.

Easy: bells and boxes of one kind differ by a factor of 2, and the logarithmic axis makes a cut a
cliff. Medium: two cut bells, which differ by 1.14 in σ, so that σ is printed. Hard: a linear axis,
fewer weights, and the largest weight is printed in place of σ.

Source: `init.py` of torch.nn, `VarianceScaling` of Keras, `initializers.py` of jax.nn.
"""

import math
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
from initquiz.initializers.laws import SHRINK, Family, Floats, Law
from initquiz.initializers.named import draw
from initquiz.initializers.schemes import SCHEMES
from initquiz.model.blocks import Curve, CurveRole, Histogram, Mark
from initquiz.model.card import Level
from initquiz.model.choosing import Choice, Option, OptionLaw
from initquiz.model.mistake import Mistake
from initquiz.model.question_type import QuestionType

_KEY = "framework"
_VERSION = 1
_REACH = 3.2  # the axis ends at so many σ of the widest law
_FIXED = 0.05  # what Keras' RandomNormal takes unless it is told
_NORMAL, _CUT, _BOX = Family.NORMAL, Family.TRUNCATED, Family.UNIFORM


class _Rule(NamedTuple):
    """What a level allows: inputs, weights, least |ln σ ratio| of bells and of boxes, axis."""

    inputs: tuple[int, ...]
    weights: range
    gap: float
    log_y: bool


_SMALL = (32, 48, 50, 64, 80, 96, 100, 128, 150, 160, 192)
_LARGE = (*_SMALL, 200, 256, 300, 384, 400, 512, 640, 784, 1000, 1024)
_RULES = {
    Level.EASY: _Rule(_SMALL, range(40_000, 120_000), 0.69, log_y=True),
    Level.MEDIUM: _Rule(_LARGE, range(30_000, 100_000), 0.34, log_y=True),
    Level.HARD: _Rule(_LARGE, range(5_000, 12_000), 0.34, log_y=False),
}


class _Base(NamedTuple):
    """A rule of the fans: its names in SCHEMES, Keras and torch, σ and a bound as code."""

    scheme: str
    name: str
    torch: str
    std: str
    bound: str


_BASES = (
    _Base("he", "he", "`kaiming_normal_`", "√(2/n_in)", "√(6/n_in)"),
    _Base("xavier", "glorot", "`xavier_normal_`", "√(2/(n_in + n_out))", "√(6/(n_in + n_out))"),
    _Base("lecun", "lecun", "`kaiming_normal_`, linear", "√(1/n_in)", "√(3/n_in)"),
)


class _Call(NamedTuple):
    """A call: the outline it draws, its text and law about its mean, its name in SCHEMES if any."""

    outline: str
    text: str
    law: Law
    scheme: str = ""
    one_sided: bool = False

    @property
    def mean(self) -> float:
        """Return the mean."""
        return self.law.support if self.one_sided else 0.0

    @property
    def said(self) -> str:
        """Return what is to be seen of it, as the end of a sentence."""
        if self.one_sided:
            return f"draws nothing below 0 nor above {2 * self.law.support:.3g}"
        if self.law.family is _NORMAL:
            cut = "cuts at ±2 only, so it " if "trunc_" in self.text else ""
            return f"{cut}runs out slowly, with σ = {self.law.std:#.3g}"
        form = "a box that ends" if self.law.family is _BOX else "a bell cut off"
        return f"draws {form} at ±{self.law.support:.3g}"


def _calls(base: _Base, layer: Fans, level: Level, *, named_cut: bool) -> list[_Call]:
    """Return the calls that are offered; `named_cut` draws the whole bell by `trunc_normal_`."""
    scheme = base.scheme
    std = SCHEMES[f"{scheme}_normal"].law(layer).std
    whole = f"`trunc_normal_`, std={base.std}" if named_cut else base.torch
    calls = [
        _Call("bell", f"torch: {whole}", Law(_NORMAL, std), f"{scheme}_normal"),
        _Call(
            *("cut-bell", f"Keras, JAX: `{base.name}_normal`", Law(_CUT, std)),
            f"{scheme}_truncated",
        ),
        _Call("box", f"Keras, JAX: `{base.name}_uniform`", Law(_BOX, std), f"{scheme}_uniform"),
        _Call(
            *("narrow-box", "torch: `nn.Linear` as it comes"),
            *(SCHEMES["torch_linear"].law(layer), "torch_linear"),
        ),
        _Call(
            "half-box", f"JAX: `uniform`, scale {base.bound}", Law(_BOX, std / 2), one_sided=True
        ),
    ]
    if level is Level.EASY:
        fixed = Law(_NORMAL, _FIXED)
        return [*calls, _Call("fixed-bell", "Keras: `RandomNormal`, stddev 0.05", fixed)]
    narrow = Law(_CUT, std * SHRINK)
    return [*calls, _Call("narrow-cut-bell", f"JAX: `truncated_normal`, {base.std}", narrow)]


class _Sample(NamedTuple):
    """What was drawn: the call behind it, its bars, the least and the largest weight, σ."""

    call: _Call
    block: Histogram
    least: float
    most: float
    std: float

    @property
    def size(self) -> float:
        """Return the largest absolute value."""
        return max(-self.least, self.most)


def _draft(rng: np.random.Generator, level: Level) -> Draft | None:
    """Return an instance; None where two bells or two boxes are too much alike."""
    rule, base = _RULES[level], _BASES[rng.integers(len(_BASES))]
    layers = [Fans(i, o) for i in rule.inputs for o in _LARGE if i * o in rule.weights and i != o]
    layer = layers[rng.integers(len(layers))]
    named_cut = level is Level.HARD and bool(rng.integers(2))
    calls = _calls(base, layer, level, named_cut=named_cut)
    edges = nice_edges(_REACH * max(call.law.std for call in calls))
    bound = _bound(calls, layer, edges) if _apart(calls, rule.gap) else 1.0
    if bound > WORST_ERROR:
        return None

    order = [calls[i] for i in rng.permutation(len(calls))]
    correct = int(rng.integers(len(order)))
    sample = _drawn(rng, order[correct], layer, edges)
    block = replace(sample.block, log_y=rule.log_y)
    printed = {
        Level.MEDIUM: rf" Its weights measure $\sigma$ = {sample.std:.4g}.",
        Level.HARD: f" The largest of its weights is {sample.size:.4g} in size.",
    }
    return Draft(
        prompt=(
            rf"One layer was drawn with $n_{{in}}$ = {layer.fan_in} and $n_{{out}}$ = "
            f"{layer.fan_out}.{printed.get(level, '')} Which call drew it?"
        ),
        blocks=(block,),
        answer=Choice(tuple(_option(call, sample) for call in order), correct),
        evidence=_evidence(sample),
        explanation=_explanation(base, layer),
        facts={
            **({"scheme": sample.call.scheme} if sample.call.scheme else {}),
            "outline": sample.call.outline,
            "n_in": layer.fan_in,
            "n_out": layer.fan_out,
            "n": layer.size,
            "predicted_std": sample.call.law.std,
            "measured_std": sample.std,
            "largest": float(f"{sample.size:.9g}"),
        },
        revealed=(_revealed(block, sample),),
        error_bound=bound,
    )


def _apart(calls: list[_Call], gap: float) -> bool:
    """Tell whether no two whole bells and no two boxes around 0 are too close in σ."""
    for family in (_NORMAL, _BOX):
        stds = [c.law.std for c in calls if c.law.family is family and not c.one_sided]
        if any(abs(math.log(a / b)) < gap for a, b in combinations(stds, 2)):
            return False
    return True


def _bound(calls: list[_Call], layer: Fans, edges: Floats) -> float:
    """Return how often the best observer of the bars may err, whichever call drew them."""
    roots = np.sqrt([call.law.bin_probabilities(edges - call.mean) for call in calls])
    errors = np.minimum(roots @ roots.T, 1.0) ** layer.size
    np.fill_diagonal(errors, 0.0)
    return float(errors.sum(axis=1).max())


def _drawn(rng: np.random.Generator, call: _Call, layer: Fans, edges: Floats) -> _Sample:
    """Draw a layer by a call."""
    weights = draw(rng, call.law, layer) + np.float32(call.mean)
    std = float(f"{np.std(weights, dtype=np.float64):.9g}")
    return _Sample(call, bars(weights, edges), float(weights.min()), float(weights.max()), std)


def _option(call: _Call, sample: _Sample) -> Option:
    """Return a call as an option, with what choosing it wrongly shows."""
    law = OptionLaw(call.law.family.value, call.law.std, 1.0, call.mean)
    option = Option(call.text, call.outline, law, note=call.said)
    truth = sample.call
    if call is truth:
        return option
    mistake = Mistake(f"{call.outline}-for-{truth.outline}", f"it {call.said}", _evidence(sample))
    return replace(option, mistake=mistake, curves=(_curve(sample.block, call, CurveRole.CHOSEN),))


def _evidence(sample: _Sample) -> str:
    """Say where the sample ends, and what its call promises."""
    least, most = (f"{end:.3g}".replace("-", "−") for end in (sample.least, sample.most))
    return (
        f"Your {sample.block.total:,} weights run from {least} to {most} and measure σ = "
        f"{sample.std:#.3g}: the largest is {sample.size / sample.std:.2f} σ away from 0. "
        f"{sample.call.text} {sample.call.said}."
    )


def _curve(block: Histogram, call: _Call, role: CurveRole) -> Curve:
    """Return what a call is expected to draw, over the bars."""
    shifted = replace(block, edges=tuple(edge - call.mean for edge in block.edges))
    curve = expected_curve(shifted, call.law, call.text.replace("`", ""), role)
    return replace(curve, xs=tuple(x + call.mean for x in curve.xs))


def _revealed(block: Histogram, sample: _Sample) -> Histogram:
    """Return the bars with the law behind them and its ends."""
    law, mean = sample.call.law, sample.call.mean
    ends = () if law.family is _NORMAL else (mean - law.support, mean + law.support)
    marks = tuple(Mark("end", CurveRole.TRUTH, end) for end in ends)
    return replace(block, curves=(_curve(block, sample.call, CurveRole.TRUTH),), marks=marks)


def _explanation(base: _Base, layer: Fans) -> str:
    """Return where each kind of call ends, in the numbers of this layer."""
    std = SCHEMES[f"{base.scheme}_normal"].law(layer).std
    return (
        f"Here {base.std} = {std:#.3g}. A **normal** of torch has it as its σ and goes on beyond 4 "
        f"of them. Keras and JAX cut `{base.name}_normal` at 2 of its own σ and widen the rest to "
        f"the same σ: it ends at 2.27 σ = ±{2 / SHRINK * std:.3g}. `truncated_normal` of JAX "
        f"(`TruncatedNormal` of Keras) is not widened: it ends at ±{2 * std:.3g} and has only 0.88 "
        "of the σ. `trunc_normal_` of torch cuts at ±2 in absolute numbers, which no weight "
        f"reaches.\n\nThe **uniform** of that σ ends at √3 σ = ±{math.sqrt(3) * std:.3g}; "
        f"`nn.Linear` starts within 1/√n_in = ±{1 / math.sqrt(layer.fan_in):.3g}; `uniform` of JAX "
        "draws from 0 up to its scale, so its mean is not 0."
    )


QUESTION = QuestionType(
    key=_KEY,
    title="Which framework drew it?",
    version=_VERSION,
    answer_kind=Choice.kind,
    levels=tuple(Level),
    schemes=(
        *(
            f"{base.scheme}_{form}"
            for base in _BASES
            for form in ("normal", "truncated", "uniform")
        ),
        "torch_linear",
    ),
    claims=(9, 13),
    cards=("trap-truncated", "trap-linear-default", "uniform-variance", "xavier-uniform"),
    draw=partial(drawn, _KEY, _VERSION, _draft),
)
