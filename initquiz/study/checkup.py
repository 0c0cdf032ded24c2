"""Is the collection sound? Integrity of the file, and schedules equal to the folded log."""

from initquiz.errors import Problem
from initquiz.schedule.replay import living
from initquiz.study.collection import Collection


def check(collection: Collection) -> list[Problem]:
    """Return every fault found; an empty list is good news."""
    return [*_file(collection), *_schedules(collection), *_log(collection)]


def _file(collection: Collection) -> list[Problem]:
    where = str(collection.database.path)
    hint = "Restore a backup, or export the cards and import them into a new collection."
    integrity = [str(row[0]) for row in collection.database.rows("PRAGMA integrity_check")]
    dangling = collection.database.rows("PRAGMA foreign_key_check")
    found = [Problem(where, message, hint) for message in integrity if message != "ok"]
    return found + [
        Problem(where, f"row {row[1]} of {row[0]} points nowhere", hint) for row in dangling
    ]


def _schedules(collection: Collection) -> list[Problem]:
    folded = collection.fold()
    cached = {card: kept for card, kept in collection.schedules.all().items() if kept.reps}
    wrong = sorted(
        card for card in folded.keys() | cached.keys() if folded.get(card) != cached.get(card)
    )
    hint = "Run `initquiz check --mend` to make the schedules anew from the log."
    return [
        Problem(f"card {card}", "its schedule is not what the log says", hint) for card in wrong
    ]


def _log(collection: Collection) -> list[Problem]:
    events = list(collection.reviews.all())
    counted = {event.id for event in living(events)}
    shown = {str(row[0]) for row in collection.database.rows("SELECT id FROM answers")}
    if counted == shown:
        return []
    return [Problem("review log", "an answer is neither counted nor taken back", "Report this.")]
