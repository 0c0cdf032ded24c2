"""Tables as text: decoded strictly, read row by row with line numbers, or not at all."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from initquiz.errors import RefusedFileError

MAX_BYTES = 16 * 2**20
MAX_ROWS = 200_000
MAX_COLUMNS = 50
LONGEST = 64 * 1024
"""Characters of a cell."""

DELIMITERS = {"\t": "tabs", ";": "semicolons", ",": "commas", "|": "bars"}
"""What parts the columns, and what it is called; of two that fit alike the first is taken."""

_BOM = b"\xef\xbb\xbf"
_HEAD = 64 * 1024  # characters by which a delimiter is guessed
_TRIED = 100  # rows by which it is
_NO_DELIMITER = '"\r\n'
_LINE = re.compile(r"\r\n|\r|\n")
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")


class Row(NamedTuple):
    """The cells of a row, and the line it begins in, from 1."""

    line: int
    cells: tuple[str, ...]


def decoded(data: bytes, name: str) -> str:
    """Return a file's text, without a byte order mark.

    Raises:
        RefusedFileError: It is too large, not UTF-8, or holds a NUL; with the line.
    """
    if len(data) > MAX_BYTES:
        raise RefusedFileError(
            f"{name} has {len(data):,} bytes, more than {MAX_BYTES:,}; split it into several files."
        )
    skipped = len(_BOM) if data.startswith(_BOM) else 0
    try:
        text = data[skipped:].decode("utf-8")
    except UnicodeDecodeError as error:
        at = error.start + skipped
        line = _line_of(data[:at].decode("utf-8", "replace"))
        raise RefusedFileError(
            f"{name}, line {line}: byte {at} (0x{data[at]:02x}) is not UTF-8;"
            " save the file as UTF-8 (in Excel: CSV UTF-8)."
        ) from error
    if (at := text.find("\0")) >= 0:
        raise RefusedFileError(
            f"{name}, line {_line_of(text[:at])}: a NUL character; this is no table as text."
        )
    return text


def rows(text: str, delimiter: str, name: str, first: int = 1) -> Iterator[Row]:
    """Yield the rows that are not blank; `first` is the line the text begins in.

    Raises:
        RefusedFileError: A quote is never closed, a cell or the table is too large, or the
            delimiter can be none.
    """
    if delimiter in _NO_DELIMITER:
        raise RefusedFileError(
            f"{name} says that {delimiter!r} parts its columns, which cannot be; use a tab."
        )
    before = csv.field_size_limit(LONGEST)
    try:
        yield from _rows(text, delimiter, name, first)
    finally:
        csv.field_size_limit(before)


def written(table: Iterable[Iterable[str]], delimiter: str, end: str) -> str:
    """Return rows as text: cells quoted where they must be, each row ended by `end`."""
    marks = re.compile(rf'["\r\n{re.escape(delimiter)}]')

    def quoted(cell: str) -> str:
        doubled = cell.replace('"', '""')
        return f'"{doubled}"' if marks.search(cell) else cell

    return "".join(delimiter.join(map(quoted, row)) + end for row in table)


def guessed(text: str, least: float = 0.5) -> str | None:
    """Return what parts the columns of a text, None if nothing does.

    `least` is the share of the rows that must have the same number of columns.
    """
    head = text[:_HEAD]
    if len(text) > _HEAD:  # its last line may be cut
        head = head[: max(head.rfind("\n"), head.rfind("\r")) + 1] or head
    fits = {delimiter: _fit(head, delimiter) for delimiter in DELIMITERS}
    best = max(fits, key=lambda delimiter: fits[delimiter])
    return best if fits[best] and fits[best] >= least else None


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: a quote before it says it is text.

    Numbers stay numbers.
    """
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def unguarded(cell: str) -> str:
    """Return the cell that `guarded` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _rows(text: str, delimiter: str, name: str, first: int) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = first
    count = 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                count += 1
                if count > MAX_ROWS:
                    raise RefusedFileError(
                        f"{name} has more than {MAX_ROWS:,} rows; split it into several files."
                    )
                if len(cells) > MAX_COLUMNS:
                    raise RefusedFileError(
                        f"{name}, line {line}: {len(cells)} columns, more than {MAX_COLUMNS}."
                    )
                yield Row(line, tuple(cells))
            line = first + reader.line_num
    except csv.Error as error:
        raise RefusedFileError(f"{name}, line {line}: {_fault(error, delimiter)}") from error


def _fault(error: csv.Error, delimiter: str) -> str:
    """Return what is wrong with a row, and the remedy."""
    told = str(error)
    if "limit" in told:
        return f"a cell has more than {LONGEST:,} characters; is a quote before it never closed?"
    if "expected after" in told:
        return (
            "a cell in quotes goes on after its closing quote; write two quotes for one within,"
            f" and part cells by {DELIMITERS.get(delimiter, delimiter)}."
        )
    return "a quote opens a cell and is never closed; close it, or write two quotes for one."


def _fit(head: str, delimiter: str) -> float:
    """Return the share of rows that have the usual number of columns; 0 if that is one."""
    try:
        found = list(islice(_rows(head, delimiter, "", 1), _TRIED))
    except RefusedFileError:
        found = [Row(0, tuple(line.split(delimiter))) for line in _LINE.split(head)[:_TRIED]]
        found = [row for row in found if any(row.cells)]
    counts = Counter(len(row.cells) for row in found)
    if not counts:
        return 0.0
    usual, many = counts.most_common(1)[0]
    return many / len(found) if usual > 1 else 0.0


def _line_of(text: str) -> int:
    return 1 + len(_LINE.findall(text))
