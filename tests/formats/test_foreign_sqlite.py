"""Databases from strangers: only plain rows come out of them."""

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from initquiz.errors import DiskError, RefusedFileError
from initquiz.formats.foreign_sqlite import Foreign, opened, text_of


def database(sql: str) -> bytes:
    """Return the bytes of a database that a script made."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(sql)
        return connection.serialize()


SOUND = database("CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 'x'), ('7 up', NULL), (2.9, 3)")


@contextmanager
def reading(data: bytes, **more: float) -> Iterator[Foreign]:
    """Open a database in chunks of bytes."""
    with opened((data[i : i + 999] for i in range(0, len(data), 999)), "f.db", **more) as foreign:  # type: ignore[arg-type]  # `seconds` alone
        yield foreign


def test_rows_come_out_as_they_stand() -> None:
    """Texts as bytes, and whole numbers where they are asked for."""
    with reading(SOUND) as foreign:
        assert foreign.columns == {"t": {"a", "b"}}
        assert list(foreign.rows("t", ("a", "b"), 1)) == [(1, b"x"), (7, None), (2, 3)]
        assert list(foreign.rows("t", ("b", "a"), 0))[1] == (None, b"7 up")


def test_texts_are_strict_utf_8() -> None:
    """Numbers are their digits, nothing is the empty text."""
    assert [text_of(value) for value in (b"\xc3\xa9", 5, None)] == ["é", "5", ""]
    with pytest.raises(UnicodeDecodeError):
        text_of(b"\xff")


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The private copy is gone, also after an error."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with reading(SOUND) as foreign:
        (folder,) = tmp_path.iterdir()
        assert folder.stat().st_mode & 0o077 == 0
        list(foreign.rows("t", ("a",)))
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(RefusedFileError), reading(b"SQLite format 3\0 but no more"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_no_fault_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The learner is told to make room."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(DiskError, match="No space left"), reading(SOUND):
        pass


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE VIEW v AS SELECT 1",
        "CREATE TRIGGER g AFTER INSERT ON t BEGIN DELETE FROM t; END",
        "CREATE VIRTUAL TABLE v USING fts5(a)",
        "CREATE VIRTUAL TABLE v USING rtree(a, b, c)",
        "CREATE TABLE x (a, b AS (a + 1))",
        "CREATE TABLE x (a, b AS (a + 1) STORED)",
        "".join(f"CREATE TABLE t{i} (a);" for i in range(201)),
    ],
)
def test_what_is_more_than_a_table_is_refused(sql: str) -> None:
    """Views, triggers, virtual tables, computed columns, hundreds of tables."""
    with (
        pytest.raises(RefusedFileError, match=r"^f\.db"),
        reading(database(f"CREATE TABLE t (a); {sql}")),
    ):
        pass


FORBIDDEN = [
    "ATTACH ':memory:' AS other",
    "INSERT INTO t VALUES (1, 2)",
    "DELETE FROM t",
    "CREATE TABLE u (a)",
    "SELECT load_extension('x')",
    "SELECT randomblob(9)",
    "PRAGMA query_only = OFF",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
]


@pytest.mark.parametrize("sql", FORBIDDEN)
def test_nothing_else_can_be_done(sql: str) -> None:
    """No writing, attaching, functions, settings or recursion, even for code of ours."""
    with reading(SOUND) as foreign, pytest.raises(sqlite3.Error):
        foreign._connection.execute(sql).fetchone()  # noqa: SLF001 - what an attacker would want


def test_a_row_has_a_longest_size() -> None:
    """One of 5 MB is refused; more is allowed only where it is asked for."""
    data = database("CREATE TABLE t (a); INSERT INTO t VALUES (zeroblob(5000000))")
    with reading(data) as foreign:
        with pytest.raises(RefusedFileError, match="too long"):
            list(foreign.rows("t", ("a",)))
        assert len(next(foreign.rows("t", ("a",), longest=6_000_000))[0]) == 5_000_000


def test_time_runs_out() -> None:
    """A database that would take for ever is given up."""
    data = database(
        "CREATE TABLE t (a); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
        " INSERT INTO t SELECT i FROM n LIMIT 50000"
    )
    ticks = iter(range(10**6))

    def clock() -> float:
        return float(next(ticks))

    with (
        opened([data], "f.db", 2.0, clock) as foreign,
        pytest.raises(RefusedFileError, match="takes too long"),
    ):
        list(foreign.rows("t", ("a",)))


def test_a_missing_table_or_column_is_named() -> None:
    """So that the learner knows it is another kind of file."""
    with reading(SOUND) as foreign:
        with pytest.raises(RefusedFileError, match="has no c in 't'"):
            list(foreign.rows("t", ("a", "c")))
        with pytest.raises(RefusedFileError, match="in 'u'"):
            list(foreign.rows("u", ("a",)))


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda _: b"hello",
        lambda data: data[:6_000],
        lambda data: data[:100] + bytes(4_000) + data[4_100:],
        lambda data: data[:4_096] + b"\xff" * (len(data) - 4_096),
    ],
)
def test_a_damaged_database_is_refused(damage: Callable[[bytes], bytes]) -> None:
    """Never a traceback."""
    data = database("CREATE TABLE t (a, b); INSERT INTO t VALUES (1, hex(zeroblob(4500)))")
    with pytest.raises(RefusedFileError, match=r"^f\.db"), reading(damage(data)) as foreign:
        list(foreign.rows("t", ("a", "b")))
