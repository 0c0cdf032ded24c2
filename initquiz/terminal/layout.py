"""Lays text out for a terminal: harmless, wrapped, in columns."""

import re
import unicodedata
from collections.abc import Sequence
from textwrap import wrap

# Escape sequences and marks that turn the writing round could make a deck's text lie.
_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_BULLET = re.compile(r" *(?:[-•*] +|\w{1,2}[.)] +)?")
_WIDEST = 88


def clean(text: str) -> str:
    """Return a text without control characters; tabs become spaces."""
    return _HARMFUL.sub("", text.expandtabs(4))


def paragraphs(text: str, width: int) -> str:
    """Wrap the lines that are too long, continuing list items under their text.

    Lines grow no longer than 88 columns, however wide the terminal: they are to be read.
    """
    width = min(width, _WIDEST)
    return "\n".join(_wrapped(line, width) for line in text.split("\n"))


def table(rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> str:
    """Return rows of cells as aligned columns, those in `right` flush right."""
    widths = [max(map(_columns, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = []
        for index, (cell, width) in enumerate(zip(row, widths, strict=True)):
            space = " " * (width - _columns(cell))
            cells.append(space + cell if index in right else cell + space)
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def many(count: int, noun: str) -> str:
    """Return a count with its noun: 1 card, 20 cards."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def _wrapped(line: str, width: int) -> str:
    if len(line) <= width:
        return line
    bullet = _BULLET.match(line)
    indent = " " * (bullet.end() if bullet else 0)
    lines = wrap(
        line,
        width,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines)


def _columns(text: str) -> int:
    """Return how many columns a text takes: East Asian letters two, combining marks none."""
    return sum(
        0 if unicodedata.combining(letter) else 1 + (unicodedata.east_asian_width(letter) in "WF")
        for letter in text
    )
