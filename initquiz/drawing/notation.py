r"""Markdown with formulas: where code and formulas are, and the text without its markup.

Formulas stand between dollars, `$..$` in a line and `$$..$$` on their own. A dollar is
money unless the text hugs it from inside and no digit follows the closing one; `\$` is
always a dollar, and code keeps its dollars.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

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
_RULE = re.compile(r"[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_PREFIX = re.compile(r"([ \t]*)(?:(#{1,6})[ \t]+|([-*+])[ \t]+(?:\[[ xX]\][ \t]+)?|>[ \t]?)")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\(\s*<?([^\s()<>]*)>?[^()]*\)")
_EMPHASIS = re.compile(
    r"(?<!\\)(\*\*\*|\*\*|\*|~~)(?=\S)(.+?)(?<=[^\s\\])\1|(?<![\w\\])(__|_)(?=\S)(.+?)(?<=[^\s\\])\3(?!\w)"
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True)
class Piece:
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


def masked(markdown: str, kinds: frozenset[str]) -> tuple[str, tuple[Piece, ...]]:
    """Return Markdown with the pieces of some kinds replaced by stand-ins, and these pieces."""
    markdown = _FORGED.sub("", markdown)
    taken: list[Piece] = []
    text: list[str] = []
    for piece in split(markdown):
        if piece.kind in kinds:
            text.append(f"{_BEGIN}{len(taken)}{_END}")
            taken.append(piece)
        else:
            text.append(piece.source)
    return "".join(text), tuple(taken)


def spoken_markdown(markdown: str, speak: Callable[[str, bool], str] | None = None) -> str:
    """Return Markdown as it should be read aloud, one block a line.

    `speak(tex, display)` says a formula; by default it is worked out from the LaTeX.
    """
    if speak is None:
        from initquiz.drawing.speech import spoken  # noqa: PLC0415 - heavy, seldom needed

        def speak(tex: str, _display: bool) -> str:  # noqa: FBT001 - the callable's own shape
            return spoken(tex)

    return _readable(markdown, speak, aloud=True)


def plain_markdown(markdown: str) -> str:
    """Return Markdown as text for a terminal: formulas in a line, code as it is."""
    from initquiz.drawing.oneline import plain  # noqa: PLC0415 - heavy, seldom needed

    return _readable(markdown, lambda tex, _display: plain(tex), aloud=False)


def _readable(markdown: str, formula: Callable[[str, bool], str], *, aloud: bool) -> str:
    text, pieces = masked(markdown, frozenset({"code", "inline", "display"}))
    words = []
    for piece in pieces:
        if piece.kind != "code":
            words.append(formula(piece.text, piece.kind == "display"))
        elif piece.source.startswith(("```", "~~~")) and not aloud:
            words.append("".join("    " + line for line in piece.text.splitlines(keepends=True)))
        else:
            words.append(piece.text)
    lines = text.split("\n")
    done: list[str] = []
    while lines:
        rows = _table_rows(lines)
        if rows:
            del lines[: len(rows) + 1]
            cells = [[_unmask(_inline(c, aloud=aloud), words) for c in row] for row in rows]
            done += _table_aloud(cells) if aloud else _table_aligned(cells)
        elif line := _line(lines.pop(0), pieces, words, aloud=aloud):
            done.append(line)
        elif not aloud and done and done[-1]:
            done.append("")
    return "\n".join(done).rstrip()


def _line(line: str, pieces: tuple[Piece, ...], words: list[str], *, aloud: bool) -> str:
    """Return one line without its markup; an empty one for a rule read aloud."""
    if _RULE.fullmatch(line):
        return "" if aloud else "─" * 40
    alone = STAND_IN.fullmatch(line.strip())
    if alone and not aloud and pieces[int(alone[1])].kind == "display":
        return "    " + words[int(alone[1])]
    lead = ""
    while prefix := _PREFIX.match(line):
        lead += prefix[1] + ("- " if prefix[3] else "")
        line = line[prefix.end() :]
    if alone and not aloud and pieces[int(alone[1])].kind == "code":
        return words[int(alone[1])].rstrip("\n") if lead == "" else lead + words[int(alone[1])]
    if not aloud:
        return (lead + _unmask(_inline(line, aloud=False), words)).rstrip()
    return _unmask(_inline(line, aloud=True), words).strip()


def _inline(text: str, *, aloud: bool) -> str:
    """Return a line's text without emphasis, links and escapes."""
    text = _LINK.sub(r"\1" if aloud else _link, text)
    while (shorter := _EMPHASIS.sub(lambda m: m[2] or m[4], text)) != text:
        text = shorter
    return _ESCAPED.sub(r"\1", text)


def _link(link: re.Match[str]) -> str:
    return f"{link[1]} ({link[2]})" if link[2] and not link[0].startswith("!") else link[1]


def _unmask(text: str, words: list[str]) -> str:
    return STAND_IN.sub(lambda m: words[int(m[1])], text)


def _table_rows(lines: list[str]) -> list[list[str]]:
    """Return the cells of the table the lines begin with, head first; none if none does."""
    if len(lines) < 2 or "|" not in lines[0] or not _TABLE_RULE.fullmatch(lines[1]):  # noqa: PLR2004
        return []
    rows = [_cells(lines[0])]
    for line in lines[2:]:
        if "|" not in line:
            break
        rows.append((_cells(line) + [""] * len(rows[0]))[: len(rows[0])])
    return rows


def _cells(line: str) -> list[str]:
    inner = re.sub(r"(?<!\\)\|$", "", line.strip().removeprefix("|"))
    return [cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", inner)]


def _table_aloud(rows: list[list[str]]) -> list[str]:
    """Return a table row by row, each cell after the name of its column."""
    head, *body = rows
    return [
        "; ".join(f"{name}: {cell}" if name else cell for name, cell in zip(head, row, strict=True))
        for row in body
    ] or ["; ".join(head)]


def _table_aligned(rows: list[list[str]]) -> list[str]:
    """Return a table with its columns aligned and a rule under its head."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return [lines[0], "  ".join("─" * width for width in widths), *lines[1:]]
