"""Shape only: the axis bears no numbers, so nothing but the form of the bars tells the law.

Look at the ends first. A normal law runs out slowly: 2.3 % of it lies beyond 2.27 σ. A truncated
one, as Keras and JAX draw it, stops there, its bars still a seventh as tall as in the middle. A
uniform one is flat and stops at √3 σ = 1.73 σ. Then look at the middle: weights that are
exactly 0 stand on top of whatever lies around them.

All six options have the same σ but for their zeros, and how much of the axis they fill is drawn
before the law is: scale says nothing. (So He, LeCun and Xavier of one shape cannot be told apart
here, and are never offered.) An ideal observer of the bars errs at most once in 10,000.

Easy has a logarithmic axis of counts, on which a cut is a cliff, and many zeros; medium a
linear one, many weights and few zeros; hard a few thousand weights only.

Source: the cut and its widening are in `VarianceScaling` of Keras and JAX; torch does not cut.
"""

import math
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import numpy as np

from initquiz.asking.instance import Draft, drawn
from initquiz.asking.scheme_options import as_option_law
from initquiz.initializers.fans import Fans
from initquiz.initializers.figure import bars, describe, expected_curve
from initquiz.initializers.histogram import nice_edges
from initquiz.initializers.identify import WORST_ERROR, difficulty, error_bound
from initquiz.initializers.laws import Family, Law
from initquiz.initializers.named import draw
from initquiz.initializers.sampling import Weights, measured_std
from initquiz.initializers.schemes import SCHEMES
from initquiz.model.blocks import CurveRole, Histogram, Mark
from initquiz.model.card import Level
from initquiz.model.choosing import Choice, Option
from initquiz.model.mistake import Mistake
from initquiz.model.question import FactValue
from initquiz.model.question_type import QuestionType

_KEY = "shape-only"
_VERSION = 1
_REACHES = (2.7, 4.4)  # the axis ends at so many σ
_SCALES = ("he", "lecun", "xavier")  # a scheme's scale has to be taken, but is not asked


class _Form(NamedTuple):
    """A family as it is offered: its key, name and outline, what it looks like."""

    key: str
    name: str
    outline: str
    look: str


_FORMS = {
    Family.NORMAL: _Form("normal", "Normal", "bell", "A whole bell runs out slowly"),
    Family.TRUNCATED: _Form(
        *("truncated", "Truncated normal", "cut-bell"),
        "A cut bell stops at 2.27 σ, where it is still a seventh as tall as in the middle",
    ),
    Family.UNIFORM: _Form(
        *("uniform", "Uniform", "box"), "A box is flat, and stops at √3 σ all at once"
    ),
}
# What a wrong shape shows, by the outlines of truth and answer.
_TITLES = {
    ("bell", "cut-bell"): "the tails go on past the cut",
    ("bell", "box"): "a box has no tails",
    ("cut-bell", "bell"): "a whole bell would have tails",
    ("cut-bell", "box"): "a box would be flat",
    ("box", "bell"): "a bell is not flat, and it has tails",
    ("box", "cut-bell"): "a cut bell is not flat",
}


class _Rule(NamedTuple):
    """What a level allows: inputs, outputs, number of weights, percentages of zeros, axis."""

    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    sizes: range
    zeros: tuple[int, ...]
    log_y: bool


_OUTPUTS = (*(32, 50, 64, 96, 100, 128, 200), *(256, 300, 512))
# On a linear axis many zeros would dwarf the bars around them.
_RULES = {
    Level.EASY: _Rule(
        (100, 160, 200, 240, 300, 400), _OUTPUTS, range(30_000, 120_000), (50, 80, 90), log_y=True
    ),
    Level.MEDIUM: _Rule(
        (100, 120, 160, 200, 240), _OUTPUTS, range(20_000, 60_000), (5, 10), log_y=False
    ),
    Level.HARD: _Rule((40, 60, 80, 100, 120), _OUTPUTS, range(1_500, 6_000), (5, 10), log_y=False),
}


class _Sample(NamedTuple):
    """What was drawn: its law, its bars, and its non-zeros' share beyond a box and a cut."""

    law: Law
    block: Histogram
    beyond: tuple[float, float]


