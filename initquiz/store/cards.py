"""Decks and cards in the collection."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from initquiz.model.card import Card, Deck, Fact, Level, Skill
from initquiz.store.database import Database

if TYPE_CHECKING:
    from sqlite3 import Connection

_COLUMNS = "id, topic, tags, question, answer, note, source, accept, skill, level"


class Known(NamedTuple):
    """A card of the collection, its deck's name, and whether it was removed."""

    card: Card
    deck: str
    removed: bool


class Cards:
    """Reads and writes cards. Progress hangs on a card's id, so text may change freely.

    A removed card is in no deck's list and never asked, but its row stays: the log names it,
    and a later import brings it back with its progress.
    """

    def __init__(self, database: Database) -> None:
        """Work on an open database."""
        self._database = database

    def deck_names(self) -> list[str]:
        """Return the decks' names in the order they came."""
        return [str(name) for (name,) in self._database.rows("SELECT name FROM decks ORDER BY id")]

    def decks(self) -> tuple[Deck, ...]:
        """Return every deck with its cards in order."""
        return tuple(Deck(name, self.of_deck(name)) for name in self.deck_names())

    def of_deck(self, name: str) -> tuple[Card, ...]:
        """Return a deck's cards in order; empty for a deck that is not there."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM cards"  # noqa: S608 - a constant of this module
            " WHERE deck = (SELECT id FROM decks WHERE name = ?) AND NOT removed"
            " ORDER BY position",
            name,
        )
        return tuple(_card(row) for row in rows)

    def removed(self, deck: str) -> tuple[str, ...]:
        """Return the ids of a deck's removed cards."""
        rows = self._database.rows(
            "SELECT id FROM cards WHERE deck = (SELECT id FROM decks WHERE name = ?) AND removed"
            " ORDER BY position",
            deck,
        )
        return tuple(str(card) for (card,) in rows)

    def skills(self, deck: str) -> int:
        """Return how many of a deck's cards are skills."""
        rows = self._database.rows(
            "SELECT count(skill) FROM cards"
            " WHERE deck = (SELECT id FROM decks WHERE name = ?) AND NOT removed",
            deck,
        )
        return int(rows[0][0])

    def kinds_of_skill(self) -> list[Skill]:
        """Return each question type and level that some card asks."""
        rows = self._database.rows(
            "SELECT DISTINCT skill, level FROM cards WHERE skill IS NOT NULL AND NOT removed"
        )
        return [Skill(str(key), Level(level)) for key, level in rows]

    def skill_keys(self) -> dict[str, str]:
        """Return the question type of each skill card, removed ones too, by the card's id."""
        rows = self._database.rows("SELECT id, skill FROM cards WHERE skill IS NOT NULL")
        return {str(card): str(key) for card, key in rows}

    def texts(self) -> Iterator[str]:
        """Return every text a learner may see, in the order of the decks."""
        rows = self._database.rows(
            "SELECT question, answer, note, source FROM cards WHERE skill IS NULL AND NOT removed"
            " ORDER BY deck, position"
        )
        return (str(text) for row in rows for text in row if text)

    def get(self, card: str) -> tuple[Card, str] | None:
        """Return a card that is not removed and its deck's name, or None."""
        found = self.known([card]).get(card)
        return None if found is None or found.removed else (found.card, found.deck)

    def known(self, ids: Iterable[str]) -> dict[str, Known]:
        """Return those of some cards that the collection has, removed ones too, by id."""
        query = (
            f"SELECT {_COLUMNS}, (SELECT name FROM decks WHERE decks.id = deck), removed"  # noqa: S608 - as above
            " FROM cards"
        )
        rows = self._database.rows_of(query, list(dict.fromkeys(ids)))
        return {str(row[0]): Known(_card(row[:-2]), str(row[-2]), bool(row[-1])) for row in rows}

    def remove(self, ids: Iterable[str]) -> None:
        """Remove cards; their rows and their log stay."""
        with self._database.transaction() as connection:
            connection.executemany(
                "UPDATE cards SET removed = 1 WHERE id = ?", ((card,) for card in ids)
            )

    def save(self, deck: str, cards: Iterable[Card]) -> None:
        """Insert or update cards, in one transaction; new ones go to the end of the deck.

        A known card stays in its deck; a removed one is back.
        """
        with self._database.transaction() as connection:
            connection.execute("INSERT OR IGNORE INTO decks (name) VALUES (?)", (deck,))
            (deck_id,) = connection.execute(
                "SELECT id FROM decks WHERE name = ?", (deck,)
            ).fetchone()
            (last,) = connection.execute(
                "SELECT coalesce(max(position), 0) FROM cards WHERE deck = ?", (deck_id,)
            ).fetchone()
            with _unchecked(connection):
                connection.executemany(
                    f"INSERT INTO cards (deck, position, {_COLUMNS})"  # noqa: S608 - as above
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                    " ON CONFLICT (id) DO UPDATE SET topic = excluded.topic, tags = excluded.tags,"
                    " question = excluded.question, answer = excluded.answer, note = excluded.note,"
                    " source = excluded.source, accept = excluded.accept, skill = excluded.skill,"
                    " level = excluded.level, removed = 0",
                    (
                        (deck_id, position, *_row(card))
                        for position, card in enumerate(cards, start=last + 1)
                    ),
                )


@contextmanager
def _unchecked(connection: "Connection") -> Iterator[None]:
    """Let the table's checks rest: they are a quarter of a large import.

    What they hold of a row, the types of `Card` hold already; they are there for others who
    write to the file.
    """
    connection.execute("PRAGMA ignore_check_constraints = ON")
    try:
        yield
    finally:
        connection.execute("PRAGMA ignore_check_constraints = OFF")


def _row(card: Card) -> tuple[str | None, ...]:
    if not card.id:
        raise ValueError("a card needs an id")
    content, tags = card.content, _json(card.tags)
    if isinstance(content, Fact):
        accept = _json(content.accept)
        return (card.id, card.topic, tags, *content.texts, accept, None, None)
    return (card.id, card.topic, tags, *[None] * 5, content.key, content.level)


def _card(row: tuple[Any, ...]) -> Card:
    card, topic, tags, question, answer, note, source, accept, skill, level = row
    content: Fact | Skill
    if skill is None:
        content = Fact(question, answer, note, source, _texts(accept))
    else:
        content = Skill(skill, Level(level))
    return Card(card, topic, content, _texts(tags))


def _json(texts: tuple[str, ...]) -> str:
    # Most cards have none, and a large import writes many.
    return json.dumps(texts, ensure_ascii=False) if texts else "[]"


def _texts(listed: str) -> tuple[str, ...]:
    return () if listed == "[]" else tuple(json.loads(listed))
