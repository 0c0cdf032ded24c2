"""Spreads due dates: a little dice, seeded by card and repetition so that replay agrees.

The ranges are Anki's: 15 % of the days between 2.5 and 7, 10 % between 7 and 20, 5 % above,
plus one day; shorter intervals stay exact (ankitects/anki, rslib scheduler, states/fuzz).
"""

import math

_RANGES = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, math.inf, 0.05))


def fuzz_factor(card: str, repetition: int) -> float:
    """Return a number in [0, 1) that depends on nothing but the card's id and the count."""
    import hashlib  # noqa: PLC0415 - OpenSSL, which the first card need not wait for

    digest = hashlib.blake2b(f"{card}\0{repetition}".encode(), digest_size=8).digest()
    return int.from_bytes(digest) / 2**64


def fuzz_bounds(interval: float, minimum: int, maximum: int) -> tuple[int, int]:
    """Return the earliest and latest day that stand for `interval` days, both allowed."""
    if interval < _RANGES[0][0]:
        day = min(max(round(interval), minimum), maximum)
        return day, day
    delta = 1.0 + sum(share * max(0.0, min(interval, end) - start) for start, end, share in _RANGES)
    lower = min(max(round(interval - delta), minimum), maximum)
    upper = min(max(round(interval + delta), lower), maximum)
    return lower, upper


def fuzzed(interval: float, factor: float, minimum: int, maximum: int) -> int:
    """Return the day of the window that `factor` picks; each is equally likely."""
    lower, upper = fuzz_bounds(interval, minimum, maximum)
    # A factor next to 1 may round up to a whole day more.
    return min(upper, math.floor(lower + factor * (1 + upper - lower)))
