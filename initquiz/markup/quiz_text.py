r"""The texts of a quiz program as a card's Markdown, by the format the program has them in.

Moodle knows four: HTML; "moodle", which is HTML where a new line is a line break; plain text;
and Markdown. In each, formulas stand between `\(..\)`, `\[..\]` or `$$..$$`.
"""

import re
from collections.abc import Callable, Mapping
from html import escape

from initquiz.markup.clean import Cleaned, to_markdown
from initquiz.markup.html import named_pictures, to_html
from initquiz.markup.notation import split
from initquiz.markup.own import from_html
from initquiz.markup.simple import is_plain, line_to_html
from initquiz.markup.tame import tamed
from initquiz.model.card import Fact
from initquiz.model.deck_format import canonical_text

FORMATS = ("html", "moodle", "plain", "markdown")

_DISPLAY = re.compile(r"\$\$([^$]{1,2000})\$\$")
# Nothing within begins like the whole, or a text of beginnings would take long.
_IN_LINE = re.compile(r"\\?\\\(((?:[^\\]|\\(?!\()){1,2000}?)\\?\\\)")
_ON_ITS_OWN = re.compile(r"\\?\\\[((?:[^\\]|\\(?!\[)){1,2000}?)\\?\\\]")
_LABELS = ("answer", "note", "source")


def to_card(
    text: str,
    kind: str,
    pictures: Mapping[str, str] | None = None,
    address: Callable[[str], str] = str,
) -> Cleaned:
    """Return a text of one of the `FORMATS` as canonical Markdown, and what was left out.

    `pictures` is as in `clean.to_markdown`, `address` as in `own.from_html`.
    """
    if not text or is_plain(text):
        return Cleaned(text, (), ())
    known = pictures or {}
    if kind == "markdown":
        found = Cleaned(_dollars(text), named_pictures(text), ())
    elif kind == "html":
        html = _DISPLAY.sub(r"\\[\1\\]", text)
        found = from_html(html, known, address, cloze=False)
    else:
        html = escape(text, quote=False) if kind == "plain" else text
        html = _DISPLAY.sub(r"\\[\1\\]", html)
        found = to_markdown(tamed(html.replace("\n", "<br>")), known)
    return found._replace(markdown=canonical_text(found.markdown))


def literal(text: str) -> str:
    """Return plain text as Markdown that shows it."""
    return to_card(text, "plain").markdown


def told(fact: Fact, address: Callable[[str], str] = str) -> str:
    """Return as HTML what a quiz program tells after a fact was asked."""
    texts = zip(_LABELS, (fact.answer, fact.note, fact.source), strict=True)
    return "\n".join(
        f'<div class="{label}">{to_html(text, address)}</div>' for label, text in texts if text
    )


def untold(html: str) -> tuple[str, str, str] | None:
    """Return the HTML of answer, note and source that `told` put together; None of any other."""
    begin, end = '<div class="answer">', "</div>"
    if not html.startswith(begin) or not html.endswith(end):
        return None
    rest, source = _parted(html[len(begin) : -len(end)], "source")
    answer, note = _parted(rest, "note")
    parts = (answer, note, source)
    return None if any("<div" in part or end in part for part in parts) else parts


def plain_spelling(fact: Fact) -> bool:
    """Tell whether a fact's texts are read from HTML just as they were written."""
    texts = (fact.question, fact.answer, fact.note, fact.source)
    return all(line_to_html(text) or _unchanged(text) for text in texts if text)


def _unchanged(text: str) -> bool:
    return to_card(to_html(text), "html").markdown == text


def _parted(html: str, label: str) -> tuple[str, str]:
    before, _, after = html.partition(f'</div>\n<div class="{label}">')
    return before, after


def _dollars(markdown: str) -> str:
    """Return Markdown with its formulas between dollars."""
    parts = []
    for piece in split(markdown):
        source = piece.source
        if piece.kind == "text" and "\\" in source:
            source = _ON_ITS_OWN.sub(r"$$\1$$", _IN_LINE.sub(r"$\1$", source))
        parts.append(source)
    return "".join(parts)
