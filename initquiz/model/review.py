"""The review log's entries. The log is the truth; every other number is derived from it."""

from enum import IntEnum, StrEnum
from typing import NamedTuple


class Rating(IntEnum):
    """The four grades, as in Anki and FSRS; Again is the only failing one."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class Confidence(StrEnum):
    """How sure the learner was, asked before the reveal (optional)."""

    GUESS = "guess"
    UNSURE = "unsure"
    SURE = "sure"


class Attempt(NamedTuple):
    """What the learner did with one card, before it is numbered and stored.

    `grade` is what the program found ("right", "wrong", "unknown"; empty on a self-graded
    fact) and `rating` what FSRS is told. `seed`, `level`, `version` and `digest` re-create
    the drawn question of a skill card; `confusion` is what was taken for what
    (`truth>answer`, or the key of a misconception), empty where nothing was.
    """

    card: str
    rating: Rating
    grade: str = ""
    answer: str = ""
    response_ms: int = 0
    confidence: Confidence | None = None
    hint: bool = False
    seed: int | None = None
    level: str | None = None
    version: int | None = None
    digest: str | None = None
    confusion: str = ""


class Event(NamedTuple):
    """One row of the log: an attempt, or the retraction of an earlier row.

    `id` is a UUIDv7, `at` microseconds since 1970 UTC, `day` the study day it counted for.
    Exactly one of `attempt` and `retracts` (an event's id) is set. Events are ordered by
    (at, device, sequence).
    """

    id: str
    device: str
    sequence: int
    at: int
    day: int
    card: str
    attempt: Attempt | None = None
    retracts: str | None = None
