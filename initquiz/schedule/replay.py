"""Folds the log into schedules. Nothing else ever makes one: cache == fold(log)."""

from collections.abc import Iterable

from initquiz.model.options import Options
from initquiz.model.review import Event, Rating
from initquiz.model.schedule import Schedule, State
from initquiz.model.study_day import MICROSECONDS, Now
from initquiz.schedule.fuzz import fuzz_factor, fuzzed
from initquiz.schedule.memory import remember

# Changes whenever the same log would fold to other schedules; stored beside the cache.
STAMP = "FSRS-6/1"


def living(events: Iterable[Event]) -> list[Event]:
    """Return the attempts that still count, in the log's total order.

    A retraction kills the event it names, unless it was itself retracted (a redo).
    """
    ordered = sorted(events, key=lambda event: (event.at, event.device, event.sequence))
    retractions = [event for event in ordered if event.retracts is not None]
    redone = {event.retracts for event in retractions}
    dead = {event.retracts for event in retractions if event.id not in redone}
    return [event for event in ordered if event.attempt is not None and event.id not in dead]


def fold(events: Iterable[Event], options: Options) -> Schedule:
    """Return one card's schedule from its events, in any order."""
    schedule = Schedule()
    for event in living(events):
        if event.attempt is not None:
            now = Now(event.at, event.day)
            schedule = advance(schedule, event.card, event.attempt.rating, now, options)
    return schedule


def advance(before: Schedule, card: str, rating: Rating, now: Now, options: Options) -> Schedule:
    """Return the schedule after one answer."""
    elapsed = 0 if before.last_day is None else max(0, now.day - before.last_day)
    relearning = before.state in {State.REVIEW, State.RELEARNING}
    lapsed = before.state is State.REVIEW and rating is Rating.AGAIN
    step = _next_step(before, rating, options)
    state, due_at, due_day = State.REVIEW, None, None
    if step is None:
        due_day = now.day + _days(before, card, rating, elapsed, options)
    else:
        state = State.RELEARNING if relearning else State.LEARNING
        due_at = now.at + step[1] * MICROSECONDS
    return Schedule(
        state=state,
        step=step[0] if step else 0,
        memory=remember(before.memory, rating, elapsed, options)[0],
        due_at=due_at,
        due_day=due_day,
        first_day=now.day if before.first_day is None else before.first_day,
        last_day=now.day,
        reps=before.reps + 1,
        lapses=before.lapses + lapsed,
    )


def previews(before: Schedule, card: str, now: Now, options: Options) -> dict[Rating, Schedule]:
    """Return what each grade would make of the card now."""
    return {rating: advance(before, card, rating, now, options) for rating in Rating}


def _next_step(before: Schedule, rating: Rating, options: Options) -> tuple[int, int] | None:
    """Return (step index, delay in seconds), or None when the card goes to review."""
    if before.state is State.REVIEW:
        steps = options.relearning_steps
        return (0, steps[0]) if steps and rating is Rating.AGAIN else None
    relearning = before.state is State.RELEARNING
    steps = options.relearning_steps if relearning else options.learning_steps
    if rating is Rating.EASY or not steps:
        return None
    index = min(before.step, len(steps) - 1)
    if rating is Rating.AGAIN:
        return 0, steps[0]
    if rating is Rating.HARD:
        if index > 0:
            return index, steps[index]
        # Anki's rule for Hard on the first step: halfway to the next, or half as long again.
        return 0, (steps[0] + steps[1]) // 2 if len(steps) > 1 else steps[0] * 3 // 2
    return (index + 1, steps[index + 1]) if index + 1 < len(steps) else None


def _days(before: Schedule, card: str, rating: Rating, elapsed: int, options: Options) -> int:
    """Return the fuzzed interval in days; each passing grade promises more than the one below."""
    reviewed = before.state is State.REVIEW
    previous = (before.due_day or 0) - (before.last_day or 0) if reviewed else 0
    factor = fuzz_factor(card, before.reps)
    if rating in {Rating.AGAIN, Rating.HARD} or reviewed:
        ladder = (Rating.AGAIN,) if rating is Rating.AGAIN else tuple(Rating)[1:rating]
    else:
        # Hard never leaves a learning step, so Good has nothing below it to exceed.
        ladder = tuple(Rating)[2:rating]
    longest = options.maximum_interval
    floor = 0
    for grade in ladder:
        days = remember(before.memory, grade, elapsed, options)[1]
        # An interval that grew must not be fuzzed back to what it was.
        grown = previous + 1 if days > previous > 0 else 1
        minimum = min(max(floor + 1, grown), longest)
        floor = fuzzed(max(days, minimum), factor, minimum, longest)
    return floor
