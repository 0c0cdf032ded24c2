"""Numbers in words: what a scheme predicts for a layer, and how a sample decides between two."""

import math
from itertools import pairwise

from initquiz.initializers.fans import Fans
from initquiz.initializers.laws import Family
from initquiz.initializers.schemes import Scheme
from initquiz.model.question import Histogram

_MANY_ERRORS = 10
_FORMS = {Family.UNIFORM: "box", Family.TRUNCATED: "cut bell"}


def prediction(scheme: Scheme, layer: Fans) -> str:
    """Return a scheme's σ for a layer: the formula with its numbers, and the value."""
    spelled, std = scheme.spell(layer), scheme.law(layer).std
    return spelled if spelled == f"{std:g}" else f"{spelled} = {std:#.3g}"


def zero_share(density: float) -> str:
    """Return the share of zeros in percent, never rounded up to all of them."""
    share = 100 * (1 - density)
    digits = 1 if share < 99.9 or share == 100 else 4
    return f"{share:.{digits}f}".removesuffix(".0") + " %"


def weigh(
    block: Histogram, measured: tuple[float, float], layer: Fans, *, truth: Scheme, rival: Scheme
) -> str:
    """Say how this sample decides between the scheme that drew it and another.

    `measured` is the sample's standard deviation and its standard error. The number of zeros
    decides where one law has an atom, the scale where the two differ, else the form.
    """
    law, other = truth.law(layer), rival.law(layer)
    if min(law.density, other.density) < 1:
        count = f"{block.zeros:,} are" if block.zeros else "none is"
        return (
            f"Of {block.total:,} weights {count} exactly 0. {truth.title} predicts "
            f"{zero_share(law.density)} zeros, {rival.title} {zero_share(other.density)}."
        )
    std, error = measured
    digits = 1 - math.floor(math.log10(error))
    told = f"Your sample measures σ = {std:.{digits}f} ± {error:.{digits}f}."
    distance = abs(std - other.std) / error
    if law.family is other.family or distance > _MANY_ERRORS:
        return (
            f"{told} {truth.title} predicts {prediction(truth, layer)}, {rival.title} "
            f"{prediction(rival, layer)}: {distance:,.0f} standard errors away."
        )
    narrow, wide = sorted((law, other), key=lambda one: one.support)
    end, beyond = narrow.support, 1 - float(wide.mass(-narrow.support, narrow.support))
    forms = [_FORMS.get(one.family, "bell") for one in (narrow, wide)]
    outside = sum(
        count
        for count, (low, high) in zip(block.counts, pairwise(block.edges), strict=True)
        if low >= end or high <= -end
    )
    share = (outside + block.below + block.above) / block.total
    return (
        f"{told} Both predict {prediction(truth, layer)}. A {forms[0]} ends at ±{end:.3g}, a "
        f"{forms[1]} leaves {100 * beyond:.0f} % beyond; the bars wholly out there hold "
        f"{100 * share:.1f} % of your weights."
    )
