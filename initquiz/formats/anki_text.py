r"""Anki's text format: lines that begin with a hash tell what the columns are, then come notes.

Our own notes are of the stock type Basic, which every Anki has. Its back holds the answer, the
note and the source with a marked rule before each. What Anki need not show stands in comments:
the accepted answers, and the Markdown of a text that cannot be made out from its HTML. A card's
topic is a tag below `topic::`.

Keys as in the program's source (`rslib/src/import_export/text/csv/metadata.rs`, 26.9).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape, unescape
from typing import NamedTuple

HEADER = ("#separator:tab", "#html:true", "#notetype:Basic", "#guid column:1", "#deck column:2",
          "#tags column:5")  # fmt: skip
"""The lines our own files begin with; columns 3 and 4 are front and back."""

_SEPARATORS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "space": " ",
               "pipe": "|", "colon": ":"}  # fmt: skip
_COLUMNS = ("guid", "deck", "notetype", "tags")
_KEYS = frozenset({"separator", "html", "tags", "columns", "notetype", "deck", "if matches",
                   "match scope", *(f"{name} column" for name in _COLUMNS)})  # fmt: skip
_LINE = re.compile(r"#([a-z][a-z ]{1,20}):([^\r\n]*)(?:\r\n|\r|\n|\Z)", re.IGNORECASE)
_COMMENT = re.compile(r"#[^\r\n]*(?:\r\n|\r|\n|\Z)")
_NOTE, _SOURCE = '<hr class="iq-note">', '<hr class="iq-source">'
_ACCEPT = re.compile(r"<!-- accept: ([^<>]*) -->\Z")
_SPELLED = re.compile(r"<!-- markdown: ([^<>]*) -->\Z")
_TOPIC = "topic::"
_LIKE_TOPIC = re.compile(r"\\*topic::")
_ESCAPED = re.compile(r"\\(.)|_", re.DOTALL)


class Back(NamedTuple):
    """What stands on a card's back: HTML, and the accepted answers as one line of text."""

    answer: str
    note: str = ""
    source: str = ""
    accept: str = ""

    def joined(self) -> str:
        """Return it as one field."""
        parts = [self.answer]
        parts += [_NOTE, self.note] if self.note else []
        parts += [_SOURCE, self.source] if self.source else []
        if self.accept:
            parts.append(f"<!-- accept: {_quiet(self.accept)} -->")
        return "\n".join(parts)


def split_back(html: str) -> Back:
    """Return the parts of a field that `Back.joined` made; another's is all answer."""
    accept = ""
    if found := _ACCEPT.search(html):
        accept, html = unescape(found[1]), html[: found.start()]
    html, _, source = html.partition(_SOURCE)
    answer, _, note = html.partition(_NOTE)
    return Back(answer.strip("\n"), note.strip("\n"), source.strip("\n"), accept)


def spelled(html: str, markdown: str) -> str:
    """Return HTML with the Markdown it was made from."""
    return f"{html}<!-- markdown: {_quiet(markdown)} -->"


def split_spelled(html: str) -> tuple[str, str]:
    """Return HTML without the Markdown that `spelled` added, and this; "" if there is none."""
    found = _SPELLED.search(html)
    return (html[: found.start()], unescape(found[1])) if found else (html, "")


def joined_tags(tags: Iterable[str], topic: str) -> str:
    """Return tags and a topic as a field; its spaces become underscores, these get a backslash."""
    found = [f"\\{tag}" if _LIKE_TOPIC.match(tag) else tag for tag in tags]
    if topic:
        told = topic.replace("\\", "\\\\").replace("_", "\\_").replace(" ", "_")
        found.append(f"{_TOPIC}{told}")
    return " ".join(found)


def split_topic(tags: Iterable[str]) -> tuple[str, list[str]]:
    """Return the topic among some tags, "" if there is none, and the other tags."""
    topic, found = "", []
    for tag in tags:
        if tag.startswith(_TOPIC) and not topic:
            told = tag.removeprefix(_TOPIC)
            topic = _ESCAPED.sub(lambda mark: mark[1] or " ", told)
        else:
            found.append(tag[1:] if tag[0] == "\\" and _LIKE_TOPIC.match(tag) else tag)
    return topic, found


@dataclass(slots=True)
class Header:
    """What the first lines of a file say; `special` are columns, from 0, that are no fields.

    `html` is None where nothing is said of it, `lines` is how many lines there were, and
    `faults` what was not understood in which line.
    """

    separator: str | None = None
    html: bool | None = None
    tags: str = ""
    columns: str = ""
    notetype: str = ""
    deck: str = ""
    special: dict[str, int] = field(default_factory=dict)
    lines: int = 0
    own: bool = False
    faults: list[tuple[int, str]] = field(default_factory=list)

    def take(self, key: str, value: str) -> None:
        """Take one line."""
        name = key.removesuffix(" column")
        if key == "separator":
            self.separator = _SEPARATORS.get(value.casefold(), value[:1] or "\t")
        elif key == "html":
            self.html = value.casefold() == "true"
        elif name != key and name in _COLUMNS:
            if value.isascii() and value.isdecimal() and int(value[:4]) > 0:
                self.special[name] = int(value[:4]) - 1
            else:
                self.faults.append((self.lines, f"{value[:40]!r} is not the number of a column."))
        elif key in ("tags", "columns", "notetype", "deck"):
            setattr(self, key, value)


def read_header(text: str) -> tuple[Header, str] | None:
    """Return what a file's first lines say, and the text behind them; None if it is not Anki's."""
    header, at = Header(), 0
    lines: list[str] = []
    known = False
    while found := _COMMENT.match(text, at):
        header.lines += 1
        lines.append(found[0].rstrip("\r\n"))
        if told := _LINE.fullmatch(found[0]):
            key = told[1].casefold()
            known = known or key in _KEYS
            # The names of columns may begin or end with an empty one.
            header.take(key, told[2] if key == "columns" else told[2].strip())
        at = found.end()
        if at >= len(text):
            break
    header.own = tuple(lines) == HEADER
    return (header, text[at:]) if known else None


def _quiet(text: str) -> str:
    """Return a text as it may stand in a comment."""
    return escape(text, quote=False).replace("--", "-&#45;")
