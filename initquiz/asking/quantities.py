"""Numbers asked for: their tolerance, and the mistakes most numbers of this subject invite."""

import math

from initquiz.model.measuring import Quantity, Wrong
from initquiz.model.mistake import Mistake


def by_factor(
    label: str,
    value: float,
    factor: float,
    mistake: Mistake,
    *,
    wrong: tuple[Wrong, ...] = (),
    unit: str = "",
) -> Quantity:
    """Return a positive quantity that is right within a factor (1.15: 13 % below to 15 % above).

    Values of `wrong` that the tolerance accepts, or that cannot be told from one before, are
    left out: there the mistake does not show.
    """
    return _clear(Quantity(label, value, value / factor, value * factor, mistake, wrong, unit))


def by_share(
    label: str,
    value: float,
    share: float,
    mistake: Mistake,
    *,
    wrong: tuple[Wrong, ...] = (),
    unit: str = "",
) -> Quantity:
    """Return a quantity that is right within a share of its value (0.02: two percent)."""
    reach = abs(value) * share
    return _clear(Quantity(label, value, value - reach, value + reach, mistake, wrong, unit))


def variance_for_std(std: float) -> Wrong:
    """Return the mistake of giving the variance where the standard deviation is asked for."""
    return Wrong(
        std**2,
        Mistake(
            "variance-for-std",
            "that is the variance, the question asks for the standard deviation",
            f"The standard deviation is its square root, √{std**2:.3g} = {std:.3g}.",
        ),
    )


def std_for_variance(std: float) -> Wrong:
    """Return the mistake of giving the standard deviation where the variance is asked for."""
    return Wrong(
        std,
        Mistake(
            "std-for-variance",
            "that is the standard deviation, the question asks for the variance",
            f"The variance is its square, {std:.3g}² = {std**2:.3g}.",
        ),
    )


def std_for_bound(std: float) -> Wrong:
    """Return the mistake of giving a uniform law's σ where its bound is asked for."""
    bound = math.sqrt(3) * std
    return Wrong(
        std,
        Mistake(
            "std-for-bound",
            "that is the standard deviation, a box ends further out",
            f"A uniform law on ±a has σ = a/√3, so it ends at a = √3 · {std:.3g} = {bound:.3g}.",
        ),
    )


def bound_for_std(std: float) -> Wrong:
    """Return the mistake of giving a uniform law's bound where its σ is asked for."""
    bound = math.sqrt(3) * std
    return Wrong(
        bound,
        Mistake(
            "bound-for-std",
            "that is where the box ends, not its standard deviation",
            f"A uniform law on ±a has σ = a/√3 = {bound:.3g}/√3 = {std:.3g}.",
        ),
    )


def _clear(asked: Quantity) -> Quantity:
    """Return the quantity without wrong values that are right, or that an earlier one covers."""
    kept: list[Wrong] = []
    for wrong in asked.wrong:
        if math.isfinite(wrong.value) and not asked.accepts(wrong.value):
            so_far = Quantity(
                asked.label, asked.value, asked.low, asked.high, asked.mistake, tuple(kept)
            )
            if so_far.found(wrong.value) is asked.mistake:
                kept.append(wrong)
    return Quantity(
        asked.label, asked.value, asked.low, asked.high, asked.mistake, tuple(kept), asked.unit
    )
