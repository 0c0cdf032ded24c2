"""What can be dropped and made again: schedules folded from the log, and typeset formulas."""

from collections.abc import Mapping
from typing import Any

from initquiz.errors import CollectionError
from initquiz.model.formula import Formula
from initquiz.model.schedule import Memory, Schedule, State
from initquiz.store.database import Database

_COLUMNS = "state, step, stability, difficulty, due_at, due_day, first_day, last_day, reps, lapses"


class Schedules:
    """The fold of the log, card by card."""

    def __init__(self, database: Database) -> None:
        """Work on an open database."""
        self._database = database

    def of_cards(self, deck: str | None = None) -> list[tuple[str, Schedule]]:
        """Return each card of a deck, or of all, with its schedule, in deck order."""
        columns = ", ".join(f"schedules.{name}" for name in _COLUMNS.split(", "))
        rows = self._database.rows(
            f"SELECT cards.id, {columns} FROM cards"  # noqa: S608 - a constant of this module
            " JOIN decks ON decks.id = cards.deck"
            " LEFT JOIN schedules ON schedules.card = cards.id"
            " WHERE NOT cards.removed AND (? IS NULL OR decks.name = ?)"
            " ORDER BY decks.id, cards.position",
            deck,
            deck,
        )
        return [(str(row[0]), _schedule(row[1:])) for row in rows]

    def all(self) -> dict[str, Schedule]:
        """Return what is kept, by card, of removed cards too."""
        rows = self._database.rows(f"SELECT card, {_COLUMNS} FROM schedules")  # noqa: S608 - above
        return {str(row[0]): _schedule(row[1:]) for row in rows}

    def put(self, schedules: Mapping[str, Schedule]) -> None:
        """Store cards' schedules."""
        with self._database.transaction() as connection:
            connection.executemany(
                f"INSERT OR REPLACE INTO schedules (card, {_COLUMNS})"  # noqa: S608 - as above
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                ((card, *_row(schedule)) for card, schedule in schedules.items()),
            )

    def clear(self) -> None:
        """Forget all schedules."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM schedules")


class Formulas:
    """Typeset formulas kept between runs, so that studying never loads the typesetter."""

    def __init__(self, database: Database) -> None:
        """Work on an open database."""
        self._database = database

    def get(self, key: str) -> Formula | None:
        """Return the stored formula, or None."""
        rows = self._database.rows(
            "SELECT svg, width, ascent, descent, spoken FROM formulas WHERE key = ?", key
        )
        return Formula(*rows[0]) if rows else None

    def put(self, key: str, formula: Formula) -> None:
        """Keep a formula. A full or busy disk is no reason to stop: it is only a cache."""
        try:
            with self._database.transaction() as connection:
                connection.execute(
                    "INSERT OR REPLACE INTO formulas (key, svg, width, ascent, descent, spoken)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    (
                        key,
                        formula.svg,
                        formula.width,
                        formula.ascent,
                        formula.descent,
                        formula.spoken,
                    ),
                )
        except CollectionError:
            return


def _row(schedule: Schedule) -> tuple[object, ...]:
    memory = schedule.memory
    return (
        schedule.state,
        schedule.step,
        memory.stability if memory else None,
        memory.difficulty if memory else None,
        schedule.due_at,
        schedule.due_day,
        schedule.first_day,
        schedule.last_day,
        schedule.reps,
        schedule.lapses,
    )


def _schedule(row: tuple[Any, ...]) -> Schedule:
    state, step, stability, difficulty, *rest = row
    if state is None:
        return Schedule()
    memory = None if stability is None else Memory(stability, difficulty)
    return Schedule(State(state), step, memory, *rest)
