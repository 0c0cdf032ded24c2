"""What each import found before it: enough to take the last one back, also after a restart."""

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from initquiz.store.database import Database

_COLUMNS = (
    "id, deck, position, topic, tags, question, answer, note, source, accept, skill, level, removed"
)
_KEPT = 20  # imports that can be taken back, one after the other


class Import(NamedTuple):
    """A past import: when (microseconds since 1970 UTC), from what, and how many cards it met."""

    at: int
    source: str
    cards: int


class Imports:
    """Notes imports and takes them back."""

    def __init__(self, database: Database) -> None:
        """Work on an open database."""
        self._database = database

    def note(self, at: int, source: str, cards: Sequence[str]) -> int:
        """Note the present state of the cards an import is about to touch; return its number.

        To be called inside the import's transaction.
        """
        known = self._database.rows_of(f"SELECT {_COLUMNS} FROM cards", cards)  # noqa: S608 - constants
        there = {row[0] for row in known}
        decks = [name for (name,) in self._database.rows("SELECT name FROM decks")]
        before = {
            "known": known,
            "new": [card for card in cards if card not in there],
            "decks": decks,
            "reviews": [],
        }
        with self._database.transaction() as connection:
            cursor = connection.execute(
                "INSERT INTO imports (at, source, before) VALUES (?, ?, ?)",
                (at, source, json.dumps(before, ensure_ascii=False)),
            )
            connection.execute(
                "DELETE FROM imports WHERE id <= (SELECT max(id) FROM imports) - ?", (_KEPT,)
            )
        return int(cursor.lastrowid or 0)

    def note_reviews(self, number: int, events: Iterable[str]) -> None:
        """Note the ids of the log's rows that an import added."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE imports SET before = json_set(before, '$.reviews', json(?)) WHERE id = ?",
                (json.dumps(list(events)), number),
            )

    def last(self) -> Import | None:
        """Return the last import that was not taken back, or None."""
        rows = self._database.rows(
            "SELECT at, source, json_array_length(before, '$.known')"
            " + json_array_length(before, '$.new') FROM imports ORDER BY id DESC LIMIT 1"
        )
        return Import(*rows[0]) if rows else None

    def take_back(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Put the cards back as they were before the last import.

        Cards that came with it go, unless they were answered: those are removed, and their log
        stays. Returns the cards touched and the log's rows that are to be retracted; nothing if
        there is no import. To be called inside a transaction.
        """
        rows = self._database.rows("SELECT id, before FROM imports ORDER BY id DESC LIMIT 1")
        if not rows:
            return (), ()
        number, before = rows[0][0], json.loads(rows[0][1])
        marks = ", ".join("?" * len(_COLUMNS.split(",")))
        again = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS.split(", ")[1:])
        with self._database.transaction() as connection:
            connection.executemany(
                f"INSERT INTO cards ({_COLUMNS}) VALUES ({marks})"  # noqa: S608 - constants
                f" ON CONFLICT (id) DO UPDATE SET {again}",
                before["known"],
            )
            new = [(card,) for card in before["new"]]
            connection.executemany("UPDATE cards SET removed = 1 WHERE id = ?", new)
            connection.executemany(
                "DELETE FROM cards WHERE id = ?"
                " AND NOT EXISTS (SELECT 1 FROM reviews WHERE reviews.card = cards.id)"
                " AND NOT EXISTS (SELECT 1 FROM schedules WHERE schedules.card = cards.id)",
                new,
            )
            connection.execute(
                "DELETE FROM decks WHERE name NOT IN (SELECT value FROM json_each(?))"
                " AND NOT EXISTS (SELECT 1 FROM cards WHERE cards.deck = decks.id)",
                (json.dumps(before["decks"]),),
            )
            connection.execute("DELETE FROM imports WHERE id = ?", (number,))
        touched = (*(str(row[0]) for row in before["known"]), *map(str, before["new"]))
        return touched, tuple(map(str, before["reviews"]))
