"""The average over infinitely wide networks, exactly: what one drawn network strays from.

In the limit of wide layers pre-activations are Gaussian, so one number, their variance q,
carries a layer to the next: q' = scale * E[phi(sqrt(q) z)**2] with z from N(0, 1) (Poole et
al. 2016, eq. 3), and a gradient's mean square shrinks by scale * E[phi'(sqrt(q) z)**2] per
layer (Schoenholz et al. 2017, eq. 12). `scale` is n_in times the variance of a weight: 1 for
LeCun and square Xavier, 2 for He, n_in / 10,000 for small random weights.
"""

import math
from dataclasses import dataclass

import numpy as np

from initquiz.initializers.activations import Activation
from initquiz.initializers.arrays import Array, read_only
from initquiz.initializers.laws import Floats

# Midpoints: no node falls on 0, where ReLU's derivative jumps.
_NODES = (np.arange(-10_000, 10_000) + 0.5) / 1000
_WEIGHTS = np.exp(-(_NODES**2) / 2) / (1000 * math.sqrt(2 * math.pi))


@dataclass(frozen=True, slots=True, eq=False)
class MeanField:
    """Expected activations by layer, shape (depth,) each; index 0 is the first layer.

    `gradient` is the factor on a gradient's rms on its way back through a layer (activation,
    then weights), for a layer as wide as the one before.
    """

    mean: Floats
    std: Floats
    rms: Floats
    gradient: Floats

    @property
    def gradient_ratio(self) -> float:
        """Return the rms of dLoss/dz at the first layer over that at the last."""
        return float(np.prod(self.gradient[:-1]))


def mean_field(phi: Activation, scale: float, *, depth: int, input_rms: float = 1.0) -> MeanField:
    """Return what an infinitely wide network of equal layers does to inputs of this rms."""
    rows = []
    rms = input_rms
    for _ in range(depth):
        z = math.sqrt(scale) * rms * _NODES
        y = phi(z)
        peak = float(np.abs(y).max()) or 1.0  # squares must not underflow
        mean = float(_WEIGHTS @ y)
        std = peak * _rms((y - mean) / peak)
        rms = peak * _rms(y / peak)
        rows.append((mean, std, rms, math.sqrt(scale) * _rms(phi.derivative(z))))
    return MeanField(*(read_only(column) for column in zip(*rows, strict=True)))


def _rms(values: Array) -> float:
    """Return the root of the mean square over z."""
    return math.sqrt(_WEIGHTS @ np.square(values))
