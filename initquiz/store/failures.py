"""Turns SQLite's errors into ours: the disk's fault, another program's, or the file's."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from initquiz.errors import (
    BusyCollectionError,
    CollectionError,
    DamagedCollectionError,
    DiskError,
)

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_DISK = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Raise our error for an SQLite error that is not a bug of ours; others pass as they are."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in _BUSY:
            raise BusyCollectionError(
                f"{path} is in use by another program; close it there and try again."
            ) from error
        if code in _DISK:
            raise DiskError(
                f"{path} cannot be written ({error}). Check that the folder exists, that you may"
                " write there and that the disk has room."
            ) from error
        if code in _DAMAGED:
            raise DamagedCollectionError(
                f"{path} is not an initquiz collection or is damaged ({error}). Move it away or"
                " restore a backup, then start again."
            ) from error
        if isinstance(error, sqlite3.DatabaseError) and not code:
            raise CollectionError(f"{path}: {error}") from error
        raise
