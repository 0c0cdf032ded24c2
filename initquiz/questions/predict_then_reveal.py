"""Predict, then see: set the marker at σ, or at the end of the box, before the layer is drawn.

Nothing is on the plot yet: fans and scheme are stated, and the answer is arithmetic. It is right
within a factor of 1.15 of the exact value, not of the sample's, which is drawn afterwards and
laid under the marker: what was predicted first is remembered better (Slamecka and Graf 1978).

The empty axis ends at 2.2 to 10 times the value (1.2 to 6 times where a box ends), which does
not tell it. The fans differ by a factor of 2 at least, so that taking the wrong one shows.

Easy asks for σ of He, LeCun, Xavier and small random; medium also for the ends of boxes and for
orthogonal entries; hard for gains, the outputs' fan, zeros and PyTorch's own default.
"""

import math
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import numpy as np

from initquiz.asking.grading import number
from initquiz.asking.instance import Draft, drawn
from initquiz.asking.quantities import by_factor, std_for_bound, variance_for_std
from initquiz.initializers import rules
from initquiz.initializers.fans import Fans
from initquiz.initializers.figure import bars, expected_curve
from initquiz.initializers.histogram import nice_edges
from initquiz.initializers.laws import Family, Floats, Law
from initquiz.initializers.misconceptions import misconception
from initquiz.initializers.named import draw
from initquiz.initializers.rules import FAN_OF, SPARSE_LINKS
from initquiz.initializers.sampling import Weights, measured_std
from initquiz.initializers.schemes import SCHEMES
from initquiz.model.blocks import CurveRole, Histogram, Mark
from initquiz.model.card import Level
from initquiz.model.measuring import PointOnPlot, Quantity, Wrong
from initquiz.model.mistake import Mistake
from initquiz.model.question import FactValue
from initquiz.model.question_type import QuestionType

_KEY = "predict-then-reveal"
_VERSION = 1
_FACTOR = 1.15
_STEPS = 200  # from 0 to the end of the axis
_APART = 2  # fans differ by this factor at least
_REACHES = {False: (2.2, 10.0), True: (1.2, 6.0)}  # in σ; in ends of a box
_MOST, _LEAST = 2**18, 2**12  # weights
_DECOMPOSED = 2**22  # inputs x outputs x the smaller of both, for an orthogonal layer
_SIZES = (32, 50, 64, 100, 128, 200, 256, 300, 400, 512, 784, 1000, 1024, 2048, 3072)
_LAYERS = tuple(
    Fans(i, o)
    for i in _SIZES
    for o in _SIZES
    if _LEAST <= i * o <= _MOST and max(i, o) >= _APART * min(i, o)
)
_Rule = Callable[[Fans], Law]
_OTHERS: dict[str, Callable[[Fans], float]] = {"longer": max, "shorter": min, "one": lambda _: 1.0}
_DIVISORS = {**FAN_OF, **_OTHERS}


class _Slip(NamedTuple):
    """A wrong rule, variance = scale / divisor, and what it shows."""

    scale: float
    divisor: str
    key: str
    title: str
    lesson: str

    def std(self, layer: Fans) -> float:
        """Return the standard deviation the rule leads to."""
        return math.sqrt(self.scale / _DIVISORS[self.divisor](layer))


class _Asked(NamedTuple):
    """A scheme as asked: name, law, value written out, slips; `kin` is the bell it is like."""

    scheme: str
    name: str
    rule: _Rule
    spelled: str
    kin: str
    slips: tuple[_Slip, ...]
    settings: dict[str, FactValue]


_TANH = 5 / 3  # the gain torch's table has for tanh
_BELLS = ("he_normal", "lecun_normal", "xavier_normal", "small_random")
_OUTPUTS = ("fan-out-for-fan-in", "that divides by the outputs", "The rule divides by the inputs.")
_LENGTH = "Each vector along the longer side has the length 1, which its entries share."
_MODE = "This mode looks at the outputs alone, and keeps the gradients."
_GAIN = "A gain multiplies every weight, and so σ; the variance gets its square."
_ORTHOGONAL = (
    _Slip(1, "shorter", "shorter-side-for-longer", "the longer side counts", _LENGTH),
    _Slip(1, "one", "singular-value-for-entry", "that is a singular value, not an entry", _LENGTH),
    _Slip(1, "fan_avg", "fans-averaged", "it is not Xavier's rule", _LENGTH),
)
_TORCH = (
    _Slip(1, "fan_in", "end-taken-for-std", "1/√n_in is the end itself", "It is not σ."),
    _Slip(2, "fan_in", "he-for-torch", "that is He's rule", "It has six times the variance."),
    _Slip(1 / 3, "fan_out", *_OUTPUTS),
)
_SPARSE = (
    _Slip(1, "one", "zeros-left-out", "that is σ of the non-zero ones", "The zeros count too."),
    _Slip(1, "fan_in", "links-ignored", "that is LeCun's rule", "Each unit keeps 15 links of σ 1."),
)
_FAN_OUT = (
    _Slip(2, "fan_in", "fan-in-for-fan-out", "that divides by the inputs", _MODE),
    _Slip(
        1, "fan_out", "factor-two-missing", "the factor 2 is missing", "ReLU halves gradients too."
    ),
    _Slip(1, "fan_avg", "fans-averaged", "only the outputs count", _MODE),
)
_GAINED = (
    _Slip(1, "fan_avg", "gain-forgotten", "the gain is missing", _GAIN),
    _Slip(_TANH, "fan_avg", "gain-not-squared", "the gain multiplies σ, not the variance", _GAIN),
)


