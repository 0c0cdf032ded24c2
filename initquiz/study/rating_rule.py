"""How the program's finding becomes a grade for FSRS. The rule is printed to the learner.

Wrong is always Again, never Hard: FSRS takes Hard for a pass. Times are judged against the
learner's own answers to the same question type, never in absolute seconds.
"""

from collections.abc import Sequence

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


def rating(
    grade: Grade,
    *,
    response_ms: int,
    earlier_ms: Sequence[int] = (),
    stability: float = 0.0,
    confidence: Confidence | None = None,
) -> Rating:
    """Return the rating that `RULE` prints; times in milliseconds, stability in days."""
    if grade is not Grade.RIGHT or confidence is Confidence.GUESS:
        return Rating.AGAIN
    rank = _rank(response_ms, earlier_ms)
    if confidence is Confidence.UNSURE or rank > 0.9:  # noqa: PLR2004 - RULE
        return Rating.HARD
    if confidence is Confidence.SURE and stability > _KNOWN_DAYS and rank < 0.2:  # noqa: PLR2004
        return Rating.EASY
    return Rating.GOOD


def _rank(response_ms: int, earlier_ms: Sequence[int]) -> float:
    """Return the share of earlier answers that were faster; a half while there are too few."""
    if len(earlier_ms) < _ENOUGH_TIMES or not response_ms:
        return 0.5
    return sum(ms < response_ms for ms in earlier_ms) / len(earlier_ms)
