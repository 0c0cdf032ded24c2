"""How Moodle gives marks: shares of a whole, and the answers a number is compared with.

Shares come from a fixed list, and one that does not makes Moodle refuse the file. A number's
answers are tried in turn; a tolerance is absolute and includes its ends.
"""

from collections.abc import Iterator
from typing import NamedTuple

from initquiz.model.measuring import Quantity

HALF = "50"
_SHARES = {1: "100", 2: "50", 3: "33.33333", 4: "25", 5: "20", 6: "16.66667", 7: "14.28571",
           8: "12.5", 9: "11.11111", 10: "10"}  # fmt: skip
_SLACK = 1e-9


class Marked(NamedTuple):
    """A number, how far an answer may be from it, its share of the marks, and what is told."""

    value: float
    tolerance: float
    share: str
    lesson: str


def share_of(count: int) -> str:
    """Return the share of each of so many equal parts (of more than ten, that of a tenth)."""
    return _SHARES[min(max(count, 1), len(_SHARES))]


def numbers(asked: Quantity) -> Iterator[Marked]:
    """Yield the answers to a number: the key, the whole range, the named mistakes for half.

    The range is not always even around the key, so a second right answer fills it.
    """
    reach = min(asked.value - asked.low, asked.high - asked.value)
    middle, half = (asked.low + asked.high) / 2, (asked.high - asked.low) / 2
    yield Marked(asked.value, reach, "100", "")
    if half > reach * (1 + _SLACK):
        yield Marked(middle, half, "100", "")
    for wrong in asked.wrong:
        yield Marked(*_around(asked, wrong.value), HALF, wrong.mistake.lesson)


def _around(asked: Quantity, value: float) -> tuple[float, float]:
    """Return the middle and the reach of the values in which `Quantity.found` sees a mistake."""
    if not asked.value or not value:
        return value, max(asked.high - asked.value, asked.value - asked.low)
    low, high = value * asked.low / asked.value, value * asked.high / asked.value
    return (low + high) / 2, abs(high - low) / 2