def _ask(
    key: str, spelled: str, *slips: _Slip, kin: str = "", name: str = "", rule: _Rule | None = None,
    **settings: FactValue,
) -> _Asked:  # fmt: skip
    """Return a scheme to ask about, as it is but for what is given."""
    scheme = SCHEMES[key]
    return _Asked(key, name or scheme.title, rule or scheme.law, spelled, kin, slips, settings)


_SCALED = (
    _ask("he_normal", "√(2/{n_in})", _Slip(2, "fan_out", *_OUTPUTS), kin="he_normal"),
    _ask("lecun_normal", "√(1/{n_in})", _Slip(1, "fan_out", *_OUTPUTS), kin="lecun_normal"),
    _ask("xavier_normal", "√(2/({n_in} + {n_out}))", kin="xavier_normal"),
)
_ASKED = {
    # Twice the three, so that one and the same 0.01 is seldom right.
    Level.EASY: (*_SCALED, *_SCALED, _ask("small_random", "0.01", kin="small_random")),
    Level.MEDIUM: (
        _ask("xavier_uniform", "√(6/({n_in} + {n_out}))", kin="xavier_normal"),
        _ask("he_uniform", "√(6/{n_in})", kin="he_normal"),
        _ask("lecun_uniform", "√(3/{n_in})", kin="lecun_normal"),
        _ask("orthogonal", "√(1/{widest})", *_ORTHOGONAL),
    ),
    Level.HARD: (
        _ask("torch_linear", "√(1/{n_in})", *_TORCH, name="PyTorch's default for `nn.Linear`"),
        _ask(
            *("sparse", "√(15/{n_in})", *_SPARSE),
            name=r"Sparse, 15 links per unit from $\mathcal{N}(0, 1)$,",
            sparsity_links=SPARSE_LINKS,
        ),
        _ask(
            *("he_normal", "√(2/{n_out})", *_FAN_OUT),
            name="He normal in the mode `fan_out`",
            rule=partial(rules.he, mode="fan_out"),
            mode="fan_out",
        ),
        _ask(
            *("xavier_normal", "5/3 · √(2/({n_in} + {n_out}))", *_GAINED),
            name="Xavier normal with the gain 5/3",
            rule=partial(rules.xavier, gain=_TANH),
            gain=_TANH,
        ),
    ),
}


class _Plan(NamedTuple):
    """What is asked: a scheme and the layer it is to draw."""

    asked: _Asked
    layer: Fans

    @property
    def law(self) -> Law:
        """Return the law of the layer's weights."""
        return self.asked.rule(self.layer)

    @property
    def box(self) -> bool:
        """Tell whether the end of a box is asked for, not σ."""
        return self.law.family is Family.UNIFORM

    @property
    def value(self) -> float:
        """Return the right answer."""
        return self.law.support if self.box else self.law.std

    @property
    def prediction(self) -> str:
        """Return the right answer with its formula in numbers."""
        n_in, n_out = self.layer
        spelled = self.asked.spelled.format(n_in=n_in, n_out=n_out, widest=max(self.layer))
        value = f"{self.value:.3g}"
        return value if spelled == value else f"{spelled} = {value}"