def _draft(rng: np.random.Generator, level: Level) -> Draft | None:
    """Return an instance; None where so few weights do not prove their law."""
    rule = _RULES[level]
    layers = [Fans(i, o) for i in rule.inputs for o in rule.outputs if i * o in rule.sizes]
    layer = layers[rng.integers(len(layers))]
    base = _SCALES[rng.integers(len(_SCALES))]
    percent = rule.zeros[rng.integers(len(rule.zeros))]
    laws = _laws(SCHEMES[f"{base}_normal"].law(layer).std, percent)
    edges = nice_edges(float(rng.uniform(*_REACHES)) * laws[0].core_std)
    bound = error_bound(laws, edges, layer.size)
    if bound > WORST_ERROR or difficulty(laws, layer.size) is None:
        return None

    order = [laws[i] for i in rng.permutation(len(laws))]
    correct = int(rng.integers(len(order)))
    truth = order[correct]
    weights = draw(rng, truth, layer)
    block = replace(bars(weights, edges), log_y=rule.log_y, ticks=False)
    block = replace(block, summary=_summary(block))
    sample = _Sample(truth, block, _counted(truth, weights))
    return Draft(
        prompt=(
            rf"One layer was drawn with $n_{{in}}$ = {layer.fan_in} and $n_{{out}}$ = "
            f"{layer.fan_out}. Its axis bears no numbers, so only the shape tells. Which law?"
        ),
        blocks=(block,),
        answer=Choice(tuple(_option(law, sample) for law in order), correct),
        evidence=_evidence(sample),
        explanation=_explanation(truth, layer),
        facts=_facts(sample, layer, base, measured_std(weights)),
        revealed=(_revealed(sample),),
        error_bound=bound,
    )


def _facts(sample: _Sample, layer: Fans, base: str, measured: float) -> dict[str, FactValue]:
    """Return the numbers; boxes and cut bells with zeros are under no scheme's name."""
    law = sample.law
    named: dict[str, FactValue] = {}
    if law.density == 1:
        named = {"scheme": f"{base}_{_FORMS[law.family].key}"}
    elif law.family is Family.NORMAL:
        named = {"scheme": "sparse", "sparsity_links": round(law.density * layer.fan_in)}
    return {
        **named,
        "n_in": layer.fan_in,
        "n_out": layer.fan_out,
        "n": layer.size,
        "family": law.family.value,
        "density": law.density,
        "std": law.core_std,
        "zeros": sample.block.zeros,
        "measured_std": measured,
        "predicted_std": law.std,
        "beyond_box": sample.beyond[0],
        "beyond_cut": sample.beyond[1],
    }


def _laws(std: float, percent: int) -> list[Law]:
    """Return the options' laws: each family whole, and with so many percent of zeros."""
    kept = (100 - percent) / 100
    whole = [Law(family, std) for family in _FORMS]
    return [*whole, *(Law(family, std * math.sqrt(kept), kept) for family in _FORMS)]


def _ends(law: Law) -> tuple[float, float]:
    """Return where a box and a cut bell of a law's width end."""
    box, cut = (Law(family, law.core_std) for family in (Family.UNIFORM, Family.TRUNCATED))
    return box.support, cut.support


def _counted(law: Law, weights: Weights) -> tuple[float, float]:
    """Return the share of the weights that are not 0 beyond the two ends."""
    sizes, others = np.abs(weights), np.count_nonzero(weights)
    box, cut = (float(np.count_nonzero(sizes > end) / others) for end in _ends(law))
    return box, cut


def _predicted(law: Law) -> str:
    """Return the shares beyond the two ends that a law predicts, in words."""
    box, cut = (1 - float(law.mass(-end, end)) / law.density for end in _ends(law))
    return f"{_percent(box)} and {_percent(cut)}"


def _percent(share: float) -> str:
    """Write a share in percent."""
    return f"{100 * share:.1f} %" if round(share, 3) else "none"


def _text(law: Law) -> str:
    """Return a law's name as an option."""
    zeros = f", {100 * (1 - law.density):.0f} % zeros" if law.density < 1 else ""
    return _FORMS[law.family].name + zeros


