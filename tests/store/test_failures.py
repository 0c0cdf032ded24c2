"""Which fault is whose."""

import sqlite3
from pathlib import Path

import pytest

from initquiz.errors import BusyCollectionError, CollectionError, DamagedCollectionError, DiskError
from initquiz.store.failures import explained


def raise_code(code: int) -> None:
    """Raise what sqlite3 raises for an error code."""
    error = sqlite3.OperationalError("as SQLite says")
    error.sqlite_errorcode = code
    with explained(Path("c.sqlite")):
        raise error


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_FULL, DiskError),
        (sqlite3.SQLITE_READONLY, DiskError),
        (sqlite3.SQLITE_IOERR_WRITE, DiskError),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, BusyCollectionError),
        (sqlite3.SQLITE_CORRUPT, DamagedCollectionError),
    ],
)
def test_a_fault_of_the_world_is_explained(code: int, kind: type[CollectionError]) -> None:
    """Disk, lock and damage each have their own message that names the file."""
    with pytest.raises(kind, match=r"c\.sqlite"):
        raise_code(code)


def test_a_bug_of_ours_is_not_dressed_up() -> None:
    """A wrong statement stays an sqlite3 error, so that it is found."""
    with pytest.raises(sqlite3.OperationalError):
        raise_code(sqlite3.SQLITE_ERROR)
