"""Activation functions and their derivatives, found by any of their usual names.

Each takes an array of pre-activations of any shape and returns one of the same shape and
dtype. Where a derivative has a jump its value at 0 is the left one, as in torch.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from initquiz.errors import UnknownKeyError
from initquiz.initializers.arrays import Array
from initquiz.initializers.schemes import folded

LEAKY_SLOPE = 0.01

# Klambauer et al. 2017, eq. 14: chosen so that mean 0 and variance 1 are a fixed point.
_SELU_ALPHA = 1.6732632423543772
_SELU_SCALE = 1.0507009873554805


@dataclass(frozen=True, slots=True)
class Activation:
    """A unit's response: `function` and `derivative` of the pre-activation; `formula` is LaTeX."""

    key: str
    title: str
    aliases: tuple[str, ...]
    formula: str
    function: Callable[[Array], Array]
    derivative: Callable[[Array], Array]

    def __call__(self, x: Array) -> Array:
        """Return the activations of pre-activations x."""
        return self.function(x)


def activation(name: str) -> Activation:
    """Return the activation of a key or alias; only its letters and digits count.

    Raises:
        UnknownKeyError: there is none; the message offers the nearest names.
    """
    if (found := _NAMES.get(folded(name))) is None:
        spelled = [one for record in _RECORDS for one in (record.key, *record.aliases)]
        raise UnknownKeyError.among("activation", name, spelled)
    return found


def leaky_relu(slope: float = LEAKY_SLOPE) -> Activation:
    """Return the leaky ReLU of a negative slope: 0 gives ReLU, 1 the identity."""
    return Activation(
        key="leaky_relu",
        title="Leaky ReLU",
        aliases=("lrelu", "leaky"),
        formula=rf"\max(0, x) + {slope:g} \min(0, x)",
        function=lambda x: np.where(x > 0, x, x * x.dtype.type(slope)),
        derivative=lambda x: np.where(x > 0, x.dtype.type(1), x.dtype.type(slope)),
    )


def _sigmoid(x: Array) -> Array:
    # By tanh: exp would overflow far to the left.
    return (np.tanh(x / 2) + 1) / 2


def _sigmoid_derivative(x: Array) -> Array:
    # sech² keeps its digits where y (1 - y) would round 1 - y away.
    return 1 / (4 * np.square(np.cosh(np.clip(x / 2, -40, 40))))


def _tanh_derivative(x: Array) -> Array:
    return 1 / np.square(np.cosh(np.clip(x, -40, 40)))


def _selu(x: Array) -> Array:
    below = np.expm1(np.minimum(x, 0)) * x.dtype.type(_SELU_ALPHA)
    return np.where(x > 0, x, below) * x.dtype.type(_SELU_SCALE)


def _selu_derivative(x: Array) -> Array:
    below = np.exp(np.minimum(x, 0)) * x.dtype.type(_SELU_ALPHA)
    return np.where(x > 0, x.dtype.type(1), below) * x.dtype.type(_SELU_SCALE)


_RECORDS = (
    Activation("linear", "Linear", ("identity", "none"), "x", np.copy, np.ones_like),
    Activation("tanh", "tanh", ("hyperbolic_tangent",), r"\tanh x", np.tanh, _tanh_derivative),
    Activation(
        key="sigmoid",
        title="Sigmoid",
        aliases=("logistic", "expit"),
        formula=r"\frac{1}{1 + e^{-x}}",
        function=_sigmoid,
        derivative=_sigmoid_derivative,
    ),
    Activation(
        key="relu",
        title="ReLU",
        aliases=("rectifier", "rectified_linear"),
        formula=r"\max(0, x)",
        function=lambda x: np.maximum(x, 0),
        derivative=lambda x: (x > 0).astype(x.dtype),
    ),
    leaky_relu(),
    Activation(
        key="selu",
        title="SELU",
        aliases=("scaled_elu",),
        formula=r"1.0507\,(\max(0, x) + 1.6733\,(e^{\min(0, x)} - 1))",
        function=_selu,
        derivative=_selu_derivative,
    ),
)

ACTIVATIONS: Mapping[str, Activation] = MappingProxyType({one.key: one for one in _RECORDS})
"""Every activation by key."""

_NAMES = {folded(name): one for one in _RECORDS for name in (one.key, *one.aliases)}
