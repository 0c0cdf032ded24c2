"""The exact law of one weight under a scheme: an atom mixed with a centred, bounded core.

A law is what a histogram is compared with: its bin probabilities are exact, so a question
can be proven answerable before it is asked (see `identify`).
"""

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from initquiz.errors import UsageError

Floats = NDArray[np.float64]

CUT = 2.0
"""Where Keras and JAX cut a normal, in standard deviations of the uncut one."""

KEPT = math.erf(CUT / math.sqrt(2))
"""Share of a normal that the cut keeps: 0.9545."""

_BORDER = 2 * CUT * math.exp(-(CUT**2) / 2) / math.sqrt(2 * math.pi) / KEPT
SHRINK = math.sqrt(1 - _BORDER)
"""Std of the cut normal over that of the uncut one: 0.87962566103423978, as in both."""


class Family(StrEnum):
    """The form of the non-zero part."""

    ZERO = "zero"
    CONSTANT = "constant"
    NORMAL = "normal"
    TRUNCATED = "truncated_normal"
    UNIFORM = "uniform"
    ORTHOGONAL = "orthogonal"


# Fourth moment over squared variance of the non-zero part; the cut one by parts.
_KURTOSIS = {
    Family.ZERO: 1.0,
    Family.CONSTANT: 1.0,
    Family.NORMAL: 3.0,
    Family.TRUNCATED: (3 * SHRINK**2 - CUT**2 * _BORDER) / SHRINK**4,
    Family.UNIFORM: 1.8,
    Family.ORTHOGONAL: 3.0,
}


class Atom(NamedTuple):
    """A value that occurs with a probability of its own."""

    place: float
    mass: float


