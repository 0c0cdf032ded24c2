"""The check finds what is wrong, and says nothing of what is right."""

from collections.abc import Callable

from initquiz.model.card import Card
from initquiz.model.review import Rating
from initquiz.model.schedule import Schedule
from initquiz.model.study_day import Now
from initquiz.study.checkup import check
from initquiz.study.collection import Collection
from initquiz.study.sitting import Sitting


def test_a_sound_collection_has_no_problems(
    collection: Collection, facts: Callable[[int], list[Card]], now: Now
) -> None:
    """Also after answers, an undo and a redo."""
    collection.cards.save("d", facts(3))
    sitting = Sitting(collection, {})
    for rating in (Rating.GOOD, Rating.AGAIN):
        sitting.next(now)
        sitting.rate(rating, now)
    sitting.undo(now)
    sitting.redo(now)
    sitting.undo(now)
    assert check(collection) == []


def test_a_tampered_schedule_is_found_and_mended(
    collection: Collection, facts: Callable[[int], list[Card]]
) -> None:
    """A cache that is not the folded log is named by card, and refolding mends it."""
    collection.cards.save("d", facts(2))
    collection.schedules.put({"card-1": Schedule(reps=3)})
    (problem,) = check(collection)
    assert problem.where == "card card-1"
    collection.refold()
    assert check(collection) == []


def test_a_row_that_points_nowhere_is_found(collection: Collection) -> None:
    """A broken reference in the file is reported with its table."""
    connection = collection.database.connection
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute(
        "INSERT INTO schedules (card, state, step, reps, lapses) VALUES ('ghost', 'new', 0, 0, 0)"
    )
    assert any("schedules points nowhere" in problem.what for problem in check(collection))
