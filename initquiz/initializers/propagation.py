"""How a signal fares on its way through a deep network, forward, and its gradient back.

The network is h = phi(h @ W) without biases. Weights are drawn as float32, as everywhere;
signals are carried in float64 and measured relative to their peak, so that sizes from
1e-300 to 1e300 are true numbers: fifty layers of 0.01 weights already leave float32.

One network of finite width strays from the average over networks: see `finite_width_factor`.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from initquiz.initializers.activations import Activation
from initquiz.initializers.arrays import Array, Sampler, read_only
from initquiz.initializers.laws import Floats
from initquiz.initializers.networks import batch_of, chain, layers


@dataclass(frozen=True, slots=True, eq=False)
class ForwardStats:
    """Activations by layer; every array has shape (depth + 1,), index 0 is the input.

    `mean`, `std` and `rms` are over batch and units; `dead` is the share of units that are
    exactly 0 on the whole batch; `cosine` is that of the first two inputs (NaN with one).
    """

    widths: tuple[int, ...]
    mean: Floats
    std: Floats
    rms: Floats
    dead: Floats
    cosine: Floats

    @property
    def second_moment(self) -> Floats:
        """Return the mean square by layer: what He's scheme keeps in expectation."""
        return read_only(np.square(self.rms))


@dataclass(frozen=True, slots=True, eq=False)
class GradientStats:
    """Root mean square of a gradient by layer, shape (depth + 1,); index 0 is the input.

    `rms` is that of dLoss/dz at the pre-activations, which sets the size of a weight's
    update; `output_rms` that of dLoss/dh at the activations. dLoss/dh of the last layer is
    drawn from N(0, 1), so only ratios mean something.
    """

    widths: tuple[int, ...]
    rms: Floats
    output_rms: Floats

    @property
    def ratio(self) -> float:
        """Return `rms` of the first layer over the last; NaN if no gradient gets past that."""
        return float(self.rms[1] / self.rms[-1]) if self.rms[-1] else math.nan

    @property
    def per_layer(self) -> float:
        """Return the geometric mean of the factors from one layer to the one before."""
        return float(self.ratio ** (1 / max(1, len(self.rms) - 2)))


def forward_stats(
    rng: np.random.Generator,
    sample: Sampler,
    phi: Activation,
    *,
    widths: Sequence[int],
    batch: int = 128,
    inputs: Array | None = None,
) -> ForwardStats:
    """Send a batch through one freshly drawn network and measure each layer.

    Args:
        rng: draws the inputs first, then the weights from the first layer on.
        sample: draws a weight matrix of shape (n_in, n_out).
        phi: the activation of every layer.
        widths: units from the input on: depth + 1 numbers (see `networks`).
        batch: how many N(0, 1) inputs are drawn.
        inputs: given inputs, shape (batch, widths[0]), in place of drawn ones.

    Raises:
        ShapeError: fewer than two widths, one below 1, or inputs of another shape.
    """
    sizes = chain(widths)
    h = batch_of(rng, batch, sizes[0], inputs)
    rows = [_measure(h)]
    with np.errstate(over="ignore", invalid="ignore"):
        for weights in layers(rng, sample, sizes):
            h = phi(h @ weights)
            rows.append(_measure(h))
    mean, std, rms, dead, cosine = (read_only(column) for column in zip(*rows, strict=True))
    return ForwardStats(sizes, mean, std, rms, dead, cosine)


def gradient_stats(
    rng: np.random.Generator,
    sample: Sampler,
    phi: Activation,
    *,
    widths: Sequence[int],
    batch: int = 128,
    inputs: Array | None = None,
) -> GradientStats:
    """Send a random gradient back through one freshly drawn network and measure each layer.

    The arguments and the network are those of `forward_stats`: the same rng gives the same
    weights. All weights are held at once, four bytes each.

    Raises:
        ShapeError: fewer than two widths, one below 1, or inputs of another shape.
    """
    sizes = chain(widths)
    h = batch_of(rng, batch, sizes[0], inputs)
    passed: list[tuple[Array, Array]] = []
    with np.errstate(over="ignore", invalid="ignore"):
        for weights in layers(rng, sample, sizes):
            z: Array = h @ weights
            passed.append((weights, z))
            h = phi(z)
        outer: Array = rng.standard_normal(h.shape)
        inner_rms, outer_rms = [], [_rms(outer)]
        for weights, z in reversed(passed):
            inner = outer * phi.derivative(z)
            outer = inner @ weights.T
            inner_rms.append(_rms(inner))
            outer_rms.append(_rms(outer))
    inner_rms.append(outer_rms[-1])  # the input is its own pre-activation
    return GradientStats(sizes, read_only(inner_rms[::-1]), read_only(outer_rms[::-1]))


def finite_width_factor(depth: int, width: int) -> float:
    """Return the factor within which the std of one network may stray from the average.

    The log of a ReLU network's second moment spreads by sqrt(5 depth / width) from network
    to network (Hanin and Rolnick 2018, "How to start training"); the std by half of it, and
    this is three such deviations.
    """
    return math.exp(1.5 * math.sqrt(5 * depth / width))


def preactivation_std(fan_in: int, std: float, input_rms: float = 1.0) -> float:
    """Return the exact std of x @ w: fan_in independent products add up their variances."""
    return math.sqrt(fan_in) * std * input_rms


def _measure(h: Array) -> tuple[float, float, float, float, float]:
    """Return mean, std, rms, share of dead units and cosine of the first two rows."""
    peak = _peak(h)
    unit = h / peak
    dead = 1 - np.count_nonzero(unit.any(axis=0)) / h.shape[1]
    return (
        float(peak * unit.mean()),
        float(peak * unit.std()),
        peak * math.sqrt(np.vdot(unit, unit) / unit.size),
        dead,
        _cosine(unit) if len(h) > 1 else math.nan,
    )


def _peak(values: Array) -> float:
    """Return the largest size, by which squares neither underflow nor overflow; 1 for zeros."""
    return float(np.abs(values).max()) or 1.0


def _rms(values: Array) -> float:
    """Return the root mean square."""
    peak = _peak(values)
    unit = values / peak
    return peak * math.sqrt(np.vdot(unit, unit) / unit.size)


def _cosine(rows: Array) -> float:
    """Return the cosine of the first two rows; NaN if one is zero."""
    a, b = rows[:2]
    norm = float(np.linalg.norm(a) * np.linalg.norm(b))
    return float(a @ b) / norm if norm else math.nan
