r"""Markdown with formulas: where code and formulas are, and the text without its markup.

Formulas stand between dollars, `$..$` in a line and `$$..$$` on their own. A dollar is
money unless the text hugs it from inside and no digit follows the closing one; `\$` is
always a dollar, and code keeps its dollars.
"""

import re
from typing import Literal, NamedTuple

_BEGIN, _END = "\ue000", "\ue001"
"""Two private-use characters between which a stand-in holds the number of its piece."""

_FORGED = re.compile(f"[{_BEGIN}{_END}\ufffc]")
"""What no text may bring with it: stand-ins of ours and of Qt's."""

STAND_IN = re.compile(f"{_BEGIN}(\\d+){_END}")
"""Matches what `masked` put for a piece; its first group is the piece's index."""

_SPECIAL = re.compile(
    # A fence may stand in a quotation or a list item.
    r"^[ \t]*(?:>[ \t]?|[-*+][ \t]+|\d{1,9}[.)][ \t]+)*(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})"
    r"|(?P<escape>\\.)|(?P<ticks>`+)|(?P<dollars>\$\$?)",
    re.MULTILINE | re.DOTALL,
)
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


class Piece(NamedTuple):
    """A stretch of Markdown: `text` is what it holds, `source` how it was written."""

    kind: Literal["text", "code", "inline", "display"]
    text: str
    source: str


def split(markdown: str) -> tuple[Piece, ...]:
    """Return the pieces of Markdown in order; their sources joined give it back."""
    pieces: list[Piece] = []
    start = position = 0
    while special := _SPECIAL.search(markdown, position):
        found = _piece(markdown, special)
        position = special.end()
        if found is None:
            continue
        begin, piece = found
        if begin > start:
            pieces.append(Piece("text", markdown[start:begin], markdown[start:begin]))
        pieces.append(piece)
        start = position = begin + len(piece.source)
    if start < len(markdown):
        pieces.append(Piece("text", markdown[start:], markdown[start:]))
    return tuple(pieces)


def _piece(markdown: str, special: re.Match[str]) -> tuple[int, Piece] | None:
    """Return the piece that begins at a special character, and where, if one does."""
    if special["fence"]:
        return special.start("fence"), _fenced(markdown, special)
    if special["ticks"]:
        piece = _code_span(markdown, special.start(), special["ticks"])
    elif special["dollars"]:
        piece = _formula(markdown, special.start(), special["dollars"])
    else:
        piece = None
    return (special.start(), piece) if piece else None


def _fenced(markdown: str, special: re.Match[str]) -> Piece:
    """Return a fenced block, up to its closing fence or to the end of the text."""
    start, fence = special.start("fence"), special["fence"]
    first = markdown.find("\n", start)
    body = len(markdown) if first < 0 else first + 1
    closing = re.compile(rf"^[ \t>]*{re.escape(fence[0])}{{{len(fence)},}}[ \t]*$", re.MULTILINE)
    end = closing.search(markdown, body)
    if end is None:
        return Piece("code", markdown[body:], markdown[start:])
    return Piece("code", markdown[body : end.start()], markdown[start : end.end()])


def _code_span(markdown: str, start: int, ticks: str) -> Piece | None:
    """Return a code span: as many backticks at its end as at its start, no blank line."""
    body = start + len(ticks)
    for run in re.finditer(r"`+|\n[ \t]*\n", markdown[body:]):
        if run[0][0] == "\n":
            return None
        if run[0] == ticks:
            text = markdown[body : body + run.start()].replace("\n", " ")
            padded = text.startswith(" ") and text.endswith(" ") and text.strip()
            return Piece("code", text[1:-1] if padded else text, markdown[start : body + run.end()])
    return None


def _formula(markdown: str, start: int, dollars: str) -> Piece | None:
    """Return a formula, unless the dollar is only a dollar."""
    body = start + len(dollars)
    end = body
    while (end := markdown.find(dollars, end)) >= 0:
        slashes = end - len(markdown[body:end].rstrip("\\")) - body
        if slashes % 2 == 0:
            break
        end += 1
    text = markdown[body:end] if end > body else ""
    if not text.strip() or _BLANK_LINE.search(text):
        return None
    source = markdown[start : end + len(dollars)]
    if len(dollars) == 2:  # noqa: PLR2004 - both dollars
        return Piece("display", text.strip(), source)
    digit_follows = markdown[end + 1 : end + 2].isdecimal()
    if text[0].isspace() or text[-1].isspace() or digit_follows or "`" in text:
        return None
    return Piece("inline", text, source)


def stand_in(number: int) -> str:
    """Return what stands for the piece of a number."""
    return f"{_BEGIN}{number}{_END}"


def masked(markdown: str, kinds: frozenset[str]) -> tuple[str, tuple[Piece, ...]]:
    """Return Markdown with the pieces of some kinds replaced by stand-ins, and these pieces."""
    markdown = _FORGED.sub("", markdown)
    taken: list[Piece] = []
    text: list[str] = []
    for piece in split(markdown):
        if piece.kind in kinds:
            text.append(stand_in(len(taken)))
            taken.append(piece)
        else:
            text.append(piece.source)
    return "".join(text), tuple(taken)
