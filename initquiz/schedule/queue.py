"""The order of a sitting: learning cards when due, then reviews by lowest recall, new mixed in."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from initquiz.model.counts import Counts
from initquiz.model.options import Options
from initquiz.model.schedule import Schedule, State


class Queue(NamedTuple):
    """Cards to study on one day: `learning` as (due instant, id), `main` in order of asking."""

    learning: tuple[tuple[int, str], ...]
    main: tuple[str, ...]
    counts: Counts


def build(cards: Iterable[tuple[str, Schedule]], day: int, options: Options) -> Queue:
    """Order the cards (given in deck order) for a study day, within the day's limits.

    What was done earlier the same day counts against the limits: cards first met today
    against the new, other cards answered today against the reviews.
    """
    new: list[str] = []
    reviews: list[tuple[float, str]] = []
    learning: list[tuple[int, str]] = []
    met_today = reviewed_today = 0
    for card, schedule in cards:
        if schedule.first_day == day:
            met_today += 1
        elif schedule.last_day == day:
            reviewed_today += 1
        if schedule.state is State.NEW:
            new.append(card)
        elif schedule.due_at is not None:
            learning.append((schedule.due_at, card))
        elif schedule.due_day is not None and schedule.due_day <= day:
            reviews.append((-overdue(schedule, day), card))
    new = new[: max(0, options.new_per_day - met_today)]
    due = [
        card
        for _, card in islice(sorted(reviews), max(0, options.reviews_per_day - reviewed_today))
    ]
    return Queue(
        learning=tuple(sorted(learning)),
        main=tuple(mix(due, new)),
        counts=Counts(new=len(new), learning=len(learning), review=len(due)),
    )


def overdue(schedule: Schedule, day: int) -> float:
    """Return elapsed days over stability: recall falls as it grows, so it orders by recall."""
    if schedule.memory is None or schedule.last_day is None:
        return 0.0
    return (day - schedule.last_day) / schedule.memory.stability


def mix(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """Return both in their own order, spread evenly through each other."""
    mixed: list[str] = []
    i = j = 0
    while i < len(first) or j < len(second):
        # Take from whichever is less far along; ties go to the first.
        if j == len(second) or (i < len(first) and i * len(second) <= j * len(first)):
            mixed.append(first[i])
            i += 1
        else:
            mixed.append(second[j])
            j += 1
    return mixed
