"""The collection file: made once, refused when not ours, safe between two programs."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from initquiz.errors import (
    BusyCollectionError,
    DamagedCollectionError,
    DiskError,
    NewerCollectionError,
)
from initquiz.store import schema
from initquiz.store.database import IN_MEMORY, Database


def opened(path: Path) -> "closing[Database]":
    """Open a database that is closed at the end of the block."""
    return closing(Database(path))


def test_a_new_file_is_durable_strict_and_checked(tmp_path: Path) -> None:
    """WAL, synchronous=FULL and foreign keys are on; every table of ours is STRICT."""
    with opened(tmp_path / "new" / "c.sqlite") as database:
        assert database.created
        values = [
            database.rows(f"PRAGMA {name}")[0][0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "user_version")
        ]
        assert values == ["wal", 2, 1, schema.VERSION]
        tables = database.rows(
            "SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main'"
            " AND name NOT LIKE 'sqlite_%' AND name <> '_sqlite_migrations'"
        )
        assert tables
        assert all(strict for _, strict in tables)


def test_opening_again_finds_the_same_file(tmp_path: Path) -> None:
    """Only the first opening creates."""
    path = tmp_path / "c.sqlite"
    with opened(path) as first:
        first.connection.execute("INSERT INTO decks (name) VALUES ('d')")
    with opened(path) as second:
        assert not second.created
        assert second.rows("SELECT name FROM decks") == [("d",)]


def test_a_newer_collection_is_refused_untouched(tmp_path: Path) -> None:
    """A file of a later version is named as such, and its bytes stay as they are."""
    path = tmp_path / "c.sqlite"
    with opened(path) as database:
        database.connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    before = path.read_bytes()
    with pytest.raises(NewerCollectionError, match="newer initquiz"):
        Database(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"not a database at all" * 100, b"\x00" * 4096, b"SQLite"])
def test_a_file_that_is_no_database_is_refused_untouched(tmp_path: Path, content: bytes) -> None:
    """Other files are recognised, explained and left alone."""
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(DamagedCollectionError, match=r"notes\.txt"):
        Database(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    """A foreign SQLite file is not taken for an empty collection."""
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE things (x)")
    before = path.read_bytes()
    with pytest.raises(DamagedCollectionError, match="another program"):
        Database(path)
    assert path.read_bytes() == before


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """A folder in the way, or a file where a folder should be, gives a message, not a trace."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(DiskError, match="cannot be made"):
        Database(tmp_path / "file" / "c.sqlite")
    with pytest.raises(DiskError, match="cannot be written"):
        Database(tmp_path)


def test_a_failed_transaction_leaves_nothing(tmp_path: Path) -> None:
    """An error inside a transaction undoes all of it, also the part of a joined one."""
    with opened(tmp_path / "c.sqlite") as database:

        def fail() -> None:
            with database.transaction() as outer:
                outer.execute("INSERT INTO decks (name) VALUES ('a')")
                with database.transaction() as inner:
                    inner.execute("INSERT INTO decks (name) VALUES ('b')")
                raise RuntimeError

        with pytest.raises(RuntimeError):
            fail()
        assert database.rows("SELECT count(*) FROM decks") == [(0,)]


def test_a_locked_collection_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When another program holds the write lock too long, the message says to close it."""
    monkeypatch.setattr("initquiz.store.database._BUSY_SECONDS", 0.05)
    with opened(tmp_path / "c.sqlite") as one, opened(tmp_path / "c.sqlite") as two:

        def write() -> None:
            with two.transaction():
                pytest.fail("two writers at once")

        with one.transaction(), pytest.raises(BusyCollectionError, match="another program"):
            write()


def test_a_write_by_another_connection_is_noticed(tmp_path: Path) -> None:
    """The version moves when someone else writes, and not when we do."""
    with opened(tmp_path / "c.sqlite") as one, opened(tmp_path / "c.sqlite") as two:
        start = one.version()
        one.connection.execute("INSERT INTO decks (name) VALUES ('mine')")
        assert one.version() == start
        two.connection.execute("INSERT INTO decks (name) VALUES ('theirs')")
        assert one.version() != start


def test_opening_loads_neither_numpy_nor_sqlite_utils(tmp_path: Path) -> None:
    """The path to the first card stays light, also on the very first start."""
    code = (
        "import sys; from pathlib import Path; from initquiz.store.database import Database;"
        f"Database(Path({str(tmp_path / 'c.sqlite')!r}));"
        "assert not {'numpy', 'sqlite_utils'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_collection_can_live_in_memory() -> None:
    """`:memory:` makes no file."""
    with opened(IN_MEMORY) as database:
        assert database.created
