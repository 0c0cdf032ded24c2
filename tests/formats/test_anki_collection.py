"""What a collection of Anki's holds, whatever its schema."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest

from initquiz.errors import RefusedFileError
from initquiz.formats.anki_collection import (
    Note,
    NoteType,
    cards,
    deck_names,
    note_types,
    notes,
    reviews,
)
from initquiz.formats.foreign_sqlite import Foreign, opened

MODELS = {"5": {"name": "Cloze", "type": 1, "flds": [{"name": "Text"}, {"name": "Extra"}]}}
NEWER = """
CREATE TABLE notetypes (id integer, name text, config blob);
CREATE TABLE fields (ntid integer, ord integer, name text);
CREATE TABLE decks (id integer, name text);
INSERT INTO notetypes VALUES (5, 'Cloze', X'0801'), (6, 'Basic', X'1A00'), (7, 'Odd', NULL);
INSERT INTO fields VALUES (5, 1, 'Extra'), (5, 0, 'Text'), (6, 0, 'Front');
INSERT INTO decks VALUES (1, 'Maths' || char(31) || ' Matrices '), (2, 'x' || char(31));
"""


@contextmanager
def collection(sql: str, *rows: tuple[str, tuple[Any, ...]]) -> Iterator[Foreign]:
    """Open a collection that a script and some rows made."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(sql)
        for statement, values in rows:
            connection.execute(statement, values)
        connection.commit()
        data = connection.serialize()
    with opened([data], "f") as foreign:
        yield foreign


def older(models: object, decks: object) -> tuple[str, tuple[str, tuple[str, str]]]:
    """Return what makes an older collection that is described so."""
    told = tuple(part if isinstance(part, str) else json.dumps(part) for part in (models, decks))
    return "CREATE TABLE col (models text, decks text)", (
        "INSERT INTO col VALUES (?, ?)",
        (told[0], told[1]),
    )


def test_older_and_newer_collections_say_the_same() -> None:
    """Note types with their fields in order, decks with their parents."""
    with collection(*older(MODELS, {"1": {"name": "Maths:: Matrices"}})) as foreign:
        assert note_types(foreign, "f") == {5: NoteType("Cloze", True, ("Text", "Extra"))}
        assert deck_names(foreign, "f") == {1: "Maths :: Matrices"}
    with collection(NEWER) as foreign:
        found = note_types(foreign, "f")
        assert found[5] == NoteType("Cloze", True, ("Text", "Extra"))
        assert found[6] == NoteType("Basic", False, ("Front",))
        assert found[7] == NoteType("Odd", False, ())
        assert deck_names(foreign, "f") == {1: "Maths :: Matrices", 2: "x"}


DAMAGED = ["", "{", "7", '{"x": {}}', '{"1": {"flds": [1]}}', '{"1": 3}', "[[1]]", "[" * 50_000]


@pytest.mark.parametrize(
    "models", [*DAMAGED, '{"1": {"name": "a"}}', '{"1": {"name": "a", "flds": 5}}']
)
def test_damaged_note_types_refuse_the_file(models: str) -> None:
    """One sentence, never a traceback."""
    with (
        collection(*older(models, "{}")) as foreign,
        pytest.raises(RefusedFileError, match="note types are damaged"),
    ):
        note_types(foreign, "f")


@pytest.mark.parametrize("decks", DAMAGED)
def test_damaged_decks_refuse_the_file(decks: str) -> None:
    """Likewise."""
    with (
        collection(*older("{}", decks)) as foreign,
        pytest.raises(RefusedFileError, match="decks are damaged"),
    ):
        deck_names(foreign, "f")


def test_a_deck_name_has_a_longest_length() -> None:
    """It goes into headings and file names."""
    with collection(*older(MODELS, {"1": {"name": "a" * 5_000}})) as foreign:
        assert len(deck_names(foreign, "f")[1]) == 200


def test_notes_keep_what_is_not_utf_8_apart() -> None:
    """The rest of them can still be read."""
    table = "CREATE TABLE notes (id, mid, guid, tags, flds)"
    rows = (
        (1, 5, "g", " a b ", "x\x1fy"),
        (2, 5, b"\xff", "", b"\xfe\x1fz"),
        (3, None, 9, None, 7),
    )
    with collection(
        table, *(("INSERT INTO notes VALUES (?,?,?,?,?)", row) for row in rows)
    ) as made:
        assert list(notes(made)) == [
            Note(1, "g", 5, " a b ", ("x", "y")),
            Note(2, None, 5, "", None),
            Note(3, "9", 0, "", ("7",)),
        ]


def test_a_lent_card_is_in_its_own_deck() -> None:
    """And cards already learned come before the new, these in their order."""
    table = "CREATE TABLE cards (id, nid, did, ord, type, due, odid, odue)"
    rows = ((10, 1, 3, 0, 0, 7, 0, 0), (11, 1, 3, 1, 0, -5, 4, 8), (12, 2, 3, 0, 2, 900, 0, 0))
    given = (("INSERT INTO cards VALUES (?,?,?,?,?,?,?,?)", row) for row in rows)
    with collection(table, *given) as foreign:
        assert list(cards(foreign)) == [
            (10, 1, 3, 0, (1, 7)),
            (11, 1, 4, 1, (1, 8)),
            (12, 2, 3, 0, (0, 12)),
        ]


def test_reviews_are_whole_numbers() -> None:
    """Whatever stands in the file."""
    table = "CREATE TABLE revlog (id, cid, ease, ivl, factor, time, type)"
    row = ("INSERT INTO revlog VALUES (1, 'x', 2.7, NULL, X'ff', '12', 3)", ())
    with collection(table, row) as foreign:
        assert list(reviews(foreign)) == [(1, 0, 2, 0, 0, 12, 3)]
