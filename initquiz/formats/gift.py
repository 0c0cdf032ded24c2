r"""The grammar of GIFT, shared by its reader and its writer, as Moodle 4.1 reads it.

A question is what stands between two blank lines: perhaps `::its name::`, its text, and its
answers in braces. A backslash before `~ = # { } :` makes these plain, `\\` is one backslash and
`\n` a new line; before any other letter it stands for itself. A text may begin with its format
in brackets, `[html]`. Lines that begin with `//` are comments, in which Moodle looks for
`[id:..]` and `[tag:..]`. A block `$CATEGORY: a/b` names where the questions after it belong.

HTML does not tell all spellings of Markdown, so where it matters an export of ours has a comment
with the Markdown itself, as JSON behind `initquiz`.

Source: Moodle's question/format/gift/format.php and question/format.php.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from initquiz.formats.moodle import TOP, names_of

CATEGORY = "$CATEGORY:"

_HELD = "~=#{}:\n"
_PRIVATE = {char: chr(0xE100 + place) for place, char in enumerate(_HELD)}
_WRITTEN = str.maketrans({char: f"\\{char}" for char in "\\~=#{}:"} | {"\n": "\\n", "\r": None})
_ESCAPE = re.compile(r"\\([\\~=#{}:n])")
_RELEASED = str.maketrans({private: char for char, private in _PRIVATE.items()})
_FORGED = str.maketrans(dict.fromkeys(_PRIVATE.values(), "\ufffd"))
_OWN, _LONGEST = "initquiz", 400_000
_ID = re.compile(r"\[id:((?:\\\]|[^\]]){1,300})\]")
_TAG = re.compile(r"\[tag:((?:\\\]|[^\]]){1,300})\]")


class Block(NamedTuple):
    """Lines between two blank ones: where they begin, the comments among them, and the rest."""

    line: int
    comments: str
    text: str


def blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of a file that hold more than comments."""
    begun, comments, lines = 0, [], []
    for number, raw in enumerate((*text.split("\n"), ""), 1):
        line = raw.strip(" \t\r\0\x0b")
        if line.startswith("//"):
            comments.append(line)
        elif line:
            begun = begun or number
            lines.append(line)
        if not line:
            if lines:
                yield Block(begun, "\n".join(comments), "\n".join(lines))
            begun, comments, lines = 0, [], []


def escaped(text: str) -> str:
    """Return a text on one line in which nothing means anything to GIFT."""
    return text.translate(_WRITTEN)


def held(text: str) -> str:
    """Return a text with its escapes read; what they make plain is held back till `released`."""
    return _ESCAPE.sub(_hold, text.translate(_FORGED))


def released(text: str) -> str:
    """Return a piece of a held text as it is meant."""
    return text.translate(_RELEASED).strip()


def _hold(escape: re.Match[str]) -> str:
    letter = "\n" if escape[1] == "n" else escape[1]
    return _PRIVATE.get(letter, letter)


def comment(key: str, tags: Iterable[str]) -> str:
    """Return the line that gives a question its id and its tags."""
    marks = (f"[id:{_bracketed(key)}]", *(f"[tag:{_bracketed(tag)}]" for tag in tags))
    return f"// {' '.join(marks)}"


def id_of(comments: str) -> str:
    """Return the id that the comments of a question give it, or ""."""
    found = _ID.search(comments)
    return found[1].strip().replace(r"\]", "]") if found else ""


def tags_of(comments: str) -> tuple[str, ...]:
    """Return the tags that the comments of a question give it."""
    return tuple(found[1].strip().replace(r"\]", "]") for found in _TAG.finditer(comments))


def spelling(texts: Mapping[str, str]) -> str:
    """Return the comment that holds texts as they are spelled; Moodle finds no mark in it."""
    told = json.dumps(texts, ensure_ascii=False).replace("[", r"\u005b")
    return f"// {_OWN} {told}"


def spelling_of(comments: str) -> dict[str, str]:
    """Return the texts that `spelling` wrote, or none."""
    start = comments.find(f"// {_OWN} {{")
    if start < 0:
        return {}
    line = comments[start + len(_OWN) + 4 :].partition("\n")[0]
    try:
        found = json.loads(line[:_LONGEST])
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: text for name, text in found.items() if isinstance(text, str)}


def category(names: Iterable[str]) -> str:
    """Return the line that leads into a category; Moodle reads backslashes in it, but no more."""
    path = "/".join(map(_step, filter(None, names)))
    return f"{CATEGORY} {TOP}{path}".replace("\\", r"\\")


def path_of(text: str) -> tuple[str, ...]:
    """Return the names in a category's path, without where Moodle begins all of them."""
    return names_of(text.replace("\\\\", "\\"))


def _bracketed(text: str) -> str:
    """Return a text whose closing brackets do not end it, nor does a backslash at its end."""
    return text.replace("]", r"\]") + " " * text.endswith("\\")


def _step(name: str) -> str:
    """Return a name within a path: a slash is doubled, and kept apart from those of the path."""
    step = name.replace("/", "//")
    return f"{' ' * step.startswith('/')}{step}{' ' * step.endswith('/')}"
