"""The little markup allowed on controls: **bold**, *italic* and `code`, nothing else."""

import re

_MARKS = (
    (re.compile(r"`([^`]+)`"), r"<code>\1</code>"),
    (re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*"), r"<b>\1</b>"),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?![\w*])"), r"<i>\1</i>"),
)
_GLUED = re.compile(r"(?<=\d) (?=%)|(?<=σ) (?=[=≈])|(?<=[=≈±]) (?=[\d√±−])")  # σ = 5 %


def to_html(text: str) -> str:
    """Return the text as HTML; what a deck writes cannot become a tag of its own.

    A number is not parted from its percent sign, nor from what it is the value of.
    """
    result = _GLUED.sub("\N{NO-BREAK SPACE}", text)
    result = result.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for mark, tag in _MARKS:
        result = mark.sub(tag, result)
    return result


def to_plain(text: str) -> str:
    """Return the text without its marks, for a screen reader."""
    for mark, _tag in _MARKS:
        text = mark.sub(r"\1", text)
    return text
