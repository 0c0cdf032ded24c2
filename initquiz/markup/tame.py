r"""Foreign HTML made harmless for a parser, before anything reads it.

Python's HTML parser raises on some declarations (`<![x`) and needs quadratic time for others;
so does a search for formulas that never end. Here comments and declarations go, a `<` that
begins no tag becomes `&lt;`, and the marks of a formula without an end become text. What is
shown stays the same. It runs in linear time.
"""

import re

_LONGEST_TAG, _LONGEST_DECLARATION = 3_000, 200
_TAG = re.compile(r"""</?[a-zA-Z][^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>""")
_EMBEDDED = re.compile(r"""(src=["'])data:[^"'<>]*""", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\xa0]{101,}")
_FORMULAS = tuple(
    (re.compile(re.escape(begin), re.IGNORECASE), re.compile(re.escape(end), re.IGNORECASE))
    for begin, end in (
        (r"\(", r"\)"),
        (r"\[", r"\]"),
        ("[$]", "[/$]"),
        ("[$$]", "[/$$]"),
        ("[latex]", "[/latex]"),
    )
)


def tamed(html: str) -> str:
    """Return HTML of comments, text and whole tags as text and whole tags."""
    html = _BLANKS.sub(" " * 100, html)
    if "<" in html:
        html = _whole_tags(_EMBEDDED.sub(r"\1data:", html))
    for begin, end in _FORMULAS:
        html = _ended(html, begin, end)
    return html


def _whole_tags(html: str) -> str:
    parts: list[str] = []
    at = 0
    last = html.rfind("-->")
    while (start := html.find("<", at)) >= 0:
        parts.append(html[at:start])
        if tag := _TAG.match(html, start, start + _LONGEST_TAG):
            parts.append(tag[0])
            at = tag.end()
            continue
        at = start + 1
        if html.startswith("<!--", start) and last >= start + 4:
            at = html.find("-->", start + 4) + 3
            continue
        if html.startswith(("<!", "<?"), start):
            at = max(at, html.find(">", start, start + _LONGEST_DECLARATION) + 1)
        if at == start + 1:
            parts.append("&lt;")
    return "".join([*parts, html[at:]])


def _ended(html: str, begin: "re.Pattern[str]", end: "re.Pattern[str]") -> str:
    """Make the marks that begin a formula text where none ends any more."""
    last = max((found.end() for found in end.finditer(html)), default=0)
    if not begin.search(html, last):
        return html
    text = begin.sub(lambda found: f"&#{ord(found[0][0])};{found[0][1:]}", html[last:])
    return html[:last] + text