def _draft(rng: np.random.Generator, level: Level) -> Draft:
    """Return an instance; the sample is drawn, and kept for when the marker has been set."""
    asked = _ASKED[level][rng.integers(len(_ASKED[level]))]
    # An orthogonal layer takes a decomposition: a small one is drawn in a moment.
    effort = _DECOMPOSED if asked.scheme == "orthogonal" else math.inf
    layers = [layer for layer in _LAYERS if layer.size * min(layer) <= effort]
    plan = _Plan(asked, layers[rng.integers(len(layers))])
    layer, law = plan.layer, plan.law
    edges = nice_edges(math.exp(rng.uniform(*np.log(_REACHES[plan.box]))) * plan.value)
    most = float(edges[-1])
    weights = draw(rng, law, layer)
    zeros = ", zeros included," if law.density < 1 else ""
    place = rf"Where on this axis will the standard deviation $\sigma$ of its weights{zeros} lie?"
    return Draft(
        prompt=(
            f"{asked.name} is about to draw a layer with $n_{{in}}$ = {layer.fan_in} and "
            f"$n_{{out}}$ = {layer.fan_out}. "
            f"{'At which value $a$ > 0 will its bars stop?' if plan.box else place}"
        ),
        blocks=(_empty(edges),),
        answer=PointOnPlot(_quantity(plan), start=0.0, step=most / _STEPS, least=0.0, most=most),
        evidence=_evidence(plan, weights),
        explanation=_explanation(plan),
        facts={
            "scheme": asked.scheme,
            **asked.settings,
            "n_in": layer.fan_in,
            "n_out": layer.fan_out,
            "n": layer.size,
            "asked": "bound" if plan.box else "std",
            "predicted": plan.value,
            "predicted_std": law.std,
            "measured_std": measured_std(weights),
            "tolerance": f"a factor of {_FACTOR}",
        },
        revealed=(_revealed(plan, bars(weights, edges)),),
    )


def _empty(edges: Floats) -> Histogram:
    """Return the axis before anything is drawn."""
    low, high = number(float(edges[0])), number(float(edges[-1]))
    return Histogram(
        edges=tuple(edges.tolist()),
        counts=(0,) * (len(edges) - 1),
        total=0,
        summary=f"An empty axis from {low} to {high}: nothing has been drawn yet.",
    )


def _quantity(plan: _Plan) -> Quantity:
    """Return the value as it is asked for, with where named mistakes would put it."""
    (asked, layer), std = plan, plan.law.std
    bells = [bell for bell in _BELLS if asked.kin not in {"", bell}]
    told = [(SCHEMES[bell].law(layer).std, *misconception(asked.kin, bell)[2:]) for bell in bells]
    told += [(slip.std(layer), *slip[2:]) for slip in asked.slips]
    wrong = [std_for_bound(std)] if plan.box else []
    for taken, key, title, lesson in told:
        mistake = Mistake(key, title, f"{lesson} Here it is {plan.prediction}.")
        wrong.append(Wrong(taken * plan.value / std, mistake))
    if not plan.box:
        wrong.append(variance_for_std(std))
    name, title = ("a", "the bars stop elsewhere") if plan.box else ("σ", "σ lies elsewhere")
    off = Mistake("scale-mispredicted", title, f"It is {plan.prediction}.")
    return by_factor(name, plan.value, _FACTOR, off, wrong=tuple(wrong))


def _evidence(plan: _Plan, weights: Weights) -> str:
    """Say what came of the prediction."""
    found = f"they measure σ = {measured_std(weights):.4g}"
    found = f"the largest is {np.abs(weights).max():.4g}" if plan.box else found
    return f"The rule gives {plan.prediction}. Its {weights.size:,} weights are drawn now: {found}."


def _explanation(plan: _Plan) -> str:
    """Return the scheme's rule with this layer's numbers."""
    scheme = SCHEMES[plan.asked.scheme]
    ends = f", √3 times σ = {plan.law.std:#.3g}" if plan.box else ""
    return (
        f"**{scheme.title}**: ${scheme.formula}$. As it is asked here it gives "
        f"{plan.prediction}{ends}. {scheme.telltale}\n\n"
        f"Best for {scheme.best_for}. Source: {scheme.source}."
    )


def _revealed(plan: _Plan, block: Histogram) -> Histogram:
    """Return the layer's bars with its law over them and marks at the predicted places."""
    curve = expected_curve(block, plan.law, SCHEMES[plan.asked.scheme].title, CurveRole.TRUTH)
    name, place = "a" if plan.box else "σ", plan.value
    marks = Mark(f"−{name}", CurveRole.TRUTH, -place), Mark(name, CurveRole.TRUTH, place)
    return replace(block, curves=(curve,), marks=marks, log_y=plan.law.density < 1)


QUESTION = QuestionType(
    key=_KEY,
    title="Predict, then see",
    version=_VERSION,
    answer_kind=PointOnPlot.kind,
    levels=tuple(Level),
    schemes=tuple(dict.fromkeys(asked.scheme for row in _ASKED.values() for asked in row)),
    claims=(8, 9, 10, 13, 15, 18, 19, 22),
    cards=("he-std", "xavier-variance", "xavier-uniform", "orthogonal-entries"),
    draw=partial(drawn, _KEY, _VERSION, _draft),
)
