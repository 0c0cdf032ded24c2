"""Each initializer as a function: `he_normal(rng, (784, 256))` returns the weights.

W is (n_in, n_out) and y = x @ W. All take a generator and a shape, and as options `dtype`,
float32 (the default) or float64, or `out`, a contiguous array to fill and return. They raise
ShapeError for what is no layer's shape and UsageError for any other bad argument. The law
behind a function is in `rules`, what to say about it in `schemes`.
"""

from typing import TypedDict, Unpack

import numpy as np
from numpy.typing import DTypeLike

from initquiz.initializers import rules
from initquiz.initializers.laws import Law
from initquiz.initializers.rules import Distribution, Mode, Shape
from initquiz.initializers.sampling import Weights, empty, fill

Rng = np.random.Generator


class Into(TypedDict, total=False):
    """Where the weights go: a new array of a dtype, float32 if none is named, or `out`."""

    dtype: DTypeLike
    out: Weights | None


def draw(rng: Rng, law: Law, shape: Shape, **into: Unpack[Into]) -> Weights:
    """Draw a matrix from any law."""
    weights = empty(shape, into.get("dtype", np.float32), into.get("out"))
    fill(rng, law, weights)
    return weights


def variance_scaling(
    rng: Rng,
    shape: Shape,
    *,
    scale: float = 1.0,
    mode: Mode = "fan_in",
    distribution: Distribution = "normal",
    **into: Unpack[Into],
) -> Weights:
    """Draw with variance scale / fan: the rule behind Xavier, He, LeCun and torch's default."""
    law = rules.scaled(shape, scale=scale, mode=mode, distribution=distribution)
    return draw(rng, law, shape, **into)


def zeros(rng: Rng, shape: Shape, **into: Unpack[Into]) -> Weights:
    """Return zeros; the generator is left alone."""
    return constant(rng, shape, value=0.0, **into)


def constant(
    rng: Rng, shape: Shape, *, value: float = rules.CONSTANT, **into: Unpack[Into]
) -> Weights:
    """Return one value everywhere; the generator is left alone."""
    return draw(rng, rules.constant(shape, value=value), shape, **into)


def small_random(
    rng: Rng, shape: Shape, *, std: float = rules.SMALL_STD, **into: Unpack[Into]
) -> Weights:
    """Draw N(0, std**2), whatever the fans."""
    return draw(rng, rules.small_random(shape, std=std), shape, **into)


def truncated_normal(rng: Rng, shape: Shape, *, std: float, **into: Unpack[Into]) -> Weights:
    """Draw a normal cut at two of its own std and widened, so that `std` is that of the weights.

    torch's `trunc_normal_` and the functions of this name in Keras and JAX do not widen.
    """
    return draw(rng, rules.spread(std, "truncated_normal"), shape, **into)


def xavier_normal(rng: Rng, shape: Shape, *, gain: float = 1.0, **into: Unpack[Into]) -> Weights:
    """Draw N(0, gain**2 * 2 / (n_in + n_out)): Glorot and Bengio 2010, eq. 12."""
    return draw(rng, rules.xavier(shape, gain=gain), shape, **into)


def xavier_uniform(rng: Rng, shape: Shape, *, gain: float = 1.0, **into: Unpack[Into]) -> Weights:
    """Draw evenly within gain * sqrt(6 / (n_in + n_out)): Glorot and Bengio 2010, eq. 16."""
    return draw(rng, rules.xavier(shape, gain=gain, distribution="uniform"), shape, **into)


def xavier_truncated(rng: Rng, shape: Shape, *, gain: float = 1.0, **into: Unpack[Into]) -> Weights:
    """Draw the cut normal of Xavier's variance: `GlorotNormal` in Keras and JAX."""
    law = rules.xavier(shape, gain=gain, distribution="truncated_normal")
    return draw(rng, law, shape, **into)


def xavier_normal_fan_in(
    rng: Rng, shape: Shape, *, gain: float = 1.0, **into: Unpack[Into]
) -> Weights:
    """Draw N(0, gain**2 / n_in): Xavier as Caffe and the study document have it, LeCun's law."""
    return draw(rng, rules.xavier_fan_in(shape, gain=gain), shape, **into)


def he_normal(
    rng: Rng,
    shape: Shape,
    *,
    negative_slope: float = 0.0,
    mode: Mode = "fan_in",
    **into: Unpack[Into],
) -> Weights:
    """Draw N(0, 2 / ((1 + slope**2) * fan)): He et al. 2015, eq. 10 and 15."""
    return draw(rng, rules.he(shape, negative_slope=negative_slope, mode=mode), shape, **into)


def he_uniform(
    rng: Rng,
    shape: Shape,
    *,
    negative_slope: float = 0.0,
    mode: Mode = "fan_in",
    **into: Unpack[Into],
) -> Weights:
    """Draw evenly within sqrt(6 / ((1 + slope**2) * fan)), He's variance."""
    law = rules.he(shape, negative_slope=negative_slope, mode=mode, distribution="uniform")
    return draw(rng, law, shape, **into)


def he_truncated(
    rng: Rng,
    shape: Shape,
    *,
    negative_slope: float = 0.0,
    mode: Mode = "fan_in",
    **into: Unpack[Into],
) -> Weights:
    """Draw the cut normal of He's variance: `HeNormal` in Keras and JAX."""
    law = rules.he(shape, negative_slope=negative_slope, mode=mode, distribution="truncated_normal")
    return draw(rng, law, shape, **into)


def lecun_normal(rng: Rng, shape: Shape, **into: Unpack[Into]) -> Weights:
    """Draw N(0, 1 / n_in): LeCun et al. 1998, section 4.6."""
    return draw(rng, rules.lecun(shape), shape, **into)


def lecun_uniform(rng: Rng, shape: Shape, **into: Unpack[Into]) -> Weights:
    """Draw evenly within sqrt(3 / n_in), LeCun's variance."""
    return draw(rng, rules.lecun(shape, distribution="uniform"), shape, **into)


def lecun_truncated(rng: Rng, shape: Shape, **into: Unpack[Into]) -> Weights:
    """Draw the cut normal of LeCun's variance: `LecunNormal` in Keras and JAX."""
    return draw(rng, rules.lecun(shape, distribution="truncated_normal"), shape, **into)


def torch_linear(rng: Rng, shape: Shape, **into: Unpack[Into]) -> Weights:
    """Draw evenly within 1 / sqrt(n_in), as torch's nn.Linear does."""
    return draw(rng, rules.torch_linear(shape), shape, **into)


def orthogonal(rng: Rng, shape: Shape, *, gain: float = 1.0, **into: Unpack[Into]) -> Weights:
    """Draw gain times an orthonormal matrix, evenly (Haar): Saxe et al. 2013."""
    return draw(rng, rules.orthogonal(shape, gain=gain), shape, **into)


def sparse(
    rng: Rng,
    shape: Shape,
    *,
    nonzero: int = rules.SPARSE_LINKS,
    std: float = 1.0,
    **into: Unpack[Into],
) -> Weights:
    """Draw exactly `nonzero` incoming links of each unit from N(0, std**2): Martens 2010."""
    return draw(rng, rules.sparse(shape, nonzero=nonzero, std=std), shape, **into)


def sparse_fraction(
    rng: Rng,
    shape: Shape,
    *,
    sparsity: float = 0.9,
    std: float = rules.SMALL_STD,
    **into: Unpack[Into],
) -> Weights:
    """Draw all but ceil(sparsity * n_in) incoming links of each unit from N(0, std**2)."""
    return draw(rng, rules.sparse_fraction(shape, sparsity=sparsity, std=std), shape, **into)
