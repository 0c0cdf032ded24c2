"""What a matrix does to lengths: singular values, Gram matrices, and long products of layers."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from initquiz.errors import ShapeError
from initquiz.initializers.arrays import Array, read_only
from initquiz.initializers.fans import fans
from initquiz.initializers.jacobi import column_norms
from initquiz.initializers.laws import Floats


def singular_values(weights: Array) -> Floats:
    """Return the min(n_in, n_out) singular values, largest first."""
    return read_only(np.linalg.svd(weights.astype(np.float64), compute_uv=False))


def marchenko_pastur_edges(shape: tuple[int, int], std: float) -> tuple[float, float]:
    """Return the least and the greatest singular value of a large matrix of i.i.d. entries.

    std * |sqrt(n_in) - sqrt(n_out)| and std * (sqrt(n_in) + sqrt(n_out)) (Marchenko and
    Pastur 1967).
    """
    fan_in, fan_out = map(math.sqrt, fans(shape))
    return std * abs(fan_in - fan_out), std * (fan_in + fan_out)


def gram(weights: Array, *, side: Literal["columns", "rows"] = "columns") -> Floats:
    """Return W.T @ W, shape (n_out, n_out), or for the rows W @ W.T, shape (n_in, n_in).

    For an orthogonal W the shorter side's is the identity times gain**2.
    """
    w = weights.astype(np.float64)
    return read_only(w.T @ w if side == "columns" else w @ w.T)


def gain_of(values: ArrayLike) -> float:
    """Return the gain a spectrum shows: the root mean square of its singular values."""
    return float(np.sqrt(np.mean(np.square(np.asarray(values, np.float64)))))


def rank(weights: Array, *, tolerance: float = 1e-12) -> int:
    """Return how many singular values exceed the largest times the tolerance; 0 for zeros."""
    values = singular_values(weights)
    return int(np.count_nonzero(values > tolerance * values[0]))


def condition(weights: Array) -> float:
    """Return the largest singular value over the smallest; infinite if that is 0."""
    values = singular_values(weights)
    return float(values[0] / values[-1]) if values[-1] else math.inf


def product_spectrum(factors: Sequence[Array]) -> Floats:
    """Return log10 of the singular values of W1 @ W2 @ ... @ WL, largest first.

    They may span hundreds of decades, so the product is never formed: a QR decomposition
    per factor gathers it as a triangle whose rows carry their own log scale, and one-sided
    Jacobi finds the singular values of that to a small relative error each. Values that are
    exactly 0 are -inf.

    Raises:
        ShapeError: no factors, or neighbours that do not fit.
    """
    if not factors or any(a.shape[1] != b.shape[0] for a, b in pairwise(factors)):
        raise ShapeError(f"The factors must fit; not {[one.shape for one in factors]}.")
    # Row i of the triangle is triangle[i] * exp(logs[i]); the product is (Q @ triangle).T.
    basis = np.eye(factors[0].shape[0])
    triangle, logs = basis, np.zeros(len(basis))
    for factor in factors:
        basis, step = _qr(factor.T @ basis)
        # exp of differences only; those below the diagonal belong to entries that are 0.
        ratios = np.exp(np.minimum(np.triu(logs[None, :] - logs[: len(step), None]), 600.0))
        triangle = (step * ratios) @ triangle
        sizes = np.abs(triangle).max(axis=1)
        sizes[sizes == 0] = 1.0
        triangle = triangle / sizes[:, None]
        logs = logs[: len(step)] + np.log(sizes)
    count = min(factors[0].shape[0], factors[-1].shape[1])
    found = column_norms(triangle.T, logs) / math.log(10)
    return read_only(np.pad(found, (0, count - len(found)), constant_values=-np.inf))


def _qr(matrix: Floats) -> tuple[Floats, Floats]:
    """Return Q and R, rows of R that are mere rounding set to 0."""
    q, r = np.linalg.qr(matrix)
    noise = np.abs(r).max(initial=0.0) * len(r) * np.finfo(np.float64).eps
    r[np.abs(r).max(axis=1) < noise] = 0.0
    return q, r
