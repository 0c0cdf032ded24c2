"""The log: rows are numbered, kept for ever, and undone by other rows."""

import sqlite3
from collections.abc import Callable

import pytest

from initquiz.model.card import Card, Level, Skill
from initquiz.model.review import Attempt, Confidence, Rating
from initquiz.model.study_day import Now
from initquiz.store.reviews import Entry
from initquiz.study.collection import Collection

Facts = Callable[[int], list[Card]]


def test_an_attempt_comes_back_whole(collection: Collection, facts: Facts, now: Now) -> None:
    """Every field that was appended is read again."""
    collection.cards.save("d", facts(1))
    attempt = Attempt(
        "card-0", Rating.HARD, "right", "B", 1234, Confidence.UNSURE, True, 7, "easy", 1, "ab"
    )
    with collection.database.transaction():
        (event,) = collection.reviews.append([Entry("card-0", attempt=attempt)], now)
    assert list(collection.reviews.all()) == [event]
    assert event.attempt == attempt
    assert (event.at, event.day, event.sequence) == (now.at, now.day, 1)


@pytest.mark.parametrize("statement", ["UPDATE reviews SET rating = 4", "DELETE FROM reviews"])
def test_the_log_refuses_to_change(
    collection: Collection, facts: Facts, now: Now, statement: str
) -> None:
    """Neither an update nor a deletion gets past the triggers."""
    collection.cards.save("d", facts(1))
    with collection.database.transaction():
        collection.reviews.append([Entry("card-0", Attempt("card-0", Rating.GOOD))], now)
    before = list(collection.reviews.all())
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        collection.database.connection.execute(statement)
    assert list(collection.reviews.all()) == before


def test_a_card_with_a_history_cannot_be_dropped(
    collection: Collection, facts: Facts, now: Now
) -> None:
    """Foreign keys keep the log's cards in place."""
    collection.cards.save("d", facts(1))
    with collection.database.transaction():
        collection.reviews.append([Entry("card-0", Attempt("card-0", Rating.GOOD))], now)
    with pytest.raises(sqlite3.IntegrityError):
        collection.database.connection.execute("DELETE FROM cards")


def test_times_are_those_of_right_answers_that_count(
    collection: Collection, facts: Facts, now: Now
) -> None:
    """Wrong answers, retracted ones and other question types contribute no time."""
    skill = Card("skill", "", Skill("name-histogram", Level.EASY))
    collection.cards.save("d", [*facts(1), skill])
    attempts = [
        Attempt("skill", Rating.GOOD, "right", response_ms=1),
        Attempt("skill", Rating.AGAIN, "wrong", response_ms=2),
        Attempt("card-0", Rating.GOOD, "right", response_ms=3),
        Attempt("skill", Rating.GOOD, "right", response_ms=4),
    ]
    with collection.database.transaction():
        entries = [Entry(attempt.card, attempt) for attempt in attempts]
        events = collection.reviews.append(entries, now)
        collection.reviews.append([Entry("skill", retracts=events[3].id)], now)
    assert collection.reviews.times("name-histogram") == [1]


def test_drawn_answers_are_those_that_count(
    collection: Collection, facts: Facts, later: Callable[..., Now]
) -> None:
    """The latest first; what was taken back is missing until it is brought back."""
    collection.cards.save("d", facts(2))
    seeds = (None, 7, 8)
    for hour, seed in enumerate(seeds):
        attempt = Attempt("card-0", Rating.GOOD, seed=seed)
        collection.record(attempt, later(hours=hour), collection.schedule("card-0"))

    def drawn() -> list[int | None]:
        return [event.attempt.seed for event in collection.reviews.drawn() if event.attempt]

    assert drawn() == [8, 7]
    undone = collection.reviews.undoable()
    assert undone is not None
    collection.retract(undone, later(hours=3))
    assert drawn() == [7]
    again = collection.reviews.redoable()
    assert again is not None
    collection.retract(again, later(hours=4))
    assert drawn() == [8, 7]


def test_an_empty_log_has_nothing_to_undo_or_redo(collection: Collection) -> None:
    """A fresh collection offers neither, and its position is the start."""
    assert collection.reviews.undoable() is None
    assert collection.reviews.redoable() is None
    assert collection.reviews.position() == 0
