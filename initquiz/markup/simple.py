r"""One line of words, formulas, code and emphasis, between Markdown and HTML without a parser.

Most cards of most decks are such lines. What these functions return is what the parsers would,
only fifty times sooner; for any other text they return None.
"""

import re
from html import escape, unescape

# Possessive: each character is looked at once.
_WORDS = r"[^<\\`*_\[\]$#|~\ufffc]*+"
_FORMULA = r"\$(?![ $])(?:[^$`\\\ufffc]|\\.)++(?<! )\$(?![\d$])"
_CODE = r"(?<!`)`(?! )[^`\ufffc]++(?<! )`(?!`)"
# Where anybody would see emphasis: around whole words.
_MARKED = r"[^\W_](?:[^<\\`*_\[\]$#|~\ufffc]*+(?<=[^\W_]))?"
_EMPHASIS = rf"(?:(?<=[ (])|^)(?:\*\*{_MARKED}\*\*|\*{_MARKED}\*)(?=[ .,;:?!)]|$)"
_PART = rf"{_FORMULA}|{_CODE}|{_EMPHASIS}"
_START = r"(?![ >+=-]|\d{1,9}[.)])"  # no list, no quotation, no rule
_UNMARKED = re.compile(rf"{_START}[^<\\`*_\[\]$#|~\ufffc]++(?<! )")
_LINE = re.compile(rf"{_START}{_WORDS}(?:(?:{_PART}){_WORDS})*+(?<! )")
_PARTS = re.compile(f"({_PART})")
_PLAIN = re.compile(r"[^\W\d_][^<>&\"\\`*_\[\]$#|~\ufffc]*+(?<! )")
_MATHJAX = re.compile(r"(\\\(.{1,2000}?\\\))")
_TAGS = {"<code>": "`", "</code>": "`", "<strong>": "**", "</strong>": "**", "<em>": "*",
         "</em>": "*"}  # fmt: skip
_TAG = re.compile("|".join(_TAGS))
_PARTED = re.compile(r"\} (?=\})")


def is_plain(text: str) -> bool:
    """Tell whether a text is the same as HTML and as Markdown: one line without any marks."""
    return _PLAIN.fullmatch(text) is not None and text.isprintable() and "  " not in text


def line_to_html(markdown: str, *, cloze: bool = False) -> str | None:
    r"""Return `<p>words \(formula\)</p>`, or None for what is more than such a line.

    With `cloze`, closing braces in a row are parted, as in `html.to_html`.
    """
    if not markdown.isprintable():
        return None
    if _UNMARKED.fullmatch(markdown):
        return f"<p>{_escaped(markdown)}</p>"
    if not markdown or _LINE.fullmatch(markdown) is None:
        return None
    parts = _PARTS.split(markdown)
    parts[::2] = map(_escaped, parts[::2])
    for place in range(1, len(parts), 2):
        parts[place] = _of_part(parts[place], cloze=cloze)
    return f"<p>{''.join(parts)}</p>"


def line_to_markdown(html: str) -> str | None:
    """Return what `line_to_html` (with `cloze`) makes this HTML of, or None."""
    body = html[3:-4]
    if not html.startswith("<p>") or not html.endswith("</p>"):
        return None
    if "<" in body:
        body = _TAG.sub(lambda tag: _TAGS[tag[0]], body)
    if "\\" in body:
        parts = _MATHJAX.split(body)
        for place in range(1, len(parts), 2):
            parts[place] = f"${_PARTED.sub('}', parts[place][2:-2])}$"
        body = "".join(parts)
    if "&" in body:
        body = unescape(body)
    return body if line_to_html(body, cloze=True) == html else None


def parted(tex: str) -> str:
    """Return a formula without two closing braces in a row."""
    while "}}" in tex:
        tex = tex.replace("}}", "} }")
    return tex


def _of_part(part: str, *, cloze: bool) -> str:
    """Return a formula, code or emphasis as HTML."""
    if part[0] == "$":
        tex = escape(part[1:-1], quote=False)
        return rf"\({parted(tex) if cloze else tex}\)"
    if part[0] == "`":
        return f"<code>{_escaped(part[1:-1])}</code>"
    if part.startswith("**"):
        return f"<strong>{_escaped(part[2:-2])}</strong>"
    return f"<em>{_escaped(part[1:-1])}</em>"


def _escaped(words: str) -> str:
    """Return words with the entities that the Markdown parser writes."""
    words = words.replace("&", "&amp;") if "&" in words else words
    if "<" in words or ">" in words or '"' in words:
        return words.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return words
