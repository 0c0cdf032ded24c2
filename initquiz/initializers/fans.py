"""How many inputs and outputs a layer has: the two numbers every scheme looks at.

One convention throughout: W has the shape (n_in, n_out) and y = x @ W.
"""

import operator
from typing import NamedTuple

from initquiz.errors import ShapeError


class Fans(NamedTuple):
    """Inputs per unit (rows of W) and units per input (columns of W)."""

    fan_in: int
    fan_out: int

    @property
    def size(self) -> int:
        """Return the number of weights."""
        return self.fan_in * self.fan_out


def fans(shape: tuple[int, int]) -> Fans:
    """Return the fans of a weight matrix of shape (n_in, n_out).

    Raises:
        ShapeError: it is not two whole numbers of at least 1.
    """
    try:
        fan_in, fan_out = (operator.index(side) for side in shape)
    except (TypeError, ValueError):
        raise ShapeError(
            f"A layer's shape is (n_in, n_out), two whole numbers; not {shape!r}."
        ) from None
    if fan_in < 1 or fan_out < 1:
        raise ShapeError(f"A layer needs at least one input and one output; not {shape!r}.")
    return Fans(fan_in, fan_out)
