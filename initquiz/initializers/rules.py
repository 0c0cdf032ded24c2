"""The published rules: from the fans of a layer to the law of its weights.

All scaled schemes are one rule, variance = scale / fan, with the names people give to some of
its settings. `named` draws from these laws, `schemes` tells of them.
"""

import math
from collections.abc import Callable, Mapping
from typing import Literal

from initquiz.errors import UsageError
from initquiz.initializers.fans import Fans, fans
from initquiz.initializers.gains import variance_gain
from initquiz.initializers.laws import Family, Law

Shape = tuple[int, int]
Mode = Literal["fan_in", "fan_out", "fan_avg"]
Distribution = Literal["normal", "truncated_normal", "uniform"]

SMALL_STD = 0.01
"""The deck's small random weights; AlexNet's too (Krizhevsky et al. 2012)."""

SPARSE_LINKS = 15
"""Incoming links Martens (2010) leaves to a unit."""

CONSTANT = 0.1
"""The constant used to show what a constant does."""

FAN_OF: Mapping[str, Callable[[Fans], float]] = {
    "fan_in": lambda layer: layer.fan_in,
    "fan_out": lambda layer: layer.fan_out,
    "fan_avg": lambda layer: (layer.fan_in + layer.fan_out) / 2,
}
"""The number a mode divides by."""


def scaled(
    shape: Shape,
    *,
    scale: float = 1.0,
    mode: Mode = "fan_in",
    distribution: Distribution = "normal",
) -> Law:
    """Return the law of variance scale / fan; `mode` names the fan.

    Raises:
        ShapeError: not a layer's shape.
        UsageError: no such mode or distribution, or a scale that is not above 0.
    """
    layer = fans(shape)
    if mode not in FAN_OF:
        raise UsageError(f"A mode is one of {', '.join(FAN_OF)}; not {mode!r}.")
    return spread(math.sqrt(_positive("scale", scale) / FAN_OF[mode](layer)), distribution)


def spread(std: float, distribution: Distribution = "normal") -> Law:
    """Return the law of a standard deviation, the same for any layer.

    Raises:
        UsageError: no such distribution, or a std that is not above 0.
    """
    known = (Family.NORMAL, Family.TRUNCATED, Family.UNIFORM)
    if distribution not in known:
        raise UsageError(f"A distribution is one of {', '.join(known)}; not {distribution!r}.")
    return Law(Family(distribution), _positive("std", std))


def constant(shape: Shape, *, value: float = CONSTANT) -> Law:
    """Return the law of one value everywhere; UsageError if it is not finite."""
    fans(shape)
    return Law(Family.CONSTANT, 0.0, mean=value) if value else Law(Family.ZERO, 0.0, 0.0)


def small_random(shape: Shape, *, std: float = SMALL_STD) -> Law:
    """Return a normal law that ignores the fans; UsageError if its std is not above 0."""
    fans(shape)
    return spread(std)


def xavier(shape: Shape, *, gain: float = 1.0, distribution: Distribution = "normal") -> Law:
    """Return gain**2 * 2 / (n_in + n_out) (Glorot and Bengio 2010, eq. 12 and 16)."""
    scale = _positive("gain", gain) ** 2
    return scaled(shape, scale=scale, mode="fan_avg", distribution=distribution)


def xavier_fan_in(shape: Shape, *, gain: float = 1.0) -> Law:
    """Return gain**2 / n_in: "Xavier" in Caffe and in the study document, LeCun's law."""
    return scaled(shape, scale=_positive("gain", gain) ** 2)


def he(
    shape: Shape,
    *,
    negative_slope: float = 0.0,
    mode: Mode = "fan_in",
    distribution: Distribution = "normal",
) -> Law:
    """Return 2 / ((1 + slope**2) * fan) (He et al. 2015, eq. 10 and 15)."""
    scale = variance_gain("leaky_relu", negative_slope)
    return scaled(shape, scale=scale, mode=mode, distribution=distribution)


def lecun(shape: Shape, *, distribution: Distribution = "normal") -> Law:
    """Return 1 / n_in (LeCun et al. 1998, section 4.6; Klambauer et al. 2017)."""
    return scaled(shape, distribution=distribution)


def torch_linear(shape: Shape) -> Law:
    """Return what torch's nn.Linear starts with: uniform within 1 / sqrt(n_in)."""
    return scaled(shape, scale=1 / 3, distribution="uniform")


def orthogonal(shape: Shape, *, gain: float = 1.0) -> Law:
    """Return the law of one entry of a Haar matrix: std gain / sqrt(max(n_in, n_out))."""
    return Law(Family.ORTHOGONAL, _positive("gain", gain) / math.sqrt(max(fans(shape))))


def sparse(shape: Shape, *, nonzero: int = SPARSE_LINKS, std: float = 1.0) -> Law:
    """Return the law of `nonzero` normal links into each unit; all, if it has fewer inputs.

    Martens (2010) fixes the number, Sutskever et al. (2013) the unit scale.

    Raises:
        ShapeError: not a layer's shape.
        UsageError: a negative number of links, or a std that is not above 0.
    """
    layer = fans(shape)
    if not isinstance(nonzero, int) or nonzero < 0:
        raise UsageError(f"The non-zero links are a whole number of at least 0; not {nonzero!r}.")
    return _kept(layer, min(nonzero, layer.fan_in), std)


def sparse_fraction(shape: Shape, *, sparsity: float = 0.9, std: float = SMALL_STD) -> Law:
    """Return the law of columns of which ceil(sparsity * n_in) entries are 0, as torch's.

    Raises:
        ShapeError: not a layer's shape.
        UsageError: a sparsity outside 0 to 1, or a std that is not above 0.
    """
    layer = fans(shape)
    if not 0 <= sparsity <= 1:
        raise UsageError(f"A sparsity lies between 0 and 1; not {sparsity!r}.")
    return _kept(layer, layer.fan_in - math.ceil(sparsity * layer.fan_in), std)


def _kept(layer: Fans, nonzero: int, std: float) -> Law:
    """Return the law of so many normal entries in each column, the others 0."""
    density = nonzero / layer.fan_in
    core = _positive("std", std)
    return Law(Family.NORMAL, core * math.sqrt(density), density) if nonzero else _ZERO


_ZERO = Law(Family.ZERO, 0.0, 0.0)


def _positive(what: str, value: float) -> float:
    """Return a number that has to be finite and above 0; UsageError if it is not."""
    if not 0 < value < math.inf:
        raise UsageError(f"The {what} is a finite number above 0; not {value!r}.")
    return value
