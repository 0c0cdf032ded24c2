"""Where a card stands: what the log, folded, says of one card."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from initquiz.model.study_day import MICROSECONDS, Now

_DAY = 86_400
# From how many seconds on a unit is used, its name, its length, the digits shown.
_UNITS = (
    (365 * _DAY, "y", 365 * _DAY, 1),
    (31 * _DAY, "mo", 365 * _DAY / 12, 1),
    (_DAY, "day", _DAY, 0),
    (5400, "h", 3600, 1),
    (60, "min", 60, 0),
)


class State(StrEnum):
    """The four states of a card, named as Anki names them."""

    NEW = "new"
    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"


class Memory(NamedTuple):
    """FSRS memory state: stability in days, difficulty from 1 to 10."""

    stability: float
    difficulty: float


@dataclass(frozen=True, slots=True)
class Schedule:
    """One card's state. `due_at` (an instant) is set while (re)learning, `due_day` in review.

    `step` indexes the (re)learning steps, `reps` counts answers and `lapses` the times a
    review card was forgotten.
    """

    state: State = State.NEW
    step: int = 0
    memory: Memory | None = None
    due_at: int | None = None
    due_day: int | None = None
    first_day: int | None = None
    last_day: int | None = None
    reps: int = 0
    lapses: int = 0

    @property
    def learning(self) -> bool:
        """Whether the card is in a learning or relearning step."""
        return self.state in {State.LEARNING, State.RELEARNING}


class Interval(NamedTuple):
    """How long until a card comes back: `days`, or `seconds` while it is being learned."""

    seconds: int = 0
    days: int = 0

    @classmethod
    def of(cls, schedule: Schedule, now: Now) -> "Interval":
        """Return the time from now to the card's due time; zero for a new card."""
        if schedule.due_day is not None:
            return cls(days=schedule.due_day - now.day)
        if schedule.due_at is not None:
            return cls.until(schedule.due_at, now)
        return cls()

    @classmethod
    def until(cls, at: int, now: Now) -> "Interval":
        """Return the time from now to an instant; zero if it has passed."""
        return cls(seconds=max(0, (at - now.at) // MICROSECONDS))

    def __str__(self) -> str:
        """Return the label for a button, such as 10 min, 5 days or 1.2 mo."""
        seconds = self.seconds + self.days * _DAY
        for least, unit, size, digits in _UNITS:
            if seconds >= least:
                count = f"{seconds / size:.{digits}f}"
                return f"{count} {unit}" + ("s" if unit == "day" and count != "1" else "")
        return f"{seconds} s"
