"""The grammar that the reader and the writer of the Markdown deck share.

*Canonical text* is what a card's values are compared by: newlines are LF, no line ends in
spaces, no blank line stands at either end, the first line is not indented, and no control
character but tab occurs. Names, accepted answers and tags are one line each.

A line of a value that would be read as a field mark (`**A:**`), or that opens a code fence
which nothing closes, is written with one backslash more; the reader takes one away.

All of it runs in linear time, whatever the text.
"""

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

QUESTION, ANSWER, ACCEPT, NOTE = "Q", "A", "Accept", "Note"
SOURCE, TAGS, COMPUTE = "Source", "Tags", "Compute"
_MARK = r"\*\*(Q|A|Accept|Note|Source|Tags|Compute):\*\*"

MARK = re.compile(r" {0,3}" + _MARK + r"[ \t]*")
BULLET = re.compile(r" {0,3}(?:[-*+]|\d{1,9}[.)])[ \t]{1,4}")
HEADING = re.compile(r"(#{1,6})(?:[ \t]+(.*))?")
ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
SKILL = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)[ \t]*,[ \t]*(\S+)")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

_RULE = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)")
_ESCAPED = re.compile(r"( {0,3})\\(\\*(?:" + _MARK + r"|```|~~~))")
_BAR = re.compile(r"(?<!\\)(\\*\|)")
_ESCAPED_BAR = re.compile(r"(?<!\\)\\(\\*\|)")
_SEPARATOR = re.compile(r"(?<!\\)\|")
_HASHES = re.compile(r"(?:^|(?<= ))(\\*)(#+)$")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_SLUG_LENGTH = 48


def canonical_text(text: str) -> str:
    """Return a value's canonical form (see above); it is its own canonical form."""
    lines = "\n".join(line.rstrip() for line in _clean(text).split("\n"))
    return lines.strip("\n").lstrip()


def one_line(text: str) -> str:
    """Return a name on one line: runs of white space become one space."""
    return " ".join(_clean(text).split())


def escape_name(name: str) -> str:
    """Return a heading's text for a name: hashes at its end must not close the heading."""
    return _HASHES.sub(r"\\\1\2", one_line(name), count=1)


def unescape_name(text: str) -> str:
    """Return the name a heading's text stands for: the reverse of `escape_name`."""
    text = one_line(text)
    match = _HASHES.search(text)
    if match is None:
        return text
    kept = match[1][1:] + match[2] if match[1] else ""
    return f"{text[: match.start()]}{kept}".rstrip()


def split_tags(text: str) -> tuple[str, ...]:
    """Return the tags of a comma-separated list, each one word and none twice."""
    return canonical_tags(text.split(","))


def canonical_tags(tags: "Iterable[str]") -> tuple[str, ...]:
    """Return tags as words: spaces and commas inside one become hyphens, doubles go."""
    words = ("-".join(_clean(tag).replace(",", " ").split()) for tag in tags)
    return tuple(dict.fromkeys(word for word in words if word))


def split_accept(text: str) -> tuple[str, ...]:
    r"""Return the answers between bars; `\|` is a bar inside an answer."""
    parts = (_ESCAPED_BAR.sub(r"\1", part) for part in _SEPARATOR.split(text))
    return tuple(part for part in map(one_line, parts) if part)


def join_accept(answers: "Iterable[str]") -> str:
    """Return what `split_accept` reads as these answers."""
    parts = (_BAR.sub(r"\\\1", part) for part in map(one_line, answers) if part)
    return " | ".join(parts)


def derive_id(question: str) -> str:
    """Return the id of a card that has none: the same for the same words and letters.

    Letter case, Unicode form and white space make no difference.
    """
    return _named_id(" ".join(unicodedata.normalize("NFKC", question).casefold().split()))


def safe_id(given: str) -> str:
    """Return the id as it is if the format allows it, else a substitute made from it."""
    return given if ID.fullmatch(given) else _named_id(given)


def split_id(line: str) -> tuple[str, str | None]:
    """Take the id comment (`<!-- id: x -->`) off the end of a card's first line."""
    start = line.rfind("<!--")
    if start < 0 or not line.endswith("-->"):
        return line, None
    comment = line[start + 4 : -3].strip()
    if not comment.startswith("id:") or "-->" in comment:
        return line, None
    return line[:start], comment[3:].strip()


def ends_text(line: str) -> bool:
    """Tell whether a line outside code is a heading, a rule or a card's bullet."""
    if HEADING.fullmatch(line) or _RULE.fullmatch(line):
        return True
    bullet = BULLET.match(line)
    return bool(bullet and MARK.match(line, bullet.end()))


def fence_after(line: str, fence: str) -> str:
    """Return the run of characters that fences the text after `line`; empty outside code.

    `fence` is that run before the line. The rules are CommonMark's, section 4.5.
    """
    match = _FENCE.match(line)
    if match is None:
        return fence
    run, rest = match.groups()
    if not fence:
        return str(run)
    closes = run.startswith(fence) and not rest.strip()
    return "" if closes else fence


def escape(text: str) -> list[str]:
    """Return the lines of a canonical value so that the reader gets the value back."""
    lines = text.split("\n")
    closable = _closable(lines)
    written, fence = [], ""
    for line, longest in zip(lines, closable, strict=True):
        after = fence_after(line, fence)
        opens = not fence and bool(after)
        if opens and len(after) > longest[after[0]]:
            written.append(_add_backslash(line))
            continue
        marked = not fence and (MARK.match(line) or _ESCAPED.match(line))
        written.append(_add_backslash(line) if marked else line)
        fence = after
    return written


def unescape(line: str) -> str:
    """Take away the backslash that `escape` added to a line outside code."""
    return _ESCAPED.sub(r"\1\2", line, count=1) if _ESCAPED.match(line) else line


def _closable(lines: list[str]) -> list[dict[str, int]]:
    """Return, for each line, the longest closing fence of each kind that follows it."""
    longest = {"`": 0, "~": 0}
    found = []
    for line in reversed(lines):
        found.append(longest)
        match = _FENCE.match(line)
        if match and not match[2].strip():
            run = match[1]
            longest = {**longest, run[0]: max(longest[run[0]], len(run))}
    return found[::-1]


def _add_backslash(line: str) -> str:
    """Put a backslash before the first character that is not a space."""
    body = line.lstrip(" ")
    return f"{line[: len(line) - len(body)]}\\{body}"


def _named_id(text: str) -> str:
    """Return a readable slug of the text with 8 hex digits of its SHA-256."""
    plain = text.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    slug = _NOT_SLUG.sub("-", plain).strip("-")[:_SLUG_LENGTH].strip("-")
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    return f"{slug or 'card'}-{digest[:8]}"


def _clean(text: str) -> str:
    """Make newlines LF, drop control characters and replace lone surrogates."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _SURROGATE.sub("\ufffd", CONTROL.sub("", text))
