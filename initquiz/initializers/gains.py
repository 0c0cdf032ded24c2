"""How much an activation shrinks a signal, and so how much larger its weights have to be."""

import math

from initquiz.errors import UsageError

_SQUARED = {
    "linear": 1.0,
    "sigmoid": 1.0,
    "tanh": 25 / 9,
    "relu": 2.0,
    "selu": 9 / 16,
}


def gain(activation: str, negative_slope: float = 0.0) -> float:
    """Return the factor on the std that an activation asks for, as in torch's table.

    The root of 2 for ReLU is He et al. 2015, and so is 2 / (1 + slope**2) for leaky ReLU. The
    5/3 of tanh and the 3/4 of SELU are found by trial: with LeCun's law SELU wants 1
    (Klambauer et al. 2017), so ask for "linear" in a self-normalizing network.

    Raises:
        UsageError: no such activation, or a slope that is not a finite number.
    """
    return math.sqrt(variance_gain(activation, negative_slope))


def variance_gain(activation: str, negative_slope: float = 0.0) -> float:
    """Return the square of the gain: the factor on the variance, 2 for ReLU to the last bit.

    Raises:
        UsageError: no such activation, or a slope that is not a finite number.
    """
    name = activation.strip().lower().replace("-", "_").replace(" ", "_")
    if name in ("leaky_relu", "prelu"):
        if not math.isfinite(negative_slope):
            raise UsageError(f"A negative slope is a finite number, not {negative_slope!r}.")
        return 2 / (1 + negative_slope**2)
    if name not in _SQUARED:
        raise UsageError(
            f"No gain is known for {activation!r}; one is for {', '.join(_SQUARED)}, leaky_relu."
        )
    return _SQUARED[name]
