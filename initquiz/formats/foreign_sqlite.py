"""A database from a stranger: read from a private copy, within limits, and never run.

Refused are files with views, triggers, virtual tables or computed columns. What is left are
plain tables, of which plain columns are read; anything else a query could do is forbidden by
SQLite itself (no writing, no attaching, no functions, no recursion). The copy's folder belongs
to the user alone and is gone afterwards.
"""

import re
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from initquiz.errors import DiskError, RefusedFileError

LONGEST = 1 << 20
"""Bytes a value, or a row, may have."""

_MAGIC = b"SQLite format 3\0"
_PRAGMAS = ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0", "query_only = ON",
            "temp_store = MEMORY", "cache_size = -4000")  # fmt: skip
_LIMITS = (
    (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 100_000),
    (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
    (sqlite3.SQLITE_LIMIT_COLUMN, 100),
    (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 50),
    (sqlite3.SQLITE_LIMIT_COMPOUND_SELECT, 2),
    (sqlite3.SQLITE_LIMIT_WORKER_THREADS, 0),
)
_STEPS = 10_000  # of SQLite's machine, between two looks at the clock
_MOST_TABLES = 200
_VIRTUAL = re.compile(rb"[^(]*\bvirtual\b", re.IGNORECASE)
# No function is needed for it, and none is allowed.
_WHOLE = 'CASE WHEN "{0}" IS NULL THEN 0 ELSE CAST("{0}" AS INTEGER) END'
_READS = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ})


class Foreign:
    """An opened foreign database: `rows` is all that can be done with it."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        """Take a connection that `opened` has made safe."""
        self._connection = connection
        self._name = name
        self.columns: dict[str, frozenset[str]] = {}
        """The columns of each table, by the table's name."""

    def rows(
        self, table: str, columns: tuple[str, ...], whole: int = 0, longest: int = LONGEST
    ) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a table; texts are bytes as they stand in the file.

        The first `whole` columns are whole numbers: of anything else the number it begins
        with, or 0.

        Raises:
            RefusedFileError: The table or a column is missing, a row has more than `longest`
                bytes, the file is damaged, or it takes too long.
        """
        missing = [name for name in columns if name not in self.columns.get(table, ())]
        if missing:
            raise RefusedFileError(f"{self._name} has no {', '.join(missing)} in {table!r}.")
        numbers = (_WHOLE.format(column) for column in columns[:whole])
        selected = ", ".join([*numbers, *(f'"{column}"' for column in columns[whole:])])
        self._connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, longest)
        with _told(self._name):
            # All names are ours: they were compared with what the caller asks for.
            yield from self._connection.execute(f'SELECT {selected} FROM "{table}"')  # noqa: S608


@contextmanager
def opened(
    chunks: Iterable[bytes],
    name: str,
    seconds: float = 60.0,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Foreign]:
    """Open a database given as bytes; `name` is what errors call it, `seconds` its deadline.

    Raises:
        RefusedFileError: It is no database, damaged, or holds more than plain tables.
        DiskError: There is no room for the copy.
    """
    with tempfile.TemporaryDirectory(prefix="initquiz-") as folder:
        path = Path(folder) / "foreign.sqlite"
        try:
            with path.open("wb") as file:
                file.writelines(chunks)
        except OSError as error:
            raise DiskError(
                f"The temporary folder {folder} cannot be written: {error.strerror}."
                " Make room and try again; nothing was changed."
            ) from error
        with path.open("rb") as file:
            if file.read(len(_MAGIC)) != _MAGIC:
                raise RefusedFileError(f"{name} is not an SQLite database.")
        address = f"{path.as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as connection:
            until = clock() + seconds
            connection.set_progress_handler(lambda: clock() > until, _STEPS)
            foreign = Foreign(connection, name)
            with _told(name):
                _guard(connection)
                foreign.columns = dict(_tables(connection, name))
                connection.set_authorizer(_allowed)
            yield foreign


def text_of(value: object) -> str:
    """Return a value read by `rows` as text; UnicodeDecodeError if it is not UTF-8.

    A number is its digits, and nothing is the empty text.
    """
    if isinstance(value, bytes):
        return value.decode("utf-8")
    return "" if value is None else str(value)


def _guard(connection: sqlite3.Connection) -> None:
    """Switch off what is not needed to read plain tables."""
    connection.text_factory = bytes
    for limit, value in _LIMITS:
        connection.setlimit(limit, value)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    # Anki sorts names by a rule of its own; any order will do to read them.
    connection.create_collation("unicase", lambda left, right: (left > right) - (left < right))


def _tables(connection: sqlite3.Connection, name: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each table with its columns; refuse anything that is more than a table."""
    schema = connection.execute("SELECT type, name, rootpage, sql FROM sqlite_master")
    found = schema.fetchmany(_MOST_TABLES + 1)
    if len(found) > _MOST_TABLES:
        raise RefusedFileError(f"{name} has more than {_MOST_TABLES} tables and indexes.")
    for kind, table, page, sql in found:
        # Only what is computed has no page of its own.
        if kind not in (b"table", b"index") or not page or _VIRTUAL.match(sql or b""):
            raise RefusedFileError(
                f"{name} holds a view, a trigger or a virtual table, which no deck needs."
            )
        if kind == b"table":
            columns = connection.execute(
                "SELECT name, hidden FROM pragma_table_xinfo(?)", (text_of(table),)
            ).fetchall()
            if any(hidden for _, hidden in columns):
                raise RefusedFileError(f"{name} holds computed columns, which no deck needs.")
            yield text_of(table), frozenset(text_of(column) for column, _ in columns)


def _allowed(action: int, *_: str | None) -> int:
    return sqlite3.SQLITE_OK if action in _READS else sqlite3.SQLITE_DENY


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Turn every fault of the database into one sentence."""
    try:
        yield
    except sqlite3.DataError as error:
        raise RefusedFileError(f"{name} holds a text that is too long to be a card's.") from error
    except (sqlite3.Error, ValueError, OverflowError, MemoryError) as error:
        if "interrupted" in str(error):
            raise RefusedFileError(f"{name} takes too long to read; it is not read.") from error
        raise RefusedFileError(f"{name} is a damaged database; export the deck again.") from error
