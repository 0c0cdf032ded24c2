"""Fills arrays with random weights, in place: float32 draws scaled where they lie."""

import math
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from initquiz.errors import ShapeError, UsageError
from initquiz.initializers.fans import fans
from initquiz.initializers.laws import CUT, Family, Law

Weights = NDArray[np.floating[Any]]

PANEL = 48
"""Reflections gathered into one before they are applied; of all widths about the fastest."""


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

    A law with an atom at 0 gets the same number of non-zeros, density * n_in, in each column.
    """
    if law.family in (Family.ZERO, Family.CONSTANT):
        out[...] = law.mean
    elif law.density < 1:
        core = Law(law.family, law.core_std)
        fill_sparse(rng, core, out, nonzero=round(law.density * out.shape[0]))
    elif law.family is Family.NORMAL:
        rng.standard_normal(dtype=out.dtype.type, out=out)
        out *= law.std
    elif law.family is Family.TRUNCATED:
        fill_truncated(rng, out, std=law.uncut_std)
    elif law.family is Family.UNIFORM:
        fill_uniform(rng, out, bound=law.support)
    else:
        fill_orthogonal(rng, out, gain=law.std * math.sqrt(max(out.shape)))


def fill_uniform(rng: np.random.Generator, out: Weights, *, bound: float) -> None:
    """Overwrite `out` with uniform draws from [-bound, bound]; rounding never leaves it."""
    rng.random(dtype=out.dtype.type, out=out)
    out -= out.dtype.type(0.5)
    out *= _rounded_down(2 * bound, out)


def fill_truncated(rng: np.random.Generator, out: Weights, *, std: float) -> None:
    """Overwrite `out` with normal draws, those beyond two std drawn again.

    `std` is that of the uncut normal; rounding never leaves the cut.
    """
    rng.standard_normal(dtype=out.dtype.type, out=out)
    flat = out.reshape(-1)
    beyond = np.flatnonzero(np.abs(flat) > CUT)
    while beyond.size:
        flat[beyond] = rng.standard_normal(beyond.size, dtype=out.dtype.type)
        beyond = beyond[np.abs(flat[beyond]) > CUT]
    out *= _rounded_down(std, out)


def fill_sparse(rng: np.random.Generator, core: Law, out: Weights, *, nonzero: int) -> None:
    """Overwrite `out`: exactly `nonzero` entries of a law in each column, zeros elsewhere.

    The rows are drawn for all columns at once by Floyd's method (Bentley and Floyd 1987, "A
    sample of brilliance"): each subset is equally likely and nothing is ever redrawn.
    """
    n_in, n_out = out.shape
    rows = np.empty((nonzero, n_out), np.int32)
    for step, last in enumerate(range(n_in - nonzero, n_in)):
        rows[step] = rng.integers(0, last + 1, size=n_out)
        np.copyto(rows[step], last, where=(rows[:step] == rows[step]).any(axis=0))
    # In float64: a float32 normal is exactly 0 once in eight million.
    values = np.empty(rows.shape)
    fill(rng, core, values)
    out[...] = 0
    places = np.multiply(rows, n_out, dtype=np.intp)
    places += np.arange(n_out)
    np.put(out, places, values)


def fill_orthogonal(rng: np.random.Generator, out: Weights, *, gain: float) -> None:
    """Overwrite `out` with gain times a matrix drawn evenly from all with orthonormal sides.

    The shorter side's vectors are orthonormal: columns if n_in >= n_out, else rows. It is Q
    of a normal matrix whose R has a positive diagonal (Mezzadri 2007, "How to generate random
    matrices from the classical compact groups"), but the normal matrix is never made: its
    Householder vectors are normal again and independent, each one entry shorter than the last
    (Stewart 1980, "The efficient generation of random orthogonal matrices").
    """
    tall = out if out.shape[0] >= out.shape[1] else out.T
    n = tall.shape[1]
    q, signs = np.eye(*tall.shape), np.empty(n)
    for start in reversed(range(0, n, PANEL)):
        width = min(PANEL, n - start)
        # Column j is x below its first j entries; its reflector turns x onto -sign(x[0]) e.
        v = np.tril(rng.standard_normal((len(q) - start, width)))
        first, norms = v.diagonal().copy(), np.sqrt(np.einsum("ij,ij->j", v, v))
        np.fill_diagonal(v, first + np.copysign(norms, first))
        v /= np.sqrt(norms * (norms + np.abs(first)))  # to length √2
        signs[start : start + width] = np.copysign(gain, -first)
        # The reflectors I - v vᵀ multiply to I - V T Vᵀ; T inverts the upper half of Vᵀ V, its
        # diagonal halved to 1 (Puglisi 1992, "Modification of the Householder method").
        t = np.linalg.inv(np.triu(v.T @ v, 1) + np.eye(width))
        rest = q[start:, start:]
        rest -= v @ (t @ (v.T @ rest))
    np.multiply(q, signs, out=tall, casting="same_kind")


def measured_std(weights: Weights) -> float:
    """Return the root mean square: the std, for all laws but a constant are centred.

    Summed in float64 row blocks and rounded to nine digits, so that machines agree.
    """
    flat = weights.reshape(-1)
    total = sum(
        float(np.sum(np.square(flat[start : start + 2**15], dtype=np.float64)))
        for start in range(0, flat.size, 2**15)
    )
    return float(f"{(total / flat.size) ** 0.5:.9g}")


def _rounded_down(value: float, out: Weights) -> np.floating[Any]:
    """Return the largest number of `out`'s type that is not above a positive value."""
    nearest = out.dtype.type(value)
    # Compared as float32 they would look equal.
    return np.nextafter(nearest, out.dtype.type(0)) if float(nearest) > value else nearest
