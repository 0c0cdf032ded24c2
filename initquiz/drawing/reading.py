"""Markdown without its markup: to be read aloud, or to be read in a terminal."""

import re
from collections.abc import Callable

from initquiz.markup.emphasis import without_emphasis
from initquiz.markup.notation import STAND_IN, Piece, masked
from initquiz.markup.pictures import PICTURE

_RULE = re.compile(r"[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_PREFIX = re.compile(r"([ \t]*)(?:(#{1,6})[ \t]+|([-*+])[ \t]+(?:\[[ xX]\][ \t]+)?|>[ \t]?)")
# No part gives back what it took: a hostile line must not take time by the square of its length.
_LINK = re.compile(r"(?<!\\)\[((?:\\.|[^\[\]\\])*+)\]\(\s*+<?([^\s()<>]*+)>?[^()]*+\)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


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
    """Return a line's text without emphasis, links, pictures and escapes."""
    text = PICTURE.sub(_picture_aloud if aloud else _picture, text)
    text = _LINK.sub(r"\1" if aloud else _link, text)
    return _ESCAPED.sub(r"\1", without_emphasis(text))


def _link(link: re.Match[str]) -> str:
    return f"{link[1]} ({link[2]})" if link[2] else link[1]


def _picture(picture: re.Match[str]) -> str:
    """Return the words for a picture in brackets that make no link."""
    return rf"\[{picture[1].strip() or 'picture'}\]"


def _picture_aloud(picture: re.Match[str]) -> str:
    return f"picture: {picture[1].strip()}" if picture[1].strip() else "picture"


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