def _option(law: Law, sample: _Sample) -> Option:
    """Return a law as an option, with what choosing it wrongly shows."""
    right = Option(
        text=_text(law),
        key=_FORMS[law.family].key + "-zeros" * (law.density < 1),
        law=as_option_law(law),
        note=f"beyond √3 σ and 2.27 σ: {_predicted(law)}",
    )
    if law == sample.law:
        return right
    curve = expected_curve(sample.block, law, _text(law), CurveRole.CHOSEN)
    return replace(right, mistake=_mistake(law, sample), curves=(curve,))


def _mistake(answer: Law, sample: _Sample) -> Mistake:
    """Return what a wrong option shows: zeros missed or imagined, else a wrong outline."""
    truth, block = sample.law, sample.block
    middle = len(block.counts) // 2
    beside = (block.counts[middle - 1] + block.counts[middle + 1]) / 2
    bar = f"The bar at 0 holds {block.counts[middle]:,} weights, those beside it {beside:,.0f}"
    if truth.density < answer.density == 1:
        return Mistake(
            "zeros-overlooked",
            f"{100 * block.zeros / block.total:.0f} % of the weights are exactly zero",
            f"{bar}: {block.zeros:,} are exactly 0. A continuous law never repeats a value.",
        )
    if answer.density < truth.density == 1:
        return Mistake(
            "zeros-imagined",
            "no weight is exactly zero",
            f"{bar}. {round((1 - answer.density) * block.total):,} zeros would stand out there.",
        )
    seen, said = _FORMS[truth.family], _FORMS[answer.family]
    return Mistake(
        f"{said.outline}-for-{seen.outline}",
        _TITLES[seen.outline, said.outline],
        f"{_evidence(sample)} {said.name} predicts {_predicted(answer)}. {said.look}.",
    )


def _evidence(sample: _Sample) -> str:
    """Say how many weights lie where a box and a cut bell have none."""
    box, cut = map(_percent, sample.beyond)
    whose = "your weights" if sample.law.density == 1 else "your non-zero weights"
    return (
        f"Of {whose} {box} lie beyond √3 σ, where a box ends, and {cut} beyond 2.27 σ, where a "
        f"truncated normal ends. {_FORMS[sample.law.family].name} predicts "
        f"{_predicted(sample.law)}."
    )


def _explanation(law: Law, layer: Fans) -> str:
    """Return what the shape looks like in the numbers of this layer."""
    form, (box, cut) = _FORMS[law.family], _ends(law)
    zeros = ""
    if law.density < 1:
        kept = round(law.density * layer.fan_in)
        zeros = f" Each unit keeps {kept} of its {layer.fan_in} links; the others are exactly 0."
    return (
        f"**{_text(law)}**: {form.look}. Here σ = {law.core_std:#.3g}, so a box would end at "
        f"√3 σ = ±{box:.3g} and a truncated normal at 2.27 σ = ±{cut:.3g}.{zeros}\n\n"
        "Two laws of one shape differ in scale alone, and scale is what an axis without numbers "
        "hides: He, LeCun and Xavier would look the same here. Keras and JAX cut `he_normal` "
        "at two of its own standard deviations and widen the rest; torch does not cut."
    )


def _revealed(sample: _Sample) -> Histogram:
    """Return the bars with numbers, the true law and the two ends."""
    box, cut = _ends(sample.law)
    curve = expected_curve(sample.block, sample.law, _text(sample.law), CurveRole.TRUTH)
    marks = Mark("√3 σ", CurveRole.GUIDE, box), Mark("2.27 σ", CurveRole.GUIDE, cut)
    shown = replace(sample.block, ticks=True, curves=(curve,), marks=marks)
    return replace(shown, summary=describe(shown))


def _summary(block: Histogram) -> str:
    """Say what the bars show, their places told as shares of the axis: it bears no numbers."""
    shares = tuple((np.array(block.edges) / block.edges[-1]).tolist())
    return f"Places are shares of the axis. {describe(replace(block, edges=shares))}"


QUESTION = QuestionType(
    key=_KEY,
    title="Shape only",
    version=_VERSION,
    answer_kind=Choice.kind,
    levels=tuple(Level),
    schemes=(
        *(f"{base}_{form.key}" for base in _SCALES for form in _FORMS.values()),
        "sparse",
    ),
    claims=(13, 22),
    cards=("trap-truncated", "uniform-variance", "sparse-zero"),
    draw=partial(drawn, _KEY, _VERSION, _draft),
)