@dataclass(frozen=True, slots=True)
class Law:
    """The law of one weight: zero with probability 1 - density, else of the family's form.

    `std` is the standard deviation of all entries, zeros included, and `mean` is 0 for all
    but a constant. Equal values are equal laws. UsageError if no such law exists.

    An entry of an orthogonal matrix is told as the normal it is close to (for n x n their
    distribution functions differ by at most 0.14 / n), but entries depend on each other.
    """

    family: Family
    std: float
    density: float = 1.0
    mean: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what is no law."""
        given = (self.std, self.density, self.mean)
        if self.family is Family.ZERO:
            if given != (0, 0, 0):
                raise UsageError(f"The zero law has std, density and mean 0; not {given}.")
        elif self.family is Family.CONSTANT:
            if given[:2] != (0, 1) or not math.isfinite(self.mean) or not self.mean:
                raise UsageError(
                    "A constant law has std 0, density 1 and a finite value other than 0 as its "
                    f"mean; not {given}."
                )
        elif not (0 < self.std < math.inf and 0 < self.density <= 1) or self.mean:
            raise UsageError(
                f"A {self.family} law needs a std above 0, a density in (0, 1] and mean 0; "
                f"not {given}."
            )
        elif self.density < 1 and not self.independent:
            raise UsageError(f"An orthogonal matrix has no density but 1; not {self.density}.")

    @property
    def core_std(self) -> float:
        """Return the standard deviation of the non-zero part."""
        return self.std / math.sqrt(self.density) if self.density else 0.0

    @property
    def uncut_std(self) -> float:
        """Return the standard deviation of the normal a truncated core is cut from."""
        return self.core_std / SHRINK if self.family is Family.TRUNCATED else self.core_std

    @property
    def support(self) -> float:
        """Return the largest absolute value that can occur; infinite for a normal."""
        if self.family is Family.UNIFORM:
            return self.core_std * math.sqrt(3)
        if self.family is Family.TRUNCATED:
            return self.uncut_std * CUT
        return math.inf if self.bell else abs(self.mean)

    @property
    def bell(self) -> bool:
        """Tell whether the core is a whole normal, as far as a histogram can show."""
        return self.family in (Family.NORMAL, Family.ORTHOGONAL)

    @property
    def independent(self) -> bool:
        """Tell whether n weights say as much as n draws (sparse zeros say even more)."""
        return self.family is not Family.ORTHOGONAL

    @property
    def atom(self) -> Atom:
        """Return the single value with a probability of its own; mass 0 if there is none."""
        if self.family is Family.CONSTANT:
            return Atom(self.mean, 1.0)
        return Atom(0.0, 1 - self.density)

    def std_error(self, n: int) -> float:
        """Return the standard error of the std measured on n weights about the mean.

        The number of non-zeros is taken as fixed at n * density, as the sparse scheme draws
        it; to first order the rest is the delta method on the mean square. An orthogonal
        matrix's sum of squares is fixed, so its std has no error.
        """
        if not self.density or not self.independent:
            return 0.0
        return self.std * math.sqrt((_KURTOSIS[self.family] - 1) / (4 * n * self.density))

    def cdf(self, x: ArrayLike) -> Floats:
        """Return P(weight <= x), in the shape of x."""
        points = np.asarray(x, np.float64)
        place, mass = self.atom
        return mass * (points >= place) + (1 - mass) * self._core_cdf(points)

    def pdf(self, x: ArrayLike) -> Floats:
        """Return the density of the continuous part, whose integral is 1 less the atom."""
        points = np.asarray(x, np.float64)
        height, precision = self.core
        inside = np.abs(points) <= self.support
        whole = (1 - self.atom.mass) * height * np.exp(-precision * points**2 / 2)
        return np.asarray(np.where(inside, whole, 0.0), np.float64)

    @property
    def core(self) -> tuple[float, float]:
        """Return (c, k): the core's density is c * exp(-k x**2 / 2) within the support.

        Both are 0 where there is nothing but an atom.
        """
        if self.family is Family.UNIFORM:
            return 1 / (2 * self.support), 0.0
        s = self.uncut_std
        if not s:
            return 0.0, 0.0
        kept = KEPT if self.family is Family.TRUNCATED else 1.0
        return 1 / (s * math.sqrt(2 * math.pi) * kept), s**-2

    def mass(self, lower: ArrayLike, upper: ArrayLike) -> Floats:
        """Return the probability of the continuous part between lower <= upper."""
        low, high = np.asarray(lower, np.float64), np.asarray(upper, np.float64)
        # Mirrored to the left, where the distribution function keeps its digits in the tail.
        mirror = low >= 0
        left, right = np.where(mirror, -high, low), np.where(mirror, -low, high)
        return (1 - self.atom.mass) * (self._core_cdf(right) - self._core_cdf(left))

    def bin_probabilities(self, edges: ArrayLike) -> Floats:
        """Return len(edges) + 1 probabilities: below, each bin, above; they add up to 1.

        Bins are half open except the last, as in numpy.histogram, and the atom lies in the
        one that holds it.
        """
        cells = self.core_probabilities(edges)
        cells[self.home(edges)] += self.atom.mass
        return cells

    def core_probabilities(self, edges: ArrayLike) -> Floats:
        """Return the bin probabilities without the atom; they add up to 1 less its mass."""
        bounds = np.concatenate(([-np.inf], np.asarray(edges, np.float64), [np.inf]))
        return self.mass(bounds[:-1], bounds[1:])

    def home(self, edges: ArrayLike) -> int:
        """Return which of the len(edges) + 1 cells holds the atom's value."""
        inner, place = np.asarray(edges, np.float64), self.atom.place
        return int(np.searchsorted(inner, place, side="right")) - int(inner[-1] == place)

    def log_likelihood(self, counts: ArrayLike, edges: ArrayLike) -> float:
        """Return the log probability of counts per cell, up to a term all laws share.

        `counts` has the shape of `bin_probabilities`; -inf if the law cannot give them.
        """
        seen = np.asarray(counts)
        cells = self.bin_probabilities(edges)
        with np.errstate(divide="ignore"):
            return float(np.sum(seen[seen > 0] * np.log(cells[seen > 0])))

    def _core_cdf(self, x: Floats) -> Floats:
        """Return the distribution function of the continuous part; 0 if there is none."""
        if self.family is Family.UNIFORM:
            return np.clip((x / self.support + 1) / 2, 0.0, 1.0)
        if self.family in (Family.ZERO, Family.CONSTANT):
            return np.zeros_like(x)
        whole = _normal_cdf(x / self.uncut_std)
        if self.family is Family.TRUNCATED:
            return np.clip((whole - (1 - KEPT) / 2) / KEPT, 0.0, 1.0)
        return whole


def _normal_cdf(x: Floats) -> Floats:
    """Return the standard normal distribution function, with full digits in the left tail."""
    scaled = (-x / math.sqrt(2)).ravel().tolist()
    # math.erfc value by value costs a quarter of numpy.vectorize.
    return np.fromiter(map(math.erfc, scaled), np.float64, len(scaled)).reshape(x.shape) / 2
