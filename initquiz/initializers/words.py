"""Numbers in words: what a scheme predicts for a layer, and how a sample decides between two."""

import math
from itertools import pairwise

from initquiz.initializers.fans import Fans
from initquiz.initializers.laws import Family, Law
from initquiz.initializers.schemes import Scheme
from initquiz.model.blocks import Histogram

_MANY_ERRORS = 10
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
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


def measured_as(std: float, error: float) -> str:
    """Return a measured σ, and its standard error as a share of it: "0.0417 ± 0.2 %".

    So it has the digits of what theory predicts beside it; an error of 0 is left out.
    """
    share = 100 * error / std if std else 0.0
    off = f" ± {share:.0f} %" if share >= 1 else f" ± {share:.1g} %"
    return f"{std:#.3g}" + off * (share > 0)


def raised(power: int) -> str:
    """Return a whole number as an exponent: ⁻⁶."""
    return str(power).translate(_RAISED)


def weigh(
    block: Histogram, measured: tuple[float, float], layer: Fans, *, truth: Scheme, rival: Scheme
) -> str:
    """Say how this sample decides between the scheme that drew it and another, if it does.

    `measured` is the sample's standard deviation and its standard error. The number of zeros
    decides where the laws differ in it, one value where a law has no other, the scale where the
    two differ, else the form.
    """
    law, other = truth.law(layer), rival.law(layer)
    equal = math.isclose(law.std, other.std)
    if equal and (law.family, law.density) == (other.family, other.density):
        return (
            f"{truth.title} and {rival.title} are one law for this layer, with "
            f"σ = {prediction(truth, layer)}: no sample tells them apart."
        )
    if law.density != other.density:
        count = f"{block.zeros:,} are" if block.zeros else "none is"
        return (
            f"Of {block.total:,} weights {count} exactly 0. {truth.title} predicts "
            f"{zero_share(law.density)} zeros, {rival.title} {zero_share(other.density)}."
        )
    if Family.CONSTANT in (law.family, other.family):
        return _one_value(block, layer, truth, rival)
    # An orthogonal matrix's σ has no error of its own; the rival's shows how far off that is.
    std, error = measured[0], measured[1] or other.std_error(block.total)
    told = f"Your sample measures σ = {measured_as(std, error if law.independent else 0.0)}"
    distance = abs(std - other.std) / error
    if equal:
        scales = f"Both predict {prediction(truth, layer)}."
    else:
        scales = (
            f"{truth.title} predicts {prediction(truth, layer)}, {rival.title} "
            f"{prediction(rival, layer)}: {distance:,.0f} standard errors away."
        )
        if _form(law) == _form(other) or distance > _MANY_ERRORS:
            return f"{told}. {scales}"
    return f"{told}. {scales} {_shapes(block, law, other)}"


def _one_value(block: Histogram, layer: Fans, truth: Scheme, rival: Scheme) -> str:
    """Weigh a constant against a law that spreads its weights."""
    constant = truth.law(layer).family is Family.CONSTANT
    same, spread = (truth, rival) if constant else (rival, truth)
    most = max(*block.counts, block.below, block.above)
    return (
        f"The fullest bar holds {most:,} of {block.total:,} weights. {same.title} predicts all of "
        f"them at {same.law(layer).mean:g}, {spread.title} a spread of "
        f"σ = {prediction(spread, layer)}."
    )


def _shapes(block: Histogram, law: Law, other: Law) -> str:
    """Weigh two laws of about one scale by their form."""
    if _form(law) == _form(other):
        return (
            "Their bars are one bell; orthogonal columns or rows show in the singular values, "
            "which are then all the same."
        )
    narrow, wide = sorted((law, other), key=lambda one: one.support)
    end, beyond = narrow.support, 1 - float(wide.mass(-narrow.support, narrow.support))
    outside = sum(
        count
        for count, (low, high) in zip(block.counts, pairwise(block.edges), strict=True)
        if low >= end or high <= -end
    )
    share = (outside + block.below + block.above) / block.total
    return (
        f"A {_form(narrow)} ends at ±{end:.3g}, a {_form(wide)} leaves {100 * beyond:.0f} % "
        f"beyond; the bars wholly out there hold {100 * share:.1f} % of your weights."
    )


def _form(law: Law) -> str:
    """Return what the bars of a law look like."""
    return _FORMS.get(law.family, "bell")
