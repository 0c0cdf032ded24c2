"""How the program's finding becomes a grade for FSRS. The rule is printed to the learner.

Wrong is always Again, never Hard: FSRS takes Hard for a pass. Times are judged against the
learner's own answers to the same question type, never in absolute seconds.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from initquiz.model.review import Confidence, Rating
from initquiz.model.verdict import Grade

RULE = (
    ("Wrong, or “I don't know”", Rating.AGAIN),
    ("Right, but “I guessed”", Rating.AGAIN),
    ("Right, unsure or slower than nine in ten of your answers", Rating.HARD),
    ("Right", Rating.GOOD),
    ("Right, sure, faster than four in five, and known for over a week", Rating.EASY),
)
_ENOUGH_TIMES = 10
_KNOWN_DAYS = 7.0


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the rule looks at besides the finding; times in milliseconds, stability in days."""

    response_ms: int
    earlier_ms: Sequence[int] = ()
    stability: float = 0.0
    confidence: Confidence | None = None


def rating(grade: Grade, given: Circumstances) -> Rating:
    """Return the rating that `RULE` prints for these circumstances."""
    if grade is not Grade.RIGHT or given.confidence is Confidence.GUESS:
        return Rating.AGAIN
    if given.confidence is Confidence.UNSURE or _rank(given) > 0.9:  # noqa: PLR2004 - RULE
        return Rating.HARD
    sure_and_known = given.confidence is Confidence.SURE and given.stability > _KNOWN_DAYS
    if sure_and_known and _rank(given) < 0.2:  # noqa: PLR2004 - RULE
        return Rating.EASY
    return Rating.GOOD


def _rank(given: Circumstances) -> float:
    """Return the share of earlier answers that were faster; a half while there are too few."""
    if len(given.earlier_ms) < _ENOUGH_TIMES or not given.response_ms:
        return 0.5
    return sum(ms < given.response_ms for ms in given.earlier_ms) / len(given.earlier_ms)
