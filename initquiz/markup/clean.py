r"""Foreign HTML as a card's Markdown: what is known and harmless is kept, the rest is text.

Kept are emphasis, code, lists, tables, line breaks, sub- and superscripts, and pictures that
came with the file; MathJax's `\(..\)` and `\[..\]` and Anki's `[$]..[/$]` become formulas.
Scripts, styles, frames, events and addresses are left out, whatever their spelling.
"""

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import NamedTuple

from initquiz.markup.tame import tamed
from initquiz.model.exchange import MEDIA

MOST = 64 * 1024
"""Characters of a field that are read at most."""

_DEEPEST, _DEEPEST_LIST = 60, 8
_DROPPED = frozenset({"script", "style", "iframe", "object", "embed", "svg", "math", "template",
                      "noscript", "head", "title", "audio", "video", "canvas", "form", "select",
                      "textarea", "button"})  # fmt: skip
_BREAKS = frozenset({"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul",
                     "ol", "pre", "hr", "section", "article"})  # fmt: skip
_OF_TABLES = frozenset({"table", "tr", "td", "th"})
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`", "del": "~~", "s": "~~"}
_VOID = frozenset({"br", "img", "hr", "input", "meta", "link", "wbr", "source", "col", "base"})
_ENDING = (("td", "th"), ("tr",), ("p",), ("li",))
_FORMULA = re.compile(
    r"\\\((?P<inline>.+?)\\\)|\\\[(?P<display>.+?)\\\]"
    r"|\[\$\](?P<old>.+?)\[/\$\]|\[\$\$\](?P<olds>.+?)\[/\$\$\]|\[latex\](?P<latex>.+?)\[/latex\]",
    re.DOTALL | re.IGNORECASE,
)
_SPECIAL = re.compile(r"([\\`*_\[\]$#|~])")
_AT_START = re.compile(r"^(\s*(?:\d{1,9}(?=[.)]))?)([-+=>.)])")
_FORGED = re.compile("[\ue000-\ue004\ufffc]")  # what only we may write
_HELD = re.compile("\ue002(\\d+)\ue003")


class Cleaned(NamedTuple):
    """Markdown, the pictures it names, and what was left out, each said once."""

    markdown: str
    pictures: tuple[str, ...]
    dropped: tuple[str, ...]


def to_markdown(html: str, pictures: Mapping[str, str]) -> Cleaned:
    """Return HTML as Markdown.

    `pictures` maps the names of the file's pictures to those they are kept under; an `img`
    of any other name is left out and told.
    """
    text, formulas = _hold_formulas(tamed(_FORGED.sub("", html[:MOST])))
    reader = _Reader(pictures)
    reader.feed(text)
    reader.close()
    markdown = _HELD.sub(lambda held: formulas[int(held[1])], reader.text())
    dropped = list(reader.dropped)
    if len(html) > MOST:
        dropped.append(f"everything after {MOST:,} characters")
    return Cleaned(markdown, tuple(dict.fromkeys(reader.pictures)), tuple(dict.fromkeys(dropped)))


def _hold_formulas(html: str) -> tuple[str, list[str]]:
    """Return the HTML with stand-ins for its formulas, and these as Markdown."""
    formulas: list[str] = []

    def held(found: re.Match[str]) -> str:
        kind = found.lastgroup or "inline"
        tex = _plain(found[kind]).strip()
        if kind == "latex":
            tex = tex.strip("$").strip()
        fence = "$$" if kind in ("display", "olds") else "$"
        formulas.append(f"{fence}{tex}{fence}" if tex else "")
        return f"\ue002{len(formulas) - 1}\ue003"

    return _FORMULA.sub(held, html), formulas


def _plain(html: str) -> str:
    """Return the text of HTML: tags gone, entities read, cloze spaces kept."""
    reader = _Text()
    reader.feed(re.sub(r"<br\s*/?>", " ", html, flags=re.IGNORECASE))
    reader.close()
    return "".join(reader.parts).replace("\xa0", " ")


