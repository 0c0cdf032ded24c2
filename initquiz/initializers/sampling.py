"""Fills arrays with random weights, in place: float32 draws scaled where they lie."""

from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from initquiz.errors import ShapeError, UsageError
from initquiz.initializers.fans import fans
from initquiz.initializers.laws import Family, Law

Weights = NDArray[np.floating[Any]]


def empty(shape: tuple[int, int], dtype: DTypeLike, out: Weights | None) -> Weights:
    """Return `out` if given, else a new array of this shape and dtype.

    Raises:
        ShapeError: not a layer's shape, or `out` has another one.
        UsageError: neither float32 nor float64.
    """
    sides = tuple(fans(shape))
    kind = np.dtype(dtype) if out is None else out.dtype
    if kind not in (np.float32, np.float64):
        raise UsageError(f"Weights are float32 or float64, not {kind}.")
    if out is None:
        return np.empty(sides, kind)
    if out.shape != sides or not out.flags.c_contiguous:
        raise ShapeError(f"out must be a contiguous {sides} array; this one is {out.shape}.")
    return out


def fill(rng: np.random.Generator, law: Law, out: Weights) -> None:
    """Overwrite `out`, shape (n_in, n_out), with draws from a law.

    A law with an atom gets the same number of non-zeros, density * n_in, in each column.
    """
    if law.family is Family.ZERO:
        out[...] = 0
    elif law.density < 1:
        fill_sparse(rng, out, nonzero=round(law.density * out.shape[0]), std=law.core_std)
    elif law.family is Family.NORMAL:
        rng.standard_normal(dtype=out.dtype.type, out=out)
        out *= law.std
    else:
        fill_uniform(rng, out, bound=law.support)


def fill_uniform(rng: np.random.Generator, out: Weights, *, bound: float) -> None:
    """Overwrite `out` with uniform draws from [-bound, bound]; rounding never leaves it."""
    rng.random(dtype=out.dtype.type, out=out)
    width = out.dtype.type(2 * bound)
    if float(width) > 2 * bound:  # compared as float32 they would look equal
        width = np.nextafter(width, out.dtype.type(0))
    out -= out.dtype.type(0.5)
    out *= width


def fill_sparse(rng: np.random.Generator, out: Weights, *, nonzero: int, std: float) -> None:
    """Overwrite `out`: exactly `nonzero` normal entries in each column, zeros elsewhere.

    The rows are drawn for all columns at once by Floyd's method (Bentley and Floyd 1987, "A
    sample of brilliance"): each subset is equally likely and nothing is ever redrawn.
    """
    n_in, n_out = out.shape
    rows = np.full((nonzero, n_out), -1)
    for step, last in enumerate(range(n_in - nonzero, n_in)):
        pick = rng.integers(0, last + 1, size=n_out)
        rows[step] = np.where((rows == pick).any(axis=0), last, pick)
    out[...] = 0
    # float64 draws: a float32 normal is exactly 0 once in eight million.
    out[rows, np.arange(n_out)] = rng.standard_normal(rows.shape) * std


def measured_std(weights: Weights) -> float:
    """Return the root mean square; every law here is centred, so this is the std.

    Summed in float64 row blocks and rounded to nine digits, so that machines agree.
    """
    flat = weights.reshape(-1)
    total = sum(
        float(np.sum(np.square(flat[start : start + 2**15], dtype=np.float64)))
        for start in range(0, flat.size, 2**15)
    )
    return float(f"{(total / flat.size) ** 0.5:.9g}")
