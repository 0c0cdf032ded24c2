"""Answer fields for a value: typed as a number, or set as a marker on a plot."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from initquiz.errors import UsageError
from initquiz.model.expression import evaluate
from initquiz.model.mistake import Given, Mistake

_SLACK = 1e-9  # relative; an answer on the border of the tolerance is inside


class Wrong(NamedTuple):
    """A value somebody gets by a named mistake."""

    value: float
    mistake: Mistake


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number asked for: right from `low` to `high`, both included.

    `label` is Markdown ("σ", "forward factor"), `unit` plain text. Values near one of the
    `wrong` ones show that mistake; any other shows `mistake`.
    """

    label: str
    value: float
    low: float
    high: float
    mistake: Mistake
    wrong: tuple[Wrong, ...] = ()
    unit: str = ""

    def read(self, text: str) -> float:
        """Return the value of a typed expression, which may end with the unit; or UsageError."""
        return evaluate(text.strip().removesuffix(self.unit))

    def accepts(self, value: float) -> bool:
        """Tell whether a value lies within the tolerance."""
        slack = _SLACK * max(abs(self.low), abs(self.high))
        return self.low - slack <= value <= self.high + slack

    def nearly(self, value: float) -> bool:
        """Tell whether a value misses the tolerance, but by no more than the tolerance."""
        low, high = 2 * self.low - self.value, 2 * self.high - self.value
        return not self.accepts(value) and low <= value <= high

    def found(self, value: float) -> Mistake:
        """Return what a wrong value shows: the named one it lies nearest to, if near enough."""
        near = [wrong for wrong in self.wrong if self._around(wrong.value, value)]
        nearest = min(near, key=lambda wrong: abs(wrong.value - value), default=None)
        return nearest.mistake if nearest else self.mistake

    def _around(self, centre: float, value: float) -> bool:
        """Tell whether a value lies around another as the accepted ones do around the right."""
        if not self.value or not centre:
            width = max(self.high - self.value, self.value - self.low)
            return abs(value - centre) <= width * (1 + _SLACK)
        ratio = value / centre * self.value
        return self.accepts(ratio)


@dataclass(frozen=True, slots=True)
class Number:
    """One number is to be typed, or several."""

    kind: ClassVar[str] = "number"
    quantities: tuple[Quantity, ...]

    @property
    def solution(self) -> tuple[float, ...]:
        """Return the right answer."""
        return tuple(quantity.value for quantity in self.quantities)

    @property
    def hint(self) -> str:
        """Say how to type an answer."""
        if len(self.quantities) == 1:
            return "Type a number, such as 0.0625, 1/16 or sqrt(2/512)"
        return f"Type {len(self.quantities)} numbers with ; between them"

    def is_right(self, given: Given) -> bool:
        """Tell whether an answer is right; UsageError if it is none."""
        _check_values(given, len(self.quantities))
        return all(map(Quantity.accepts, self.quantities, given))

    def parse(self, text: str) -> tuple[float, ...]:
        """Return the numbers that were typed, which may be written as expressions."""
        parts = [part for part in text.split(";") if part.strip()]
        if len(parts) != len(self.quantities):
            raise UsageError(f"{self.hint}.")
        return tuple(map(Quantity.read, self.quantities, parts))

    def log(self, given: Given) -> str:
        """Return an answer as it is logged."""
        return ";".join(f"{value:.6g}" for value in given)

    def logged(self, text: str) -> tuple[float, ...] | None:
        """Return the answer that was logged so, to six digits; None if it is none of these."""
        parts = text.split(";")
        if len(parts) != len(self.quantities):
            return None
        try:
            return tuple(map(float, parts))
        except ValueError:
            return None

    def mistake(self, given: Given) -> Mistake | None:
        """Return what the first wrong number shows."""
        pairs = zip(self.quantities, given, strict=True)
        wrong = (asked.found(value) for asked, value in pairs if not asked.accepts(value))
        return next(wrong, None)

    def confusion(self, given: Given) -> str:
        """Return what was taken for what, as it is logged."""
        found = self.mistake(given)
        return found.key if found else ""

    def wrong_answers(self) -> Iterator[Given]:
        """Yield wrong answers: each number just outside its tolerance, and each named mistake."""
        for i, asked in enumerate(self.quantities):
            outside = (asked.value + 1.1 * (end - asked.value) for end in (asked.low, asked.high))
            for value in (*outside, *(wrong.value for wrong in asked.wrong)):
                yield (*self.solution[:i], value, *self.solution[i + 1 :])


@dataclass(frozen=True, slots=True)
class PointOnPlot:
    """A marker is to be set on the x axis of the plot `blocks[block]`, by mouse or arrow keys.

    It starts at `start` and moves by `step` between `least` and `most`.
    """

    kind: ClassVar[str] = "point"
    quantity: Quantity
    start: float
    step: float
    least: float
    most: float
    block: int = 0

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """Return what is asked for, as `Number` has it."""
        return (self.quantity,)

    @property
    def solution(self) -> tuple[float, ...]:
        """Return the right answer."""
        return (self.quantity.value,)

    @property
    def hint(self) -> str:
        """Say how to type an answer."""
        return f"Type the place on the axis, a number from {self.least:.4g} to {self.most:.4g}"

    def is_right(self, given: Given) -> bool:
        """Tell whether an answer is right; UsageError if it is none."""
        _check_values(given, 1)
        return self.quantity.accepts(given[0])

    def parse(self, text: str) -> tuple[float, ...]:
        """Return the place that was typed, which may be written as an expression."""
        return (self.quantity.read(text),)

    def log(self, given: Given) -> str:
        """Return an answer as it is logged."""
        return f"{given[0]:.6g}"

    def logged(self, text: str) -> tuple[float, ...] | None:
        """Return the answer that was logged so, to six digits; None if it is none."""
        return Number(self.quantities).logged(text)

    def mistake(self, given: Given) -> Mistake | None:
        """Return what a wrong place shows."""
        return None if self.quantity.accepts(given[0]) else self.quantity.found(given[0])

    def confusion(self, given: Given) -> str:
        """Return what was taken for what, as it is logged."""
        found = self.mistake(given)
        return found.key if found else ""

    def wrong_answers(self) -> Iterator[Given]:
        """Yield wrong answers: just outside the tolerance, and each named mistake."""
        return Number((self.quantity,)).wrong_answers()


def _check_values(given: Given, count: int) -> None:
    """Raise UsageError unless these are so many finite numbers."""
    if len(given) != count or not all(map(math.isfinite, given)):
        raise UsageError(f"The answer is {count} finite number{'s' * (count > 1)}; not {given}.")
