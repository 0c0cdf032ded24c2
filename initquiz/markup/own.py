r"""HTML that `html.to_html` wrote, back as the Markdown it was made from.

The HTML is read strictly, and what comes out is put through `to_html` again: only Markdown
that gives the same HTML is believed. Where there is none (somebody edited the card), the text
is read like any foreign one. A backslash stands only where the HTML would change without it,
and the braces that were parted for Anki are joined.

Spellings that make no difference are lost: which bullet, which mark of emphasis, the width of
a table's columns, ticks or tildes around code.
"""

import re
from collections.abc import Callable, Mapping

from initquiz.markup.clean import Cleaned, to_markdown
from initquiz.markup.html import named_pictures, to_html
from initquiz.markup.notation import split
from initquiz.markup.simple import line_to_markdown
from initquiz.markup.tame import tamed
from initquiz.markup.tree import Node, parsed
from initquiz.model.exchange import MEDIA

_SPECIAL = "\\`*_[]$#|~<-+=>.)!"
_INLINE = re.compile(r"([\\`*_\[\]$#|~<])")
_AT_START = re.compile(r"^([-+=>]|\d{1,9}(?=[.)]))", re.MULTILINE)
_FORMULA = re.compile(r"\\\((.{1,2000}?)\\\)|\\\[(.{1,2000}?)\\\]", re.DOTALL)
_PARTED = re.compile(r"\} (?=\})")
_TICKS = re.compile(r"`+")
_MARKS = {"strong": "**", "em": "*", "s": "~~"}
_ALIGNED = {"left": ":--", "right": "--:", "center": ":-:"}
_LONGEST = 16 * 1024
_NOTHING = Cleaned("", (), ())


class _UnknownError(Exception):
    """The HTML is not what `to_html` writes."""


def from_html(
    html: str, pictures: Mapping[str, str], address: Callable[[str], str], *, cloze: bool = True
) -> Cleaned:
    """Return HTML as the Markdown it was made from.

    `pictures` is as in `clean.to_markdown`; `address` gives the name in the HTML of a picture
    by the name it is kept under; `cloze` is what `to_html` was told.
    """
    if not html:
        return _NOTHING
    if line := line_to_markdown(html):
        return Cleaned(line, (), ())
    tame = tamed(html)
    if len(tame) <= _LONGEST:
        try:
            markdown = _shortest(_blocks(parsed(tame), pictures), html, address, cloze=cloze)
        except (_UnknownError, ValueError):  # the latter: numbers that are none
            pass
        else:
            return Cleaned(markdown, named_pictures(markdown), ())
    return to_markdown(html, pictures)


def _shortest(markdown: str, html: str, address: Callable[[str], str], *, cloze: bool) -> str:
    """Return Markdown without the backslashes it can do without."""

    def gives(text: str) -> bool:
        return to_html(text, address, cloze=cloze) == html

    bare = _without(markdown, _SPECIAL)
    if gives(bare):
        return bare
    if not gives(markdown):
        raise _UnknownError
    for mark in _SPECIAL:
        fewer = _without(markdown, mark)
        if fewer != markdown and gives(fewer):
            markdown = fewer
    return markdown


def _without(markdown: str, marks: str) -> str:
    """Return Markdown without the backslashes before some characters of its text."""
    escaped = re.compile(f"\\\\([{re.escape(marks)}])")
    return "".join(
        escaped.sub(r"\1", piece.source) if piece.kind == "text" else piece.source
        for piece in split(markdown)
    )


def _blocks(node: Node, pictures: Mapping[str, str], between: str = "\n\n") -> str:
    """Return a node's blocks; text that stands among them is a block of its own."""
    found: list[str] = []
    line: list[Node | str] = []
    for child in (*node.children, Node("p")):
        if isinstance(child, str) or child.tag not in _BLOCKS:
            line.append(child)
            continue
        if text := _inline(line, pictures).strip("\n"):
            found.append(_AT_START.sub(_guarded, text))
        line = []
        if child.children or child.tag == "hr":
            found.append(_BLOCKS[child.tag](child, pictures))
    return between.join(found)


def _guarded(found: re.Match[str]) -> str:
    """Put a backslash where a line would begin a list or a quotation."""
    return f"{found[0]}\\" if found[0].isdecimal() else f"\\{found[0]}"


