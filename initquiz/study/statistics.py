"""Numbers about what was learned, counted from the answers in the log that still count."""

from collections import Counter
from statistics import median
from typing import NamedTuple

from initquiz.model.review import Event, Rating
from initquiz.model.verdict import Grade
from initquiz.schedule.replay import living
from initquiz.study import confusions
from initquiz.study.collection import Collection


class SkillNumbers(NamedTuple):
    """A question type's answers: how many, how many right, the median time of the right ones.

    The time is in milliseconds, 0 if none was right. `mixed_up` counts each confusion, the
    most frequent first.
    """

    key: str
    answers: int
    right: int
    median_ms: int
    mixed_up: tuple[tuple[str, int], ...]


class Numbers(NamedTuple):
    """Answers by rating, each question type's numbers, and what is mixed up over all."""

    answers: int
    by_rating: dict[Rating, int]
    skills: tuple[SkillNumbers, ...]
    mixed_up: tuple[tuple[str, int], ...]


def count(collection: Collection) -> Numbers:
    """Count the answers of a collection."""
    events = living(collection.reviews.all())
    types = collection.cards.skill_keys()
    by_type: dict[str, list[Event]] = {}
    for event in events:
        if event.card in types:
            by_type.setdefault(types[event.card], []).append(event)
    ratings = Counter(event.attempt.rating for event in events if event.attempt)
    return Numbers(
        answers=len(events),
        by_rating={rating: ratings[rating] for rating in Rating},
        skills=tuple(_of_type(key, by_type[key]) for key in sorted(by_type)),
        mixed_up=tuple(confusions.tally(events).most_common()),
    )


def _of_type(key: str, events: list[Event]) -> SkillNumbers:
    attempts = [event.attempt for event in events if event.attempt]
    right = [attempt.response_ms for attempt in attempts if attempt.grade == Grade.RIGHT]
    return SkillNumbers(
        key=key,
        answers=len(attempts),
        right=len(right),
        median_ms=round(median(right)) if right else 0,
        mixed_up=tuple(confusions.tally(events).most_common()),
    )
