"""Opens the collection: one SQLite file, WAL, every answer synced to the disk.

Plain sqlite3 on purpose: sqlite_utils imports numpy, a quarter of a second that would stand
between the learner and the first card. It is loaded only to migrate an older file.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from initquiz.errors import DamagedCollectionError, DiskError, NewerCollectionError
from initquiz.store import schema
from initquiz.store.failures import explained

_BUSY_SECONDS = 3.0
_AT_ONCE = 500  # ids asked for in one query
IN_MEMORY = Path(":memory:")


class Database:
    """One connection to one collection."""

    def __init__(self, path: Path) -> None:
        """Open the collection at `path`, creating or migrating it first.

        Raises:
            CollectionError: It is newer, damaged, locked, or the disk refuses; the message
                says which. The file is left as it was.
        """
        self.path = path
        with explained(path):
            if path != IN_MEMORY:
                _make_folder(path)
            self.connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
            try:
                self.created = self._prepare()
            except BaseException:
                self.connection.close()
                raise

    def close(self) -> None:
        """Close the connection; calling it again does nothing."""
        self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Run a block as one change: all of it is on the disk afterwards, or none.

        Inside another transaction the block simply joins it.
        """
        if self.connection.in_transaction:
            yield self.connection
            return
        with explained(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        with explained(self.path):
            return self.connection.execute(query, values).fetchall()

    def rows_of(self, query: str, ids: Sequence[str]) -> list[tuple[Any, ...]]:
        """Return the rows of a query over `cards` that begin with one of these ids."""
        if len(ids) >= self.rows("SELECT count(*) FROM cards")[0][0]:
            wanted = set(ids)
            return [row for row in self.rows(query) if row[0] in wanted]
        found: list[tuple[Any, ...]] = []
        for at in range(0, len(ids), _AT_ONCE):
            some = ids[at : at + _AT_ONCE]
            found += self.rows(f"{query} WHERE id IN ({', '.join('?' * len(some))})", *some)
        return found

    def version(self) -> int:
        """Return a number that changes when another connection changes the file."""
        with explained(self.path):
            (number,) = self.connection.execute("PRAGMA data_version").fetchone()
            return int(number)

    def relax(self) -> None:
        """Stop syncing this connection's writes: for caches, which may be lost."""
        with explained(self.path):
            self.connection.execute("PRAGMA synchronous = NORMAL")

    def _prepare(self) -> bool:
        """Set the connection up and bring the schema up to date; tell if the file was empty."""
        execute = self.connection.execute
        # One statement, for another program may be creating the file at this moment.
        version, application, tables = execute(
            "SELECT user_version, application_id, (SELECT count(*) FROM sqlite_schema)"
            " FROM pragma_user_version, pragma_application_id"
        ).fetchone()
        if tables and application != schema.APPLICATION_ID:
            raise DamagedCollectionError(
                f"{self.path} is a database of another program, not an initquiz collection."
                " Choose another file with --collection."
            )
        if version > schema.VERSION:
            raise NewerCollectionError(
                f"{self.path} was written by a newer initquiz (schema {version}; this one knows"
                f" {schema.VERSION}). Update initquiz to open it."
            )
        execute("PRAGMA journal_mode = WAL")
        execute("PRAGMA synchronous = FULL")
        execute("PRAGMA foreign_keys = ON")
        if not tables:
            return self._create()
        if version < schema.VERSION:
            from initquiz.store.migrations import migrate  # noqa: PLC0415 - heavy, and rare

            migrate(self.connection)
        return False

    def _create(self) -> bool:
        """Lay all steps out at once, as `migrations.migrate` would; tell if it was us."""
        with self.transaction() as connection:
            # Two programs may have found the same empty file; the second waits, then looks.
            if connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
                return False
            for statement in schema.RECORD:
                connection.execute(statement)
            for name, script in schema.STEPS:
                for statement in schema.statements(script):
                    connection.execute(statement)
                connection.execute(schema.RECORD_STEP, (schema.SET, name))
            connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {schema.VERSION}")
        return True


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DiskError(
            f"The folder {path.parent} cannot be made ({error.strerror}). Choose another place"
            " with --collection."
        ) from error
