"""Name the histogram: one layer was drawn, its two fans are stated; which scheme drew it?

Read the width of the bars off the axis and compare it with what each scheme predicts for
these fans; look at the form (a bell, a box, a spike) and at how many weights are exactly 0.
Each instance is proven answerable: an ideal observer of the bars errs at most once in 10,000.

The axis depends on the fans and the options, never on the scheme that was drawn, so that
nothing but the counts tells the answer.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import numpy as np

from initquiz.asking.instance import Draft, drawn
from initquiz.asking.scheme_options import law_of, prediction_note, text_of
from initquiz.errors import UnanswerableError
from initquiz.initializers.fans import Fans
from initquiz.initializers.figure import bars, expected_curve
from initquiz.initializers.histogram import nice_edges
from initquiz.initializers.identify import (
    WORST_ERROR,
    bhattacharyya,
    difficulty,
    error_bound,
    required_samples,
)
from initquiz.initializers.laws import Family, Floats, Law
from initquiz.initializers.misconceptions import misconception
from initquiz.initializers.sampling import measured_std
from initquiz.initializers.schemes import SCHEMES
from initquiz.initializers.words import prediction, weigh, zero_share
from initquiz.model.blocks import Curve, CurveRole, Histogram
from initquiz.model.card import Level
from initquiz.model.choosing import Choice, Option
from initquiz.model.mistake import Mistake
from initquiz.model.question_type import QuestionType

_KEY = "name-histogram"
_VERSION = 2
_TRIES = 1000  # each accepts 1 in 5 to 1 in 25, so an instance is always found
_REACH = 3.2  # the axis ends at this many standard deviations of the widest dense option
_BOX_BINS = 8  # a box narrower than this many bars looks like a bell
_SIZES = (
    *(64, 96, 100, 128, 192, 256, 300, 320, 384, 400, 512, 576, 640, 768, 784),
    *(1000, 1024, 1152, 1280, 1536, 2000, 2048, 3072, 4096, 5120, 8192),
)
_LAYERS = tuple(Fans(i, o) for i in _SIZES for o in _SIZES if i * o <= 2**20)
_OFFERED = (
    *("zeros", "small_random", "xavier_normal", "xavier_uniform"),
    *("he_normal", "lecun_normal", "sparse"),
)
# He and LeCun differ by √2 and Xavier lies near one of them, so seldom do all seven fit a
# level: one is left out, and the fans are drawn until the others do. "" leaves none out.
_LEFT_OUT = {
    Level.EASY: ("he_normal", "lecun_normal"),
    Level.MEDIUM: ("", "", "lecun_normal", "xavier_normal", "xavier_normal"),
    Level.HARD: ("", "he_normal", "lecun_normal"),
}


class _Plan(NamedTuple):
    """What is fixed before the dice choose a truth: fans, options, axis and proof."""

    layer: Fans
    keys: tuple[str, ...]
    edges: Floats
    bound: float


class _Sample(NamedTuple):
    """What was drawn: the layer, its bars, the scheme behind them, its σ and standard error."""

    layer: Fans
    block: Histogram
    truth: str
    measured: tuple[float, float]


def _draft(rng: np.random.Generator, level: Level) -> Draft:
    """Return an instance; the truth is even among its options and their order."""
    layer, keys, edges, bound = _plan(rng, level)
    order = [keys[i] for i in rng.permutation(len(keys))]
    correct = int(rng.integers(len(order)))

    truth = SCHEMES[order[correct]]
    law = truth.law(layer)
    weights = truth.sample(rng, layer)
    measured = measured_std(weights), law.std_error(layer.size)
    block = bars(weights, edges)
    sample = _Sample(layer, block, truth.key, measured)
    # Numbers stand outside the formulas: those are the same each time, so typeset already.
    prompt = (
        rf"One layer was drawn with $n_{{in}}$ = {layer.fan_in} and $n_{{out}}$ = {layer.fan_out}."
    )
    if level is Level.HARD:
        prompt += rf" Its weights measure $\sigma$ = {measured[0]:.4g}."
    rivals = (key for key in order if key != truth.key)
    rival = max(rivals, key=lambda key: bhattacharyya(SCHEMES[key].law(layer), law))
    return Draft(
        prompt=prompt + " Which scheme?",
        blocks=(block,),
        answer=Choice(tuple(_option(key, sample) for key in order), correct),
        evidence=_evidence(sample, rival),
        explanation=_explanation(truth.key, layer),
        facts={
            "scheme": truth.key,
            "n_in": layer.fan_in,
            "n_out": layer.fan_out,
            "n": layer.size,
            "measured_std": measured[0],
            "measured_std_error": measured[1],
            "predicted_std": law.std,
            "zeros": block.zeros,
        },
        revealed=(replace(block, curves=(_curve(sample, truth.key, CurveRole.TRUTH),)),),
        error_bound=bound,
    )


def _plan(rng: np.random.Generator, level: Level) -> _Plan:
    """Draw fans until the options are of the level and provably told apart by the bars."""
    left_out = _LEFT_OUT[level][rng.integers(len(_LEFT_OUT[level]))]
    keys = tuple(key for key in _OFFERED if key != left_out)
    for _ in range(_TRIES):
        layer = _LAYERS[rng.integers(len(_LAYERS))]
        laws = [SCHEMES[key].law(layer) for key in keys]
        if difficulty(laws, layer.size) is not level or required_samples(laws) > layer.size:
            continue
        edges = nice_edges(_REACH * max(law.std for law in laws if law.density == 1))
        bound = error_bound(laws, edges, layer.size)
        if bound <= WORST_ERROR and _boxes_show(laws, edges):
            return _Plan(layer, keys, edges, bound)
    raise UnanswerableError(f"No layer was found whose schemes can be told apart ({level}).")


def _boxes_show(laws: Sequence[Law], edges: Floats) -> bool:
    """Tell whether each uniform law is wide enough on this axis to be seen as a box."""
    boxes = (law.support for law in laws if law.family is Family.UNIFORM)
    return all(2 * support >= _BOX_BINS * (edges[1] - edges[0]) for support in boxes)


def _option(key: str, sample: _Sample) -> Option:
    """Return a scheme as an option for the sampled layer, with what choosing it shows."""
    law, note = SCHEMES[key].law(sample.layer), prediction_note(SCHEMES[key].law(sample.layer))
    if key == sample.truth:
        counted = zero_share(1 - sample.block.zeros / sample.block.total)
        found = f"{sample.measured[0]:#.3g}" if law.density == 1 else counted
        return Option(
            text_of(key), key, law_of(key, sample.layer), note=f"{note}, measured {found}"
        )
    told = misconception(sample.truth, key)
    return Option(
        text=text_of(key),
        key=key,
        law=law_of(key, sample.layer),
        note=note,
        mistake=Mistake(told.key, told.title, f"{_evidence(sample, key)} {told.lesson}"),
        curves=(_curve(sample, key, CurveRole.CHOSEN),),
    )


def _explanation(key: str, layer: Fans) -> str:
    """Return the truth's law with this layer's numbers, and how to tell it."""
    scheme = SCHEMES[key]
    return (
        f"**{scheme.title}**: ${scheme.formula}$, so here σ = {prediction(scheme, layer)}. "
        f"{scheme.telltale}\n\nBest for {scheme.best_for}. Source: {scheme.source}."
    )


def _evidence(sample: _Sample, rival: str) -> str:
    """Weigh the truth against another option by the numbers of this sample."""
    return weigh(
        sample.block,
        sample.measured,
        sample.layer,
        truth=SCHEMES[sample.truth],
        rival=SCHEMES[rival],
    )


def _curve(sample: _Sample, key: str, role: CurveRole) -> Curve:
    """Return an option's expected counts over the sample's bars."""
    law: Law = SCHEMES[key].law(sample.layer)
    return expected_curve(sample.block, law, SCHEMES[key].title, role)


QUESTION = QuestionType(
    key=_KEY,
    title="Name the histogram",
    version=_VERSION,
    answer_kind=Choice.kind,
    levels=tuple(Level),
    schemes=_OFFERED,
    claims=(8, 9, 10, 13, 15, 18, 22),
    draw=partial(drawn, _KEY, _VERSION, _draft),
    cards=("he-std", "lecun-variance", "xavier-variance"),
)
