"""What an Anki collection holds, whatever its schema: note types, decks, notes, cards, reviews.

Up to schema 14 the row of `col` describes note types and decks as JSON; from 15 on they have
tables whose settings are protobuf (field 1 of a note type's is its kind). A row that is
damaged is left out and counted; a collection that is damaged as a whole is refused.
"""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from initquiz.errors import RefusedFileError
from initquiz.formats.anki_media import fields as protobuf
from initquiz.formats.foreign_sqlite import Foreign, text_of

CLOZE = 1
_DESCRIBED = 4 << 20  # bytes of the row that describes an older collection
_PARTS = "\x1f"
_LONGEST_NAME = 200  # characters of a deck's name, with its parents'
_PLAIN_SETTING = 1


class NoteType(NamedTuple):
    """A note type: its name, whether it has gaps, and its fields' names in order."""

    name: str
    cloze: bool
    fields: tuple[str, ...]


class Note(NamedTuple):
    """A note as it stands in the file; None for a text that is not UTF-8."""

    number: int
    guid: str | None
    kind: int
    tags: str | None
    fields: tuple[str, ...] | None


AnkiCard = tuple[int, int, int, int, tuple[int, int]]
"""A card: its id, its note's, its deck's, which of its note's cards it is (from 0), its place.

The place orders the cards as they are met; those already learned come first. A plain tuple,
like a review, for there may be many.
"""

Review = tuple[int, int, int, int, int, int, int]
"""A row of the review log: when (ms since 1970), the card, rating, interval, factor, ms, kind.

The numbers are those of `Writer.review` in `anki`; a plain tuple, for there may be a million.
"""


def note_types(database: Foreign, name: str) -> dict[int, NoteType]:
    """Return the note types by id.

    Raises:
        RefusedFileError: They cannot be read; `name` is what the error calls the file.
    """
    try:
        if "notetypes" in database.columns:
            return _from_tables(database)
        return {
            int(number): NoteType(
                str(model["name"]),
                model.get("type") == CLOZE,
                tuple(str(field["name"]) for field in model["flds"]),
            )
            for number, model in _described(database, "models").items()
        }
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise RefusedFileError(
            f"{name}: its note types are damaged; export the deck again."
        ) from error


def deck_names(database: Foreign, name: str) -> dict[int, str]:
    """Return the decks' names by id, parents and children parted by " :: "; else as above."""
    try:
        if "decks" in database.columns:
            rows = database.rows("decks", ("id", "name"), 1)
            found = {number: text_of(given) for number, given in rows}
        else:
            decks = _described(database, "decks").items()
            found = {int(number): str(deck["name"]) for number, deck in decks}
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise RefusedFileError(f"{name}: its decks are damaged; export the deck again.") from error
    return {number: _joined(given) for number, given in found.items()}


def notes(database: Foreign) -> Iterator[Note]:
    """Yield the notes in the file's order."""
    rows = database.rows("notes", ("id", "mid", "guid", "tags", "flds"), 2)
    for number, kind, guid, tags, flds in rows:
        texts = _text(flds)
        parts = None if texts is None else tuple(texts.split(_PARTS))
        yield Note(number, _text(guid), kind, _text(tags), parts)


def cards(database: Foreign) -> Iterator[AnkiCard]:
    """Yield the cards; one that is lent to a filtered deck is in its own again."""
    columns = ("id", "nid", "did", "ord", "type", "due", "odid", "odue")
    for number, note, deck, order, kind, due, home, due_at_home in database.rows(
        "cards", columns, len(columns)
    ):
        place = (0, number) if kind else (1, due_at_home if home else due)
        yield number, note, home or deck, order, place


def reviews(database: Foreign) -> Iterator[Review]:
    """Yield the review log's rows as plain tuples; see `Review` for what they hold."""
    columns = ("id", "cid", "ease", "ivl", "factor", "time", "type")
    return database.rows("revlog", columns, len(columns))


def _from_tables(database: Foreign) -> dict[int, NoteType]:
    names: dict[int, list[tuple[int, str]]] = {}
    for number, order, field in database.rows("fields", ("ntid", "ord", "name"), 2):
        names.setdefault(number, []).append((order, text_of(field)))
    found = {}
    for number, given, config in database.rows("notetypes", ("id", "name", "config"), 1):
        settings = dict(protobuf(config if isinstance(config, bytes) else b""))
        listed = tuple(field for _, field in sorted(names.get(number, [])))
        cloze = settings.get(_PLAIN_SETTING) == CLOZE
        found[number] = NoteType(text_of(given), cloze, listed)
    return found


def _described(database: Foreign, part: str) -> dict[str, Any]:
    """Return one of the JSON objects that describe an older collection."""
    for (value,) in database.rows("col", (part,), longest=_DESCRIBED):
        return dict(json.loads(text_of(value)))
    raise LookupError(part)


def _text(value: object) -> str | None:
    try:
        return value.decode() if isinstance(value, bytes) else text_of(value)
    except UnicodeDecodeError:
        return None


def _joined(name: str) -> str:
    parts = name[:_LONGEST_NAME].replace(_PARTS, "::").split("::")
    return " :: ".join(part.strip() for part in parts if part.strip())
