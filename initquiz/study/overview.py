"""What is due, deck by deck: the numbers of the home screen and of `initquiz due`."""

from initquiz.model.counts import Counts, DeckCounts
from initquiz.model.schedule import State
from initquiz.model.study_day import Now
from initquiz.schedule import queue
from initquiz.study.collection import Collection


def overview(collection: Collection, now: Now) -> tuple[DeckCounts, ...]:
    """Return each deck's counts for today, in the decks' order."""
    found = []
    for deck in collection.cards.deck_names():
        schedules = collection.schedules.of_cards(deck)
        today = queue.build(schedules, now.day, collection.options)
        found.append(
            DeckCounts(
                name=deck,
                due=today.counts,
                cards=len(schedules),
                unseen=sum(1 for _, schedule in schedules if schedule.state is State.NEW),
                skills=collection.cards.skills(deck),
            )
        )
    return tuple(found)


def due(collection: Collection, now: Now, deck: str | None = None) -> Counts:
    """Return what is due today in one deck, or in all of them together."""
    schedules = collection.schedules.of_cards(deck)
    return queue.build(schedules, now.day, collection.options).counts
