"""What the numeric modules hand each other: float arrays, samplers, and results nobody can edit."""

from typing import Any, Protocol

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from initquiz.initializers.laws import Floats

Array = NDArray[np.floating[Any]]


class Sampler(Protocol):
    """Draws a weight matrix of shape (n_in, n_out).

    `scheme("he").sample` is one, and so is `partial(named.xavier_normal, gain=5 / 3)`.
    """

    def __call__(
        self, rng: np.random.Generator, shape: tuple[int, int], *, dtype: DTypeLike = np.float32
    ) -> Array:
        """Return fresh weights of this shape."""


def read_only(values: ArrayLike) -> Floats:
    """Return a float64 copy that cannot be written to, fit for a frozen result."""
    copy = np.array(values, np.float64)
    copy.flags.writeable = False
    return copy
