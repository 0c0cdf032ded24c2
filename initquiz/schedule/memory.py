"""FSRS-6 behind integer study days.

py-fsrs supplies the formula; its clock (a floor over 24 hours) and its fuzz (process-wide
dice) stay out of the way: each review is given to it at UTC midnight of a study day, with
no steps and no fuzz, so it answers with stability, difficulty and the plain interval.
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from initquiz.model.options import Options
from initquiz.model.review import Rating
from initquiz.model.schedule import Memory

if TYPE_CHECKING:
    from fsrs import Scheduler

_DAY_ZERO = datetime(2000, 1, 1, tzinfo=UTC)


@lru_cache(maxsize=1 << 16)  # a long log asks for the same few first steps again and again
def remember(
    memory: Memory | None, rating: Rating, elapsed_days: int, options: Options
) -> tuple[Memory, int]:
    """Return the memory after a review and the days until desired retention is reached.

    Args:
        memory: The state before, or None for a card never seen.
        rating: The grade given.
        elapsed_days: Difference of study days since the last review, at least 0.
        options: Parameters, desired retention and the longest interval.
    """
    import fsrs  # noqa: PLC0415 - 35 ms that the first card need not wait for

    today = _DAY_ZERO + timedelta(days=max(0, elapsed_days))
    card = fsrs.Card(card_id=0)
    if memory is not None:
        card.state = fsrs.State.Review
        card.step = None
        card.stability = memory.stability
        card.difficulty = memory.difficulty
        card.last_review = _DAY_ZERO
    scheduler = _scheduler(options.parameters, options.desired_retention, options.maximum_interval)
    after, _ = scheduler.review_card(card, fsrs.Rating(rating), today)
    if after.stability is None or after.difficulty is None:
        raise AssertionError("a reviewed card has a memory")
    return Memory(after.stability, after.difficulty), (after.due - today).days


def retrievability(memory: Memory, elapsed_days: int, options: Options) -> float:
    """Return the probability of recall `elapsed_days` study days after the last review."""
    import fsrs  # noqa: PLC0415 - as above

    card = fsrs.Card(
        card_id=0, state=fsrs.State.Review, stability=memory.stability, last_review=_DAY_ZERO
    )
    scheduler = _scheduler(options.parameters, options.desired_retention, options.maximum_interval)
    return scheduler.get_card_retrievability(card, _DAY_ZERO + timedelta(days=elapsed_days))


@lru_cache(maxsize=8)
def _scheduler(
    parameters: tuple[float, ...], desired_retention: float, maximum_interval: int
) -> "Scheduler":
    import fsrs  # noqa: PLC0415 - as above

    return fsrs.Scheduler(
        parameters=parameters or fsrs.scheduler.DEFAULT_PARAMETERS,
        desired_retention=desired_retention,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=maximum_interval,
        enable_fuzzing=False,
    )
