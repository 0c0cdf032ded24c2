"""One-sided Jacobi: singular values to a small relative error each, however far apart.

LAPACK's usual drivers err by a multiple of the largest singular value, which drowns all but
the top 16 decades of a long product. Plane rotations that make columns orthogonal do not,
if the columns differ by little more than their lengths (Demmel and Veselic 1992, "Jacobi's
method is more accurate than QR"). Columns are kept at unit length beside the log of their
true one, so nothing under- or overflows; all disjoint pairs of a round turn at once.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from initquiz.initializers.laws import Floats

_ORTHOGONAL = 1e-11  # cosine of two columns that need no more sweeps
_SWEEPS = 60  # convergence is quadratic: five are usual
_STEEP = 600.0  # natural log; a longer ratio of lengths makes a rotation a plain projection
_NOTHING = -1e9  # the log of a zero column, finite so that differences are numbers


def column_norms(columns: Floats, logs: Floats) -> Floats:
    """Return the logs of the singular values of columns * exp(logs), largest first.

    `columns` has shape (m, n), n <= m, `logs` shape (n,); a zero singular value is -inf.
    """
    work, lengths = np.array(columns.T, np.float64), np.array(logs, np.float64)
    everyone = np.arange(len(work))
    _normalize(work, lengths, everyone)
    for _ in range(8):
        work, lengths = _transpose(*_sorted(work, lengths))
        _normalize(work, lengths, everyone)
    for _ in range(_SWEEPS):
        work, lengths = _sorted(work, lengths)
        if max((_rotate(work, lengths, p, q) for p, q in _rounds(len(work))), default=0.0) == 0:
            break
    return np.where(lengths > _NOTHING / 2, lengths, -np.inf)[np.argsort(-lengths)]


def _sorted(work: Floats, lengths: Floats) -> tuple[Floats, Floats]:
    """Return the columns, the longest first."""
    order = np.argsort(-lengths, kind="stable")
    return work[order], lengths[order]


def _transpose(work: Floats, lengths: Floats) -> tuple[Floats, Floats]:
    """Return the rows of the columns' triangular factor: the same singular values.

    Each time they are closer to orthogonal, which saves two sweeps in three (Drmac and
    Veselic 2008).
    """
    triangle = np.linalg.qr(work.T)[1]
    gaps = np.maximum(np.triu(lengths[None, :] - lengths[:, None]), -_STEEP)
    return triangle * np.exp(gaps), lengths.copy()


def _rounds(n: int) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Pair everyone with everyone once, as in a round-robin tournament."""
    seats = np.arange(n + n % 2)
    for _ in range(len(seats) - 1):
        half = len(seats) // 2
        p, q = np.sort(np.stack((seats[:half], seats[half:][::-1])), axis=0)
        yield p[q < n], q[q < n]  # an odd one out rests
        seats = np.concatenate((seats[:1], np.roll(seats[1:], 1)))


def _rotate(work: Floats, lengths: Floats, p: NDArray[np.intp], q: NDArray[np.intp]) -> float:
    """Make columns p and q of each pair orthogonal; return the worst cosine met, if it matters."""
    cosines = np.einsum("ij,ij->i", work[p], work[q])
    turn = np.abs(cosines) > _ORTHOGONAL
    if not turn.any():
        return 0.0
    p, q, c = p[turn], q[turn], cosines[turn]
    ratio = np.exp(np.clip(lengths[q] - lengths[p], -_STEEP, _STEEP))
    zeta = (ratio - 1 / ratio) / (2 * c)
    tangent = np.where(zeta < 0, -1.0, 1.0) / (np.abs(zeta) + np.hypot(1.0, zeta))
    cosine = 1 / np.hypot(1.0, tangent)
    sine = cosine * tangent
    a, b = work[p], work[q]
    work[p] = cosine[:, None] * a - (sine * ratio)[:, None] * b
    work[q] = (sine / ratio)[:, None] * a + cosine[:, None] * b
    _normalize(work, lengths, p)
    _normalize(work, lengths, q)
    return float(np.abs(c).max())


def _normalize(work: Floats, lengths: Floats, which: NDArray[np.intp]) -> None:
    """Bring columns to unit length and move what they had into the logs."""
    norms = np.linalg.norm(work[which], axis=1)
    lengths[which] += np.log(np.where(norms > 0, norms, 1.0))
    lengths[which[norms == 0]] = _NOTHING
    work[which] /= np.where(norms > 0, norms, 1.0)[:, None]