def _paragraph(node: Node, pictures: Mapping[str, str]) -> str:
    return _AT_START.sub(_guarded, _inline(node.children, pictures))


def _heading(node: Node, pictures: Mapping[str, str]) -> str:
    return f"{'#' * int(node.tag[1])} {_inline(node.children, pictures)}"


def _quotation(node: Node, pictures: Mapping[str, str]) -> str:
    lines = _blocks(node, pictures).split("\n")
    return "\n".join(f"> {line}".rstrip() for line in lines)


def _code(node: Node, _pictures: Mapping[str, str]) -> str:
    code = node.children[0]
    if isinstance(code, str) or code.tag != "code":
        raise _UnknownError
    text = code.text()
    fence = "`" * max(3, 1 + max(map(len, _TICKS.findall(text)), default=0))
    language = code.attributes.get("class", "").removeprefix("language-")
    return f"{fence}{language}\n{text}{fence}"


def _list(node: Node, pictures: Mapping[str, str]) -> str:
    items = [child for child in node.children if isinstance(child, Node)]
    loose = any(isinstance(c, Node) and c.tag == "p" for item in items for c in item.children)
    number = int(node.attributes.get("start", "1"))
    found = []
    for place, item in enumerate(items):
        mark = "- " if node.tag == "ul" else f"{number + place}. "
        text = _blocks(item, pictures, "\n\n" if loose else "\n")
        found.append(mark + text.replace("\n", "\n" + " " * len(mark)))
    return ("\n\n" if loose else "\n").join(re.sub(r"\n +(?=\n)", "\n", item) for item in found)


def _table(node: Node, pictures: Mapping[str, str]) -> str:
    rows = [
        [cell for cell in row.children if isinstance(cell, Node)]
        for part in node.children
        if isinstance(part, Node)
        for row in part.children
        if isinstance(row, Node)
    ]
    if not rows:
        raise _UnknownError
    sides = (cell.attributes.get("style", "").removeprefix("text-align:") for cell in rows[0])
    lines = [[_inline(cell.children, pictures) for cell in row] for row in rows]
    lines.insert(1, [_ALIGNED.get(side, "---") for side in sides])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


_BLOCKS: dict[str, Callable[[Node, Mapping[str, str]], str]] = {
    "p": _paragraph, "ul": _list, "ol": _list, "pre": _code, "table": _table,
    "blockquote": _quotation, "hr": lambda *_: "---",
    **{f"h{level}": _heading for level in range(1, 7)},
}  # fmt: skip


def _inline(children: list[Node | str], pictures: Mapping[str, str]) -> str:
    """Return text, emphasis, code, links and pictures of one paragraph."""
    parts: list[str] = []
    for child in children:
        if isinstance(child, str):
            after_break = parts and parts[-1] == "\\\n"
            parts.append(_text(child.removeprefix("\n") if after_break else child))
        elif child.tag in _MARKS:
            mark = _MARKS[child.tag]
            parts.append(f"{mark}{_inline(child.children, pictures)}{mark}")
        elif child.tag == "br":
            parts.append("\\\n")
        elif child.tag == "code":
            parts.append(_span(child.text()))
        elif child.tag == "a":
            words = _inline(child.children, pictures)
            parts.append(f"[{words}]({child.attributes.get('href', '')})")
        elif child.tag == "img" and child.attributes.get("src") in pictures:
            words = _INLINE.sub(r"\\\1", child.attributes.get("alt", ""))
            parts.append(f"![{words}]({MEDIA}{pictures[child.attributes['src']]})")
        else:
            raise _UnknownError
    return "".join(parts)


def _text(text: str) -> str:
    """Return text with a backslash before each special character, and formulas as formulas."""
    parts, at = [], 0
    for found in _FORMULA.finditer(text):
        fence = "$" if found[1] else "$$"
        tex = _PARTED.sub("}", found[1] or found[2])
        parts += [_INLINE.sub(r"\\\1", text[at : found.start()]), f"{fence}{tex}{fence}"]
        at = found.end()
    return "".join([*parts, _INLINE.sub(r"\\\1", text[at:])])


def _span(text: str) -> str:
    """Return code within a line."""
    ticks = "`" * (1 + max(map(len, _TICKS.findall(text)), default=0))
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{space}{text}{space}{ticks}"
