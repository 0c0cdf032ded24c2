"""Spike: one bar towers over the others; is it made of zeros, and of how many?

The axis of counts is logarithmic, or what lies beside the spike could not be seen. A lone bar at
0 is zero initialization, or a bell narrower than a bar; a bell around the spike is made of the
weights that were kept. Martens keeps 15 links of each unit, so 1 - 15/n_in of the weights are 0;
others keep a share. Compare the tallest bar with all weights, or add up the bars beside it: a
bar in the middle of a bell holds about 0.4 of its weights times its own width in σ.

Easy states the number of zeros above the plot: it is what tells zeros from a bell that hides in
one bar. Medium does not state it, but there no bell hides; hard has two widths and three shares
of zeros, and both have to be right. The shares differ by a factor of 2 at least. An ideal
observer of the bars (at easy: and of the number of zeros) errs at most once in 10,000.

Sources: Martens 2010; Sutskever et al. 2013; torch.nn.init.sparse_.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from initquiz.asking.instance import Draft, drawn
from initquiz.asking.scheme_options import as_option_law
from initquiz.initializers.fans import Fans
from initquiz.initializers.figure import bars, describe, expected_curve
from initquiz.initializers.histogram import nice_edges
from initquiz.initializers.identify import WORST_ERROR, error_bound
from initquiz.initializers.laws import Family, Floats, Law
from initquiz.initializers.named import draw
from initquiz.initializers.rules import SMALL_STD, SPARSE_LINKS
from initquiz.initializers.sampling import measured_std
from initquiz.initializers.schemes import SCHEMES
from initquiz.initializers.words import zero_share
from initquiz.model.blocks import CurveRole, Histogram
from initquiz.model.card import Level
from initquiz.model.choosing import Choice, Option
from initquiz.model.mistake import Mistake
from initquiz.model.question_type import QuestionType

_KEY = "spike"
_VERSION = 1
_APART = 2.0  # between two shares of non-zeros
_REACHES = (2.6, 4.2)  # the axis ends at so many σ of the widest bell
_WEIGHTS = range(30_000, 120_001)
_LAYERS = tuple(
    Fans(i, o)
    for i in (60, 80, 100, 120, 150, 200, 250, 300, 400, 500, 600, 800)
    for o in (64, 100, 128, 200, 256, 300, 512, 1000)
    if i * o in _WEIGHTS
)
# Wide enough at easy for a bell of 0.01 to hide in one bar, and not at medium.
_STDS = {
    Level.EASY: (0.5, 0.8, 1.0),
    Level.MEDIUM: (0.06, 0.08, 0.1, 0.12),
    Level.HARD: (0.1, 0.2, 0.4, 1.0),
}


_SHARES = {
    Level.EASY: ("links", "half", "all"),
    Level.MEDIUM: ("links", "tenth", "half", "all"),
    Level.HARD: ("links", "tenth", "all"),
}
# What taking one kind of law for another shows, by truth and answer.
_CONFUSIONS = {
    ("zero", "constant"): ("constant-for-zero", "the one bar stands at 0", ""),
    ("zero", "spiked"): ("none-for-few", "not one weight differs from zero", "The spike is alone."),
    ("zero", "bell"): ("spike-overlooked", "every weight is exactly zero", ""),
    ("constant", "zero"): ("zero-for-constant", "the one bar does not stand at 0", ""),
    ("constant", "spiked"): ("spread-imagined", "all weights are one value", ""),
    ("constant", "bell"): ("spread-imagined", "all weights are one value", ""),
    ("spiked", "zero"): (
        *("few-for-none", "a few weights are not zero"),
        "They break the symmetry that zeros leave.",
    ),
    ("spiked", "constant"): ("spread-overlooked", "the weights are not one value", ""),
    ("spiked", "bell"): (
        *("zeros-overlooked", "many weights are exactly zero"),
        "A continuous law never repeats a value.",
    ),
    ("bell", "zero"): (
        *("narrow-for-zero", "narrow is not zero"),
        "However narrow the bars are, these weights differ, and so will the units.",
    ),
    ("bell", "constant"): ("spread-overlooked", "the weights are not one value", ""),
    ("bell", "spiked"): ("zeros-imagined", "the weights are not zero", ""),
}


class _Offer(NamedTuple):
    """An option: key, text, law, the scheme it belongs to."""

    key: str
    text: str
    law: Law
    scheme: str


class _Sample(NamedTuple):
    """What was drawn: the layer, its bars, the truth, σ of the weights that are not 0."""

    layer: Fans
    block: Histogram
    truth: _Offer
    core_std: float


def _draft(rng: np.random.Generator, level: Level) -> Draft | None:
    """Return an instance; None where two shares are too close, or the bars prove nothing."""
    layer = _LAYERS[rng.integers(len(_LAYERS))]
    std = _STDS[level][rng.integers(len(_STDS[level]))]
    offers = _offers(layer, std, level)
    laws = [offer.law for offer in offers]
    edges = nice_edges(float(rng.uniform(*_REACHES)) * std)
    bound = _error_bound(laws, edges, layer.size, counted=level is Level.EASY)
    if _close(laws) or bound > WORST_ERROR:
        return None

    order = [offers[i] for i in rng.permutation(len(offers))]
    correct = int(rng.integers(len(order)))
    truth = order[correct]
    weights = draw(rng, truth.law, layer, dtype=np.float64)  # no float32 zeros among normals
    block = _shown(bars(weights, edges), told=level is Level.EASY)
    others = block.total - block.zeros
    core = measured_std(weights) * math.sqrt(block.total / others) if others else 0.0
    sample = _Sample(layer, block, truth, core)
    curve = expected_curve(block, truth.law, truth.text, CurveRole.TRUTH)
    return Draft(
        prompt=(
            rf"One layer was drawn with $n_{{in}}$ = {layer.fan_in} and $n_{{out}}$ = "
            f"{layer.fan_out}. The axis of counts is logarithmic. Which scheme drew it?"
        ),
        blocks=(block,),
        answer=Choice(tuple(_option(offer, sample) for offer in order), correct),
        evidence=_evidence(sample),
        explanation=_explanation(sample),
        facts={
            "scheme": truth.scheme,
            "offer": truth.key,
            "n_in": layer.fan_in,
            "n_out": layer.fan_out,
            "n": layer.size,
            "std": float(f"{truth.law.core_std:.6g}"),
            "density": truth.law.density,
            "sparsity_links": round(truth.law.density * layer.fan_in),
            "zeros": block.zeros,
            "measured_core_std": core,
        },
        revealed=(replace(block, zeros_told=True, curves=(curve,)),),
        error_bound=bound,
    )


def _offers(layer: Fans, std: float, level: Level) -> list[_Offer]:
    """Return the options of a level; `std` is that of its bells."""
    offers = [_kept(layer, std, share) for share in _SHARES[level]]
    if level is Level.HARD:
        narrow = [_kept(layer, std / 2, share) for share in _SHARES[level]]
        return [*(offer._replace(key=f"{offer.key}-narrow") for offer in narrow), *offers]
    law, text = Law(Family.NORMAL, SMALL_STD), f"Small random, std {SMALL_STD}"
    offers.append(_Offer("small", text, law, "small_random"))
    offers.append(_Offer("zeros", "Zero", Law(Family.ZERO, 0.0, 0.0), "zeros"))
    if level is Level.EASY:
        law = Law(Family.CONSTANT, 0.0, mean=std)
        offers.append(_Offer("constant", f"Constant {std:g}", law, "constant"))
    return offers


def _kept(layer: Fans, std: float, share: str) -> _Offer:
    """Return a bell of which each unit keeps some links, or all."""
    links, name, scheme = {
        "links": (SPARSE_LINKS, f"Sparse, {SPARSE_LINKS} per unit", "sparse"),
        "tenth": (layer.fan_in // 10, "Sparse, a tenth kept", "sparse_fraction"),
        "half": (layer.fan_in // 2, "Sparse, half kept", "sparse_fraction"),
        "all": (layer.fan_in, "Normal, none zero", "small_random"),
    }[share]
    density = links / layer.fan_in
    law = Law(Family.NORMAL, std * math.sqrt(density), density)
    return _Offer(share, f"{name}, std {std:g}", law, scheme)


def _close(laws: Sequence[Law]) -> bool:
    """Tell whether two shares of non-zeros are too close to be told apart by eye."""
    shares = sorted({law.density for law in laws if law.density})
    return any(high < _APART * low for low, high in pairwise(shares))


def _error_bound(laws: Sequence[Law], edges: Floats, n: int, *, counted: bool) -> float:
    """Return the bound on the ideal observer's error, who may know the number of zeros.

    As `identify.error_bound`, with the zeros in a cell of their own.
    """
    if not counted:
        return error_bound(laws, edges, n)
    cells = []
    for law in laws:
        zeros = 0.0 if law.mean else law.atom.mass
        row = law.bin_probabilities(edges)
        row[law.home(edges)] -= zeros
        cells.append([*np.maximum(row, 0.0), zeros])
    roots = np.sqrt(cells)
    errors = np.minimum(roots @ roots.T, 1.0) ** n
    np.fill_diagonal(errors, 0.0)
    return float(min(1.0, errors.sum(axis=1).max()))


def _shown(block: Histogram, *, told: bool) -> Histogram:
    """Return the bars on a logarithmic axis; the zeros are told in the title, or nowhere."""
    shown = replace(block, log_y=True, zeros_told=told, title=block.counted if told else "")
    return replace(shown, summary=describe(shown))


def _option(offer: _Offer, sample: _Sample) -> Option:
    """Return an option, with what choosing it wrongly shows."""
    right = Option(offer.text, offer.key, as_option_law(offer.law), note=_predicted(offer.law))
    if offer.key == sample.truth.key:
        return right
    key, title, look = _confusion(sample.truth.law, offer.law)
    lesson = f"{_evidence(sample)} {offer.text} predicts {_predicted(offer.law)}. {look}"
    curve = expected_curve(sample.block, offer.law, offer.text, CurveRole.CHOSEN)
    return replace(right, mistake=Mistake(key, title, lesson.strip()), curves=(curve,))


def _confusion(truth: Law, answer: Law) -> tuple[str, str, str]:
    """Return what taking one law for another shows: key, title, and a last sentence."""
    kinds = _kind(truth), _kind(answer)
    if kinds in _CONFUSIONS:
        return _CONFUSIONS[kinds]
    if answer.density != truth.density:
        return "share-misjudged", "another share of the weights is zero", ""
    spread = "wider" if truth.std > answer.std else "narrower"
    return "width-misjudged", f"what is not zero spreads {spread}", ""


def _kind(law: Law) -> str:
    """Return what a law looks like: one value, a bell, or both."""
    if law.family is Family.NORMAL:
        return "bell" if law.density == 1 else "spiked"
    return "constant" if law.mean else "zero"


def _predicted(law: Law) -> str:
    """Return what a law predicts, in words."""
    if _kind(law) == "bell":
        return f"no zeros and σ = {law.std:g}"
    if _kind(law) == "spiked":
        return f"{zero_share(law.density)} zeros, and σ = {law.core_std:.3g} for the others"
    return f"{law.mean:g} everywhere"


def _evidence(sample: _Sample) -> str:
    """Say what was counted, and how wide the rest is."""
    block, kind = sample.block, _kind(sample.truth.law)
    if kind == "zero":
        return f"All {block.total:,} weights are exactly 0."
    if kind == "constant":
        return f"All {block.total:,} weights are {sample.truth.law.mean:g}; none is 0."
    width = f"measure σ = {sample.core_std:.3g}"
    if kind == "bell":
        return f"Of {block.total:,} weights none is exactly 0; they {width}."
    share = zero_share(1 - block.zeros / block.total)
    return (
        f"Of {block.total:,} weights {block.zeros:,}, {share}, are exactly 0; the others {width}."
    )


def _explanation(sample: _Sample) -> str:
    """Return how many zeros each way of drawing leaves in this layer."""
    n_in, truth = sample.layer.fan_in, sample.truth
    scheme = SCHEMES[truth.scheme]
    kept = round(truth.law.density * n_in)
    links = f" Each unit keeps {kept} of its {n_in} links." if 0 < kept < n_in else ""
    return (
        f"**{truth.text}** means {_predicted(truth.law)}.{links} Martens' {SPARSE_LINKS} links "
        f"per unit leave 1 − {SPARSE_LINKS}/{n_in} = {zero_share(SPARSE_LINKS / n_in)} zeros.\n\n"
        "Zeros everywhere leave all units alike; a bell, however narrow, does not, nor do a few "
        "links per unit, whose scale no fan changes: no pruned model is meant. "
        f"Best for {scheme.best_for}. Source: {scheme.source}."
    )


QUESTION = QuestionType(
    key=_KEY,
    title="The spike at 0",
    version=_VERSION,
    answer_kind=Choice.kind,
    levels=tuple(Level),
    schemes=("zeros", "constant", "small_random", "sparse", "sparse_fraction"),
    claims=(7, 22, 23),
    cards=("sparse-zero", "sparse-fifteen", "sparse-percentage", "random-why"),
    draw=partial(drawn, _KEY, _VERSION, _draft),
)
