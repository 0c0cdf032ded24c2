"""The exact law of one weight under a scheme: an atom at zero mixed with a centred core.

A law is what a histogram is compared with: its bin probabilities are exact, so a question
can be proven answerable before it is asked (see `identify`).
"""

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from initquiz.errors import UsageError

Floats = NDArray[np.float64]

_erfc = np.vectorize(math.erfc, otypes=[np.float64])


class Family(StrEnum):
    """The form of the non-zero part."""

    ZERO = "zero"
    NORMAL = "normal"
    UNIFORM = "uniform"


# Fourth moment over squared variance of the non-zero part.
_KURTOSIS = {Family.ZERO: 1.0, Family.NORMAL: 3.0, Family.UNIFORM: 1.8}


@dataclass(frozen=True, slots=True)
class Law:
    """A centred law: zero with probability 1 - density, else normal or uniform.

    `std` is the standard deviation of all entries, zeros included. Equal values are equal
    laws. UsageError if no such law exists.
    """

    family: Family
    std: float
    density: float = 1.0

    def __post_init__(self) -> None:
        """Refuse what is no law."""
        if self.family is Family.ZERO:
            if self.std or self.density:
                raise UsageError("The zero law has std 0 and density 0.")
        elif not (0 < self.std < math.inf and 0 < self.density <= 1):
            raise UsageError(
                f"A {self.family} law needs a std above 0 and a density in (0, 1]; "
                f"not {self.std!r} and {self.density!r}."
            )

    @property
    def core_std(self) -> float:
        """Return the standard deviation of the non-zero part."""
        return self.std / math.sqrt(self.density) if self.density else 0.0

    @property
    def support(self) -> float:
        """Return the largest absolute value that can occur; infinite for a normal."""
        if self.family is Family.NORMAL:
            return math.inf
        return self.core_std * math.sqrt(3)

    def std_error(self, n: int) -> float:
        """Return the standard error of the std measured on n weights about zero.

        The number of non-zeros is taken as fixed at n * density, as the sparse scheme draws
        it; to first order the rest is the delta method on the mean square.
        """
        if not self.density:
            return 0.0
        return self.std * math.sqrt((_KURTOSIS[self.family] - 1) / (4 * n * self.density))

    def cdf(self, x: ArrayLike) -> Floats:
        """Return P(weight <= x), in the shape of x."""
        points = np.asarray(x, np.float64)
        return (1 - self.density) * (points >= 0) + self.density * self._core_cdf(points)

    def pdf(self, x: ArrayLike) -> Floats:
        """Return the density of the continuous part, whose integral is `density`."""
        points, s = np.asarray(x, np.float64), self.core_std
        if self.family is Family.NORMAL:
            height = self.density / (s * math.sqrt(2 * math.pi))
            return np.asarray(height * np.exp(-((points / s) ** 2) / 2), np.float64)
        if self.family is Family.UNIFORM:
            return np.where(np.abs(points) <= self.support, self.density / (2 * self.support), 0.0)
        return np.zeros_like(points)

    def mass(self, lower: ArrayLike, upper: ArrayLike) -> Floats:
        """Return the probability of the continuous part between lower <= upper."""
        low, high = np.asarray(lower, np.float64), np.asarray(upper, np.float64)
        # Mirrored to the left, where the distribution function keeps its digits in the tail.
        mirror = low >= 0
        left, right = np.where(mirror, -high, low), np.where(mirror, -low, high)
        return self.density * (self._core_cdf(right) - self._core_cdf(left))

    def bin_probabilities(self, edges: ArrayLike) -> Floats:
        """Return len(edges) + 1 probabilities: below, each bin, above; they add up to 1.

        Bins are half open except the last, as in numpy.histogram, and the atom lies in the
        one that holds 0.
        """
        inner = np.asarray(edges, np.float64)
        bounds = np.concatenate(([-np.inf], inner, [np.inf]))
        cells = self.mass(bounds[:-1], bounds[1:])
        home = int(np.searchsorted(inner, 0.0, side="right")) - int(inner[-1] == 0)
        cells[home] += 1 - self.density
        return cells

    def log_likelihood(self, counts: ArrayLike, edges: ArrayLike) -> float:
        """Return the log probability of counts per cell, up to a term all laws share.

        `counts` has the shape of `bin_probabilities`; -inf if the law cannot give them.
        """
        seen = np.asarray(counts)
        cells = self.bin_probabilities(edges)
        with np.errstate(divide="ignore"):
            return float(np.sum(seen[seen > 0] * np.log(cells[seen > 0])))

    def _core_cdf(self, x: Floats) -> Floats:
        """Return the distribution function of the non-zero part."""
        if self.family is Family.NORMAL:
            return np.asarray(_erfc(-x / (self.core_std * math.sqrt(2))) / 2)
        if self.family is Family.UNIFORM:
            return np.clip((x / self.support + 1) / 2, 0.0, 1.0)
        return np.asarray(x >= 0, np.float64)