class _Text(HTMLParser):
    """Collects text alone."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


class _Reader(HTMLParser):
    """Writes Markdown while tags go by."""

    def __init__(self, pictures: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self.dropped: list[str] = []
        self.pictures: list[str] = []
        self._known = pictures
        self._parts: list[str] = []
        self._open: list[str] = []
        self._silent = 0  # depth within what is left out
        self._lists: list[int] = []  # the next number of each open list, 0 for bullets
        self._cells: list[str] | None = None
        self._rows = 0

    def text(self) -> str:
        """Return the Markdown, tidied."""
        text = "".join(self._parts).replace("\xa0", " ")
        text = "\n".join(line.rstrip(" \t") for line in text.split("\n"))
        return re.sub(r"\n{3,}", "\n\n", text).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _DROPPED:
            self.dropped.append(f"<{tag}>")
            self._silent += 1
            self._open.append(tag)
            return
        if self._silent:
            return
        if any(name.startswith("on") for name, _ in attrs):
            self.dropped.append(f"an event of <{tag}>")
        if tag not in _VOID:
            self._end_implied(tag)
            if len(self._open) == _DEEPEST:
                return
            self._open.append(tag)
        if tag == "img":
            self._picture(dict(attrs))
        elif tag == "br":
            self._parts.append("\\\n" if self._cells is None else " ")
        elif tag in _MARKS:
            self._mark(tag, opens=True)
        elif tag in ("sub", "sup"):
            self._parts.append("$_{" if tag == "sub" else "$^{")
        else:
            self._begin_block(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._open:
            return
        while self._open:
            last = self._open.pop()
            if last in _DROPPED:
                self._silent -= 1
            elif not self._silent:
                self._end(last)
            if last == tag:
                break

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if "pre" in self._open or "code" in self._open:
            self._parts.append(data)
        elif {"sub", "sup"} & set(self._open):
            self._parts.append(re.sub(r"[^\w+\-,. ]", "", data))
        else:
            words = re.sub(r"\s+", " ", data)
            if words.strip() or not "".join(self._parts[-1:]).endswith(("\n", " ")):
                self._parts.append(self._guarded(_SPECIAL.sub(r"\\\1", words)))

    def _guarded(self, words: str) -> str:
        """Return words that begin no list, quotation or rule where a line begins with them."""
        words = words.replace("<", r"\<")
        if self._parts and not self._parts[-1].startswith(("\n", "\\\n", "\ue004")):
            return words
        return _AT_START.sub(lambda found: rf"{found[1]}\{found[2]}", words, count=1)

    def close(self) -> None:
        super().close()
        while self._open:
            self.handle_endtag(self._open[-1])

    def _end_implied(self, tag: str) -> None:
        """End what a new tag of its kind ends: cells, rows, paragraphs, items of the same list."""
        for group in _ENDING:
            if tag in group and self._open and (last := self._open[-1]) in group:
                self.handle_endtag(last)
        if tag == "tr" and self._open and self._open[-1] in ("td", "th"):
            self.handle_endtag(self._open[-1])
            self._end_implied(tag)

    def _begin_block(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self._lists.append(1 if tag == "ol" else 0)
            self._parts.append("\n" if len(self._lists) > 1 else "\n\n")
        elif tag == "li":
            number = self._lists[-1] if self._lists else 0
            if number:
                self._lists[-1] += 1
            indent = "    " * max(0, min(_DEEPEST_LIST, len(self._lists)) - 1)
            self._parts.append(f"\n{indent}{f'{number}.' if number else '-'} ")
        elif tag == "pre":
            self._parts.append("\n\n```\n")
        elif tag in _OF_TABLES:
            self._begin_of_table(tag)
        elif tag in _BREAKS:
            self._parts.append("\n\n")

    def _end(self, tag: str) -> None:
        if tag in _MARKS:
            self._mark(tag, opens=False)
        elif tag in ("sub", "sup"):
            self._parts.append("}$")
        elif tag == "pre":
            self._parts.append("\n```\n\n")
        elif tag in _OF_TABLES:
            self._end_of_table(tag)
        elif tag in ("ul", "ol"):
            if self._lists:
                self._lists.pop()
            self._parts.append("\n\n")
        elif tag in _BREAKS:
            self._parts.append("\n\n")

    def _mark(self, tag: str, *, opens: bool) -> None:
        """Begin or end emphasis; within code there is none, and an empty one is taken back."""
        if tag != "code" and ("code" in self._open or "pre" in self._open):
            return
        if tag == "code" and "pre" in self._open:
            return
        mark = _MARKS[tag]
        if opens or not self._parts or self._parts[-1] != mark:
            if not opens and self._parts and self._parts[-1] != self._parts[-1].rstrip():
                inner = self._parts.pop()
                self._parts += [inner.rstrip(), mark, " "]
                return
            self._parts.append(mark)
        else:
            self._parts.pop()

    def _picture(self, attrs: dict[str, str | None]) -> None:
        name = (attrs.get("src") or "").strip()
        kept = self._known.get(name)
        if kept is None:
            self.dropped.append(f"the picture {name[:60]!r}")
            return
        self.pictures.append(kept)
        words = re.sub(r"[\[\]\\\n]", " ", attrs.get("alt") or "picture").strip()
        self._parts.append(f"![{words}]({MEDIA}{kept})")

    def _begin_of_table(self, tag: str) -> None:
        """Begin a table, a row or a cell; a table within a table is text."""
        if self._open.count("table") > 1:
            self._parts.append(" ")
        elif tag == "table":
            self._rows = 0
            self._parts.append("\n\n")
        elif tag == "tr":
            self._cells = []
        else:
            self._parts.append("\ue004")  # where the cell begins

    def _end_of_table(self, tag: str) -> None:
        """End what `_begin_of_table` began; the tag is no longer among the open ones."""
        if self._open.count("table") > (tag != "table"):
            self._parts.append(" ")
        elif tag == "table":
            self._parts.append("\n\n")
        elif tag == "tr":
            self._end_row()
        else:
            self._end_cell()

    def _end_cell(self) -> None:
        start = len(self._parts) - 1
        while start > 0 and self._parts[start] != "\ue004":
            start -= 1
        inner = " ".join("".join(self._parts[start:]).replace("\ue004", "").split())
        del self._parts[start:]
        if self._cells is None:
            self._parts.append(f"{inner} ")  # a cell of no row
        else:
            self._cells.append(inner)

    def _end_row(self) -> None:
        cells, self._cells = self._cells or [], None
        if not cells:
            return
        self._parts.append(f"| {' | '.join(cells)} |\n")
        if self._rows == 0:
            self._parts.append("|" + " --- |" * len(cells) + "\n")
        self._rows += 1
