"""The networks signals are sent through: their widths, inputs and freshly drawn layers."""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from initquiz.errors import ShapeError
from initquiz.initializers.arrays import Array, Sampler
from initquiz.initializers.fans import fans
from initquiz.initializers.laws import Floats


def square(width: int, depth: int) -> tuple[int, ...]:
    """Return the widths of a network of `depth` equal layers."""
    return (width,) * (depth + 1)


def funnel(first: int, last: int) -> tuple[int, ...]:
    """Return widths halved from first down to last (or doubled up to it)."""
    widths = [first]
    while (here := widths[-1]) != last:
        widths.append(max(last, here // 2) if here > last else min(last, here * 2))
    return tuple(widths)


def pair(rng: np.random.Generator, width: int, cosine: float) -> Floats:
    """Return two inputs of rms 1 with this cosine between them, shape (2, width), width > 1."""
    frame = np.linalg.qr(rng.standard_normal((width, 2)))[0].T * math.sqrt(width)
    return np.stack((frame[0], cosine * frame[0] + math.sqrt(1 - cosine**2) * frame[1]))


def chain(widths: Sequence[int]) -> tuple[int, ...]:
    """Return the widths of a network as plain whole numbers.

    Raises:
        ShapeError: fewer than two widths, or one that is not a whole number of at least 1.
    """
    if len(widths) < 2:
        raise ShapeError(f"A network needs an input and at least one layer; not {widths!r}.")
    steps = [fans(step) for step in pairwise(widths)]
    return (steps[0].fan_in, *(step.fan_out for step in steps))


def batch_of(rng: np.random.Generator, rows: int, width: int, given: Array | None) -> Array:
    """Return the given inputs as float64, or so many rows of N(0, 1) ones.

    Raises:
        ShapeError: the given inputs are not rows of this width, or there are none.
    """
    if given is None:
        if rows < 1:
            raise ShapeError(f"A batch needs at least one input; not {rows!r}.")
        return rng.standard_normal((rows, width))
    if given.ndim != 2 or not len(given) or given.shape[1] != width:
        raise ShapeError(f"The inputs must be rows of {width} numbers; not {given.shape}.")
    return given.astype(np.float64)


def layers(rng: np.random.Generator, sample: Sampler, widths: Sequence[int]) -> Iterator[Array]:
    """Draw the weight matrices from the first layer on, as float32."""
    for shape in pairwise(widths):
        yield sample(rng, shape, dtype=np.float32)
