"""Tables as text: every row with its line, or a refusal that names it."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.errors import RefusedFileError
from initquiz.formats.delimited import (
    DELIMITERS,
    LONGEST,
    Row,
    decoded,
    guarded,
    guessed,
    rows,
    unguarded,
    written,
)

CELLS = st.text(alphabet="=+-@'\t\r\n\",;|1.5ex ", max_size=6) | st.text(max_size=6)
TABLES = st.lists(st.lists(CELLS, min_size=2, max_size=4), max_size=5)


def read(text: str, delimiter: str = ",", first: int = 1) -> list[Row]:
    """Return all rows of a text."""
    return list(rows(text, delimiter, "x.csv", first))


def test_rows_know_the_line_they_begin_in() -> None:
    """Also behind blank lines and cells with line breaks; blank rows are none."""
    found = read('a,b\n\n"c\nd",e\r\n , \nf,g', first=3)
    assert found == [Row(3, ("a", "b")), Row(5, ("c\nd", "e")), Row(8, ("f", "g"))]


@given(TABLES, st.sampled_from(list(DELIMITERS)), st.sampled_from(["\n", "\r\n"]))
def test_what_is_written_is_read(table: list[list[str]], delimiter: str, end: str) -> None:
    """Whatever the cells, with every delimiter and line end."""
    found = read(written(table, delimiter, end), delimiter)
    kept = [tuple(row) for row in table if any(cell.strip() for cell in row)]
    assert [row.cells for row in found] == kept


@given(CELLS)
def test_the_guard_comes_off_again(cell: str) -> None:
    """A guarded cell is no formula, and gives back what it guards."""
    shown = guarded(cell)
    assert unguarded(shown) == cell
    if shown.startswith(("=", "+", "-", "@", "\t", "\r")):
        float(shown)


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a\tb;c\nd\te\n", "\t"),
        ("a, b; c\nd; e, f, g\n", ";"),
        ("a,b\nc,d\n", ","),
        ("a|b,c\nd|e\n", "|"),
        ("one\ntwo\n", None),
        ("a;b\nc\nd\n", None),
        ("", None),
    ],
)
def test_what_parts_the_columns_is_seen(text: str, delimiter: str | None) -> None:
    """It is what most rows have alike; where most have none, nothing is."""
    assert guessed(text) == delimiter


def test_a_guess_may_be_asked_to_be_sure() -> None:
    """Rows of other lengths make it doubtful, a quote left open does not prevent it."""
    text = "a;b\n" * 3 + "c\n"
    assert guessed(text) == ";"
    assert guessed(text, 0.9) is None
    assert guessed('a;"b\nc;d\n') == ";"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"a\r\nb\rc\xffd", "line 3: byte 6 (0xff) is not UTF-8"),
        (b"\xef\xbb\xbfa\n\x80", "line 2: byte 5 (0x80)"),
        (b"a\nb\0", "line 2: a NUL"),
        (b"x" * (16 * 2**20 + 1), "more than 16,777,216"),
    ],
)
def test_bytes_that_are_no_text_are_located(data: bytes, words: str) -> None:
    """The refusal names the file, the line and the byte."""
    with pytest.raises(RefusedFileError, match=r"x\.csv") as told:
        decoded(data, "x.csv")
    assert words in str(told.value)
    assert decoded(b"\xef\xbb\xbfa\r\n", "x.csv") == "a\r\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('a,b\n"c,d\n', "line 2: a quote opens a cell and is never closed"),
        ('a,b\n"c"d,e\n', "line 2: a cell in quotes goes on"),
        (f"a,{'x' * (LONGEST + 1)}\n", "line 1: a cell has more than 65,536"),
        ("a,b\n" + "," * 50 + "x\n", "line 2: 51 columns, more than 50"),
    ],
)
def test_a_table_that_is_damaged_is_refused_with_its_line(text: str, words: str) -> None:
    """The remedy is told; the limit of other readers of tables stays what it was."""
    before = csv.field_size_limit()
    with pytest.raises(RefusedFileError) as told:
        read(text)
    assert words in str(told.value)
    assert csv.field_size_limit() == before
