"""Round numbers for axes and tables: where ticks stand and how a number is written.

No SI prefix and no scale factor; the minus sign is U+2212 everywhere.
"""

import math
from collections.abc import Iterable

MINUS = "\N{MINUS SIGN}"
_MOST_PLACES = 6
_SLACK = 1e-9


def nice_step(span: float, most: int) -> float:
    """Return the smallest step of 1, 2 or 5 times a power of ten that fits.

    `span` > 0 is the length of the axis in its own units, `most` the number of steps it
    has room for.
    """
    rough = span / max(most, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    for factor in (1, 2, 5):
        if factor * power >= rough * (1 - _SLACK):
            return factor * power
    return 10 * power


def tick_values(low: float, high: float, step: float) -> list[float]:
    """Return the multiples of `step` in [low, high], free of rounding noise."""
    first = math.ceil(low / step - _SLACK)
    last = math.floor(high / step + _SLACK)
    return [index * step for index in range(first, last + 1)]


def places_of(step: float) -> int:
    """Return the decimals a multiple of `step` (1, 2 or 5 times a power of ten) needs."""
    return max(0, -math.floor(math.log10(step) + _SLACK))


def shared_places(values: Iterable[float], width: float) -> int:
    """Return the fewest decimals that write all values to a hundredth of `width` (> 0)."""
    numbers = tuple(values)
    most = places_of(width) + 2
    for places in range(most):
        if all(abs(round(value, places) - value) <= width / 100 for value in numbers):
            return places
    return most


def number(value: float, places: int) -> str:
    """Write a number with `places` decimals; never "-0"."""
    text = f"{value:,.{places}f}"
    if float(text.replace(",", "")) == 0:
        text = text.lstrip("-")
    return text.replace("-", MINUS)


def tick_text(value: float, step: float) -> str:
    """Write a tick's number with the decimals its step needs; zero is plain "0".

    Beyond six decimals a power of ten is easier to read.
    """
    places = places_of(step)
    if abs(value) < step / 2:
        return "0"
    if places <= _MOST_PLACES:
        return number(value, places)
    digits = math.ceil(math.log10(abs(value) / step)) + 1
    return f"{value:.{digits}g}".replace("-", MINUS)
