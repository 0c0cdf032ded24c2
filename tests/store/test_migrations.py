"""Older collections grow into the newest, and new ones are born the same."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from initquiz.store import schema
from initquiz.store.database import Database
from initquiz.store.migrations import migrate


def shape(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return every object of the schema with its SQL, white space folded."""
    rows = connection.execute("SELECT name, coalesce(sql, '') FROM sqlite_schema").fetchall()
    return sorted((name, " ".join(sql.split())) for name, sql in rows)


def older(path: Path, steps: int) -> sqlite3.Connection:
    """Make a collection as a program that knew only the first steps would have."""
    whole = schema.STEPS
    try:
        schema.STEPS = whole[:steps]
        connection = sqlite3.connect(path, isolation_level=None)
        migrate(connection)
    finally:
        schema.STEPS = whole
    return connection


@pytest.mark.parametrize("steps", range(1, schema.VERSION))
def test_a_collection_of_any_age_becomes_the_newest(tmp_path: Path, steps: int) -> None:
    """From each earlier version, opening migrates, keeps the rows and ends at one schema."""
    path = tmp_path / "old.sqlite"
    with closing(older(path, steps)) as connection:
        connection.execute("INSERT INTO decks (name) VALUES ('kept')")
        assert connection.execute("PRAGMA user_version").fetchone() == (steps,)
    with (
        closing(Database(path)) as migrated,
        closing(Database(tmp_path / "new.sqlite")) as born,
    ):
        assert shape(migrated.connection) == shape(born.connection)
        assert migrated.rows("PRAGMA user_version") == [(schema.VERSION,)]
        assert migrated.rows("SELECT name FROM decks") == [("kept",)]
        assert migrated.rows("PRAGMA foreign_keys") == [(1,)]


def test_a_new_collection_notes_its_steps_as_sqlite_utils_does(tmp_path: Path) -> None:
    """Names and order of the applied steps are recorded, so nothing is ever applied twice."""
    with closing(Database(tmp_path / "new.sqlite")) as born:
        recorded = born.rows("SELECT migration_set, name FROM _sqlite_migrations ORDER BY id")
        assert recorded == [(schema.SET, name) for name, _ in schema.STEPS]
        before = shape(born.connection)
        migrate(born.connection)
        assert shape(born.connection) == before


def test_a_failing_step_leaves_the_collection_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a migration is never kept."""
    path = tmp_path / "old.sqlite"
    with closing(older(path, 1)) as connection:
        before = shape(connection)
        broken = (*schema.STEPS[:1], ("0002_broken", "CREATE TABLE half (x);\nSELECT nonsense;"))
        monkeypatch.setattr(schema, "STEPS", broken)
        with pytest.raises(sqlite3.OperationalError):
            migrate(connection)
        assert shape(connection) == before
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
