"""Round numbers for axes and tables: where ticks stand and how a number is written.

No SI prefix and no scale factor; the minus sign is U+2212 everywhere.
"""

import math
from collections.abc import Iterable, Sequence

MINUS = "\N{MINUS SIGN}"
_MOST_PLACES = 6
_SLACK = 1e-9
_LARGE = 1e9
_MOST_DIGITS = 12
_FEWEST = 3  # ticks below which a logarithmic axis gets some between its powers of ten
_PLAIN = range(-3, 7)  # powers of ten that are written in full
_MANTISSAS = ((1,), (1, 2, 5), (1, 2, 3, 4, 5, 6, 7, 8, 9))
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


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

    Beyond six decimals, or from 10⁹ on, a power of ten is easier to read.
    """
    places = places_of(step)
    if abs(value) < step / 2:
        return "0"
    if places <= _MOST_PLACES and abs(value) < _LARGE:
        return number(value, places)
    digits = math.ceil(math.log10(abs(value) / step)) + 1
    return reading(value, digits)


def log_ticks(low: float, high: float, most: int) -> list[float]:
    """Return where ticks stand on a logarithmic axis from 10^low to 10^high, as exponents.

    Powers of ten if the axis has three of them, thinned to at most `most` steps; else multiples
    of them as well, and on an axis of less than an octave round numbers.
    """
    step = max(1.0, nice_step(high - low, most))
    decades = tick_values(low, high, step)
    if len(tick_values(low, high, 1.0)) >= _FEWEST:
        return decades if len(decades) > 1 else tick_values(low, high, max(1.0, step // 2))
    first, last = math.floor(low), math.ceil(high)
    for mantissas in _MANTISSAS:
        places = [power + math.log10(m) for power in range(first, last) for m in mantissas]
        inside = [place for place in (*places, float(last)) if low <= place <= high]
        if len(inside) >= _FEWEST:
            return inside
    ends = 10.0**low, 10.0**high
    values: list[float] = []
    while len(values) <= 1:
        values = tick_values(*ends, nice_step(ends[1] - ends[0], most))
        most += 1
    return [math.log10(value) for value in values]


def log_texts(exponents: Sequence[float]) -> list[str]:
    """Write 10 to each exponent: in full if all are near 1, else as powers of ten."""
    near = all(_PLAIN[0] <= exponent <= _PLAIN[-1] for exponent in exponents)
    write = _in_full if near else _as_power
    texts: list[str] = []
    for digits in range(1, _MOST_DIGITS):
        texts = [write(exponent, digits) for exponent in exponents]
        if len(set(texts)) == len(texts):
            break
    return texts


def marker_text(value: float, step: float) -> str:
    """Write a marker's place with the decimals that tell it from its neighbours."""
    places = shared_places((step,), step)
    if places <= _MOST_PLACES:
        return number(value, places)
    return reading(value)


def reading(value: float, digits: int = 4) -> str:
    """Write a value with so many digits, a true minus sign and no noise."""
    return f"{value:.{digits}g}".replace("e+", "e").replace("-", MINUS)


def _in_full(exponent: float, digits: int) -> str:
    return number(10.0**exponent, max(0, digits - 1 - math.floor(exponent + _SLACK)))


def _as_power(exponent: float, digits: int) -> str:
    power = math.floor(exponent + _SLACK)
    mantissa = f"{10.0 ** (exponent - power):.{digits}g}"
    raised = "10" + str(power).translate(_RAISED)
    return raised if mantissa == "1" else f"{mantissa}×{raised}"
