"""The review log: appended to, never changed. Undo and redo are rows like any other."""

import os
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from initquiz.model.ids import uuid7
from initquiz.model.review import Attempt, Confidence, Event, Rating
from initquiz.model.study_day import Now
from initquiz.store.database import Database

_COLUMNS = (
    "id, device, sequence, at, day, card, retracts, rating, grade, answer, response_ms,"
    " confidence, hint, seed, level, version, digest, confusion"
)
_ORDER = "ORDER BY at, device, sequence"


class Entry(NamedTuple):
    """A row to append: what the learner did, or which earlier row it takes back."""

    card: str
    attempt: Attempt | None = None
    retracts: str | None = None


class Reviews:
    """Reads the log and appends to it, as one device among possibly several."""

    def __init__(self, database: Database, device: str) -> None:
        """Work on an open database under a device's id."""
        self._database = database
        self._device = device

    def append(self, entries: Iterable[Entry], now: Now) -> list[Event]:
        """Append rows inside the caller's transaction and return them numbered."""
        execute = self._database.connection.execute
        (last,) = execute(
            "SELECT coalesce(max(sequence), 0) FROM reviews WHERE device = ?", (self._device,)
        ).fetchone()
        events = [
            Event(
                id=uuid7(now.at, os.urandom(10)),
                device=self._device,
                sequence=sequence,
                at=now.at,
                day=now.day,
                card=entry.card,
                attempt=entry.attempt,
                retracts=entry.retracts,
            )
            for sequence, entry in enumerate(entries, start=last + 1)
        ]
        self.insert(events)
        return events

    def insert(self, events: Iterable[Event]) -> None:
        """Add rows that are numbered already, as those of another device are."""
        with self._database.transaction() as connection:
            connection.executemany(
                f"INSERT INTO reviews ({_COLUMNS})"  # noqa: S608 - a constant of this module
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                map(_row, events),
            )

    def of_card(self, card: str) -> list[Event]:
        """Return one card's events in the log's order."""
        return [_event(row) for row in self._select("WHERE card = ?", card)]

    def all(self) -> Iterator[Event]:
        """Return every event in the log's order."""
        return (_event(row) for row in self._select(""))

    def drawn(self) -> list[Event]:
        """Return the answers to drawn questions that still count, the latest first."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM answers WHERE seed IS NOT NULL"  # noqa: S608 - as above
            " ORDER BY at DESC, device DESC, sequence DESC"
        )
        return [_event(row) for row in rows]

    def position(self) -> int:
        """Return how far the log goes: the number of the last row written."""
        return _count(self._database.rows("SELECT coalesce(max(rowid), 0) FROM reviews"))

    def undoable(self) -> Event | None:
        """Return this device's last answer that still counts, or None."""
        # The view has no row of its own to sort by; sequence numbers rise with each row.
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM answers WHERE device = ?"  # noqa: S608 - as above
            " ORDER BY sequence DESC LIMIT 1",
            self._device,
        )
        return _event(rows[0]) if rows else None

    def redoable(self) -> Event | None:
        """Return this device's last undo that no later answer has overtaken, or None."""
        rows = self._select(
            "AS undo WHERE retracts IN (SELECT id FROM reviews WHERE rating IS NOT NULL)"
            " AND device = ? AND sequence > (SELECT max(sequence) FROM reviews"
            " WHERE device = ? AND rating IS NOT NULL)"
            " AND NOT EXISTS (SELECT 1 FROM reviews AS redo WHERE redo.retracts = undo.id)",
            self._device,
            self._device,
        )
        events = [_event(row) for row in rows]
        return max(events, key=lambda event: event.sequence) if events else None

    def times(self, skill: str) -> list[int]:
        """Return how long this question type's right answers took, in milliseconds."""
        rows = self._database.rows(
            "SELECT response_ms FROM answers JOIN cards ON cards.id = answers.card"
            " WHERE cards.skill = ? AND grade = 'right' AND response_ms > 0",
            skill,
        )
        return [int(ms) for (ms,) in rows]

    def _select(self, where: str, *values: object) -> list[tuple[Any, ...]]:
        query = f"SELECT {_COLUMNS} FROM reviews {where} {_ORDER}"  # noqa: S608 - as above
        return self._database.rows(query, *values)


def _count(rows: list[tuple[Any, ...]]) -> int:
    return int(rows[0][0])


def _row(event: Event) -> tuple[object, ...]:
    head = (event.id, event.device, event.sequence, event.at, event.day, event.card)
    attempt = event.attempt
    if attempt is None:
        return (*head, event.retracts, *[None] * 11)
    return (
        *head,
        None,
        int(attempt.rating),
        attempt.grade,
        attempt.answer,
        attempt.response_ms,
        attempt.confidence,
        int(attempt.hint),
        attempt.seed,
        attempt.level,
        attempt.version,
        attempt.digest,
        attempt.confusion,
    )


def _event(row: tuple[Any, ...]) -> Event:
    attempt = None
    if row[7] is not None:
        attempt = Attempt(
            card=row[5],
            rating=Rating(row[7]),
            grade=row[8],
            answer=row[9],
            response_ms=row[10],
            confidence=None if row[11] is None else Confidence(row[11]),
            hint=bool(row[12]),
            seed=row[13],
            level=row[14],
            version=row[15],
            digest=row[16],
            confusion=row[17] or "",
        )
    event, device, sequence, at, day, card, retracts = row[:7]
    return Event(event, device, sequence, at, day, card, attempt, retracts)
